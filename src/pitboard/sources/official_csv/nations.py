"""Whose column COUNTRY is a nation.

The column is not nationality: files disagree about one driver (MCO here, ITA there), and some codes mean no country.
A nation is printed only where a source was found, or where every file known agrees on one valid code; else it is None.
`nations.csv`, made by `tools/nations.py`, remembers which codes all files seen have held, so that one file alone does
not pass for agreement.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec

from pitboard.model.entry import Entry
from pitboard.sources.official_csv.country_codes import is_country_code
from pitboard.sources.official_csv.rawfile import read_table
from pitboard.sources.official_csv.results import entries_of

Codes = Mapping[str, frozenset[str]]
"""Every code that files hold for a driver, by `driver_id`."""


class Known(NamedTuple):
    """What is known of a driver beyond the files being loaded.

    Attributes:
        codes: every code that files have held, valid or not.
        nation: by a source; empty without one.
        source: where that is from.
    """

    codes: frozenset[str]
    nation: str
    source: str


@cache
def known_nations() -> dict[str, Known]:
    """The table that Pitboard brings along, by `driver_id`."""
    text = files("pitboard.sources.official_csv").joinpath("nations.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["driver_id"]: Known(frozenset(row["codes"].split()), row["nation"], row["source"]) for row in rows
    }


def nation_of(driver_id: str, filed: Iterable[str] = ()) -> str | None:
    """The nation to print for a driver, or None.

    Args:
        driver_id: who.
        filed: codes in the files being loaded; a blank one says nothing.
    """
    known = known_nations().get(driver_id, Known(frozenset(), "", ""))
    if known.nation:  # what a source says of a person outweighs a column that is often his residence
        return known.nation
    codes = {code for code in filed if code} | known.codes
    if len(codes) == 1 and is_country_code(agreed := next(iter(codes))):
        return agreed
    return None


def filed_codes(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """Every code that these entry lists hold, by driver."""
    codes: dict[str, set[str]] = {}
    for entry in entries:
        for driver in entry.crew:
            codes.setdefault(driver.driver_id, set()).update({driver.country_as_filed} - {""})
    return {driver_id: frozenset(held) for driver_id, held in codes.items()}


def agree_countries(results: Iterable[Path]) -> dict[str, frozenset[str]]:
    """The codes in all these results files: what `load_session` takes as `countries`.

    Raises:
        SourceError: one of the files cannot be read.
    """
    return filed_codes(entry for path in results for entry in entries_of(read_table(path)))


def with_nations(entries: Iterable[Entry], countries: Codes | None = None) -> list[Entry]:
    """The entries with the nations of their crews; a nation that is there already, from an entry list, stays."""
    entries = list(entries)
    here = filed_codes(entries)
    elsewhere = countries or {}
    done = []
    for entry in entries:
        crew = tuple(
            driver
            if driver.nation
            else msgspec.structs.replace(
                driver,
                nation=nation_of(
                    driver.driver_id,
                    here.get(driver.driver_id, frozenset()) | elsewhere.get(driver.driver_id, frozenset()),
                ),
            )
            for driver in entry.crew
        )
        done.append(msgspec.structs.replace(entry, crew=crew))
    return done

"""Where the official files are at hand, making the tables again gives the same bytes, and importing them the same facts."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from pitboard import bundled
from pitboard.bundled.poles import PoleBasis, class_poles
from pitboard.model.entry import Entry
from pitboard.model.facts import (
    DriverChanged,
    Fact,
    FlagShown,
    PartStarted,
    Passing,
    PitVisitTimed,
    SessionStarted,
    WeatherMeasured,
    order_key,
)
from pitboard.sources.official_csv import LoadedSession, load_session
from tools.make_bundled import SESSION, TABLES, read_official, tables


def test_the_tables_can_be_made_again_byte_for_byte(real_data: Path) -> None:
    made = tables(real_data / "imsa")

    assert {name: (TABLES / name).read_bytes() for name in made} == {
        name: text.encode() for name, text in made.items()
    }


def test_poles_of_the_seasons_at_hand_are_those_of_the_official_files(real_data: Path) -> None:
    sessions = {2021: "202101231500", 2023: "202301221345", 2024: "202401211355"}
    for year, stamp in sessions.items():
        folder = real_data / "imsa" / str(year) / "01-roar-before-the-24"
        first: dict[str, tuple[str, str]] = {}
        for row in read_official(folder / f"{stamp}-qualifying-results.csv.gz"):
            first.setdefault(row["CLASS"], (row["NUMBER"], row["TIME"]))
        poles = [pole for pole in class_poles() if pole.year == year and pole.basis is PoleBasis.QUALIFYING]

        assert {pole.car_class: (pole.car, pole.time) for pole in poles} == first


KINDS = [SessionStarted, FlagShown, DriverChanged, PitVisitTimed, Passing, WeatherMeasured]


@pytest.fixture(scope="module")
def imported(real_data: Path) -> LoadedSession:
    return load_session(real_data / "imsa" / f"{SESSION}-laps.csv.gz")


@pytest.mark.parametrize("kind", KINDS)
def test_bundled_facts_are_those_of_an_import_of_the_official_file(
    imported: LoadedSession, kind: type[Fact]
) -> None:
    bundled_facts = _plain(bundled.load("roar-2024-q").facts, kind)

    assert bundled_facts
    assert bundled_facts == _plain(imported.facts, kind)


def test_bundled_entries_are_those_of_an_import(imported: LoadedSession) -> None:
    def plain(entries: Sequence[Entry]) -> dict[str, Entry]:
        return {entry.number: replace(entry, manufacturer="") for entry in entries}

    assert plain(bundled.load("roar-2024-q").entries) == plain(imported.entries)


def test_parts_lie_within_the_bounds_that_an_import_infers(imported: LoadedSession) -> None:
    wide = [fact for fact in imported.facts if isinstance(fact, PartStarted)]
    narrow = [fact for fact in bundled.load("roar-2024-q").facts if isinstance(fact, PartStarted)]

    assert [set(part.classes) for part in narrow] == [set(part.classes) for part in wide]
    assert all(ours.latest_us <= theirs.latest_us for ours, theirs in zip(narrow, wide, strict=True))


def _plain(facts: Sequence[Fact], kind: type[Fact]) -> list[Fact]:
    found = [replace(fact, seq=0, session="") for fact in facts if isinstance(fact, kind)]
    return sorted(found, key=lambda fact: (order_key(fact), getattr(fact, "car", "")))

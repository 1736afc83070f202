"""Cells as sheets print them: plates, times with their marks, clocks, drivers."""

from __future__ import annotations

import re
from datetime import tzinfo

from pitboard.documents.job import Job
from pitboard.documents.model import Cell, Column, Kind, Mark
from pitboard.model.entry import Driver, Entry
from pitboard.scoring.gaps import Gap, official_text
from pitboard.times import format_time
from pitboard.wire.score import time_of_day

EMPTY = Cell("")
_IN_LAPS = re.compile(r"(\d+) Laps?")


def text(words: str, mark: Mark = Mark.NONE) -> Cell:
    """Words."""
    return Cell(" ".join(words.split()), mark=mark)


def count(number: int | None, mark: Mark = Mark.NONE) -> Cell:
    """A whole number; empty for None."""
    return EMPTY if number is None else Cell(str(number), number, mark)


def plate(entry: Entry, number: str = "") -> Cell:
    """A car number on the plate of its class."""
    return Cell(number or entry.number, entry.car_class)


def time(duration_us: int | None, mark: Mark = Mark.NONE) -> Cell:
    """A lap or sector time; empty for None."""
    return EMPTY if duration_us is None else Cell(format_time(duration_us), duration_us, mark)


def gap(job: Job, value: Gap | None, *, leads: bool = False, official: str = "") -> Cell:
    """A gap as official sheets print it; `-` for who leads, and no value where it is in laps.

    Args:
        job: whose language.
        value: None for none.
        leads: whether the car is the first.
        official: as the official layout has it, where the engine wrote it already.
    """
    if leads:
        return Cell("-")
    words = official or ("" if value is None else official_text(value))
    in_laps = _IN_LAPS.fullmatch(words)
    if in_laps:
        n = int(in_laps[1])
        return Cell(job.words("say.one_lap") if n == 1 else job.words("say.n_laps", n=n))
    return Cell(words, value.time_us if value is not None else None)


def behind(job: Job, duration_us: int | None, first_us: int | None) -> Cell:
    """The difference to the first, printed as a gap; `-` for the first."""
    if duration_us is None or first_us is None:
        return EMPTY
    return gap(job, Gap(0, duration_us - first_us), leads=duration_us == first_us)


def clock(at_us: int | None, zone: tzinfo, *, decimals: int = 0) -> Cell:
    """A time of day at the venue; empty for None."""
    return EMPTY if at_us is None else Cell(time_of_day(at_us, zone, decimals=decimals), at_us)


def span(duration_us: int | None) -> Cell:
    """How long something lasted, in whole seconds and never less than minutes: `0:59`; empty for None."""
    if duration_us is None:
        return EMPTY
    words = format_time(duration_us, decimals=0)
    return Cell(words if ":" in words else f"0:{words:>02}", duration_us)


def lap_span(first: int | None, last: int | None) -> Cell:
    """Laps of the leader: `55`, `104–115`, or `311–` where the end is not known; empty for None."""
    if first is None:
        return EMPTY
    return text(str(first)) if first == last else text(f"{first}–{'' if last is None else last}")


def driver_text(driver: Driver) -> str:
    """`Pipo Derani BRA (P)`: name, nation and grade, as far as they are known."""
    grade = f"({driver.rating.value[0]})" if driver.rating.value else ""
    return " ".join(part for part in (driver.name, driver.nation or "", grade) if part)


def crew_text(entry: Entry) -> str:
    """The whole crew in one cell."""
    return ", ".join(driver_text(driver) for driver in entry.crew)


def driver_name(entry: Entry, driver_id: str) -> str:
    """A driver's name; empty where nobody was named."""
    driver = entry.driver(driver_id)
    return driver.name if driver is not None else driver_id


def vehicle(entry: Entry) -> str:
    """The car; its make where the entry list says no more."""
    return entry.vehicle or entry.manufacturer


def named(key: str, label: str) -> Column:
    """A column of figures whose label is a name, not a word: a round, a checkpoint."""
    return Column(key, label, Kind.NUMBER)


def columns(job: Job, *wanted: str | tuple[str, Kind] | tuple[str, Kind, float]) -> tuple[Column, ...]:
    """Columns by key, with the kind of their cells and their share of the spare width; text without a kind."""
    made = []
    for want in wanted:
        key, kind, share = (want, Kind.TEXT, 1.0) if isinstance(want, str) else (*want, 0.0)[:3]
        made.append(Column(key, job.words(f"column.{key}"), Kind(kind), float(share)))
    return tuple(made)

"""Class poles of the Rolex 24 at Daytona, 2019 to 2025, and what may be counted from them.

"Pole" means two things. In 2021 and 2022 a qualifying race set the grid, so who was fastest in qualifying was not always
first on the grid. A count says which of the two it counts, and over which years; nothing here is a career total.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from pitboard.bundled.tables import read_structs, read_toml
from pitboard.errors import UsageError
from pitboard.model.entry import driver_id_of
from pitboard.times import parse_time


class PoleBasis(StrEnum):
    """How a place was won."""

    QUALIFYING = "qualifying"
    QUALIFYING_RACE = "qualifying_race"


class PoleMeaning(StrEnum):
    """What a count counts."""

    FASTEST_IN_QUALIFYING = "fastest_in_qualifying"
    FIRST_ON_GRID = "first_on_grid"


class ClassPole(msgspec.Struct, frozen=True, kw_only=True):
    """The first of a class in one year.

    Attributes:
        year: season.
        car_class: class code.
        basis: fastest in qualifying, or winner of the qualifying race.
        car, team, make: which car; empty where no source says.
        drivers: the qualifier, or who drove the qualifying race; empty where no source says.
        time: as official sheets print it; empty where it was not found or there is none.
        source: where it is from.
    """

    year: int
    car_class: str
    basis: PoleBasis
    car: str
    drivers: tuple[str, ...]
    team: str
    make: str
    time: str
    source: str

    @property
    def time_us(self) -> int | None:
        """The lap time [µs]; None where it is not known."""
        return parse_time(self.time) if self.time else None

    @property
    def key(self) -> str:
        """Its name where a statement points at it, such as `daytona/pole/2024/GTP`."""
        kind = "pole" if self.basis is PoleBasis.QUALIFYING else "qualifying-race"
        return f"daytona/{kind}/{self.year}/{self.car_class}"


class PoleCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often a driver was first of a class, with the window that the count holds for.

    Attributes:
        driver: who.
        meaning: what was counted.
        since, until: first and last year looked at.
        poles: those found, by year.
        in_a_row: how many years in a row up to `until`; 0 where `until` is not among them.
        unknown: places of the window whose drivers are not known, which the count may therefore miss.
    """

    driver: str
    meaning: PoleMeaning
    since: int
    until: int
    poles: tuple[ClassPole, ...]
    in_a_row: int
    unknown: tuple[ClassPole, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.poles)


@cache
def class_poles() -> tuple[ClassPole, ...]:
    """Every pole in the table, by year."""
    return read_structs("daytona", "poles.toml", "pole", ClassPole)


@cache
def years_covered() -> tuple[int, int]:
    """First and last year that the table covers without a hole.

    >>> years_covered()
    (2019, 2025)
    """
    table = read_toml("daytona", "poles.toml")
    return table["since"], table["until"]


def class_pole(year: int, car_class: str, meaning: PoleMeaning) -> ClassPole | None:
    """Who was first of a class in a year; None where the class did not run or the year is not covered.

    >>> class_pole(2022, "DPi", PoleMeaning.FIRST_ON_GRID).car
    '10'
    """
    return next((pole for pole in _of(meaning, year, year) if pole.car_class == car_class), None)


def count_poles(
    driver: str, meaning: PoleMeaning, *, since: int | None = None, until: int | None = None
) -> PoleCount:
    """Count a driver's class poles at the Rolex 24 within a window.

    Args:
        driver: name; accents and capitals do not matter.
        meaning: fastest in qualifying, or first on the grid before grid penalties.
        since: first year; None for the table's first.
        until: last year; None for the table's last.

    Raises:
        UsageError: a window that the table does not cover.

    >>> found = count_poles("Ben Keating", PoleMeaning.FASTEST_IN_QUALIFYING, since=2020, until=2024)
    >>> found.count, found.in_a_row
    (5, 5)
    """
    first, last = years_covered()
    since, until = first if since is None else since, last if until is None else until
    if not first <= since <= until <= last:
        raise UsageError(f"expected years from {first} to {last}, was {since} to {until}")
    driver_id = driver_id_of(driver)
    window = _of(meaning, since, until)
    found = tuple(pole for pole in window if driver_id in map(driver_id_of, pole.drivers))
    years = {pole.year for pole in found}
    in_a_row = next(
        (back for back in range(until - since + 1) if until - back not in years), until - since + 1
    )
    return PoleCount(
        driver=driver,
        meaning=meaning,
        since=since,
        until=until,
        poles=found,
        in_a_row=in_a_row,
        unknown=tuple(pole for pole in window if not pole.drivers),
    )


def _of(meaning: PoleMeaning, since: int, until: int) -> list[ClassPole]:
    window = [pole for pole in class_poles() if since <= pole.year <= until]
    raced = {pole.year for pole in window if pole.basis is PoleBasis.QUALIFYING_RACE}
    grid = meaning is PoleMeaning.FIRST_ON_GRID
    return [
        pole for pole in window if (pole.basis is PoleBasis.QUALIFYING_RACE) == (grid and pole.year in raced)
    ]

"""Results files: entry lists to import with, and official rows to compare with."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from pitboard.errors import TimeFormatError
from pitboard.model.entry import Driver, Entry, driver_id_of, parse_rating
from pitboard.sources.official_csv.faults import Faults
from pitboard.sources.official_csv.nations import Nations
from pitboard.sources.official_csv.rawfile import RawTable, read_table
from pitboard.times import parse_time

_SLOT = re.compile(r"DRIVER(\d+)_FIRSTNAME")
_WEC_DRIVER = re.compile(r"DRIVER_(\d+)")
_PLAIN_DRIVER = re.compile(r"driver_(\d+)")
_UNUSED_SLOT_FIELDS = 6


class OfficialRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the official results; texts as they stand there.

    Attributes:
        line: line in the file.
        position, best_time_us, total_time_us: None where empty.
        status: empty outside races.
    """

    line: int
    position: int | None
    car: str
    car_class: str
    status: str
    laps: int
    best_lap: int
    best_time_us: int | None
    total_time_us: int | None
    gap_first: str
    gap_previous: str


def read_entries(table: RawTable) -> list[Entry]:
    """The entry list of a results file of either layout, or of a plain entry CSV.

    Crews carry `country_as_filed`; `nations.with_nations` says which of these are nations.

    Raises:
        SourceError: no layout that is known, a row without number or class, a number twice.
    """
    if is_entry_csv(table):
        return read_entry_csv(table)
    table.require(("NUMBER", "CLASS", "TEAM", "VEHICLE"))
    slots = _slots(table)
    faults = Faults(table.file)
    entries: dict[str, Entry] = {}
    for row in _rows(table, faults):
        entry = _entry(row, slots)
        if not entry.number or not entry.car_class:
            faults.line(row.line, "NUMBER" if not entry.number else "CLASS", "a car number and its class", "")
        if entry.number in entries:
            faults.line(row.line, "NUMBER", "each car once", entry.number)
        entries[entry.number] = entry
    faults.raise_if_any()
    if not entries:
        refuse_file(table.file, "at least one entry", "none")
    return list(entries.values())


def _rows(table: RawTable, faults: Faults) -> list[_Row]:
    return [_Row(table, line, fields, faults) for line, fields in table.rows() if any(fields)]


def _entry(row: _Row, slots: list[_Slot]) -> Entry:
    crew = (slot.driver(row) for slot in slots)
    return Entry(
        entry_id=row.text("NUMBER"),
        number=row.text("NUMBER"),
        car_class=row.text("CLASS"),
        team=row.text("TEAM"),
        vehicle=row.text("VEHICLE"),
        manufacturer=row.text("MANUFACTURER"),
        tyres=row.text("TIRES", "TYRES"),
        group=row.text("GROUP"),
        crew=tuple(driver for driver in crew if driver is not None),
    )


def _slots(table: RawTable) -> list[_Slot]:
    """The driver slots that the header has; series with one driver a car call theirs `DRIVER_`."""
    prefixes = [f"DRIVER{number}_" for number in _SLOTS] + ["DRIVER_"]
    slots = [_Slot(prefix) for prefix in prefixes if f"{prefix}SECONDNAME" in table.header]
    slots += [_Slot(f"DRIVER_{number}") for number in _SLOTS if f"DRIVER_{number}" in table.header]
    if not slots:
        table.require(("DRIVER1_FIRSTNAME", "DRIVER1_SECONDNAME"))
    return slots


class _Slot:
    """Where a row holds one driver: `DRIVER1_` with a column for each thing, or `DRIVER_1` with the whole name."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def driver(self, row: _Row) -> Driver | None:
        """The driver in this slot; None where it is not used."""
        if not self._prefix.endswith("_"):
            return driver_from_name(row.text(self._prefix))
        given, family = row.text(f"{self._prefix}FIRSTNAME"), row.text(f"{self._prefix}SECONDNAME")
        name = f"{given} {family}".strip()
        if not name:
            return None
        rating = row.text(f"{self._prefix}LICENSE") or row.text(f"{self._prefix}IMSA_DriverRatingLong")
        return Driver(
            driver_id=driver_id_of(name),
            name=name,
            family_name=family,
            country_as_filed=row.text(f"{self._prefix}COUNTRY"),
            rating=parse_rating(rating),
            hometown=row.text(f"{self._prefix}HOMETOWN"),
        )


def driver_from_name(name: str) -> Driver | None:
    """A driver of whom only the name is filed; None for an empty name.

    The WEC writes the family name in capitals: `Alessandro PIER GUIDI`.
    """
    words = name.split()
    if not words:
        return None
    first = next((place for place, word in enumerate(words) if len(word) > 1 and word == word.upper() != word.lower()), 0)
    capitals = first > 0 and all(word == word.upper() for word in words[first:])
    return Driver(
        driver_id=driver_id_of(name), name=" ".join(words), family_name=" ".join(words[first:]) if capitals else ""
    )


def read_official(table: RawTable) -> list[OfficialRow]:
    """The official classification, row by row in its order.

    Raises:
        SourceError: no layout that is known, or a number or time that is none.
    """
    race = "TOTAL_TIME" in table.header
    table.require(_RACE_COLUMNS if race else _PRACTICE_COLUMNS)
    faults = Faults(table.file)
    rows = [_official(row, race=race) for row in _rows(table, faults)]
    faults.raise_if_any()
    return rows


def _official(row: _Row, *, race: bool) -> OfficialRow:
    best = ("FL_TIME",) if race else ("TIME",)
    return OfficialRow(
        position=row.count("POSITION", "POS") or None,
        car=row.text("NUMBER"),
        car_class=row.text("CLASS"),
        status=_STATUSES.get(row.text("STATUS").lower()),
        laps=row.count("LAPS"),
        best_lap=row.count("FL_LAPNUM" if race else "LAP"),
        best_time=row.text(*best),
        best_time_us=row.duration(*best),
        gap_first=row.text("GAP_FIRST"),
        gap_previous=row.text("GAP_PREVIOUS"),
        total_time=row.text("TOTAL_TIME"),
        total_time_us=row.duration("TOTAL_TIME"),
        kph=row.text("FL_KPH" if race else "KPH"),
        line=row.line,
    )

"""Results files: the entry list, and the official classification to compare with.

Three layouts, read by column name: IMSA practice (`POS`, `LAP`, `TIME`), IMSA race (`POSITION`, `STATUS`,
`TOTAL_TIME`), both with a slot of columns for each of six drivers; and the WEC's `03_Classification`, a column a
driver (`DRIVER_1` … `DRIVER_5`). The plain entry CSV (`entry_csv`) goes through the same door, `entries_of`.

IMSA rows are ragged: a driver slot in use has all its columns, an unused one only six fields. Used slots always come
first, so a slot is read where the header has it, and whatever is missing at the end is empty.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from pitboard.errors import TimeFormatError
from pitboard.model.entry import Driver, Entry, driver_id_of, parse_rating
from pitboard.model.flags import Status
from pitboard.sources.official_csv.entry_csv import is_entry_csv, read_entry_csv
from pitboard.sources.official_csv.faults import Faults, refuse_file
from pitboard.sources.official_csv.rawfile import RawTable, read_table
from pitboard.times import parse_time

_STATUSES: Final = {
    "": Status.CLASSIFIED,
    "classified": Status.CLASSIFIED,
    "not classified": Status.NOT_CLASSIFIED,
    "retired": Status.NOT_CLASSIFIED,
    "disqualified": Status.DISQUALIFIED,
    "excluded": Status.DISQUALIFIED,
    "not started": Status.NOT_STARTED,
    "did not start": Status.NOT_STARTED,
    "withdrawn": Status.WITHDRAWN,
}
_SLOTS: Final = range(1, 7)
_RACE_COLUMNS: Final = (
    "POSITION",
    "NUMBER",
    "STATUS",
    "LAPS",
    "TOTAL_TIME",
    "GAP_FIRST",
    "GAP_PREVIOUS",
    "FL_LAPNUM",
    "FL_TIME",
    "CLASS",
)
_PRACTICE_COLUMNS: Final = ("POS", "NUMBER", "LAP", "TIME", "GAP_FIRST", "GAP_PREVIOUS", "LAPS", "CLASS")


class OfficialRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of an official classification.

    Attributes:
        position: overall; None where the row has none.
        car: number, as text.
        car_class: class as filed.
        status: `pitboard.model.flags.Status`; None for a word that is not known.
        laps: laps done.
        best_lap: number of the lap with the best time (in a race the fastest lap); 0 without.
        best_time: its time as printed; empty without.
        best_time_us: the same [µs]; None without.
        gap_first, gap_previous: as printed.
        total_time: race time as printed; empty in other sessions.
        total_time_us: the same [µs]; None without.
        kph: speed as printed.
        line: line in the file.
    """

    position: int | None
    car: str
    car_class: str
    status: Status | None
    laps: int
    best_lap: int
    best_time: str
    best_time_us: int | None
    gap_first: str
    gap_previous: str
    total_time: str
    total_time_us: int | None
    kph: str
    line: int


class _Row:
    """Access by name to the fields of one row."""

    def __init__(self, table: RawTable, line: int, fields: list[str], faults: Faults) -> None:
        self.line, self._table, self._fields, self._faults = line, table, fields, faults

    def text(self, *names: str) -> str:
        """The field in the first of these columns that the file has; empty where the row is too short."""
        for name in names:
            place = self._table.column(name)
            if place is not None:
                return self._fields[place] if place < len(self._fields) else ""
        return ""

    def count(self, *names: str) -> int:
        """A number of laps, or a position; nothing is 0."""
        text = self.text(*names)
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            self._faults.line(self.line, names[0], "a whole number", text)
            return 0
        return int(text or 0)

    def duration(self, name: str) -> int | None:
        """A printed time [µs]; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        try:
            return parse_time(text)
        except TimeFormatError as error:
            expected = str(error).partition(", was ")[0].removeprefix("expected ")
            self._faults.line(self.line, name, expected, text)
            return None


def entries_of(table: RawTable) -> list[Entry]:
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
    first = next(
        (place for place, word in enumerate(words) if len(word) > 1 and word == word.upper() != word.lower()),
        0,
    )
    capitals = first > 0 and all(word == word.upper() for word in words[first:])
    return Driver(
        driver_id=driver_id_of(name),
        name=" ".join(words),
        family_name=" ".join(words[first:]) if capitals else "",
    )


def read_official_rows(path: Path) -> list[OfficialRow]:
    """The official classification, row by row in its order.

    Raises:
        SourceError: no layout that is known, or a number or time that is none.
    """
    table = read_table(path)
    race = "TOTAL_TIME" in table.header
    table.require(_RACE_COLUMNS if race else _PRACTICE_COLUMNS)
    faults = Faults(table.file)
    rows = [_official(row, race=race) for row in _rows(table, faults)]
    faults.raise_if_any()
    return rows


def _official(row: _Row, *, race: bool) -> OfficialRow:
    best = "FL_TIME" if race else "TIME"
    return OfficialRow(
        position=row.count("POSITION", "POS") or None,
        car=row.text("NUMBER"),
        car_class=row.text("CLASS"),
        status=_STATUSES.get(row.text("STATUS").lower()),
        laps=row.count("LAPS"),
        best_lap=row.count("FL_LAPNUM" if race else "LAP"),
        best_time=row.text(best),
        best_time_us=row.duration(best),
        gap_first=row.text("GAP_FIRST"),
        gap_previous=row.text("GAP_PREVIOUS"),
        total_time=row.text("TOTAL_TIME"),
        total_time_us=row.duration("TOTAL_TIME"),
        kph=row.text("FL_KPH" if race else "KPH"),
        line=row.line,
    )

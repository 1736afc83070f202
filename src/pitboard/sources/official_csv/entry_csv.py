"""The plain entry list that a club writes in a spreadsheet.

    number,class,team,vehicle,driver_1,driver_2
    31,GTP,Whelen Cadillac,Cadillac V-Series.R,Pipo Derani/BRA/Platinum,Jack Aitken/GBR/Platinum

A driver's cell is `name`, `name/nation` or `name/nation/rating` (`|` serves as well as `/`; `Anna Ek//Gold` has no
nation). Who prefers columns of their own writes `driver_1_nation` and `driver_1_rating`. `number` and `class` are
required; `manufacturer`, `tyres`, `group` and `transponder` may be added. Names of columns may be in any case.
"""

from __future__ import annotations

import re
from typing import Final

from pitboard.model.entry import Driver, Entry, Rating, driver_id_of, parse_rating
from pitboard.sources.official_csv.country_codes import is_country_code
from pitboard.sources.official_csv.faults import Faults, refuse_file
from pitboard.sources.official_csv.rawfile import RawTable

_SEATS: Final = range(1, 7)
_SEPARATOR: Final = re.compile(r"\s*[/|]\s*")
_RATINGS: Final = ", ".join(rating.value for rating in Rating if rating)


def is_entry_csv(table: RawTable) -> bool:
    """True for a plain entry list: it has numbers and classes, and no positions."""
    names = {name.lower() for name in table.header}
    return {"number", "class"} <= names and not names & {"pos", "position", "lap_time"}


def read_entry_csv(table: RawTable) -> list[Entry]:
    """Read a plain entry list.

    Raises:
        SourceError: a number or class is missing, a number stands twice, a nation or rating that is none.
    """
    faults = Faults(table.file)
    names = [name.lower() for name in table.header]
    entries: dict[str, Entry] = {}
    for line, fields in table.rows():
        if not any(fields):
            continue
        row = dict(zip(names, fields, strict=False))
        entry = _entry(row, line, faults)
        if entry.number in entries:
            faults.line(line, "number", "each car once", entry.number)
        entries[entry.number] = entry
    faults.raise_if_any()
    if not entries:
        refuse_file(table.file, "at least one entry", "none")
    return list(entries.values())


def _entry(row: dict[str, str], line: int, faults: Faults) -> Entry:
    for name in ("number", "class"):
        if not row.get(name):
            faults.line(line, name, "a car number" if name == "number" else "a class", "")
    number = row.get("number", "")
    drivers = (_driver(row, f"driver_{seat}", line, faults) for seat in _SEATS)
    transponder = row.get("transponder", "")
    return Entry(
        entry_id=number,
        number=number,
        car_class=row.get("class", ""),
        team=row.get("team", ""),
        vehicle=row.get("vehicle", ""),
        manufacturer=row.get("manufacturer", ""),
        tyres=row.get("tyres", ""),
        group=row.get("group", ""),
        crew=tuple(driver for driver in drivers if driver is not None),
        transponders=(transponder,) if transponder else (),
    )


def _driver(row: dict[str, str], column: str, line: int, faults: Faults) -> Driver | None:
    name, nation, rating, *more = [*_SEPARATOR.split(row.get(column, "")), "", ""]
    if len(more) > 2 or any(more):
        faults.line(line, column, "name/nation/rating", row[column])
    nation = (nation or row.get(f"{column}_nation", "")).upper()
    rating = rating or row.get(f"{column}_rating", "")
    if not name:
        return None
    if nation and not is_country_code(nation):
        faults.line(line, column, "a three-letter country code", nation)
    if rating and not parse_rating(rating):
        faults.line(line, column, f"a rating ({_RATINGS})", rating)
    return Driver(driver_id=driver_id_of(name), name=name, nation=nation or None, rating=parse_rating(rating))

"""Scrutineering: a list of weighed cars against the tables in force."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pitboard.errors import Fault, SourceError, UsageError
from pitboard.model.bop import BopTable, Weighing, weigh
from pitboard.model.entry import Entry
from pitboard.sessions.bop import BopInForce

_BYTES_MAX = 1_000_000
_MASS = re.compile(r"\d{1,5}(\.\d{1,4})?")


def read_weights(path: Path) -> tuple[tuple[str, Decimal], ...]:
    """Cars and their masses from a CSV with the columns `car` and `mass_kg`; other columns are passed over.

    Raises:
        SourceError: with every fault found.
        UsageError: it is not there.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(Fault(str(path), line, "", "UTF-8", f"byte 0x{data[error.start]:02x}")) from None
    if len(data) > _BYTES_MAX:
        raise SourceError(Fault(str(path), None, "", f"at most {_BYTES_MAX:,} bytes", f"{len(data):,}"))
    return _rows(text, str(path))


def _rows(text: str, file: str) -> tuple[tuple[str, Decimal], ...]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    rows: list[tuple[str, Decimal]] = []
    faults: list[Fault] = []
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        missing = [name for name in ("car", "mass_kg") if name not in names]
        if missing:
            raise SourceError(
                Fault(file, 1, ", ".join(missing), "a column", ", ".join(names)[:80] or "nothing")
            )
        reader.fieldnames = names
        for row in reader:
            if None in row or None in row.values():
                found = f"{sum(1 for value in row.values() if value is not None)} or more"
                faults.append(Fault(file, reader.line_num, "", f"{len(names)} fields", found))
                continue
            car, mass = row["car"].strip(), row["mass_kg"].strip()
            if not car:
                faults.append(Fault(file, reader.line_num, "car", "a car number", "nothing"))
            if _MASS.fullmatch(mass) is None:
                faults.append(
                    Fault(file, reader.line_num, "mass_kg", "a mass such as 1355.5", repr(mass)[:60])
                )
            elif car:
                rows.append((car, Decimal(mass)))
    except csv.Error as error:
        faults.append(Fault(file, reader.line_num, "", "CSV", str(error)))
    if faults:
        raise SourceError(faults)
    return tuple(rows)


def weigh_cars(
    weights: Sequence[tuple[str, Decimal]],
    entries: Sequence[Entry],
    force: BopInForce | None,
    table: BopTable | None = None,
    *,
    name: str = "",
) -> tuple[Weighing, ...]:
    """Compare each weighed car.

    Args:
        weights: car numbers and masses [kg], in the order of weighing; a car may be weighed more than once.
        entries: the entry list.
        force: the tables in force; not asked where `table` is given.
        table: one table for every car of its classes.
        name: of that table's version.

    Raises:
        UsageError: a car that is not entered; all are named. `1` is never taken for `01`.
    """
    by_number = {entry.number: entry for entry in entries}
    unknown = sorted({car for car, _ in weights if car not in by_number})
    if unknown:
        raise UsageError(f"weighed cars that are not on the entry list: {', '.join(unknown)}")
    done = []
    for car, mass in weights:
        entry = by_number[car]
        binds, version = table, name
        if table is None:
            standing = force.standings.get(entry.car_class) if force is not None else None
            binds = standing.version.table if standing is not None else None
            version = standing.text if standing is not None else ""
        elif entry.car_class not in table.classes:
            binds, version = None, ""
        done.append(weigh(entry, mass, binds, version))
    return tuple(done)

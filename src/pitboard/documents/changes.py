"""What changed since the result that was issued before: a row a car, a column for each thing that changed."""

from __future__ import annotations

import re

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Cell, Kind, Table
from pitboard.times import format_time

_CHANGE = re.compile(r"car (?P<car>\S+): (?P<what>[a-z_ ]+?) (?P<before>\S+) → (?P<after>\S+)\Z")
_COLUMNS = {
    "position": "position",
    "class position": "class_position",
    "status": "status",
    "laps": "laps",
    "total": "total",
    "best time": "best",
    "best lap": "best_lap",
    "car": "number",
    "car class": "class",
}
_TIMES = ("total", "best time")


def changed_table(job: Job) -> Table:
    """The sentences of the result, told apart and in the reader's language; what is not understood stays as it is."""
    cars: dict[str, dict[str, str]] = {}
    for change in job.issued.changed if job.issued is not None else ():
        found = _CHANGE.match(change)
        if found is None or found["what"] not in _COLUMNS:
            words = change.removeprefix("car ")
            car = words.split(" ", 1)[0].rstrip(":")
            cars.setdefault(car, {})["change"] = words.removeprefix(car).lstrip(": ")
            continue
        before, after = (_value(job, found["what"], found[side]) for side in ("before", "after"))
        cars.setdefault(found["car"], {})[_COLUMNS[found["what"]]] = f"{before} → {after}"
    return Table(
        title=job.words("section.changed"),
        columns=c.columns(
            job,
            ("number", Kind.PLATE),
            *((key, Kind.TEXT) for key in dict.fromkeys(_COLUMNS.values()) if key != "number"),
            ("change", Kind.TEXT),
        ),
        rows=tuple(_row(job, car, cars[car]) for car in sorted(cars, key=lambda car: _place(job, car))),
    )


def readable(change: str) -> str:
    """A sentence of the result with its times as sheets print them: `car 7: total 12:00:54.520 → 12:01:24.520`."""
    found = _CHANGE.match(change)
    if found is None:
        return change
    before, after = (
        format_time(int(value)) if found["what"] in _TIMES and value.isdigit() else value.replace("None", "–")
        for value in (found["before"], found["after"])
    )
    return f"car {found['car']}: {found['what']} {before} → {after}"


def _row(job: Job, car: str, changed: dict[str, str]) -> tuple[Cell, ...]:
    found = job.scored.row_of(car)
    keys = [key for key in dict.fromkeys(_COLUMNS.values()) if key != "number"]
    number = changed.get("number", car)
    return (
        Cell(number, found.car_class if found is not None else None),
        *(c.text(changed.get(key, "")) for key in (*keys, "change")),
    )


def _place(job: Job, car: str) -> tuple[bool, int]:
    order = [row.car for row in job.scored.rows]
    return car not in order, order.index(car) if car in order else 0


def _value(job: Job, what: str, value: str) -> str:
    if value == "None":
        return "–"
    if what in _TIMES and value.isdigit():
        return format_time(int(value))
    if what == "status":
        return job.words.get(f"status_long.{value}", value)
    return value

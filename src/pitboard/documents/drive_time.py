"""The drive-time sheet: each driver against the rules, where the rulebook has any; else laps and times as driven."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Mark, Section, Table
from pitboard.scoring.drive_time import DriverTime, drive_times
from pitboard.scoring.measures import by_driver, last_passing_us
from pitboard.times import format_time


def build(job: Job) -> list[Body]:
    """One table a class, cars in the order of the classification."""
    state = job.scored.state
    now_us = state.ended_us if state.ended_us is not None else last_passing_us(state) or 0
    ledger = drive_times(state, job.scored.opened.rulebook, now_us)
    if not ledger:
        return [Body(sections=(Section(lines=(job.words("say.drive_time_rule"),)), *_as_driven(job)))]
    lines = (job.words("say.drive_bounds"),) if any(row.bound for row in ledger) else ()
    return [Body(sections=(Section(lines=lines), *_by_rule(job, ledger)))]


def _by_rule(job: Job, ledger: tuple[DriverTime, ...]) -> list[Section]:
    columns = c.columns(
        job,
        ("number", Kind.PLATE),
        ("driver", Kind.TEXT, 1.0),
        ("grade", Kind.TEXT),
        ("laps", Kind.COUNT),
        ("driven", Kind.TIME),
        ("minimum", Kind.TIME),
        ("maximum", Kind.TIME),
        ("verdict", Kind.TEXT),
    )
    of_car: dict[str, list[DriverTime]] = {}
    for one in ledger:
        of_car.setdefault(one.entry_id, []).append(one)
    sections = []
    for one_class in job.classes:
        rows = [
            _row(job, one)
            for row in job.scored.rows
            if row.car_class == one_class.code
            for one in of_car.get(row.entry_id, ())
        ]
        if rows:
            sections.append(Section(title=one_class.name, tables=(Table(columns=columns, rows=tuple(rows)),)))
    return sections


def _row(job: Job, one: DriverTime) -> tuple[Cell, ...]:
    entry = job.scored.state.cars[one.entry_id].entry
    verdict, mark = "✓", Mark.NONE
    if one.shortfall_us:
        verdict, mark = f"−{format_time(one.shortfall_us)}", Mark.STRONG
    elif one.excess_us:
        verdict, mark = f"+{format_time(one.excess_us)}", Mark.STRONG
    elif one.minimum_us is None and one.maximum_us is None:
        verdict = ""
    return (
        c.plate(entry),
        c.text(c.driver_name(entry, one.driver_id)),
        c.text(one.rating),
        c.count(one.driven.laps),
        c.time(one.total_us),
        c.time(one.minimum_us),
        c.time(one.maximum_us),
        c.text(verdict, mark),
    )


def _as_driven(job: Job) -> list[Section]:
    columns = c.columns(
        job,
        ("number", Kind.PLATE),
        ("driver", Kind.TEXT, 1.0),
        ("grade", Kind.TEXT),
        ("laps", Kind.COUNT),
        ("driven", Kind.TIME),
        ("in_pit_lane", Kind.TIME),
        ("on_track", Kind.TIME),
    )
    sections = []
    for one in job.classes:
        mates = [row.entry_id for row in job.scored.rows if row.car_class == one.code]
        rows = tuple(row for entry_id in mates for row in _car_rows(job, entry_id))
        if rows:
            sections.append(Section(title=one.name, tables=(Table(columns=columns, rows=rows),)))
    return sections


def _car_rows(job: Job, entry_id: str) -> list[tuple[Cell, ...]]:
    car = job.scored.state.cars[entry_id]
    rows: list[tuple[Cell, ...]] = []
    for measure in by_driver(car, job.scored.state.sectors):
        driver = car.entry.driver(measure.driver_id)
        rows.append(
            (
                c.plate(car.entry),
                c.text(c.driver_name(car.entry, measure.driver_id)),
                c.text(driver.rating.value if driver is not None else ""),
                c.count(measure.laps),
                c.time(measure.driven_us),
                c.time(measure.pit_us),
                c.time(measure.on_track_us),
            )
        )
    return rows

"""Sector analysis: every driver of every car, against the best of the class."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.best_sectors import sector_columns
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Mark, Section, Table
from pitboard.scoring.measures import DriverMeasure, by_driver
from pitboard.scoring.state import CarState


def build(job: Job) -> list[Body]:
    """One table a class: best sectors of each driver, their sum and the best lap, by car."""
    state = job.scored.state
    place = {row.entry_id: index for index, row in enumerate(job.scored.rows)}
    cars = sorted(state.cars.values(), key=lambda car: place[car.entry_id])
    sections = []
    for one in job.classes:
        mates = [(car, by_driver(car, state.sectors)) for car in cars if car.entry.car_class == one.code]
        mates = [(car, tuple(m for m in measures if m.laps)) for car, measures in mates]
        if any(measures for _, measures in mates):
            sections.append(Section(title=one.name, tables=(_table(job, mates),)))
    return [Body(sections=tuple(sections) or (Section(lines=(job.words("say.no_laps"),)),))]


def _table(job: Job, cars: list[tuple[CarState, tuple[DriverMeasure, ...]]]) -> Table:
    columns = (
        *c.columns(job, ("number", Kind.PLATE), "driver", ("laps", Kind.COUNT)),
        *sector_columns(job),
        *c.columns(job, ("theoretical", Kind.TIME), ("best", Kind.TIME), ("best_lap", Kind.COUNT)),
    )
    bests = []
    for index in range(job.scored.state.sectors):
        times = [
            m.sectors[index]
            for car, measures in cars
            for m in measures
            if car.entry_id not in job.disqualified
        ]
        bests.append(min((best.time_us for best in times if best is not None), default=None))
    nothing: list[int | None] = [None] * len(bests)
    rows = [
        _row(car, measure, nothing if car.entry_id in job.disqualified else bests)
        for car, measures in cars
        for measure in measures
    ]
    return Table(columns=columns, rows=tuple(rows), note=job.words("say.sectors_rule"))


def _row(car: CarState, measure: DriverMeasure, bests: list[int | None]) -> tuple[Cell, ...]:
    best = measure.best
    return (
        c.plate(car.entry),
        c.text(c.driver_name(car.entry, measure.driver_id)),
        c.count(measure.laps),
        *(
            c.EMPTY if own is None else c.time(own.time_us, Mark.BEST if own.time_us == first else Mark.NONE)
            for own, first in zip(measure.sectors, bests, strict=True)
        ),
        c.time(measure.theoretical_us),
        c.time(
            best.time_us if best is not None else None,
            Mark.OWN if best is not None and best is car.best else Mark.NONE,
        ),
        c.count(best.number if best is not None else None),
    )

"""Best laps: of every driver in every car, by class."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Mark, Section, Table
from pitboard.scoring.measures import by_driver
from pitboard.scoring.state import CarState, Lap
from pitboard.wire.score import speed_kph


def build(job: Job) -> list[Body]:
    """One table a class: each driver's best lap, fastest first; those of disqualified cars last, without a place."""
    state = job.scored.state
    found: dict[str, list[tuple[Lap, CarState]]] = {}
    for car in state.cars.values():
        for measure in by_driver(car, state.sectors):
            if measure.best is not None:
                found.setdefault(car.entry.car_class, []).append((measure.best, car))
    sections = []
    for one in job.classes:
        laps = sorted(
            found.get(one.code, []),
            key=lambda pair: (pair[1].entry_id in job.disqualified, pair[0].time_us, pair[0].end_us),
        )
        if laps:
            sections.append(Section(title=one.name, tables=(_table(job, laps),)))
    return [Body(sections=tuple(sections) or (Section(lines=(job.words("say.no_laps"),)),))]


def _table(job: Job, laps: list[tuple[Lap, CarState]]) -> Table:
    columns = c.columns(
        job,
        ("position", Kind.COUNT),
        ("number", Kind.PLATE),
        ("driver", Kind.TEXT, 1.2),
        ("team", Kind.TEXT, 1.0),
        ("best", Kind.TIME),
        ("gap", Kind.TIME),
        ("best_lap", Kind.COUNT),
        ("kph", Kind.NUMBER),
        ("at", Kind.CLOCK),
    )
    first_us = laps[0][0].time_us
    rows = []
    for place, (lap, car) in enumerate(laps, 1):
        struck = car.entry_id in job.disqualified
        mark = Mark.STRUCK if struck else Mark.BEST if place == 1 else Mark.NONE
        rows.append(
            (
                c.text(job.words("short_status.disqualified")) if struck else c.count(place),
                c.plate(car.entry),
                c.text(c.driver_name(car.entry, lap.driver_id)),
                c.text(car.entry.team),
                c.time(lap.time_us, mark),
                c.EMPTY if struck else Cell("-") if place == 1 else c.behind(job, lap.time_us, first_us),
                c.count(lap.number),
                c.text(speed_kph(job.scored.state.circuit.length_m, lap.time_us)),
                c.clock(lap.end_us, job.zone, decimals=3),
            )
        )
    return Table(columns=columns, rows=tuple(rows))

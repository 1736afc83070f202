"""Pit-stop cards: every visit of every car to the pit lane."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Section, Table
from pitboard.scoring.state import CarState, PitVisit


def build(job: Job) -> list[Body]:
    """One section a car, in the order of the classification."""
    sections = []
    for row in job.scored.rows:
        car = job.scored.state.cars[row.entry_id]
        if car.visits:
            sections.append(_section(job, car))
    return [Body(sections=tuple(sections) or (Section(lines=(job.words("say.no_stops"),)),))]


def _section(job: Job, car: CarState) -> Section:
    columns = c.columns(
        job,
        ("stop", Kind.COUNT),
        ("lap", Kind.COUNT),
        ("pit_in", Kind.CLOCK),
        ("pit_out", Kind.CLOCK),
        ("pit", Kind.TIME),
        ("driver_in", Kind.TEXT, 1.0),
        ("driver_out", Kind.TEXT, 1.0),
    )
    rows = tuple(_row(job, car, number, visit) for number, visit in enumerate(car.visits, 1))
    measured = [visit.duration_us for visit in car.visits if visit.duration_us is not None]
    total = sum(measured)
    note = job.words("say.pit_total", n=len(car.visits), total=c.time(total).text) if measured else ""
    title = f"#{car.car} · {job.class_name(car.entry.car_class)} · {car.entry.team}"
    return Section(title=title, tables=(Table(columns=columns, rows=rows, note=note),), keep=len(rows) <= 12)


def _row(job: Job, car: CarState, number: int, visit: PitVisit) -> tuple[Cell, ...]:
    index = visit.lap_number - 1
    before = car.laps[index - 1].driver_id if 0 < index <= len(car.laps) else ""
    after = car.laps[index].driver_id if 0 <= index < len(car.laps) else car.driver_id
    return (
        c.count(number),
        c.count(visit.lap_number),
        c.clock(visit.in_us, job.zone, decimals=3),
        c.clock(visit.out_us, job.zone, decimals=3),
        c.time(visit.duration_us),
        c.text(c.driver_name(car.entry, before)),
        c.text(c.driver_name(car.entry, after)),
    )

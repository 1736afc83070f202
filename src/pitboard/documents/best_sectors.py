"""Best sectors and the theoretical best lap, by class."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Column, Kind, Mark, Section, Table
from pitboard.scoring.measures import SectorBest, sector_bests, theoretical_us
from pitboard.scoring.state import CarState

Found = list[tuple[CarState, tuple[SectorBest | None, ...]]]


def build(job: Job) -> list[Body]:
    """One table a class: each car's best sectors, their sum, and how far its best lap is from it; disqualified cars last."""
    state = job.scored.state
    found: dict[str, Found] = {}
    for car in state.cars.values():
        found.setdefault(car.entry.car_class, []).append((car, sector_bests(car, state.sectors)))
    sections = []
    for one in job.classes:
        cars = [pair for pair in found.get(one.code, []) if any(pair[1])]
        if cars:
            sections.append(Section(title=one.name, tables=(_table(job, cars),)))
    return [Body(sections=tuple(sections) or (Section(lines=(job.words("say.no_laps"),)),), landscape=True)]


def sector_columns(job: Job) -> tuple[Column, ...]:
    """A column for each sector."""
    return tuple(Column(f"s{n}", f"S{n}", Kind.TIME) for n in range(1, job.scored.state.sectors + 1))


def _table(job: Job, cars: Found) -> Table:
    placed = [pair for pair in cars if pair[0].entry_id not in job.disqualified]
    times = [[sectors[index] for _, sectors in placed] for index in range(job.scored.state.sectors)]
    bests = [min((best.time_us for best in column if best is not None), default=None) for column in times]
    cars = sorted(
        cars,
        key=lambda pair: (
            pair[0].entry_id in job.disqualified,
            theoretical_us(pair[1]) is None,
            theoretical_us(pair[1]) or 0,
        ),
    )
    columns = (
        *c.columns(job, ("position", Kind.COUNT), ("number", Kind.PLATE), ("team", Kind.TEXT, 1.0)),
        *(column for n in range(1, job.scored.state.sectors + 1) for column in _pair(job, n)),
        *c.columns(
            job,
            ("theoretical", Kind.TIME),
            ("gap", Kind.TIME),
            ("best", Kind.TIME),
            ("to_theoretical", Kind.TIME),
        ),
    )
    first_us = theoretical_us(cars[0][1])
    rows = []
    for place, (car, sectors) in enumerate(cars, 1):
        ideal = theoretical_us(sectors)
        struck = car.entry_id in job.disqualified
        pos = c.text(job.words("short_status.disqualified")) if struck else c.count(place)
        row: list[Cell] = [pos, c.plate(car.entry), c.text(car.entry.team)]
        for best, first in zip(sectors, bests, strict=True):
            if best is None:
                row += [c.EMPTY, c.EMPTY]
            else:
                mark = Mark.BEST if best.time_us == first and not struck else Mark.NONE
                row += [c.time(best.time_us, mark), c.text(c.driver_name(car.entry, best.driver_id))]
        best_us = car.best.time_us if car.best is not None else None
        row += [
            c.time(ideal),
            c.EMPTY if struck else Cell("-") if place == 1 else c.behind(job, ideal, first_us),
            c.time(best_us),
            c.EMPTY if best_us is None or ideal is None else c.time(max(0, best_us - ideal)),
        ]
        rows.append(tuple(row))
    return Table(columns=columns, rows=tuple(rows), note=job.words("say.sectors_rule"))


def _pair(job: Job, n: int) -> tuple[Column, Column]:
    return (
        Column(f"s{n}", f"S{n}", Kind.TIME),
        Column(f"s{n}_driver", job.words("column.driver"), Kind.TEXT, 0.7),
    )

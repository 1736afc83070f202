"""The lap chart: the order in which the cars completed each lap."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Column, Kind, Layout, Mark, Section, Table
from pitboard.scoring.measures import LapLine, lap_chart


def build(job: Job) -> list[Body]:
    """Laps down, places across; a car that ended the lap in the pits is framed."""
    chart = lap_chart(job.scored.state)
    widest = max((len(line.order) for line in chart), default=0)
    columns = (
        Column("lap", job.words("column.lap"), Kind.COUNT),
        *(Column(f"p{place}", str(place), Kind.PLATE) for place in range(1, widest + 1)),
    )
    rows = tuple(_row(job, line, widest) for line in chart)
    table = Table(columns=columns, rows=rows, layout=Layout.CHART)
    # As large as three figures fit into a column of the narrower paper.
    size = min(7.0, 320 / (widest + 1))
    section = Section(lines=(job.words("say.lap_chart"),), tables=(table,))
    return [Body(sections=(section,), landscape=True, size_pt=round(size, 1))]


def _row(job: Job, line: LapLine, widest: int) -> tuple[Cell, ...]:
    cars = job.scored.state.cars
    cells = [
        Cell(cars[entry_id].car, cars[entry_id].entry.car_class, Mark.PIT if lap.in_pit else Mark.NONE)
        for entry_id, lap in line.order
    ]
    return (c.count(line.lap_number), *cells, *([c.EMPTY] * (widest - len(cells))))

"""The starting grid, drawn as the cars stand, with the reason of each place behind it."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.classification import signatures
from pitboard.documents.grid_reasons import reason_of
from pitboard.documents.job import LIVE, Job
from pitboard.documents.model import Body, Cell, Kind, Layout, Mark, Section, Table
from pitboard.scoring.gaps import Gap, official_text
from pitboard.wire.grid import GridLine, GridLineRow, grid_line, grid_places


def build(job: Job) -> list[Body]:
    """The grid as drawn, the cars that start from the pit lane, lines to sign on, then the list of reasons."""
    line = grid_line(job.scored)
    on_grid = [row for row in line.rows if not row.from_pit_lane]
    pit_lane = [row for row in line.rows if row.from_pit_lane]
    side = (
        job.words("say.pole_side", side=job.words(f"side.{line.pole_side}"), source=line.pole_side_source)
        if line.pole_side
        else job.words("say.pole_side_unknown")
    )
    sections = [Section(lines=(*_whose(job, line), side), tables=(_drawn(job, on_grid),))]
    if pit_lane:
        sections.append(Section(title=job.words("section.pit_lane"), tables=(_drawn(job, pit_lane),)))
    # Signed is the grid as drawn; the reasons are what it rests on.
    if job.stage != LIVE:
        sections.append(Section(tables=(signatures(job),), keep=True))
    sections.append(
        Section(title=job.words("section.reasons"), tables=(_reasons(job, list(line.rows)),), new_page=True)
    )
    return [Body(sections=tuple(sections), size_pt=8.0)]


def _whose(job: Job, line: GridLine) -> list[str]:
    """By the rulebook alone or by decisions too, and what the rulebook asks for that this session is not."""
    decisions = {seq for place in grid_places(job.scored) for seq in place.seqs}
    told = [
        job.words("say.grid_corrected", n=len(decisions)) if decisions else job.words("say.grid_by_rulebook")
    ]
    if line.missing:
        wanted = job.scored.opened.rulebook.grid.source.value
        told.append(job.words("say.grid_missing", source=job.words(f"grid_source.{wanted}")))
    return told


def _drawn(job: Job, rows: list[GridLineRow]) -> Table:
    columns = c.columns(
        job,
        ("place", Kind.COUNT),
        ("number", Kind.PLATE),
        ("class", Kind.TEXT),
        ("best", Kind.TIME),
        ("gap_to_pole", Kind.TIME),
        ("driver", Kind.TEXT),
        ("team", Kind.TEXT),
        ("vehicle", Kind.TEXT),
    )
    first = next((row for row in rows if row.best_time), None)
    pole_us = _best_us(job, first) if first is not None else None
    return Table(columns=columns, rows=tuple(_slot(job, row, pole_us) for row in rows), layout=Layout.GRID)


def _best_us(job: Job, row: GridLineRow) -> int | None:
    found = job.scored.row_of(row.car)
    return found.best.time_us if found is not None and found.best is not None else None


def _slot(job: Job, row: GridLineRow, pole_us: int | None) -> tuple[Cell, ...]:
    best_us = _best_us(job, row)
    behind = c.EMPTY
    if best_us is not None and pole_us is not None:
        # Behind the first car of the grid; a faster car of a later group is ahead of it and says so with a minus.
        text = "-" if best_us == pole_us else official_text(Gap(0, best_us - pole_us))
        behind = Cell(text, best_us - pole_us)
    best = Cell(row.best_time, best_us) if row.best_time else c.text(job.words("say.no_time"), Mark.DIM)
    return (
        c.count(row.place, Mark.STRONG if row.class_pole else Mark.NONE),
        Cell(row.car, row.car_class),
        c.text(job.class_name(row.car_class)),
        best,
        behind,
        c.text(row.driver),
        c.text(row.team),
        c.text(row.vehicle),
    )


def _reasons(job: Job, rows: list[GridLineRow]) -> Table:
    columns = c.columns(
        job,
        ("place", Kind.COUNT),
        ("row", Kind.COUNT),
        ("number", Kind.PLATE),
        ("class", Kind.TEXT),
        ("best", Kind.TIME),
        ("gap_to_class_pole", Kind.TIME),
        ("reason", Kind.TEXT, 1.0),
        ("rule", Kind.TEXT),
    )
    return Table(
        columns=columns,
        rows=tuple(
            (
                c.count(row.place),
                c.count(row.row),
                Cell(row.car, row.car_class),
                c.text(job.class_name(row.car_class)),
                Cell(row.best_time, _best_us(job, row)),
                Cell(row.gap_to_class_pole, row.gap_to_class_pole_us),
                c.text(reason_of(job, row.reason)),
                c.text(row.rule),
            )
            for row in rows
        ),
    )

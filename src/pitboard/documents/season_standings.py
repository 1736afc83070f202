"""Standings of a season: every championship with its rounds, how ties were broken and what was taken off."""

from __future__ import annotations

from collections.abc import Sequence

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Section, Table
from pitboard.documents.points import figure
from pitboard.errors import UsageError
from pitboard.scoring.standings import Standing


def build(job: Job) -> list[Body]:
    """One table a championship and class, the endurance cup's after them.

    Raises:
        UsageError: no season was named.
    """
    season = job.season
    if season is None:
        raise UsageError("standings are of a season: expected --season SEASON.toml")
    sections = []
    for cup, lines in (("", season.standings), (job.words("championship.cup"), season.cup_standings)):
        tables: dict[tuple[str, str], list[Standing]] = {}
        for line in lines:
            tables.setdefault((line.title, line.car_class), []).append(line)
        for (title, car_class), table in tables.items():
            heading = (cup, job.words(f"championship.{title}"), job.class_name(car_class))
            words = " · ".join(part for part in heading if part)
            sections.append(Section(title=words, tables=(_table(job, table),), lines=_adjustments(table)))
    return [Body(sections=tuple(sections), subtitle=season.file.name, landscape=True, size_pt=7.5)]


def _table(job: Job, lines: Sequence[Standing]) -> Table:
    assert job.season is not None
    held = {name for line in lines for name, _ in line.by_round}
    rounds = [name for name in job.season.rounds if name in held]
    teams = lines[0].title == "teams"
    columns = (
        *c.columns(job, ("position", Kind.COUNT)),
        *(c.columns(job, ("number", Kind.PLATE)) if teams else ()),
        *c.columns(job, ("entrant", Kind.TEXT, 1.0), ("points", Kind.NUMBER)),
        *(c.named(f"round_{n}", name) for n, name in enumerate(rounds, 1)),
        *c.columns(job, ("tie", Kind.TEXT)),
    )
    return Table(columns=columns, rows=tuple(_row(job, line, rounds, teams=teams) for line in lines))


def _row(job: Job, line: Standing, rounds: Sequence[str], *, teams: bool) -> tuple[Cell, ...]:
    got = dict(line.by_round)
    return (
        c.count(line.position),
        *((Cell(line.who, line.car_class),) if teams else ()),
        c.text(line.name),
        figure(line.points),
        *(figure(got.get(name)) for name in rounds),
        c.text(job.words(f"tie.{line.tie}") if line.tie else ""),
    )


def _adjustments(lines: Sequence[Standing]) -> tuple[str, ...]:
    """Points given or taken by decision, with the reason as it was written."""
    return tuple(
        f"{line.name}: {award.points:+f} ({award.round}), {award.why}"
        for line in lines
        for award in line.awards
        if award.what == "adjustment"
    )

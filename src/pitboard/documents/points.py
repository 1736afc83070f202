"""Points of the session, where the rulebook gives any: as its classification stands, each with the rule it follows from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Section, Table
from pitboard.scoring.awards import session_points
from pitboard.scoring.endurance_cup import cup_points
from pitboard.scoring.points import ZERO, Award


def build(job: Job) -> list[Body]:
    """One table a championship and class; a sentence where there is none."""
    sections = [*_championships(job), *_cup(job)]
    if not sections:
        return [Body(sections=(Section(lines=(job.words("say.no_points"),)),))]
    return [Body(sections=(Section(lines=(job.words("say.points_note"),)), *sections))]


def figure(points: Decimal | None) -> Cell:
    """Points: `350`, `16.5`; empty for none."""
    if points is None:
        return c.EMPTY
    whole = points == points.to_integral_value()
    return Cell(f"{points:f}" if not whole else f"{points:.0f}", int(points) if whole else float(points))


def _championships(job: Job) -> list[Section]:
    state = job.scored.state
    last_us = state.last.at_us if state.last is not None else 0
    awards = session_points(job.scored.opened.rulebook, state, job.scored.rows, last_us)
    sections = []
    # A title for all classes stands behind those of each.
    names = {**{one.code: one.name for one in job.classes if one.code}, "": job.words("say.overall")}
    for code, name in names.items():
        for title in dict.fromkeys(award.title for award in awards):
            mine = [award for award in awards if (award.title, award.car_class) == (title, code)]
            if mine:
                heading = f"{job.words(f'championship.{title}')} · {name}"
                sections.append(Section(title=heading, tables=(_table(job, mine),)))
    return sections


def _table(job: Job, awards: Sequence[Award]) -> Table:
    whats = tuple(dict.fromkeys(award.what for award in awards))
    columns = c.columns(
        job,
        ("class_position", Kind.COUNT),
        ("number", Kind.PLATE),
        ("entrant", Kind.TEXT, 1.0),
        *((what, Kind.NUMBER) for what in (whats if len(whats) > 1 else ())),
        ("points", Kind.NUMBER),
        ("rule", Kind.TEXT),
    )
    people: dict[tuple[str, str], list[Award]] = {}
    for award in awards:
        people.setdefault((award.who, award.car), []).append(award)
    rows = []
    for mine in sorted(people.values(), key=lambda mine: (mine[0].place is None, mine[0].place or 0)):
        first = mine[0]
        parts = [_sum(a for a in mine if a.what == what) for what in (whats if len(whats) > 1 else ())]
        rows.append(
            (
                c.count(first.place),
                Cell(first.car, first.car_class),
                c.text(first.name),
                *(figure(part or None) for part in parts),
                figure(_sum(mine)),
                c.text(", ".join(dict.fromkeys(award.rule for award in mine))),
            )
        )
    return Table(columns=columns, rows=tuple(rows))


def _cup(job: Job) -> list[Section]:
    """The endurance cup: what each car held at each checkpoint; a car's crew scores what the car does."""
    if not job.race:
        return []
    found = cup_points(job.scored.opened.rulebook, job.scored.state, job.scored.rows)
    names = tuple(dict.fromkeys(name for gained in found.values() for name, _ in gained))
    sections = []
    for one in job.classes:
        mine = [row for row in job.scored.rows if row.car_class == one.code and row.entry_id in found]
        if not mine:
            continue
        columns = (
            *c.columns(job, ("class_position", Kind.COUNT), ("number", Kind.PLATE), ("team", Kind.TEXT, 1.0)),
            *(c.named(f"cup_{n}", _checkpoint(job, name)) for n, name in enumerate(names, 1)),
            *c.columns(job, ("points", Kind.NUMBER)),
        )
        rows = []
        for row in mine:
            gained = dict(found[row.entry_id])
            entry = job.scored.state.cars[row.entry_id].entry
            rows.append(
                (
                    c.count(row.class_position),
                    c.plate(entry, row.car),
                    c.text(entry.team),
                    *(figure(gained.get(name)) for name in names),
                    figure(sum(gained.values(), ZERO)),
                )
            )
        heading = f"{job.words('championship.cup')} · {one.name}"
        sections.append(Section(title=heading, tables=(Table(columns=columns, rows=tuple(rows)),)))
    return sections


def _checkpoint(job: Job, name: str) -> str:
    return job.words("column.finish") if name == "finish" else name


def _sum(awards: Iterable[Award]) -> Decimal:
    return sum((award.points for award in awards), ZERO)

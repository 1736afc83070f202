"""Headline and standfirst: the news in one line, and the day with the first of each class in another."""

from __future__ import annotations

from collections.abc import Sequence

from pitboard.press.report.context import Context, timed
from pitboard.press.report.values import AnyValue, Moment, Number, Result, Results, Statement
from pitboard.scoring.classification import Row


def headline(about: Context, told: Sequence[Statement], scope: str) -> Statement:
    """The news.

    Args:
        about: the session.
        told: its statements, in the scope `overall`.
        scope: `class` gives no class the headline.
    """
    first = next((one for one in told if one.rank == 1), None)
    values: dict[str, AnyValue] = {"session": _session(about), "venue": about.venue}
    kind = "none"
    if first is not None and scope == "class" and len(about.ran) > 1:
        kind, first = "classes", None
    elif first is not None:
        record = any(one.kind == "record-track" for one in told)
        kind = f"{first.kind}-record" if record else first.kind
    return Statement(
        kind=f"headline-{kind}",
        section="headline",
        rank=1,
        values=values | (first.values if first is not None else {}),
        facts=first.facts if first is not None else _scheduled(about),
    )


def standfirst(about: Context, scope: str) -> Statement:
    """The day, and the first of each class that the headline does not name."""
    race = about.state.plan.kind.is_race
    every = scope == "class" and len(about.ran) > 1
    firsts = [row for row in _class_firsts(about) if every or row.position != 1]
    if not firsts:
        return day(about)
    kind = "standfirst"
    if race:
        kind = "standfirst-race" if about.is_over else "standfirst-lead"
    return Statement(
        kind=f"{kind}-classes" if every else kind,
        section="standfirst",
        rank=1,
        values=_day(about)
        | {
            "others": Number(n=len(firsts)),
            "results": Results(rows=tuple(_told(about, row, race=race) for row in firsts)),
        },
        facts=(about.of_finish(firsts) if race else about.of_laps(firsts)) or _scheduled(about),
    )


def day(about: Context) -> Statement:
    """Session, place and day alone: where no other class has a first, or where words are short."""
    return Statement(
        kind="standfirst-plain", section="standfirst", rank=1, values=_day(about), facts=_scheduled(about)
    )


def _day(about: Context) -> dict[str, AnyValue]:
    when = Moment(us=about.at_us, zone=about.state.circuit.zone or "UTC", dated=about.dated)
    return {"session": _session(about), "venue": about.venue, "day": when}


def _scheduled(about: Context) -> tuple[str, ...]:
    return about.ids([about.scheduled_seq] if about.scheduled_seq is not None else [])


def _told(about: Context, row: Row, *, race: bool) -> Result:
    name = about.class_name(row.car_class)
    if race:
        return Result(car=about.car(row), label=name)
    return Result(car=about.car(row), who=about.who(row), label=name)


def _class_firsts(about: Context) -> list[Row]:
    race = about.state.plan.kind.is_race
    found = []
    for rows in about.ran.values():
        known = [row for row in rows if row.class_position == 1 and row.laps] if race else timed(rows)
        found += known[:1]
    return found


def _session(about: Context) -> AnyValue:
    return about.session_name(about.scored.opened.plan)

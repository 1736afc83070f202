"""Everything worth saying about a session, ranked: one small pure function a kind of statement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import msgspec

from pitboard.press.report import course, fastest, history, race
from pitboard.press.report.context import Context, timed
from pitboard.press.report.rulings import rulings
from pitboard.press.report.values import Statement

_ORDER = (
    *("pole", "pole-margin", "fastest", "fastest-margin", "win", "win-inherited"),
    *("win-margin", "win-margin-inherited", "make-sweep"),
    *("lead-now", "lead-now-margin", "class-lead-now"),
    *("class-first-out", "class-pole", "class-fastest", "class-win", "class-win-team", "class-margin"),
    *("class-behind-lead", "class-behind-lead-one", "class-behind", "class-behind-one", "dead-heat"),
    *("record-track", "under-record-all", "under-record", "record-class", "place-among-gt"),
    *("fastest-lap", "fastest-lap-out"),
    *("pole-count-row", "pole-count", "last-edition-faster", "last-edition-same", "last-edition-slower"),
    *("class-spread", "class-makes", "class-makes-all"),
)
"""How the news and a class are told; a rank says what matters, which is another question."""


def reading_order(statement: Statement) -> tuple[int, int]:
    """Where a statement stands in its section."""
    kind = statement.kind
    if kind in _ORDER:
        return _ORDER.index(kind), statement.rank
    return 0, statement.rank


def statements(about: Context, scope: str = "overall") -> list[Statement]:
    """The statements on a session.

    Args:
        about: the session.
        scope: `overall` opens with the fastest or the winner of all; `class` gives every class its own turn.
    """
    found = _of_race(about, scope) if about.state.plan.kind.is_race else _of_times(about, scope)
    rest = (rulings(about), course.focus(about), course.coming(about))
    return [_placed(about, one, scope) for one in chain(found, course.so_far(about), *rest)]


def _placed(about: Context, statement: Statement, scope: str) -> Statement:
    """Where every class has its own turn, what would open the report stands with the class it is about."""
    if scope == "overall" or statement.section != "lead":
        return statement
    return msgspec.structs.replace(statement, section=f"class:{about.scored.rows[0].car_class}")


def _of_times(about: Context, scope: str) -> Iterator[Statement]:
    rows = timed(about.scored.rows)
    leader = rows[0].car_class if rows and scope == "overall" else ""
    if scope == "overall":
        yield from fastest.lead(about)
    yield from history.records(about)
    yield from history.pole_counts(about)
    yield from history.last_edition(about)
    yield from fastest.provisional(about)
    yield from course.red_flags(about)
    yield from course.notes(about)
    yield from _classes(about, leader)
    yield from fastest.among_gt(about)
    yield from fastest.dead_heats(about)
    yield from course.doubles(about)
    yield from course.no_time(about)
    yield from fastest.mileage(about)
    yield from course.balance(about)


def _classes(about: Context, leader: str) -> Iterator[Statement]:
    for nth, code in enumerate(about.ran):
        yield from fastest.of_class(about, code, nth, in_lead=code == leader)


def _of_race(about: Context, scope: str) -> Iterator[Statement]:
    rows = [row for row in about.scored.rows if row.position == 1]
    leader = rows[0].car_class if rows and scope == "overall" else ""
    if scope == "overall":
        yield from race.winner(about)
    yield from race.leading(about)
    yield from race.neutralised(about)
    yield from course.red_flags(about)
    yield from course.notes(about)
    for nth, code in enumerate(about.ran):
        yield from race.of_class(about, code, nth, in_lead=code == leader)
    yield from race.unseen(about)
    yield from course.balance(about)

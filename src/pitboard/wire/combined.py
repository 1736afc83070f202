"""Combined times of several sessions: the best lap of each car, overall and in class (a test weekend)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pitboard.model.entry import number_order
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.scoring.gaps import Gap, official_text
from pitboard.sessions.scored import Scored
from pitboard.wire.score import ScoreRow, score_row


class CombinedRow(ScoreRow, frozen=True, kw_only=True):
    """A row with the session in which the car set its best lap; `laps` counts those of all sessions."""

    session: str


class CombinedLine(msgspec.Struct, frozen=True, kw_only=True):
    """The combined list.

    Attributes:
        sessions: names of the sessions that were combined.
    """

    session: str
    kind: str
    rulebook: str
    sessions: tuple[str, ...]
    rows: tuple[CombinedRow, ...]


def combined_line(scored: Sequence[Scored], *, car_class: str = "") -> CombinedLine:
    """Combine sessions. A car is one number; a tie goes to the lap that was set first.

    Times of a session in which a car was not classified do not count; a car that was classified in none has no place.
    """
    best: dict[str, tuple[Scored, Row]] = {}
    laps: dict[str, int] = {}
    for session in scored:
        for row in session.rows:
            laps[row.car] = laps.get(row.car, 0) + row.laps
            known = best.get(row.car)
            if known is None or _key(row) < _key(known[1]):
                best[row.car] = (session, row)
    ordered = sorted(best.values(), key=lambda pair: _key(pair[1]))
    ordered = [pair for pair in ordered if not car_class or pair[1].car_class == car_class]
    names = tuple(session.opened.name for session in scored)
    return CombinedLine(
        session="combined",
        kind=scored[0].opened.plan.kind.value if scored else "practice",
        rulebook=scored[0].opened.rulebook.id if scored else "",
        sessions=names,
        rows=tuple(_rows(ordered, laps)),
    )


def _key(row: Row) -> tuple[int, int, int, tuple[int, int, str]]:
    """By time; then cars without one; then those that no session classified."""
    if row.status is not Status.CLASSIFIED:
        return 2, 0, 0, number_order(row.car)
    if row.best is None:
        return 1, 0, 0, number_order(row.car)
    return 0, row.best.time_us, row.best.end_us, number_order(row.car)


def _rows(ordered: list[tuple[Scored, Row]], laps: dict[str, int]) -> list[CombinedRow]:
    rows: list[CombinedRow] = []
    classes: dict[str, list[Row]] = {}
    first = previous = None
    for place, (session, row) in enumerate(ordered, 1):
        mates = classes.setdefault(row.car_class, [])
        placed = row.status is Status.CLASSIFIED
        plain = msgspec.structs.asdict(score_row(row, session.state))
        plain |= {
            "position": place if placed else None,
            "class_position": len(mates) + 1 if placed else None,
            "laps": laps[row.car],
            "gap_first": _text(first, row),
            "gap_previous": _text(previous, row),
            "gap_first_us": _gap_us(first, row),
            "class_gap_first": _text(mates[0] if mates else None, row),
            "class_gap_previous": _text(mates[-1] if mates else None, row),
        }
        rows.append(CombinedRow(**plain, session=session.opened.name if row.best else ""))
        if placed:
            mates.append(row)
            first, previous = first or row, row
    return rows


def _gap_us(ahead: Row | None, row: Row) -> int | None:
    if row.best is None or row.status is not Status.CLASSIFIED:
        return None
    return row.best.time_us - ahead.best.time_us if ahead is not None and ahead.best is not None else 0


def _text(ahead: Row | None, row: Row) -> str:
    gap = _gap_us(ahead, row)
    if gap is None:
        return ""
    return "-" if ahead is None else official_text(Gap(0, gap))

"""Moves to the back of the class, the group or the field: of several cars, in the order the rulebook says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pitboard.model import facts as f
from pitboard.model.flags import Status
from pitboard.scoring.options import Options

if TYPE_CHECKING:
    from pitboard.scoring.classification import Standing

_LAST = 1 << 62


class Move(msgspec.Struct, frozen=True):
    """One car's move; `shortfall_us` is what it lacks of a drive time, None for other reasons."""

    entry_id: str
    scope: str
    shortfall_us: int | None
    decided: tuple[int, int]


def moves_of(row: Standing) -> list[Move]:
    """What moves a car: decisions, and penalties that say `back_of_class`."""
    entry_id = row.car.entry_id
    moved = [
        Move(entry_id, fact.scope, fact.shortfall_us, (fact.at_us, fact.seq))
        for fact in row.car.moved
        if isinstance(fact, f.MovedToBack)
    ]
    given = [
        Move(entry_id, "class", None, (fact.at_us, fact.seq))
        for fact in row.car.rulings
        if isinstance(fact, f.PenaltyGiven) and fact.kind == "back_of_class"
    ]
    return [*moved, *given]


def to_back(order: list[Standing], options: Options | None = None) -> list[Standing]:
    """Apply the moves, each behind what stands there already."""
    options = options or Options()
    moves = [(move, row) for row in order if row.status is Status.CLASSIFIED for move in moves_of(row)]
    if not moves:
        return list(order)
    place = {id(row): index for index, row in enumerate(order)}
    moves.sort(key=lambda pair: _turn(pair[0], place[id(pair[1])], options.move_order))
    order = list(order)
    for move, row in moves:
        at = order.index(row)
        order.remove(row)
        behind = [index for index, other in enumerate(order) if _is_passed(move, row, other, options)]
        order.insert(behind[-1] + 1 if behind else at, row)
    return [_with_rules(row, moves) for row in order]


def _turn(move: Move, place: int, how: str) -> tuple[int, int, tuple[int, int]]:
    """Who is moved first and so stands ahead of the others that are."""
    if how == "distance":
        return 0, place, move.decided
    if how == "decision":
        return 0, 0, move.decided
    return (0, move.shortfall_us, move.decided) if move.shortfall_us is not None else (1, 0, move.decided)


def _is_passed(move: Move, row: Standing, other: Standing, options: Options) -> bool:
    if other.status is not Status.CLASSIFIED:
        return False
    if not options.moved_behind_retired and other.car.finished_us is None and not moves_of(other):
        return False
    mine, theirs = row.car.entry.car_class, other.car.entry.car_class
    if move.scope == "class":
        return mine == theirs
    if move.scope == "group":
        return any(mine in group and theirs in group for group in options.groups) or mine == theirs
    return True


def _with_rules(row: Standing, moves: list[tuple[Move, Standing]]) -> Standing:
    if all(row.car is not moved.car for _, moved in moves):
        return row
    mine = [move for move, moved in moves if moved.car is row.car]
    keys = ["drive_time.consequence"] if any(move.shortfall_us is not None for move in mine) else []
    keys += ["race.move_to_back_order", "race.moved_behind_retired"]
    return msgspec.structs.replace(row, rules=(*row.rules, *keys))

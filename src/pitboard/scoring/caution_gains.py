"""Laps won back under a neutralisation: who passed round or was waved by, and whether the car was entitled to.

Only where race control called the step: without the call nobody knows from passings alone which cars it was for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from pitboard.scoring.queue import QueueCar
from pitboard.scoring.state import CarState, SessionState


class Gain(msgspec.Struct, frozen=True, kw_only=True):
    """A car that won laps back on the overall leader.

    Attributes:
        laps: how many.
        entitled: it was on the list when the step was called.
        rule: the rulebook's key.
    """

    entry_id: str
    laps: int
    entitled: bool
    rule: str


def gains(state: SessionState, called: Sequence[QueueCar], called_us: int, until_us: int) -> tuple[Gain, ...]:
    """Cars that won a lap back between the call and the restart.

    Args:
        state: of the session.
        called: the queue when the step was called, with what each car might do.
        called_us: when it was called.
        until_us: the restart, or now.
    """
    allowed = {car.entry_id: car for car in called}
    leader = _leader(state, called_us)
    if leader is None:
        return ()
    found = []
    for entry_id, car in state.cars.items():
        before, after = _down(car, leader, called_us), _down(car, leader, until_us)
        if before is None or after is None or after >= before:
            continue
        one = allowed.get(entry_id)
        entitled = one is not None and bool(one.entitled)
        rule = one.rule if one is not None and one.rule else "neutralisation.wave_by.eligible"
        found.append(Gain(entry_id=entry_id, laps=before - after, entitled=entitled, rule=rule))
    return tuple(found)


def _leader(state: SessionState, at_us: int) -> CarState | None:
    reached = [(-_laps_at(car, at_us), _crossed(car, at_us), car) for car in state.cars.values()]
    driven = [one for one in reached if one[0]]
    return min(driven, key=lambda one: one[:2])[2] if driven else None


def _laps_at(car: CarState, at_us: int) -> int:
    return bisect_right(car.laps, at_us, key=lambda lap: lap.end_us)


def _crossed(car: CarState, at_us: int) -> int:
    count = _laps_at(car, at_us)
    return car.laps[count - 1].end_us if count else 0


def _down(car: CarState, leader: CarState, at_us: int) -> int | None:
    """Laps behind the leader as the car last crossed the line: measured there, a car in the train is never a lap off."""
    count = _laps_at(car, at_us)
    return _laps_at(leader, car.laps[count - 1].end_us) - count if count else None

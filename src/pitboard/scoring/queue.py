"""The queue behind the safety car: who is in it, in which order, and who may pass round or is waved by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.state import CarState, SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

_STOPPED_LAPS = 4
"""A car that completed no lap for so many laps of the leader is not in the queue."""


class QueueCar(msgspec.Struct, frozen=True, kw_only=True):
    """A car behind the safety car.

    Attributes:
        order: from 1.
        laps_down: behind its class leader.
        entitled: `pass_around`, `wave_by` or empty.
        why: one sentence.
        rule: the rulebook's key.
    """

    order: int
    entry_id: str
    car_class: str
    laps_down: int
    entitled: str = ""
    why: str = ""
    rule: str = ""


def queue(
    state: SessionState, rulebook: Rulebook, from_us: int, until_us: int, *, wave_by: bool
) -> tuple[QueueCar, ...]:
    """Cars in the order in which they follow the safety car, which picks up the overall leader.

    A car that has crossed the line since the leader did follows it on this lap; one that has not yet is behind those.
    """
    laps = {car.entry_id: _laps_at(car, until_us) for car in state.cars.values()}
    running = [car for car in state.cars.values() if laps[car.entry_id]]
    if not running:
        return ()
    leader = min(running, key=lambda car: (-laps[car.entry_id], car.laps[laps[car.entry_id] - 1].end_us))
    lap = leader.laps[laps[leader.entry_id] - 1]
    oldest_us = lap.end_us - _STOPPED_LAPS * max(lap.time_us, 1)
    running = [car for car in running if car.laps[laps[car.entry_id] - 1].end_us >= oldest_us]
    running.sort(key=lambda car: _behind(car.laps[laps[car.entry_id] - 1].end_us, lap.end_us))
    leaders: dict[str, CarState] = {}
    for car in sorted(running, key=lambda c: (-laps[c.entry_id], c.laps[laps[c.entry_id] - 1].end_us)):
        leaders.setdefault(car.entry.car_class, car)
    order = {car.entry_id: place for place, car in enumerate(running, 1)}
    return tuple(_place(car, order, leaders, laps, rulebook, from_us, wave_by=wave_by) for car in running)


def _laps_at(car: CarState, at_us: int) -> int:
    count = len(car.laps)
    while count and car.laps[count - 1].end_us > at_us:
        count -= 1
    return count


def _behind(crossed_us: int, leader_us: int) -> tuple[bool, int]:
    return crossed_us < leader_us, crossed_us


def _place(
    car: CarState,
    order: dict[str, int],
    leaders: dict[str, CarState],
    laps: dict[str, int],
    rulebook: Rulebook,
    from_us: int,
    *,
    wave_by: bool,
) -> QueueCar:
    rules = rulebook.neutralisation
    leader = leaders[car.entry.car_class]
    down = laps[leader.entry_id] - laps[car.entry_id]
    ahead = order[car.entry_id] < order[leader.entry_id]
    entitled = why = rule = ""
    between = rules.wave_by.eligible.value == "between_safety_car_and_class_leader"
    if wave_by and (ahead if between else down > 0):
        entitled, rule = "wave_by", "neutralisation.wave_by.eligible"
        why = f"between the safety car and {leader.car}, who leads {leader.entry.car_class}"
        if not between:
            why = f"{down} lap{'s' if down != 1 else ''} down in class"
        if rules.wave_by.lead_lap_must_pit_first.value and _lead_lap_ahead(car, order, laps, leader, from_us):
            why += "; a car of the lead lap ahead of it has not pitted yet"
    if ahead and rules.safety_car.pass_around.value and entitled != "wave_by":
        entitled, rule = "pass_around", "neutralisation.safety_car.pass_around"
        why = f"between the safety car and {leader.car}, who leads {leader.entry.car_class}"
    return QueueCar(
        order=order[car.entry_id],
        entry_id=car.entry_id,
        car_class=car.entry.car_class,
        laps_down=down,
        entitled=entitled,
        why=why,
        rule=rule,
    )


def _lead_lap_ahead(
    car: CarState, order: dict[str, int], laps: dict[str, int], leader: CarState, from_us: int
) -> bool:
    """Whether the class leader, on the lead lap, is ahead of a lapped car and has not pitted under this yellow."""
    if order[leader.entry_id] > order[car.entry_id] or laps[leader.entry_id] == laps[car.entry_id]:
        return False
    return not any(lap.in_pit and lap.end_us >= from_us for lap in leader.laps)

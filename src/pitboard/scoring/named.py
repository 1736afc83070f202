"""Odd rules: named functions that a rulebook selects (see `pitboard.model.rulebook.NAMED_RULES`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pitboard.scoring.state import CarState, PitVisit, SessionState, WorkItem
from pitboard.times import HOUR_US, MINUTE_US

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

_TECHNICAL_US = 4 * MINUTE_US
_FROM_US, _TO_US = 12 * HOUR_US, 22 * HOUR_US


def technical_stop(state: SessionState, now_us: int) -> list[WorkItem]:
    """24 Hours of Spa 2020: one stop of at least 4 minutes that begins between hours 12 and 22."""
    start_us = state.started_us
    if start_us is None or now_us < start_us + _TO_US:
        return []
    work = []
    for car in state.cars.values():
        still_running = bool(car.laps) and car.laps[-1].end_us >= start_us + _TO_US
        if still_running and not any(_is_long(car, visit, start_us) for visit in car.visits):
            text = f"car {car.car}: no stop of 4 minutes between hours 12 and 22 [penalties.minimum_pit_time]"
            work.append(WorkItem("no_technical_stop", 0, text, car.entry_id, start_us + _TO_US))
    return work


def _is_long(car: CarState, visit: PitVisit, start_us: int) -> bool:
    if visit.duration_us is None or visit.duration_us < _TECHNICAL_US:
        return False
    began = visit.in_us
    if began is None:
        # Of a visit of known length only, the lap that begins with it says when.
        began = (
            car.laps[visit.lap_number - 2].end_us if 2 <= visit.lap_number <= len(car.laps) + 1 else start_us
        )
    return start_us + _FROM_US <= began <= start_us + _TO_US


MINIMUM_PIT_TIME: dict[str, Callable[[SessionState, int], list[WorkItem]]] = {
    "technical_stop_4_min": technical_stop
}
"""By the name that `penalties.minimum_pit_time` gives."""


def named_work(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    """What the odd rules of a rulebook leave to a person."""
    rule = MINIMUM_PIT_TIME.get(rulebook.penalties.minimum_pit_time.value)
    if rule is None or not state.plan.kind.is_race or state.last is None:
        return []
    return rule(state, state.last.at_us)

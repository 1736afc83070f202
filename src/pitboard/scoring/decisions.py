"""What decisions do to the state.

A decision on a lap names the passing that ended it. For one lap the last of delete, void and count wins; a decision
that no longer finds its lap becomes a work item and is never applied to another one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pitboard.errors import ScoringError
from pitboard.model import facts as f
from pitboard.model.flags import Flag
from pitboard.scoring.passings import find_best, lap_counts
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import CarState, Lap, SessionState, WorkItem


def _car(state: SessionState, fact: f.Decision) -> CarState:
    car = state.cars.get(fact.entry_id)
    if car is None:
        raise ScoringError(f"fact {fact.seq}: car {fact.entry_id!r} is not on the entry list")
    return car


def _ruled(state: SessionState, fact: f.Decision) -> CarState:
    car = _car(state, fact)
    car.rulings.append(fact)
    state.decided.append(fact)
    return car


def _lap_ruled(state: SessionState, fact: f.LapDecision, rules: Rules) -> None:
    car = _ruled(state, fact)
    if all(lap.seq != fact.passing_seq for lap in reversed(car.laps)):
        text = f"car {car.car}: the decision on lap {fact.lap_number} finds no lap; its passing no longer ends one"
        state.work.append(WorkItem("decision_without_lap", fact.seq, text, car.entry_id, fact.at_us))
        return
    car.ruled[fact.passing_seq] = fact
    car.best = find_best(car)


def _laps_voided(state: SessionState, fact: f.LapsVoided, rules: Rules) -> None:
    car = _ruled(state, fact)
    for lap in car.laps:
        car.ruled[lap.seq] = fact
    car.best = find_best(car)


def _red_flag_caused(state: SessionState, fact: f.RedFlagCaused, rules: Rules) -> None:
    # The fastest laps that count when the decision is taken: laps under red are out already, and a car with fewer
    # laps than it has to lose is left without a time.
    car = _ruled(state, fact)
    if not rules.red_flag_repeat and any(isinstance(other, f.RedFlagCaused) for other in car.rulings[:-1]):
        return
    laps = _laps_at_stake(state, car, fact, rules.red_flag_laps_of)
    counting = sorted(
        (lap for lap in laps if lap_counts(car, lap)), key=lambda lap: (lap.time_us, lap.end_us)
    )
    for lap in counting[: rules.red_flag_laps_lost]:
        car.ruled[lap.seq] = fact
    car.best = find_best(car)


def _laps_at_stake(state: SessionState, car: CarState, fact: f.RedFlagCaused, scope: str) -> list[Lap]:
    if scope == "part":
        part = state.part_of_class.get(car.entry.car_class, "")
        return [lap for lap in car.laps if lap.part == part]
    if scope == "session":
        return list(car.laps)
    reds = [span for span in state.flags if span.flag == Flag.RED and span.from_us <= fact.at_us]
    pointed = [span for span in reds if span.seq == fact.flag_seq]
    if not reds:
        return list(car.laps)
    shown_us = (pointed or reds)[-1].from_us
    if scope == "before_restart":
        return [lap for lap in car.laps if lap.end_us <= shown_us]
    return [lap for lap in car.laps if lap.end_us > shown_us]


def _time_added(state: SessionState, fact: f.TimeAdded, rules: Rules) -> None:
    _ruled(state, fact).added.append(fact)


def _laps_subtracted(state: SessionState, fact: f.LapsSubtracted, rules: Rules) -> None:
    _ruled(state, fact).subtracted.append(fact)


def _moved_to_back(state: SessionState, fact: f.MovedToBack, rules: Rules) -> None:
    _ruled(state, fact).moved.append(fact)


def _status_ruled(state: SessionState, fact: f.StatusRuled, rules: Rules) -> None:
    _ruled(state, fact).status = fact


def _kept(state: SessionState, fact: f.Decision, rules: Rules) -> None:
    """Penalties and grid places: kept in order here, worked out by `penalties` and `grid`."""
    _ruled(state, fact)


HANDLERS: dict[type[f.Fact], Callable[[SessionState, Any, Rules], None]] = {
    f.LapDeleted: _lap_ruled,
    f.LapCounted: _lap_ruled,
    f.LapsVoided: _laps_voided,
    f.RedFlagCaused: _red_flag_caused,
    f.TimeAdded: _time_added,
    f.LapsSubtracted: _laps_subtracted,
    f.MovedToBack: _moved_to_back,
    f.StatusRuled: _status_ruled,
    f.PenaltyNoted: _kept,
    f.PenaltyGiven: _kept,
    f.PenaltyServed: _kept,
    f.PenaltyConverted: _kept,
    f.GridPlaceRuled: _kept,
}

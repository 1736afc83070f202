"""What the rules of a race leave to a person: what was done that the rulebook does not allow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pitboard.model.facts import MovedToBack
from pitboard.model.flags import Flag
from pitboard.scoring.drive_time import drive_times, infringements
from pitboard.scoring.driving import red_spans
from pitboard.scoring.named import named_work
from pitboard.scoring.race_rules import race_is_over
from pitboard.scoring.state import CarState, SessionState, WorkItem
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook, Ruled


def race_work(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    """Clock holds, driver changes under red and virtual safety cars that ended without the safety car."""
    if not state.plan.kind.is_race or state.started_us is None:
        return []
    work = [*_holds(state, rulebook), *named_work(state, rulebook)]
    if not rulebook.race.red_flag.driver_change_allowed.value:
        last_us = state.last.at_us if state.last is not None else state.started_us
        reds = red_spans(state, last_us + 1)
        work += [item for car in state.cars.values() for item in _changes(car, reds)]
    if rulebook.neutralisation.slow.vsc_then_safety_car.value:
        work += _alone(state)
    return [*work, *_drive_time(state, rulebook)]


def _drive_time(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    """Cars at the flag that did not keep the drive time and were not dealt with, once the race is over, by shortfall.

    A car that retired had no chance to keep it, and stands behind those that ran to the end anyway.
    """
    if not race_is_over(state) or rulebook.drive_time.consequence.value == "none" or state.last is None:
        return []
    work = []
    ledger = drive_times(state, rulebook, state.last.at_us)
    for one in infringements(ledger, rulebook.drive_time):
        car = state.cars[one.entry_id]
        dealt_with = any(isinstance(x, MovedToBack) and x.shortfall_us is not None for x in car.moved)
        if dealt_with or car.finished_us is None:
            continue
        who = "; ".join(f"{_name(car, driver_id)}: {words}" for driver_id, words in one.drivers)
        doubt = "; no text settles the limit, check it" if _is_unknown(rulebook, car) else ""
        text = f"car {car.car}: drive time not kept ({who}): {one.consequence} [{one.rule}]{doubt}"
        work.append(WorkItem("drive_time_not_kept", 0, text, one.entry_id, state.last.at_us))
    return work


def _is_unknown(rulebook: Rulebook, car: CarState) -> bool:
    """Whether a limit that holds for the car rests on no text."""
    rules, code = rulebook.drive_time, car.entry.car_class
    found: list[Ruled[Any]] = [rules.rolling_limit_us, rules.stint_limit_us]
    for driver in car.entry.crew:
        rating = driver.rating.value
        found += [
            ruled
            for ruled in (rules.minimum_for(code, rating), rules.maximum_for(code, rating))
            if ruled is not None
        ]
    return any(ruled.confidence.value == "unknown" for ruled in found if ruled.value is not None)


def _name(car: CarState, driver_id: str) -> str:
    driver = car.entry.driver(driver_id)
    return driver.name if driver is not None else driver_id


def _holds(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    if rulebook.race.red_flag.clock_hold_allowed.value:
        return []
    return [
        WorkItem(
            "clock_hold_not_allowed",
            0,
            "the race clock was held, and the rulebook lets it run [race.red_flag.clock_hold_allowed]",
            "",
            since,
        )
        for since, _ in state.holds
    ]


def _changes(car: CarState, reds: list[tuple[int, int]]) -> list[WorkItem]:
    work = []
    for before, span in pairwise(car.spans):
        # Of a change that laps only bound nobody knows that it was under red.
        known = span.earliest_us is None and span.driver_id != before.driver_id
        if known and any(begin <= span.from_us < end for begin, end in reds):
            text = (
                f"car {car.car}: {_name(car, span.driver_id)} got in under the red flag "
                "[race.red_flag.driver_change_allowed]"
            )
            work.append(WorkItem("driver_change_under_red", 0, text, car.entry_id, span.from_us))
    return work


def _alone(state: SessionState) -> list[WorkItem]:
    course = [span for span in state.flags if not span.zone and not span.part]
    work = []
    for span, after in pairwise(course):
        if span.flag == Flag.VIRTUAL_SAFETY_CAR and after.flag == Flag.GREEN:
            text = (
                f"the virtual safety car ended after {format_time(after.from_us - span.from_us)} without the "
                "safety car [neutralisation.slow.vsc_then_safety_car]"
            )
            work.append(WorkItem("vsc_without_safety_car", after.seq, text, "", after.from_us))
    return work

"""Points of one session as it stands: who may score, what share a short race gives, and every award with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pitboard.model import facts as f
from pitboard.scoring.classification import Row
from pitboard.scoring.drive_time import DriverTime, measured
from pitboard.scoring.points import (
    Award,
    Barred,
    finishes,
    green_laps_of,
    meeting_points,
    share_of_points,
)
from pitboard.scoring.qualifying import sets_the_grid_only
from pitboard.scoring.race_rules import race_is_over
from pitboard.scoring.state import SessionState
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


def share_in_force(rulebook: Rulebook, state: SessionState) -> tuple[Decimal, str]:
    """What share of the points the race gives, and the rule; all of them while it runs."""
    leader = max(state.cars.values(), key=lambda car: (len(car.laps), -car.last_at_us), default=None)
    if not state.plan.kind.is_race or not race_is_over(state) or leader is None or state.started_us is None:
        return Decimal(1), "points.race_table"
    part = None
    if leader.laps and state.plan.laps:
        part = Decimal(len(leader.laps)) / state.plan.laps
    elif leader.laps and state.plan.duration_us:
        part = Decimal(leader.laps[-1].end_us - state.started_us) / state.plan.duration_us
    return share_of_points(rulebook, green_laps_of(state, leader), part)


def barred(
    rulebook: Rulebook, state: SessionState, now_us: int, nominated: Mapping[str, str] | None = None
) -> Barred:
    """Drivers who score nothing in a race.

    Args:
        rulebook: with the event's overrides.
        state: of the race.
        now_us: when.
        nominated: the car in which a driver of two cars scores, by driver.
    """
    rules = rulebook.points.eligibility
    found: dict[str, dict[str, tuple[str, str]]] = {}
    if not state.plan.kind.is_race:
        return found
    for row in measured(state, rulebook, now_us) if race_is_over(state) else ():
        car, why = state.cars[row.entry_id], _too_little(row, rulebook)
        # Of a car whose drivers nobody named it is not known who drove.
        if why is not None and car.spans:
            found.setdefault(car.car, {})[row.driver_id] = why
    if rules.nominated_car.value:
        for driver_id, named in (nominated or {}).items():
            for car in state.cars.values():
                if car.car != named and car.entry.driver(driver_id) is not None:
                    reason = ("points.eligibility.nominated_car", f"scores in car {named}, which was named")
                    found.setdefault(car.car, {})[driver_id] = reason
    return found


def _too_little(row: DriverTime, rulebook: Rulebook) -> tuple[str, str] | None:
    """Why a driver scores nothing, for certain: where laps give only bounds the higher one is taken."""
    rules = rulebook.points.eligibility
    most_us = row.total_us + row.driven.high_us - row.driven.net_us
    least = rules.driver_at_least_us.value
    if most_us < least:
        return (
            "points.eligibility.driver_at_least_us",
            f"drove {format_time(most_us)} of {format_time(least)}",
        )
    if rulebook.drive_time.applies.value and rules.needs_minimum_drive_time.value and row.shortfall_us:
        words = f"{format_time(row.shortfall_us)} short of the minimum drive time"
        return "points.eligibility.needs_minimum_drive_time", words
    return None


def session_points(
    rulebook: Rulebook,
    state: SessionState,
    rows: Sequence[Row],
    now_us: int,
    *,
    guests: Iterable[str] = (),
    nominated: Mapping[str, str] | None = None,
) -> list[Award]:
    """Points that a session gives as it stands: a race's or a qualifying session's.

    Args:
        rulebook: with the event's overrides.
        state: of the session.
        rows: its classification.
        now_us: when.
        guests: car numbers that are classified and passed over, where only full-season entries score.
        nominated: the car in which a driver of two cars scores, by driver.
    """
    kind = state.plan.kind
    result = finishes(state, rows)
    if kind.is_race:
        share, _ = share_in_force(rulebook, state)
        out = barred(rulebook, state, now_us, nominated)
        found = meeting_points(rulebook, result, guests=guests, barred=out, share=share)
    elif kind.value == "qualifying":
        scoring = [
            one for one in result if not sets_the_grid_only(rulebook, one.car_class, state.plan.session)
        ]
        found = meeting_points(rulebook, (), scoring, guests=guests)
    else:
        return []
    return [*found, *deductions(rulebook, state)]


def deductions(rulebook: Rulebook, state: SessionState) -> list[Award]:
    """Points lost by penalty: an entry of the ledger for the team and each driver; makes keep theirs.

    Rolex 24 of 2023, car 60: 200 points off for team and drivers, the manufacturer's points were kept.
    """
    points, penalties = rulebook.points, rulebook.penalties
    if points.race_table.value == "none":
        return []
    found = []
    which = "race" if state.plan.kind.is_race else "qualifying"
    for fact in state.decided:
        if not isinstance(fact, f.PenaltyGiven) or fact.kind != "points" or not fact.points:
            continue
        entry = state.cars[fact.entry_id].entry
        known = fact.infraction in penalties.infractions
        what = fact.infraction.replace("_", " ") or f"penalty {fact.penalty}"
        base = Award(
            title="teams",
            car_class=entry.car_class,
            who=entry.number,
            name=entry.team or entry.number,
            car=entry.number,
            points=Decimal(-fact.points),
            what="adjustment",
            place=None,
            rule=f"penalties.infractions.{fact.infraction}.{which}" if known else "",
            why=f"{what}{f': {fact.why}' if fact.why else ''}",
            seqs=(fact.seq,),
        )
        found += [base] if "teams" in points.titles.value else []
        if "drivers" in points.titles.value:
            found += [
                msgspec.structs.replace(base, title="drivers", who=one.driver_id, name=one.name)
                for one in entry.crew
            ]
    return found

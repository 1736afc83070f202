"""What the desk may say about a session's course, crews, laps and facts, and what the server adds to it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pitboard.live.http import Refused
from pitboard.model import facts as f
from pitboard.model.entry import Driver, driver_id_of
from pitboard.model.meeting import Session
from pitboard.scoring.effective import Corrections
from pitboard.scoring.state import SessionState
from pitboard.times import HOUR_US

LONGEST_US = 7 * 24 * HOUR_US
MOST_LAPS = 10_000
MOST_DRIVERS = 20


def check_course(fact: f.Fact, state: SessionState) -> None:
    """Refuse a plan or a part that this session cannot have.

    Raises:
        Refused: with what was expected.
    """
    match fact:
        case f.SessionScheduled():
            _check_plan(fact.plan, state.plan)
        case f.PartStarted():
            planned = [part.part for part in state.plan.parts]
            if not fact.part or (planned and fact.part not in planned):
                raise _bad(
                    f"expected a part of {', '.join(planned) or 'the session'}, was {fact.part[:60]!r}"
                )
        case f.PartEnded() if fact.part not in state.parts:
            raise _bad(f"part {fact.part[:60]!r} has not started")
        case f.FlagShown() if fact.part and fact.part not in state.parts:
            raise _bad(f"part {fact.part[:60]!r} has not started")


def _check_plan(plan: Session, before: Session) -> None:
    unchanged = ("session", "kind", "source_name", "source_sha256")
    for name in unchanged:
        if getattr(plan, name) != getattr(before, name):
            raise _bad(f"{name} of a session cannot be changed while it runs")
    for length in (plan.duration_us, *(part.duration_us for part in plan.parts)):
        if length is not None and not 0 < length <= LONGEST_US:
            raise _bad("expected a length of more than nothing and at most seven days")
    if plan.laps is not None and not 0 < plan.laps <= MOST_LAPS:
        raise _bad(f"expected a distance of 1 to {MOST_LAPS:,} laps, was {plan.laps}")
    if len({part.part for part in plan.parts}) != len(plan.parts):
        raise _bad("expected each part once")


def with_drivers(fact: f.Fact, state: SessionState) -> f.Fact:
    """A crew as the meeting knows its drivers: who is entered already keeps rating and nation, who is new gets an identity.

    Raises:
        Refused: a driver without a name, one twice, or too many.
    """
    if isinstance(fact, f.CrewChanged):
        return msgspec.structs.replace(fact, crew=_crew(fact.crew, state))
    if isinstance(fact, f.EntryAdded):
        entry = msgspec.structs.replace(fact.entry, crew=_crew(fact.entry.crew, state))
        return msgspec.structs.replace(fact, entry=entry)
    return fact


def _crew(crew: tuple[Driver, ...], state: SessionState) -> tuple[Driver, ...]:
    known = {driver.driver_id: driver for car in state.cars.values() for driver in car.entry.crew}
    found = []
    for driver in crew:
        identity = driver.driver_id or driver_id_of(driver.name)
        if not identity or not driver.name.strip():
            raise _bad("expected a name for each driver")
        plain = driver == Driver(driver_id=driver.driver_id, name=driver.name)
        found.append(
            known[identity]
            if plain and identity in known
            else msgspec.structs.replace(driver, driver_id=identity)
        )
    if len({driver.driver_id for driver in found}) != len(found) or len(found) > MOST_DRIVERS:
        raise _bad(f"expected each driver once, and at most {MOST_DRIVERS}")
    return tuple(found)


def check_lap(fact: f.Fact, state: SessionState) -> None:
    """Refuse a ruling on a lap that the car has not driven: one chosen for another car, or before a correction.

    Raises:
        Refused: the passing ends no lap of that entry, or a lap of another number.
    """
    car = state.cars.get(fact.entry_id) if isinstance(fact, f.LapDecision) else None
    if car is None or not isinstance(fact, f.LapDecision):
        return
    lap = next((lap for lap in reversed(car.laps) if lap.seq == fact.passing_seq), None)
    if lap is None:
        raise _bad(f"passing {fact.passing_seq} ends no lap of #{car.car}: choose the lap again")
    if lap.number != fact.lap_number:
        raise _bad(
            f"passing {fact.passing_seq} ends lap {lap.number} of #{car.car}, not lap {fact.lap_number}: choose the lap again"
        )


def check_withdrawal(fact: f.Fact, facts: Sequence[f.Fact]) -> None:
    """Refuse to take back what has been taken back: only taking back the withdrawal would change anything.

    Raises:
        Refused: with the fact that took it back.
    """
    if not isinstance(fact, f.FactWithdrawn):
        return
    made = [each for each in facts if type(each) is f.FactWithdrawn]
    gone = Corrections(made).withdrawn
    if fact.target_seq in gone:
        by = max(each.seq for each in made if each.target_seq == fact.target_seq and each.seq not in gone)
        raise _bad(f"fact {fact.target_seq} has been taken back already, by fact {by}")


def _bad(detail: str) -> Refused:
    return Refused(400, "bad_command", detail)

"""One fact into the state. One dispatch, one small function per kind of fact."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from pitboard.errors import FactOrderError, ScoringError
from pitboard.model import facts as f
from pitboard.model.flags import Flag
from pitboard.scoring import decisions
from pitboard.scoring.passings import passing, pit_visit_timed
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import CarState, DriveSpan, FlagSpan, PartState, SessionState, WorkItem
from pitboard.times import format_time


def apply(state: SessionState, fact: f.Fact, rules: Rules) -> SessionState:
    """Fold one fact, in effective order, into the state; the state is changed in place and returned.

    Raises:
        FactOrderError: the fact comes before one that was applied already.
        ScoringError: the fact is readable but cannot have happened.
        TypeError: no rule for this kind of fact.
    """
    last = state.last
    if (
        last is not None
        and fact.at_us <= last.at_us
        and f.order_key(fact) < f.order_key(last)
        and _is_timed(fact)
    ):
        raise FactOrderError(_out_of_order(state, fact))
    if type(fact) is f.Passing:
        passing(state, fact, rules)
    else:
        handler = _HANDLERS.get(type(fact))
        if handler is None:
            raise TypeError(f"no rule for a {type(fact).__name__} fact")
        handler(state, fact, rules)
    if _is_timed(fact):
        state.last = fact
    return state


def fold(state: SessionState, facts: Iterable[f.Fact], rules: Rules) -> SessionState:
    """`apply` for many facts in effective order; the loop that scores a whole race.

    Garbage collection pauses meanwhile: laps and facts hold no cycles, and each collection would walk all of them.
    """
    paused = gc.isenabled()
    gc.disable()
    kind = f.Passing
    last = state.last
    last_us = last.at_us if last is not None else -1 << 62
    try:
        for fact in facts:
            if type(fact) is kind:
                at_us = fact.at_us
                if at_us > last_us:
                    passing(state, fact, rules)
                    last_us = at_us
                    state.last = fact
                    continue
            apply(state, fact, rules)
            if state.last is not None:
                last_us = state.last.at_us
    finally:
        if paused:
            gc.enable()
    return state


def _is_timed(fact: f.Fact) -> bool:
    # Set-up facts hold from the start whenever they arrive, so they have no place in time.
    return fact.rank != 0


def _out_of_order(state: SessionState, fact: f.Fact) -> str:
    assert state.last is not None
    start = state.started_us or 0
    when, before = (format_time(max(0, x - start)) for x in (fact.at_us, state.last.at_us))
    return f"fact {fact.seq} ({when}) comes before the state ({before}): effective order is broken"


# ---- set-up ---------------------------------------------------------------------------------------------------------


def _meeting_opened(state: SessionState, fact: f.MeetingOpened, rules: Rules) -> None:
    state.meeting = fact.meeting


def _circuit_described(state: SessionState, fact: f.CircuitDescribed, rules: Rules) -> None:
    if state.cars:
        raise ScoringError(f"fact {fact.seq}: the circuit is described after cars were entered")
    state.use_circuit(fact.circuit)


def _session_scheduled(state: SessionState, fact: f.SessionScheduled, rules: Rules) -> None:
    if fact.plan.session == state.plan.session:
        state.plan = fact.plan


def _entry_added(state: SessionState, fact: f.EntryAdded, rules: Rules) -> None:
    entry = fact.entry
    known = state.cars.get(entry.entry_id)
    if known is None:
        state.cars[entry.entry_id] = CarState(entry, state.sectors)
    else:
        known.entry = entry


def _no_effect(state: SessionState, fact: f.Fact, rules: Rules) -> None:
    """Resolved by `effective` (numbers, transponders, corrections) or kept by the log alone."""


def _class_changed(state: SessionState, fact: f.ClassChanged, rules: Rules) -> None:
    car = _car(state, fact, fact.entry_id)
    car.entry = msgspec.structs.replace(car.entry, car_class=fact.car_class)


def _crew_changed(state: SessionState, fact: f.CrewChanged, rules: Rules) -> None:
    car = _car(state, fact, fact.entry_id)
    car.entry = msgspec.structs.replace(car.entry, crew=fact.crew)


def _number_changed(state: SessionState, fact: f.NumberChanged, rules: Rules) -> None:
    car = _car(state, fact, fact.entry_id)
    car.entry = msgspec.structs.replace(car.entry, number=fact.number)


def _car(state: SessionState, fact: f.Fact, entry_id: str) -> CarState:
    car = state.cars.get(entry_id)
    if car is None:
        raise ScoringError(f"fact {fact.seq}: car {entry_id!r} is not on the entry list")
    return car


# ---- the session's course -------------------------------------------------------------------------------------------


def _session_started(state: SessionState, fact: f.SessionStarted, rules: Rules) -> None:
    state.started_us = fact.at_us
    for car in state.cars.values():
        # In practice and qualifying every car waits in the pit lane; a race starts from the grid.
        car.in_pit = not state.plan.kind.is_race
        if rules.lap_one_from_start:
            car.lap_start_us = fact.at_us


def _session_ended(state: SessionState, fact: f.SessionEnded, rules: Rules) -> None:
    state.ended_us = fact.at_us


def _clock_held(state: SessionState, fact: f.ClockHeld, rules: Rules) -> None:
    if not state.holds or state.holds[-1][1] is not None:
        state.holds.append((fact.at_us, None))


def _clock_resumed(state: SessionState, fact: f.ClockResumed, rules: Rules) -> None:
    if state.holds and state.holds[-1][1] is None:
        state.holds[-1] = (state.holds[-1][0], fact.at_us)


def _part_started(state: SessionState, fact: f.PartStarted, rules: Rules) -> None:
    state.parts[fact.part] = PartState(
        fact.part, fact.name, fact.classes, fact.at_us, None, fact.inferred, fact.earliest_us, fact.latest_us
    )
    if fact.classes:
        state.part_of_class.update(dict.fromkeys(fact.classes, fact.part))
    else:
        state.part_of_class = {"": fact.part}
    state.part_flags.pop(fact.part, None)
    if state.flag == Flag.CHEQUERED:
        state.flag = ""
    for car in state.cars.values():
        if not fact.classes or car.entry.car_class in fact.classes:
            car.finished_us = None
            if car.laps:
                # It waited in the pit lane since its part before: the lap that began then is no lap time.
                car.prev_in_pit = car.in_pit = True


def _part_ended(state: SessionState, fact: f.PartEnded, rules: Rules) -> None:
    part = state.parts.get(fact.part)
    if part is None:
        state.work.append(
            WorkItem("part_unknown", fact.seq, f"part {fact.part!r} ended but never started", "", fact.at_us)
        )
        return
    state.parts[fact.part] = msgspec.structs.replace(part, ended_us=fact.at_us)


def _flag_shown(state: SessionState, fact: f.FlagShown, rules: Rules) -> None:
    state.flags.append(
        FlagSpan(
            fact.flag,
            fact.at_us,
            fact.part,
            fact.zone,
            fact.seq,
            fact.earliest_us,
            fact.latest_us,
            fact.inferred,
        )
    )
    if fact.zone:
        return
    if fact.part:
        state.part_flags[fact.part] = fact.flag
        return
    state.flag = fact.flag
    # What everybody is shown holds in every part, but a part that has been flagged off stays so.
    state.part_flags = {part: flag for part, flag in state.part_flags.items() if flag == Flag.CHEQUERED}


def _driver_changed(state: SessionState, fact: f.DriverChanged, rules: Rules) -> None:
    car = state.cars.get(fact.car)
    if car is None:
        state.work.append(
            WorkItem(
                "unknown_car",
                fact.seq,
                f"fact {fact.seq}: car {fact.car!r} is not on the entry list",
                "",
                fact.at_us,
            )
        )
        return
    car.spans.append(DriveSpan(fact.driver_id, fact.at_us, fact.earliest_us, fact.latest_us))


def _pit_visit_timed(state: SessionState, fact: f.PitVisitTimed, rules: Rules) -> None:
    pit_visit_timed(state, fact)


def _weather(state: SessionState, fact: f.WeatherMeasured, rules: Rules) -> None:
    state.weather.append(fact)


def _message(state: SessionState, fact: f.MessageSent, rules: Rules) -> None:
    state.messages.append(fact)


def _note(state: SessionState, fact: f.NoteTaken, rules: Rules) -> None:
    state.notes.append(fact)


def _issued(state: SessionState, fact: f.ResultIssued, rules: Rules) -> None:
    state.issued.append(fact)


def _pole_side(state: SessionState, fact: f.PoleSideSet, rules: Rules) -> None:
    state.pole_side = fact.side


Handler = Callable[[SessionState, Any, Rules], None]

_HANDLERS: dict[type[f.Fact], Handler] = {
    f.MeetingOpened: _meeting_opened,
    f.CircuitDescribed: _circuit_described,
    f.RulebookAdopted: _no_effect,
    f.SessionScheduled: _session_scheduled,
    f.EntryAdded: _entry_added,
    f.NumberChanged: _number_changed,
    f.ClassChanged: _class_changed,
    f.CrewChanged: _crew_changed,
    f.TransponderAssigned: _no_effect,
    f.SessionStarted: _session_started,
    f.SessionEnded: _session_ended,
    f.ClockHeld: _clock_held,
    f.ClockResumed: _clock_resumed,
    f.PartStarted: _part_started,
    f.PartEnded: _part_ended,
    f.FlagShown: _flag_shown,
    f.DriverChanged: _driver_changed,
    f.PitVisitTimed: _pit_visit_timed,
    f.WeatherMeasured: _weather,
    f.MessageSent: _message,
    f.NoteTaken: _note,
    f.FactWithdrawn: _no_effect,
    f.FactMoved: _no_effect,
    f.PassingReassigned: _no_effect,
    f.ResultIssued: _issued,
    f.PoleSideSet: _pole_side,
    f.WriterTakenOver: _no_effect,
    f.BopTableAdded: _no_effect,
    f.BopTableIssued: _no_effect,
    **decisions.HANDLERS,
}

"""What a command would change, worked out before it is taken: the session scored with the fact and without it."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from pitboard.live.cells import car_ref
from pitboard.live.flag_warnings import flag_warnings
from pitboard.live.heading import clock, header
from pitboard.live.hub import SessionHub
from pitboard.live.issue_warnings import issue_warnings
from pitboard.live.messages import car_words
from pitboard.live.naming import flag_name
from pitboard.model import facts as f
from pitboard.model.meeting import Session
from pitboard.racelog.stored import kind_of
from pitboard.scoring.grid import starting_grid
from pitboard.scoring.state import SessionState
from pitboard.sessions.scored import Scored, score
from pitboard.times import SECOND_US, format_time
from pitboard.wire.board import Mode
from pitboard.wire.desk import Change, Preview
from pitboard.wire.score import time_of_day, zone_of

_FIELDS = ("position", "class_position", "status", "laps", "best", "total")


def preview(hub: SessionHub, fact: f.Fact) -> Preview:
    """What appending this fact would change."""
    before = hub.main.running.scored
    after = score(before.opened.with_facts([fact]))
    found = [*_rows(before, after), *_grid(before, after), *_course(hub, before, after)]
    words = in_words(fact, before)
    return Preview(
        summary=f"{words}: {_count(found)}",
        changes=tuple(found[:500]),
        warnings=tuple(warnings(fact, before)),
        refused="",
        last_seq=hub.main.running.seq,
    )


def _count(found: list[Change]) -> str:
    if not found:
        return "nothing that is published changes"
    cars = {change.car.entry_id for change in found if change.car is not None}
    return (
        f"{len(cars)} car{'s' if len(cars) != 1 else ''} change{'' if len(cars) != 1 else 's'}"
        if cars
        else found[0].text
    )


def _values(scored: Scored) -> dict[str, dict[str, str]]:
    return {
        row.entry_id: {
            "position": "–" if row.position is None else str(row.position),
            "class_position": "–" if row.class_position is None else str(row.class_position),
            "status": row.status.value.replace("_", " "),
            "laps": str(row.laps),
            "best": "–" if row.best is None else format_time(row.best.time_us),
            "total": "–" if row.total_us is None else format_time(row.total_us),
        }
        for row in scored.rows
    }


def _rows(before: Scored, after: Scored) -> list[Change]:
    old, found = _values(before), []
    for entry_id, values in _values(after).items():
        car = car_ref(after.state.cars[entry_id])
        for name in _FIELDS:
            was = old.get(entry_id, {}).get(name, "")
            if was != values[name]:
                text = f"#{car.car} {name.replace('_', ' ')}: {was or 'new'} → {values[name]}"
                found.append(Change(what=name, car=car, before=was, after=values[name], text=text))
    return found


def _grid(before: Scored, after: Scored) -> list[Change]:
    if before.state.plan.kind.value != "qualifying":
        return []
    places = [
        {place.entry_id: place.place for place in starting_grid(each.state, each.rows, each.opened.rulebook)}
        for each in (before, after)
    ]
    found = []
    for entry_id, place in places[1].items():
        was = places[0].get(entry_id)
        if was != place:
            car = car_ref(after.state.cars[entry_id])
            text = f"#{car.car} grid: {was or 'new'} → {place}"
            found.append(Change(what="grid", car=car, before=str(was or ""), after=str(place), text=text))
    return found


def _course(hub: SessionHub, before: Scored, after: Scored) -> list[Change]:
    now_us = hub.clock.now_us()
    heads = [header(each, now_us, 1.0, Mode.LIVE) for each in (before, after)]
    found = []
    flags = [head.flag.name or "no flag" for head in heads]
    if flags[0] != flags[1]:
        text = f"flag: {flags[0]} → {flags[1]}"
        found.append(Change(what="flag", car=None, before=flags[0], after=flags[1], text=text))
    lengths = [_length(each.state.plan) for each in (before, after)]
    if lengths[0] != lengths[1]:
        text = f"length: {lengths[0]} → {lengths[1]}"
        found.append(Change(what="clock", car=None, before=lengths[0], after=lengths[1], text=text))
    clocks = [clock(each.state, now_us, 1.0) for each in (before, after)]
    times = [each.text or _plain_clock(each.elapsed_us or 0) for each in clocks]
    if times[0] != times[1]:
        text = f"session clock: {times[0]} → {times[1]}"
        found.append(Change(what="clock", car=None, before=times[0], after=times[1], text=text))
    return found


def _plain_clock(us: int) -> str:
    seconds = max(0, us) // SECOND_US
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def warnings(fact: f.Fact, scored: Scored) -> list[str]:
    """What speaks against a command."""
    found: list[str] = []
    state = scored.state
    if isinstance(fact, f.FlagShown):
        found += flag_warnings(fact, scored)
    if isinstance(fact, f.ResultIssued):
        found += issue_warnings(fact, scored)
    if isinstance(fact, f.SessionStarted) and state.started_us is not None:
        found.append("the session has started already: the last start in force counts")
    if isinstance(fact, f.PenaltyServed) and not any(
        getattr(given, "penalty", None) == fact.penalty for given in state.decided
    ):
        found.append(f"no penalty {fact.penalty!r} was given")
    return found


def in_words(fact: f.Fact, scored: Scored) -> str:
    """A fact in one phrase, for the log list and confirmations."""
    state = scored.state
    car = state.cars.get(getattr(fact, "entry_id", ""))
    if isinstance(fact, f.Decision):
        return f"#{car.car if car else fact.entry_id} {car_words(fact)}"
    match fact:
        case f.Passing():
            return f"passing of {fact.car or fact.transponder} at {fact.line}"
        case f.FlagShown():
            return flag_name(fact.flag) + (f" in {fact.zone}" if fact.zone else "")
        case f.FactWithdrawn():
            return f"taken back: {_target_words(fact.target_seq, scored)}"
        case f.FactMoved():
            to = time_of_day(fact.to_us, zone_of(state.circuit.zone))
            return f"moved to {to}: {_target_words(fact.target_seq, scored)}"
        case f.PassingReassigned():
            return f"fact {fact.target_seq} given to #{car.car if car else fact.entry_id}"
        case f.DriverChanged():
            return f"#{fact.car}: {_driver_name(state, fact.driver_id)} in the car"
        case f.MessageSent():
            return f"message: {fact.text[:120]}"
        case f.ResultIssued():
            return f"{fact.stage} result {fact.version}"
        case _:
            return _plan_words(fact, state) or kind_of(type(fact)).replace("_", " ")


def _target_words(seq: int, scored: Scored) -> str:
    """What a correction points at, in a phrase."""
    facts = scored.opened.facts
    at = bisect_left(facts, seq, key=attrgetter("seq"))
    # A correction of a correction is named by its number: undo and redo may follow one another without end.
    if at == len(facts) or facts[at].seq != seq or isinstance(facts[at], f.FactWithdrawn | f.FactMoved):
        return f"fact {seq}"
    return f"{in_words(facts[at], scored)} (fact {seq})"


def _plan_words(fact: f.Fact, state: SessionState) -> str:
    """A change of the plan or of the entry list; empty for anything else."""
    car = state.cars.get(getattr(fact, "entry_id", ""))
    match fact:
        case f.EntryAdded():
            return f"entry #{fact.entry.number} {fact.entry.car_class}"
        case f.NumberChanged():
            return f"entry {fact.entry_id} becomes #{fact.number}"
        case f.ClassChanged():
            return f"#{car.car if car else fact.entry_id} runs in {fact.car_class}"
        case f.TransponderAssigned():
            return f"transponder {fact.transponder} to #{car.car if car else fact.entry_id}"
        case f.PartStarted():
            return f"{fact.name or fact.part} starts"
        case f.PartEnded():
            return f"{_part_name(state, fact.part)} ends"
        case f.SessionScheduled():
            return f"planned: {_length(fact.plan)}"
        case f.CrewChanged():
            return f"crew of #{car.car if car else fact.entry_id}: {', '.join(driver.name for driver in fact.crew)}"
        case _:
            return ""


def _driver_name(state: SessionState, driver_id: str) -> str:
    crews = (driver for car in state.cars.values() for driver in car.entry.crew)
    return next((driver.name for driver in crews if driver.driver_id == driver_id), driver_id)


def _part_name(state: SessionState, part: str) -> str:
    found = state.parts.get(part)
    return (found.name if found is not None else "") or part


def _length(plan: Session) -> str:
    lengths = [] if plan.laps is None else [f"{plan.laps} laps"]
    lengths += [] if plan.duration_us is None else [format_time(plan.duration_us, decimals=0)]
    return " or ".join(lengths) or "no length"

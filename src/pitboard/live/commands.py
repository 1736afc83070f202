"""What an operator sends becomes a fact, or is refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from pitboard.errors import PitboardError
from pitboard.live.command_checks import check_course, check_lap, check_withdrawal, with_drivers
from pitboard.live.http import Refused
from pitboard.live.hub import SessionHub
from pitboard.live.roles import NEEDED, at_least
from pitboard.model import facts as f
from pitboard.model.flags import Flag, Status
from pitboard.racelog.stored import kind_of
from pitboard.racelog.targets import targets_of
from pitboard.sessions.issuing import result_fact
from pitboard.sessions.scored import score
from pitboard.times import SECOND_US
from pitboard.wire.desk import FactCommand, Role

LATEST_US = 4_102_444_800 * SECOND_US
"""The year 2100: an instant after it is a slip of the keyboard."""

LONGEST_TEXT = 4_000
_ENTRIES = (f.EntryAdded, f.NumberChanged, f.ClassChanged, f.CrewChanged, f.TransponderAssigned)
_HARMLESS = (f.Passing, f.MessageSent, f.NoteTaken, f.WeatherMeasured)
"""What is never impossible: scoring the session once more to find that out would keep a typed passing waiting."""

_SERVER_FILLS = ("session", "seq", "by", "recorded_us")


def fact_of(command: FactCommand, hub: SessionHub, *, by: str, role: Role, now_us: int) -> f.Fact:
    """The fact that a command means, as it would be appended.

    Raises:
        Refused: no such kind, not this role's, or nothing that can happen in this session.
    """
    kind = command.fact.get("fact")
    needed = NEEDED.get(kind) if isinstance(kind, str) else None
    if needed is None:
        raise Refused(
            400, "bad_command", f"expected a kind of fact that a desk may append, was {str(kind)[:60]!r}"
        )
    if not at_least(role, needed):
        raise Refused(403, "not_allowed", f"{kind} needs the role {needed.value}, you have {role.value}")
    _bounded(command.fact)
    plain = {key: value for key, value in command.fact.items() if key not in _SERVER_FILLS}
    if kind == "result_issued":
        return _result(plain, hub, by=by, now_us=now_us)
    try:
        fact: f.Fact = msgspec.convert(plain | {"session": hub.session}, f.AnyFact)
    except msgspec.ValidationError as error:
        raise Refused(400, "bad_command", f"{kind}: {error}") from None
    fact = msgspec.structs.replace(fact, by=by, recorded_us=now_us, session=_session_of(fact, hub))
    fact = with_drivers(fact, hub.main.running.scored.state)
    _sensible(fact, hub, role, now_us)
    return fact


def _bounded(value: Any, depth: int = 0) -> None:
    if depth > 8:
        raise Refused(400, "bad_command", "the fact is nested too deeply")
    if isinstance(value, dict):
        for key, inner in value.items():
            _bounded(key, depth + 1)
            _bounded(inner, depth + 1)
    elif isinstance(value, list):
        if len(value) > 1000:
            raise Refused(400, "bad_command", "a list of the fact is too long")
        for inner in value:
            _bounded(inner, depth + 1)
    elif isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise Refused(400, "bad_command", f"a text of the fact is longer than {LONGEST_TEXT} letters")
    elif isinstance(value, int | float) and not -LATEST_US <= value <= LATEST_US:
        raise Refused(400, "bad_command", f"a figure of the fact is out of range: {value}")


def _session_of(fact: f.Fact, hub: SessionHub) -> str:
    # What a meeting-wide entry list began is changed for the whole meeting.
    if isinstance(fact, _ENTRIES) and any(
        type(each) is f.EntryAdded and not each.session for each in hub.facts
    ):
        return ""
    return hub.session


def _sensible(fact: f.Fact, hub: SessionHub, role: Role, now_us: int) -> None:
    state = hub.main.running.scored.state
    if fact.at_us < 0 or fact.at_us > max(now_us, hub.clock.now_us()) + 60 * SECOND_US:
        raise Refused(
            400, "bad_command", "at_us is in the future or before 1970: measure the clock's offset again"
        )
    for name in ("to_us", "from_us"):
        if (getattr(fact, name, None) or 0) < 0:
            raise Refused(400, "bad_command", f"{name} is before 1970")
    for name in ("duration_us", "laps", "stop_us", "time_us", "places", "points", "uncertainty_us"):
        if (getattr(fact, name, None) or 0) < 0:
            raise Refused(400, "bad_command", f"expected {name} of 0 or more")
    entry_id = getattr(fact, "entry_id", None)
    if (
        entry_id is not None
        and not (entry_id == "" and isinstance(fact, f.NoteTaken))
        and entry_id not in state.cars
    ):
        raise Refused(400, "bad_command", f"no entry {entry_id!r} in this session")
    if isinstance(fact, f.Passing) and fact.line not in state.lines:
        raise Refused(400, "bad_command", f"expected a line of {', '.join(state.lines)}, was {fact.line!r}")
    if isinstance(fact, f.Passing) and not (fact.car or fact.transponder):
        raise Refused(400, "bad_command", "a passing needs a car number or a transponder")
    if isinstance(fact, f.FlagShown) and fact.flag not in list(Flag):
        raise Refused(400, "bad_command", f"expected a flag of {', '.join(Flag)}, was {fact.flag!r}")
    if isinstance(fact, f.StatusRuled) and fact.status not in list(Status):
        raise Refused(400, "bad_command", f"expected a status of {', '.join(Status)}, was {fact.status!r}")
    check_course(fact, state)
    _targets(fact, hub, role)
    check_lap(fact, state)
    check_withdrawal(fact, hub.facts)
    if isinstance(fact, _HARMLESS):
        return
    try:
        score(hub.opened.with_facts([fact]))
    except PitboardError as error:
        raise Refused(400, "bad_command", str(error)) from None


def _targets(fact: f.Fact, hub: SessionHub, role: Role) -> None:
    known = {each.seq: each for each in hub.facts} if targets_of(fact) else {}
    for seq in targets_of(fact):
        target = known.get(seq)
        if target is None:
            raise Refused(400, "bad_command", f"this session has no fact {seq}")
        # What a race director decided is not taken back by somebody who may not decide it.
        needed = NEEDED.get(kind_of(type(target)), Role.RACE_DIRECTOR)
        if not at_least(role, needed):
            raise Refused(403, "not_allowed", f"fact {seq} is the work of a {needed.value.replace('_', ' ')}")


def _result(plain: dict[str, Any], hub: SessionHub, *, by: str, now_us: int) -> f.Fact:
    roles = plain.get("roles") or ()
    until = plain.get("protest_until_us")
    if not isinstance(roles, list | tuple) or not all(isinstance(role, str) for role in roles):
        raise Refused(400, "bad_command", "result_issued: roles must be a list of texts")
    if until is not None and (isinstance(until, bool) or not isinstance(until, int)):
        raise Refused(400, "bad_command", "result_issued: protest_until_us must be whole microseconds")
    try:
        return result_fact(
            hub.main.running.scored,
            stage=str(plain.get("stage", "")),
            by=by,
            at_us=hub.clock.now_us(),
            recorded_us=now_us,
            why=str(plain.get("why", "")),
            protest_until_us=until,
            roles=tuple(roles),
        )
    except PitboardError as error:
        raise Refused(400, "bad_command", str(error)) from None


def guard(fact: f.Fact, hub: SessionHub, seen: int | None) -> Callable[[], None]:
    """A check for the moment of appending: has anybody decided on the same car, entry or flag since `seen`?

    Facts that point at a passing or another fact are guarded by the log itself.
    """

    def check() -> None:
        if hub.read_only:
            raise Refused(503, "read_only", "another machine writes this log now")
        if seen is None or targets_of(fact):
            return
        for other in _since(hub.facts, seen):
            if _same_subject(fact, other):
                raise Refused(
                    409,
                    "newer_fact",
                    f"fact {other.seq} ({kind_of(type(other))}{' by ' + other.by if other.by else ''}) came meanwhile",
                    other.seq,
                )

    return check


def _since(facts: Sequence[f.Fact], seen: int) -> list[f.Fact]:
    found = []
    for fact in reversed(facts):
        if fact.seq <= seen:
            break
        found.append(fact)
    return found


def _same_subject(fact: f.Fact, other: f.Fact) -> bool:
    if isinstance(fact, f.FlagShown | f.ClockHeld | f.ClockResumed | f.SessionStarted | f.SessionEnded):
        return type(other) is type(fact)
    entry_id = getattr(fact, "entry_id", "")
    if isinstance(fact, f.Decision | f.NumberChanged | f.ClassChanged | f.CrewChanged):
        return type(other) is type(fact) and getattr(other, "entry_id", None) == entry_id
    if isinstance(fact, f.EntryAdded) and isinstance(other, f.EntryAdded):
        return fact.entry.entry_id == other.entry.entry_id
    if isinstance(fact, f.TransponderAssigned) and isinstance(other, f.TransponderAssigned):
        return fact.transponder == other.transponder
    if isinstance(fact, f.DriverChanged) and isinstance(other, f.DriverChanged):
        return fact.car == other.car
    return False


def expectations(fact: f.Fact, seen: int | None) -> dict[int, int]:
    """What the log is to check: the newest fact on each target that the operator had seen."""
    return {} if seen is None else dict.fromkeys(targets_of(fact), max(seen, 0))

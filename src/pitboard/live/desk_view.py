"""The desk as of one fact: the work list, the passing stream, the log of what people did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

import msgspec

from pitboard.live.alarms import alarms
from pitboard.live.cells import car_ref, time_cell
from pitboard.live.heading import stage_of
from pitboard.live.naming import flag_name
from pitboard.live.previews import in_words
from pitboard.live.roster import entries_seq
from pitboard.model import facts as f
from pitboard.model.flags import Flag
from pitboard.racelog.stored import kind_of
from pitboard.scoring.effective import Corrections
from pitboard.scoring.penalties import penalties
from pitboard.scoring.state import CarState, Lap, SessionState
from pitboard.sessions.scored import Scored
from pitboard.wire.desk import Desk, DeskPassing, DeskPatch, FlagButton, LogLine, Matter, Preset, WorkItem
from pitboard.wire.ledger_views import last_lap
from pitboard.wire.score import time_of_day, zone_of

PASSINGS = 300
LINES = 200
_BUTTONS = (
    (Flag.GREEN, "G", ""),
    (Flag.FULL_COURSE_YELLOW, "Y", ""),
    (Flag.SAFETY_CAR, "S", ""),
    (Flag.RED, "R", "Stop the session?"),
    (Flag.WHITE, "W", "Show the last lap?"),
    (Flag.CHEQUERED, "C", "End the session with the chequered flag?"),
)
_MESSAGES = (
    Preset(key="incident_noted", text="Incident noted", article=""),
    Preset(key="incident_investigated", text="Incident under investigation", article=""),
    Preset(key="no_further_action", text="No further action", article=""),
    Preset(key="track_limits", text="Track limits: last warning", article=""),
    Preset(key="pit_lane_open", text="Pit lane open", article=""),
    Preset(key="pit_lane_closed", text="Pit lane closed", article=""),
    Preset(key="session_delayed", text="The session is delayed", article=""),
    Preset(key="start_aborted", text="Start aborted", article=""),
    Preset(key="extra_formation_laps", text="1 extra formation lap", article=""),
)
_NEXT = {
    "live": ("unofficial", "provisional"),
    "unofficial": ("provisional",),
    "provisional": ("official", "amended"),
    "official": ("amended",),
    "amended": ("official", "amended"),
}


def desk(
    scored: Scored, facts: Sequence[f.Fact], now_us: int, seq: int, more: Sequence[WorkItem] = ()
) -> Desk:
    """The whole desk; `more` is work that the state knows nothing of, such as a failing disk."""
    state = scored.state
    zone = zone_of(state.circuit.zone)
    said = [fact for fact in facts if type(fact) is not f.Passing]
    fixed = [fact for fact in said if isinstance(fact, f.FactWithdrawn | f.FactMoved | f.PassingReassigned)]
    corrections = Corrections(fixed)
    undone_by = {
        fact.target_seq: fact.seq
        for fact in fixed
        if isinstance(fact, f.FactWithdrawn) and fact.seq not in corrections.withdrawn
    }
    passings = _newest_passings(facts)
    unsure = {fact.seq: fact.uncertainty_us for fact in passings}
    stage = stage_of(state)
    return Desk(
        seq=seq,
        work=(*more, *alarms(scored, now_us, lambda at: unsure.get(at, 0))),
        passings=_passings(state, passings, corrections, undone_by, zone),
        log=_log(scored, facts, undone_by, zone),
        flags=_flags(state),
        messages=_MESSAGES,
        infractions=_infractions(scored),
        lines=tuple(state.lines),
        advice=last_lap(scored, now_us),
        stage=stage,
        next_stages=_NEXT.get(stage, ()),
        plan=state.plan,
        matters=_matters(scored),
        entries_seq=entries_seq(said),
    )


def _newest_passings(facts: Sequence[f.Fact]) -> list[f.Passing]:
    found: list[f.Passing] = []
    for fact in reversed(facts):
        if type(fact) is f.Passing:
            found.append(fact)
            if len(found) == PASSINGS:
                break
    return found[::-1]


def _passings(
    state: SessionState,
    passings: list[f.Passing],
    corrections: Corrections,
    undone_by: Mapping[int, int],
    zone: tzinfo,
) -> tuple[DeskPassing, ...]:
    oldest = passings[0].seq if passings else 0
    laps: dict[int, tuple[CarState, Lap]] = {}
    numbers: dict[str, CarState] = {}
    for car in state.cars.values():
        numbers.setdefault(car.car, car)
        for transponder in car.entry.transponders:
            numbers.setdefault(transponder, car)
        for lap in reversed(car.laps):
            if lap.seq < oldest:
                break
            laps[lap.seq] = (car, lap)
    rows, newest_us = [], 0
    for fact in passings:
        late = fact.at_us < newest_us - 1_000_000
        newest_us = max(newest_us, fact.at_us)
        ended = laps.get(fact.seq)
        dropped = state.dropped.get(fact.seq, "")
        moved = corrections.moved.get(fact.seq)
        given = corrections.reassigned.get(fact.seq)
        disposition, rule = _disposition(fact, dropped, corrections, late=late)
        who = ended[0] if ended else numbers.get(fact.car or fact.transponder)
        if given is not None:
            who = state.cars.get(given.entry_id, who)
        at_us = moved.to_us if moved is not None else fact.at_us
        rows.append(
            DeskPassing(
                seq=fact.seq,
                at_us=at_us,
                clock=time_of_day(at_us, zone),
                line=fact.line,
                read=fact.transponder or fact.car,
                source=fact.source,
                car=None if who is None else car_ref(who),
                disposition=disposition,
                rule=rule,
                lap=ended[1].number if ended else None,
                time=time_cell(ended[1].time_us if ended else None),
                strength=fact.strength,
                hits=fact.hits,
                uncertainty_us=fact.uncertainty_us,
                edited=disposition in ("voided", "moved", "reassigned") or bool(fact.by),
                voided_by=undone_by.get(fact.seq),
            )
        )
    return tuple(rows)


def _disposition(fact: f.Passing, dropped: str, corrections: Corrections, *, late: bool) -> tuple[str, str]:
    if fact.seq in corrections.withdrawn:
        return "voided", "by decision"
    if dropped == "unknown_car":
        return "unknown", "not on the entry list"
    if dropped:
        return "ignored", dropped.replace("_", " ")
    if fact.seq in corrections.reassigned:
        return "reassigned", "by decision"
    if fact.seq in corrections.moved:
        return "moved", "by decision"
    return ("late", "put in its place") if late else ("counted", "")


def _log(
    scored: Scored, facts: Sequence[f.Fact], undone_by: Mapping[int, int], zone: tzinfo
) -> tuple[LogLine, ...]:
    lines: list[LogLine] = []
    for fact in reversed(facts):
        if fact.recorded_us is None:
            continue
        undone = fact.seq in undone_by
        lines.append(
            LogLine(
                seq=fact.seq,
                at_us=fact.recorded_us,
                clock=time_of_day(fact.recorded_us, zone, decimals=0),
                by=fact.by,
                role="",
                kind=kind_of(type(fact)),
                text=in_words(fact, scored),
                why=fact.why,
                article=fact.article,
                undone=undone,
                undo=_undo(fact, undone_by.get(fact.seq)),
            )
        )
        if len(lines) == LINES:
            break
    return tuple(reversed(lines))


def _undo(fact: f.Fact, undone_by: int | None) -> dict[str, Any] | None:
    if isinstance(fact, f.ResultIssued):
        return None  # What was issued stays issued; an amended result follows it.
    return {
        "fact": "fact_withdrawn",
        "at_us": fact.at_us,
        "target_seq": fact.seq if undone_by is None else undone_by,
    }


def _flags(state: SessionState) -> tuple[FlagButton, ...]:
    return tuple(
        FlagButton(flag=flag.value, label=flag_name(flag), key=key, guard=guard, shown=state.flag == flag)
        for flag, key, guard in _BUTTONS
    )


def _infractions(scored: Scored) -> tuple[Preset, ...]:
    return tuple(
        Preset(key=key, text=infraction.name.value, article="")
        for key, infraction in scored.opened.rulebook.penalties.infractions.items()
    )


def _matters(scored: Scored) -> tuple[Matter, ...]:
    state, known = scored.state, scored.opened.rulebook.penalties.infractions
    return tuple(
        Matter(
            penalty=one.penalty,
            car=car_ref(state.cars[one.entry_id]),
            stage=one.stage,
            kind=one.words if one.kind else "",
            infraction=one.infraction,
            text=known[one.infraction].name.value if one.infraction in known else one.infraction,
            open=one.stage in ("noted", "investigation", "given"),
            to_serve=one.kind in ("drive_through", "stop") and one.stage in ("given", "converted"),
        )
        for one in penalties(state, scored.options.penalties)
    )


def desk_diff(old: Desk, new: Desk) -> DeskPatch:
    """What changed on the desk."""
    passings = {row.seq: row for row in old.passings}
    lines = {line.seq: line for line in old.log}
    return DeskPatch(
        seq=new.seq,
        passings=tuple(row for row in new.passings if passings.get(row.seq) != row),
        log=tuple(line for line in new.log if lines.get(line.seq) != line),
        work=None if new.work == old.work else new.work,
        flags=None if new.flags == old.flags else new.flags,
        advice=msgspec.UNSET if new.advice == old.advice else new.advice,
        stage=None if new.stage == old.stage else new.stage,
        next_stages=None if new.next_stages == old.next_stages else new.next_stages,
        plan=None if new.plan == old.plan else new.plan,
        matters=None if new.matters == old.matters else new.matters,
        entries_seq=None if new.entries_seq == old.entries_seq else new.entries_seq,
    )

"""The race-control desk: who is signed in, what needs a person, what an operator sends and gets back."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from pitboard.model.meeting import Session
from pitboard.wire.base import CarRef, TimeCell, Wire
from pitboard.wire.ledgers import LastLapAdvice


class Role(StrEnum):
    """What a person may do; each may do what the ones before may."""

    VIEWER = "viewer"
    ANNOUNCER = "announcer"
    TIMEKEEPER = "timekeeper"
    RACE_DIRECTOR = "race_director"


class Login(Wire, frozen=True, kw_only=True):
    """Signing in."""

    name: str
    password: str


class Me(Wire, frozen=True, kw_only=True):
    """Who is signed in.

    Attributes:
        name: empty for nobody.
        role: nobody is a viewer.
        csrf: goes back in the header `X-Pitboard-CSRF` with everything that changes something.
        can: fact kinds this person may append.
        read_only: another machine writes this log.
    """

    name: str
    role: Role
    csrf: str
    can: tuple[str, ...]
    read_only: bool = False


class ClockSample(Wire, frozen=True, kw_only=True):
    """One answer for measuring the clock offset: the data clock when the request was answered."""

    now_us: int
    speed: float


class FactCommand(Wire, frozen=True, kw_only=True):
    """What an operator wants appended, or previewed.

    Attributes:
        fact: a fact of `pitboard.model.facts` as JSON with its tag in `fact`; the server adds session, seq, by and
            recorded_us, and refuses a kind the role may not append.
        target_last_seq: the newest `seq` of the desk when the operator decided; a newer fact on the same target
            (car, lap, passing, flag) refuses it with `newer_fact`. None for what has no target: a typed passing.
        request_id: chosen by the page; the same id twice is appended once.
    """

    fact: dict[str, Any]
    target_last_seq: int | None
    request_id: str


class Appended(Wire, frozen=True, kw_only=True):
    """It is on disk; `seq` is its place in the log."""

    seq: int
    text: str


class Change(Wire, frozen=True, kw_only=True):
    """One thing that would be different.

    Attributes:
        what: `position`, `class_position`, `best`, `laps`, `status`, `grid`, `points`, `penalty`, `clock`, `flag`, `message`.
    """

    what: str
    car: CarRef | None
    before: str
    after: str
    text: str


class Preview(Wire, frozen=True, kw_only=True):
    """What a command would change.

    Attributes:
        summary: one sentence.
        changes: each change; empty where nothing published changes.
        warnings: what speaks against it, such as a chequered flag before time.
        refused: why it would be refused; empty where it would not.
        last_seq: goes into `FactCommand.target_last_seq` when it is confirmed.
    """

    summary: str
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    refused: str
    last_seq: int


class Remedy(Wire, frozen=True, kw_only=True):
    """A button of a work item: a label and the fact it appends after its preview."""

    label: str
    fact: dict[str, Any]


class WorkItem(Wire, frozen=True, kw_only=True):
    """Something that needs a person.

    Attributes:
        id: its identity.
        kind: `overdue`, `unknown_transponder`, `doubled`, `impossible_lap`, `silent_line`, `close_finish`, `protest_time`,
            `drive_time`, `penalty_unserved`, `decision_adrift`, `copy_failed`, …
        urgency: `now`, `soon` or `note`.
        due_us: when it is too late, µs since 1970 UTC; None where nothing runs out.
        seq: the fact it is about; None where it is about none.
    """

    id: str
    kind: str
    urgency: str
    text: str
    car: CarRef | None
    at_us: int
    due_us: int | None
    seq: int | None
    remedies: tuple[Remedy, ...]


class DeskPassing(Wire, frozen=True, kw_only=True):
    """A read and what became of it.

    Attributes:
        seq: its fact.
        clock: time of day to the thousandth.
        read: transponder or typed number.
        car: the car it counts for; None where it is unknown.
        disposition: `counted`, `ignored`, `voided`, `moved`, `reassigned`, `late` or `unknown`.
        rule: which rule or person decided so.
        lap: lap it ended; None where it ended none.
        time: that lap's time.
        edited: a person changed it.
        voided_by: the fact that took it back, and that has to be taken back for it to count again; None where none did.
    """

    seq: int
    at_us: int
    clock: str
    line: str
    read: str
    source: str
    car: CarRef | None
    disposition: str
    rule: str
    lap: int | None
    time: TimeCell
    strength: int | None
    hits: int | None
    uncertainty_us: int
    edited: bool
    voided_by: int | None


class LogLine(Wire, frozen=True, kw_only=True):
    """A line of the log list: what a person did.

    Attributes:
        text: in words.
        undo: the fact that takes it back; None where it cannot be.
        undone: it has been taken back; `undo` then is the redo.
    """

    seq: int
    at_us: int
    clock: str
    by: str
    role: str
    kind: str
    text: str
    why: str
    article: str
    undone: bool
    undo: dict[str, Any] | None


class FlagButton(Wire, frozen=True, kw_only=True):
    """One of the big buttons.

    Attributes:
        guard: the question a guarded one asks before its preview; empty for none.
        shown: it is the flag now.
    """

    flag: str
    label: str
    key: str
    guard: str
    shown: bool


class Preset(Wire, frozen=True, kw_only=True):
    """A message or reason that is often used."""

    key: str
    text: str
    article: str


class Matter(Wire, frozen=True, kw_only=True):
    """A matter of a car that race control has taken up, for commands that go on with it.

    Attributes:
        penalty: its id, unique for the car.
        stage: as in `PenaltyRow`.
        kind: as printed; empty before a penalty was given.
        infraction: key of the rulebook, or words of its own; `text` is what it is called.
        open: it can still be decided on: noted, under investigation, or given.
        to_serve: a drive-through or stop that neither a loop nor a person has seen served.
    """

    penalty: str
    car: CarRef
    stage: str
    kind: str
    infraction: str
    text: str
    open: bool
    to_serve: bool


class Desk(Wire, frozen=True, kw_only=True):
    """The desk as of one fact: the first event of its stream, and the answer of `GET …/desk`.

    Attributes:
        passings: newest last, at most 300.
        log: newest last, at most 200.
        stage: of the results; `next_stages`: what can be issued now.
        plan: the session as it is planned now: length, distance, parts.
        matters: in the order in which they were taken up.
        entries_seq: the newest fact that changed the entry list: `Entries` has to be read again when it is another one.
    """

    seq: int
    work: tuple[WorkItem, ...]
    passings: tuple[DeskPassing, ...]
    log: tuple[LogLine, ...]
    flags: tuple[FlagButton, ...]
    messages: tuple[Preset, ...]
    infractions: tuple[Preset, ...]
    lines: tuple[str, ...]
    advice: LastLapAdvice | None
    stage: str
    next_stages: tuple[str, ...]
    plan: Session
    matters: tuple[Matter, ...]
    entries_seq: int


class DeskPatch(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What changed on the desk: new or changed passings and log lines under their `seq`; other lists whole or absent."""

    seq: int
    passings: tuple[DeskPassing, ...] = ()
    log: tuple[LogLine, ...] = ()
    work: tuple[WorkItem, ...] | None = None
    flags: tuple[FlagButton, ...] | None = None
    advice: LastLapAdvice | msgspec.UnsetType | None = msgspec.UNSET
    stage: str | None = None
    next_stages: tuple[str, ...] | None = None
    plan: Session | None = None
    matters: tuple[Matter, ...] | None = None
    entries_seq: int | None = None

"""The other pages: sessions, classification, grid, combined times, records, documents, press."""

from __future__ import annotations

from typing import Any

from pitboard.model.meeting import SessionKind
from pitboard.wire.base import CarRef, DriverCell, TimeCell, Wire
from pitboard.wire.board import ClassHead, Header, Message, Mode
from pitboard.wire.car import FlagBand


class SessionLine(Wire, frozen=True, kw_only=True):
    """A session in the list.

    Attributes:
        starts: its start as printed, with the zone.
        state: `scheduled`, `running` or `finished`.
    """

    session: str
    kind: SessionKind
    name: str
    meeting: str
    circuit: str
    starts: str
    starts_us: int | None
    mode: Mode
    state: str


class Sessions(Wire, frozen=True, kw_only=True):
    """What this server runs; `current` is what a page without a session in its address opens."""

    current: str
    sessions: tuple[SessionLine, ...]
    languages: tuple[str, ...] = ()


class ClassificationRow(Wire, frozen=True, kw_only=True):
    """A classified car as the sheet prints it; the times and gaps are the sheet's texts."""

    entry_id: str
    car: str
    car_class: str
    position: int | None
    class_position: int | None
    team: str
    vehicle: str
    tyres: str
    drivers: tuple[DriverCell, ...]
    laps: int
    time: str
    gap: str
    interval: str
    best: str
    best_lap: int | None
    kph: str
    status: str
    notes: tuple[str, ...]


class Classification(Wire, frozen=True, kw_only=True):
    """The result as it stands or as it was issued."""

    seq: int
    stage: str
    version: int
    header: Header
    classes: tuple[ClassHead, ...]
    rows: tuple[ClassificationRow, ...]


class EntryLine(Wire, frozen=True, kw_only=True):
    """A line of the entry list."""

    entry_id: str
    car: str
    car_class: str
    team: str
    vehicle: str
    manufacturer: str
    tyres: str
    group: str
    crew: tuple[DriverCell, ...]
    transponders: tuple[str, ...]
    withdrawn: bool


class Entries(Wire, frozen=True, kw_only=True):
    """The entry list as it stands."""

    seq: int
    classes: tuple[ClassHead, ...]
    entries: tuple[EntryLine, ...]


class Messages(Wire, frozen=True, kw_only=True):
    """Messages, newest last; `more` says that older ones exist (ask with `?before=ID`)."""

    messages: tuple[Message, ...]
    more: bool


class Flags(Wire, frozen=True, kw_only=True):
    """Every flag of the session."""

    flags: tuple[FlagBand, ...]


class FactLine(Wire, frozen=True, kw_only=True):
    """A stored fact: its `seq`, its hash in the chain, and its JSON as stored."""

    seq: int
    hash: str
    fact: dict[str, Any]


class Facts(Wire, frozen=True, kw_only=True):
    """Facts after `since`; `next` is the `since` of the next request, None at the end."""

    facts: tuple[FactLine, ...]
    next: int | None


class GridRow(Wire, frozen=True, kw_only=True):
    """A place on the starting grid.

    Attributes:
        place: from 1 over the whole grid.
        row: ceil(place / 2).
        side: `left`, `right`, or empty where the pole side is not known.
        reason: which rule put it here, in one sentence.
        rule: the rulebook's key.
        class_pole: the first car of its class.
        gap: to the class pole, as printed.
        by_hand: a steward placed it.
    """

    place: int
    row: int
    side: str
    entry_id: str
    car: str
    car_class: str
    team: str
    driver: DriverCell | None
    best: str
    gap: str
    class_pole: bool
    reason: str
    rule: str
    by_hand: bool


class Grid(Wire, frozen=True, kw_only=True):
    """The starting grid; `standing` says how it came about and that it is not yet corrected, where so."""

    seq: int
    title: str
    standing: str
    pole_side: str
    pole_side_source: str
    classes: tuple[ClassHead, ...]
    rows: tuple[GridRow, ...]


class CombinedRow(Wire, frozen=True, kw_only=True):
    """A car's best over several sessions.

    Attributes:
        best: over all of them.
        session: id of the session it was set in.
        times: best of each session in the order of `Combined.sessions`.
        gap: to the best of its class.
    """

    position: int
    class_position: int
    entry_id: str
    car: str
    car_class: str
    team: str
    vehicle: str
    driver: DriverCell | None
    best: TimeCell
    session: str
    laps: int
    gap: str
    times: tuple[TimeCell, ...]


class Combined(Wire, frozen=True, kw_only=True):
    """Combined times of a test weekend."""

    title: str
    sessions: tuple[SessionLine, ...]
    classes: tuple[ClassHead, ...]
    rows: tuple[CombinedRow, ...]


class RecordRow(Wire, frozen=True, kw_only=True):
    """A track record or an earlier pole."""

    kind: str
    year: int | None
    car_class: str
    driver: str
    car: str
    text: str
    us: int
    session_kind: str
    source: str


class Records(Wire, frozen=True, kw_only=True):
    """What is known of this circuit."""

    circuit: str
    rows: tuple[RecordRow, ...]


class DocumentLine(Wire, frozen=True, kw_only=True):
    """A document on the notice board.

    Attributes:
        id: its address is `/api/sessions/{session}/documents/{id}`.
        stage: `live`, `provisional`, `official`, `amended`, …
        posted: when, as printed; empty for one that is made on request.
        formats: of `pdf`, `csv`, `json`, `xlsx`.
        protest_until_us: end of the protest time, µs since 1970 UTC; None where there is none.
        changed: what an amended one changed.
        sha256: head of the log's chain at the result, as the document prints it; empty where it was not issued.
    """

    id: str
    number: str
    title: str
    stage: str
    version: int
    posted: str
    posted_us: int | None
    signed_by: str
    formats: tuple[str, ...]
    protest_until_us: int | None
    changed: tuple[str, ...]
    sha256: str


class Documents(Wire, frozen=True, kw_only=True):
    """The notice board, newest first."""

    documents: tuple[DocumentLine, ...]


class ReplayCommand(Wire, frozen=True, kw_only=True):
    """Control of a replay.

    Attributes:
        action: `play`, `pause`, `seek` or `speed`.
        to_us: where to, µs since 1970 UTC, for `seek`; None means the start.
        speed: for `speed`.
    """

    action: str
    to_us: int | None = None
    speed: float | None = None


class ReplayMark(Wire, frozen=True, kw_only=True):
    """An instant worth jumping to: a start, a flag, a pole."""

    at_us: int
    label: str
    car: CarRef | None = None


class ReplayState(Wire, frozen=True, kw_only=True):
    """A replay's extent and where it is; `marks` are the instants worth jumping to."""

    run: str
    playing: bool
    speed: float
    now_us: int
    from_us: int
    to_us: int
    marks: tuple[ReplayMark, ...] = ()

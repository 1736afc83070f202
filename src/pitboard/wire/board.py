"""The board: one session as a page or a terminal shows it, and the patches that keep it up to date."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from pitboard.model.flags import Flag
from pitboard.model.meeting import SessionKind
from pitboard.wire.base import CarRef, CarState, DriverCell, Gap, TimeCell, Wire

MESSAGES_KEPT = 200
"""A board carries this many newest messages; older ones are at `/messages`."""


class Mode(StrEnum):
    """How the session reaches the viewer."""

    LIVE = "live"
    REPLAY = "replay"
    FINISHED = "finished"
    """Nothing more will come: the log's end is on the page."""


class Clock(Wire, frozen=True, kw_only=True):
    """The session clock as of `now_us`. A viewer may let it run on by `speed` between two frames.

    Attributes:
        now_us: the data's instant, µs since 1970 UTC: wall or replay clock, less the viewer's delay.
        speed: 1 live, 0 paused, 10 for a replay at ten times speed.
        started_at_us: the start in force; None before it.
        duration_us: scheduled length [µs]; None where it ends by laps or is not known.
        ends_at_us: when it will end as things stand, µs since 1970 UTC; None while held or unknown.
        elapsed_us: session time [µs]; None before the start.
        to_go_us: time to go [µs]; None where it is not known.
        laps_to_go: where it ends by laps.
        held: race control holds the clock.
        text: what the clock counts when it does not run: `starts 14:15`, `held`, `finished`; empty while it runs.
    """

    now_us: int
    speed: float = 1.0
    started_at_us: int | None = None
    duration_us: int | None = None
    ends_at_us: int | None = None
    elapsed_us: int | None = None
    to_go_us: int | None = None
    laps_to_go: int | None = None
    held: bool = False
    text: str = ""


class FlagState(Wire, frozen=True, kw_only=True):
    """The flag shown.

    Attributes:
        flag: for the whole course or the part being run; None before the first.
        name: as the flag bar writes it, such as `FULL COURSE YELLOW`.
        since_us: since when, µs since 1970 UTC.
        zones: zones under a flag of their own, in words.
    """

    flag: Flag | None = None
    name: str = ""
    since_us: int | None = None
    zones: tuple[str, ...] = ()


class PartState(Wire, frozen=True, kw_only=True):
    """A part of the session.

    Attributes:
        part: its id.
        name: as documents print it.
        classes: class codes that run in it.
        state: `waiting`, `running` or `finished`.
        to_go_us: time to go [µs] as of the clock's `now_us`; None where it is not known.
    """

    part: str
    name: str
    classes: tuple[str, ...]
    state: str
    to_go_us: int | None = None


class ClassHead(Wire, frozen=True, kw_only=True):
    """A class in the order in which boards list it; its colours come from the rulebook.

    Attributes:
        code, name: as `CarClass`.
        order: place in lists.
        colour: plate on a dark ground, `#rrggbb`.
        colour_on_paper: plate on white, `#rrggbb`.
        ink, ink_on_paper: figures on the plate, chosen for contrast.
        cars: how many cars are entered.
    """

    code: str
    name: str
    order: int
    colour: str
    colour_on_paper: str
    ink: str
    ink_on_paper: str
    cars: int


class BestLap(Wire, frozen=True, kw_only=True):
    """A car's best lap.

    Attributes:
        time: the lap time; marked as own best only while it is the newest lap.
        lap: its number; None where there is none.
        driver: who set it; None where it is not known.
    """

    time: TimeCell = TimeCell()
    lap: int | None = None
    driver: DriverCell | None = None


class Row(Wire, frozen=True, kw_only=True):
    """One car.

    Attributes:
        entry_id: its entry; the key of a row.
        order: place on the board from 1, every car, without gaps: a viewer sorts by it and by nothing else.
        position, class_position: None where the car has none yet.
        gained: places in class won since the start (race) or since the last lap at the line (else); negative when lost.
        driver: who is in the car; None where it is not known.
        crew: whole crew in the order of the entry list.
        laps: laps completed.
        gap, interval: to the leader, to the car ahead.
        class_gap, class_interval: the same within the class.
        sectors: of the lap being driven where passed, else of the last lap.
        stint_laps: laps since the last stop; None where it is not known.
        stops: visits to the pit lane.
        pit_text: last visit's duration.
        pit_since_us: in the pit lane since, µs since 1970 UTC; None on track.
        top_speed: km/h as printed; empty where it is not measured.
        state: where the car is.
        notes: short facts a viewer must see: `lap 6 deleted: track limits`, `drive-through, 2 laps left`.
        improved_us: when its best last fell, µs since 1970 UTC.
        expected_us: when it is next expected at the finish line, µs since 1970 UTC; None where it is not.
        status: as in `pitboard.model.flags.Status`.
    """

    entry_id: str
    order: int
    position: int | None
    class_position: int | None
    gained: int
    car: str
    car_class: str
    team: str
    vehicle: str
    manufacturer: str
    driver: DriverCell | None
    crew: tuple[DriverCell, ...]
    laps: int
    best: BestLap
    last: TimeCell
    sectors: tuple[TimeCell, ...]
    gap: Gap
    interval: Gap
    class_gap: Gap
    class_interval: Gap
    stint_laps: int | None
    stops: int
    pit_text: str
    pit_since_us: int | None
    top_speed: str
    state: CarState
    notes: tuple[str, ...]
    improved_us: int | None
    expected_us: int | None
    status: str


class Message(Wire, frozen=True, kw_only=True):
    """One line of the message list.

    Attributes:
        id: its identity; a later message with the same id replaces it.
        at_us: µs since 1970 UTC.
        clock: time of day in the venue's zone.
        kind: `best`, `lead`, `class_lead`, `pit`, `driver`, `flag`, `penalty`, `race_control`, `record`, `milestone`, `result`.
        text: the sentence.
        cars: the cars it is about.
        say: for the one polite live region of a screen reader (leader, flag, class lead).
        withdrawn: it rested on a fact that was taken back; shown struck through.
    """

    id: str
    at_us: int
    clock: str
    kind: str
    text: str
    cars: tuple[CarRef, ...] = ()
    say: bool = False
    withdrawn: bool = False


class Weather(Wire, frozen=True, kw_only=True):
    """The last row of the weather station, as printed; empty where it measured nothing."""

    at_us: int | None = None
    air: str = ""
    track: str = ""
    humidity: str = ""
    wind: str = ""
    rain: str = ""


class Reference(Wire, frozen=True, kw_only=True):
    """A lap to compare with: a track record or the last edition's pole.

    Attributes:
        kind: `record` or `last_pole`.
        car_class: the class it is drawn in.
        us, text: the time.
        label: as the board writes it, such as `record 1:33.685 Jarvis, Mazda, 2019`.
        source: where it is from.
    """

    kind: str
    car_class: str
    us: int
    text: str
    label: str
    source: str


class Battle(Wire, frozen=True, kw_only=True):
    """Cars of one class within two seconds of each other on track.

    Attributes:
        car_class: their class.
        places: `P3–P5`.
        cars: in their order.
        gap: from first to last, as printed.
        text: the sentence.
    """

    car_class: str
    places: str
    cars: tuple[CarRef, ...]
    gap: str
    text: str


class Header(Wire, frozen=True, kw_only=True):
    """Everything above the table.

    Attributes:
        session, kind, name: of the session.
        meeting: name of the meeting.
        meeting_id: its short name.
        series, season: of the meeting.
        circuit, length: as printed, length empty where it is not known.
        zone: IANA time zone; None where it is not known, then times of day are UTC.
        zone_text: how clocks name it, such as `EST`.
        mode: live, replay or finished.
        stage: `live`, `unofficial`, `provisional`, `official` or `amended`.
        rulebook: id of the rulebook in force.
        distance: the scheduled length as documents print it: `24 hours`, `60 minutes`.
    """

    session: str
    kind: SessionKind
    name: str
    meeting: str
    meeting_id: str
    series: str
    season: int | None
    circuit: str
    length: str
    zone: str | None
    zone_text: str
    mode: Mode
    stage: str
    rulebook: str
    distance: str
    clock: Clock
    flag: FlagState
    parts: tuple[PartState, ...]
    weather: Weather


class Board(Wire, frozen=True, kw_only=True):
    """The whole board as of one fact.

    Attributes:
        run: changes with a replay seek or reset only.
        seq: the last fact that is in it.
        rows: in any order; `Row.order` sorts them.
        messages: newest last, at most `MESSAGES_KEPT`.
    """

    run: str
    seq: int
    header: Header
    classes: tuple[ClassHead, ...]
    rows: tuple[Row, ...]
    messages: tuple[Message, ...]
    references: tuple[Reference, ...] = ()
    battles: tuple[Battle, ...] = ()


class Patch(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What changed since the frame before, as `pitboard.wire.delta` makes and applies it.

    Attributes:
        seq: the last fact that is in it.
        header: changed fields of `Header`, each whole.
        rows: changed rows: `entry_id` and the changed fields of `Row`, each whole. A new row carries every field.
        gone: entries whose rows are gone.
        messages: new messages, and changed ones under their id.
        classes, references, battles: the whole list where it changed, else absent.
    """

    seq: int
    header: dict[str, Any] = msgspec.field(default_factory=dict)
    rows: tuple[dict[str, Any], ...] = ()
    gone: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    classes: tuple[ClassHead, ...] | None = None
    references: tuple[Reference, ...] | None = None
    battles: tuple[Battle, ...] | None = None


class Tick(Wire, frozen=True, kw_only=True):
    """Sent every second in which no patch was: the data clock goes on.

    Attributes:
        now_us, speed, to_go_us: as in `Clock`.
        last_read_us: when the newest passing in the data was read, µs since 1970 UTC; None before the first.
    """

    now_us: int
    speed: float
    to_go_us: int | None = None
    last_read_us: int | None = None

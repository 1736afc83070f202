"""Facts: what happened or what was decided.

Facts are appended, never edited. A correction is a new fact that points at the old one by `seq`, and undo is one too.
On disk a fact is msgspec JSON, written once; `seq` is not part of those bytes (the log's row number and hash chain hold
it). New fields have defaults and are never retyped, so that a log of today opens in ten years.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

import msgspec

from pitboard.model.circuit import Circuit
from pitboard.model.entry import Driver, Entry
from pitboard.model.meeting import Meeting, Session


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag_field="fact", forbid_unknown_fields=False):
    """What every fact carries.

    Attributes:
        at_us: µs since 1970 UTC on the timing clock, as read; stories (`.race`) start at 0.
        session: id of the session it belongs to; empty for facts of the whole meeting.
        seq: arrival in the log, from 1; 0 until it is appended. It orders the log and never decides a result.
        by: who acted, where a person did.
        why: the reason given.
        article: the rule named.
        recorded_us: wall-clock instant at which an operator acted, µs since 1970 UTC; None for what was measured.
    """

    at_us: int
    session: str = ""
    seq: int = 0
    by: str = ""
    why: str = ""
    article: str = ""
    recorded_us: int | None = None

    rank: ClassVar[int] = 0
    """Place among facts of one instant: set-up 0, session and flags 1-3, people 4, passings 5, decisions 6, words and weather 7,
    ends 8, results 9."""


# ---- set-up: what is known before cars run --------------------------------------------------------------------------


class MeetingOpened(Fact, tag="meeting_opened"):
    """A log begins: which meeting it is."""

    meeting: Meeting


class CircuitDescribed(Fact, tag="circuit_described"):
    """The circuit and its timing lines; the latest one holds."""

    circuit: Circuit


class RulebookAdopted(Fact, tag="rulebook_adopted"):
    """The rulebook in force, whole, so that the log needs nothing else.

    Attributes:
        rulebook: its id, such as `imsa-2024`.
        text: the resolved rulebook as canonical JSON.
        sha256: hash of `text`.
    """

    rulebook: str
    text: str
    sha256: str


class SessionScheduled(Fact, tag="session_scheduled"):
    """A session of the meeting, with its parts."""

    plan: Session


class EntryAdded(Fact, tag="entry_added"):
    """A car enters; with the id of an entry that exists, the entry list's line is replaced from the start."""

    entry: Entry


class NumberChanged(Fact, tag="number_changed"):
    """A car's number changes.

    Attributes:
        entry_id: whose.
        number: the new one.
        from_us: valid from this instant; None means from the start.
    """

    entry_id: str
    number: str
    from_us: int | None = None


class ClassChanged(Fact, tag="class_changed"):
    """A car is moved to another class, from the start of the session or meeting named."""

    entry_id: str
    car_class: str


class CrewChanged(Fact, tag="crew_changed"):
    """The crew of an entry changes."""

    entry_id: str
    crew: tuple[Driver, ...]


class TransponderAssigned(Fact, tag="transponder_assigned"):
    """A transponder belongs to an entry.

    Attributes:
        transponder: as the decoder reads it.
        entry_id: whose.
        from_us: valid from this instant; None means from the start, earlier passings counted.
        until_us: valid until (exclusive); None means until another assignment.
    """

    transponder: str
    entry_id: str
    from_us: int | None = None
    until_us: int | None = None


# ---- the session's course -------------------------------------------------------------------------------------------


class SessionStarted(Fact, tag="session_started"):
    """The clock starts. The last one in force counts; an aborted start is withdrawn.

    Attributes:
        inferred: the instant was worked out from other figures, not observed.
    """

    inferred: bool = False
    rank: ClassVar[int] = 1


class SessionEnded(Fact, tag="session_ended"):
    """The session is over: what crosses a line later is not scored."""

    rank: ClassVar[int] = 8


class ClockHeld(Fact, tag="clock_held"):
    """Race control holds the session clock."""

    rank: ClassVar[int] = 1


class ClockResumed(Fact, tag="clock_resumed"):
    """The session clock runs again."""

    rank: ClassVar[int] = 1


class PartStarted(Fact, tag="part_started"):
    """A part of the session starts.

    Attributes:
        part: its id.
        name: as documents print it.
        classes: class codes that run in it.
        earliest_us, latest_us: bounds of the instant where it is only inferred.
        inferred: worked out, not observed.
    """

    part: str
    name: str = ""
    classes: tuple[str, ...] = ()
    earliest_us: int | None = None
    latest_us: int | None = None
    inferred: bool = False
    rank: ClassVar[int] = 2


class PartEnded(Fact, tag="part_ended"):
    """A part of the session ends; bounds as in `PartStarted`."""

    part: str
    earliest_us: int | None = None
    latest_us: int | None = None
    inferred: bool = False
    rank: ClassVar[int] = 8


class FlagShown(Fact, tag="flag_shown"):
    """A flag for the whole course, for one part, or for a zone.

    Attributes:
        flag: one of `pitboard.model.flags.Flag`.
        part: the part it is shown to; empty for everybody.
        zone: the zone it covers; empty for the whole course. A zone's flag never changes a lap.
        earliest_us, latest_us: bounds of the instant where it is only inferred.
        inferred: worked out, not observed.
    """

    flag: str
    part: str = ""
    zone: str = ""
    earliest_us: int | None = None
    latest_us: int | None = None
    inferred: bool = False
    rank: ClassVar[int] = 3


class DriverChanged(Fact, tag="driver_changed"):
    """Another driver is in the car from this instant on.

    Attributes:
        car: number as typed or read; after `effective` the entry's id.
        driver_id: who.
        earliest_us, latest_us: bounds of the instant where it is only inferred.
    """

    car: str
    driver_id: str
    earliest_us: int | None = None
    latest_us: int | None = None
    rank: ClassVar[int] = 4


class PitVisitTimed(Fact, tag="pit_visit_timed"):
    """How long a visit to the pit lane took, where only the duration was published.

    It belongs to the lap that is being driven at `at_us` or ends there.

    Attributes:
        car: number as typed or read; after `effective` the entry's id.
        duration_us: entry to exit of the pit lane [µs].
    """

    car: str
    duration_us: int
    rank: ClassVar[int] = 4


class Passing(Fact, tag="passing"):
    """A car crosses a timing line.

    Attributes:
        car: number as typed or read; after `effective` the entry's id. Empty where only a transponder was read.
        line: name of the timing line.
        transponder: as the decoder read it.
        source: who saw it: `loop`, `backup`, `beam`, `hand`, `file`, `simulator`.
        decoder: id of the decoder.
        number: the decoder's passing number; (decoder, number) identifies a read.
        strength, hits: of the read.
        uncertainty_us: half-width of the instant's uncertainty [µs].
    """

    car: str = ""
    line: str = "finish"
    transponder: str = ""
    source: str = "loop"
    decoder: str = ""
    number: int | None = None
    strength: int | None = None
    hits: int | None = None
    uncertainty_us: int = 0
    rank: ClassVar[int] = 5


class WeatherMeasured(Fact, tag="weather_measured"):
    """One row of the weather station, in SI units; None where it measured nothing."""

    air_c: float | None = None
    track_c: float | None = None
    humidity_percent: float | None = None
    pressure_hpa: float | None = None
    wind_m_s: float | None = None
    wind_from_deg: float | None = None
    rain: bool | None = None
    rank: ClassVar[int] = 7


class MessageSent(Fact, tag="message_sent"):
    """Race control says something to everybody.

    Attributes:
        text: the message.
        preset: key of the preset it was made from.
        cars: entry ids it is about.
    """

    text: str
    preset: str = ""
    cars: tuple[str, ...] = ()
    rank: ClassVar[int] = 7


class NoteTaken(Fact, tag="note_taken"):
    """A sourced statement that timing cannot measure, such as why a car set no time.

    Attributes:
        topic: key, such as `no_time`.
        text: the statement in one plain sentence.
        source: where it is from.
        entry_id: which car; empty for the session.
    """

    topic: str
    text: str
    source: str
    entry_id: str = ""
    rank: ClassVar[int] = 7


# ---- corrections ----------------------------------------------------------------------------------------------------


class FactWithdrawn(Fact, tag="fact_withdrawn"):
    """A fact is taken back as if it had never been. Undo is this; redo withdraws the withdrawal.

    Attributes:
        target_seq: which.
        target_last_seq: the newest fact on that target that the operator had seen; None where nobody checks.
    """

    target_seq: int
    target_last_seq: int | None = None


class FactMoved(Fact, tag="fact_moved"):
    """A passing, a flag, a start or any other fact happened at another instant.

    Attributes:
        target_seq: which.
        to_us: when, on the timing clock.
        target_last_seq: as in `FactWithdrawn`.
    """

    target_seq: int
    to_us: int
    target_last_seq: int | None = None


class PassingReassigned(Fact, tag="passing_reassigned"):
    """A passing was another car's."""

    target_seq: int
    entry_id: str
    target_last_seq: int | None = None


# ---- decisions ------------------------------------------------------------------------------------------------------


class Decision(Fact):
    """A ruling on one entry.

    Attributes:
        entry_id: whose.
    """

    entry_id: str
    rank: ClassVar[int] = 6


class LapDecision(Decision):
    """A ruling on one lap.

    Attributes:
        passing_seq: the passing that ended the lap. If it is voided or moved, the ruling becomes a work item.
        lap_number: the number shown when the ruling was made.
        reason: `track_limits`, `red_flag_cause`, … or empty.
    """

    passing_seq: int
    lap_number: int
    reason: str = ""


class LapDeleted(LapDecision, tag="lap_deleted"):
    """The lap's time does not count; its distance does."""


class LapCounted(LapDecision, tag="lap_counted"):
    """The lap's time counts, whatever the rules on in-laps, out-laps and red flags say."""


class LapsVoided(Decision, tag="laps_voided"):
    """All times of the car so far are void."""

    reason: str = ""


class RedFlagCaused(Decision, tag="red_flag_caused"):
    """The car caused a red flag; what that costs is in the rulebook.

    Attributes:
        flag_seq: the red flag; None where none is pointed at.
    """

    flag_seq: int | None = None


class TimeAdded(Decision, tag="time_added"):
    """Time is added to the car's race time [µs]."""

    duration_us: int


class LapsSubtracted(Decision, tag="laps_subtracted"):
    """Laps are taken off the car's distance."""

    laps: int


class MovedToBack(Decision, tag="moved_to_back"):
    """The car is classified behind all others of its `scope`: `class`, `group` or `field`."""

    scope: str = "class"


class StatusRuled(Decision, tag="status_ruled"):
    """The car's status by decision: `not_classified`, `disqualified`, `not_started` or `withdrawn`."""

    status: str


# ---- penalties: noted, given, served, converted ---------------------------------------------------------------------


class PenaltyNoted(Decision, tag="penalty_noted"):
    """An incident is noted or under investigation.

    Attributes:
        penalty: id that the later facts of the same matter carry.
        infraction: key of the rulebook's infraction, or free text.
        stage: `noted`, `investigation`, `no_action`.
    """

    penalty: str
    infraction: str
    stage: str = "noted"


class PenaltyGiven(Decision, tag="penalty_given"):
    """A penalty is given.

    Attributes:
        penalty: id of the matter.
        kind: `warning`, `drive_through`, `stop`, `time`, `laps`, `grid`, `points`, `fine`, `back_of_class`, `exclusion`.
        infraction: key or text.
        stop_us: length of a stop [µs], on top of the drive-through.
        time_us: time added [µs].
        laps: laps taken off.
        places: grid places lost.
        points: championship points lost.
        serve_within_laps: laps in which it must be served; None for the rulebook's.
    """

    penalty: str
    kind: str
    infraction: str = ""
    stop_us: int = 0
    time_us: int = 0
    laps: int = 0
    places: int = 0
    points: int = 0
    serve_within_laps: int | None = None


class PenaltyServed(Decision, tag="penalty_served"):
    """Race control accepts that a penalty was served (measured, or by its own eyes)."""

    penalty: str


class PenaltyConverted(Decision, tag="penalty_converted"):
    """An un-served penalty becomes time or laps; without figures the rulebook's equivalent applies."""

    penalty: str
    time_us: int | None = None
    laps: int = 0


# ---- the grid -------------------------------------------------------------------------------------------------------


class GridPlaceRuled(Decision, tag="grid_place_ruled"):
    """A car's place on the grid by decision.

    Attributes:
        drop: `class`, `group`, `field`, `pit_lane`, `places`, `place` or `withdrawn`.
        places: how many places are lost (`places`), or which place is given (`place`).
    """

    drop: str
    places: int = 0


class PoleSideSet(Fact, tag="pole_side_set"):
    """On which side of the grid place 1 stands: `left` or `right`."""

    side: str


# ---- results --------------------------------------------------------------------------------------------------------


class ResultIssued(Fact, tag="result_issued"):
    """A result as it was issued.

    Attributes:
        stage: `unofficial`, `provisional`, `official` or `amended`.
        version: 1 for the first of its stage, then counted up.
        as_of_seq: the last fact that was scored.
        rulebook_sha256: of the rulebook in force.
        engine_version: Pitboard's.
        rows: the classification as canonical JSON.
        rows_sha256: hash of `rows`.
        protest_until_us: end of the protest time, µs since 1970 UTC; None where none was set.
        roles: roles that signed.
        changed: what differs from the result before, in words, for an amended one.
    """

    stage: str
    version: int
    as_of_seq: int
    rulebook_sha256: str
    engine_version: str
    rows: str
    rows_sha256: str
    protest_until_us: int | None = None
    roles: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    rank: ClassVar[int] = 9


class WriterTakenOver(Fact, tag="writer_taken_over"):
    """Another machine goes on writing this log; a server that sees one it did not write turns read-only."""

    writer: str
    last_seq_held: int


AnyFact = (
    MeetingOpened
    | CircuitDescribed
    | RulebookAdopted
    | SessionScheduled
    | EntryAdded
    | NumberChanged
    | ClassChanged
    | CrewChanged
    | TransponderAssigned
    | SessionStarted
    | SessionEnded
    | ClockHeld
    | ClockResumed
    | PartStarted
    | PartEnded
    | FlagShown
    | DriverChanged
    | PitVisitTimed
    | Passing
    | WeatherMeasured
    | MessageSent
    | NoteTaken
    | FactWithdrawn
    | FactMoved
    | PassingReassigned
    | LapDeleted
    | LapCounted
    | LapsVoided
    | RedFlagCaused
    | TimeAdded
    | LapsSubtracted
    | MovedToBack
    | StatusRuled
    | PenaltyNoted
    | PenaltyGiven
    | PenaltyServed
    | PenaltyConverted
    | GridPlaceRuled
    | PoleSideSet
    | ResultIssued
    | WriterTakenOver
)
"""Every kind of fact; what a log stores and a fold reads."""

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[AnyFact] = msgspec.json.Decoder(AnyFact)


F = TypeVar("F", bound=Fact)


def with_seq(fact: F, seq: int) -> F:
    """The same fact with its place in the log."""
    return msgspec.structs.replace(fact, seq=seq)


def encode(fact: Fact) -> bytes:
    """The bytes that a log stores: msgspec JSON without `seq`."""
    return _ENCODER.encode(fact if fact.seq == 0 else with_seq(fact, 0))


def decode(stored: bytes, seq: int) -> AnyFact:
    """Read a stored fact.

    Args:
        stored: bytes as `encode` made them.
        seq: its place in the log.

    Raises:
        msgspec.ValidationError: the bytes are no fact that this version knows.
    """
    fact = _DECODER.decode(stored)
    # The one place where a fact is written to: between decoding and anybody else's seeing it.
    msgspec.structs.force_setattr(fact, "seq", seq)
    return fact


def order_key(fact: Fact) -> tuple[int, int, str, str, int]:
    """Effective order: instant, kind (flags before passings), line, car, arrival."""
    if isinstance(fact, Passing):
        return fact.at_us, 5, fact.line, fact.car, fact.seq
    return fact.at_us, fact.rank, "", "", fact.seq

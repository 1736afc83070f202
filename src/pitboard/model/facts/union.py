"""Every kind of fact in one union, and how a log stores one."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from pitboard.model.facts.base import Fact
from pitboard.model.facts.corrections import FactMoved, FactWithdrawn, PassingReassigned
from pitboard.model.facts.course import (
    ClockHeld,
    ClockResumed,
    DriverChanged,
    FlagShown,
    MessageSent,
    NoteTaken,
    PartEnded,
    PartStarted,
    Passing,
    PitVisitTimed,
    SessionEnded,
    SessionStarted,
    WeatherMeasured,
)
from pitboard.model.facts.decisions import (
    GridPlaceRuled,
    LapCounted,
    LapDeleted,
    LapsSubtracted,
    LapsVoided,
    MovedToBack,
    PenaltyConverted,
    PenaltyGiven,
    PenaltyNoted,
    PenaltyServed,
    PoleSideSet,
    RedFlagCaused,
    StatusRuled,
    TimeAdded,
)
from pitboard.model.facts.results import ResultIssued, WriterTakenOver
from pitboard.model.facts.setup import (
    CircuitDescribed,
    ClassChanged,
    CrewChanged,
    EntryAdded,
    MeetingOpened,
    NumberChanged,
    RulebookAdopted,
    SessionScheduled,
    TransponderAssigned,
)
from pitboard.model.facts.technical import BopTableAdded, BopTableIssued

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
    | BopTableAdded
    | BopTableIssued
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

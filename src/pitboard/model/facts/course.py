"""The session's course: starts, parts, flags, drivers, passings, weather and words."""

from __future__ import annotations

from typing import ClassVar

from pitboard.model.facts.base import Fact


class SessionStarted(Fact, frozen=True, tag="session_started"):
    """The clock starts. The last one in force counts; an aborted start is withdrawn.

    Attributes:
        inferred: the instant was worked out from other figures, not observed.
    """

    inferred: bool = False
    rank: ClassVar[int] = 1


class SessionEnded(Fact, frozen=True, tag="session_ended"):
    """The session is over: what crosses a line later is not scored."""

    rank: ClassVar[int] = 8


class ClockHeld(Fact, frozen=True, tag="clock_held"):
    """Race control holds the session clock."""

    rank: ClassVar[int] = 1


class ClockResumed(Fact, frozen=True, tag="clock_resumed"):
    """The session clock runs again."""

    rank: ClassVar[int] = 1


class PartStarted(Fact, frozen=True, tag="part_started"):
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


class PartEnded(Fact, frozen=True, tag="part_ended"):
    """A part of the session ends; bounds as in `PartStarted`."""

    part: str
    earliest_us: int | None = None
    latest_us: int | None = None
    inferred: bool = False
    rank: ClassVar[int] = 8


class FlagShown(Fact, frozen=True, tag="flag_shown"):
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


class DriverChanged(Fact, frozen=True, tag="driver_changed"):
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


class PitVisitTimed(Fact, frozen=True, tag="pit_visit_timed"):
    """How long a visit to the pit lane took, where only the duration was published.

    It belongs to the lap that is being driven at `at_us` or ends there.

    Attributes:
        car: number as typed or read; after `effective` the entry's id.
        duration_us: entry to exit of the pit lane [µs].
    """

    car: str
    duration_us: int
    rank: ClassVar[int] = 4


class Passing(Fact, frozen=True, tag="passing"):
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


class WeatherMeasured(Fact, frozen=True, tag="weather_measured"):
    """One row of the weather station, in SI units; None where it measured nothing."""

    air_c: float | None = None
    track_c: float | None = None
    humidity_percent: float | None = None
    pressure_hpa: float | None = None
    wind_m_s: float | None = None
    wind_from_deg: float | None = None
    rain: bool | None = None
    rank: ClassVar[int] = 7


class MessageSent(Fact, frozen=True, tag="message_sent"):
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


class NoteTaken(Fact, frozen=True, tag="note_taken"):
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

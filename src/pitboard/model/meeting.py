"""Meetings and their sessions."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class SessionKind(StrEnum):
    """What a session is for. Test and warm-up are scored as practice."""

    PRACTICE = "practice"
    TEST = "test"
    QUALIFYING = "qualifying"
    WARM_UP = "warm-up"
    RACE = "race"

    @property
    def is_race(self) -> bool:
        """A race is classified by distance, everything else by best lap."""
        return self is SessionKind.RACE


class PartPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a session that has its own clock: qualifying of one class after the other.

    Attributes:
        part: short name within the session, such as `gtp`.
        name: as documents print it.
        classes: class codes that run in it.
        start_us: scheduled start, µs since 1970 UTC; None where it is not scheduled.
        duration_us: scheduled length [µs]; None where it is not known.
    """

    part: str
    name: str
    classes: tuple[str, ...]
    start_us: int | None = None
    duration_us: int | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session as it was scheduled.

    Attributes:
        session: its id within the meeting; for an official file its name without `-laps.csv.gz`.
        kind: what it is for.
        name: as documents print it.
        scheduled_us: scheduled start, µs since 1970 UTC; None where it is not known.
        duration_us: scheduled length [µs]; None where it ends by laps or is not known.
        laps: scheduled distance [laps]; None where it ends by time.
        parts: its parts in order; empty for a session in one piece.
        source_name: path of the file it was imported from, as documents and JSON name it; empty for a live session.
        source_sha256: hash of that file's bytes.
    """

    session: str
    kind: SessionKind
    name: str = ""
    scheduled_us: int | None = None
    duration_us: int | None = None
    laps: int | None = None
    parts: tuple[PartPlan, ...] = ()
    source_name: str = ""
    source_sha256: str = ""


class Meeting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A race weekend (or a test weekend): one race log.

    Attributes:
        meeting: short name, such as `2024-roar`.
        name: as documents print it.
        series: series key, such as `imsa`; empty for a club meeting.
        season: year.
        circuit_name: as documents print it.
    """

    meeting: str
    name: str = ""
    series: str = ""
    season: int | None = None
    circuit_name: str = ""

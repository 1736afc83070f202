"""Track records of the bundled circuit: who holds which, since when, and whether anybody may call it a record.

A lap is a record only if its session counts for records, so a faster lap of a test stands here too, as `UNOFFICIAL`,
and is never returned as the record. Where no source names a record, the fastest lap known is `FASTEST_KNOWN`.
Evidence for the rule: Jarvis's 1:33.398 and Pla's 1:33.324 at the Roar beat 1:33.685 and were no records; the
qualifying at the Roar of 2024 did count.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from pitboard.bundled.tables import read_structs
from pitboard.times import parse_time


class RecordKind(StrEnum):
    """Records of qualifying and of the race are kept apart: in some classes only Bronze drivers qualify."""

    QUALIFYING = "qualifying"
    RACE = "race"


class RecordStatus(StrEnum):
    """What may be said of a lap."""

    RECORD = "record"
    FASTEST_KNOWN = "fastest_known"
    UNOFFICIAL = "unofficial"


class TrackRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A lap that was the record of its class, or is the fastest known, or would be the record had it counted.

    Attributes:
        car_class: class code; `IMSA-GTP` is the series' class of that name until 1993.
        kind: of qualifying or of the race.
        time: as official sheets print it.
        driver, car, make: who and what; empty where no source says.
        year: season.
        session: which session.
        status: what may be said of it.
        source: where it is from.
        day: when; None where only the year is known.
        since, until: first and last season of the sessions looked at; None where a source speaks for all before it.
    """

    car_class: str
    kind: RecordKind
    time: str
    driver: str
    car: str
    make: str
    year: int
    session: str
    status: RecordStatus
    source: str
    day: date | None = None
    since: int | None = None
    until: int | None = None

    @property
    def time_us(self) -> int:
        """The lap time [µs]."""
        return parse_time(self.time)

    @property
    def key(self) -> str:
        """Its name where a statement points at it, such as `daytona/qualifying/DPi/1:33.685`."""
        return f"daytona/{self.kind.value}/{self.car_class}/{self.time}"

    def was_set_before(self, day: date) -> bool:
        """True where it stood when the day began; without a day, when its season was over."""
        return self.day < day if self.day else self.year < day.year


@cache
def records() -> tuple[TrackRecord, ...]:
    """Every lap in the table, in its order."""
    return read_structs("daytona", "records.toml", "record", TrackRecord)


def track_record(
    kind: RecordKind, before: date, *, classes: Collection[str] | None = None
) -> TrackRecord | None:
    """The record that stood on the morning of a day; None where no source names one.

    Args:
        kind: of qualifying or of the race.
        before: the day; what was set on it does not count.
        classes: class codes; None for the track's record, whatever the class. A new class starts without a record.

    >>> record = track_record(RecordKind.QUALIFYING, date(2024, 1, 21))
    >>> record.time, record.driver, record.make, record.year
    ('1:33.685', 'Oliver Jarvis', 'Mazda', 2019)
    """
    return _fastest(kind, before, classes, {RecordStatus.RECORD})


def fastest_known(
    kind: RecordKind, before: date, *, classes: Collection[str] | None = None
) -> TrackRecord | None:
    """The fastest lap known from sessions that count, record or not; to be printed with its window.

    >>> lap = fastest_known(RecordKind.RACE, date(2025, 12, 31), classes={"GTP"})
    >>> lap.time, lap.car, lap.since, lap.until
    ('1:35.554', '31', 2021, 2025)
    """
    return _fastest(kind, before, classes, {RecordStatus.RECORD, RecordStatus.FASTEST_KNOWN})


def _fastest(
    kind: RecordKind, before: date, classes: Collection[str] | None, statuses: Collection[RecordStatus]
) -> TrackRecord | None:
    standing = [
        lap
        for lap in records()
        if lap.kind is kind
        and lap.status in statuses
        and (classes is None or lap.car_class in classes)
        and lap.was_set_before(before)
    ]
    return min(standing, key=lambda lap: lap.time_us, default=None)

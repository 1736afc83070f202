"""Passings as lines of text, without I/O: `line,transponder-or-car,time`, for decoders and scripts of any make.

    finish,#31,2024-01-21T14:05:09.123456-05:00     car number 31
    s1,T:102758186,1705863909.123456                transponder 102758186
    finish,31,14:05:09.123                          whichever of the two it is; scoring decides

A bad line costs only itself: it comes back with its fault and its bytes. The format: docs/reference/line-feed.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

import msgspec

from pitboard.errors import Fault, TimeFormatError
from pitboard.model.facts import Passing
from pitboard.times import SECOND_US, parse_clock

LONGEST_LINE_BYTES: Final = 1_024
"""Bytes of a line at most, without its end; memory for one feed stays within this."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
# Eleven digits end in the year 5138; thirteen would be milliseconds, which must not be read as seconds.
_EPOCH_SECONDS: Final = re.compile(r"(\d{1,11})(?:\.(\d{1,9}))?", re.ASCII)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d:\d\d(\.\d{1,9})?", re.ASCII)
_DATED: Final = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)", re.ASCII | re.IGNORECASE
)
_WITHOUT_ZONE: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?", re.ASCII | re.IGNORECASE)
_LINE_NAME: Final = re.compile(r"[^\s,]{1,64}")
# `@` and `?` before a car are scoring's own marks; a feed must not be able to write them.
_TOKEN: Final = re.compile(r"(#|[Tt]:)?([^\s,#:@?][^\s,:]{0,63})")
_TIME_EXPECTED: Final = "an ISO 8601 time with its zone, seconds since 1970 UTC, or a time of day"


class RefusedLine(msgspec.Struct, frozen=True):
    """A line that is no passing.

    Attributes:
        fault: where and what is wrong.
        raw: the line's bytes, without its end; of a line that is too long, the first `LONGEST_LINE_BYTES`.
    """

    fault: Fault
    raw: bytes


Item = Passing | RefusedLine


class _FieldError(Exception):
    """A field that cannot be read; never leaves this module."""

    def __init__(self, field: str, expected: str, found: str) -> None:
        super().__init__(field)
        self.field = field
        self.expected = expected
        self.found = found


class LineParser:
    """Cuts a byte stream into lines and reads each.

    A time of day belongs to the day on which it is nearest to the time before it in the same feed, so a feed runs past
    midnight; the first belongs to `day`.

    Args:
        name: of the feed, as faults name it: a file, an address, `stdin`.
        day: date of the meeting, for times of day.
        zone: the venue's zone, for times of day.
        source: who saw the passings, as in `Passing.source`.

    Attributes:
        lines: how many lines were read.
        refused: how many of them were no passing (comments and blank lines are not counted).
    """

    def __init__(
        self,
        name: str,
        *,
        day: date | None = None,
        zone: tzinfo | None = None,
        source: str = "loop",
    ) -> None:
        self.lines = 0
        self.refused = 0
        self._name = name
        self._times = _Times(day, zone)
        self._source = source
        self._held = bytearray()
        self._held_bytes = 0

    def receive(self, data: bytes) -> list[Item]:
        """Take bytes as they arrived; return what they complete."""
        *ended, rest = data.split(b"\n")
        out: list[Item] = []
        for piece in ended:
            self._hold(piece)
            out.extend(self._end_line())
        self._hold(rest)
        return out

    def close(self, *, whole: bool) -> list[Item]:
        """The input ended.

        Args:
            whole: True for a file, whose last line may lack its end. False for a connection, which may have broken
                within a time: half a line is refused, never read as another instant.
        """
        if not self._held_bytes:
            return []
        if whole:
            return list(self._end_line())
        self.lines += 1
        raw = self._take_held()
        return [self._refuse(_FieldError("", "a line with its end", "the connection's end"), raw)]

    def _hold(self, piece: bytes) -> None:
        self._held += piece[: LONGEST_LINE_BYTES - len(self._held)]
        self._held_bytes += len(piece)

    def _take_held(self) -> bytes:
        raw = bytes(self._held)
        self._held.clear()
        self._held_bytes = 0
        return raw

    def _end_line(self) -> Iterator[Item]:
        length = self._held_bytes
        raw = self._take_held()
        self.lines += 1
        if length > LONGEST_LINE_BYTES:
            expected = f"a line of at most {LONGEST_LINE_BYTES} bytes"
            yield self._refuse(_FieldError("", expected, f"one of {length}"), raw)
            return
        raw = raw.removesuffix(b"\r")
        try:
            passing = self._read(raw)
        except _FieldError as error:
            yield self._refuse(error, raw)
        else:
            if passing is not None:
                yield passing

    def _refuse(self, error: _FieldError, raw: bytes) -> RefusedLine:
        self.refused += 1
        return RefusedLine(Fault(self._name, self.lines, error.field, error.expected, error.found), raw)

    def _read(self, raw: bytes) -> Passing | None:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _FieldError("", "text in UTF-8", repr(raw)) from error
        if self.lines == 1:
            text = text.removeprefix("\ufeff")
        text = text.strip()
        if not text or text.startswith("#"):
            return None
        fields = [field.strip() for field in text.split(",")]
        if len(fields) != 3:
            raise _FieldError("", "line,transponder-or-car,time", repr(text))
        line, token, time = fields
        if not (_LINE_NAME.fullmatch(line) and line.isprintable()):
            raise _FieldError("line", "the name of a timing line", repr(line))
        car, transponder = _who(token)
        return Passing(
            at_us=self._times.read(time), line=line, car=car, transponder=transponder, source=self._source
        )


def _who(token: str) -> tuple[str, str]:
    """Car and transponder of a token; without a prefix it is named as both, and scoring takes the one that exists."""
    found = _TOKEN.fullmatch(token)
    if found is None or not token.isprintable():
        raise _FieldError("transponder-or-car", "'31', '#31' or 'T:102758186'", repr(token))
    prefix, name = found.groups()
    if prefix == "#":
        return name, ""
    return ("", name) if prefix else (name, name)


class _Times:
    """Reads the time field; remembers the last time of day, to which the next one refers.

    Dated times do not move that reference: one wrong date must not put every later time of day on another day.
    """

    def __init__(self, day: date | None, zone: tzinfo | None) -> None:
        self._day = day
        self._zone = zone
        self._last_us: int | None = None

    def read(self, text: str) -> int:
        """The instant [µs since 1970 UTC]; decimals past the sixth are cut."""
        if found := _EPOCH_SECONDS.fullmatch(text):
            return int(found[1]) * SECOND_US + _fraction_us(found[2])
        if found := _DATED.fullmatch(text):
            return _dated_us(text, found)
        if _CLOCK.fullmatch(text):
            self._last_us = self._clock_us(text)
            return self._last_us
        if _WITHOUT_ZONE.fullmatch(text):
            raise _FieldError("time", "the zone after a date and time, such as Z or -05:00", repr(text))
        raise _FieldError("time", _TIME_EXPECTED, repr(text))

    def _clock_us(self, text: str) -> int:
        if self._day is None or self._zone is None:
            raise _FieldError(
                "time", "a date and zone, as this feed was given none for times of day", repr(text)
            )
        whole, _, fraction = text.partition(".")
        try:
            since_midnight_us = parse_clock(whole) + _fraction_us(fraction)
        except TimeFormatError as error:
            raise _FieldError("time", "a time of day from 0:00:00 to 23:59:59", repr(text)) from error
        candidates = self._instants(since_midnight_us, self._zone)
        if not candidates:
            raise _FieldError("time", "a time of day that the venue's clocks show that day", repr(text))
        last_us = self._last_us
        return candidates[0] if last_us is None else min(candidates, key=lambda at_us: abs(at_us - last_us))

    def _instants(self, since_midnight_us: int, zone: tzinfo) -> list[int]:
        """Every instant the time of day may mean: on neighbouring days, and twice where clocks are set back."""
        assert self._day is not None
        days = [self._day]
        if self._last_us is not None:
            today = (_EPOCH + timedelta(microseconds=self._last_us)).astimezone(zone).date()
            days = [today + timedelta(days=shift) for shift in (0, -1, 1)]
        instants: list[int] = []
        for day in days:
            local = datetime(day.year, day.month, day.day) + since_midnight_us * _MICROSECOND  # noqa: DTZ001 - zone follows
            for fold in (0, 1):
                at = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
                # An hour that the clocks skip does not come back as it went in.
                if at.astimezone(zone).replace(tzinfo=None) == local:
                    instants.append((at - _EPOCH) // _MICROSECOND)
        return instants


def _dated_us(text: str, found: re.Match[str]) -> int:
    try:
        at = datetime.fromisoformat(found[1] + found[3].upper())
        at_us = (at - _EPOCH) // _MICROSECOND
    except (ValueError, OverflowError) as error:
        raise _FieldError("time", "a date and time that exist", repr(text)) from error
    if at_us < 0:
        raise _FieldError("time", "a date and time since 1970", repr(text))
    return at_us + _fraction_us(found[2])


def _fraction_us(digits: str | None) -> int:
    return int((digits or "")[:6].ljust(6, "0"))

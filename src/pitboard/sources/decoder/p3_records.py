"""P3 records: what the fields of a frame mean, and the requests a client may send.

A record is read by tag, in any order. Tags that are not known, or whose value does not have a shape that is known,
are kept raw in `extra`; types of record that are not known become `P3Other`. Nothing is lost and nothing raises.

Tags, units and their gaps: docs/reference/decoders.md.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar, Final, NamedTuple

import msgspec

from pitboard.sources.decoder.p3_frames import P3Frame

Fields = tuple[tuple[int, bytes], ...]
"""Tags and values in the order in which they were sent."""


class Tor(IntEnum):
    """Types of record."""

    RESET = 0x00
    PASSING = 0x01
    STATUS = 0x02
    VERSION = 0x03
    RESEND = 0x04
    CLEAR_PASSING = 0x05
    SERVER_SETTINGS = 0x13
    SESSION = 0x15
    NETWORK_SETTINGS = 0x16
    WATCHDOG = 0x18
    PING = 0x20
    GET_TIME = 0x24
    GENERAL_SETTINGS = 0x28
    SIGNALS = 0x2D
    LOOP_TRIGGER = 0x2F
    GPS_INFO = 0x30
    FIRST_CONTACT = 0x45
    TIMELINE = 0x4A
    ERROR = 0xFFFF


class _Tag(NamedTuple):
    """One field of a record: its attribute, its tag, and its length in bytes (0 for text of any length)."""

    attribute: str
    tag: int
    size: int


class P3Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every record may carry.

    Attributes:
        decoder_id: of the decoder; None where it is not stated.
        controller_id, request_id: as sent.
        extra: fields that are not understood, raw.
        tail: bytes after the last whole field; a frame with a right CRC has none.
    """

    decoder_id: int | None = None
    controller_id: int | None = None
    request_id: int | None = None
    extra: Fields = ()
    tail: bytes = b""

    tor: ClassVar[int] = -1
    tags: ClassVar[tuple[_Tag, ...]] = ()


_EVERYWHERE: Final = (
    _Tag("decoder_id", 0x81, 4),
    _Tag("controller_id", 0x83, 4),
    _Tag("request_id", 0x85, 8),
)


class P3Passing(P3Record, frozen=True, kw_only=True, gc=False):
    """A transponder crossed the loop.

    Attributes:
        number: counts the decoder's passings; a hole means that some were missed.
        transponder: None where only `tran_code` was sent.
        tran_code: the transponder's printed code, such as `FL-94890`; empty where it was not sent.
        rtc_us: decoder's clock, µs since 1970 UTC, or since boot where the clock was never set.
        utc_us: µs since 1970 UTC.
        strength, hits: of the signal.
        flags, user_flag, driver_id, rtc_id, sport: as sent; bits and values are not documented.
        voltage_tenths: the transponder's battery [0.1 V].
        temperature_raw: of the transponder [°C + 100].
    """

    number: int | None = None
    transponder: int | None = None
    tran_code: str = ""
    rtc_us: int | None = None
    utc_us: int | None = None
    strength: int | None = None
    hits: int | None = None
    flags: int | None = None
    user_flag: int | None = None
    driver_id: int | None = None
    rtc_id: int | None = None
    sport: int | None = None
    voltage_tenths: int | None = None
    temperature_raw: int | None = None

    tor: ClassVar[int] = Tor.PASSING
    # In the order in which decoders send them.
    tags: ClassVar[tuple[_Tag, ...]] = (
        _Tag("number", 0x01, 4),
        _Tag("transponder", 0x03, 4),
        _Tag("tran_code", 0x0A, 0),
        _Tag("rtc_us", 0x04, 8),
        _Tag("strength", 0x05, 2),
        _Tag("hits", 0x06, 2),
        _Tag("flags", 0x08, 2),
        _Tag("user_flag", 0x0E, 4),
        _Tag("driver_id", 0x0F, 1),
        _Tag("utc_us", 0x10, 8),
        _Tag("rtc_id", 0x13, 4),
        _Tag("sport", 0x14, 1),
        _Tag("voltage_tenths", 0x30, 1),
        _Tag("temperature_raw", 0x31, 1),
    )

    @property
    def transponder_text(self) -> str:
        """The transponder as entry lists name it: its number, else its printed code, else empty."""
        return str(self.transponder) if self.transponder is not None else self.tran_code.strip("\0 ")


class P3Status(P3Record, frozen=True, kw_only=True, gc=False):
    """The decoder is alive.

    Attributes:
        noise: background noise of the loop.
        temperature_c: of the decoder [°C]; one source says tenths, every capture fits whole degrees.
        voltage_tenths: input voltage [0.1 V].
        gps: 1 when locked.
        satellites: in use.
        loop_triggers: as sent.
    """

    noise: int | None = None
    temperature_c: int | None = None
    voltage_tenths: int | None = None
    gps: int | None = None
    satellites: int | None = None
    loop_triggers: int | None = None

    tor: ClassVar[int] = Tor.STATUS
    tags: ClassVar[tuple[_Tag, ...]] = (
        _Tag("noise", 0x01, 2),
        _Tag("temperature_c", 0x07, 2),
        _Tag("voltage_tenths", 0x0C, 1),
        _Tag("gps", 0x06, 1),
        _Tag("satellites", 0x0A, 1),
        _Tag("loop_triggers", 0x0B, 1),
    )


class P3Version(P3Record, frozen=True, kw_only=True, gc=False):
    """What the decoder is. `decoder_type`: 10 AMBrc, 11 AMBmx or ProChip, 12 TranX, 13 and 14 TranX Pro."""

    decoder_type: int | None = None
    description: str = ""
    version: str = ""
    release: int | None = None
    registration: int | None = None
    build_number: int | None = None
    options: int | None = None

    tor: ClassVar[int] = Tor.VERSION
    tags: ClassVar[tuple[_Tag, ...]] = (
        _Tag("decoder_type", 0x01, 1),
        _Tag("description", 0x02, 0),
        _Tag("version", 0x03, 0),
        _Tag("release", 0x04, 4),
        _Tag("registration", 0x08, 8),
        _Tag("build_number", 0x0A, 2),
        _Tag("options", 0x0C, 4),
    )


class P3Time(P3Record, frozen=True, kw_only=True, gc=False):
    """The decoder's clock; in a request for it every value is None."""

    rtc_us: int | None = None
    flags: int | None = None
    utc_us: int | None = None

    tor: ClassVar[int] = Tor.GET_TIME
    tags: ClassVar[tuple[_Tag, ...]] = (
        _Tag("rtc_us", 0x01, 8),
        _Tag("flags", 0x04, 2),
        _Tag("utc_us", 0x05, 8),
    )


class P3Resend(P3Record, frozen=True, kw_only=True, gc=False):
    """A request to send stored passings again, both numbers included."""

    from_number: int | None = None
    until_number: int | None = None

    tor: ClassVar[int] = Tor.RESEND
    tags: ClassVar[tuple[_Tag, ...]] = (_Tag("from_number", 0x01, 4), _Tag("until_number", 0x02, 4))


class P3Error(P3Record, frozen=True, kw_only=True, gc=False):
    """The decoder refuses a request.

    Attributes:
        code: 1 CRC, 2 start mark missing, 3 header corrupt, 4 type of record unknown, 5 parameter missing, 6 too long.
        description: in the decoder's words.
    """

    code: int | None = None
    description: str = ""

    tor: ClassVar[int] = Tor.ERROR
    tags: ClassVar[tuple[_Tag, ...]] = (_Tag("code", 0x01, 2), _Tag("description", 0x02, 0))


class P3Other(P3Record, frozen=True, kw_only=True, gc=False):
    """A type of record that Pitboard does not read; every field but the ids is in `extra`."""

    type_of_record: int


AnyRecord = P3Passing | P3Status | P3Version | P3Time | P3Resend | P3Error | P3Other

_KINDS: Final[tuple[type[AnyRecord], ...]] = (P3Passing, P3Status, P3Version, P3Time, P3Resend, P3Error)
_BY_TOR: Final[dict[int, type[AnyRecord]]] = {kind.tor: kind for kind in _KINDS}
_BY_TAG: Final[dict[type[AnyRecord], dict[int, _Tag]]] = {
    kind: {tag.tag: tag for tag in (*kind.tags, *_EVERYWHERE)} for kind in (*_KINDS, P3Other)
}


def read_fields(body: bytes) -> tuple[Fields, bytes]:
    """Split a body into (tag, value) pairs; the second result is what remains after the last whole field."""
    fields: list[tuple[int, bytes]] = []
    at = 0
    while at + 2 <= len(body) and at + 2 + body[at + 1] <= len(body):
        end = at + 2 + body[at + 1]
        fields.append((body[at], body[at + 2 : end]))
        at = end
    return tuple(fields), body[at:]


def write_fields(fields: Fields) -> bytes:
    """The body of a frame with these fields."""
    return b"".join(bytes((tag, len(value))) + value for tag, value in fields)


def read_record(frame: P3Frame) -> AnyRecord:
    """What a frame says."""
    kind = _BY_TOR.get(frame.tor, P3Other)
    known = _BY_TAG[kind]
    fields, tail = read_fields(frame.body)
    # Any: the values go to the constructor by name, and each tag's row above says its type.
    values: dict[str, Any] = {} if kind is not P3Other else {"type_of_record": frame.tor}
    extra: list[tuple[int, bytes]] = []
    for tag, value in fields:
        row = known.get(tag)
        if row is None or row.attribute in values or (value and row.size and len(value) > row.size):
            extra.append((tag, value))
        elif value:
            values[row.attribute] = int.from_bytes(value, "little") if row.size else value.decode("latin-1")
        # A tag without a value is a request for it.
    return kind(**values, extra=tuple(extra), tail=tail)


def write_record(record: AnyRecord, *, version: int = 2) -> P3Frame:
    """The frame of a record: fields in the order in which decoders send them, `extra` before the ids."""
    fields = [(row.tag, _value(row, record)) for row in record.tags if _stated(row, record)]
    ids = [(row.tag, _value(row, record)) for row in _EVERYWHERE if _stated(row, record)]
    tor = record.type_of_record if isinstance(record, P3Other) else record.tor
    body = write_fields((*fields, *record.extra, *ids)) + record.tail
    return P3Frame(tor=tor, body=body, version=version)


def _stated(row: _Tag, record: AnyRecord) -> bool:
    return getattr(record, row.attribute) not in (None, "")


def _value(row: _Tag, record: AnyRecord) -> bytes:
    value: int | str = getattr(record, row.attribute)
    return value.encode("latin-1") if isinstance(value, str) else value.to_bytes(row.size, "little")


def request_time() -> P3Frame:
    """GET_TIME: asks for RTC_TIME, flags and UTC_TIME, in the form that clients are known to send."""
    return _request(Tor.GET_TIME, 0x01, 0x04, 0x05)


def request_version() -> P3Frame:
    """VERSION: asks what the decoder is."""
    return _request(Tor.VERSION, *(row.tag for row in P3Version.tags))


def request_resend(first: int, last: int, *, decoder_id: int | None = None) -> P3Frame:
    """RESEND: asks for the stored passings `first` to `last`, both included.

    Args:
        first: lowest passing number.
        last: highest passing number.
        decoder_id: which decoder is meant; None where the connection has only one.
    """
    body = write_record(P3Resend(from_number=first, until_number=last, decoder_id=decoder_id)).body
    return P3Frame(tor=Tor.RESEND, body=body, version=0, declares_length=False)


def _request(tor: Tor, *tags: int) -> P3Frame:
    return P3Frame(
        tor=tor, body=write_fields(tuple((tag, b"") for tag in tags)), version=0, declares_length=False
    )

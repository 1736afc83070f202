"""How a decoder is: what it says of itself, how complete its passings are, and what to be alarmed about."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from pitboard.times import MINUTE_US, SECOND_US


def decoder_name(decoder_id: int | None) -> str:
    """A decoder's id as facts and mappings write it: eight hexadecimal digits, empty where it is not stated.

    >>> decoder_name(0x41813)
    '00041813'
    """
    return "" if decoder_id is None else f"{decoder_id:08X}"


class Alarm(StrEnum):
    """What is wrong with a decoder."""

    DISCONNECTED = "no connection"
    SILENT = "connected, but no status record comes"
    NOISE = "background noise is high"
    VOLTAGE = "input voltage is low"
    CLOCK_OFF = "the clock differs from ours"
    CLOCK_UNSET = "the clock was never set and counts from boot"
    HOLE = "passings are missing that the decoder did not send again"
    RESTARTED = "passing numbers have started again since the connect"
    UNMAPPED = "the decoder belongs to no timing line"
    REFUSED = "the decoder refused a request"
    UNREADABLE = "a passing without time or bytes that are no frame"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """When to raise an alarm. The figures are Pitboard's choice, not a vendor's.

    Attributes:
        silence_us: without a status record; decoders send one every 1 to 5 seconds [µs].
        noise: background noise above which reads are at risk; 40 is usual.
        voltage_tenths: input voltage below which a 12 V battery is nearly empty [0.1 V].
        clock_us: difference between the decoder's clock and ours [µs].
        time_every_us: how often the decoder is asked for its time [µs].
    """

    silence_us: int = 10 * SECOND_US
    noise: int = 100
    voltage_tenths: int = 110
    clock_us: int = SECOND_US
    time_every_us: int = MINUTE_US


class DecoderStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a decoder is: sent with each status record, and whenever the alarms change.

    Attributes:
        at_us: our clock, µs since 1970 UTC.
        decoder: its id as in facts, empty before it is known.
        connected: there is a connection.
        description: what the decoder says it is.
        noise, temperature_c, voltage_v, gps_locked, satellites: as in its last status record; None where not sent.
        clock_offset_us: decoder's clock minus ours [µs]; None until it was asked.
        clock_uncertainty_us: half-width of that [µs].
        passings: facts yielded so far.
        doubles: passings that were sent again and dropped.
        missing: passing numbers jumped over and not seen yet.
        lost: of these, asked for in vain.
        problems: stretches of bytes dropped because they are no frame, and passings without a time.
        alarms: what is wrong.
    """

    at_us: int
    decoder: str = ""
    connected: bool = False
    description: str = ""
    noise: int | None = None
    temperature_c: int | None = None
    voltage_v: float | None = None
    gps_locked: bool | None = None
    satellites: int | None = None
    clock_offset_us: int | None = None
    clock_uncertainty_us: int = 0
    passings: int = 0
    doubles: int = 0
    missing: int = 0
    lost: int = 0
    problems: int = 0
    alarms: frozenset[Alarm] = frozenset()

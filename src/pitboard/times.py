"""Instants and durations as whole microseconds.

Decoders report 1 µs or coarser, and integers add up exactly: the lap times of 24 hours
sum to the finish time. Floats in seconds begin at `simulation` and `pace`.

Source of the printed shapes: official sheets of IMSA (`2:01:47.547`) and FIA WEC (`6:00'26.462`, `1'25.805`).
"""

from __future__ import annotations

import re
from typing import Final

from pitboard.errors import TimeFormatError

MILLISECOND_US: Final = 1_000
SECOND_US: Final = 1_000_000
MINUTE_US: Final = 60 * SECOND_US
HOUR_US: Final = 60 * MINUTE_US
DAY_US: Final = 24 * HOUR_US

# The WEC prints minutes with an apostrophe; hours before it keep the colon. A wrong minute or second (60 and more)
# must not match, so that `1:75.000` is refused instead of read as 2:15.
_PRINTED: Final = re.compile(
    r"(?:(?:(?P<hours>\d{1,4}):(?=\d\d[:']))?(?P<minutes>\d{1,2})[:'])?(?P<seconds>\d{1,2})\.(?P<fraction>\d{1,6})",
    re.ASCII,
)
_CLOCK: Final = re.compile(
    r"(?P<hours>\d{1,2}):(?P<minutes>\d\d):(?P<seconds>\d\d)(?:\.(?P<fraction>\d{1,6}))?", re.ASCII
)
_EXPECTED: Final = "expected a time like '1:45.678' or '24:00:03.1'"


def parse_time(text: str) -> int:
    """Read a time as official results print it.

    Args:
        text: `SS.f`, `M:SS.f`, `M'SS.f`, `H:MM:SS.f` or `H:MM'SS.f`, with one to six decimals.

    Returns:
        Duration [µs].

    Raises:
        TimeFormatError: another shape, or 60 and more minutes under an hour, or 60 and more seconds.

    >>> parse_time("1:45.678")
    105678000
    >>> parse_time("6:00'26.462")
    21626462000
    """
    found = _PRINTED.fullmatch(text)
    if found is None:
        raise TimeFormatError(f"{_EXPECTED}, was {text!r}")
    hours, minutes, seconds, fraction = found.group("hours", "minutes", "seconds", "fraction")
    minute, second = int(minutes or 0), int(seconds)
    if second >= 60 or minute >= 60 or (minutes is not None and len(seconds) != 2):
        raise TimeFormatError(f"{_EXPECTED}, was {text!r}")
    whole = int(hours or 0) * HOUR_US + minute * MINUTE_US + second * SECOND_US
    return whole + int(fraction.ljust(6, "0"))


def parse_clock(text: str) -> int:
    """Read a time of day, `H:MM:SS` with up to six decimals.

    Returns:
        Time since midnight [µs].

    Raises:
        TimeFormatError: another shape, or past 23:59:59.

    >>> parse_clock("14:54:53.975")
    53693975000
    """
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise TimeFormatError(f"expected a time of day like '14:54:53.975', was {text!r}")
    hours, minutes, seconds, fraction = found.group("hours", "minutes", "seconds", "fraction")
    if int(hours) > 23 or int(minutes) > 59 or int(seconds) > 59:
        raise TimeFormatError(f"expected a time of day like '14:54:53.975', was {text!r}")
    whole = int(hours) * HOUR_US + int(minutes) * MINUTE_US + int(seconds) * SECOND_US
    return whole + int((fraction or "0").ljust(6, "0"))


def cut(at_us: int, resolution_us: int) -> int:
    """Cut an instant down to the timing resolution; never rounded, so what is printed is what was compared.

    >>> cut(1_999, 1_000)
    1000
    """
    return at_us - at_us % resolution_us


def format_time(duration_us: int, *, decimals: int = 3) -> str:
    """Print a duration as official sheets do: `58.104`, `1:32.656`, `1:17:12.455`, `24:00:03.100`.

    Args:
        duration_us: duration [µs], 0 or more.
        decimals: digits after the point, 0 to 6; the rest is cut off.

    Raises:
        ValueError: a negative duration.

    >>> format_time(92_656_000)
    '1:32.656'
    """
    if duration_us < 0:
        raise ValueError(f"expected a duration of 0 or more, was {duration_us} µs")
    seconds, fraction_us = divmod(duration_us, SECOND_US)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    tail = f".{fraction_us:06d}"[: decimals + 1] if decimals else ""
    if hours:
        return f"{hours}:{minute:02d}:{second:02d}{tail}"
    if minute:
        return f"{minute}:{second:02d}{tail}"
    return f"{second}{tail}"


def format_clock(since_midnight_us: int, *, decimals: int = 3) -> str:
    """Print a time of day, `14:54:53.975`; days past the first are dropped.

    >>> format_clock(53_693_975_000)
    '14:54:53.975'
    """
    seconds, fraction_us = divmod(since_midnight_us % DAY_US, SECOND_US)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    tail = f".{fraction_us:06d}"[: decimals + 1] if decimals else ""
    return f"{hours:02d}:{minute:02d}:{second:02d}{tail}"

"""Gaps and intervals: typed values of laps and time, and their texts on official sheets."""

from __future__ import annotations

import msgspec

from pitboard.scoring.state import Lap
from pitboard.times import format_time


class Gap(msgspec.Struct, frozen=True, gc=False):
    """How far a car is behind another.

    Attributes:
        laps: whole laps behind.
        time_us: in time [µs]: behind the other car at the last line that both have crossed with the same distance;
            for a lapped car that is where the other car was on that lap. None where no such crossing exists.
    """

    laps: int
    time_us: int | None


def race_gap(
    ahead: list[Lap], ahead_laps: int, ahead_total_us: int, laps: int, total_us: int, *, started_us: int
) -> Gap:
    """Gap in a race.

    Args:
        ahead: completed laps of the car ahead.
        ahead_laps: its distance that is classified.
        ahead_total_us: its time at the end of that distance, penalties included [µs].
        laps: distance of the car behind.
        total_us: its time [µs].
        started_us: the race's start on the timing clock; lap 1 of the car ahead may have begun later.
    """
    if ahead_laps == laps:
        return Gap(0, total_us - ahead_total_us)
    if 0 < laps <= len(ahead):
        behind_us = total_us - (ahead[laps - 1].end_us - started_us)
        return Gap(ahead_laps - laps, behind_us if behind_us >= 0 else None)
    return Gap(ahead_laps - laps, None)


def official_text(gap: Gap | None) -> str:
    """As official sheets print it: `+0.071`, `+1:02.345`, `1 Lap`, `3 Laps`; empty without a gap.

    >>> official_text(Gap(0, 71_000)), official_text(Gap(1, None)), official_text(Gap(12, None))
    ('+0.071', '1 Lap', '12 Laps')
    """
    if gap is None:
        return ""
    if gap.laps:
        return f"{gap.laps} Lap" if abs(gap.laps) == 1 else f"{gap.laps} Laps"
    assert gap.time_us is not None
    return ("+" if gap.time_us >= 0 else "-") + format_time(abs(gap.time_us))

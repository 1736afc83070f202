"""When each driver drove: spans on track out of driver changes, pit visits and red flags.

Where loops saw a car enter and leave the pit lane the spans are exact. An official laps file gives only the length of a
visit and the lap in which the driver changed: then there is an estimate between two bounds, and it says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from pitboard.model.flags import Flag
from pitboard.scoring.state import CarState, SessionState

NEUTRALISED = (Flag.FULL_COURSE_YELLOW, Flag.SAFETY_CAR, Flag.VIRTUAL_SAFETY_CAR, Flag.CODE_60)
BOUND_WHY = (
    "the laps file gives the lap in which drivers changed and the length of a pit stop, not the instants"
)

_STOOD_LAPS = 3
"""A lap this many times longer than the car's best was not driven through."""

Span = tuple[int, int]


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as driving, by `drive_time.counts` and `drive_time.partial_lap`."""

    pit_lane: bool = False
    neutralised: bool = True
    red: bool = False
    partial_lap: bool = True


class Driving(msgspec.Struct, frozen=True, kw_only=True):
    """One driver in one car.

    Attributes:
        spans: (from, to) on the timing clock in which the driver drove, by the best estimate.
        net_us: their sum [µs].
        low_us, high_us: bounds of the sum [µs]; equal to it where the instants are known.
        in_car: is in the car now.
        laps: completed with this driver at the line.
    """

    driver_id: str
    spans: tuple[Span, ...]
    net_us: int
    low_us: int
    high_us: int
    in_car: bool
    laps: int

    @property
    def is_bound(self) -> bool:
        """The sum is only known between two bounds."""
        return self.low_us != self.high_us


def red_spans(state: SessionState, until_us: int) -> list[Span]:
    """Windows under red, from the moment it is shown."""
    return flag_spans(state, (Flag.RED,), until_us)


def flag_spans(state: SessionState, which: Sequence[str], until_us: int) -> list[Span]:
    """Windows in which one of these flags was shown to the whole course."""
    course = [span for span in state.flags if not span.zone and not span.part]
    ends = [*(span.from_us for span in course[1:]), until_us] if course else []
    return [
        (span.from_us, min(end, until_us))
        for span, end in zip(course, ends, strict=True)
        if span.flag in which and span.from_us < min(end, until_us)
    ]


def driving_of(car: CarState, state: SessionState, counting: Counting, now_us: int) -> tuple[Driving, ...]:
    """How long each driver has driven, in the order in which they first got in."""
    if state.started_us is None or not car.spans:
        return ()
    end_us = end_of_driving_us(car, state, counting, now_us)
    lost = _not_driving(car, state, counting, end_us)
    uncertain = _uncertain(car)
    found: dict[str, list[tuple[Span, int, int]]] = {}
    starts = [max(span.from_us, state.started_us) for span in car.spans]
    for index, span in enumerate(car.spans):
        begin, end = starts[index], starts[index + 1] if index + 1 < len(starts) else end_us
        low, high = _slack(uncertain, index, len(car.spans))
        if begin < end or span.driver_id not in found:
            found.setdefault(span.driver_id, []).append(((begin, min(end, end_us)), low, high))
    return tuple(
        _driving(car, driver_id, stints, lost, running=end_us == now_us)
        for driver_id, stints in found.items()
    )


def end_of_driving_us(car: CarState, state: SessionState, counting: Counting, now_us: int) -> int:
    """Until when a car drove: its flag, its last passing if it has stopped, else now."""
    if car.finished_us is not None:
        return car.finished_us
    over = state.ended_us is not None or state.flag == Flag.CHEQUERED
    last = car.last_at_us if counting.partial_lap else (car.laps[-1].end_us if car.laps else car.last_at_us)
    if over or not counting.partial_lap:
        return max(last, state.started_us or 0)
    return min(now_us, state.ended_us) if state.ended_us is not None else now_us


def _driving(
    car: CarState,
    driver_id: str,
    stints: Sequence[tuple[Span, int, int]],
    lost: Sequence[Span],
    *,
    running: bool,
) -> Driving:
    spans = [piece for span, _, _ in stints for piece in without(span, lost)]
    net = sum(end - begin for begin, end in spans)
    low, high = sum(stint[1] for stint in stints), sum(stint[2] for stint in stints)
    low += _maybe_in_the_garage_us(car, driver_id, spans)
    return Driving(
        driver_id=driver_id,
        spans=tuple(spans),
        net_us=net,
        low_us=max(0, net - low),
        high_us=net + high,
        in_car=car.driver_id == driver_id and running,
        laps=sum(lap.driver_id == driver_id for lap in car.laps),
    )


def _maybe_in_the_garage_us(car: CarState, driver_id: str, spans: Sequence[Span]) -> int:
    """Time of laps so long that the car must have stood, of which no stop was measured.

    Petit Le Mans 2021: a lap of 2:07:36 of car 2 without PIT_TIME would be 4:28 in 6 hours of a driver who sat in the garage.
    """
    if car.best is None or any(visit.in_us is not None for visit in car.visits):
        return 0
    usual_us = car.best.time_us
    return sum(
        max(0, time_in(spans, lap.start_us, lap.end_us) - usual_us)
        for lap in car.laps
        if lap.driver_id == driver_id and lap.time_us > _STOOD_LAPS * usual_us
    )


def _not_driving(car: CarState, state: SessionState, counting: Counting, end_us: int) -> list[Span]:
    lost: list[Span] = []
    if not counting.red:
        lost += red_spans(state, end_us)
    if not counting.neutralised:
        lost += flag_spans(state, NEUTRALISED, end_us)
    if not counting.pit_lane:
        lost += pit_spans(car, end_us)
    return merged(lost)


def pit_spans(car: CarState, end_us: int) -> list[Span]:
    """Windows in the pit lane; a visit of known length only is laid at the beginning of its lap, where cars leave."""
    spans: list[Span] = []
    for visit in car.visits:
        if visit.in_us is not None:
            spans.append((visit.in_us, visit.out_us if visit.out_us is not None else visit.in_us))
        elif visit.duration_us is not None and visit.lap_number <= len(car.laps):
            lap = car.laps[visit.lap_number - 1]
            spans.append((lap.start_us, min(lap.start_us + visit.duration_us, lap.end_us)))
    if car.pit_in_us is not None:
        spans.append((car.pit_in_us, end_us))
    return spans


def _uncertain(car: CarState) -> list[tuple[int, int]]:
    """For each driver change (in the stop, in the lap): how far the estimate could be off [µs]."""
    slack: list[tuple[int, int]] = []
    for span in car.spans:
        if span.earliest_us is None or span.latest_us is None:
            slack.append((0, 0))
            continue
        stops = [v.duration_us or 0 for v in car.visits if _in_lap(car, v.lap_number, span.latest_us)]
        length = span.latest_us - span.earliest_us
        slack.append((min(length, sum(stops)), 0) if stops else (0, length))
    return slack


def _in_lap(car: CarState, lap_number: int, end_us: int) -> bool:
    return 1 <= lap_number <= len(car.laps) and car.laps[lap_number - 1].end_us == end_us


def _slack(uncertain: Sequence[tuple[int, int]], index: int, count: int) -> tuple[int, int]:
    """By how much a stint may be shorter and longer than estimated [µs].

    With a stop the estimate takes all of it off the driver who gets in. In truth a part lies on the lap before: then who
    got out drove less and who got in drove more. Without a stop the whole lap may have been either's.
    """
    stop_in, lap_in = uncertain[index] if index else (0, 0)
    stop_out, lap_out = uncertain[index + 1] if index + 1 < count else (0, 0)
    return stop_out + lap_in, stop_in + lap_out


# ---- spans ----------------------------------------------------------------------------------------------------------


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined.

    >>> merged([(5, 9), (0, 3), (2, 6)])
    [(0, 9)]
    """
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def without(span: Span, lost: Sequence[Span]) -> list[Span]:
    """What is left of a span without others, which are in order and do not overlap.

    >>> without((0, 10), [(2, 3), (8, 20)])
    [(0, 2), (3, 8)]
    """
    begin, end = span
    left: list[Span] = []
    for lost_begin, lost_end in lost:
        if lost_end <= begin or lost_begin >= end:
            continue
        if lost_begin > begin:
            left.append((begin, lost_begin))
        begin = lost_end
    if begin < end:
        left.append((begin, end))
    return left


def most_in_window(spans: Sequence[Span], window_us: int, until_us: int | None = None) -> tuple[int, int]:
    """The most time in any window of a length, and where that window ends.

    A sum over a sliding window is greatest where the window ends with a span or begins with one; of equal windows the
    earliest is told.

    >>> most_in_window([(0, 3), (5, 9)], 6)
    (4, 6)
    """
    ends = [end for _, end in spans] + [begin + window_us for begin, _ in spans]
    if until_us is not None:
        ends = [end for end in ends if end <= until_us] + [until_us]
    best = (0, 0)
    for end in ends:
        total = time_in(spans, end - window_us, end)
        if (total, -end) > (best[0], -best[1]):
            best = (total, end)
    return best


def time_in(spans: Sequence[Span], from_us: int, to_us: int) -> int:
    """Time of spans within a window."""
    return sum(max(0, min(end, to_us) - max(begin, from_us)) for begin, end in spans)


def longest_without_rest(spans: Sequence[Span], rest_us: int) -> int:
    """The longest time driven without a rest of this length."""
    best = current = 0
    for span, after in pairwise([*spans, (1 << 62, 1 << 62)]):
        current += span[1] - span[0]
        best = max(best, current)
        if after[0] - span[1] >= rest_us:
            current = 0
    return best

"""Drive time held against slow and obvious ways of counting, over stints that nobody drove."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from pitboard.scoring.drive_time import _rolling_due, adjusted_us
from pitboard.scoring.driving import longest_without_rest, merged, most_in_window, time_in, without

MINUTES = st.integers(0, 30)
SLOW = settings(deadline=None, max_examples=60)


@st.composite
def stints(draw):
    """Stints in order, with breaks between them [min], and an instant after the last."""
    at, spans = 0, []
    for _ in range(draw(st.integers(1, 6))):
        begin = at + draw(MINUTES)
        at = begin + draw(st.integers(1, 30))
        spans.append((begin, at))
    return spans, at + draw(MINUTES)


def minute_by_minute(spans, begin, end):
    return sum(any(a <= t < b for a, b in spans) for t in range(begin, end))


@given(stints(), st.integers(1, 150))
@SLOW
def test_the_most_in_any_window_is_what_counting_minute_by_minute_finds(made, window):
    spans, now = made
    slow = max(minute_by_minute(spans, end - window, end) for end in range(now + 1))

    assert most_in_window(spans, window, now)[0] == slow


@given(stints(), st.integers(1, 150), st.integers(1, 100))
@SLOW
def test_a_driver_who_stays_in_reaches_the_limit_at_the_instant_that_is_told_and_not_before(
    made, window, limit
):
    spans, now = made
    limit = min(limit, window)
    due = _rolling_due(spans, window, limit, now)

    def driven_at(instant):
        return time_in([*spans, (now, instant)], instant - window, instant)

    assert driven_at(due) >= limit
    assert all(driven_at(instant) < limit for instant in range(now, due))


@given(stints(), st.integers(1, 90))
def test_the_longest_time_without_a_rest(made, rest):
    spans, _ = made
    slow, run, before = 0, 0, None
    for begin, end in spans:
        run = end - begin if before is None or begin - before >= rest else run + end - begin
        slow, before = max(slow, run), end

    assert longest_without_rest(spans, rest) == slow


@given(stints(), stints())
@SLOW
def test_what_is_left_of_a_stint_without_the_pit_lane_is_what_minutes_say(made, lost):
    (spans, now), (gone, _) = made, lost
    span = (spans[0][0], max(now, spans[0][0] + 1))
    left = without(span, merged(gone))

    assert sum(b - a for a, b in left) == sum(
        not any(a <= t < b for a, b in gone) for t in range(span[0], span[1])
    )
    assert left == merged(left)


@given(st.integers(1, 10**10), st.integers(0, 10**10), st.integers(1, 10**11), st.integers(0, 2))
def test_a_minimum_shrinks_with_red_time_and_never_below_nothing(minimum, red, scheduled, factor):
    adjusted = adjusted_us(minimum, red, scheduled, factor)

    assert adjusted == max(0, floor(minimum * (1 - Fraction(factor * red, scheduled))))
    assert 0 <= adjusted <= minimum
    assert adjusted_us(minimum, red + 1, scheduled, factor) <= adjusted
    assert adjusted_us(minimum, 0, scheduled, factor) == minimum

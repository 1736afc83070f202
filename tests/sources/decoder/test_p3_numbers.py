"""Passing numbers by themselves; what a conversation makes of them is in test_p3_session.py."""

from pitboard.sources.decoder.p3_numbers import Numbers, Seen
from pitboard.times import SECOND_US


def test_old_passings_that_somebody_asked_for_are_no_restart() -> None:
    counter = Numbers()

    seen = [counter.see(number, number * SECOND_US, "1") for number in (50, 51, 20, 21, 52)]

    assert seen == [Seen.NEW] * 5
    assert counter.missing == {}

"""Stints on track, from pit exit to pit entry, against the longest that the rules allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.driving import NEUTRALISED, end_of_driving_us, flag_spans, pit_spans, time_in
from pitboard.scoring.state import CarState, SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook.drive_time import DriveTime as Rules
    from pitboard.scoring.driving import Counting


class Stint(msgspec.Struct, frozen=True, kw_only=True):
    """A drive from one pit stop to the next.

    Attributes:
        driver_id: who was in the car when it ended, or is.
        from_us, to_us: instants; `to_us` is now for the stint that is being driven.
        limit_us, rule: the longest allowed, and the key; a stint that saw a neutralisation may have its own.
        running: the car is on it.
    """

    driver_id: str
    from_us: int
    to_us: int
    limit_us: int
    rule: str
    running: bool

    @property
    def over_us(self) -> int:
        """How much too long it is [µs]; 0 where it is not."""
        return max(0, self.to_us - self.from_us - self.limit_us)


def stints_of(
    car: CarState, state: SessionState, rules: Rules, counting: Counting, now_us: int
) -> tuple[Stint, ...]:
    """The stints of a car in order; none where the rulebook limits none."""
    limit = rules.stint_limit_us.value
    if limit is None or state.started_us is None or not car.spans:
        return ()
    end_us = end_of_driving_us(car, state, counting, now_us)
    stops = [span for span in sorted(pit_spans(car, end_us)) if span[0] < end_us]
    begins = [state.started_us, *(out for _, out in stops)]
    ends = [*(into for into, _ in stops), end_us]
    slow = flag_spans(state, NEUTRALISED, end_us)
    longer = rules.stint_limit_neutralised_us.value
    found = []
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if end <= begin:
            continue
        saw_it = longer is not None and time_in(slow, begin, end) > 0
        found.append(
            Stint(
                driver_id=_driver_at(car, end),
                from_us=begin,
                to_us=end,
                limit_us=longer if saw_it and longer is not None else limit,
                rule="drive_time.stint_limit_neutralised_us" if saw_it else "drive_time.stint_limit_us",
                running=number == len(stops) and end == now_us and car.finished_us is None,
            )
        )
    return tuple(found)


def _driver_at(car: CarState, at_us: int) -> str:
    before = [span.driver_id for span in car.spans if span.from_us < at_us]
    return before[-1] if before else car.spans[0].driver_id

"""Drive time: what each driver must and may drive, what they have driven, and by when they must be in or out.

Everything is a function of the state and `now_us`. The rulebook says what counts, how much is asked of which class and
rating, and how red flags scale it: minimum × (1 − f · r), with r = red time / scheduled time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.driving import (
    BOUND_WHY,
    Counting,
    Driving,
    driving_of,
    longest_without_rest,
    most_in_window,
    red_spans,
    time_in,
)
from pitboard.scoring.race_rules import race_is_over
from pitboard.scoring.state import SessionState
from pitboard.scoring.stints import Stint, stints_of
from pitboard.times import SECOND_US, format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook
    from pitboard.model.rulebook.drive_time import ByClassAndRating
    from pitboard.model.rulebook.drive_time import DriveTime as Rules


class DriverTime(msgspec.Struct, frozen=True, kw_only=True):
    """One driver in one car, against the rules.

    Attributes:
        entry_id, driver_id, rating: who.
        driven: in this car.
        total_us: what counts towards the minimum, with another car where times add up [µs].
        minimum_us, minimum_rule: as adjusted, and the key; None and empty without a rule.
        unadjusted_us: the minimum before red flags.
        maximum_us, maximum_rule: likewise.
        rolling_us, rolling_limit_us: most time in any window so far, and the limit.
        continuous_us, continuous_limit_us: longest time without the rest that the rules ask for.
        stint_us, stint_limit_us, stint_rule: longest stint without a pit stop, with the limit that held for it and its key;
            None and empty without a rule.
        laps_short: laps that are missing of the least number.
        must_be_in_by_us: last instant to get in and still reach the minimum; None where nothing presses.
        must_be_out_by_us: last instant to get out; None where no limit can be reached.
        shortfall_us: what is missing [µs], for certain; 0 otherwise.
        excess_us: driven over a limit, for certain [µs].
        bound: why the figures are only bounds; empty where they are exact.
    """

    entry_id: str
    driver_id: str
    rating: str
    driven: Driving
    total_us: int
    minimum_us: int | None
    minimum_rule: str
    unadjusted_us: int | None
    maximum_us: int | None
    maximum_rule: str
    rolling_us: int
    rolling_limit_us: int | None
    continuous_us: int
    continuous_limit_us: int | None
    stint_us: int
    stint_limit_us: int | None
    stint_rule: str
    laps_short: int
    must_be_in_by_us: int | None
    must_be_out_by_us: int | None
    shortfall_us: int
    excess_us: int
    bound: str


def adjusted_us(minimum_us: int, red_us: int, scheduled_us: int | None, factor: int) -> int:
    """A minimum scaled by red-flag time: m × (1 − f · red / scheduled), cut to whole microseconds, never below 0.

    Watkins Glen 2022: 1:30:00, red for 51:10.18 of six hours, f = 1, published as 1:17:12.455.

    >>> adjusted_us(5_400_000_000, 3_070_180_000, 21_600_000_000, 1)
    4632455000
    """
    if not scheduled_us or not factor:
        return minimum_us
    return max(0, minimum_us - -(-minimum_us * factor * red_us // scheduled_us))


def counting(rules: Rules) -> Counting:
    """What counts as driving."""
    counts = rules.counts
    return Counting(
        pit_lane=counts.pit_lane.value,
        neutralised=counts.full_course_yellow.value,
        red=counts.red.value,
        partial_lap=rules.partial_lap.value == "counted",
    )


def drive_times(state: SessionState, rulebook: Rulebook, now_us: int) -> tuple[DriverTime, ...]:
    """The drive-time ledger: every driver of every car, in the order of the entry list and crew."""
    return measured(state, rulebook, now_us) if rulebook.drive_time.applies.value else ()


def measured(state: SessionState, rulebook: Rulebook, now_us: int) -> tuple[DriverTime, ...]:
    """The same ledger of a race whether or not drive time applies: other rules ask how long somebody drove."""
    rules = rulebook.drive_time
    if not state.plan.kind.is_race or state.started_us is None:
        return ()
    how = counting(rules)
    driven = {entry_id: driving_of(car, state, how, now_us) for entry_id, car in state.cars.items()}
    everywhere: dict[str, list[Driving]] = {}
    for found in driven.values():
        for one in found:
            everywhere.setdefault(one.driver_id, []).append(one)
    red_us = sum(end - begin for begin, end in red_spans(state, now_us))
    ledger = []
    for entry_id, car in state.cars.items():
        known = {one.driver_id: one for one in driven[entry_id]}
        crew = [driver.driver_id for driver in car.entry.crew]
        stints = stints_of(car, state, rules, how, now_us)
        for driver_id in dict.fromkeys([*crew, *known]):
            one = known.get(driver_id) or _nothing(driver_id)
            mine = everywhere.get(driver_id, [one])
            ledger.append(_driver_time(state, rules, entry_id, one, mine, stints, red_us, now_us))
    return tuple(ledger)


def _nothing(driver_id: str) -> Driving:
    return Driving(driver_id=driver_id, spans=(), net_us=0, low_us=0, high_us=0, in_car=False, laps=0)


def _driver_time(
    state: SessionState,
    rules: Rules,
    entry_id: str,
    one: Driving,
    everywhere: Sequence[Driving],
    stints: Sequence[Stint],
    red_us: int,
    now_us: int,
) -> DriverTime:
    entry = state.cars[entry_id].entry
    driver = entry.driver(one.driver_id)
    rating = driver.rating.value if driver is not None else ""
    minimum, minimum_rule = _minimum(rules, entry.car_class, rating)
    asked = None
    if minimum is not None:
        asked = adjusted_us(minimum, red_us, state.plan.duration_us, rules.red_flag_factor.value)
    maximum = rules.maximum_for(entry.car_class, rating)
    in_min = everywhere if rules.two_cars.minimum_adds_up.value else [one]
    long_enough = (state.plan.duration_us or 0) >= rules.two_cars.maximum_adds_up_from_us.value
    in_max = everywhere if rules.two_cars.maximum_adds_up.value and long_enough else [one]
    limits = _limits(rules, in_max, now_us)
    most_high, most_low = sum(d.high_us for d in in_min), sum(d.low_us for d in in_max)
    over = race_is_over(state)
    mine = [stint for stint in stints if stint.driver_id == one.driver_id]
    worst = max(mine, key=lambda stint: (stint.over_us, stint.to_us - stint.from_us), default=None)
    running_due = [stint.from_us + stint.limit_us for stint in mine if stint.running]
    shortfall = max(0, asked - most_high) if asked is not None else 0
    maximum_us = maximum.value if maximum is not None else None
    bound = BOUND_WHY if one.is_bound else ""
    return DriverTime(
        entry_id=entry_id,
        driver_id=one.driver_id,
        rating=rating,
        driven=one,
        total_us=sum(d.net_us for d in in_min),
        minimum_us=asked,
        minimum_rule=minimum_rule,
        unadjusted_us=minimum,
        maximum_us=maximum_us,
        maximum_rule=_key("maximum_us", rules.maximum_us, entry.car_class, rating),
        rolling_us=limits.rolling_us,
        rolling_limit_us=rules.rolling_limit_us.value,
        continuous_us=limits.continuous_us,
        continuous_limit_us=rules.continuous_limit_us.value,
        stint_us=0 if worst is None else worst.to_us - worst.from_us,
        stint_limit_us=None if worst is None else worst.limit_us,
        stint_rule="" if worst is None else worst.rule,
        laps_short=max(0, rules.min_laps.value - sum(d.laps for d in in_min)),
        must_be_in_by_us=None if over or asked is None else _in_by(state, asked, in_min),
        must_be_out_by_us=None
        if over or not one.in_car
        else min([*running_due, *_out_by(rules, maximum_us, in_max, now_us)], default=None),
        shortfall_us=shortfall,
        excess_us=max(
            limits.excess_us,
            most_low - maximum_us if maximum_us is not None else 0,
            # From laps the length of a stint is uncertain by its stops.
            0 if worst is None or one.is_bound else worst.over_us,
            0,
        ),
        bound=bound,
    )


def _minimum(rules: Rules, car_class: str, rating: str) -> tuple[int | None, str]:
    for name, found in (
        ("minimum_us", rules.minimum_for(car_class, rating)),
        ("base_us", rules.base_for(car_class, rating)),
    ):
        if found is not None:
            return found.value, _key(name, getattr(rules, name), car_class, rating)
    return None, ""


def _key(name: str, table: ByClassAndRating, car_class: str, rating: str) -> str:
    """The key of a time by class and rating: of the row and the column in which it was found."""
    for code in (car_class, "all"):
        for column in (rating, "any"):
            if column in table.get(code, {}):
                return f"drive_time.{name}.{code}.{column}"
    return ""


class _Limits(msgspec.Struct, frozen=True):
    rolling_us: int
    continuous_us: int
    excess_us: int


def _limits(rules: Rules, driven: Sequence[Driving], now_us: int) -> _Limits:
    spans = sorted(span for one in driven for span in one.spans)
    slack = sum(one.net_us - one.low_us for one in driven)
    rolling = continuous = excess = 0
    window, limit = rules.rolling_window_us.value, rules.rolling_limit_us.value
    if window is not None and limit is not None:
        rolling, _ = most_in_window(spans, window, now_us)
        excess = max(excess, rolling - slack - limit)
    longest = rules.continuous_limit_us.value
    if longest is not None:
        continuous = longest_without_rest(spans, rules.rest_us.value or 1)
        excess = max(excess, continuous - slack - longest)
    return _Limits(rolling, continuous, excess)


def _in_by(state: SessionState, asked_us: int, driven: Sequence[Driving]) -> int | None:
    end_us = state.end_of_time_us
    missing = asked_us - sum(one.net_us for one in driven)
    if end_us is None or missing <= 0 or any(one.in_car for one in driven):
        return None
    return end_us - missing


def _out_by(rules: Rules, maximum_us: int | None, driven: Sequence[Driving], now_us: int) -> list[int]:
    """When a driver who stays in the car from now on reaches each limit."""
    dues = []
    if maximum_us is not None:
        dues.append(now_us + maximum_us - sum(one.net_us for one in driven))
    spans = sorted(span for one in driven for span in one.spans)
    window, limit = rules.rolling_window_us.value, rules.rolling_limit_us.value
    if window is not None and limit is not None:
        dues.append(_rolling_due(spans, window, limit, now_us))
    longest = rules.continuous_limit_us.value
    if longest is not None and spans:
        dues.append(now_us + longest - _since_rest(spans, rules.rest_us.value or 1))
    return dues


def _rolling_due(spans: Sequence[tuple[int, int]], window_us: int, limit_us: int, now_us: int) -> int:
    # Driving on, the sum in the window can only grow or stand still, so the instant is found by halving.
    low, high = now_us, now_us + limit_us
    while low < high:
        middle = (low + high) // 2
        if time_in([*spans, (now_us, middle)], middle - window_us, middle) >= limit_us:
            high = middle
        else:
            low = middle + 1
    return low


def _since_rest(spans: Sequence[tuple[int, int]], rest_us: int) -> int:
    total, after = 0, spans[-1][1]
    for begin, end in reversed(spans):
        if after - end >= rest_us:
            break
        total, after = total + end - begin, begin
    return total


# ---- what it costs --------------------------------------------------------------------------------------------------


class Infringement(msgspec.Struct, frozen=True, kw_only=True):
    """A car whose crew did not keep the drive time: for certain, whatever the bounds.

    Attributes:
        short_us: the sum of what its drivers lack, or drove too much [µs]; it orders several cars.
        drivers: (driver, sentence).
        consequence: what the rulebook asks for, in words; a steward decides it.
        time_us: time to be added, where that is it [µs]; None otherwise.
    """

    entry_id: str
    short_us: int
    drivers: tuple[tuple[str, str], ...]
    consequence: str = ""
    time_us: int | None = None
    rule: str = "drive_time.consequence"


def infringements(ledger: Sequence[DriverTime], rules: Rules | None = None) -> tuple[Infringement, ...]:
    """Cars that must be penalised, the smallest shortfall first; a steward issues each as a `moved_to_back` fact.

    Args:
        ledger: of the race.
        rules: of the rulebook, for the consequence; None to leave it out.
    """
    cost, seconds = _consequence(rules)
    # A driver who never got in lacks the whole minimum; a car that never ran broke no rule of driving.
    ran = {row.entry_id for row in ledger if row.driven.laps}
    by_car: dict[str, list[DriverTime]] = {}
    for row in ledger:
        if row.entry_id in ran and (row.shortfall_us or row.excess_us or row.laps_short):
            by_car.setdefault(row.entry_id, []).append(row)
    found = [
        Infringement(
            entry_id=entry_id,
            short_us=sum(row.shortfall_us + row.excess_us for row in rows),
            drivers=tuple((row.driver_id, _sentence(row)) for row in rows),
            consequence=cost,
            time_us=seconds,
        )
        for entry_id, rows in by_car.items()
    ]
    return tuple(sorted(found, key=lambda one: one.short_us))


def _consequence(rules: Rules | None) -> tuple[str, int | None]:
    if rules is None:
        return "", None
    kind, seconds = rules.consequence.value, rules.consequence_time_s.value
    if kind == "time_added" and seconds is not None:
        return f"{seconds} s added", seconds * SECOND_US
    return {"back_of_class": "back of class", "none": "no penalty"}.get(kind, "by decision"), None


def _sentence(row: DriverTime) -> str:
    if row.shortfall_us:
        least = "at least " if row.bound else ""
        return f"{least}{format_time(row.shortfall_us)} short of {format_time(row.minimum_us or 0)}"
    if row.excess_us:
        return f"{format_time(row.excess_us)} more than allowed"
    return f"{row.laps_short} laps short"

"""Drive time: who must and may drive how long, and what counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pitboard.model.rulebook.ruled import DurationUs, OrNone, Ruled, Section
from pitboard.model.rulebook.timing import Natural, Positive

ByClassAndRating = Mapping[str, Mapping[str, Ruled[DurationUs]]]
"""Class code or `all`, then rating or `any`."""

OptionalDuration = Annotated[DurationUs | None, OrNone]


class Counts(Section):
    """What counts as driving.

    Attributes:
        pit_lane: time in the pit lane.
        full_course_yellow: time under a neutralisation.
        red: time under red, from the moment it is shown.
        formation: the formation lap.
    """

    pit_lane: Ruled[bool]
    full_course_yellow: Ruled[bool]
    red: Ruled[bool]
    formation: Ruled[bool]


class TwoCars(Section):
    """A driver who is entered in two cars.

    Attributes:
        minimum_adds_up: the time in both cars counts towards the minimum.
        maximum_adds_up: the time in both cars counts towards the maximum.
        maximum_adds_up_from_us: only in races of at least this length [µs].
    """

    minimum_adds_up: Ruled[bool]
    maximum_adds_up: Ruled[bool]
    maximum_adds_up_from_us: Ruled[DurationUs]


class DriveTime(Section):
    """Drive time.

    Attributes:
        applies: the series or event has drive-time rules.
        minimum_us: each driver of the class and rating must drive this long [µs].
        base_us: least time of drivers whom no minimum binds by rating [µs]; empty: none.
        maximum_us: nobody may drive longer [µs].
        rolling_limit_us: most time in any window [µs]; `none`: no such rule.
        rolling_window_us: length of that window [µs].
        continuous_limit_us: most time without a rest [µs].
        stint_limit_us: most time between two pit stops [µs].
        stint_limit_neutralised_us: the same where the stint saw a safety car or full-course yellow [µs].
        rest_us: rest after the longest continuous time [µs].
        min_laps: each driver must do this many laps.
        red_flag_factor: f of minimum × (1 − f·r), with r = red time / scheduled time; 0: minima stay, or are published anew.
        partial_lap: how a lap in progress at the end counts: not at all, or its time up to the end.
        counts: what counts as driving.
        two_cars: a driver in two cars.
        consequence: what a car pays.
        consequence_order: several cars: smallest shortfall first, or in order of distance.
        consequence_time_s: time added where the consequence is `time_added` [s].
    """

    applies: Ruled[bool]
    minimum_us: ByClassAndRating
    base_us: ByClassAndRating
    maximum_us: ByClassAndRating
    rolling_limit_us: Ruled[OptionalDuration]
    rolling_window_us: Ruled[OptionalDuration]
    continuous_limit_us: Ruled[OptionalDuration]
    stint_limit_us: Ruled[OptionalDuration]
    stint_limit_neutralised_us: Ruled[OptionalDuration]
    rest_us: Ruled[OptionalDuration]
    min_laps: Ruled[Natural]
    red_flag_factor: Ruled[Natural]
    partial_lap: Ruled[Literal["left_out", "counted"]]
    counts: Counts
    two_cars: TwoCars
    consequence: Ruled[Literal["none", "back_of_class", "time_added", "by_decision"]]
    consequence_order: Ruled[Literal["shortfall", "distance"]]
    consequence_time_s: Ruled[Annotated[Positive | None, OrNone]]

    def minimum_for(self, car_class: str, rating: str) -> Ruled[int] | None:
        """The minimum of a driver: by class and rating, by class, by rating in any class, for everybody; None without one."""
        return _look_up(self.minimum_us, car_class, rating)

    def base_for(self, car_class: str, rating: str) -> Ruled[int] | None:
        """The base time of a driver, looked up like the minimum."""
        return _look_up(self.base_us, car_class, rating)

    def maximum_for(self, car_class: str, rating: str) -> Ruled[int] | None:
        """The maximum of a driver, looked up like the minimum."""
        return _look_up(self.maximum_us, car_class, rating)


def _look_up(table: ByClassAndRating, car_class: str, rating: str) -> Ruled[int] | None:
    row = row_in_force(table, car_class, rating)
    return table[row[0]][row[1]] if row is not None else None


def row_in_force(table: ByClassAndRating, car_class: str, rating: str) -> tuple[str, str] | None:
    """The class and rating by which a table has a driver's time; None where it has none."""
    for code in (car_class, "all"):
        for name in (rating, "any"):
            if name in table.get(code, {}):
                return code, name
    return None

"""How a race ends and who is classified."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pitboard.model.rulebook.ruled import Exact, Frozen, OrNone, Ruled, Section
from pitboard.model.rulebook.timing import Natural, Positive

Fraction = Annotated[Exact, Field(ge=0, le=1)]


class LastLapLimit(Frozen):
    """What a slow last lap costs.

    Attributes:
        over_s: the last lap took more than this [s]; the highest limit that was passed applies.
        laps_lost: laps taken off.
        not_classified: the car is not classified.
    """

    over_s: Positive
    laps_lost: Natural = 0
    not_classified: bool = False


class RaceRedFlag(Section):
    """A race under red.

    Attributes:
        clock_runs: the race clock runs on while the flag is shown.
        clock_hold_allowed: race control may hold it by decision.
        lookback_laps: a race that is not resumed is classified by the order this many laps before the stop.
        driver_change_allowed: drivers may change while the race is stopped.
    """

    clock_runs: Ruled[bool]
    clock_hold_allowed: Ruled[bool]
    lookback_laps: Ruled[Natural]
    driver_change_allowed: Ruled[bool]


class ShortRace(Section):
    """Points of a race that was cut short.

    Attributes:
        no_points_below_green_laps: the leader did fewer laps under green than this: no points.
        half_points_below_part: less than this part of the scheduled time or distance: half points; `none`: always full.
    """

    no_points_below_green_laps: Ruled[Natural]
    half_points_below_part: Ruled[Annotated[Fraction | None, OrNone]]


class Race(Section):
    """A race.

    Attributes:
        ends: by time, by laps, or whichever comes first; the session's plan holds the figures.
        chequered_to: who is shown the flag first: the overall leader's crossing after the end, or each class's leader.
        early_chequered_ends: a chequered flag shown too early ends the race all the same.
        must_take_chequered: a car must cross the line under the chequered flag to be classified.
        minimum_distance: part of the winner's laps that a car must do to be classified; `none`: every starter is.
        minimum_distance_of: the overall winner's laps or the class winner's.
        minimum_distance_rounding: the limit is used as it is, or cut to whole laps.
        last_lap_limits: what a slow last lap costs.
        fastest_lap_red_flag_counts: a lap that ended under red counts as a race's fastest lap.
        move_to_back_order: order of several cars that were moved to the back of one class: drive time by shortfall,
            smallest first, then the others in order of decision; or all in order of decision; or by their distance.
        moved_behind_retired: a car moved to the back stands behind retired cars too.
    """

    ends: Ruled[Literal["time", "laps", "first_of_both"]]
    chequered_to: Ruled[Literal["overall_leader", "class_leaders"]]
    early_chequered_ends: Ruled[bool]
    must_take_chequered: Ruled[bool]
    minimum_distance: Ruled[Annotated[Fraction | None, OrNone]]
    minimum_distance_of: Ruled[Literal["overall", "class"]]
    minimum_distance_rounding: Ruled[Literal["exact", "down"]]
    last_lap_limits: Ruled[tuple[LastLapLimit, ...]]
    fastest_lap_red_flag_counts: Ruled[bool]
    move_to_back_order: Ruled[Literal["shortfall_then_decision", "decision", "distance"]]
    moved_behind_retired: Ruled[bool]
    red_flag: RaceRedFlag
    short: ShortRace

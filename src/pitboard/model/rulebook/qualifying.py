"""Qualifying: who drives, which laps are lost, what replaces a session that could not be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pitboard.model.rulebook.ruled import Frozen, OrNone, Ruled, Section
from pitboard.model.rulebook.timing import Natural, Positive

RatingName = Literal["Platinum", "Gold", "Silver", "Bronze"]
TyreRule = Literal[
    "free", "free_for_bronze", "qualifying_set_starts", "may_change_in_session", "one_set_in_session"
]
OtherMeans = Literal["team_points", "driver_points", "practice", "previous_race", "entry_list", "draw"]


class QualifyingRedFlag(Section):
    """What causing a red flag costs.

    Attributes:
        laps_lost: how many of its fastest valid laps the car loses.
        laps_of: laps of the whole session, of the part, or only those set before or after the restart.
        repeat: a second red flag costs as many laps again, or nothing more.
        if_abandoned: what it costs where the session is not resumed.
    """

    laps_lost: Ruled[Natural]
    laps_of: Ruled[Literal["session", "part", "before_restart", "after_restart"]]
    repeat: Ruled[Literal["again", "once"]]
    if_abandoned: Ruled[Literal["laps_lost", "back_of_class", "back_of_group", "back_of_field"]]


class Segments(Section):
    """A class that qualifies in two segments: one sets the grid, one gives the points.

    The id of a session says which it is: `points` or `position` stands in it.

    Attributes:
        position, points: ratings that may drive in the segment; empty: any.
    """

    position: Ruled[tuple[RatingName, ...]]
    points: Ruled[tuple[RatingName, ...]]


class MeanOfDrivers(Section):
    """Qualifying by the mean of the drivers' best laps.

    Attributes:
        drivers: how many drivers' best laps are averaged; 0: of the whole crew.
        missing: a driver without a time: the car has no mean, or the mean is of those who have one.
    """

    drivers: Ruled[Natural]
    missing: Ruled[Literal["no_time", "mean_of_others"]]


class HyperpolePart(Frozen):
    """A part of qualifying for the fastest of the part before.

    Attributes:
        name: as documents print it.
        classes: class codes that run in it; empty: all.
        minutes: length [min]; 0: not known.
        cars: how many reach it.
        cars_of: of each class, or overall.
        drivers: ratings that may drive; empty: any.
    """

    name: str
    minutes: Natural = 0
    cars: Positive
    cars_of: Literal["class", "overall"] = "class"
    classes: tuple[str, ...] = ()
    drivers: tuple[RatingName, ...] = ()


class Hyperpole(Section):
    """Hyperpole, Superpole: a last part or two for the fastest cars.

    Attributes:
        parts: in order; empty: there is none.
        no_time: a car without a time in a part stands behind the part's others, or keeps its time of the part before.
    """

    parts: Ruled[tuple[HyperpolePart, ...]]
    no_time: Ruled[Literal["behind_others", "time_of_part_before"]]


class Qualifying(Section):
    """Qualifying.

    Attributes:
        method: by best lap, by the mean of several drivers' best laps, or by best lap with a hyperpole.
        minutes: scheduled length of a part, by class [min].
        parts: classes that run together, in order of their parts; empty: all at once.
        eligible: ratings that may qualify, by class; a class not named or an empty list: any.
        segments: classes with a segment for the grid and one for points.
        tyres: what becomes of the qualifying tyres, by class.
        min_green_s: time under green that a part needs to count [s]; `none`: no such rule.
        fallback_order: "other means": what sets the order where qualifying does not count, first that exists.
    """

    method: Ruled[Literal["best_lap", "mean_of_drivers", "hyperpole"]]
    minutes: Mapping[str, Ruled[Positive]]
    parts: Ruled[tuple[tuple[str, ...], ...]]
    eligible: Mapping[str, Ruled[tuple[RatingName, ...]]]
    segments: Mapping[str, Segments]
    tyres: Mapping[str, Ruled[TyreRule]]
    min_green_s: Ruled[Annotated[Positive | None, OrNone]]
    fallback_order: Ruled[tuple[OtherMeans, ...]]
    red_flag: QualifyingRedFlag
    mean_of_drivers: MeanOfDrivers
    hyperpole: Hyperpole

"""The starting grid: groups, their order, and what moves a car in them."""

from __future__ import annotations

from typing import Literal

from pitboard.model.rulebook.ruled import Ruled, Section
from pitboard.model.rulebook.timing import Natural

Drop = Literal["class", "group", "field", "pit_lane", "none"]


class GridPenalty(Section):
    """Where a car starts from that did what it may not.

    Attributes:
        driver_change: another driver starts than qualified.
        tyre_change: other tyres start than the rules of qualifying ask for.
        no_session: the car took no part in an official session.
        no_time: the car set no time in qualifying.
        times_disallowed: all its qualifying times were disallowed.
    """

    driver_change: Ruled[Drop]
    tyre_change: Ruled[Drop]
    no_session: Ruled[Drop]
    no_time: Ruled[Drop]
    times_disallowed: Ruled[Drop]


class GridStart(Section):
    """How the race is started.

    Attributes:
        kind: rolling or standing.
        split: classes that take the start together, in order of their starts; empty: one start for all.
    """

    kind: Ruled[Literal["rolling", "standing"]]
    split: Ruled[tuple[tuple[str, ...], ...]]


class ClassPole(Section):
    """Who is called the class's pole.

    Attributes:
        after_penalties: the class's first car on the grid, after drops; else the fastest of its qualifying.
    """

    after_penalties: Ruled[bool]


class Grid(Section):
    """The starting grid.

    Attributes:
        source: what orders a group: qualifying, a qualifying race, the previous race, points, a draw, practice.
        arranged: one list of all cars, a block for each class in the order of classes, or `groups`.
        groups: classes of each block, from the front; classes in one block are merged by `source`.
        no_time_order: order among cars without a time that stand at the back of their class or group.
        empty_slots: a withdrawn car's place is closed up or left empty.
        row_size: cars in a row.
        drop_severity: drops from the mildest to the most severe; within one, in order of decision.
        places_lost: a loss of places by decision is applied before the drops, or after them.
        place_given: a place given by decision is applied after the drops, so that it stands, or before them.
    """

    source: Ruled[Literal["qualifying", "qualifying_race", "previous_race", "points", "draw", "practice"]]
    arranged: Ruled[Literal["overall", "class", "groups"]]
    groups: Ruled[tuple[tuple[str, ...], ...]]
    no_time_order: Ruled[Literal["number", "entry_list", "points", "practice"]]
    empty_slots: Ruled[Literal["close_up", "leave_empty"]]
    row_size: Ruled[Natural]
    drop_severity: Ruled[tuple[Literal["class", "group", "field", "pit_lane"], ...]]
    places_lost: Ruled[Literal["before_drops", "after_drops"]]
    place_given: Ruled[Literal["before_drops", "after_drops"]]
    penalty: GridPenalty
    start: GridStart
    class_pole: ClassPole

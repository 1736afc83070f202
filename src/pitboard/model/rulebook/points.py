"""Results by stage, championship points, entries and track records."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from pitboard.model.rulebook.ruled import DurationUs, Exact, Ruled, Section
from pitboard.model.rulebook.timing import Natural

PointsValue = Annotated[Exact, Field(ge=0)]
Title = Literal["drivers", "teams", "manufacturers"]
Stage = Literal["unofficial", "provisional", "official", "amended"]


class Results(Section):
    """From the flag to the official result.

    Attributes:
        stages: in order.
        protest_window_min: time for protests after the provisional result [min].
        roles_for_official: roles that must sign before a result is official.
    """

    stages: Ruled[tuple[Stage, ...]]
    protest_window_min: Ruled[Natural]
    roles_for_official: Ruled[tuple[str, ...]]


class EnduranceCup(Section):
    """Points at checkpoints of long races.

    Attributes:
        checkpoints_us: race times at which the order in class scores [µs]; empty: this event does not belong to the cup.
        at_finish: the finish scores too.
        table: points by place.
        others: points of every car behind the table.
        retired_score: points of a car that has retired before the checkpoint.
    """

    checkpoints_us: Ruled[tuple[DurationUs, ...]]
    at_finish: Ruled[bool]
    table: Ruled[tuple[PointsValue, ...]]
    others: Ruled[PointsValue]
    retired_score: Ruled[PointsValue]


class Eligibility(Section):
    """Who scores.

    Attributes:
        full_season_only: only full-season entries score; guests are classified and passed over.
        needs_minimum_drive_time: a driver must have reached the minimum drive time.
        driver_at_least_us: a driver must have driven this long to score [µs]; measured whether or not `drive_time` applies.
        nominated_car: a driver entered in two cars scores in the one that was named.
    """

    full_season_only: Ruled[bool]
    needs_minimum_drive_time: Ruled[bool]
    driver_at_least_us: Ruled[DurationUs]
    nominated_car: Ruled[bool]


class Points(Section):
    """Championship points, per class.

    Attributes:
        titles: what points are given for.
        tables: points by place, by name of the table.
        beyond: points of every place behind a table, by name of the table; a table not named: 0.
        race_table: name of the race's table; `none`: the race gives no points.
        qualifying_table: name of the qualifying table; `none`: qualifying gives none.
        pole: points for pole in class.
        pole_titles: for which of the titles pole scores.
        not_started: points of a car that did not start.
        no_time: qualifying points of a car without a time.
        moved_to_back: a car moved to the back scores its new place, or nothing.
        moved_to_back_minimum: it scores at least this.
        manufacturer_table: name of the manufacturers' table of the race; `race_table`: the one of drivers and teams.
        manufacturer_places: a manufacturer scores by its places in class; or overall, then it has one title for all
            classes, of races alone.
        manufacturer_scores: a manufacturer scores with its best car, its two best, or all.
        manufacturer_multiplier: name of the rule that multiplies manufacturer points, or `none`.
        tie_break: what separates equal points, in order.
    """

    titles: Ruled[tuple[Title, ...]]
    tables: Mapping[str, Ruled[tuple[PointsValue, ...]]]
    beyond: Mapping[str, Ruled[PointsValue]]
    race_table: Ruled[str]
    qualifying_table: Ruled[str]
    pole: Ruled[PointsValue]
    pole_titles: Ruled[tuple[Title, ...]]
    not_started: Ruled[PointsValue]
    no_time: Ruled[PointsValue]
    moved_to_back: Ruled[Literal["new_place", "none"]]
    moved_to_back_minimum: Ruled[PointsValue]
    manufacturer_table: Ruled[str]
    manufacturer_places: Ruled[Literal["in_class", "overall"]]
    manufacturer_scores: Ruled[Literal["best_car", "two_best_cars", "all_cars"]]
    manufacturer_multiplier: Ruled[str]
    tie_break: Ruled[tuple[Literal["wins", "count_of_places", "latest_result", "qualifying", "shared"], ...]]
    eligibility: Eligibility
    endurance_cup: EnduranceCup

    def table_of(self, title: str) -> str:
        """Name of the race's table for a title, or `none`."""
        own = self.manufacturer_table.value
        return own if title == "manufacturers" and own != "race_table" else self.race_table.value

    def for_place(self, table: str, place: int) -> Decimal:
        """Points of a place in a table; places behind it score what `beyond` says.

        Args:
            table: name of a table, or `none`.
            place: from 1.
        """
        if table == "none":
            return Decimal(0)
        rows = self.tables[table].value
        if place <= len(rows):
            return rows[place - 1]
        beyond = self.beyond.get(table)
        return beyond.value if beyond is not None else Decimal(0)


class Entries(Section):
    """Entries.

    Attributes:
        rating_as_of: which list of driver ratings holds.
        crew_size: drivers of a car, by class or `all`.
    """

    rating_as_of: Ruled[Literal["entry_list", "season_start", "event"]]
    crew_size: Mapping[str, Ruled[Natural]]


class Records(Section):
    """Track records, by circuit, layout, class and kind.

    Attributes:
        eligible_sessions: kinds of session in which a record can be set.
        layout_revision: a record belongs to the circuit's layout revision, or to the circuit whatever its layout.
    """

    eligible_sessions: Ruled[tuple[Literal["practice", "test", "qualifying", "warm-up", "race"], ...]]
    layout_revision: Ruled[Literal["circuit_revision", "circuit"]]

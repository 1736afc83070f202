"""The few values of a rulebook that a classification reads."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pitboard.times import SECOND_US

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


class PenaltyRules(msgspec.Struct, frozen=True, kw_only=True):
    """`[penalties]` of a rulebook, in microseconds.

    Attributes:
        serve_within_laps: laps in which a penalty must be served.
        drive_through_us: what a drive-through is worth here (T); None where it is not known.
        unserved_stop_us: what a stop that was not served costs, where the series has a fixed figure.
        stop_adds_up: a stop of N seconds is worth T + N; else it takes a decision.
        unserved: `time_added`, `time_or_laps` or `exclusion`.
        infractions: keys of those that the rulebook knows.
    """

    serve_within_laps: int = 3
    drive_through_us: int | None = None
    unserved_stop_us: int | None = None
    stop_adds_up: bool = True
    unserved: str = "time_added"
    infractions: tuple[str, ...] = ()

    @staticmethod
    def of(rulebook: Rulebook) -> PenaltyRules:
        """Read the values out of a rulebook."""
        rules = rulebook.penalties
        return PenaltyRules(
            serve_within_laps=rules.serve_within_laps.value,
            drive_through_us=_seconds(rules.drive_through_time_s.value),
            unserved_stop_us=_seconds(rules.unserved_stop_time_s.value),
            stop_adds_up=rules.stop_equivalent.value == "drive_through_plus_stop",
            unserved=rules.unserved.value,
            infractions=tuple(rules.infractions),
        )


class LastLap(msgspec.Struct, frozen=True, kw_only=True):
    """What a last lap slower than `over_us` costs."""

    over_us: int
    laps_lost: int = 0
    not_classified: bool = False


class Hyperpole(msgspec.Struct, frozen=True, kw_only=True):
    """A part of qualifying for the `cars` fastest of the part before, of each of its `classes` (empty: all), or overall."""

    cars: int
    classes: tuple[str, ...] = ()
    name: str = ""
    overall: bool = False


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """A rulebook as the classification reads it.

    Attributes:
        texts_before_move: official-layout gap texts repeat the order before a move to the back of class.
        minimum_distance: share of the winner's distance that a car must cover to be classified; None for no minimum.
        minimum_distance_of_class: of the class winner's distance instead of the overall winner's.
        minimum_distance_down: the limit is cut to whole laps.
        must_take_chequered: a car that does not take the flag is not classified.
        last_laps: what a slow last lap costs, the shortest first.
        move_order: order of several cars moved to the back: `shortfall_then_decision`, `decision` or `distance`.
        moved_behind_retired: a car moved to the back stands behind retired cars too.
        lookback_laps: a race that is not resumed is classified this many laps before the stop.
        groups: classes in one group of the grid, for moves to the back of the group.
        no_time_by_list: cars without a time follow in the order of the entry list, not by number.
        tie_by_number: equal times: the lower number is ahead, not who set it earlier.
        mean_of_drivers: qualifying by the mean of so many drivers' best laps; 0 for the whole crew, None for best laps.
        mean_of_others: a driver without a time is left out of the mean; else the car has none.
        hyperpole: parts of qualifying for the fastest of the part before; empty for none.
        hyperpole_keeps_time: a car without a time in a part of hyperpole keeps its time of the part before.
        penalties: how a penalty becomes time.
    """

    texts_before_move: bool = False
    minimum_distance: Decimal | None = None
    minimum_distance_of_class: bool = False
    minimum_distance_down: bool = False
    must_take_chequered: bool = False
    last_laps: tuple[LastLap, ...] = ()
    move_order: str = "shortfall_then_decision"
    moved_behind_retired: bool = True
    lookback_laps: int = 0
    groups: tuple[tuple[str, ...], ...] = ()
    no_time_by_list: bool = False
    tie_by_number: bool = False
    mean_of_drivers: int | None = None
    mean_of_others: bool = False
    hyperpole: tuple[Hyperpole, ...] = ()
    hyperpole_keeps_time: bool = False
    penalties: PenaltyRules = PenaltyRules()

    @staticmethod
    def of(rulebook: Rulebook) -> Options:
        """Read the values out of a rulebook."""
        race, qualifying, order = rulebook.race, rulebook.qualifying, rulebook.classification
        by_mean = qualifying.method.value == "mean_of_drivers"
        return Options(
            texts_before_move=order.texts_after_move.value == "before_move",
            minimum_distance=race.minimum_distance.value,
            minimum_distance_of_class=race.minimum_distance_of.value == "class",
            minimum_distance_down=race.minimum_distance_rounding.value == "down",
            must_take_chequered=race.must_take_chequered.value,
            last_laps=tuple(
                LastLap(
                    over_us=limit.over_s * SECOND_US,
                    laps_lost=limit.laps_lost,
                    not_classified=limit.not_classified,
                )
                for limit in sorted(race.last_lap_limits.value, key=lambda limit: limit.over_s)
            ),
            move_order=race.move_to_back_order.value,
            moved_behind_retired=race.moved_behind_retired.value,
            lookback_laps=race.red_flag.lookback_laps.value,
            groups=rulebook.grid.groups.value if rulebook.grid.arranged.value == "groups" else (),
            no_time_by_list=order.no_time_order.value == "entry_list",
            tie_by_number=order.tie.value == "number",
            mean_of_drivers=qualifying.mean_of_drivers.drivers.value if by_mean else None,
            mean_of_others=qualifying.mean_of_drivers.missing.value == "mean_of_others",
            hyperpole=tuple(
                Hyperpole(
                    cars=part.cars,
                    classes=part.classes,
                    name=part.name,
                    overall=part.cars_of == "overall",
                )
                for part in qualifying.hyperpole.parts.value
            ),
            hyperpole_keeps_time=qualifying.hyperpole.no_time.value == "time_of_part_before",
            penalties=PenaltyRules.of(rulebook),
        )


def _seconds(value: int | None) -> int | None:
    return None if value is None else value * SECOND_US

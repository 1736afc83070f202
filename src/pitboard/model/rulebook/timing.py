"""How passings become laps, which laps count, and how cars are ordered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pitboard.model.rulebook.ruled import DurationUs, Ruled, Section

Natural = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(gt=0)]


class Timing(Section):
    """How passings are read.

    Attributes:
        resolution_us: instants are cut to this before they are compared or printed [µs].
        lap_one: lap 1 runs from the session's start, or the first crossing only starts it.
        doubled_within_us: two reads of one car at one line closer than this are one passing [µs].
        minimum_lap_us: a lap faster than this is flagged for a person to look at, never deleted [µs].
    """

    resolution_us: Ruled[Positive]
    lap_one: Ruled[Literal["session_start", "first_crossing"]]
    doubled_within_us: Ruled[DurationUs]
    minimum_lap_us: Ruled[DurationUs]


class BestLap(Section):
    """Which laps count for a car's best in practice and qualifying. A decision to count a lap overrides all of it.

    Attributes:
        lap_one_counts: the lap from the start signal or out of the pit at the start.
        in_lap_counts: a lap that ends in the pit lane.
        out_lap_counts: a lap after one that ended in the pit lane.
        red_flag_lap_counts: a lap that ends under red; of a race, see `race.fastest_lap_red_flag_counts`.
        chequered_lap_counts: a lap that takes the chequered flag.
        unknown_flag_lap_counts: a lap whose flag the source does not say.
    """

    lap_one_counts: Ruled[bool]
    in_lap_counts: Ruled[bool]
    out_lap_counts: Ruled[bool]
    red_flag_lap_counts: Ruled[bool]
    chequered_lap_counts: Ruled[bool]
    unknown_flag_lap_counts: Ruled[bool]


class Classification(Section):
    """The order of a result.

    Attributes:
        practice: what orders practice and tests; of qualifying, see `qualifying.method`.
        tie: equal times: who set it earlier is ahead, or the lower car number.
        no_time_order: order of cars without a time in a result; a listing order, the grid has its own.
        texts_after_move: the official gap texts after a car was moved to the back of its class repeat the order before
            the move, or are recomputed. Typed gaps are always recomputed.
    """

    practice: Ruled[Literal["best_lap"]]
    tie: Ruled[Literal["earlier", "number"]]
    no_time_order: Ruled[Literal["number", "entry_list"]]
    texts_after_move: Ruled[Literal["before_move", "recomputed"]]

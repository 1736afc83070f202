"""Penalties: the ladder, what an infraction costs, how an un-served penalty becomes time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pitboard.model.rulebook.ruled import Frozen, OrNone, Ruled, Section
from pitboard.model.rulebook.timing import Natural, Positive

PenaltyKind = Literal[
    "warning",
    "drive_through",
    "stop",
    "time",
    "laps",
    "grid",
    "lap_deletion",
    "back_of_class",
    "exclusion",
    "points",
    "fine",
    "times_disallowed",
]


class Step(Frozen):
    """One step of a ladder.

    Attributes:
        kind: what is given.
        stop_s: length of a stop, on top of the drive-through [s].
        time_s: time added [s].
        laps: laps taken off.
        places: grid places lost.
    """

    kind: PenaltyKind
    stop_s: Natural = 0
    time_s: Natural = 0
    laps: Natural = 0
    places: Natural = 0


class Infraction(Section):
    """What an infraction costs.

    Attributes:
        name: as documents print it.
        race: steps in a race; the n-th case of a car takes the n-th step, the last one repeats.
        qualifying: steps in practice and qualifying; empty: none.
    """

    name: Ruled[str]
    race: Ruled[tuple[Step, ...]]
    qualifying: Ruled[tuple[Step, ...]]


class Penalties(Section):
    """Penalties.

    Attributes:
        infractions: by key; `penalty_given` facts name them.
        serve_within_laps: laps in which a penalty must be served.
        counted_per: what escalation counts: cases of one kind of a car in the meeting, in the session, or none.
        drive_through_time_s: what a drive-through is worth here where it is not served (T, per event) [s]; `none`: not known.
        stop_equivalent: a stop of N seconds is worth T + N, or a figure of its own by decision.
        unserved: what becomes of a penalty that was not served.
        unserved_stop_time_s: time for a stop-and-go that was not served, where the series has a fixed one [s].
        time_changes_laps: an added time may take laps off.
        technical_after_race: what a failed post-race inspection costs.
        appealable: penalties may be appealed.
        pit_speed_kph: speed limit in the pit lane [km/h].
        minimum_pit_time: name of the rule for a minimum time in the pits, or `none`.
    """

    infractions: Mapping[str, Infraction]
    serve_within_laps: Ruled[Positive]
    counted_per: Ruled[Literal["meeting", "session", "none"]]
    drive_through_time_s: Ruled[Annotated[Positive | None, OrNone]]
    stop_equivalent: Ruled[Literal["drive_through_plus_stop", "by_decision"]]
    unserved: Ruled[Literal["time_added", "time_or_laps", "exclusion"]]
    unserved_stop_time_s: Ruled[Annotated[Positive | None, OrNone]]
    time_changes_laps: Ruled[bool]
    technical_after_race: Ruled[Literal["back_of_class", "exclusion", "by_decision"]]
    appealable: Ruled[bool]
    pit_speed_kph: Ruled[Annotated[Positive | None, OrNone]]
    minimum_pit_time: Ruled[str]


class Refuelling(Section):
    """Refuelling.

    Attributes:
        min_full_s: least time of a full fill, by class or `all` [s]; `none`: no such rule.
        min_any_s: least time of any fill, by class or `all` [s]; `none`: no such rule.
    """

    min_full_s: Mapping[str, Ruled[Annotated[Positive | None, OrNone]]]
    min_any_s: Mapping[str, Ruled[Annotated[Positive | None, OrNone]]]

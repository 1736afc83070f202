"""Decisions on an entry, penalties and places on the grid."""

from __future__ import annotations

from typing import ClassVar

from pitboard.model.facts.base import Fact


class Decision(Fact, frozen=True):
    """A ruling on one entry.

    Attributes:
        entry_id: whose.
    """

    entry_id: str
    rank: ClassVar[int] = 6


class LapDecision(Decision, frozen=True):
    """A ruling on one lap.

    Attributes:
        passing_seq: the passing that ended the lap. If it is voided or moved, the ruling becomes a work item.
        lap_number: the number shown when the ruling was made.
        reason: `track_limits`, `red_flag_cause`, … or empty.
    """

    passing_seq: int
    lap_number: int
    reason: str = ""


class LapDeleted(LapDecision, frozen=True, tag="lap_deleted"):
    """The lap's time does not count; its distance does."""


class LapCounted(LapDecision, frozen=True, tag="lap_counted"):
    """The lap's time counts, whatever the rules on in-laps, out-laps and red flags say."""


class LapsVoided(Decision, frozen=True, tag="laps_voided"):
    """All times of the car so far are void."""

    reason: str = ""


class RedFlagCaused(Decision, frozen=True, tag="red_flag_caused"):
    """The car caused a red flag; what that costs is in the rulebook.

    Attributes:
        flag_seq: the red flag; None where none is pointed at.
    """

    flag_seq: int | None = None


class TimeAdded(Decision, frozen=True, tag="time_added"):
    """Time is added to the car's race time [µs]."""

    duration_us: int


class LapsSubtracted(Decision, frozen=True, tag="laps_subtracted"):
    """Laps are taken off the car's distance."""

    laps: int


class MovedToBack(Decision, frozen=True, tag="moved_to_back"):
    """The car is classified behind all others of its `scope`.

    Attributes:
        scope: `class`, `group` or `field`.
        shortfall_us: what a driver lacks of the drive time, where that is why [µs]; None for other reasons. Of several
            cars the smallest shortfall stands first.
    """

    scope: str = "class"
    shortfall_us: int | None = None


class StatusRuled(Decision, frozen=True, tag="status_ruled"):
    """The car's status by decision: `not_classified`, `disqualified`, `not_started` or `withdrawn`."""

    status: str


class PenaltyNoted(Decision, frozen=True, tag="penalty_noted"):
    """An incident is noted or under investigation.

    Attributes:
        penalty: id that the later facts of the same matter carry.
        infraction: key of the rulebook's infraction, or free text.
        stage: `noted`, `investigation`, `no_action`.
    """

    penalty: str
    infraction: str
    stage: str = "noted"


class PenaltyGiven(Decision, frozen=True, tag="penalty_given"):
    """A penalty is given.

    Attributes:
        penalty: id of the matter.
        kind: `warning`, `drive_through`, `stop`, `time`, `laps`, `grid`, `points`, `fine`, `back_of_class`, `exclusion`.
        infraction: key or text.
        stop_us: length of a stop [µs], on top of the drive-through.
        time_us: time added [µs].
        laps: laps taken off.
        places: grid places lost.
        points: championship points lost.
        serve_within_laps: laps in which it must be served; None for the rulebook's.
    """

    penalty: str
    kind: str
    infraction: str = ""
    stop_us: int = 0
    time_us: int = 0
    laps: int = 0
    places: int = 0
    points: int = 0
    serve_within_laps: int | None = None


class PenaltyServed(Decision, frozen=True, tag="penalty_served"):
    """Race control accepts that a penalty was served (measured, or by its own eyes)."""

    penalty: str


class PenaltyConverted(Decision, frozen=True, tag="penalty_converted"):
    """An un-served penalty becomes time or laps; without figures the rulebook's equivalent applies."""

    penalty: str
    time_us: int | None = None
    laps: int = 0


GRID_DROPS = (
    "class",
    "group",
    "field",
    "pit_lane",
    "places",
    "place",
    "withdrawn",
    "driver_change",
    "tyre_change",
    "no_session",
    "times_disallowed",
)
"""What `GridPlaceRuled.drop` may be."""


class GridPlaceRuled(Decision, frozen=True, tag="grid_place_ruled"):
    """A car's place on the grid by decision.

    Attributes:
        drop: `class`, `group`, `field`, `pit_lane`, `places`, `place` or `withdrawn`; or what the car did, of which the
            rulebook says what it costs: `driver_change`, `tyre_change`, `no_session`, `times_disallowed`.
        places: how many places are lost (`places`), or which place is given (`place`).
    """

    drop: str
    places: int = 0


class PoleSideSet(Fact, frozen=True, tag="pole_side_set"):
    """On which side of the grid place 1 stands: `left` or `right`."""

    side: str

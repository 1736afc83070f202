"""Which role may append which kind of fact."""

from __future__ import annotations

from pitboard.model import facts as f
from pitboard.racelog.stored import kind_of
from pitboard.wire.desk import Role

ORDER = (Role.VIEWER, Role.ANNOUNCER, Role.TIMEKEEPER, Role.RACE_DIRECTOR)

_TIMEKEEPER: tuple[type[f.Fact], ...] = (
    f.Passing,
    f.SessionStarted,
    f.SessionEnded,
    f.ClockHeld,
    f.ClockResumed,
    f.PartStarted,
    f.PartEnded,
    f.FlagShown,
    f.DriverChanged,
    f.PitVisitTimed,
    f.WeatherMeasured,
    f.MessageSent,
    f.NoteTaken,
    f.EntryAdded,
    f.NumberChanged,
    f.ClassChanged,
    f.CrewChanged,
    f.TransponderAssigned,
    f.FactWithdrawn,
    f.FactMoved,
    f.PassingReassigned,
    f.LapDeleted,
    f.LapCounted,
)
_RACE_DIRECTOR: tuple[type[f.Fact], ...] = (
    f.SessionScheduled,
    f.LapsVoided,
    f.RedFlagCaused,
    f.TimeAdded,
    f.LapsSubtracted,
    f.MovedToBack,
    f.StatusRuled,
    f.PenaltyNoted,
    f.PenaltyGiven,
    f.PenaltyServed,
    f.PenaltyConverted,
    f.GridPlaceRuled,
    f.PoleSideSet,
    f.ResultIssued,
)

NEEDED: dict[str, Role] = {kind_of(cls): Role.TIMEKEEPER for cls in _TIMEKEEPER} | {
    kind_of(cls): Role.RACE_DIRECTOR for cls in _RACE_DIRECTOR
}
"""The least role of each kind that a desk may append; other kinds are the server's own."""


def at_least(role: Role, needed: Role) -> bool:
    """Whether a role may do what another may.

    >>> at_least(Role.RACE_DIRECTOR, Role.TIMEKEEPER), at_least(Role.ANNOUNCER, Role.TIMEKEEPER)
    (True, False)
    """
    return ORDER.index(role) >= ORDER.index(needed)


def may_append(role: Role) -> tuple[str, ...]:
    """The kinds of fact that a role may append."""
    return tuple(kind for kind, needed in NEEDED.items() if at_least(role, needed))

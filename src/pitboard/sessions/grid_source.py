"""What sets a starting grid in place of the session's own result: another session, or the points of the season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pitboard.scoring.qualifying import other_means
from pitboard.sessions.scored import Scored

if TYPE_CHECKING:
    from pitboard.sessions.season import Season


@dataclass(frozen=True, slots=True)
class GridSource:
    """An order for the grid.

    Attributes:
        order: entry ids of the session that is gridded.
        words: what it is.
        rule: the rulebook's key that lets it set the grid.
    """

    order: tuple[str, ...]
    words: str
    rule: str


def from_session(scored: Scored, other: Scored) -> GridSource:
    """The order of another session (a qualifying race, the race before, practice), by car number."""
    ours = {car.car: entry_id for entry_id, car in scored.state.cars.items()}
    order = tuple(ours[row.car] for row in other.rows if row.position is not None and row.car in ours)
    own = scored.opened.rulebook.grid.source.value != "qualifying"
    return GridSource(
        order, f"the order of {other.opened.name}", "grid.source" if own else "qualifying.fallback_order"
    )


def from_points(scored: Scored, season: Season) -> GridSource:
    """The order of the team points: where the rulebook says so, or by other means where qualifying was not run."""
    table = sorted(
        (line for line in season.standings if line.title == "teams"),
        key=lambda line: (line.position, -line.points),
    )
    ours = {car.car: entry_id for entry_id, car in scored.state.cars.items()}
    points = [ours[line.who] for line in table if line.who in ours]
    words = f"team points of {season.file.name}"
    if scored.opened.rulebook.grid.source.value == "points":
        return GridSource(tuple(points), words, "grid.source")
    order, means = other_means(scored.state, scored.opened.rulebook, {"team_points": points})
    if means != "team_points":
        words = means.replace("_", " ")
    return GridSource(order, f"other means: {words}", "qualifying.fallback_order")

"""The result of a meeting's qualifying as points see it: of each class the one session that gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pitboard.errors import UsageError
from pitboard.scoring.points import Finish
from pitboard.scoring.qualifying import gives_the_points, sets_the_grid_only

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

Results = Sequence[tuple[str, Sequence[Finish]]]
"""(Id of a session, its result)."""


def qualifying_result(rulebook: Rulebook, sessions: Results) -> list[Finish]:
    """One result out of all sessions of a meeting's qualifying.

    Args:
        rulebook: with the event's overrides.
        sessions: that were listed, in order.

    Raises:
        UsageError: a class drove in several of them, and nothing says which gives its points.
    """
    found: list[Finish] = []
    for car_class in dict.fromkeys(finish.car_class for _, result in sessions for finish in result):
        scoring = [
            (session, [finish for finish in result if finish.car_class == car_class])
            for session, result in sessions
            if not sets_the_grid_only(rulebook, car_class, session)
        ]
        found += _of_class(rulebook, car_class, [one for one in scoring if one[1]])
    return found


def _of_class(rulebook: Rulebook, car_class: str, scoring: Results) -> Sequence[Finish]:
    # A log's session may hold the whole entry list, also classes that did not drive in it.
    driven = [one for one in scoring if any(finish.started for finish in one[1])] or scoring[:1]
    if len(driven) > 1 and car_class in rulebook.qualifying.segments:
        driven = [one for one in driven if gives_the_points(one[0])] or driven
    if len(driven) > 1:
        names = ", ".join(session for session, _ in driven)
        raise UsageError(
            f"qualifying of {car_class or 'all cars'}: expected one session that gives points, were {names}"
        )
    return driven[0][1] if driven else ()

"""Whether everything that a session prints rests on a rule of its rulebook and on facts of its log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pitboard.model.rulebook import walk
from pitboard.scoring.awards import session_points
from pitboard.scoring.explain_more import explain_lap
from pitboard.scoring.grid import starting_grid
from pitboard.scoring.penalties import penalties
from pitboard.sessions.scored import Scored


@dataclass(frozen=True, slots=True)
class Founded:
    """What was looked at, and what rests on nothing.

    Attributes:
        places, laps, penalties, awards, grid_places: how many.
        unfounded: one sentence for each that names no rule of the rulebook, or a fact that the log has not.
    """

    places: int
    laps: int
    penalties: int
    awards: int
    grid_places: int
    unfounded: tuple[str, ...]

    @property
    def words(self) -> str:
        """As `verify` prints it."""
        counts = (
            (self.places, "places"),
            (self.laps, "laps"),
            (self.penalties, "penalties"),
            (self.grid_places, "grid places"),
            (self.awards, "awards of points"),
        )
        return ", ".join(f"{count:,} {name}" for count, name in counts if count)


class _Check:
    """Collects what rests on nothing."""

    def __init__(self, scored: Scored) -> None:
        self.keys = {key for key, _ in walk(scored.opened.rulebook)}
        self.seqs = {fact.seq for fact in scored.opened.facts}
        self.found: list[str] = []

    def add(self, what: str, keys: Iterable[str], seqs: Iterable[int], *, needs_rule: bool = True) -> None:
        named = [key for key in keys if key]
        if needs_rule and not named:
            self.found.append(f"{what} names no rule")
        self.found += [
            f"{what} names {key}, which the rulebook has not" for key in named if key not in self.keys
        ]
        self.found += [
            f"{what} rests on fact {seq}, which the log has not" for seq in seqs if seq not in self.seqs
        ]


def founded(scored: Scored) -> Founded:
    """Look through places, laps, penalties, grid and points of a session."""
    state, rows, book = scored.state, scored.rows, scored.opened.rulebook
    check = _Check(scored)
    for row in rows:
        # Who has no position by decision rests on the decision.
        ruled = row.position is None and bool(row.decisions)
        check.add(f"car {row.car}", row.rules, row.decisions, needs_rule=not ruled)
    laps = 0
    for car in state.cars.values():
        for lap in car.laps:
            laps += 1
            for reason in explain_lap(state, car.entry_id, lap.number):
                what = f"car {car.car}, lap {lap.number}"
                check.add(what, [reason.rule], reason.seqs, needs_rule=reason.kind == "not_counted")
    matters = penalties(state, scored.options.penalties)
    for one in matters:
        check.add(f"penalty {one.penalty}", one.rules, one.seqs, needs_rule=False)
    grid = starting_grid(state, rows, book) if state.plan.kind.value == "qualifying" else ()
    for place in grid:
        check.add(f"grid place {place.place}", [place.rule], place.seqs)
    last_us = state.last.at_us if state.last is not None else 0
    awards = session_points(book, state, rows, last_us)
    for award in awards:
        check.add(f"points of {award.name}", [award.rule], award.seqs, needs_rule=not award.seqs)
    return Founded(len(rows), laps, len(matters), len(awards), len(grid), tuple(check.found))

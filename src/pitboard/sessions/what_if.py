"""A changed ruling, scored again: what it changes in the classification, the grid and the points. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.scoring.awards import session_points
from pitboard.scoring.classification import Row
from pitboard.scoring.explain import decision_text
from pitboard.scoring.grid import GridPlace, starting_grid
from pitboard.scoring.penalties import Penalty, penalties
from pitboard.sessions.issuing import canonical_rows
from pitboard.sessions.issuing import changes as row_changes
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import Scored, score
from pitboard.times import format_time


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that comes out otherwise.

    Attributes:
        of: `classification`, `grid`, `points` or `penalties`.
        car: number of the car; for points the driver, car or make.
        field: what of it.
        before, after: as printed; empty where there is none.
        rules: keys of the rulebook behind the new value.
    """

    of: str
    car: str
    field: str
    before: str
    after: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change would do.

    Attributes:
        before, after: the session as it is and as it would be.
        ruled: the change in words.
        changed: everything that comes out otherwise; empty: nothing does.
    """

    before: Scored
    after: Scored
    ruled: tuple[str, ...]
    changed: tuple[Changed, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Kinds of documents that would have to be issued again, as `pitboard document` names them."""
        touched = {one.of for one in self.changed} | {one.field for one in self.changed}
        # A ruling is a decision whatever it changes.
        names = [name for name, of in _DOCUMENTS if touched & of]
        return (*names, "decisions") if self.changed else ()

    @property
    def issued(self) -> tuple[str, ...]:
        """Results issued already that would not hold, with what would differ."""
        now = canonical_rows(self.after.rows)
        lines = []
        for fact in self.before.state.issued:
            if isinstance(fact, f.ResultIssued):
                found = row_changes(fact.rows, now)
                more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
                if found:
                    name = f"{fact.stage} {fact.version} by {fact.by} (fact {fact.seq})"
                    lines.append(f"{name}: {'; '.join(found[:3])}{more}")
        return tuple(lines)


_DOCUMENTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("classification", frozenset({"classification"})),
    ("classification-by-class", frozenset({"classification"})),
    ("grid", frozenset({"grid"})),
    ("best-laps", frozenset({"best lap"})),
    ("lap-cards", frozenset({"best lap"})),
    ("points", frozenset({"points"})),
    ("standings", frozenset({"points"})),
)
"""Kind of document, and what in a change touches it."""


def what_if(opened: Opened, *, withdraw: Sequence[int] = (), decide: Sequence[f.Fact] = ()) -> WhatIf:
    """Score a session as it is and with a change.

    Args:
        opened: the session; its facts are not touched.
        withdraw: `seq` of facts that are taken back.
        decide: decisions that are taken, without `seq`.

    Raises:
        UsageError: nothing is changed, or a fact is not there.
    """
    if not withdraw and not decide:
        raise UsageError("expected a change: --withdraw SEQ or --decisions FILE")
    known = {fact.seq: fact for fact in opened.facts}
    words = []
    for seq in withdraw:
        if seq not in known:
            raise UsageError(f"--withdraw: expected a fact of the session, 1 to {max(known)}, was {seq}")
        words.append(f"without fact {seq}: {_words(known[seq], opened)}")
    words += [f"with: {_words(fact, opened)}" for fact in decide]
    at_us = max(fact.at_us for fact in opened.facts)
    taken_back = [
        f.FactWithdrawn(at_us=at_us, session=opened.plan.session, target_seq=seq) for seq in withdraw
    ]
    before = score(opened)
    after = score(replace(opened.with_facts([*taken_back, *decide]), log=None))
    return WhatIf(before, after, tuple(words), tuple(changes(before, after)))


def _words(fact: f.Fact, opened: Opened) -> str:
    entry_id = getattr(fact, "entry_id", "")
    numbers = {one.entry.entry_id: one.entry.number for one in opened.facts if isinstance(one, f.EntryAdded)}
    who = f"car {numbers.get(entry_id, entry_id)}: " if entry_id else ""
    return who + (decision_text(fact) if isinstance(fact, f.Decision) else type(fact).__name__)


def changes(before: Scored, after: Scored) -> list[Changed]:
    """What differs between two states of one session."""
    return [
        *_classification(before.rows, after.rows),
        *_penalties(before, after),
        *_grid(before, after),
        *_points(before, after),
    ]


_SHOWN: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("position", lambda row: str(row.position or "")),
    ("class position", lambda row: str(row.class_position or "")),
    ("status", lambda row: row.status.value.replace("_", " ")),
    ("laps", lambda row: str(row.laps)),
    ("best lap", lambda row: format_time(row.best.time_us) if row.best is not None else ""),
    (
        "race time",
        lambda row: format_time(row.total_us) if row.total_us is not None and row.total_us >= 0 else "",
    ),
)


def _classification(before: Iterable[Row], after: Sequence[Row]) -> list[Changed]:
    old = {row.entry_id: row for row in before}
    found = []
    for row in after:
        was = old.get(row.entry_id)
        for name, shown in _SHOWN:
            one = shown(was) if was is not None else ""
            if one != shown(row):
                found.append(Changed("classification", row.car, name, one, shown(row), row.rules))
    here = {row.entry_id for row in after}
    return [*found, *(_gone(row) for row in old.values() if row.entry_id not in here)]


def _gone(row: Row) -> Changed:
    return Changed("classification", row.car, "position", str(row.position or ""), "", ())


def _penalties(before: Scored, after: Scored) -> list[Changed]:
    def listed(scored: Scored) -> dict[tuple[str, str], Penalty]:
        return {(one.entry_id, one.penalty): one for one in penalties(scored.state, scored.options.penalties)}

    old, new = listed(before), listed(after)
    found = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        stages = [f"{one.words} {one.stage}" if one is not None else "" for one in (was, now)]
        if stages[0] != stages[1]:
            car = _car(before, after, key[0])
            found.append(
                Changed("penalties", car, key[1], stages[0], stages[1], now.rules if now is not None else ())
            )
    return found


def _car(before: Scored, after: Scored, entry_id: str) -> str:
    """A car's number; one that was taken off the list has it from before."""
    return (after.state.cars.get(entry_id) or before.state.cars[entry_id]).car


def _grid(before: Scored, after: Scored) -> list[Changed]:
    if before.state.plan.kind.is_race or not _sets_the_grid(before):
        return []

    def placed(scored: Scored) -> dict[str, GridPlace]:
        grid = starting_grid(scored.state, scored.rows, scored.opened.rulebook)
        return {place.entry_id: place for place in grid}

    old, new = placed(before), placed(after)
    found = []
    for entry_id in dict.fromkeys([*new, *old]):
        was, now = (str(grid[entry_id].place) if entry_id in grid else "" for grid in (old, new))
        if was != now:
            car = _car(before, after, entry_id)
            rules = (new[entry_id].rule,) if entry_id in new else ()
            found.append(Changed("grid", car, "place", was, now, rules))
    return found


def _sets_the_grid(scored: Scored) -> bool:
    return scored.state.plan.kind.value == "qualifying"


def _points(before: Scored, after: Scored) -> list[Changed]:
    def totals(scored: Scored) -> dict[tuple[str, str, str], tuple[Decimal, str, tuple[str, ...]]]:
        race = scored.state.plan.kind.is_race
        if not race and not _sets_the_grid(scored):
            return {}
        last_us = scored.state.last.at_us if scored.state.last is not None else 0
        found: dict[tuple[str, str, str], tuple[Decimal, str, tuple[str, ...]]] = {}
        for award in session_points(scored.opened.rulebook, scored.state, scored.rows, last_us):
            key = (award.title, award.car_class, award.who)
            had = found.get(key, (Decimal(0), award.name, ()))
            found[key] = (had[0] + award.points, award.name, (award.rule,))
        return found

    old, new = totals(before), totals(after)
    found = []
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        texts = [f"{one[0]:f}" if one is not None else "0" for one in (was, now)]
        if texts[0] != texts[1]:
            name = key[2] if key[0] == "teams" else (now or was or (Decimal(0), key[2], ()))[1]
            found.append(
                Changed(
                    "points",
                    name,
                    f"{key[0]} {key[1] or 'overall'}",
                    texts[0],
                    texts[1],
                    now[2] if now is not None else (),
                )
            )
    return found

"""The endurance cup: points at checkpoints of long races and at the finish, for teams, drivers and makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.classification import Row
from pitboard.scoring.points import ZERO, Award, Barred, of_drivers, passed_over
from pitboard.scoring.race_rules import race_is_over
from pitboard.scoring.state import SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


def order_at(state: SessionState, at_us: int) -> dict[str, list[str]]:
    """Entries of each class in the order at an instant: by laps, then by who crossed the line first."""
    reached = []
    for car in state.cars.values():
        laps = [lap for lap in car.laps if lap.end_us <= at_us]
        if laps:
            reached.append((-len(laps), laps[-1].end_us, car))
    order: dict[str, list[str]] = {}
    for _, _, car in sorted(reached, key=lambda one: one[:2]):
        order.setdefault(car.entry.car_class, []).append(car.entry_id)
    return order


def cup_points(
    rulebook: Rulebook, state: SessionState, rows: Sequence[Row], *, guests: Iterable[str] = ()
) -> dict[str, list[tuple[str, Decimal]]]:
    """Endurance-cup points of each entry: (checkpoint in words, points), in the order of the checkpoints.

    Args:
        rulebook: with the event's overrides.
        state: of the race.
        rows: its classification.
        guests: car numbers that are classified and passed over, where only full-season entries score.
    """
    cup = rulebook.points.endurance_cup
    found: dict[str, list[tuple[str, Decimal]]] = {}
    checkpoints = cup.checkpoints_us.value
    if not checkpoints or state.started_us is None:
        return found
    skipped = passed_over(rulebook, guests)
    last_us = state.last.at_us if state.last is not None else state.started_us
    for checkpoint in checkpoints:
        if state.started_us + checkpoint > last_us:
            continue
        words = f"{checkpoint / 3_600_000_000:g} h"
        for entries in order_at(state, state.started_us + checkpoint).values():
            scoring = [entry_id for entry_id in entries if state.cars[entry_id].car not in skipped]
            for place, entry_id in enumerate(scoring, 1):
                found.setdefault(entry_id, []).append(
                    (words, _cup_value(rulebook, state, entry_id, place, checkpoint))
                )
    if cup.at_finish.value and race_is_over(state):
        for entry_id, place in _places_at_finish(rows, skipped):
            found.setdefault(entry_id, []).append(("finish", _table_value(rulebook, place)))
    return found


def _places_at_finish(rows: Sequence[Row], skipped: set[str]) -> list[tuple[str, int]]:
    """(Entry, place in class) of the classified cars that score."""
    count: dict[str, int] = {}
    placed = []
    for row in sorted(rows, key=lambda row: row.class_position or 0):
        if row.class_position is None or row.car in skipped:
            continue
        count[row.car_class] = count.get(row.car_class, 0) + 1
        if row.laps:
            placed.append((row.entry_id, count[row.car_class]))
    return placed


def cup_awards(
    rulebook: Rulebook,
    state: SessionState,
    rows: Sequence[Row],
    *,
    guests: Iterable[str] = (),
    barred: Barred | None = None,
) -> list[Award]:
    """The endurance cup's points of a race, for teams, drivers and makes: of a make its best car at each checkpoint.

    Args:
        rulebook: with the event's overrides.
        state: of the race.
        rows: its classification.
        guests: car numbers that are classified and passed over, where only full-season entries score.
        barred: drivers of a car who score nothing in the race, and so nothing here.
    """
    titles = rulebook.points.titles.value
    awards: list[Award] = []
    makes: dict[tuple[str, str], dict[str, Decimal]] = {}
    for entry_id, gained in cup_points(rulebook, state, rows, guests=guests).items():
        entry = state.cars[entry_id].entry
        team = _cup_award(entry.car_class, entry.number, entry.team or entry.number, gained, car=entry.number)
        awards += [team] if "teams" in titles else []
        if "drivers" in titles:
            crew = [(one.driver_id, one.name) for one in entry.crew]
            awards += of_drivers(team, crew, (barred or {}).get(entry.number, {}))
        make = entry.manufacturer or entry.vehicle.split(" ")[0]
        best = makes.setdefault((entry.car_class, make), {})
        for words, value in gained:
            best[words] = max(value, best.get(words, ZERO))
    if "manufacturers" in titles:
        awards += [
            msgspec.structs.replace(_cup_award(code, make, make, list(best.items())), title="manufacturers")
            for (code, make), best in makes.items()
            if make
        ]
    return awards


def _cup_award(
    car_class: str, who: str, name: str, gained: Sequence[tuple[str, Decimal]], car: str = ""
) -> Award:
    return Award(
        title="teams",
        car_class=car_class,
        who=who,
        name=name,
        car=car,
        points=sum((value for _, value in gained), ZERO),
        what="checkpoint",
        place=None,
        rule="points.endurance_cup.checkpoints_us",
        why=", ".join(f"{words} {value:f}" for words, value in gained),
    )


def _cup_value(
    rulebook: Rulebook, state: SessionState, entry_id: str, place: int, checkpoint_us: int
) -> Decimal:
    value = _table_value(rulebook, place)
    later = any(lap.end_us > (state.started_us or 0) + checkpoint_us for lap in state.cars[entry_id].laps)
    cup = rulebook.points.endurance_cup
    return value if later or place <= len(cup.table.value) else cup.retired_score.value


def _table_value(rulebook: Rulebook, place: int) -> Decimal:
    cup = rulebook.points.endurance_cup
    return cup.table.value[place - 1] if place <= len(cup.table.value) else cup.others.value

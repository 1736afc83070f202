"""What must hold for every state and every classification, whatever happened on the track."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pitboard.model.facts import PenaltyGiven
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row, by_class
from pitboard.scoring.passings import find_best, lap_counts
from pitboard.scoring.state import CarState, SessionState


def check(state: SessionState, rows: Sequence[Row]) -> list[str]:
    """What does not hold.

    Args:
        state: of a session.
        rows: its classification.

    Returns:
        One sentence for each promise that is broken; empty if all hold.
    """
    found: list[str] = []
    for car in state.cars.values():
        found += _laps(car)
        found += _best(car)
    found += _every_car_once(state, rows)
    found += _positions(rows)
    found += _order(state, rows)
    found += _gaps(rows)
    return found


def _laps(car: CarState) -> list[str]:
    found = []
    for index, lap in enumerate(car.laps, 1):
        if lap.number != index:
            found.append(f"car {car.car}: lap {index} is numbered {lap.number}")
        if lap.time_us != lap.end_us - lap.start_us or lap.time_us < 0:
            found.append(f"car {car.car}: lap {index} does not last from its start to its end")
        known = [sector for sector in lap.sectors_us if sector is not None]
        if len(known) == len(lap.sectors_us) and sum(known) != lap.time_us:
            found.append(f"car {car.car}: the sectors of lap {index} do not add up to it")
    for before, lap in pairwise(car.laps):
        if lap.start_us != before.end_us:
            found.append(f"car {car.car}: lap {lap.number} does not begin where lap {before.number} ended")
        if lap.out_lap != before.in_pit and not lap.part:
            found.append(f"car {car.car}: lap {lap.number} is an out-lap, or not, against the lap before")
    return found


def _best(car: CarState) -> list[str]:
    if car.best != find_best(car):
        return [f"car {car.car}: its best lap is not the fastest one that counts"]
    if car.best is not None and not lap_counts(car, car.best):
        return [f"car {car.car}: its best lap does not count"]
    return []


def _every_car_once(state: SessionState, rows: Sequence[Row]) -> list[str]:
    if sorted(row.entry_id for row in rows) != sorted(state.cars):
        return ["the classification does not hold every entry exactly once"]
    return []


def _positions(rows: Sequence[Row]) -> list[str]:
    found = []
    classified = [row for row in rows if row.status is Status.CLASSIFIED]
    if [row.position for row in classified] != list(range(1, len(classified) + 1)):
        found.append("positions are no permutation of the classified cars, in their order")
    if list(rows[: len(classified)]) != classified:
        found.append("a car without a position stands before one that has one")
    if any(row.position is not None or row.class_position is not None for row in rows[len(classified) :]):
        found.append("a car that is not classified has a position")
    for code, members in by_class(classified).items():
        if [row.class_position for row in members] != list(range(1, len(members) + 1)):
            found.append(f"positions in {code} do not follow the overall order")
    return found


def _order(state: SessionState, rows: Sequence[Row]) -> list[str]:
    """Nobody stands before a better result, unless a decision moved somebody to the back."""
    free = [row for row in rows if row.position is not None and not _moved(state.cars[row.entry_id])]
    if state.plan.kind.is_race:
        keys = [(-row.laps, row.total_us or 0) for row in free if row.laps]
    else:
        # By the mean, or by parts, a faster lap may stand behind a slower one.
        other = any(row.mean_us is not None or "qualifying.hyperpole.parts" in row.rules for row in rows)
        keys = [(row.best.time_us, row.best.end_us) for row in free if row.best and not other]
    return [] if keys == sorted(keys) else ["the order does not follow the results"]


def _moved(car: CarState) -> bool:
    given = (fact for fact in car.rulings if isinstance(fact, PenaltyGiven))
    return bool(car.moved) or any(fact.kind == "back_of_class" for fact in given)


def _gaps(rows: Sequence[Row]) -> list[str]:
    """Gaps to the leader grow by the intervals where both are in time alone."""
    found = []
    classified = [row for row in rows if row.position is not None]
    for first, gap_first, gap_previous in (
        ("leader", "gap_first", "gap_previous"),
        ("class leader", "class_gap_first", "class_gap_previous"),
    ):
        groups = [classified] if first == "leader" else list(by_class(classified).values())
        for before, row in (pair for group in groups for pair in pairwise(group)):
            to_first, to_car = getattr(row, gap_first), getattr(row, gap_previous)
            ahead = getattr(before, gap_first)
            if to_first is None or to_car is None:
                continue
            if ahead is not None and to_first.laps != ahead.laps + to_car.laps:
                found.append(f"car {row.car}: laps to the {first} are not those ahead of it and its own")
            if to_first.laps == 0 and to_car.laps == 0 and to_first.time_us is not None:
                ahead_us = 0 if ahead is None else ahead.time_us
                if ahead_us is not None and to_first.time_us != ahead_us + to_car.time_us:
                    found.append(
                        f"car {row.car}: the gap to the {first} is not the one before and the interval"
                    )
    return found

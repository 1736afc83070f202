"""What a board shows beside the classification: bests and who holds them, stints, places gained, when a car is expected.

A lap never changes, so a car is measured from where the last measuring stopped; only a correction measures it again.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pitboard.model.flags import Status
from pitboard.scoring.classification import Row, by_class
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, Lap, SessionState
from pitboard.times import SECOND_US

OVERDUE_LEAST_US = 30 * SECOND_US
"""A car is overdue when it has missed its expected passing by half a lap, and at least by this."""


class CarMeasure(msgspec.Struct):
    """What the laps of one car add up to.

    Attributes:
        laps, last, rulings: how far it was measured: laps, the last of them, and decisions on the car.
        best_sectors: own best of each sector [µs]; None where it has none.
        since_stop: laps since the last that ended in the pit lane; None before the first of those.
        in_laps: laps that ended in the pit lane.
        before: best lap that counted before the last lap.
    """

    laps: int = 0
    last: Lap | None = None
    rulings: int = 0
    best_sectors: list[int | None] = []
    since_stop: int | None = None
    in_laps: int = 0
    before: Lap | None = None


def measure(car: CarState, sectors: int, known: CarMeasure | None = None) -> CarMeasure:
    """Measure a car, going on from `known` where its laps so far are still the same."""
    if (
        known is None
        or known.rulings != len(car.rulings)
        or known.laps > len(car.laps)
        or (known.laps and car.laps[known.laps - 1] is not known.last)
    ):
        known = CarMeasure(rulings=len(car.rulings), best_sectors=[None] * sectors)
        best: Lap | None = None
    else:
        best = None if known.laps == len(car.laps) else _best_of(known, car)
    if known.laps == len(car.laps):
        return known
    for lap in car.laps[known.laps :]:
        known.before = best
        if lap_counts(car, lap) and (best is None or lap.time_us < best.time_us):
            best = lap
        _sectors(known, car, lap)
        if lap.in_pit:
            known.in_laps += 1
            known.since_stop = 0
        elif known.since_stop is not None:
            known.since_stop += 1
    known.laps, known.last = len(car.laps), car.laps[-1]
    return known


def _best_of(known: CarMeasure, car: CarState) -> Lap | None:
    last, before = known.last, known.before
    if last is None or not lap_counts(car, last):
        return before
    return last if before is None or last.time_us < before.time_us else before


def _sectors(known: CarMeasure, car: CarState, lap: Lap) -> None:
    # A sector driven through the pit lane, or from the grid, is no sector of the track; a deleted lap's sectors are out.
    if lap.seq in car.ruled and not lap_counts(car, lap):
        return
    first, end = (1 if lap.out_lap or lap.number == 1 else 0), len(lap.sectors_us) - (1 if lap.in_pit else 0)
    for index in range(first, min(end, len(known.best_sectors))):
        time_us, best_us = lap.sectors_us[index], known.best_sectors[index]
        if time_us is not None and (best_us is None or time_us < best_us):
            known.best_sectors[index] = time_us


class Bests(msgspec.Struct, frozen=True):
    """The best of the session.

    Attributes:
        overall: best lap of all classes; None without one.
        laps: best lap of each class.
        holders: entry id of each class's best lap.
        sectors: best sector times of each class [µs].
        overall_sectors: best sector times of all [µs].
    """

    overall: Lap | None
    laps: dict[str, Lap]
    holders: dict[str, str]
    sectors: dict[str, list[int | None]]
    overall_sectors: list[int | None]


def bests(state: SessionState, measures: dict[str, CarMeasure]) -> Bests:
    """The best laps and sectors of the session; of equal laps the one that was set first."""
    laps: dict[str, Lap] = {}
    holders: dict[str, str] = {}
    sectors: dict[str, list[int | None]] = {}
    for entry_id, car in state.cars.items():
        code = car.entry.car_class
        best = car.best
        if best is not None and (code not in laps or _earlier(best, laps[code])):
            laps[code], holders[code] = best, entry_id
        known = sectors.setdefault(code, [None] * state.sectors)
        _lower(known, measures[entry_id].best_sectors)
    overall_sectors: list[int | None] = [None] * state.sectors
    for known in sectors.values():
        _lower(overall_sectors, known)
    overall = min(laps.values(), key=lambda lap: (lap.time_us, lap.end_us), default=None)
    return Bests(overall, laps, holders, sectors, overall_sectors)


def _earlier(lap: Lap, other: Lap) -> bool:
    return (lap.time_us, lap.end_us) < (other.time_us, other.end_us)


def _lower(known: list[int | None], other: Sequence[int | None]) -> None:
    for index, time_us in enumerate(other[: len(known)]):
        best_us = known[index]
        if time_us is not None and (best_us is None or time_us < best_us):
            known[index] = time_us


def gained(state: SessionState, rows: tuple[Row, ...], measures: dict[str, CarMeasure]) -> dict[str, int]:
    """Places in class won: in a race since the end of lap 1, else by the last lap at the line; negative when lost."""
    won: dict[str, int] = {}
    for mates in by_class(row for row in rows if row.status is Status.CLASSIFIED).values():
        if state.plan.kind.is_race:
            _gained_since_lap_one(state, mates, won)
        else:
            _gained_by_last_lap(state, mates, measures, won)
    return won


def _gained_since_lap_one(state: SessionState, mates: list[Row], won: dict[str, int]) -> None:
    first = sorted(
        (row for row in mates if state.cars[row.entry_id].laps),
        key=lambda row: state.cars[row.entry_id].laps[0].end_us,
    )
    for place, row in enumerate(first, 1):
        won[row.entry_id] = place - (row.class_position or place)


def _gained_by_last_lap(
    state: SessionState, mates: list[Row], measures: dict[str, CarMeasure], won: dict[str, int]
) -> None:
    times = [row.best.time_us for row in mates if row.best is not None]
    for row in mates:
        car, known = state.cars[row.entry_id], measures[row.entry_id]
        if row.best is None or not car.laps or row.best is not car.laps[-1] or row.class_position is None:
            continue
        before = known.before
        ahead = len(times) - 1 if before is None else sum(time < before.time_us for time in times) - 1
        won[row.entry_id] = max(0, ahead + 1 - row.class_position)


def usual_lap_us(car: CarState, class_best: Lap | None) -> int | None:
    """How long the car's next lap may be expected to take [µs]: its last clean one, its best, or its class's best."""
    if car.laps:
        last = car.laps[-1]
        if not last.in_pit and not last.out_lap and last.number > 1:
            return last.time_us
    if car.best is not None:
        return car.best.time_us
    return None if class_best is None else class_best.time_us * 11 // 10


def expected_us(car: CarState, class_best: Lap | None) -> int | None:
    """When the car is next expected at the finish line, µs since 1970 UTC; None where it is not."""
    if car.in_pit or car.finished_us is not None or car.lap_start_us is None or car.last_at_us < 0:
        return None
    usual = usual_lap_us(car, class_best)
    return None if usual is None else car.lap_start_us + usual


def is_overdue(car: CarState, expected: int | None, now_us: int) -> bool:
    """Whether a car has missed its expected passing by so much that somebody should look for it."""
    if expected is None or car.lap_start_us is None:
        return False
    return now_us > expected + max(OVERDUE_LEAST_US, (expected - car.lap_start_us) // 2)

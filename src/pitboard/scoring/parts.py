"""One part of a session on its own: its cars, classified by what they did in it."""

from __future__ import annotations

from pitboard.scoring.classification import Row, classify
from pitboard.scoring.options import Options
from pitboard.scoring.passings import better, lap_counts
from pitboard.scoring.state import CarState, Lap, SessionState


def classify_part(state: SessionState, part: str, options: Options | None = None) -> tuple[Row, ...]:
    """The classification of one part.

    Laps of other parts are left out. Lap 1 of a part is an out-lap from the pit lane or runs from the session's start;
    either way the rules on lap 1 and out-laps keep it from counting, so nothing is added here.

    Raises:
        KeyError: no such part has started.
    """
    classes = state.parts[part].classes
    alone = state.copy()
    alone.cars = {
        entry_id: _only(car, part)
        for entry_id, car in alone.cars.items()
        if not classes or car.entry.car_class in classes
    }
    return classify(alone, options)


def _only(car: CarState, part: str) -> CarState:
    car.laps = [lap for lap in car.laps if lap.part == part]
    best: Lap | None = None
    for lap in car.laps:
        if lap_counts(car, lap):
            best = better(best, lap)
    car.best = best
    return car

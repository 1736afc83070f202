"""What a story can expect: one small function a word. A new word is a new function under `@of_car` or `@of_session`.

Each gives what came out as text, in the form in which a story writes it; `none` where there is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pitboard.scoring.classification import Row
from pitboard.scoring.gaps import Gap, official_text
from pitboard.scoring.parts import classify_part
from pitboard.scoring.state import CarState, Lap
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.testing.story import Told

NONE = "none"
Words = Sequence[str]


class Asked(NamedTuple):
    """A car that a story asks about.

    Attributes:
        told: the story as it stands.
        row: the car's.
        car: its state.
        words: those that name what is asked, such as a lap's number.
    """

    told: Told
    row: Row
    car: CarState
    words: Words

    @property
    def lap(self) -> Lap | None:
        """The lap that is named; None if it was not driven."""
        number = int(self.words[0])
        return self.car.laps[number - 1] if 1 <= number <= len(self.car.laps) else None

    def name(self, driver_id: str) -> str:
        """A driver of the car."""
        driver = self.car.entry.driver(driver_id)
        return driver.name if driver else driver_id or NONE


CarWord = Callable[[Asked], str]


class OfCar(NamedTuple):
    """A word about a car.

    Attributes:
        actual: what came out.
        asked: how many words name what is asked; one more follows, the value.
        is_time: the value is a time.
    """

    actual: CarWord
    asked: int
    is_time: bool


OfSession = Callable[["Told", Words], tuple[str, str]]
"""A word about the session: (expected, actual) out of all words that follow it."""

OF_CAR: dict[str, OfCar] = {}
OF_SESSION: dict[str, OfSession] = {}


def of_car(name: str, *, asked: int = 0, is_time: bool = False) -> Callable[[CarWord], CarWord]:
    """Register a word about a car."""

    def register(function: CarWord) -> CarWord:
        OF_CAR[name] = OfCar(function, asked, is_time)
        return function

    return register


def of_session(name: str) -> Callable[[OfSession], OfSession]:
    """Register a word about the session."""

    def register(function: OfSession) -> OfSession:
        OF_SESSION[name] = function
        return function

    return register


def _number(value: int | None) -> str:
    return NONE if value is None else str(value)


def _time(value: int | None) -> str:
    if value is None:
        return NONE
    return ("-" if value < 0 else "") + format_time(abs(value))


def _gap(gap: Gap | None) -> str:
    return official_text(gap).removeprefix("+") if gap is not None else NONE


# ---- the classification ---------------------------------------------------------------------------------------------


@of_car("laps")
def _laps(it: Asked) -> str:
    return str(it.row.laps)


@of_car("best", is_time=True)
def _best(it: Asked) -> str:
    return _time(it.row.best.time_us if it.row.best else None)


@of_car("best_lap")
def _best_lap(it: Asked) -> str:
    return _number(it.row.best.number if it.row.best else None)


@of_car("best_driver")
def _best_driver(it: Asked) -> str:
    return it.name(it.row.best.driver_id) if it.row.best else NONE


@of_car("position")
def _position(it: Asked) -> str:
    return _number(it.row.position)


@of_car("class_position")
def _class_position(it: Asked) -> str:
    return _number(it.row.class_position)


@of_car("class")
def _class(it: Asked) -> str:
    return it.row.car_class


@of_car("status")
def _status(it: Asked) -> str:
    return it.row.status.value


@of_car("total", is_time=True)
def _total(it: Asked) -> str:
    return _time(it.row.total_us)


@of_car("gap")
def _gap_first(it: Asked) -> str:
    return _gap(it.row.gap_first)


@of_car("interval")
def _gap_previous(it: Asked) -> str:
    return _gap(it.row.gap_previous)


@of_car("class_gap")
def _class_gap(it: Asked) -> str:
    return _gap(it.row.class_gap_first)


@of_car("class_interval")
def _class_interval(it: Asked) -> str:
    return _gap(it.row.class_gap_previous)


@of_car("gap_time", is_time=True)
def _gap_time(it: Asked) -> str:
    return _time(it.row.gap_first.time_us if it.row.gap_first else None)


@of_car("text")
def _text(it: Asked) -> str:
    return it.row.text_first or NONE


@of_car("text_previous")
def _text_previous(it: Asked) -> str:
    return it.row.text_previous or NONE


# ---- the car --------------------------------------------------------------------------------------------------------


@of_car("driver")
def _driver(it: Asked) -> str:
    return it.name(it.car.driver_id)


@of_car("in_pit")
def _in_pit(it: Asked) -> str:
    return "yes" if it.car.in_pit else "no"


@of_car("visits")
def _visits(it: Asked) -> str:
    return str(len(it.car.visits))


@of_car("lap", asked=1, is_time=True)
def _lap_time(it: Asked) -> str:
    lap = it.lap
    return _time(lap.time_us if lap else None)


@of_car("why", asked=1)
def _why(it: Asked) -> str:
    lap = it.lap
    return (lap.why_not or "counts") if lap else NONE


@of_car("lap_flag", asked=1)
def _lap_flag(it: Asked) -> str:
    lap = it.lap
    return (lap.flag if lap else "") or NONE


@of_car("lap_driver", asked=1)
def _lap_driver(it: Asked) -> str:
    lap = it.lap
    return it.name(lap.driver_id) if lap else NONE


@of_car("lap_part", asked=1)
def _lap_part(it: Asked) -> str:
    lap = it.lap
    return (lap.part if lap else "") or NONE


@of_car("pit_time", asked=1, is_time=True)
def _pit_time(it: Asked) -> str:
    lap = it.lap
    return _time(lap.pit_us if lap else None)


@of_car("sectors", asked=1)
def _sectors(it: Asked) -> str:
    lap = it.lap
    return "/".join("-" if us is None else format_time(us) for us in lap.sectors_us) if lap else NONE


# ---- the session ----------------------------------------------------------------------------------------------------


@of_session("dropped")
def _dropped(told: Told, words: Words) -> tuple[str, str]:
    label, expected = words[0], " ".join(words[1:])
    return expected, told.state.dropped.get(told.story.labels.get(label, -1), NONE)


@of_session("work")
def _work(told: Told, words: Words) -> tuple[str, str]:
    return " ".join(words), " ".join(item.kind for item in told.state.work) or NONE


@of_session("flag")
def _flag(told: Told, words: Words) -> tuple[str, str]:
    return " ".join(words), told.state.flag or NONE


@of_session("order")
def _order(told: Told, words: Words) -> tuple[str, str]:
    return " ".join(words), " ".join(row.car for row in told.rows)


@of_session("part")
def _part(told: Told, words: Words) -> tuple[str, str]:
    """`part gtp order 31 7`."""
    rows = classify_part(told.state, words[0], told.story.options)
    return " ".join(words[2:]), " ".join(row.car for row in rows)

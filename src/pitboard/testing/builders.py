"""Facts in one line each, for tests; and a whole race made up from a seed, for properties and benchmarks.

Instants are seconds from the session's start, which is at 0.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry, driver_id_of
from pitboard.model.meeting import Session, SessionKind
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.scoring.state import SessionState

SECOND_US = 1_000_000
SESSION = "story"


def us(seconds: float) -> int:
    """Seconds as whole microseconds.

    >>> us(92.656)
    92656000
    """
    return round(seconds * SECOND_US)


def plan(kind: SessionKind | str = SessionKind.RACE) -> Session:
    """A session of a kind."""
    return Session(session=SESSION, kind=SessionKind(kind))


def entry(
    number: str,
    car_class: str = "GTD",
    *drivers: str,
    transponders: Sequence[str] = (),
    entry_id: str = "",
) -> f.EntryAdded:
    """A car on the entry list; its id is its number unless another is given."""
    crew = tuple(Driver(driver_id=driver_id_of(name), name=name) for name in drivers)
    made = Entry(
        entry_id=entry_id or number,
        number=number,
        car_class=car_class,
        crew=crew,
        transponders=tuple(transponders),
    )
    return f.EntryAdded(at_us=0, entry=made)


def start(at_s: float = 0.0) -> f.SessionStarted:
    """The session starts."""
    return f.SessionStarted(at_us=us(at_s))


def passing(car: str, at_s: float, line: str = "finish", *, transponder: str = "") -> f.Passing:
    """A car crosses a line."""
    return f.Passing(at_us=us(at_s), car=car, line=line, transponder=transponder)


def laps(car: str, *times_s: float, from_s: float = 0.0) -> list[f.Passing]:
    """Crossings of the finish line that complete laps of these times, one after the other."""
    crossings: list[f.Passing] = []
    at_us = us(from_s)
    for time_s in times_s:
        at_us += us(time_s)
        crossings.append(f.Passing(at_us=at_us, car=car))
    return crossings


def flag(which: str, at_s: float, *, part: str = "") -> f.FlagShown:
    """A flag is shown."""
    return f.FlagShown(at_us=us(at_s), flag=which, part=part)


def numbered(facts: Iterable[f.Fact]) -> list[f.Fact]:
    """Facts with their `seq` in the order in which they stand."""
    return [f.with_seq(fact, seq) for seq, fact in enumerate(facts, 1)]


def score(
    facts: Iterable[f.Fact], kind: SessionKind | str = SessionKind.RACE, rules: Rules | None = None
) -> SessionState:
    """Number facts as they stand and score them."""
    session = plan(kind)
    return score_all(session, numbered(facts), rules or Rules(kind=session.kind))


# ---- a race out of a seed -------------------------------------------------------------------------------------------

CLASSES = ("GTP", "LMP2", "GTDPRO", "GTD")
_LOOK_ALIKE = ("1", "01", "001")


@dataclass(frozen=True)
class MadeRace:
    """A race made up.

    Attributes:
        plan: its session.
        setup: entries.
        happened: passings, flags and driver changes, in order of time, not numbered yet.
    """

    plan: Session
    setup: list[f.Fact]
    happened: list[f.Fact]

    @property
    def facts(self) -> list[f.Fact]:
        """All facts as they arrive when nothing goes wrong."""
        return numbered([*self.setup, *self.happened])


def car_numbers(count: int) -> list[str]:
    """Car numbers, the ones that look alike first."""
    return [*_LOOK_ALIKE, *(str(number) for number in range(2, count))][:count]


def make_race(
    seed: int, *, cars: int = 12, laps_each: int = 25, kind: SessionKind | str = SessionKind.RACE
) -> MadeRace:
    """A race that nobody drove: three loops, pit stops, driver changes, a yellow and a red flag, the chequered flag.

    Args:
        seed: the same seed gives the same race.
        cars: how many start.
        laps_each: laps of the fastest cars before the flag.
        kind: a race, or another kind of session run the same way.
    """
    dice = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    numbers = car_numbers(cars)
    setup: list[f.Fact] = [
        entry(number, CLASSES[index % 4], f"Driver A{index}", f"Driver B{index}")
        for index, number in enumerate(numbers)
    ]
    happened: list[f.Fact] = [start()]
    end_us = laps_each * 95 * SECOND_US
    for index, number in enumerate(numbers):
        happened += _drive(dice, number, 92.0 + 4 * (index % 4), end_us, index)
    for which, part in (("green", 0.0), ("full_course_yellow", 0.3), ("green", 0.36), ("red", 0.6)):
        happened.append(f.FlagShown(at_us=int(end_us * part), flag=which))
    happened.append(f.FlagShown(at_us=int(end_us * 0.63), flag="green"))
    happened.append(f.FlagShown(at_us=end_us, flag="chequered"))
    happened.sort(key=f.order_key)
    return MadeRace(plan(kind), setup, happened)


def _drive(dice: random.Random, number: str, base_s: float, end_us: int, index: int) -> list[f.Fact]:
    facts: list[f.Fact] = [f.DriverChanged(at_us=0, car=number, driver_id=f"driver a{index}")]
    at_us = us(dice.uniform(0.5, 6.0))
    stop_every = dice.randrange(18, 30)
    lap = 0
    while at_us < end_us:
        lap += 1
        time_us = us(base_s + abs(dice.gauss(0, 0.9)) + (20 if lap == 1 else 0))
        facts.append(f.Passing(at_us=at_us + time_us * 30 // 100, car=number, line="s1"))
        facts.append(f.Passing(at_us=at_us + time_us * 65 // 100, car=number, line="s2"))
        stops = lap % stop_every == 0
        if stops:
            facts.append(f.Passing(at_us=at_us + time_us - 5 * SECOND_US, car=number, line="pit_in"))
        at_us += time_us
        facts.append(f.Passing(at_us=at_us, car=number, line="finish_pit" if stops else "finish"))
        if stops:
            facts.append(
                f.DriverChanged(
                    at_us=at_us + 9 * SECOND_US, car=number, driver_id=f"driver {'ab'[lap % 2]}{index}"
                )
            )
            facts.append(f.Passing(at_us=at_us + 25 * SECOND_US, car=number, line="pit_out"))
            at_us += 25 * SECOND_US
    return facts

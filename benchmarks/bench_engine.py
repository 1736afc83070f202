"""How fast the engine is: passings a second from facts to state, and how long a correction takes in a long race.

Medians of nine in one run, on one core; `python -m benchmarks.bench_engine` prints them, `make bench` holds them to the
figures asked for.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pitboard.model import facts as f
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import Scorer, score_all
from pitboard.testing.builders import make_race

RUNS = 9
CARS = 60
LAPS_EACH = 358  # of the fastest; about 20,000 for all

pytestmark = pytest.mark.bench


@dataclass(frozen=True)
class Figures:
    """Medians; times in milliseconds."""

    passings: int
    laps: int
    passings_per_s: float
    corrections_ms: dict[str, float]
    one_by_one_per_s: float


def median_of(run: Callable[[int], float]) -> float:
    """Median of nine."""
    return statistics.median(run(number) for number in range(RUNS))


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure() -> Figures:
    """Everything, in one run."""
    race = make_race(2024, cars=CARS, laps_each=LAPS_EACH)
    facts = race.facts
    passings = sum(type(fact) is f.Passing for fact in facts)
    rules = Rules(kind=race.plan.kind)
    whole = median_of(lambda _: timed(lambda: score_all(race.plan, facts, rules)))
    laps = sum(len(car.laps) for car in score_all(race.plan, facts, rules).cars.values())
    scorer = Scorer(race.plan, rules)
    live = timed(lambda: [scorer.add([fact]) for fact in facts])
    return Figures(passings, laps, passings / whole, _corrections(scorer, facts), len(facts) / live)


def _corrections(scorer: Scorer, facts: list[f.Fact]) -> dict[str, float]:
    """Nine corrections of each kind, spread over the whole race, each on top of the one before."""
    finishes = [fact for fact in facts if type(fact) is f.Passing and fact.line == "finish"]
    flags = [fact for fact in facts if type(fact) is f.FlagShown]
    start = next(fact for fact in facts if type(fact) is f.SessionStarted)
    seq = len(facts)

    def chosen(number: int) -> f.Fact:
        return finishes[(number + 1) * len(finishes) // (RUNS + 2)]

    def lap_deleted(number: int) -> f.Fact:
        passing = chosen(number)
        assert isinstance(passing, f.Passing)
        return f.LapDeleted(
            at_us=passing.at_us + 1, entry_id=passing.car, passing_seq=passing.seq, lap_number=1
        )

    kinds: dict[str, Callable[[int], f.Fact]] = {
        "lap deleted, long after": lap_deleted,
        "passing withdrawn": lambda n: f.FactWithdrawn(at_us=0, target_seq=chosen(n).seq),
        "passing moved": lambda n: f.FactMoved(
            at_us=0, target_seq=finishes[-500 - n].seq, to_us=finishes[-500 - n].at_us + 5000
        ),
        "passing reassigned": lambda n: f.PassingReassigned(
            at_us=0, target_seq=finishes[10_000 + n].seq, entry_id="2"
        ),
        "passing late by hours": lambda n: f.Passing(at_us=chosen(n).at_us + 40_000_000, car="7"),
        "yellow flag moved (a third in)": lambda n: f.FactMoved(
            at_us=0, target_seq=flags[1].seq, to_us=flags[1].at_us + 1000 * n
        ),
        "green flag moved (two thirds in)": lambda n: f.FactMoved(
            at_us=0, target_seq=flags[4].seq, to_us=flags[4].at_us + 1000 * n
        ),
        "chequered flag moved": lambda n: f.FactMoved(
            at_us=0, target_seq=flags[-1].seq, to_us=flags[-1].at_us - 1000 * n
        ),
        "start moved": lambda n: f.FactMoved(at_us=0, target_seq=start.seq, to_us=1000 * n),
    }

    def one(make: Callable[[int], f.Fact], number: int) -> float:
        nonlocal seq
        seq += 1
        fact = f.with_seq(make(number), seq)
        return timed(lambda: scorer.add([fact])) * 1000

    return {kind: median_of(lambda number, make=make: one(make, number)) for kind, make in kinds.items()}


def main() -> None:
    """Print the figures."""
    figures = measure()
    print(f"{figures.laps:,} laps, {figures.passings:,} passings of {CARS} cars; medians of {RUNS}")
    print(f"all at once (effective and fold): {figures.passings_per_s:,.0f} passings a second")
    print(f"one by one (Scorer.add, one pass): {figures.one_by_one_per_s:,.0f} facts a second")
    for kind, ms in figures.corrections_ms.items():
        print(f"{kind}: {ms:.1f} ms")


def test_a_twenty_thousand_lap_race_is_scored_and_corrected_in_time() -> None:
    figures = measure()

    assert figures.laps >= 19_500
    assert figures.passings_per_s >= 300_000
    slow = {
        kind: ms
        for kind, ms in figures.corrections_ms.items()
        if ms > 50 and "third" not in kind and "start" not in kind
    }
    assert slow == {}


if __name__ == "__main__":
    main()

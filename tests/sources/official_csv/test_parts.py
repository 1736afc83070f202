"""Parts of a qualifying session are inferred only where the laps leave no doubt."""

from __future__ import annotations

from pathlib import Path

from pitboard.model import facts as f
from pitboard.sources.official_csv import load_session
from tests.sources.official_csv.table import Lap, write_laps

QUALIFYING = "202401211355-qualifying-laps.csv"


def run(car: str, car_class: str, out_ms: int, laps: int = 4) -> list[Lap]:
    """A car that leaves the pit lane two minutes before it ends its first lap at `out_ms`."""
    first = Lap(car, out_ms, (out_ms - 60_000, 30_000, 30_000), car_class=car_class, pit_ms=out_ms - 120_000)
    return [first, *(Lap(car, 90_000, car_class=car_class) for _ in range(laps))]


GTD = run("12", "GTD", 300_000)
PRO = run("77", "GTDPRO", 280_000)
LMP2 = run("2", "LMP2", 1_800_000)
GTP = run("31", "GTP", 3_000_000)


def parts(tmp_path: Path, *cars: list[Lap], name: str = QUALIFYING) -> list[tuple[str, ...]]:
    session = load_session(write_laps(tmp_path, [lap for car in cars for lap in car], name))
    started = [fact for fact in session.facts if isinstance(fact, f.PartStarted)]
    assert [fact.classes for fact in started] == [part.classes for part in session.plan.parts]
    return [fact.classes for fact in started]


def test_classes_one_after_the_other_are_parts(tmp_path: Path):
    assert parts(tmp_path, GTP, GTD, LMP2, PRO) == [("GTD", "GTDPRO"), ("LMP2",), ("GTP",)]


def test_classes_at_the_same_time_are_one_session(tmp_path: Path):
    assert parts(tmp_path, GTD, PRO) == []


def test_one_class_among_all_others_leaves_no_parts(tmp_path: Path):
    assert parts(tmp_path, GTD, GTP, run("2", "LMP2", 200_000, laps=40)) == []


def test_a_car_out_before_the_part_before_is_over_leaves_no_parts(tmp_path: Path):
    early = run("3", "LMP2", 1_800_000)
    early[0].pit_ms = 500_000

    assert parts(tmp_path, GTD, early) == []


def test_a_car_towed_in_during_the_next_part_does_not_join_them(tmp_path: Path):
    towed = [
        *GTD,
        Lap("12", 3_000_000, car_class="GTD", pit=True),
    ]  # in at 3660 s, when GTP has been out since 2880 s
    session = load_session(write_laps(tmp_path, [*towed, *GTP], QUALIFYING))

    assert [part.classes for part in session.plan.parts] == [("GTD",), ("GTP",)]
    begun = [fact.at_us for fact in session.facts if isinstance(fact, f.PartStarted)]
    over = [fact for fact in session.facts if isinstance(fact, f.PartEnded)]
    assert begun[0] < over[0].at_us < begun[1] < over[1].at_us
    assert over[0].latest_us == begun[1]


def test_a_class_without_a_flying_lap_leaves_no_parts(tmp_path: Path):
    assert parts(tmp_path, GTD, GTP, run("2", "LMP2", 1_800_000, laps=0)) == []


def test_a_race_and_a_practice_have_no_parts(tmp_path: Path):
    assert parts(tmp_path, GTD, GTP, name="202401211355-race-laps.csv") == []
    assert parts(tmp_path, GTD, GTP, name="202401211355-practice-1-laps.csv") == []


def test_a_part_carries_the_bounds_of_its_instants(tmp_path: Path):
    session = load_session(write_laps(tmp_path, [*GTD, *GTP], QUALIFYING))
    (start,) = (fact.at_us for fact in session.facts if isinstance(fact, f.SessionStarted))
    begun = [fact for fact in session.facts if isinstance(fact, f.PartStarted)]
    over = [fact for fact in session.facts if isinstance(fact, f.PartEnded)]

    def since(instant: int | None) -> float | None:
        return None if instant is None else (instant - start) / 1_000_000

    assert [(since(fact.earliest_us), since(fact.latest_us)) for fact in begun] == [(0, 180), (660, 2880)]
    assert [(since(fact.earliest_us), since(fact.latest_us)) for fact in over] == [(660, 2880), (3360, None)]
    assert [since(fact.at_us) for fact in [*begun, *over]] == [180, 2880, 660, 3360]
    assert all(fact.inferred for fact in [*begun, *over])


def test_every_passing_of_a_part_lies_between_its_start_and_its_end(tmp_path: Path):
    session = load_session(write_laps(tmp_path, [*GTD, *LMP2, *GTP], QUALIFYING))
    running: tuple[str, ...] = ()
    class_of = {entry.number: entry.car_class for entry in session.entries}
    for fact in session.facts:
        if isinstance(fact, f.PartStarted):
            running = fact.classes
        elif isinstance(fact, f.PartEnded):
            running = ()
        elif isinstance(fact, f.Passing):
            assert class_of[fact.car] in running

"""A check that cannot fail is worse than none: each invariant is broken once, and is seen."""

import msgspec
import pytest

from pitboard.scoring.classification import classify
from pitboard.scoring.gaps import Gap
from pitboard.scoring.invariants import check
from pitboard.testing.builders import entry, laps, passing, score, start

FACTS = [
    entry("7", "GTP"),
    entry("31", "GTP"),
    entry("57", "GTD"),
    start(),
    passing("7", 30.0, "s1"),
    passing("7", 60.0, "s2"),
    *laps("7", 90, 91, 92),
    *laps("31", 91, 91, 92),
    *laps("57", 95, 99),
]


def broken(rows=(), **lap):
    state = score(FACTS)
    found = list(classify(state))
    for index, changes in rows:
        found[index] = msgspec.structs.replace(found[index], **changes)
    if lap:
        car = state.cars["7"]
        car.laps[1] = msgspec.structs.replace(car.laps[1], **lap)
    return check(state, found)


def test_a_sound_state_has_nothing_to_say():
    assert broken() == []


@pytest.mark.parametrize(
    ("lap", "said"),
    [
        ({"number": 5}, "car 7: lap 2 is numbered 5"),
        ({"time_us": 1}, "car 7: lap 2 does not last from its start to its end"),
        ({"sectors_us": (1, 2, 3)}, "car 7: the sectors of lap 2 do not add up to it"),
        ({"start_us": 5, "time_us": 180_999_995}, "car 7: lap 2 does not begin where lap 1 ended"),
        ({"out_lap": True}, "car 7: lap 2 is an out-lap, or not, against the lap before"),
        ({"why_not": "in_lap"}, "car 7: its best lap is not the fastest one that counts"),
    ],
)
def test_a_broken_lap_is_seen(lap, said):
    assert said in broken(**lap)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(0, {"entry_id": "31"})], "the classification does not hold every entry exactly once"),
        ([(0, {"position": 2})], "positions are no permutation of the classified cars, in their order"),
        ([(1, {"status": "disqualified"})], "a car without a position stands before one that has one"),
        ([(2, {"status": "disqualified"})], "a car that is not classified has a position"),
        ([(1, {"class_position": 1})], "positions in GTP do not follow the overall order"),
        ([(1, {"total_us": 1})], "the order does not follow the results"),
        (
            [(1, {"gap_first": Gap(0, 5)})],
            "car 31: the gap to the leader is not the one before and the interval",
        ),
        ([(2, {"gap_first": Gap(2, 5)})], "car 57: laps to the leader are not those ahead of it and its own"),
        (
            [(1, {"class_gap_first": Gap(0, 5)})],
            "car 31: the gap to the class leader is not the one before and the interval",
        ),
    ],
)
def test_a_broken_classification_is_seen(rows, said):
    assert said in broken(rows)

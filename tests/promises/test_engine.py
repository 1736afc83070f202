"""The promises of design.md section 6 that the engine keeps, over races that nobody drove."""

import subprocess
import sys
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pitboard.model import facts as f
from pitboard.model.flags import Flag, Status
from pitboard.model.meeting import SessionKind
from pitboard.scoring.apply import fold
from pitboard.scoring.classification import classify
from pitboard.scoring.effective import effective
from pitboard.scoring.fingerprint import contents, differences, fingerprint
from pitboard.scoring.invariants import check
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import Scorer, score_all
from pitboard.scoring.state import SessionState
from pitboard.testing.builders import make_race, numbered, us
from pitboard.testing.seeds import check_seed, messy

KINDS = (SessionKind.RACE, SessionKind.QUALIFYING)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def races(draw):
    """A small race in which much goes wrong, with its rules."""
    seed = draw(st.integers(0, 10**6))
    kind = draw(st.sampled_from(KINDS))
    race = make_race(seed, cars=draw(st.integers(2, 5)), laps_each=draw(st.integers(2, 6)), kind=kind)
    return race, messy(race, Random(seed)), Rules(kind=kind)


def counted(race, facts, rules):
    """Facts as they count, and the state before the first."""
    as_happened = effective(facts, rules.resolution_us)
    first = fold(SessionState(race.plan), as_happened.setup, rules)
    return first, as_happened.timed


def without_seq(state):
    """What a state says apart from the places that its facts have in the log."""
    rows = classify(state)
    laps = {
        entry_id: [msgspec.structs.replace(lap, seq=0) for lap in car.laps]
        for entry_id, car in state.cars.items()
    }
    return [
        (
            row.entry_id,
            row.position,
            row.class_position,
            row.laps,
            row.total_us,
            row.gap_first,
            row.gap_previous,
        )
        for row in rows
    ], laps


# ---- 1: the same log and rulebook give the same bytes ---------------------------------------------------------------

_ANOTHER = """
from pitboard.scoring.fingerprint import fingerprint
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.testing.builders import make_race
race = make_race(11, cars=6, laps_each=8)
print(fingerprint(score_all(race.plan, race.facts, Rules(kind=race.plan.kind))))
"""


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_gives_the_same_bytes(hash_seed):
    race = make_race(11, cars=6, laps_each=8)
    here = fingerprint(score_all(race.plan, race.facts, Rules(kind=race.plan.kind)))

    told = subprocess.run(
        [sys.executable, "-c", _ANOTHER],
        env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == here


# ---- 2: stopping and resuming anywhere changes nothing --------------------------------------------------------------


@given(races(), st.floats(0, 1))
@FEW
def test_stopping_and_resuming_anywhere_changes_nothing(made, where):
    race, facts, rules = made
    first, timed = counted(race, facts, rules)
    cut = int(where * len(timed))

    resumed = fold(fold(first.copy(), timed[:cut], rules).copy(), timed[cut:], rules)

    assert differences(resumed, fold(first, timed, rules)) == []


@given(races(), st.floats(0, 1))
@FEW
def test_a_scorer_that_reads_the_log_again_goes_on_as_if_it_had_never_stopped(made, where):
    race, facts, rules = made
    cut = int(where * len(facts))
    again = Scorer(race.plan, rules)
    again.add(facts[:cut])
    for fact in facts[cut:]:
        again.add([fact])

    assert differences(again.state, score_all(race.plan, facts, rules)) == []


# ---- 3: any order of arrival ----------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.sampled_from(KINDS), st.randoms(use_true_random=False))
@FEW
def test_single_facts_in_any_order_of_arrival_give_the_same_result(seed, kind, dice):
    race = make_race(seed, cars=4, laps_each=4, kind=kind)
    rules = Rules(kind=kind)
    feed = list(race.happened)
    dice.shuffle(feed)

    there = score_all(race.plan, race.facts, rules)
    scorer = Scorer(race.plan, rules, snapshot_every=20)
    for fact in numbered([*race.setup, *feed]):
        scorer.add([fact])

    assert without_seq(scorer.state) == without_seq(there)


# ---- 4: positions, laps, gaps ---------------------------------------------------------------------------------------


@given(races())
@FEW
def test_what_must_hold_holds_after_every_fact(made):
    race, facts, rules = made
    first, timed = counted(race, facts, rules)
    for start in range(0, len(timed), 11):
        fold(first, timed[start : start + 11], rules)
        assert check(first, classify(first)) == []


@given(races())
@FEW
def test_positions_are_a_permutation_of_the_classified_cars(made):
    race, facts, rules = made
    rows = classify(score_all(race.plan, facts, rules))
    classified = [row for row in rows if row.status is Status.CLASSIFIED]

    assert sorted(row.position for row in classified) == list(range(1, len(classified) + 1))
    assert {row.position for row in rows if row.status is not Status.CLASSIFIED} <= {None}


def _ends_a_stopped_race(fact):
    return isinstance(fact, f.SessionEnded) or (isinstance(fact, f.FlagShown) and fact.flag == Flag.CHEQUERED)


@given(races())
@FEW
def test_laps_never_fall_except_by_a_fact_that_says_so(made):
    """Not even under red: a race that is not resumed counts by the laps before the stop, once that is said."""
    race, facts, rules = made
    first, timed = counted(race, facts, rules)
    before = dict.fromkeys(first.cars, 0)
    for fact in timed:
        fold(first, [fact], rules)
        for row in classify(first):
            if row.laps < before[row.entry_id] and not _ends_a_stopped_race(fact):
                assert isinstance(fact, f.LapsSubtracted)
                assert fact.entry_id == row.entry_id
            before[row.entry_id] = row.laps


@given(races(), st.data())
@FEW
def test_a_withdrawn_decision_leaves_no_trace(made, data):
    race, facts, rules = made
    cars = list(race.setup)
    entry_id = data.draw(st.sampled_from(cars)).entry.entry_id
    now_us = data.draw(st.integers(0, us(900)))
    decision = data.draw(
        st.sampled_from(
            [
                f.LapsVoided(at_us=now_us, entry_id=entry_id),
                f.RedFlagCaused(at_us=now_us, entry_id=entry_id),
                f.TimeAdded(at_us=now_us, entry_id=entry_id, duration_us=us(30)),
                f.LapsSubtracted(at_us=now_us, entry_id=entry_id, laps=1),
                f.MovedToBack(at_us=now_us, entry_id=entry_id),
                f.StatusRuled(at_us=now_us, entry_id=entry_id, status="disqualified"),
                f.PenaltyGiven(at_us=now_us, entry_id=entry_id, penalty="p", kind="time", time_us=us(5)),
            ]
        )
    )
    last = len(facts)
    undone = [
        *facts,
        f.with_seq(decision, last + 1),
        f.FactWithdrawn(at_us=now_us, target_seq=last + 1, seq=last + 2),
    ]
    scorer = Scorer(race.plan, rules, snapshot_every=30)
    for fact in undone:
        scorer.add([fact])
    never = score_all(race.plan, facts, rules)

    assert differences(scorer.state, never) == []
    assert contents(score_all(race.plan, undone, rules)) == contents(never)


# ---- and all of it, for seeds that anybody can repeat ---------------------------------------------------------------


@pytest.mark.parametrize("seed", [1016, 1202, 1378, 1480, 1795747648, *range(2024, 2034)])
def test_a_random_race_keeps_every_promise(seed):
    assert check_seed(seed) == []

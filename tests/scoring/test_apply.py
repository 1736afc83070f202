"""The order that `apply` requires, and what it says when facts cannot have happened."""

from typing import get_args

import pytest

from pitboard.errors import FactOrderError, ScoringError
from pitboard.model import facts as f
from pitboard.model.circuit import Circuit
from pitboard.model.meeting import SessionKind
from pitboard.scoring.apply import _HANDLERS, apply, fold
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import SessionState
from pitboard.testing.builders import entry, flag, laps, numbered, passing, plan, score, start, us

RULES = Rules(kind=SessionKind.RACE)


def begun():
    return fold(SessionState(plan()), numbered([entry("7"), start(), passing("7", 90.0)]), RULES)


def test_a_fact_before_the_state_is_refused_with_both_instants():
    with pytest.raises(FactOrderError, match=r"fact 9 \(30.000\) comes before the state \(1:30.000\)"):
        apply(begun(), f.with_seq(passing("7", 30.0, "s1"), 9), RULES)


def test_a_flag_of_the_instant_of_a_passing_already_scored_is_refused():
    with pytest.raises(FactOrderError):
        fold(begun(), [f.with_seq(flag("red", 90.0), 9)], RULES)


def test_set_up_facts_have_no_place_in_time():
    state = apply(begun(), f.with_seq(entry("92"), 9), RULES)

    assert list(state.cars) == ["7", "92"]
    assert state.seq == 3


def test_every_kind_of_fact_has_a_rule():
    missing = {kind for kind in get_args(f.AnyFact) if kind is not f.Passing} - _HANDLERS.keys()

    assert missing == set()


def test_a_fact_without_a_rule_is_a_bug():
    class Unheard(f.Fact, tag="unheard"):
        pass

    with pytest.raises(TypeError, match="no rule for a Unheard fact"):
        apply(begun(), Unheard(at_us=100_000_000), RULES)


def test_a_circuit_cannot_change_under_cars():
    with pytest.raises(ScoringError, match="the circuit is described after cars were entered"):
        apply(begun(), f.CircuitDescribed(at_us=0, circuit=Circuit()), RULES)


def test_a_class_change_of_nobody_is_refused():
    with pytest.raises(ScoringError, match="car '9' is not on the entry list"):
        apply(begun(), f.ClassChanged(at_us=0, entry_id="9", car_class="GTD"), RULES)


def test_a_part_that_ends_without_a_start_is_work():
    state = score([entry("7"), start(), f.PartEnded(at_us=5, part="gtp")])

    assert [item.kind for item in state.work] == ["part_unknown"]


def test_a_part_without_classes_is_for_all():
    facts = [
        entry("7", "GTP"),
        entry("57", "GTD"),
        start(),
        f.PartStarted(at_us=0, part="all"),
        *laps("57", 90),
    ]

    assert score(facts, "qualifying").cars["57"].laps[0].part == "all"


def test_a_driver_change_of_nobody_is_work():
    state = score([entry("7"), start(), f.DriverChanged(at_us=5, car="9", driver_id="x")])

    assert [item.kind for item in state.work] == ["unknown_car"]


def test_the_clock_is_held_and_resumed_once_each():
    held, resumed = f.ClockHeld, f.ClockResumed
    facts = [kind(at_us=us(at)) for kind, at in ((held, 5), (held, 6), (resumed, 9), (resumed, 12))]

    assert score([entry("7"), start(), *facts]).holds == [(us(5), us(9))]


def test_a_snapshot_is_not_reached_by_later_facts():
    state = begun()
    before = state.copy()
    fold(state, [f.with_seq(passing("7", 180.0), 9)], RULES)

    assert (before.cars["7"].laps_completed, state.cars["7"].laps_completed) == (1, 2)
    assert before.cars["7"].last_seen_us != state.cars["7"].last_seen_us


def test_the_start_begins_lap_one_of_every_car_and_leaves_them_in_the_pits_but_in_a_race():
    for kind, in_pit in (("race", False), ("qualifying", True)):
        car = score([entry("7"), start(3.0)], kind).cars["7"]

        assert (car.lap_start_us, car.in_pit) == (us(3), in_pit)

"""Random races under real rulebooks keep what the sport takes for granted: grid, points, drive time, rulings undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pitboard.model import facts as f
from pitboard.testing.rule_checks import picture
from pitboard.testing.rule_seeds import check_rules_seed, made, scored

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**9)


@given(SEEDS)
@FEW
def test_no_race_breaks_a_promise_of_the_rules(seed):
    note(f"again with python -m tools.seeds --first {seed} --count 1")

    assert check_rules_seed(seed) == []


@pytest.mark.parametrize("seed", [10, 17, 112, 15945, *range(2026, 2032)])
def test_these_races_keep_every_promise(seed):
    assert check_rules_seed(seed) == []


@given(SEEDS)
@FEW
def test_taking_back_every_decision_gives_the_race_without_any(seed):
    note(f"again with pitboard.testing.rule_seeds.made({seed})")
    race, facts, book = made(seed)
    ruled = [fact for fact in facts if isinstance(fact, f.Decision)]
    last, at_us = len(facts), facts[-1].at_us
    undone = [
        f.FactWithdrawn(at_us=at_us, target_seq=fact.seq, seq=last + n) for n, fact in enumerate(ruled, 1)
    ]
    # Withdrawals of decisions go with them: what they pointed at is not there.
    pointed = {fact.seq for fact in ruled}
    without = [
        fact
        for fact in facts
        if not isinstance(fact, f.Decision)
        and not (isinstance(fact, f.FactWithdrawn) and fact.target_seq in pointed)
    ]

    all_back, never = picture(scored(race, [*facts, *undone], book)), picture(scored(race, without, book))

    # The last lap adviser and the drive time look from the last fact on; a withdrawn one is none.
    for what in ("classification", "grid", "penalties", "points"):
        assert all_back[what] == never[what], what

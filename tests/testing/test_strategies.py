"""The strategies make every kind of fact, sensible by default and wild on request."""

from typing import get_args

import pytest
from hypothesis import find, given, settings

from pitboard.model import facts as model
from pitboard.model.facts import AnyFact, FactWithdrawn, FlagShown, Passing, ResultIssued
from pitboard.model.flags import Flag
from pitboard.racelog.targets import targets_of
from pitboard.testing.strategies import KINDS, any_fact, fact_lists, fact_of


@pytest.mark.parametrize("wild", [False, True], ids=["sensible", "wild"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_fact_of_every_kind_is_read_back_equal(kind, wild):
    @settings(max_examples=15, deadline=None)
    @given(fact_of(kind, wild=wild))
    def is_read_back_equal(fact):
        assert model.decode(model.encode(fact), 0) == fact

    is_read_back_equal()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_with_a_default_also_takes_other_values(kind):
    defaults = dict(zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False))
    varied = set()

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(fact_of(kind, wild=True))
    def look(fact):
        varied.update(name for name in kind.__struct_fields__ if getattr(fact, name) != defaults.get(name))

    look()
    assert set(kind.__struct_fields__) - varied == {"seq"}


@given(fact_of(FlagShown))
def test_words_are_those_of_the_sport(fact):
    assert fact.flag in {flag.value for flag in Flag}


@given(fact_of(Passing))
def test_a_vocabulary_does_not_change_a_type(fact):
    assert fact.number is None or isinstance(fact.number, int)


@given(fact_lists(max_size=40))
def test_facts_in_a_list_point_only_at_earlier_ones(facts):
    for seq, fact in enumerate(facts, 1):
        assert all(0 < target < seq for target in targets_of(fact))
        if isinstance(fact, ResultIssued):
            assert fact.as_of_seq == seq - 1


@given(any_fact(last_seq=0))
def test_the_first_fact_points_nowhere(fact):
    assert targets_of(fact) == ()


@given(any_fact(session="race"))
def test_a_session_can_be_given(fact):
    assert fact.session == "race"


def test_no_kind_is_left_out():
    assert set(KINDS) == set(get_args(AnyFact))
    assert find(any_fact(), lambda fact: isinstance(fact, FactWithdrawn)).target_seq == 1

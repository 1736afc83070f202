"""What facts point at."""

import pytest

from pitboard.model.facts import FactMoved, FactWithdrawn, Passing, PassingReassigned, RedFlagCaused
from pitboard.racelog.stored import KINDS
from pitboard.racelog.targets import NOT_POINTERS, POINTERS, targets_of


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_named_like_a_pointer_is_decided(kind):
    undecided = {
        name
        for name in kind.__struct_fields__
        if "seq" in name.split("_") and name != "seq" and name not in POINTERS | NOT_POINTERS
    }

    assert undecided == set(), "is it a pointer? say so in pitboard.racelog.targets"


@pytest.mark.parametrize(
    ("fact", "targets"),
    [
        (Passing(at_us=0), ()),
        (FactWithdrawn(at_us=0, target_seq=7, target_last_seq=9), (7,)),
        (FactMoved(at_us=0, target_seq=7, to_us=1), (7,)),
        (PassingReassigned(at_us=0, target_seq=7, entry_id="1"), (7,)),
        (RedFlagCaused(at_us=0, entry_id="1", flag_seq=3), (3,)),
        (RedFlagCaused(at_us=0, entry_id="1"), ()),
    ],
)
def test_targets_are_what_a_fact_points_at(fact, targets):
    assert targets_of(fact) == targets

"""From what arrived to what happened."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pitboard.model import facts as f
from pitboard.scoring.effective import effective, in_order
from pitboard.testing.builders import entry, flag, laps, numbered, passing, start
from pitboard.testing.strategies import fact_lists

FIELD = [entry("7"), entry("92"), start()]


def timed(*facts, resolution_us=1000):
    return effective(numbered([*FIELD, *facts]), resolution_us).timed[1:]


def test_instants_are_cut_and_never_rounded():
    assert [fact.at_us for fact in timed(passing("7", 90.000999))] == [90_000_000]
    assert [fact.at_us for fact in timed(passing("7", 90.000999), resolution_us=100)] == [90_000_900]


def test_flags_stand_before_passings_of_the_same_instant_and_decisions_after_them():
    facts = [
        f.TimeAdded(at_us=90_000_000, entry_id="7", duration_us=1),
        passing("7", 90.0),
        flag("red", 90.0),
        f.DriverChanged(at_us=90_000_000, car="7", driver_id="x"),
        f.SessionEnded(at_us=90_000_000),
    ]

    for order in itertools.permutations(facts):
        kinds = [type(fact).__name__ for fact in timed(*order)]
        assert kinds == ["FlagShown", "DriverChanged", "Passing", "TimeAdded", "SessionEnded"]


def test_what_was_cut_to_one_instant_is_ordered_as_one_instant():
    assert [fact.car for fact in timed(passing("92", 90.0001), passing("7", 90.0009))] == ["7", "92"]


def test_a_withdrawn_fact_is_gone_and_a_withdrawn_withdrawal_brings_it_back():
    once = timed(passing("7", 90.0), f.FactWithdrawn(at_us=0, target_seq=4))
    again = timed(
        passing("7", 90.0), f.FactWithdrawn(at_us=0, target_seq=4), f.FactWithdrawn(at_us=0, target_seq=5)
    )

    assert once == []
    assert [fact.car for fact in again] == ["7"]


def test_withdrawing_is_undone_and_redone_to_any_depth():
    for depth in range(1, 7):
        undone = [f.FactWithdrawn(at_us=0, target_seq=3 + n) for n in range(1, depth + 1)]
        assert len(timed(passing("7", 90.0), *undone)) == (depth + 1) % 2


def test_a_withdrawn_entry_is_not_on_the_list():
    facts = numbered([*FIELD, f.FactWithdrawn(at_us=0, target_seq=2)])

    assert [fact.entry.number for fact in effective(facts).setup] == ["7"]


def test_decisions_on_a_withdrawn_entry_wait_and_come_back_with_it():
    added = f.TimeAdded(at_us=99_000_000, entry_id="92", duration_us=1)
    number = f.NumberChanged(at_us=0, entry_id="92", number="93")
    gone = effective(numbered([*FIELD, added, number, f.FactWithdrawn(at_us=0, target_seq=2)]))
    back = [f.FactWithdrawn(at_us=0, target_seq=2), f.FactWithdrawn(at_us=0, target_seq=6)]

    assert [(item.kind, item.seq) for item in gone.work] == [("entry_withdrawn", 4)]
    assert [type(fact).__name__ for fact in [*gone.setup, *gone.timed]] == ["EntryAdded", "SessionStarted"]
    assert effective(numbered([*FIELD, added, number, *back])).work == []


def test_a_fact_is_moved_by_the_last_move_in_force():
    moves = [f.FactMoved(at_us=0, target_seq=4, to_us=us) for us in (91_000_000, 92_000_999)]

    assert [fact.at_us for fact in timed(passing("7", 90.0), *moves)] == [92_000_000]
    back = f.FactWithdrawn(at_us=0, target_seq=6)
    assert [fact.at_us for fact in timed(passing("7", 90.0), *moves, back)] == [91_000_000]


def test_a_correction_of_a_fact_that_is_not_there_is_work():
    work = effective(numbered([*FIELD, f.FactWithdrawn(at_us=0, target_seq=77)])).work

    assert [(item.kind, item.seq) for item in work] == [("target_missing", 4)]
    assert "fact 4 corrects fact 77" in work[0].text


def test_a_decision_whose_passing_was_touched_before_it_was_taken_holds():
    moved = f.FactMoved(at_us=0, target_seq=4, to_us=91_000_000)
    ruled = f.LapDeleted(at_us=99_000_000, entry_id="7", passing_seq=4, lap_number=1)

    assert effective(numbered([*FIELD, passing("7", 90.0), moved, ruled])).work == []
    suspended = effective(numbered([*FIELD, passing("7", 90.0), ruled, moved])).work
    assert [item.kind for item in suspended] == ["decision_suspended"]
    assert "moved or given to another car: rule again" in suspended[0].text


def test_of_two_starts_the_last_one_counts():
    facts = effective(numbered([*FIELD, start(60.0), passing("7", 90.0)])).timed

    assert [(type(fact).__name__, fact.at_us) for fact in facts] == [
        ("SessionStarted", 60_000_000),
        ("Passing", 90_000_000),
    ]


@given(fact_lists(session=""))
@settings(max_examples=60)
def test_effective_order_is_the_order_of_keys(facts):
    ordered = in_order([fact for fact in numbered(facts) if fact.rank])

    assert ordered == sorted(ordered, key=f.order_key)


@given(st.permutations(laps("7", 90, 91, 92) + laps("92", 90, 95, 89) + [flag("red", 181.0)]))
def test_arrival_never_decides(shuffled):
    happened = [f.with_seq(fact, 0) for fact in timed(*shuffled)]

    assert happened == [f.with_seq(fact, 0) for fact in timed(*sorted(shuffled, key=f.order_key))]

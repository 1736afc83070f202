"""What rulings do, and that they never hit another lap."""

import pytest

from pitboard.errors import ScoringError
from pitboard.model import facts as f
from pitboard.model.meeting import SessionKind
from pitboard.scoring.rules import Rules
from pitboard.testing.builders import entry, flag, laps, score, start, us

FIELD = [entry("7"), entry("92"), start()]
# Facts 4 to 7 end laps 1 to 4 of car 7; the fastest that counts is lap 3.
LAPS = laps("7", 120, 95, 90, 92)


def decided(*rulings, rules=None):
    return score([*FIELD, *LAPS, *rulings], "qualifying", rules).cars["7"]


def deleted(lap, at_s=1000.0, kind=f.LapDeleted):
    return kind(at_us=us(at_s), entry_id="7", passing_seq=3 + lap, lap_number=lap)


def test_a_deleted_lap_stays_in_the_list_and_the_next_best_counts():
    car = decided(deleted(3))

    assert car.best.number == 4
    assert [lap.number for lap in car.laps] == [1, 2, 3, 4]


def test_deleting_a_slower_lap_changes_nothing_but_the_record_of_it():
    car = decided(deleted(2))

    assert car.best.number == 3
    assert len(car.rulings) == 1


def test_for_one_lap_the_last_of_delete_void_and_count_wins_by_time_not_by_arrival():
    counted_later = decided(deleted(3, 1001.0, f.LapCounted), deleted(3, 1000.0))
    deleted_later = decided(deleted(3, 1000.0, f.LapCounted), deleted(3, 1001.0))

    assert counted_later.best.number == 3
    assert deleted_later.best.number == 4


def test_lap_one_counts_by_decision():
    assert (
        decided(f.LapsVoided(at_us=us(1000), entry_id="7"), deleted(1, 1001.0, f.LapCounted)).best.number == 1
    )


def test_all_times_void_leaves_later_laps_alone():
    state = score(
        [*FIELD, *LAPS, f.LapsVoided(at_us=us(398), entry_id="7"), *laps("7", 99, from_s=397)], "qualifying"
    )

    assert state.cars["7"].best.number == 5


def test_the_cause_of_a_red_flag_loses_as_many_laps_as_the_rulebook_says():
    ruled = f.RedFlagCaused(at_us=us(1000), entry_id="7")

    for lost, best in ((0, 3), (1, 4), (2, 2)):
        rules = Rules(kind=SessionKind.QUALIFYING, red_flag_laps_lost=lost)
        assert decided(ruled, rules=rules).best.number == best
    assert decided(ruled, rules=Rules(kind=SessionKind.QUALIFYING, red_flag_laps_lost=3)).best is None


def test_a_second_red_flag_costs_the_next_fastest_laps():
    ruled = [f.RedFlagCaused(at_us=us(at), entry_id="7") for at in (1000, 1001)]
    rules = Rules(kind=SessionKind.QUALIFYING, red_flag_laps_lost=1)

    assert decided(*ruled, rules=rules).best.number == 2


def test_a_lap_deleted_already_is_not_lost_again_for_a_red_flag():
    rules = Rules(kind=SessionKind.QUALIFYING, red_flag_laps_lost=1)

    assert decided(deleted(3), f.RedFlagCaused(at_us=us(1001), entry_id="7"), rules=rules).best.number == 2


def test_a_decision_that_finds_no_lap_is_work_and_nothing_else():
    state = score([*FIELD, *LAPS, flag("green", 998.0), deleted(5)], "qualifying")

    assert [item.kind for item in state.work] == ["decision_without_lap"]
    assert state.cars["7"].best.number == 3


def test_a_decision_on_another_car_s_passing_is_work():
    ruled = f.LapDeleted(at_us=us(1000), entry_id="92", passing_seq=6, lap_number=3)
    state = score([*FIELD, *LAPS, ruled], "qualifying")

    assert [(item.kind, item.entry_id) for item in state.work] == [("decision_without_lap", "92")]
    assert state.cars["7"].best.number == 3


def test_a_decision_on_a_car_that_is_not_entered_cannot_have_happened():
    with pytest.raises(ScoringError, match="fact 8: car '99' is not on the entry list"):
        decided(f.TimeAdded(at_us=us(1000), entry_id="99", duration_us=1))


def test_every_ruling_is_kept_in_the_order_in_which_it_holds():
    car = decided(deleted(3, 1001.0), f.TimeAdded(at_us=us(1000), entry_id="7", duration_us=1))

    assert [fact.seq for fact in car.rulings] == [9, 8]

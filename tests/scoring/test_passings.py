"""What a passing does to its car, by the sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.model.meeting import SessionKind
from pitboard.scoring.passings import sector_times
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import WHY_IN_LAP, WHY_LAP_ONE, WHY_OUT_LAP, WHY_RED
from pitboard.testing.builders import entry, flag, laps, passing, score, start

FIELD = [entry("7", "GTP", "A One", "B Two"), start()]


def test_under_first_crossing_the_first_passing_only_starts_lap_one():
    rules = Rules(kind=SessionKind.RACE, lap_one_from_start=False)
    state = score([*FIELD, passing("7", 5.0)], rules=rules)

    assert state.cars["7"].laps_completed == 0
    assert state.cars["7"].lap_start_us == 5_000_000


def test_lap_one_runs_from_the_start_and_its_time_does_not_count():
    car = score([*FIELD, passing("7", 90.0)], "qualifying").cars["7"]

    assert car.laps[0].time_us == 90_000_000
    assert car.laps[0].why_not == WHY_LAP_ONE
    assert car.best is None


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ([passing("7", 100.0), passing("7", 190.0, "finish_pit")], WHY_IN_LAP),
        ([passing("7", 100.0, "finish_pit"), passing("7", 190.0)], WHY_OUT_LAP),
        ([passing("7", 100.0), flag("red", 180.0), passing("7", 190.0)], WHY_RED),
        ([passing("7", 100.0), flag("chequered", 180.0), passing("7", 190.0)], ""),
        ([passing("7", 100.0), flag("full_course_yellow", 180.0), passing("7", 190.0)], ""),
    ],
)
def test_a_lap_says_why_it_does_not_count(facts, why):
    assert score([*FIELD, *facts], "qualifying").cars["7"].laps[1].why_not == why


def test_a_lap_that_is_out_and_in_is_an_out_lap_first():
    facts = [passing("7", 100.0, "finish_pit"), passing("7", 190.0, "finish_pit")]

    assert score([*FIELD, *facts], "qualifying").cars["7"].laps[1].why_not == WHY_OUT_LAP


@pytest.mark.parametrize(("apart_s", "completed"), [(0.999, 1), (1.0, 2)])
def test_two_reads_are_one_passing_within_a_second_and_two_from_a_second_on(apart_s, completed):
    state = score([*FIELD, passing("7", 90.0), passing("7", 90.0 + apart_s)])

    assert state.cars["7"].laps_completed == completed


def test_a_doubled_read_does_not_push_the_second_on():
    # Three reads 0.7 s apart: the third is 1.4 s after the one that counted.
    state = score([*FIELD, passing("7", 90.0), passing("7", 90.7), passing("7", 91.4)])

    assert state.cars["7"].laps_completed == 2
    assert list(state.dropped.values()) == ["doubled"]


def test_reads_at_two_lines_are_never_doubled():
    state = score([*FIELD, passing("7", 89.9, "s2"), passing("7", 90.0)])

    assert state.dropped == {}


def test_a_line_that_the_circuit_does_not_have_is_dropped():
    assert list(score([*FIELD, passing("7", 90.0, "s9")]).dropped.values()) == ["unknown_line"]


def test_the_time_between_the_pit_loops_is_the_lap_s_it_was_left_in():
    facts = [passing("7", 85.0, "pit_in"), passing("7", 90.0, "finish_pit"), passing("7", 120.5, "pit_out")]
    car = score([*FIELD, *facts, passing("7", 200.0)]).cars["7"]

    assert [lap.pit_us for lap in car.laps] == [None, 35_500_000]
    assert [(v.duration_us, v.lap_number) for v in car.visits] == [(35_500_000, 2)]


def test_a_pit_exit_without_an_entry_is_a_visit_of_unknown_length():
    car = score([*FIELD, passing("7", 20.0, "pit_out"), passing("7", 90.0)], "practice").cars["7"]

    assert [(v.in_us, v.duration_us) for v in car.visits] == [(None, None)]
    assert car.laps[0].pit_us is None


def test_a_car_seen_on_track_on_its_next_lap_has_left_the_pit_lane():
    facts = [passing("7", 85.0, "pit_in"), passing("7", 90.0), passing("7", 130.0, "s1"), passing("7", 200.0)]
    car = score([*FIELD, *facts]).cars["7"]

    assert [lap.in_pit for lap in car.laps] == [True, False]


def test_an_intermediate_loop_on_the_way_into_the_pits_is_no_exit():
    facts = [passing("7", 80.0, "pit_in"), passing("7", 82.0, "s2"), passing("7", 90.0)]

    assert score([*FIELD, *facts]).cars["7"].laps[0].in_pit


def test_after_the_chequered_flag_a_car_completes_one_lap_and_no_more():
    state = score([*FIELD, flag("chequered", 80.0), *laps("7", 90, 90, 90)])

    assert state.cars["7"].laps_completed == 1
    assert list(state.dropped.values()) == ["after_flag", "after_flag"]


@given(st.lists(st.integers(1_000, 200_000), min_size=3, max_size=3))
def test_sectors_add_up_to_the_lap(sectors):
    first, second, third = (ms * 1000 for ms in sectors)

    assert sector_times(0, [first, first + second], first + second + third) == (first, second, third)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.integers(100, 200))
def test_any_number_of_sectors_is_cut_the_same_way(splits, end_us):
    times = sector_times(0, list(splits), end_us)

    assert len(times) == len(splits) + 1
    assert all(time is None or time >= 0 for time in times)

"""Order, places and gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.model import facts as f
from pitboard.scoring.classification import by_class, classify
from pitboard.scoring.gaps import Gap, official_text, race_gap
from pitboard.scoring.options import Options
from pitboard.testing.builders import entry, laps, score, start, us

FIELD = [entry("7", "GTP"), entry("31", "GTP"), entry("57", "GTD"), start()]


def rows_of(*facts, kind="race", options=None):
    return classify(score([*FIELD, *facts], kind), options)


def order(rows):
    return [row.car for row in rows]


def test_a_race_goes_by_laps_then_by_time():
    rows = rows_of(*laps("7", 90, 90), *laps("31", 91, 91), *laps("57", 80))

    assert order(rows) == ["7", "31", "57"]
    assert rows[1].gap_first == Gap(0, 2_000_000)
    assert rows[2].gap_first == Gap(1, None)


def test_a_lapped_car_s_gap_in_time_is_taken_where_both_had_its_distance():
    rows = rows_of(*laps("7", 90, 90), *laps("31", 95))

    assert rows[1].gap_first == Gap(1, 5_000_000)


def test_without_laps_cars_stand_last_by_number():
    assert order(rows_of(*laps("57", 90))) == ["57", "7", "31"]


def test_qualifying_goes_by_best_lap_and_a_race_total_is_none_there():
    rows = rows_of(*laps("7", 100, 90), *laps("31", 100, 89), *laps("57", 50), kind="qualifying")

    assert order(rows) == ["31", "7", "57"]
    assert [row.total_us for row in rows] == [None, None, None]
    assert [row.gap_first for row in rows] == [None, Gap(0, 1_000_000), None]
    assert [row.text_first for row in rows] == ["-", "+1.000", ""]


def test_several_cars_moved_to_the_back_stand_in_the_order_of_the_decisions():
    moves = [f.MovedToBack(at_us=us(at), entry_id=car) for at, car in ((300, "31"), (301, "7"))]
    rows = rows_of(*laps("7", 90), *laps("31", 91), *laps("57", 92), *reversed(moves))

    assert order(rows) == ["31", "7", "57"]
    assert [row.decisions for row in rows] == [(9,), (8,), ()]


def test_a_car_moved_behind_others_with_less_distance_has_a_negative_gap_in_laps():
    moved = f.MovedToBack(at_us=us(300), entry_id="7")
    rows = rows_of(*laps("7", 90, 90), *laps("31", 91), moved)

    assert order(rows) == ["31", "7", "57"]
    assert rows[1].gap_first == Gap(-1, None)
    assert rows[1].text_first == "-1 Lap"


def test_texts_before_the_move_repeat_the_order_before_it_and_typed_gaps_never_do():
    moved = f.MovedToBack(at_us=us(300), entry_id="7")
    rows = rows_of(*laps("7", 90), *laps("31", 91), moved, options=Options(texts_before_move=True))

    assert [(row.car, row.text_first) for row in rows[:2]] == [("31", "+1.000"), ("7", "-")]
    assert rows[1].gap_first == Gap(0, -1_000_000)


def test_a_disqualified_car_moved_to_the_back_has_no_position():
    rulings = [
        f.StatusRuled(at_us=us(300), entry_id="7", status="disqualified"),
        f.MovedToBack(at_us=us(301), entry_id="7"),
    ]
    rows = rows_of(*laps("7", 90), *laps("31", 91), *rulings)

    assert order(rows)[-1] == "7"
    assert (rows[-1].position, rows[-1].class_position, rows[-1].gap_first) == (None, None, None)


def test_the_last_status_ruled_holds():
    rulings = [
        f.StatusRuled(at_us=us(at), entry_id="7", status=status)
        for at, status in ((301, "not_classified"), (300, "disqualified"))
    ]

    assert rows_of(*rulings)[-1].status == "not_classified"


def test_by_class_keeps_the_order():
    rows = rows_of(*laps("57", 80), *laps("7", 90), *laps("31", 91))

    assert {code: order(members) for code, members in by_class(rows).items()} == {
        "GTD": ["57"],
        "GTP": ["7", "31"],
    }


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (None, ""),
        (Gap(0, 0), "+0.000"),
        (Gap(0, 62_345_000), "+1:02.345"),
        (Gap(0, -71_000), "-0.071"),
        (Gap(1, 5), "1 Lap"),
        (Gap(3, None), "3 Laps"),
        (Gap(-1, None), "-1 Lap"),
    ],
)
def test_gaps_are_printed_as_official_sheets_do(gap, text):
    assert official_text(gap) == text


@given(st.lists(st.integers(60_000, 200_000), min_size=1, max_size=8), st.data())
def test_gaps_of_two_cars_with_the_same_distance_are_opposite(times_ms, data):
    others = data.draw(st.lists(st.integers(60_000, 200_000), min_size=len(times_ms), max_size=len(times_ms)))
    state = score(
        [*FIELD, *laps("7", *(t / 1000 for t in times_ms)), *laps("31", *(t / 1000 for t in others))]
    )
    one, other = state.cars["7"], state.cars["31"]
    count, totals = len(times_ms), [sum(times_ms) * 1000, sum(others) * 1000]

    there = race_gap(one.laps, count, totals[0], count, totals[1], started_us=0)
    back = race_gap(other.laps, count, totals[1], count, totals[0], started_us=0)

    assert there.laps == back.laps == 0
    assert there.time_us == -back.time_us == totals[1] - totals[0]

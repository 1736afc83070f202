"""The last-lap adviser: white and chequered flag from pace and clock, the early flag of the Rolex 24 of 2024."""

from __future__ import annotations

import pytest

from pitboard.model import facts as f
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.scoring.classification import classify
from pitboard.scoring.finish import advise
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.testing.builders import entry, flag, laps, numbered, passing, start
from pitboard.times import format_time, parse_time

S = 1_000_000
HOUR = Session(session="race", kind=SessionKind.RACE, duration_us=3600 * S)


def told(facts, now_s, plan=HOUR, book="imsa-2024"):
    state = score_all(plan, numbered(facts), Rules(kind=plan.kind))
    return advise(state, classify(state), load(book), round(now_s * S))


def test_the_leader_ends_the_race_at_the_first_crossing_after_time():
    facts = [entry("7"), start(), *laps("7", *[100] * 34)]

    found = told(facts, 3405)

    assert (found.chequered_us, found.chequered_lap, found.white_us) == (3600 * S, 36, 3500 * S)
    assert found.text == "White flag in 1:35, for 7 to begin lap 36"
    assert "one lap more is possible" in found.warning, "it is exactly on time"


def test_a_leader_just_before_time_does_another_lap():
    found = told([entry("7"), start(), *laps("7", *[99.95] * 34)], 3405)

    assert (found.chequered_us, found.chequered_lap) == (round(99.95 * 37 * S), 37)
    assert "the race may end a lap earlier" in found.warning


def test_a_race_by_laps_ends_with_its_distance():
    plan = Session(session="race", kind=SessionKind.RACE, laps=10)
    found = told([entry("7"), start(), *laps("7", *[90] * 8)], 725, plan)

    assert (found.white_us, found.chequered_us, found.rule) == (810 * S, 900 * S, "race.ends")


@pytest.mark.parametrize(
    ("ends", "end_us", "lap"), [("time", 3600 * S, 36), ("laps", None, 38), ("first_of_both", 3600 * S, 36)]
)
def test_of_a_plan_with_time_and_distance_the_rulebook_says_what_ends_it(tmp_path, ends, end_us, lap):
    plan = Session(session="race", kind=SessionKind.RACE, duration_us=3600 * S, laps=38)
    book = tmp_path / "ours.toml"
    book.write_text(f'name = "Ours"\n[race]\nends = "{ends}"\n', encoding="utf-8")
    found = told([entry("7"), start(), *laps("7", *[100] * 34)], 3405, plan, book)

    assert (found.end_us, found.chequered_lap) == (end_us, lap)


def test_where_each_class_has_its_leader_shown_the_flag_the_adviser_says_so(tmp_path):
    book = tmp_path / "ours.toml"
    book.write_text('name = "Ours"\n[race]\nchequered_to = "class_leaders"\n', encoding="utf-8")
    found = told([entry("7"), start(), *laps("7", *[100] * 34)], 3405, book=book)

    assert found.text.endswith("to begin lap 36; then to each class's leader at its own crossing")


def test_a_clock_hold_moves_the_end():
    facts = [entry("7"), start(), f.ClockHeld(at_us=10 * S), f.ClockResumed(at_us=70 * S)]
    found = told([*facts, *laps("7", *[100] * 34)], 3405)

    assert found.end_us == 3660 * S
    assert found.chequered_us == 3700 * S


def test_the_rolex_24_of_2024_was_ended_one_minute_and_a_half_early():
    day = Session(session="race", kind=SessionKind.RACE, duration_us=24 * 3600 * S)
    ended = parse_time("23:58:24.723") / S
    facts = [entry("7"), start(), passing("7", ended - 97), flag("chequered", ended - 4), passing("7", ended)]

    found = told(facts, ended + 30, day)

    assert format_time(found.early_us) == "1:35.277"
    assert found.text == "The race ended after 23:58:24.723"
    assert found.rule == "race.early_chequered_ends"
    assert load("imsa-2024").race.early_chequered_ends.article == "49"

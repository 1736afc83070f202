"""Alarms are functions of the state and the clock."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from pitboard.live.alarms import SILENT_US, alarms
from pitboard.model import facts as f
from pitboard.model.entry import Driver
from pitboard.model.facts.union import decode
from pitboard.model.rulebook import load
from pitboard.sessions.scored import Scored, score
from pitboard.wire.ledger_views import drive_time_rows
from tests.live.support import SECOND, START, crossing, race


def _alarms(*facts: f.Fact, now_s: float = 1000, uncertainty_us: int = 0) -> dict[str, str]:
    found = alarms(
        score(race().with_facts(list(facts))), START + int(now_s * SECOND), lambda _seq: uncertainty_us
    )
    return {item.kind: item.text for item in found}


def test_a_car_that_misses_its_expected_passing_is_overdue_and_one_in_the_pits_is_not():
    laps = [crossing("1", 100), crossing("1", 200)]

    assert "overdue" not in _alarms(*laps, now_s=340)
    assert _alarms(*laps, now_s=360)["overdue"] == "#1 is overdue: expected 60 s ago"
    assert _alarms(*laps, now_s=960)["overdue"] == "#1 is overdue: expected 11 min ago"
    assert "overdue" not in _alarms(*laps, crossing("1", 250, "pit_in"), now_s=360)
    assert "overdue" not in _alarms(
        *laps, f.FlagShown(at_us=START + 210 * SECOND, session="r", flag="red"), now_s=360
    )


def test_a_lap_faster_than_any_car_is_impossible_and_can_be_taken_back():
    assert "#1 lap 2 in 5.000" in _alarms(crossing("1", 100), crossing("1", 105), now_s=110)["impossible_lap"]


def test_a_line_that_falls_silent_while_others_see_cars():
    both = [crossing("1", 100, "s1"), crossing("1", 150)]
    later = [crossing("2", 150 + n * 100) for n in range(1, 4)]

    assert "silent_line" not in _alarms(*both, now_s=200)
    assert "line s1" in _alarms(*both, *later, now_s=500)["silent_line"]
    assert 300 * SECOND > SILENT_US


def test_a_finish_closer_than_the_timing_is_sure_of():
    flag = f.FlagShown(at_us=START + 150 * SECOND, session="r", flag="chequered")
    cars = [crossing("1", 200), crossing("2", 200.002)]

    assert "close_finish" not in _alarms(*cars, flag, now_s=300)
    assert "#1 and #2" in _alarms(*cars, flag, now_s=300, uncertainty_us=1_000)["close_finish"]


def test_a_read_that_nobody_owns_and_one_that_came_twice():
    strange = f.Passing(at_us=START + 100 * SECOND, session="r", transponder="999")
    found = _alarms(strange, crossing("1", 100), crossing("1", 100.3), now_s=110)

    assert found["unknown_transponder"] == "transponder 999 was read 1 time and belongs to no entry"
    assert found["doubled"] == "1 doubled read was left out"


def test_a_penalty_that_is_not_served_and_a_decision_whose_lap_is_gone():
    given = f.PenaltyGiven(
        at_us=START + 150 * SECOND, session="r", entry_id="e1", penalty="p1", kind="drive_through"
    )
    served = f.PenaltyServed(at_us=START + 260 * SECOND, session="r", entry_id="e1", penalty="p1")
    lap = crossing("1", 100)
    seq = len(race().facts) + 1
    deleted = f.LapDeleted(
        at_us=START + 120 * SECOND, session="r", entry_id="e1", passing_seq=seq, lap_number=1
    )
    gone = f.FactWithdrawn(at_us=START + 130 * SECOND, session="r", target_seq=seq)

    assert "#1 has to serve drive-through" in _alarms(lap, given, now_s=170)["penalty_unserved"]
    assert "penalty_unserved" not in _alarms(lap, given, served, now_s=270)
    assert "rule again" in _alarms(lap, deleted, gone, now_s=170)["decision_adrift"]


def test_drive_time_that_was_not_kept_comes_with_the_move_that_the_rules_ask_for():
    drivers = [
        f.DriverChanged(at_us=START, session="r", car="1", driver_id="d1"),
        f.DriverChanged(at_us=START + 3300 * SECOND, session="r", car="2", driver_id="d2"),
    ]
    flag = f.FlagShown(at_us=START + 3600 * SECOND, session="r", flag="chequered")
    laps = [crossing(car, at_s) for car in ("1", "2") for at_s in (100, 3550, 3600)]
    opened = replace(race().with_facts([*drivers, *laps, flag]), rulebook=load("imsa-2024"))

    for scored in (score(opened), Scored(opened, score(opened).effective, _without_work(opened))):
        found = [item for item in alarms(scored, START + 3700 * SECOND) if item.kind == "drive_time_not_kept"]

        (item,) = found
        assert (
            "car 2: drive time not kept (Ada 2: at least 5:00.000 short of 10:00.000): back of class"
            in item.text
        )
        (remedy,) = item.remedies
        assert remedy.label == "Back of class, 5:00.000"
        assert decode(msgspec.json.encode({**remedy.fact, "session": "r"}), 1).shortfall_us == 300 * SECOND


def _without_work(opened):
    """The state as a running session has it: the rules' work is not in it."""
    state = score(opened).state
    state.work = []
    return state


def test_a_matter_that_was_noted_comes_with_the_step_that_the_ladder_asks_for():
    def noted(penalty, at_s, stage="noted"):
        return f.PenaltyNoted(
            at_us=START + at_s * SECOND,
            session="r",
            entry_id="e1",
            penalty=penalty,
            infraction="tyre_pressure",
            stage=stage,
        )

    def items(*facts):
        opened = replace(race().with_facts(list(facts)), rulebook=load("imsa-2023"))
        return [one for one in alarms(score(opened), START + 900 * SECOND) if one.kind == "penalty_noted"]

    (first,) = items(noted("P1", 100))
    assert first.text.startswith("#1 tyre pressure below the minimum: first case in this session")
    assert first.text.endswith("asks for warning [penalties.infractions.tyre_pressure.race]")
    give, nothing = first.remedies
    assert (give.label, nothing.label) == ("Give: Warning", "No further action")

    given = decode(msgspec.json.encode({**give.fact, "session": "r", "at_us": START + 110 * SECOND}), 50)
    (second,) = items(noted("P1", 100), given, noted("P2", 200))
    assert "second case in this session, the rulebook asks for drive-through" in second.text

    closed = decode(msgspec.json.encode({**nothing.fact, "session": "r"}), 51)
    assert items(noted("P1", 100), closed) == []


def test_a_matter_in_words_of_its_own_has_no_ladder():
    noted = f.PenaltyNoted(
        at_us=START, session="r", entry_id="e1", penalty="P1", infraction="rude", stage="noted"
    )

    assert "penalty_noted" not in _alarms(noted)


def test_a_driver_who_must_get_in_or_out_in_time():
    opened = race()
    book = load("imsa-2024")
    plan = msgspec.structs.replace(opened.plan, duration_us=6 * 3600 * SECOND)
    drivers = tuple(Driver(driver_id=name, name=name.title()) for name in ("ada", "ben"))
    crew = f.CrewChanged(at_us=START, session="r", entry_id="e1", crew=drivers)
    facts = [crew, f.DriverChanged(at_us=START, session="r", car="1", driver_id="ada")]
    facts += [crossing("1", 100 * lap) for lap in range(1, 200)]
    scored = score(replace(opened.with_facts(facts), plan=plan, rulebook=book))

    def pressing(now_s: int) -> list[str]:
        found = alarms(scored, START + now_s * SECOND)
        return [item.text for item in found if item.kind == "drive_time"]

    rows = {row.driver.driver_id: row for row in drive_time_rows(scored, START + 100 * SECOND)}
    due = rows["ben"].due_us
    assert due is not None
    assert pressing(100) == []
    late_s = due // SECOND - START // SECOND - 60
    assert any(text.startswith("Ben has 0 and must be in by ") for text in pressing(late_s))

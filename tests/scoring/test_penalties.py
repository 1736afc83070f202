"""Penalties: time equivalents as seen in official results, how a visit is measured, how cases escalate."""

from __future__ import annotations

import pytest

from pitboard.model import facts as f
from pitboard.model.rulebook import load
from pitboard.scoring.ladder import next_step
from pitboard.scoring.options import Options, PenaltyRules
from pitboard.scoring.penalties import penalties, time_equivalent
from pitboard.testing.builders import entry, flag, laps, passing, score, start

SECOND = 1_000_000


@pytest.mark.parametrize(
    ("book", "event", "stop_s", "seconds"),
    [
        ("imsa-2021", "watkins-glen", None, 35),
        ("imsa-2025", "watkins-glen", None, 35),
        ("imsa-2024", "sebring", None, 35),
        ("imsa-2021", "petit-le-mans", None, 37),
        ("imsa-2022", "petit-le-mans", 60, 97),
        ("imsa-2022", "mid-ohio", None, 29),
        ("imsa-2022", "lime-rock", None, 23),
        ("imsa-2023", "lime-rock", None, 28),
        ("imsa-2023", "canadian-tire", None, 28),
        ("imsa-2025", "canadian-tire", 10, 38),
        ("imsa-2024", "laguna-seca", None, 30),
        ("imsa-2025", "detroit", None, 17),
    ],
)
def test_time_equivalent_of_an_event(book, event, stop_s, seconds):
    """Figures of `rules.md` 2.4: what official results added where a penalty was not served."""
    rules = PenaltyRules.of(load(book).for_event(event))
    kind = "drive_through" if stop_s is None else "stop"

    time_us, keys = time_equivalent(kind, (stop_s or 0) * SECOND, rules)

    assert time_us == seconds * SECOND
    assert "penalties.drive_through_time_s" in keys


def _race(*more: f.Fact):
    cars = [entry("7"), entry("8")]
    given = f.PenaltyGiven(at_us=100 * SECOND, entry_id="7", penalty="P1", kind="stop", stop_us=10 * SECOND)
    other = [passing("8", 95, "pit_in"), passing("8", 98, "finish_pit"), passing("8", 120, "pit_out")]
    return score([*cars, start(), *laps("7", 90), given, *other, *more])


def _only(state):
    (found,) = penalties(state, Options().penalties)
    return found


def test_a_stop_is_served_when_the_car_stood_long_enough():
    state = _race(passing("7", 170, "pit_in"), passing("7", 180, "finish_pit"), passing("7", 205, "pit_out"))

    found = _only(state)

    assert (found.stage, found.served.stood_us, found.served.lap_number) == ("served", 10 * SECOND, 2)


def test_a_stop_that_was_too_short_is_not_served():
    state = _race(
        passing("7", 170, "pit_in"), passing("7", 180, "finish_pit"), passing("7", 204.9, "pit_out")
    )

    assert _only(state).stage == "given"


def test_a_stop_too_late_is_overdue_and_the_penalty_says_so():
    state = _race(*laps("7", 90, 90, 90, 90, from_s=90))

    assert (_only(state).laps_left, _only(state).open) == (-1, "not served within 3 laps")


def test_one_visit_serves_one_penalty():
    second = f.PenaltyGiven(at_us=101 * SECOND, entry_id="7", penalty="P2", kind="stop", stop_us=10 * SECOND)
    visit = [passing("7", 170, "pit_in"), passing("7", 180, "finish_pit"), passing("7", 205, "pit_out")]

    stages = [p.stage for p in penalties(_race(second, *visit), Options().penalties)]

    assert stages == ["served", "given"]


def test_exclusion_and_back_of_class_follow_from_a_penalty():
    from pitboard.scoring.classification import classify

    facts = [entry("1"), entry("2"), entry("3"), start()]
    facts += [lap for car in "123" for lap in laps(car, 90 + int(car))]
    facts.append(f.PenaltyGiven(at_us=99 * SECOND, entry_id="1", penalty="A", kind="back_of_class"))
    facts.append(f.PenaltyGiven(at_us=99 * SECOND, entry_id="2", penalty="B", kind="exclusion"))

    rows = classify(score([*facts, flag("chequered", 100)]))

    assert [(row.car, row.position, row.status.value) for row in rows] == [
        ("3", 1, "classified"),
        ("1", 2, "classified"),
        ("2", None, "disqualified"),
    ]


def test_the_third_case_takes_the_third_step_and_the_last_repeats():
    book = load("imsa-2023")
    given = [
        f.PenaltyGiven(at_us=n, entry_id="7", penalty=f"P{n}", kind="warning", infraction="tyre_pressure")
        for n in range(4)
    ]
    kinds = []
    for count in range(5):
        car = score([entry("7"), start(), *given[:count]]).cars["7"]
        step, number, key = next_step(book, car, "tyre_pressure", race=True)
        assert number == count + 1
        kinds.append((step.kind, step.stop_s))

    assert kinds == [("warning", 0), ("drive_through", 0), ("stop", 10), ("stop", 10), ("stop", 10)]
    assert key == "penalties.infractions.tyre_pressure.race"

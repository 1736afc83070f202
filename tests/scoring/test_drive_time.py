"""Drive time: the reference figures of `rules.md` 3.8, live limits, bounds, two cars, the order by shortfall."""

from __future__ import annotations

import pytest

from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry, Rating
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.scoring.drive_time import adjusted_us, drive_times, infringements
from pitboard.scoring.driving import longest_without_rest, most_in_window
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.sessions.many import Batch
from pitboard.testing.builders import flag, numbered, passing, start
from pitboard.times import format_time, parse_time
from tests.support.data import shared_data

S, MINUTE, HOUR = 1_000_000, 60_000_000, 3_600_000_000
GLEN_2022 = load("imsa-2022").for_event("watkins-glen")
SIX_HOURS = Session(session="race", kind=SessionKind.RACE, duration_us=6 * HOUR)


def entered(number: str, *drivers: str, car_class: str = "GTD") -> f.EntryAdded:
    crew = tuple(Driver(driver_id=name, name=name, rating=Rating.SILVER) for name in drivers)
    return f.EntryAdded(at_us=0, entry=Entry(entry_id=number, number=number, car_class=car_class, crew=crew))


def stop(car: str, in_s: float, out_s: float, driver: str) -> list[f.Fact]:
    middle_us = round((in_s + out_s) / 2 * S)
    return [
        passing(car, in_s, "pit_in"),
        f.DriverChanged(at_us=middle_us, car=car, driver_id=driver),
        passing(car, out_s, "pit_out"),
    ]


def ledger(facts, now_s, *, plan=SIX_HOURS, book=GLEN_2022):
    happened = sorted(facts, key=lambda fact: (fact.rank != 0, fact.at_us))
    state = score_all(plan, numbered(happened), Rules(kind=plan.kind))
    return state, drive_times(state, book, round(now_s * S))


def test_the_published_minimum_of_watkins_glen_2022_to_the_millisecond():
    red = parse_time("51:10.180")
    assert format_time(adjusted_us(90 * MINUTE, red, 6 * HOUR, 1)) == "1:17:12.455"


def test_from_2023_red_counts_double():
    red = parse_time("51:10.180")
    assert format_time(adjusted_us(90 * MINUTE, red, 6 * HOUR, 2)) == "1:04:24.910"
    assert load("imsa-2023").drive_time.red_flag_factor.value == 2


def test_the_minimum_follows_the_red_flags_of_the_session():
    facts = [entered("7", "a", "b"), start(), f.DriverChanged(at_us=0, car="7", driver_id="a")]
    facts += [flag("green", 0), flag("red", 3600), flag("green", 3600 + 3070.18)]

    _, rows = ledger(facts, 8000)

    assert format_time(rows[0].minimum_us) == "1:17:12.455"
    assert rows[0].minimum_rule == "drive_time.minimum_us.GTD.any"
    assert rows[0].driven.net_us == round((8000 - 3070.18) * S), (
        "red counts for nobody, from the moment it is shown"
    )


def test_time_in_the_pit_lane_is_nobodys():
    facts = [entered("7", "a", "b"), start(), f.DriverChanged(at_us=0, car="7", driver_id="a")]
    facts += [passing("7", 100), *stop("7", 180, 240, "b"), passing("7", 300)]

    _, rows = ledger(facts, 400)

    assert [(row.driver_id, row.driven.net_us // S, row.driven.in_car) for row in rows] == [
        ("a", 180, False),
        ("b", 160, True),
    ]
    assert all(not row.bound for row in rows)


def test_must_be_in_by_and_must_be_out_by():
    facts = [entered("7", "a", "b"), start(), f.DriverChanged(at_us=0, car="7", driver_id="a")]

    _, (a, b) = ledger(facts, 3600)

    assert b.must_be_in_by_us == 6 * HOUR - 90 * MINUTE
    assert b.must_be_out_by_us is None
    assert a.must_be_in_by_us is None, "it is in the car"
    assert a.must_be_out_by_us == 4 * HOUR, "four hours in any six, and the maximum at Watkins Glen"


def test_four_hours_in_six_slide_along():
    spans = [(0, 3 * HOUR), (4 * HOUR, 6 * HOUR), (7 * HOUR, 8 * HOUR)]
    assert most_in_window(spans, 6 * HOUR) == (5 * HOUR, 6 * HOUR)
    assert longest_without_rest(spans, HOUR) == 3 * HOUR
    assert longest_without_rest(spans, HOUR + 1) == 6 * HOUR


def test_a_driver_in_two_cars_adds_up():
    """Sebring 2022: 1:38:38 in #79 and 1:47:02 in #97, no penalty against 3:00."""
    facts = [entered("79", "a", "b"), entered("97", "a", "c"), start()]
    facts += [
        f.DriverChanged(at_us=0, car="79", driver_id="a"),
        f.DriverChanged(at_us=0, car="97", driver_id="c"),
    ]
    facts += [passing("79", 90), passing("97", 91)]
    facts += [*stop("79", 3000, 3060, "b"), *stop("97", 3000, 3060, "a")]

    _, rows = ledger(facts, 6060)

    mine = [row for row in rows if row.driver_id == "a"]
    assert [row.total_us for row in mine] == [6000 * S, 6000 * S]
    assert infringements([row for row in rows if row.driver_id == "a"]) == ()


def test_cars_stand_in_the_order_of_their_shortfall():
    facts = [entered("1", "a", "b"), entered("2", "c", "x", "d"), entered("3", "e"), start()]
    facts += [
        f.DriverChanged(at_us=0, car=car, driver_id=who) for car, who in (("1", "a"), ("2", "c"), ("3", "e"))
    ]
    for car, other, at_s in (("1", "b", 12_000), ("2", "x", 8_000), ("2", "d", 16_500)):
        facts += [passing(car, at_s - 90), *stop(car, at_s, at_s + 60, other), passing(car, at_s + 90)]
    facts += [passing("3", 95), flag("chequered", 21_600)]
    facts += [passing(car, 21_610) for car in "123"]

    _, rows = ledger(facts, 21_700)

    found = infringements(rows)
    assert [one.entry_id for one in found] == ["2", "3"], "b drove 9550 s; d lacks 350 s; e drove too long"
    assert found[0].short_us == 5400 * S - (21_610 - 16_560) * S


@pytest.mark.slow
@pytest.mark.parametrize(
    ("meeting", "car_class", "lowest"),
    [
        ("2021/05-sebring-international-raceway", "LMP2", "3:02:45.513"),
        ("2023/07-sebring-international-raceway", "LMP2", "3:00:46.500"),
        ("2024/05-sebring-international-raceway", "LMP2", "3:02:42.779"),
        ("2021/22-road-atlanta", "LMP3", "2:30:34.822"),
        ("2023/07-sebring-international-raceway", "GTDPRO", "1:01:59.657"),
    ],
)
def test_the_lowest_time_of_a_race_is_the_one_that_reveals_its_rule(meeting, car_class, lowest):
    """`rules.md` 2.3: 3:00:26-3:02:45 at Sebring, 2:30:34 at Petit 2021, GTD PRO 1:02 at Sebring 2023."""
    (laps_file,) = shared_data("imsa", *meeting.split("/")).glob("*0-race-laps.csv.gz")
    scored = next(Batch([str(laps_file)]).scored())
    rows = {row.entry_id: row for row in scored.rows}
    winner = max(row.laps for row in scored.rows if row.car_class == car_class)
    found = drive_times(scored.state, scored.opened.rulebook, scored.state.last.at_us)

    nets = [
        one.driven.net_us
        for one in found
        if one.driven.laps
        and rows[one.entry_id].car_class == car_class
        and rows[one.entry_id].laps >= 0.93 * winner
    ]

    assert format_time(min(nets)) == lowest
    assert any(one.bound for one in found), "a laps file gives bounds, and says so"


@pytest.mark.slow
def test_a_car_in_the_garage_is_never_held_against_its_driver():
    """Petit 2021, car 2: a lap of 2:07:36 without PIT_TIME looks like 4:28 in six hours."""
    folder = shared_data("imsa", "2021", "22-road-atlanta")
    (laps_file,) = folder.glob("*1210-race-laps.csv.gz")
    scored = next(Batch([str(laps_file)]).scored())
    found = drive_times(scored.state, scored.opened.rulebook, scored.state.last.at_us)

    (gamble,) = [row for row in found if (row.entry_id, row.driver_id) == ("2", "tom gamble")]

    assert gamble.rolling_us > 4 * HOUR
    assert (gamble.excess_us, bool(gamble.bound)) == (0, True)

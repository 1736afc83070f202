"""Qualifying: who may drive, red-flag causers, means, hyperpole, green time and other means; each place names its rule."""

from __future__ import annotations

import msgspec
import pytest

from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry, Rating
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.scoring.classification import classify
from pitboard.scoring.options import Hyperpole, Options
from pitboard.scoring.qualifying import eligible, green_us, other_means, qualifying_work
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.testing.builders import entry, flag, laps, numbered, start

S = 1_000_000
PLAN = Session(session="qualifying", kind=SessionKind.QUALIFYING, name="Qualifying")


def told(facts, plan=PLAN, **rules):
    ordered = sorted(facts, key=lambda fact: (fact.rank != 0, fact.at_us))
    return score_all(plan, numbered(ordered), Rules(kind=plan.kind, **rules))


def driver(car, name, at_s=0):
    return f.DriverChanged(at_us=round(at_s * S), car=car, driver_id=name)


def rated(car, car_class, rating):
    crew = (Driver(driver_id="a", name="A", rating=rating),)
    return f.EntryAdded(at_us=0, entry=Entry(entry_id=car, number=car, car_class=car_class, crew=crew))


@pytest.mark.parametrize(
    ("book", "car_class", "session", "ratings"),
    [
        ("imsa-2021", "LMP2", "qualifying", ("Bronze",)),
        ("imsa-2021", "GTD", "qualifying---gtd-position", ("Bronze", "Silver")),
        ("imsa-2021", "GTD", "qualifying---gtd-points-gtlm", ()),
        ("imsa-2022", "GTD", "qualifying", ("Bronze", "Silver")),
        ("imsa-2023", "GTD", "qualifying", ()),
        ("imsa-2024", "GTDPRO", "qualifying", ()),
        ("wec-2024", "LMGT3", "qualifying", ("Bronze",)),
    ],
)
def test_who_may_qualify(book, car_class, session, ratings):
    assert eligible(load(book), car_class, session).ratings == ratings


def test_hyperpole_of_lmgt3_is_for_silver_in_2025():
    assert eligible(load("wec-2025"), "LMGT3", part=1).ratings == ("Silver",)


def test_a_driver_who_may_not_qualify_is_a_work_item_with_the_reason():
    state = told([rated("2", "LMP2", Rating.PLATINUM), start(), driver("2", "a"), *laps("2", 100, 95)])

    (item,) = qualifying_work(state, load("imsa-2024"))

    assert (item.kind, item.entry_id) == ("driver_not_eligible", "2")
    assert item.text == "car 2: A (Platinum) may not qualify in LMP2: Bronze only [qualifying.eligible.LMP2]"
    bronze = told([rated("2", "LMP2", Rating.BRONZE), start(), driver("2", "a"), *laps("2", 100, 95)])
    assert qualifying_work(bronze, load("imsa-2024")) == []


# ---- red flags ------------------------------------------------------------------------------------------------------

RED = [flag("red", 500), flag("green", 600)]
LAPS = laps("7", 100, 91, 92, 93, 94, 140, 90.5, 89.5)


def caused(at_s):
    return f.RedFlagCaused(at_us=at_s * S, entry_id="7")


@pytest.mark.parametrize(
    ("scope", "lost"),
    [("session", {7, 8}), ("before_restart", {2, 3}), ("after_restart", {7, 8})],
)
def test_which_laps_the_causer_of_a_red_flag_loses(scope, lost):
    """Two fastest (D 22/22); Detroit 2024: of the whole session, laps set after the restart too."""
    state = told([entry("7"), start(), *LAPS, *RED, caused(900)], red_flag_laps_of=scope)

    car = state.cars["7"]
    assert {lap.number for lap in car.laps if lap.seq in car.ruled} == lost


@pytest.mark.parametrize(("repeat", "count"), [(True, 4), (False, 2)])
def test_a_second_red_flag_costs_again_or_nothing_more(repeat, count):
    state = told([entry("7"), start(), *LAPS, *RED, caused(900), caused(901)], red_flag_repeat=repeat)

    assert len(state.cars["7"].ruled) == count


# ---- the mean of several drivers, hyperpole --------------------------------------------------------------------------


def test_the_mean_of_the_drivers_best_laps_sets_the_order():
    """GT World Challenge Europe: Q1, Q2, Q3 (speedweek.com 214305)."""
    facts = [entry("1", "PRO", "a", "b"), entry("2", "PRO", "c", "d"), entry("3", "PRO", "e", "g"), start()]
    for car, first, second, times in (
        ("1", "a", "b", (90, 92)),
        ("2", "c", "d", (91, 90.5)),
        ("3", "e", "g", (80, 0)),
    ):
        facts += [driver(car, first), *laps(car, 100, times[0])]
        if times[1]:
            facts += [driver(car, second, 300), *laps(car, 200, times[1], from_s=200)]
    state = told(facts)

    rows = classify(state, Options(mean_of_drivers=2))

    assert [(row.car, row.mean_us) for row in rows] == [("2", 90_750_000), ("1", 91_000_000), ("3", None)]
    assert rows[1].gap_first.time_us == 250_000
    assert "qualifying.mean_of_drivers.missing" in rows[2].rules
    others = classify(state, Options(mean_of_drivers=2, mean_of_others=True))
    assert [row.car for row in others] == ["3", "2", "1"]


def _hyperpole(**options):
    facts = [*(entry(car, "HYPERCAR") for car in "1234"), start()]
    facts.append(f.PartStarted(at_us=0, part="q", name="Qualifying", classes=("HYPERCAR",)))
    for car, time in zip("1234", (90, 91, 92, 93), strict=True):
        facts += laps(car, 100, time)
    facts += [f.PartEnded(at_us=400 * S, part="q")]
    facts.append(f.PartStarted(at_us=500 * S, part="h", name="Hyperpole", classes=("HYPERCAR",)))
    facts += [*laps("2", 150, 85, from_s=500), *laps("3", 151, 84, from_s=500)]
    return classify(told(facts), Options(hyperpole=(Hyperpole(cars=3),), **options))


def test_hyperpole_orders_those_who_reached_it_and_without_a_time_one_stands_behind_them():
    """FIA WEC 2024 (bo.fiawec.com qualifying/57)."""
    rows = _hyperpole()

    assert [row.car for row in rows] == ["3", "2", "1", "4"]
    assert rows[2].rules == (
        "qualifying.method",
        "qualifying.hyperpole.parts",
        "qualifying.hyperpole.no_time",
    )
    assert rows[3].rules == ("qualifying.method",)
    assert rows[2].gap_first is None, "times of different parts are not compared"


def test_hyperpole_may_let_the_time_of_the_part_before_stand():
    assert [row.car for row in _hyperpole(hyperpole_keeps_time=True)] == ["3", "2", "1", "4"]


# ---- green time, other means ----------------------------------------------------------------------------------------


def test_green_time_leaves_red_out_and_too_little_of_it_means_other_means():
    facts = [
        entry("7"),
        start(),
        flag("green", 0),
        flag("red", 400),
        flag("green", 700),
        f.SessionEnded(at_us=850 * S),
    ]
    state = told(facts)

    assert green_us(state, "", 850 * S) == 550 * S
    (item,) = qualifying_work(state, load("imsa-2021"))
    assert item.text == (
        "Qualifying: 9:10.000 under green of 10:00.000 that it needs: "
        "other means set the order (team points, entry list) [qualifying.min_green_s]"
    )
    assert qualifying_work(state, load("club")) == []


def test_other_means_are_the_first_that_exists():
    state = told([entry("7"), entry("31"), entry("5"), start()])
    book = load("imsa-2021")

    assert other_means(state, book, {"team_points": ["31", "9"]}) == (("31", "7", "5"), "team_points")
    assert other_means(state, book, {}) == (("7", "31", "5"), "entry_list")


def test_every_place_names_a_rule():
    rows = classify(
        told([entry("1"), entry("2"), entry("3"), start(), *laps("1", 99, 90), *laps("2", 99, 90)])
    )

    assert [row.rules for row in rows] == [
        ("qualifying.method", "classification.tie"),
        ("qualifying.method", "classification.tie"),
        ("qualifying.method", "classification.no_time_order"),
    ]
    practice = msgspec.structs.replace(PLAN, kind=SessionKind.PRACTICE)
    (row,) = classify(told([entry("1"), start(), *laps("1", 99, 90)], practice))
    assert row.rules == ("classification.practice",)


def test_a_red_flag_that_ends_the_session_can_cost_the_back_of_the_class():
    """Text of 2017, Art. 40.2.5: back of class is an option where the session is abandoned."""
    import json

    from pitboard.model.rulebook import Rulebook
    from pitboard.scoring.grid import starting_grid

    tree = json.loads(load("club").resolved_text())
    tree["qualifying"]["red_flag"]["if_abandoned"]["value"] = "back_of_class"
    book = Rulebook.from_text(json.dumps(tree))
    facts = [entry("1"), entry("2"), entry("3"), start()]
    for car, time in (("1", 90), ("2", 91), ("3", 92)):
        facts += laps(car, 100, time)
    facts += [flag("red", 300), f.RedFlagCaused(at_us=310 * S, entry_id="1")]
    state = told([*facts, flag("chequered", 400)], red_flag_laps_lost=0)

    grid = starting_grid(state, classify(state), book)

    assert [place.car for place in grid] == ["2", "3", "1"]
    assert grid[2].rule == "qualifying.red_flag.if_abandoned"
    resumed = told([*facts, flag("green", 350), flag("chequered", 400)], red_flag_laps_lost=0)
    assert [place.car for place in starting_grid(resumed, classify(resumed), book)] == ["1", "2", "3"]

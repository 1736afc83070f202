"""Points: the tables' reference figures, guests, makes, short races, ties, deductions, the last round, the endurance cup."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.model.rulebook import load
from pitboard.scoring.endurance_cup import cup_points
from pitboard.scoring.points import Award, Finish, meeting_points, share_of_points
from pitboard.scoring.standings import chances, standings
from pitboard.sessions.many import Batch
from tests.support.data import shared_data
from tests.support.rulebooks import with_values

IMSA = load("imsa-2024")
WEC = load("wec-2024")
GTWC = load("gtwc-europe-2024")


def finish(
    car, place, *, car_class="GTD", make="", moved=False, drivers=(), timed=True, started=True, overall=None
):
    crew = tuple((name, name.title()) for name in drivers)
    return Finish(
        car=car,
        car_class=car_class,
        make=make,
        drivers=crew,
        place=place,
        overall_place=overall,
        moved=moved,
        timed=timed,
        started=started,
    )


def teams(awards):
    total: dict[str, Decimal] = {}
    for award in awards:
        if award.title == "teams":
            total[award.who] = total.get(award.who, Decimal(0)) + award.points
    return {car: int(points) if points == int(points) else points for car, points in total.items()}


def test_moved_from_second_to_fourteenth_costs_150():
    """VIR 2024, #27: 320 - 170 = 150 (sportscar365.com heart-of-racing-stripped-of-vir)."""
    before = teams(meeting_points(IMSA, [finish("27", 2), finish("1", 1)]))["27"]
    field = [finish(str(car), car) for car in range(1, 14)]
    after = teams(meeting_points(IMSA, [*field, finish("27", 14, moved=True)]))["27"]

    assert (before, after, before - after) == (320, 170, 150)


def test_a_win_and_third_in_qualifying_are_380():
    """wikimili.com 2025_24_Hours_of_Daytona."""
    race = [finish("7", 1), finish("6", 2)]
    qualifying = [finish("24", 1), finish("31", 2), finish("7", 3)]

    assert teams(meeting_points(load("imsa-2025"), race, qualifying))["7"] == 380


def test_places_behind_the_table_score_what_the_rulebook_says():
    field = [finish(str(car), car) for car in range(1, 41)]
    assert [teams(meeting_points(IMSA, field))[car] for car in ("29", "30", "40")] == [20, 10, 10]
    assert teams(meeting_points(WEC, [finish(str(n), n) for n in range(1, 12)]))["11"] == 0


def test_guests_are_passed_over_where_only_full_season_entries_score():
    field = [finish("guest", 1), finish("7", 2), finish("6", 3)]

    assert teams(meeting_points(WEC, field, guests=["guest"])) == {"7": 25, "6": 18}
    assert teams(meeting_points(IMSA, field, guests=["guest"]))["guest"] == 350


def test_le_mans_and_pole_in_the_wec():
    book = WEC.for_event("le-mans")
    field = [finish(str(n), n) for n in range(1, 12)]

    assert teams(meeting_points(book, field, [finish("2", 1)])) == {
        "1": 50,
        "2": 37,
        "3": 30,
        "4": 24,
        "5": 20,
        "6": 16,
        "7": 12,
        "8": 8,
        "9": 4,
        "10": 2,
        "11": 1,
    }


def test_a_make_scores_with_its_best_car():
    field = [finish("1", 1, make="Porsche"), finish("2", 2, make="Porsche"), finish("3", 3, make="BMW")]
    makes = {(a.who, int(a.points)) for a in meeting_points(IMSA, field) if a.title == "manufacturers"}

    assert makes == {("Porsche", 350), ("BMW", 300)}


def test_makes_that_count_overall_have_one_title_and_guests_are_passed_over():
    book = with_values(GTWC.for_event("sprint"), {"points.eligibility.full_season_only": True})
    field = [
        finish("1", 1, car_class="PRO", make="Audi", overall=1),
        finish("2", 2, car_class="PRO", make="BMW", overall=2),
        finish("3", 1, car_class="BRONZE", make="Audi", overall=3),
        finish("4", 2, car_class="BRONZE", make="Ferrari", overall=4),
    ]
    awards = [a for a in meeting_points(book, field, guests=["2"]) if a.title == "manufacturers"]

    assert {(a.car_class, a.who): (a.place, a.points) for a in awards} == {
        ("", "Audi"): (1, 25 * 4),
        ("", "Ferrari"): (3, 15 * 4),
    }
    assert {a.rule for a in awards} == {"points.manufacturer_multiplier"}
    assert awards[0].why == "1. overall, times 4 cars"


def test_a_make_that_scores_nothing_is_told_why_and_not_multiplied():
    field = [finish("1", None, make="Audi", started=False), finish("2", 1, make="BMW", overall=1)]
    awards = meeting_points(GTWC.for_event("sprint"), field)

    assert [(a.points, a.rule) for a in awards if a.who == "Audi"] == [(0, "points.not_started")]


def test_of_a_make_whose_cars_all_score_nothing_the_best_place_counts():
    field = [finish(str(n), n, make=f"M{n}") for n in range(1, 11)]
    field += [finish("12", 12, make="Last"), finish("11", 11, make="Last")]
    awards = meeting_points(WEC, field)

    assert [(a.place, a.points) for a in awards if a.who == "Last"] == [(11, 0)]


@pytest.mark.parametrize("race_table", ["6h", "none"])
def test_a_race_may_give_points_to_makes_alone(race_table):
    book = with_values(WEC, {"points.race_table": race_table, "points.manufacturer_table": "8h"})
    awards = meeting_points(book, [finish("1", 1, make="Toyota", drivers=("a",))])

    points = {award.title: int(award.points) for award in awards}
    assert points == ({"manufacturers": 38} | ({"teams": 25, "drivers": 25} if race_table == "6h" else {}))


def test_drivers_who_missed_the_drive_time_score_nothing():
    key = "points.eligibility.needs_minimum_drive_time"
    awards = meeting_points(
        IMSA, [finish("1", 1, drivers=("a", "b"))], barred={"1": {"b": (key, "12:00 short")}}
    )

    drivers = [award for award in awards if award.title == "drivers"]
    assert [(a.who, a.points, a.place) for a in drivers] == [("a", 350, 1), ("b", 0, None)]
    assert (drivers[1].rule, drivers[1].why) == (key, "12:00 short")


@pytest.mark.parametrize(
    ("laps", "part", "share", "rule"),
    [
        (1, Decimal("0.9"), Decimal(0), "race.short.no_points_below_green_laps"),
        (2, Decimal("0.74"), Decimal("0.5"), "race.short.half_points_below_part"),
        (2, Decimal("0.75"), Decimal(1), "points.race_table"),
    ],
)
def test_a_short_race_of_the_wec(laps, part, share, rule):
    assert share_of_points(WEC, laps, part) == (share, rule)


def test_half_points_stay_exact():
    book = load("gtwc-europe-2024").for_event("sprint")
    awards = meeting_points(book, [finish("1", 1)], share=Decimal("0.5"))

    assert awards[0].points == Decimal("8.25")


# ---- standings ------------------------------------------------------------------------------------------------------


def award(who, points, place=None, round_="A", what="race"):
    return Award(
        title="teams",
        car_class="GTD",
        who=who,
        name=who,
        car=who,
        points=Decimal(points),
        what=what,
        place=place,
        round=round_,
    )


def test_equal_points_go_to_more_wins_then_to_the_latest_result():
    awards = [award("x", 20, 1), award("x", 0, 4, "B"), award("y", 10, 2), award("y", 10, 2, "B")]
    first, second = standings(awards, ["count_of_places", "latest_result"], ["A", "B"])
    assert (first.who, second.tie) == ("x", "count_of_places")

    awards = [award("x", 20, 1), award("x", 10, 2, "B"), award("y", 10, 2), award("y", 20, 1, "B")]
    first, second = standings(awards, ["count_of_places", "latest_result"], ["A", "B"])
    assert (first.who, second.tie) == ("y", "latest_result")


def test_places_that_score_nothing_break_ties():
    """Both have 10 points of a fifth place; Q was eleventh where P was twelfth."""
    orders = {
        "A": ["x1", "x2", "x3", "x4", "P", "x6", "x7", "x8", "x9", "x10", "Q", "x12"],
        "B": ["x1", "x2", "x3", "x4", "Q", "x6", "x7", "x8", "x9", "x10", "x11", "P"],
    }
    awards = [
        msgspec.structs.replace(award, round=name)
        for name, order in orders.items()
        for award in meeting_points(WEC, [finish(car, place) for place, car in enumerate(order, 1)])
    ]
    lines = [line for line in standings(awards, ["count_of_places"], ["A", "B"]) if line.who in ("P", "Q")]

    assert [(line.who, line.points, line.tie) for line in lines] == [
        ("Q", 10, ""),
        ("P", 10, "count_of_places"),
    ]
    assert lines[1].places == (("A", 5), ("B", 12))


def test_who_has_no_points_stands_in_the_table():
    field = [finish(str(n), n, drivers=(f"d{n}",)) for n in range(1, 13)]
    lines = standings(meeting_points(WEC, [*field, finish("13", None, started=False)]), [], ["A"])
    none = [(line.title, line.who) for line in lines if not line.points]

    assert none == [("teams", car) for car in ("11", "12", "13")] + [("drivers", d) for d in ("d11", "d12")]


def test_who_qualified_is_ahead_of_who_did_not_where_qualifying_breaks_the_tie():
    lines = standings([award("x", 9), award("y", 9), award("y", 0, 4, what="qualifying")], ["qualifying"], [])

    assert [line.who for line in lines] == ["y", "x"]


def test_what_no_rule_separates_shares_its_place():
    lines = standings([award("x", 9), award("y", 9), award("z", 1)], ["count_of_places"], ["A"])
    assert [(line.who, line.position) for line in lines] == [("x", 1), ("y", 1), ("z", 3)]


def test_a_deduction_is_an_entry_of_the_ledger():
    """Rolex 24 2023, #60 keeps the win and loses 200 points (IMSA notice, speedwaydigest.com 75923)."""
    taken = award("60", -200, what="adjustment")
    (line,) = standings([award("60", 350, 1), award("60", 35, 1, what="qualifying"), taken], [], ["A"])

    assert line.points == 185
    assert taken in line.awards


def test_what_each_needs_in_the_last_round():
    table = standings([award("x", 400, 1), award("y", 350, 2), award("z", 10, 3)], [], ["A"])
    x, y, z = chances(table, IMSA)

    assert x.clinches_with == 1, "400 + 350 beats 350 + 320 + 35; with second, 720 does not beat 735"
    assert (y.clinches_with, y.leader_at) == (None, 5), "350 + 350 > 400 + 260 + 35"
    assert not z.alive


def test_what_makes_need_is_counted_by_their_own_table():
    made = [msgspec.structs.replace(award(who, 60), title="manufacturers") for who in "xy"]
    made[1] = msgspec.structs.replace(made[1], points=Decimal(40))
    x, y = chances(standings(made, [], ["A"]), with_values(WEC, {"points.manufacturer_table": "8h"}))

    assert (x.most, y.most) == (98, 78), "38 of a race of 8 hours; pole gives a make nothing"
    assert chances(standings(made, [], ["A"]), GTWC) == (), "nobody knows how many cars will start"


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"), st.integers(-50, 350), st.integers(1, 20), st.sampled_from("RST")
        )
    )
)
def test_points_add_up_and_positions_follow_them(rows):
    awards = [award(who, points, place, round_) for who, points, place, round_ in rows]
    lines = standings(awards, ["count_of_places", "latest_result"], ["R", "S", "T"])

    assert sum(line.points for line in lines) == sum(a.points for a in awards)
    assert all(line.points == sum(points for _, points in line.by_round) for line in lines)
    assert [line.points for line in lines] == sorted((line.points for line in lines), reverse=True)
    assert all(line.position <= index for index, line in enumerate(lines, 1))


@given(st.permutations(range(1, 13)), st.sets(st.integers(1, 12), max_size=4))
def test_every_scoring_place_is_given_once(order, guests):
    field = [finish(str(car), place) for place, car in enumerate(order, 1)]
    awards = [a for a in meeting_points(WEC, field, guests=map(str, guests)) if a.title == "teams"]

    assert [a.place for a in awards] == list(range(1, 12 - len(guests) + 1))
    assert sum(a.points > 0 for a in awards) == min(10, 12 - len(guests))


@pytest.mark.slow
def test_the_endurance_cup_of_sebring_2024_in_gtp():
    """`rules.md` section 4, our computation: #01 10; #31, #40, #25 9; #6 8; #85, #10, #7 7; #5, #63, #24 6."""
    (laps_file,) = shared_data("imsa", "2024", "05-sebring-international-raceway").glob("*-race-laps.csv.gz")
    scored = next(Batch([str(laps_file)]).scored())

    found = cup_points(scored.opened.rulebook, scored.state, scored.rows)
    gtp = {
        scored.state.cars[entry_id].car: sum(points for _, points in gained)
        for entry_id, gained in found.items()
        if scored.state.cars[entry_id].entry.car_class == "GTP"
    }

    assert gtp == {
        "01": 10,
        "31": 9,
        "40": 9,
        "25": 9,
        "6": 8,
        "85": 7,
        "10": 7,
        "7": 7,
        "5": 6,
        "63": 6,
        "24": 6,
    }

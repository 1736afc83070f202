"""Who may score, what a short race gives, the multiplier of makes, and teammates who are champions together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry, Rating
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.scoring.awards import barred, session_points, share_in_force
from pitboard.scoring.classification import classify
from pitboard.scoring.endurance_cup import cup_awards
from pitboard.scoring.explain_more import explain_more
from pitboard.scoring.points import Award, Finish, meeting_points
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.scoring.standings import chances, standings
from pitboard.testing.builders import flag, laps, numbered, passing, start
from tests.support.rulebooks import with_values

S, HOUR = 1_000_000, 3_600_000_000
IMSA, WEC, SPA = load("imsa-2024"), load("wec-2024"), load("gtwc-europe-2024").for_event("spa")


def entered(number, *drivers, car_class="GTD", make=""):
    crew = tuple(Driver(driver_id=name, name=name, rating=Rating.GOLD) for name in drivers)
    entry = Entry(entry_id=number, number=number, car_class=car_class, crew=crew, manufacturer=make)
    return f.EntryAdded(at_us=0, entry=entry)


def race(*facts, hours=6):
    plan = Session(session="race", kind=SessionKind.RACE, duration_us=hours * HOUR)
    happened = sorted(facts, key=lambda fact: (fact.rank != 0, fact.at_us))
    return score_all(plan, numbered(happened), Rules(kind=plan.kind))


def test_a_driver_of_two_cars_scores_in_the_one_that_was_named():
    state = race(
        entered("1", "a", "b"), entered("2", "a"), start(), *laps("1", 90), *laps("2", 91), flag("green", 0)
    )
    awards = session_points(IMSA, state, classify(state), 100 * S, nominated={"a": "1"})

    drivers = [(one.car, one.who, one.points) for one in awards if one.title == "drivers"]
    assert drivers == [("1", "a", 350), ("1", "b", 350), ("2", "a", 0)]
    assert [one.rule for one in awards if one.car == "2" and one.who == "a"] == [
        "points.eligibility.nominated_car"
    ]


def test_nobody_is_barred_for_drive_time_while_the_race_runs():
    facts = [entered("1", "a", "b", car_class="LMGT3"), start()]
    facts += [f.DriverChanged(at_us=0, car="1", driver_id="a"), *laps("1", 90)]

    assert barred(WEC, race(*facts), 100 * S) == {}
    over = [*facts, flag("chequered", 21_600), passing("1", 21_610)]
    assert set(barred(WEC, race(*over), 21_610 * S)["1"]) == {"b"}


@pytest.mark.parametrize(
    ("end_s", "share"), [(100, "0"), (4000, "0.5"), (16_199, "0.5"), (16_200, "1"), (21_600, "1")]
)
def test_a_race_cut_short_gives_its_share(end_s, share):
    first = [passing("1", 40 * n) for n in (1, 2, 3)] if end_s > 100 else []
    state = race(
        entered("1", "a"),
        start(),
        flag("green", 0),
        *first,
        passing("1", end_s),
        f.SessionEnded(at_us=(end_s + 1) * S),
    )

    assert share_in_force(WEC, state)[0] == Decimal(share)


def test_a_running_race_is_never_cut_short():
    state = race(entered("1", "a"), start(), flag("green", 0), *laps("1", 90))

    assert share_in_force(WEC, state) == (1, "points.race_table")


def test_points_of_makes_are_multiplied_by_the_cars_that_started_where_the_rulebook_says_so():
    field = [
        Finish(
            car=str(n),
            car_class="PRO",
            make="Audi" if n > 1 else "BMW",
            place=n,
            overall_place=n,
            started=n < 4,
        )
        for n in (1, 2, 3, 4)
    ]
    makes = {a.who: a.points for a in meeting_points(SPA, field) if a.title == "manufacturers"}

    assert makes == {"BMW": 100 * 3, "Audi": 72 * 3}


def test_a_make_has_its_best_car_at_each_checkpoint():
    book = IMSA.for_event("watkins-glen")
    facts = [entered(n, f"d{n}", make="Acura" if n != "2" else "BMW") for n in "123"]
    facts += [start(), flag("green", 0)]
    facts += [passing("1", 10_700), passing("2", 10_710), passing("3", 10_720)]
    facts += [flag("chequered", 21_600), passing("3", 21_601), passing("2", 21_602), passing("1", 21_603)]
    state = race(*facts)
    awards = cup_awards(book, state, classify(state))

    assert {a.who: (a.points, a.why) for a in awards if a.title == "manufacturers"} == {
        "Acura": (10, "3 h 5, finish 5"),
        "BMW": (8, "3 h 4, finish 4"),
    }
    assert {a.who: a.points for a in awards if a.title == "drivers"} == {"d1": 8, "d2": 8, "d3": 8}


def cup_race():
    """Cars 1, 2 and 3 in that order at three hours and at the end; b of car 1 drove for one lap."""
    facts = [entered("1", "a", "b"), entered("2", "a", "c"), entered("3", "d")]
    facts += [start(), flag("green", 0)]
    facts += [f.DriverChanged(at_us=0, car=car, driver_id=who) for car, who in (("1", "b"), ("2", "c"))]
    facts += [f.DriverChanged(at_us=0, car="3", driver_id="d")]
    facts += [passing("1", 100), f.DriverChanged(at_us=100 * S, car="1", driver_id="a")]
    facts += [passing("1", 10_700), passing("2", 10_710), passing("3", 10_720)]
    facts += [flag("chequered", 21_600)]
    return race(*facts, passing("1", 21_601), passing("2", 21_602), passing("3", 21_603))


def cup_of(state, **who):
    book = IMSA.for_event("watkins-glen")
    awards = cup_awards(book, state, classify(state), **who)
    return {(a.car, a.who): a for a in awards if a.title == "drivers"}


def test_who_is_barred_from_the_race_s_points_has_none_of_the_endurance_cup():
    state = cup_race()
    out = barred(IMSA.for_event("watkins-glen"), state, 21_603 * S, {"a": "1"})
    found = cup_of(state, barred=out)

    assert {key: one.points for key, one in found.items()} == {
        ("1", "a"): 10,
        ("1", "b"): 0,
        ("2", "a"): 0,
        ("2", "c"): 8,
        ("3", "d"): 6,
    }
    assert found["1", "b"].rule == "points.eligibility.needs_minimum_drive_time"
    assert found["2", "a"].rule == "points.eligibility.nominated_car"


def test_guests_of_a_full_season_cup_are_passed_over_at_checkpoints_and_at_the_finish():
    state, book = cup_race(), IMSA.for_event("watkins-glen")
    full = with_values(book, {"points.eligibility.full_season_only": True})

    def teams(rules):
        awards = cup_awards(rules, state, classify(state), guests=["1"])
        return {a.who: a.points for a in awards if a.title == "teams"}

    assert teams(full) == {"2": 10, "3": 8}
    assert teams(book) == {"1": 10, "2": 8, "3": 6}


def test_a_minimum_drive_time_bars_nobody_where_drive_time_does_not_apply():
    facts = [entered("1", "a", "b"), start(), f.DriverChanged(at_us=0, car="1", driver_id="a")]
    state = race(*facts, passing("1", 90), flag("chequered", 21_600), passing("1", 21_610))
    roar = load("imsa-2021").for_event("roar")

    assert set(barred(IMSA, state, 21_610 * S)["1"]) == {"b"}
    assert not roar.drive_time.applies.value
    assert barred(roar, state, 21_610 * S) == {}


@pytest.mark.parametrize(("session", "points"), [("gtd-position", []), ("gtd-points", [35]), ("q", [35])])
def test_a_class_in_two_segments_has_its_points_of_one(session, points):
    book = load("imsa-2021")
    plan = Session(session=session, kind=SessionKind.QUALIFYING)
    facts = numbered([entered("1", "a"), start(), *laps("1", 90, 91)])
    state = score_all(plan, facts, Rules(kind=plan.kind))
    awards = session_points(book, state, classify(state), 200 * S)

    assert [one.points for one in awards if one.title == "teams"] == points
    reasons = explain_more(state, classify(state), book, "1", 200 * S)
    told = [(one.text, one.rule) for one in reasons if one.kind == "points"]
    nothing = [("no points: another segment gives them", "qualifying.segments.GTD.points")]
    assert (told == nothing) == (not points)


def won(who, car, points, *, place=1, round_="One", title="drivers"):
    return Award(
        title=title,
        car_class="GTP",
        who=who,
        name=who,
        car=car,
        points=Decimal(points),
        what="race",
        place=place,
        round=round_,
    )


def test_teammates_with_as_many_points_are_champions_together():
    awards = [won("a", "7", 700), won("b", "7", 700), won("c", "6", 600, place=2)]
    first, second, third = chances(standings(awards, ["wins"], ["One"]), IMSA)

    assert (first.clinches_with, second.clinches_with) == (3, 3)
    assert third.leader_at == 10
    assert third.text == "is champion with a win if a is 10th or worse and nobody else scores more"


def test_rivals_with_as_many_points_in_another_car_are_rivals():
    awards = [won("a", "7", 700), won("b", "8", 700)]
    first, _ = chances(standings(awards, ["wins"], ["One"]), IMSA)

    assert first.clinches_with is None


def test_teams_of_one_name_are_told_apart_by_their_cars():
    awards = [won("7", "7", 700, title="teams"), won("6", "6", 690, title="teams")]
    awards = [Award(**{**{k: getattr(a, k) for k in a.__struct_fields__}, "name": "Penske"}) for a in awards]
    _, second = chances(standings(awards, ["wins"], ["One"]), IMSA)

    assert second.called == "#6 Penske"
    assert "if #7 Penske is" in second.text

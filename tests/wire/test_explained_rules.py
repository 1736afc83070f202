"""`explain` names the rule behind a place, with its source out of the rulebook."""

from __future__ import annotations

from pitboard.model import facts as f
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.sessions.opened import OpenOptions, from_facts
from pitboard.sessions.scored import score
from pitboard.testing.builders import entry, flag, laps, numbered, start
from pitboard.wire.explained import explained

S = 1_000_000


def lines(book, car, *facts):
    adopted = f.RulebookAdopted(at_us=0, rulebook=book.id, text=book.resolved_text(), sha256=book.sha256)
    happened = sorted(facts, key=lambda fact: (fact.rank != 0, fact.at_us))
    plan = Session(session="race", kind=SessionKind.RACE)
    scored = score(from_facts(numbered([adopted, *happened]), plan, OpenOptions(), name="race"))
    return "\n".join(explained(scored, scored.row_of(car)).lines())


def test_a_penalty_that_was_not_served_is_explained_by_the_events_figure():
    glen = load("imsa-2024").for_event("watkins-glen")
    given = f.PenaltyGiven(
        at_us=95 * S, entry_id="7", penalty="P1", kind="drive_through", infraction="pit_speed", by="RD"
    )
    text = lines(
        glen,
        "7",
        entry("7"),
        start(),
        *laps("7", 90, 90),
        given,
        flag("chequered", 200),
        *laps("7", 90, from_s=180),
    )

    assert "penalty P1: Drive-through, by RD" in text
    assert "what a drive-through is worth here  [penalties.drive_through_time_s: D 4" in text
    assert "a penalty was not served and is converted  [penalties.unserved: speedwaydigest.com 75923" in text


def test_a_car_below_the_minimum_distance_is_told_so_with_the_source():
    facts = [entry("1"), entry("2"), start(), *laps("1", *[90] * 9), *laps("2", 90), flag("chequered", 850)]
    text = lines(load("wec-2024"), "2", *facts, *laps("1", 90, from_s=810))

    assert "not classified: it has no position  [race.minimum_distance: fiawec.com" in text
    assert "less than the part of the winner's distance" in text


def test_penalties_points_and_their_rules_stand_in_the_explanation():
    glen = load("imsa-2024").for_event("watkins-glen")
    given = f.PenaltyGiven(
        at_us=95 * S, entry_id="7", penalty="P1", kind="drive_through", infraction="pit_speed", by="RD"
    )
    facts = [entry("7"), start(), *laps("7", 90, 90), given, flag("chequered", 200)]
    text = lines(glen, "7", *facts, *laps("7", 90, from_s=180))

    assert "penalty P1 (pit speed): given: Drive-through, by RD; 35.000 added" in text
    assert "[penalties.infractions.pit_speed.race: " in text
    assert "350 points, 1. in class  [points.tables.race: racer.com 2020/09/09" in text


def test_a_value_that_no_source_settles_says_so():
    text = lines(load("imsa-2024"), "2", entry("2"), start())

    assert "no points: it did not start or is not classified  [points.not_started: " in text
    assert "· unknown: a default to be checked]" in text


def test_articles_are_cited_by_their_number():
    facts = [entry("7"), start(), *laps("7", 90, 90), flag("chequered", 200), *laps("7", 90, from_s=180)]
    noted = f.PenaltyGiven(
        at_us=95 * S, entry_id="7", penalty="P1", kind="warning", infraction="tyre_pressure", by="RD"
    )
    assert "[penalties.infractions.tyre_pressure.race Art. ATT 3.6.6.E: " in lines(
        load("imsa-2023"), "7", noted, *facts
    )

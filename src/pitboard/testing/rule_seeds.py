"""Random races under real rulebooks: flags, cautions, penalties, corrections, driver changes, places on the grid.

A seed is the bug report: `check_rules_seed(seed)` does the same every time.
"""

from __future__ import annotations

import random
from functools import cache

from pitboard.model import facts as f
from pitboard.model.circuit import Circuit
from pitboard.model.facts.decisions import GRID_DROPS
from pitboard.model.meeting import SessionKind
from pitboard.model.rulebook import Rulebook, load
from pitboard.scoring.invariants import check
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import Scored, score
from pitboard.testing.builders import MadeRace, make_race, numbered, us
from pitboard.testing.rule_checks import check_rules, picture

BOOKS = (
    ("imsa-2024", "watkins-glen"),
    ("imsa-2024", "sebring"),
    ("imsa-2025", "detroit"),
    ("imsa-2022", "daytona"),
    ("wec-2024", "le-mans"),
    ("wec-2025", ""),
    ("gtwc-europe-2024", "spa"),
    ("club", ""),
)
_KINDS = (SessionKind.RACE, SessionKind.RACE, SessionKind.QUALIFYING)
_CALLS = ("pass_around", "pits_open", "pits_open:GTP,LMP2", "pits_closed", "wave_by", "one_to_go")
_FLAGS = ("green", "full_course_yellow", "safety_car", "virtual_safety_car", "code_60", "red", "yellow")
_PENALTIES = (
    "warning",
    "drive_through",
    "stop",
    "time",
    "laps",
    "grid",
    "points",
    "back_of_class",
    "exclusion",
)
_INFRACTIONS = ("pit_speed", "contact", "track_limits", "something of its own", "")


@cache
def _book(name: str, event: str) -> Rulebook:
    book = load(name)
    return book.for_event(event) if event else book


def made(seed: int) -> tuple[MadeRace, list[f.Fact], Rulebook]:
    """A race out of a seed, with its facts in order of arrival and the rulebook in force."""
    dice = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    race = make_race(
        seed, cars=dice.randrange(2, 9), laps_each=dice.randrange(3, 30), kind=dice.choice(_KINDS)
    )
    book = _book(*dice.choice(BOOKS))
    facts = numbered([*race.setup])
    for fact in race.happened:
        facts.append(f.with_seq(fact, len(facts) + 1))
        if dice.random() < 0.05:
            facts.append(f.with_seq(_ruling(race, facts, dice), len(facts) + 1))
    for _ in range(dice.randrange(4)):
        facts.append(f.with_seq(_ruling(race, facts, dice), len(facts) + 1))
    return race, facts, book


def scored(race: MadeRace, facts: list[f.Fact], book: Rulebook) -> Scored:
    """The race under its rulebook."""
    return score(Opened("seed", race.plan, Circuit(), facts, book))


def check_rules_seed(seed: int) -> list[str]:
    """Run one random race under its rulebook and say what does not hold.

    Args:
        seed: of the race and of what was decided.
    """
    race, facts, book = made(seed)
    whole = scored(race, facts, book)
    problems = [*check(whole.state, whole.rows), *check_rules(whole)]
    return [*problems, *_no_trace(race, facts, book, whole, random.Random(seed))]  # noqa: S311 - as above


def _no_trace(
    race: MadeRace, facts: list[f.Fact], book: Rulebook, whole: Scored, dice: random.Random
) -> list[str]:
    """A decision that is taken and withdrawn changes nothing that is read off the session."""
    last = len(facts)
    decision = f.with_seq(_decision(race, facts, dice, facts[-1].at_us), last + 1)
    undone = f.FactWithdrawn(at_us=facts[-1].at_us, target_seq=last + 1, seq=last + 2)
    now, before = picture(scored(race, [*facts, decision, undone], book)), picture(whole)
    kind = type(decision).__name__
    return [f"a withdrawn {kind} leaves a trace in {what}" for what in before if before[what] != now[what]]


# ---- what is decided ------------------------------------------------------------------------------------------------


def _ruling(race: MadeRace, known: list[f.Fact], dice: random.Random) -> f.Fact:
    at_us = max(known[-1].at_us, 0) + dice.choice((0, us(0.5), us(30)))
    roll = dice.random()
    if roll < 0.12:
        targets = [fact for fact in known[len(race.setup) :] if type(fact) is not f.SessionStarted]
        return f.FactWithdrawn(at_us=at_us, target_seq=dice.choice(targets or known).seq)
    if roll < 0.35:
        return _course(race, dice, at_us)
    return _decision(race, known, dice, at_us)


def _course(race: MadeRace, dice: random.Random, at_us: int) -> f.Fact:
    car = dice.choice(race.setup)
    assert isinstance(car, f.EntryAdded)
    if race.plan.kind is SessionKind.QUALIFYING and dice.random() < 0.5:
        part = dice.choice(("q", "hyperpole"))
        return dice.choice((f.PartStarted(at_us=at_us, part=part), f.PartEnded(at_us=at_us, part=part)))
    match dice.randrange(7):
        case 0 | 1:
            return f.FlagShown(at_us=at_us, flag=dice.choice(_FLAGS))
        case 2:
            return f.FlagShown(at_us=at_us, flag=dice.choice(("slow_zone", "green")), zone="T4-T7")
        case 3:
            return f.MessageSent(at_us=at_us, text="race control", preset=dice.choice(_CALLS))
        case 4:
            return dice.choice((f.ClockHeld, f.ClockResumed))(at_us=at_us)
        case 5:
            who = dice.choice(car.entry.crew).driver_id
            return f.DriverChanged(at_us=at_us, car=car.entry.number, driver_id=who)
        case _:
            return f.PitVisitTimed(at_us=at_us, car=car.entry.number, duration_us=us(dice.uniform(20, 90)))


def _decision(race: MadeRace, known: list[f.Fact], dice: random.Random, at_us: int) -> f.Fact:
    car = dice.choice(race.setup)
    assert isinstance(car, f.EntryAdded)
    entry_id = car.entry.entry_id
    given = [fact for fact in known if isinstance(fact, f.PenaltyGiven)]
    finishes = [x for x in known if type(x) is f.Passing and x.line == "finish" and x.car == entry_id]
    match dice.randrange(11):
        case 0 | 1 | 2:
            return _penalty(dice, at_us, entry_id, len(given))
        case 3 if given:
            one = dice.choice(given)
            return f.PenaltyServed(at_us=at_us, entry_id=one.entry_id, penalty=one.penalty)
        case 4 if given:
            one, time_us = dice.choice(given), dice.choice((None, us(25)))
            return f.PenaltyConverted(
                at_us=at_us, entry_id=one.entry_id, penalty=one.penalty, time_us=time_us
            )
        case 5 | 6:
            drop = dice.choice(GRID_DROPS)
            return f.GridPlaceRuled(at_us=at_us, entry_id=entry_id, drop=drop, places=dice.randrange(1, 5))
        case 7:
            short = dice.choice((None, us(dice.randrange(1, 900))))
            return f.MovedToBack(at_us=at_us, entry_id=entry_id, shortfall_us=short)
        case 8 if finishes:
            passing = dice.choice(finishes)
            return f.LapDeleted(
                at_us=at_us, entry_id=entry_id, passing_seq=passing.seq, lap_number=1, reason="track_limits"
            )
        case 9:
            status = dice.choice(("disqualified", "not_started", "withdrawn", "not_classified"))
            return f.StatusRuled(at_us=at_us, entry_id=entry_id, status=status)
        case _:
            return dice.choice((f.LapsVoided, f.RedFlagCaused))(at_us=at_us, entry_id=entry_id)


def _penalty(dice: random.Random, at_us: int, entry_id: str, number: int) -> f.Fact:
    kind = dice.choice(_PENALTIES)
    return f.PenaltyGiven(
        at_us=at_us,
        entry_id=entry_id,
        penalty=f"P{number}",
        kind=kind,
        infraction=dice.choice(_INFRACTIONS),
        stop_us=us(10) if kind == "stop" else 0,
        time_us=us(dice.randrange(1, 40)) if kind == "time" else 0,
        laps=dice.randrange(1, 3) if kind == "laps" else 0,
        places=dice.randrange(1, 4) if kind == "grid" else 0,
        points=dice.randrange(1, 201) if kind == "points" else 0,
    )

"""Random races through the real engine: lost, doubled, late, moved and voided passings, decisions and their undoing.

A seed is the bug report: `check_seed(seed)` does the same every time.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec

from pitboard.model import facts as f
from pitboard.model.meeting import SessionKind
from pitboard.scoring.classification import classify
from pitboard.scoring.fingerprint import contents, differences
from pitboard.scoring.invariants import check
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import Scorer, score_all
from pitboard.scoring.state import SessionState
from pitboard.testing.builders import CLASSES, MadeRace, entry, make_race, numbered, us

_KINDS = (SessionKind.RACE, SessionKind.QUALIFYING, SessionKind.PRACTICE)


def check_seed(seed: int) -> list[str]:
    """Run one random race and say what does not hold.

    Args:
        seed: of the race, of what went wrong and of how facts arrived.
    """
    dice = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    race = make_race(
        seed, cars=dice.randrange(2, 9), laps_each=dice.randrange(3, 14), kind=dice.choice(_KINDS)
    )
    facts = messy(race, dice)
    rules = Rules(kind=race.plan.kind, lap_one_from_start=dice.random() < 0.8)
    whole = score_all(race.plan, facts, rules)
    problems = check(whole, classify(whole))
    problems += _scorer_agrees(race, facts, rules, whole, dice)
    return problems


def _scorer_agrees(
    race: MadeRace, facts: Sequence[f.Fact], rules: Rules, whole: SessionState, dice: random.Random
) -> list[str]:
    scorer = Scorer(race.plan, rules, snapshot_every=dice.choice((5, 40, 2000)))
    index = 0
    while index < len(facts):
        size = 1 if dice.random() < 0.9 else dice.randrange(1, 60)
        scorer.add(facts[index : index + size])
        index += size
    if contents(scorer.state) == contents(whole):
        return []
    return [f"facts one by one and all at once differ: {line}" for line in differences(scorer.state, whole)]


# ---- what goes wrong ------------------------------------------------------------------------------------------------


def messy(race: MadeRace, dice: random.Random) -> list[f.Fact]:
    """The race's facts in a random order of arrival, with loops that missed, reads doubled, corrections and rulings."""
    arriving: list[tuple[int, f.Fact]] = []
    for fact in race.happened:
        roll = dice.random()
        if type(fact) is f.Passing and roll < 0.02:
            continue
        late_us = us(dice.uniform(0, 1)) if roll < 0.3 else 0
        if 0.3 <= roll < 0.33:
            late_us = us(dice.uniform(0, 400))
        arriving.append((fact.at_us + late_us, fact))
        if type(fact) is f.Passing and roll > 0.97:
            again = msgspec.structs.replace(
                fact, at_us=fact.at_us + us(dice.uniform(0, 0.4)), source="backup"
            )
            arriving.append((again.at_us, again))
    for at_us in range(us(60), us(900), us(97)):
        arriving.append((at_us, f.Passing(at_us=at_us, car="999")))
        arriving.append((at_us + 5, f.Passing(at_us=at_us + 5, transponder="4711")))
    arriving.sort(key=lambda pair: pair[0])
    facts = numbered([*race.setup, *(fact for _, fact in arriving)])
    return _with_rulings(race, facts, dice)


def _with_rulings(race: MadeRace, facts: list[f.Fact], dice: random.Random) -> list[f.Fact]:
    """Put corrections and decisions between the facts, each about something that came before it."""
    out: list[f.Fact] = []
    setup = len(race.setup)
    for fact in facts:
        out.append(f.with_seq(fact, len(out) + 1))
        if fact.seq > setup and dice.random() < 0.06:
            made = _ruling(race, out, setup, dice)
            out.append(f.with_seq(made, len(out) + 1))
    return out


def _ruling(race: MadeRace, known: list[f.Fact], setup: int, dice: random.Random) -> f.Fact:
    now_us = max(known[-1].at_us, 0) + dice.choice((0, us(0.5), us(30)))
    target = dice.choice(known[setup:])
    car = dice.choice(race.setup)
    assert isinstance(car, f.EntryAdded)
    entry_id = car.entry.entry_id
    finishes = [x for x in known if type(x) is f.Passing and x.line == "finish" and x.car == entry_id]
    match dice.randrange(14):
        case 0 | 1:
            return f.FactWithdrawn(at_us=now_us, target_seq=target.seq)
        case 2:
            return f.FactMoved(
                at_us=now_us, target_seq=target.seq, to_us=target.at_us + us(dice.uniform(-40, 40))
            )
        case 3:
            return f.PassingReassigned(at_us=now_us, target_seq=target.seq, entry_id=entry_id)
        case 4 | 5 | 6 if finishes:
            kind = dice.choice((f.LapDeleted, f.LapDeleted, f.LapCounted))
            return kind(
                at_us=now_us,
                entry_id=entry_id,
                passing_seq=dice.choice(finishes).seq,
                lap_number=len(finishes),
            )
        case 7:
            return dice.choice((f.LapsVoided, f.RedFlagCaused))(at_us=now_us, entry_id=entry_id)
        case 8:
            return f.TimeAdded(at_us=now_us, entry_id=entry_id, duration_us=us(dice.randrange(1, 60)))
        case 9:
            return f.LapsSubtracted(at_us=now_us, entry_id=entry_id, laps=dice.randrange(1, 3))
        case 10:
            return f.MovedToBack(at_us=now_us, entry_id=entry_id, scope=dice.choice(("class", "field")))
        case 11:
            return f.StatusRuled(at_us=now_us, entry_id=entry_id, status="disqualified")
        case 12 if dice.random() < 0.5:
            return _course(now_us, dice)
        case 12:
            return _entry_list(entry_id, now_us, dice)
        case _:
            return f.MessageSent(at_us=max(0, now_us - us(dice.uniform(0, 20))), text="track limits")


def _course(now_us: int, dice: random.Random) -> f.Fact:
    match dice.randrange(6):
        case 0:
            return f.SessionStarted(at_us=us(dice.uniform(-5, 60)))
        case 1:
            return f.FlagShown(
                at_us=dice.randrange(now_us + 1), flag=dice.choice(("red", "green", "chequered"))
            )
        case 2:
            return f.PartStarted(at_us=now_us, part="a", classes=dice.choice(((), CLASSES[:2], CLASSES[2:])))
        case 3:
            return f.FlagShown(at_us=now_us, flag=dice.choice(("green", "red", "chequered")), part="a")
        case 4:
            return f.PartEnded(at_us=now_us, part=dice.choice(("a", "b")))
        case _:
            return (
                f.SessionEnded(at_us=now_us + us(600)) if dice.random() < 0.3 else f.ClockHeld(at_us=now_us)
            )


def _entry_list(entry_id: str, now_us: int, dice: random.Random) -> f.Fact:
    from_us = dice.choice((None, now_us))
    match dice.randrange(6):
        case 4:
            return entry(dice.choice(("999", "77")), dice.choice(CLASSES), transponders=("4711",))
        case 5:
            return entry(entry_id, dice.choice(CLASSES), "Driver New")
        case 0:
            return f.NumberChanged(
                at_us=now_us, entry_id=entry_id, number=dice.choice(("999", "70")), from_us=from_us
            )
        case 1:
            return f.TransponderAssigned(at_us=now_us, entry_id=entry_id, transponder="4711", from_us=from_us)
        case 2:
            return f.ClassChanged(at_us=now_us, entry_id=entry_id, car_class=dice.choice(CLASSES))
        case _:
            return f.NoteTaken(
                at_us=max(0, now_us - us(5)),
                topic="incident",
                text="it spun",
                source="race control",
                entry_id=entry_id,
            )

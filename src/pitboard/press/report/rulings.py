"""Statements on rulings: penalties, deleted laps, how final the result is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pitboard.model import facts as f
from pitboard.press.report.context import Context
from pitboard.press.report.values import Amount, AnyValue, Cars, Name, Number, Statement, Tally, Words

_BEFORE_NUMBER = re.compile(r"^art(icle|\.)?\s*", re.IGNORECASE)
"""A language has its own word before an article's number."""


def rulings(about: Context) -> Iterator[Statement]:
    """What officials decided, and how final the result is."""
    yield from _standing(about)
    yield from _penalties(about)
    yield from _deleted(about)


def _standing(about: Context) -> Iterator[Statement]:
    """How final the result is, where one was issued."""
    issued = [fact for fact in about.state.issued if isinstance(fact, f.ResultIssued)]
    if issued:
        last = issued[-1]
        yield Statement(
            kind="standing",
            section="rulings",
            rank=4,
            values={"stage": Words(key=f"stage-{last.stage}")},
            facts=about.ids([last.seq]),
        )


def _penalties(about: Context) -> Iterator[Statement]:
    """Penalties given; cars with the same one stand together."""
    cars: dict[tuple[str, int, int, str], list[str]] = {}
    seqs: dict[tuple[str, int, int, str], list[int]] = {}
    for car, penalty in about.penalties:
        same = (penalty.kind, penalty.time_us or penalty.stop_us, penalty.laps, penalty.article)
        cars.setdefault(same, []).append(car.car)
        seqs.setdefault(same, []).extend(penalty.seqs)
    for car in about.state.cars.values():
        for fact in car.rulings:
            decided = _decided(fact)
            if decided is not None:
                cars.setdefault(decided, []).append(car.car)
                seqs.setdefault(decided, []).append(fact.seq)
    for same, numbers in cars.items():
        kind, time_us, laps, article = same
        named = tuple(dict.fromkeys(numbers))
        values: dict[str, AnyValue] = {
            "kind": Words(key=f"penalty-{kind.replace('_', '-')}"),
            "cars": Cars(numbers=named),
            "n": Number(n=len(named)),
        }
        said = "penalty"
        if time_us or laps:
            values["amount"] = Amount(us=time_us, laps=laps)
            said += "-amount"
        if article:
            values["article"] = Name(text=_BEFORE_NUMBER.sub("", article))
            said += "-article"
        yield Statement(kind=said, section="rulings", rank=5, values=values, facts=about.ids(seqs[same]))


def _decided(fact: f.Fact) -> tuple[str, int, int, str] | None:
    """Kind, time, laps and article of a ruling that is no penalty of the ladder."""
    match fact:
        case f.MovedToBack(scope=scope, article=article):
            return ("back_of_class" if scope == "class" else "back_of_field"), 0, 0, article
        case f.TimeAdded(duration_us=time_us, article=article):
            return "time", time_us, 0, article
        case f.LapsSubtracted(laps=laps, article=article):
            return "laps", 0, laps, article
        case f.RedFlagCaused(article=article):
            return "red_flag", 0, 0, article
        case f.StatusRuled(status="disqualified", article=article):
            return "exclusion", 0, 0, article
    return None


def _deleted(about: Context) -> Iterator[Statement]:
    """Laps deleted, by car."""
    count: Counter[str] = Counter()
    seqs: list[int] = []
    for car in about.state.cars.values():
        ruled = [fact for fact in car.ruled.values() if isinstance(fact, f.LapDeleted)]
        if ruled:
            count[car.car] += len(ruled)
            seqs += [fact.seq for fact in ruled]
    voided = [
        car
        for car in about.state.cars.values()
        if any(isinstance(fact, f.LapsVoided) for fact in car.rulings)
    ]
    if count:
        values: dict[str, AnyValue] = {"n": Number(n=sum(count.values()))}
        if len(count) == 1:
            values["car"] = next(about.car(car) for car in about.state.cars.values() if car.car in count)
        else:
            values["cars"] = Tally(rows=tuple((f"#{car}", laps) for car, laps in count.most_common()))
        yield Statement(
            kind="deleted-car" if len(count) == 1 else "deleted",
            section="rulings",
            rank=7,
            values=values,
            facts=about.ids(seqs),
        )
    if voided:
        rulings = [fact.seq for car in voided for fact in car.rulings if isinstance(fact, f.LapsVoided)]
        yield Statement(
            kind="voided",
            section="rulings",
            rank=6,
            values={"cars": Cars(numbers=tuple(car.car for car in voided)), "n": Number(n=len(voided))},
            facts=about.ids(rulings),
        )

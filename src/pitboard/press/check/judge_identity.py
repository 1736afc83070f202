"""Numbers, drivers, teams and cars: do they belong to one entry?"""

from __future__ import annotations

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car, plates
from pitboard.press.check.mentions import Mention
from pitboard.press.check.subjects import Subject

_KINDS = {
    "number": Kind.NUMBER,
    "driver": Kind.DRIVER,
    "stranger": Kind.DRIVER,
    "team": Kind.TEAM,
    "car": Kind.CAR,
}


def judge_identity(context: Context) -> None:
    """Judge every mention of every subject."""
    for subject in context.subjects:
        for mention in subject.mentions:
            _judge(context, subject, mention)


def _judge(context: Context, subject: Subject, mention: Mention) -> None:
    kind = _KINDS[mention.kind]
    alone = len(subject.mentions) == 1
    cars = context.cars(subject)
    facts = context.index.entries_of(cars) if cars and len(cars) <= 2 else ()
    span = mention.start, mention.end
    if mention.right:
        context.add(Kind.NAME, *span, Verdict.MISSPELT, mention.right, facts)
    elif mention.kind == "stranger":
        _stranger(context, subject, mention, cars, facts)
    elif mention in subject.wrong:
        verdict = Verdict.UNDECIDABLE if _is_of_past(context, subject) else Verdict.WRONG
        context.add(kind, *span, verdict, _right(mention, cars) if verdict is Verdict.WRONG else None, facts)
    elif not mention.cars:
        _unknown(context, subject, mention, cars, facts)
    elif not subject.cars:
        context.add(
            kind, *span, Verdict.AMBIGUOUS, plates([context.car(k) for k in sorted(mention.cars)][:4])
        )
    elif mention.kind == "driver" and alone:
        context.add(Kind.NAME, *span, Verdict.TRUE, None, facts)
    elif not alone:
        context.add(kind, *span, Verdict.TRUE, None, facts)


def _stranger(
    context: Context, subject: Subject, mention: Mention, cars: list[Car], facts: tuple[str, ...]
) -> None:
    # Wrong only where the rest names one car by its number and something else, or by two of its crew.
    others = {m.kind for m in subject.mentions if m is not mention and m.cars}
    named = sum(m.kind in ("driver", "stranger") for m in subject.mentions)
    numbered = "number" in others and others & {"driver", "team", "car"}
    mates = [m for s in context.subjects if s.cars == subject.cars for m in s.people]
    crewed = sum(bool(m.cars & subject.cars) for m in mates) > 1
    if len(cars) == 1 and (numbered or crewed) and named <= len(cars[0].entry.crew):
        context.add(Kind.DRIVER, mention.start, mention.end, Verdict.WRONG, _crew(cars[0]), facts)
    else:
        context.add(Kind.NAME, mention.start, mention.end, Verdict.UNDECIDABLE)


def _unknown(
    context: Context, subject: Subject, mention: Mention, cars: list[Car], facts: tuple[str, ...]
) -> None:
    if len(cars) == 1 and subject.has_identity:
        context.add(
            _KINDS[mention.kind], mention.start, mention.end, Verdict.WRONG, _right(mention, cars), facts
        )
    elif mention.kind == "number":
        # `1` is never taken for `01`: the number is not entered, and the reader is told which one is.
        near = [c for c in context.index.order if c.entry.number.lstrip("0") == mention.value.lstrip("0")]
        if near:
            facts = context.index.entries_of(near)
            context.add(Kind.NUMBER, mention.start, mention.end, Verdict.WRONG, near[0].entry.number, facts)
        else:
            context.add(Kind.NUMBER, mention.start, mention.end, Verdict.UNDECIDABLE)


def _is_of_past(context: Context, subject: Subject) -> bool:
    """Whether the sentence may speak of what a driver did in an earlier year or does in another series, in another car."""
    old = context.has("record", "old") and context.has("record", "words") and bool(subject.people)
    elsewhere = context.has("crew", "elsewhere") and context.has("crew", "drives")
    return old or elsewhere or context.names_other_year or context.has("record", "edition")


def _crew(car: Car) -> str:
    return ", ".join(driver.name for driver in car.entry.crew)


def _right(mention: Mention, cars: list[Car]) -> str | None:
    if mention.kind == "number":
        return " or ".join(car.entry.number for car in cars)
    if mention.kind in ("driver", "stranger"):
        return " or ".join(_crew(car) for car in cars)
    if mention.kind == "team":
        return " or ".join(dict.fromkeys(car.entry.team for car in cars))
    return " or ".join(dict.fromkeys(car.entry.vehicle for car in cars))

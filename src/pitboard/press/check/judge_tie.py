"""Equal times, and cars that set none."""

from __future__ import annotations

from pitboard.press.check.attach import attach
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car, time_text
from pitboard.press.check.judge_position import names_somebody


def judge_ties(context: Context) -> None:
    """Judge who is said to be level, and who is said to have no time."""
    if context.index.is_race:
        return
    if not context.has("tie", "never"):
        for hit in context.lang.pattern("tie", "words").finditer(context.text):
            _tie(context, context.start + hit.start(), context.start + hit.end())
            break
    for hit in context.lang.pattern("tie", "no_time").finditer(context.text):
        _no_time(context, context.start + hit.start(), context.start + hit.end())


def _tie(context: Context, start: int, end: int) -> None:
    here = _plain(context, context.subjects)
    cars = here if len(here) > 1 else [*here, *_plain(context, context.carried)]
    equal = _equal(cars)
    if equal:
        facts = [context.index.fact(car.row.best.seq) for car in equal if car.row.best]
        context.add(Kind.TIE, start, end, Verdict.TRUE, None, facts)
    elif len(here) == 2 and all(car.best_us is not None for car in here):
        right = " and ".join(f"#{car.entry.number} {time_text(car.best_us)}" for car in here)
        facts = [context.index.fact(car.row.best.seq) for car in here if car.row.best]
        context.add(Kind.TIE, start, end, Verdict.WRONG, right, facts)
    else:
        context.add(Kind.TIE, start, end, Verdict.UNDECIDABLE)


def _plain(context: Context, subjects: object) -> list[Car]:
    found = {}
    for subject in subjects if isinstance(subjects, tuple | list) else ():
        if subject.car is not None:
            found[subject.car] = context.car(subject.car)
    return list(found.values())


def _equal(cars: list[Car]) -> list[Car]:
    for at, first in enumerate(cars):
        level = [car for car in cars[at:] if car.best_us is not None and car.best_us == first.best_us]
        if len(level) > 1:
            return level
    return []


def _no_time(context: Context, start: int, end: int) -> None:
    found = attach(context, start, end)
    if found.subject is None:
        return
    cars = context.cars(found.subject)
    without = [car for car in cars if car.best_us is None]
    facts = context.index.results_of(cars[:2])
    if without:
        context.add(Kind.TIME, start, end, Verdict.TRUE, None, facts)
    elif names_somebody(found.subject) and len(cars) == 1 and (found.sure or len(context.subjects) == 1):
        context.add(Kind.TIME, start, end, Verdict.WRONG, time_text(cars[0].best_us), facts)
    else:
        context.add(Kind.TIME, start, end, Verdict.UNDECIDABLE)

"""Who drove the lap: one driver is credited with a time that another of the crew set."""

from __future__ import annotations

import re

from pitboard.model.entry import Driver
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.mentions import Mention
from pitboard.press.check.subjects import Subject
from pitboard.press.check.values import lap_times

_SET_BY = re.compile(r"^ (?:[\w']+ ){0,4}(?:by|da) $")
_OWNS = re.compile(r"(?:\bof|\bdi|\bdei|\bby|\bdal?|'s|\bfor|\bper)\s(?:the |il |la )?$")


def judge_drivers(context: Context) -> None:
    """Judge who is credited with a lap time, outside races."""
    if context.index.is_race:
        return
    for value in lap_times(context.text):
        start, end = context.start + value.start, context.start + value.end
        holder = context.holder(start, end)
        if holder is None or holder.subject.car is None:
            continue
        car = context.car(holder.subject.car)
        if car.best_us is not None and value.fits(car.best_us):
            _judge(context, holder.subject)


def _judge(context: Context, subject: Subject) -> None:
    car = context.car(subject.car or "")
    other = other_driver(context, subject, car)
    if other is not None and car.row.best is not None:
        mention, drove = other
        facts = [context.index.fact(car.row.best.seq)]
        context.add(Kind.DRIVER, mention.start, mention.end, Verdict.WRONG, drove.name, facts)


def judge_credit(context: Context, subject: Subject, car: Car, start: int, end: int, *, plain: bool) -> bool:
    """Judge that somebody set the lap that a place rests on, where another of the crew drove it; False where not."""
    other = None if context.index.is_race else other_driver(context, subject, car)
    said = _between(context, subject, start, end)
    if other is None or car.row.best is None or context.has_word("first", "starts", said):
        return False
    mention, drove = other
    facts = [context.index.fact(car.row.best.seq)]
    if (
        (plain or _SET_BY.search(said))
        and says_set(context, subject, start, end)
        and not context.is_narrated(start)
    ):
        context.add(Kind.DRIVER, mention.start, mention.end, Verdict.WRONG, drove.name, facts)
    right = f"{drove.name} drove the lap of the #{car.entry.number}"
    context.add(Kind.POSITION, start, end, Verdict.AMBIGUOUS, right, facts)
    return True


def says_set(context: Context, subject: Subject, start: int, end: int) -> bool:
    """Whether a subject is said to have driven the lap and not only to hold the place: `set the pole time`."""
    return context.has_word("first", "sets", _between(context, subject, start, end))


def _between(context: Context, subject: Subject, start: int, end: int) -> str:
    """What stands between a subject and a place."""
    folded = context.reading.folded
    return folded[end : subject.start] if subject.start >= end else folded[subject.end : start]


def other_driver(context: Context, subject: Subject, car: Car) -> tuple[Mention, Driver] | None:
    """The one driver whom a subject names, and the driver of the same crew who drove the car's best lap instead."""
    best = car.row.best
    if len(subject.people) != 1 or best is None or not best.driver_id:
        return None
    mention = subject.people[0]
    crew = {driver.driver_id for driver in car.entry.crew}
    same = [s for s in context.subjects if s.car in (None, subject.car)]
    others = [m for s in same for m in s.people if m is not mention]
    if any(crew & set(m.value.split("|")) for m in others):
        # "Keating, who shares the car with Hanley and Pino, lapped in": one of several, so it may be another of them.
        return None
    drove = car.entry.driver(best.driver_id)
    named = set(mention.value.split("|"))
    if drove is None or best.driver_id in named or mention in subject.wrong or _is_owner(context, subject):
        return None
    return (mention, drove) if named & crew else None


def _is_owner(context: Context, subject: Subject) -> bool:
    """`the No. 57 of Ward`, `Ward's Mercedes`: that it is his car does not say that he drove the lap."""
    mention = subject.people[0]
    if re.match(r"'s?\b|'", context.after(mention.end, 3)):
        return True
    if mention is subject.mentions[0]:
        lead = context.before(mention.start, 40)
        return re.search(r"(?:car|vettura|crew|equipaggio|entry) (?:of|di|del(?:la|l')?) $", lead) is not None
    return _OWNS.search(context.reading.folded[context.start : mention.start]) is not None

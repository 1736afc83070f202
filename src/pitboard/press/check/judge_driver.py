"""Who drove the lap: one driver is credited with a time that another of the crew set."""

from __future__ import annotations

import re

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.subjects import Subject
from pitboard.press.check.values import lap_times

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
    best = car.row.best
    if len(subject.people) != 1 or best is None or not best.driver_id:
        return
    mention = subject.people[0]
    crew = {driver.driver_id for driver in car.entry.crew}
    same = [s for s in context.subjects if s.car in (None, subject.car)]
    others = [m for s in same for m in s.people if m is not mention]
    if any(crew & set(m.value.split("|")) for m in others):
        # "Keating, who shares the car with Hanley and Pino, lapped in": one of several, so it may be another of them.
        return
    drove = car.entry.driver(best.driver_id)
    named = set(mention.value.split("|"))
    if drove is None or best.driver_id in named or mention in subject.wrong or _is_owner(context, subject):
        return
    if not named & {driver.driver_id for driver in car.entry.crew}:
        return
    facts = [context.index.fact(best.seq)]
    context.add(Kind.DRIVER, mention.start, mention.end, Verdict.WRONG, drove.name, facts)


def _is_owner(context: Context, subject: Subject) -> bool:
    """`the No. 57 of Ward`, `Ward's Mercedes`: that it is his car does not say that he drove the lap."""
    mention = subject.people[0]
    if re.match(r"'s?\b|'", context.after(mention.end, 3)):
        return True
    if mention is subject.mentions[0]:
        lead = context.before(mention.start, 40)
        return re.search(r"(?:car|vettura|crew|equipaggio|entry) (?:of|di|del(?:la|l')?) $", lead) is not None
    return _OWNS.search(context.reading.folded[context.start : mention.start]) is not None

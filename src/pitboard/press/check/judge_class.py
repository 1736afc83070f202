"""The class a car is said to run in: `the #12 GTD PRO Lexus`, `Thompson (GTD)`."""

from __future__ import annotations

import re

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.judge_position import names_somebody
from pitboard.press.check.mentions import Mention
from pitboard.press.check.subjects import Subject


def judge_classes(context: Context) -> None:
    """Judge every class that stands in one breath with a car or a driver."""
    for mention in context.classes:
        subject = _beside(context, mention)
        if subject is None:
            continue
        cars = context.cars(subject)
        facts = context.index.entries_of(cars[:2])
        if any(car.row.car_class == mention.value for car in cars):
            context.add(Kind.CLASS, mention.start, mention.end, Verdict.TRUE, None, facts)
        elif names_somebody(subject) and len(cars) <= 2 and not subject.wrong:
            right = " or ".join(dict.fromkeys(context.index.class_name(car.row.car_class) for car in cars))
            context.add(Kind.CLASS, mention.start, mention.end, Verdict.WRONG, right, facts)


def _beside(context: Context, mention: Mention) -> Subject | None:
    folded = context.reading.folded
    for subject in context.subjects:
        if not subject.cars:
            continue
        for first, second in zip(subject.mentions, subject.mentions[1:], strict=False):
            if first.end <= mention.start and mention.end <= second.start:
                around = folded[first.end : mention.start] + folded[mention.end : second.start]
                return subject if re.fullmatch(r"(?:'s?)?[\s(),]*", around) else None
        if (
            re.fullmatch(r" ?\(", folded[subject.end : mention.start])
            and folded[mention.end : mention.end + 1] == ")"
        ):
            return subject
    return None

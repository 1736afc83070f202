"""First places told without an ordinal: pole, victory, fastest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pitboard.press.check.attach import leads_to
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.judge_driver import judge_credit
from pitboard.press.check.judge_position import names_somebody, told
from pitboard.press.check.subjects import Subject

REACH = 14
SORTS = ("pole", "win", "fastest")


@dataclass(frozen=True, slots=True)
class First:
    """A word for the first place.

    Attributes:
        sort: `pole`, `win` or `fastest`.
        start, end: slice of the plain text.
    """

    sort: str
    start: int
    end: int


def judge_firsts(context: Context) -> None:
    """Judge every pole, victory and fastest time that is said to be somebody's."""
    for sort in SORTS:
        if (sort == "win") != context.index.is_race:
            continue
        for hit in context.lang.pattern("position", sort).finditer(context.text):
            first = First(sort, context.start + hit.start(), context.start + hit.end())
            if not _is_excluded(context, first):
                _judge(context, first)


def _is_excluded(context: Context, first: First) -> bool:
    if any(m.start < first.end and first.start < m.end for s in context.subjects for m in s.mentions):
        return True
    if first.sort == "fastest" and any(
        m.kind == "car" and 0 <= m.start - first.end <= 1 for s in context.subjects for m in s.mentions
    ):
        return True
    if context.before(first.start, 1) == "-":
        return True
    tail, lead = context.after(first.end, 40), context.before(first.start, 40)
    never = context.lang.alternatives("position", f"never_{first.sort}")
    if re.match(rf"\W*(?:{never})(?!\w)", tail) or re.search(rf"(?<!\w)(?:{never})\W*$", lead):
        return True
    return context.lang.ends("position", "as_object", lead) or re.search(r"\w's? $", lead) is not None


def _judge(context: Context, first: First) -> None:
    subject, sure = _holder(context, first)
    if subject is None:
        return
    code = _class_of(context, first)
    cars = context.cars(subject)
    overall = context.lang.has("scope", "overall", context.before(first.start, 25))
    facts = context.index.results_of(cars[:2])
    fitting = [car for car in cars if _is_first(context, car, code, overall=overall)]
    if fitting and judge_credit(context, subject, fitting[0], first.start, first.end, plain=sure):
        return
    if fitting:
        context.add(
            Kind.POSITION, first.start, first.end, Verdict.TRUE, None, context.index.results_of(fitting)
        )
        return
    epithet = context.lang.has("position", "epithet", context.reading.folded[first.start : first.end])
    unsure = (
        epithet or context.has_unsure(_clause(context, first)) or not names_somebody(subject) or len(cars) > 2
    )
    if not sure or unsure:
        context.add(Kind.POSITION, first.start, first.end, Verdict.UNDECIDABLE)
        return
    mention = next((m for m in context.classes if m.value == code and _near(first, m.start, m.end)), None)
    if mention is not None and all(_is_first(context, car, car.row.car_class) for car in cars):
        right = " or ".join(dict.fromkeys(context.index.class_name(car.row.car_class) for car in cars))
        context.add(Kind.CLASS, mention.start, mention.end, Verdict.WRONG, right, facts)
        return
    right = " or ".join(dict.fromkeys(told(context, car) for car in cars))
    context.add(Kind.POSITION, first.start, first.end, Verdict.WRONG, right, facts)


def _is_first(context: Context, car: Car, code: str, *, overall: bool = False) -> bool:
    places = context.index.places(car)
    if code:
        return car.row.car_class == code and places.get("class") == 1
    if overall:
        return places.get("overall") == 1
    gt_only = context.lang.has("scope", "gt", context.text)
    return 1 in (places.get("overall"), places.get("class")) or (gt_only and places.get("gt") == 1)


def _holder(context: Context, first: First) -> tuple[Subject | None, bool]:
    """Who is said to be first, and whether the grammar leaves no doubt."""
    named = [s for s in context.subjects if s.cars]
    around = next((s for s in named if s.start < first.start and s.end > first.end), None)
    if around is not None:
        return around, True
    after = [s for s in named if s.start >= first.end]
    if after and leads_to(context, first.end, after[0].start):
        return after[0], True
    before = [s for s in named if s.end <= first.start]
    if not before:
        return (after[0] if after else None), False
    nearest = before[-1]
    between = context.reading.folded[nearest.end : first.start]
    if len(before) > 1 and between.startswith(","):
        # "Keating, who also drives the No. 85, took pole": the one named last ends an insertion.
        nearest, opened = before[-2], context.reading.folded[before[-2].end : before[-1].start]
        return nearest, opened.startswith(",") and context.lang.has("first", f"takes_{first.sort}", between)
    sure = (
        context.lang.has("first", f"takes_{first.sort}", between)
        and not context.is_object(nearest)
        and not context.lang.has("links", "breakers", between)
        and not re.search(r"[;:|]|,.*,.*,", between)
        and len(between.split()) <= REACH
    )
    if not sure and len(before) > 1 and any(_fits_any(context, s) for s in before):
        return next(s for s in reversed(before) if _fits_any(context, s)), False
    return nearest, sure


def _fits_any(context: Context, subject: Subject) -> bool:
    return any(_is_first(context, car, "") for car in context.cars(subject))


def _class_of(context: Context, first: First) -> str:
    """`the GTD PRO pole`, `pole in GTD`, `fastest of the LMP2 cars`; else the class the sentence opens with."""
    for mention in reversed(context.classes):
        if _near(first, mention.start, mention.end):
            between = context.reading.folded[min(mention.end, first.end) : max(mention.start, first.start)]
            if not re.search(r"[,;:(]", between):
                return mention.value
    opening = [m for m in context.classes if m.start - context.start < 8 and m.end <= first.start]
    return opening[-1].value if opening else ""


def _near(first: First, start: int, end: int) -> bool:
    return 0 <= first.start - end <= 12 or 0 <= start - first.end <= 22


def _clause(context: Context, first: First) -> str:
    lead = re.split(r"[;:]|, (?:but|while|and|ma|mentre) ", context.before(first.start, 90))[-1]
    return lead + context.after(first.end, 60).split(".")[0]

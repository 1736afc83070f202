"""How far apart the first and the last of a group are: `the top ten within half a second`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pitboard.press.check.context import Context
from pitboard.press.check.index import Car


@dataclass(frozen=True, slots=True)
class Spread:
    """A group of cars.

    Attributes:
        readings: first to last [µs], likeliest first.
        cars: first and last of the likeliest.
        is_sure: whether the group is named plainly.
    """

    readings: tuple[int, ...]
    cars: tuple[Car, ...]
    is_sure: bool


def spread_of(context: Context, start: int, end: int) -> Spread | None:
    """The group whose spread a figure gives; None where it gives none."""
    lead = context.before(start, 110)
    tail = context.after(end, 90)
    spread = context.lang.pattern("gap", "spread")
    cue = spread.search(" ".join(lead.split()[-6:])) or spread.match(tail.lstrip())
    if (cue is None and _first_to(context, lead) is None) or context.index.is_race:
        return None
    if re.search(r"(?:ahead|behind|davanti|dietro|staccat\w|distanz\w+)", " ".join(lead.split()[-4:])):
        return None
    count = _count(context, lead) or _count(context, tail)
    if count is None:
        return None
    number, all_of_them = count
    code = context.class_near(start)
    orders = [context.index.classes[code]] if code in context.index.classes else []
    orders += [context.index.order] if not code or not context.classes else []
    readings: list[int] = []
    ends: tuple[Car, ...] = ()
    for order in orders:
        timed = [car for car in order if car.best_us is not None]
        last = number - 1 if number else len(timed) - 1
        if 0 < last < len(timed):
            readings.append((timed[last].best_us or 0) - (timed[0].best_us or 0))
            ends = ends or (timed[0], timed[last])
    return Spread(tuple(readings), ends, bool(context.classes) and (bool(number) or all_of_them))


def _count(context: Context, text: str) -> tuple[int, bool] | None:
    """How many the group has, and whether it is said to be all; None where no group is named."""
    lang = context.lang
    place = _first_to(context, text)
    if place is not None:
        return place, False
    top = re.search(rf"\b(?:{lang.alternatives('gap', 'top')}) (?P<n>{lang.cardinal})(?!\w)", text)
    if top:
        return lang.number(top["n"]) or 0, False
    classes = "|".join(re.escape(context.reading.folded[m.start : m.end]) for m in context.classes)
    every = re.search(
        rf"(?<!\w)(?:(?:{lang.alternatives('count', 'all')}) )?(?:the |le |i )?(?P<n>{lang.cardinal}) "
        rf"(?:[\w-]+ ){{0,2}}(?:{lang.alternatives('count', 'nouns')}{'|' + classes if classes else ''})(?!\w)",
        text,
    )
    if every:
        return lang.number(every["n"]) or 0, lang.has("count", "all", text)
    if re.search(rf"(?<!\w)(?:{lang.alternatives('gap', 'whole')})(?!\w)", text):
        return 0, True
    return None


def _first_to(context: Context, text: str) -> int | None:
    """`from first to ninth`, `tra il primo e il nono`."""
    hit = re.search(
        rf"(?<!\w)(?:from (?:first|p1|pole)|(?:dal|tra il|fra il) primo) (?:to|through|al|e il) (?P<last>{context.lang.ordinal_body})(?!\w)",
        text,
    )
    return context.lang.place(hit["last"]) if hit else None

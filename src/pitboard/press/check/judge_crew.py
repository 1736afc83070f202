"""Who is said to share or to drive a car: `Pier Guidi shares the #62 with Serra`, `Keating also drives the #85`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car, plates
from pitboard.press.check.mentions import Mention

# What stands between two names of one list.
_LIST = re.compile(r"[ ,]*(?:and|e|ed|&)? ?")
_ALONGSIDE = re.compile(
    r"[ ,)]*(?:car |vettura |auto |macchina )?(?:together )?(?:with|alongside|con|assieme a|insieme a) $"
)
_ARTICLE = r"(?:the |a |an |his |her |their |its |la |l'|una |un'|il |lo |sua |same |stessa |winning |other |sister )*"
_TO_CAR = re.compile(rf" {_ARTICLE}(?:(?:for|per) )?{_ARTICLE}")
_KINDS = {"number": Kind.NUMBER, "driver": Kind.DRIVER, "team": Kind.TEAM, "car": Kind.CAR}


@dataclass(frozen=True, slots=True)
class Crew:
    """A sentence's word on who sits in a car.

    Attributes:
        people: drivers said to be in it.
        car: number, team and make of it, as far as they are named and entered.
    """

    people: list[Mention] = field(default_factory=list)
    car: list[Mention] = field(default_factory=list)


def judge_crews(context: Context) -> None:
    """Judge every car that somebody is said to share or to drive; what contradicts itself is never said to be true."""
    for crew in _crews(context):
        cars = _together(crew.car)
        if not crew.people or _together([*crew.people, *crew.car]) or (crew.car and not cars):
            continue
        fitting = [m for m in crew.people if m.cars & cars] if crew.car else []
        odd = [m for m in crew.people if m not in fitting]
        is_plain = len(cars) == 1 and odd and (fitting or _names_plainly(crew, odd))
        if _is_elsewhere(context):
            _leave_open(context, crew, Verdict.UNDECIDABLE)
        elif is_plain:
            _deny(context, crew, odd, [context.car(key) for key in cars])
        else:
            _leave_open(context, crew, Verdict.AMBIGUOUS)


def _names_plainly(crew: Crew, odd: Sequence[Mention]) -> bool:
    """Whether a car is named twice over, by number and by a make or team that none of the drivers has to do with."""
    others = [m for m in crew.car if m.kind in ("team", "car")]
    numbered = any(m.kind == "number" for m in crew.car)
    return numbered and all(any(not m.cars & person.cars for m in others) for person in odd)


def _deny(context: Context, crew: Crew, odd: Sequence[Mention], cars: Sequence[Car]) -> None:
    facts = context.index.entries_of(cars)
    right = " or ".join(", ".join(driver.name for driver in car.entry.crew) for car in cars)
    for mention in odd:
        context.add(Kind.DRIVER, mention.start, mention.end, Verdict.WRONG, right, facts)
    for mention in (m for m in (*crew.people, *crew.car) if m not in odd):
        context.add(_KINDS[mention.kind], mention.start, mention.end, Verdict.TRUE, None, facts)


def _leave_open(context: Context, crew: Crew, verdict: Verdict) -> None:
    """Nothing tells which of them is wrong."""
    for mention in (*crew.people, *(m for m in crew.car if m.kind != "car")):
        cars = plates([context.car(key) for key in sorted(mention.cars)][:4])
        right = cars if verdict is Verdict.AMBIGUOUS else None
        context.add(_KINDS[mention.kind], mention.start, mention.end, verdict, right)


def _is_elsewhere(context: Context) -> bool:
    """Whether the sentence may speak of another year or another series, in which he drives another car."""
    return context.names_other_year or any(
        context.has(*key) for key in (("record", "edition"), ("crew", "elsewhere"))
    )


def _crews(context: Context) -> Iterator[Crew]:
    """What is said by every verb of the sentence: who before it, which car behind it, and with whom."""
    named = [m for s in context.subjects for m in s.mentions if m.cars and not m.right]
    lang = context.lang
    shares, drives = lang.alternatives("crew", "shares"), lang.alternatives("crew", "drives")
    small = lang.alternatives("crew", "small")
    verb = re.compile(rf"(?<![\w'])(?:(?:{small}) )*(?:(?P<shares>{shares})|{drives})(?: (?:{small}))*(?= )")
    for hit in verb.finditer(context.text):
        start, end = context.start + hit.start(), context.start + hit.end()
        people = _before(context, named, start)
        at, mates = _behind(context, named, end, _is_driver, _ALONGSIDE) if hit["shares"] else (end, [])
        at, car = _behind(context, named, at, _is_vehicle, _TO_CAR)
        mates = mates or _mates(context, named, at, is_car_named=bool(car), is_shared=bool(hit["shares"]))
        if people and (car or (hit["shares"] and _speaks_of_car(context, end))):
            yield Crew([*people, *mates], car)


def _speaks_of_car(context: Context, at: int) -> bool:
    """`share the car`, `share driving duties`; not `share the front row`."""
    noun = context.lang.alternatives("crew", "vehicle")
    return re.match(rf" {_ARTICLE}(?:{noun})(?!\w)", context.after(at, 40)) is not None


def _mates(
    context: Context, named: Sequence[Mention], at: int, *, is_car_named: bool, is_shared: bool
) -> list[Mention]:
    """With whom a car is shared: `shares the #62 with Serra and Rigon`, `shares the car with Serra`."""
    folded = context.reading.folded
    following = [m for m in named if m.start >= at and m.kind == "driver"]
    if not following:
        return []
    noun = context.lang.alternatives("crew", "vehicle")
    thing = "" if is_car_named else rf" {_ARTICLE}(?:{noun})"
    between = re.match(thing, folded[at : following[0].start])
    if between is None or not _ALONGSIDE.fullmatch(folded[at + between.end() : following[0].start]):
        return []
    last, mates = _behind(context, named, following[0].start, _is_driver, _LIST)
    # "Nasr drives the #7 with Derani ahead": with whom he drives is only plain where nothing follows.
    ends = re.match(r" ?(?:[.,;)]|$)", folded[last : context.end])
    return mates if is_shared or ends else []


def _before(context: Context, named: Sequence[Mention], at: int) -> list[Mention]:
    """The drivers whose verb begins at a place, however many."""
    folded = context.reading.folded
    found: list[Mention] = []
    for mention in reversed([m for m in named if m.end <= at]):
        joint = _LIST if found else re.compile(r"[ ,)]*(?:(?:who|che) )?")
        if mention.kind != "driver" or not joint.fullmatch(folded[mention.end : at]):
            break
        found.insert(0, mention)
        at = mention.start
    return found


def _behind(
    context: Context,
    named: Sequence[Mention],
    at: int,
    fits: Callable[[Mention], bool],
    first: re.Pattern[str],
) -> tuple[int, list[Mention]]:
    """Mentions of a kind that follow a place in one breath, and where they end."""
    folded = context.reading.folded
    found: list[Mention] = []
    for mention in (m for m in named if m.start >= at):
        joint = (
            first if not found else (_LIST if mention.kind == "driver" else re.compile(rf"[ ,(]*{_ARTICLE}"))
        )
        if not fits(mention) or not joint.fullmatch(folded[at : mention.start]):
            break
        found.append(mention)
        at = mention.end
    return at, found


def _is_vehicle(mention: Mention) -> bool:
    return mention.kind in ("number", "team", "car")


def _is_driver(mention: Mention) -> bool:
    return mention.kind == "driver"


def _together(mentions: Sequence[Mention]) -> frozenset[str]:
    return frozenset.intersection(*(m.cars for m in mentions)) if mentions else frozenset()

"""In which order a place counts: overall, in a class, among the GT cars, or wherever it fits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pitboard.press.check.context import Context
from pitboard.press.check.index import Car

REACH = 45
LONGEST_TAIL = 6
# Unfolded: the Italian "è" joins nothing.
_JOINT = re.compile(r"(?<!\w)(?:and|but|while|e|ed|ma|mentre)(?!\w)")


@dataclass(frozen=True, slots=True)
class Scope:
    """An order that a sentence names.

    Attributes:
        kinds: `overall`, `class`, `gt`; two where both are named, as in "third overall among the GT cars"; none where
            the sentence leaves it open.
        car_class: class code named with the place itself; empty for the car's own.
    """

    kinds: tuple[str, ...] = ()
    car_class: str = ""

    def reading(self, context: Context, car: Car) -> dict[str, int]:
        """The places that a car may be said to hold in this scope, by the name of the order."""
        places = dict(context.index.places(car))
        if self.car_class and self.car_class != car.row.car_class:
            places.pop("class", None)
        if self.kinds:
            return {name: place for name, place in places.items() if name in self.kinds}
        if car.row.car_class in (context.topic, *(m.value for m in context.classes)):
            # The paragraph speaks of the class: "fourth" is not meant among all GT cars.
            places.pop("gt", None)
        return places


OVERALL, GT = Scope(("overall",)), Scope(("gt",))
OPEN = Scope(("overall", "class", "gt"))


def scope_of(context: Context, start: int, end: int) -> Scope:
    """The scope named right behind or right before a place word."""
    tail = _own_tail(context, end)
    behind = _group_behind(context, tail, end)
    if _overall_beside(context, tail, start):
        return Scope((*OVERALL.kinds, *behind.kinds), behind.car_class)
    if behind.kinds:
        return behind
    if _opens_with_gt(context, start):
        return GT
    return OVERALL if _overall_near(context, tail, start) else Scope()


def _own_tail(context: Context, end: int) -> str:
    """What follows a place, up to a stop, a joint or the next place: `second in GTD and fifth among the GT cars`."""
    tail = _until_stop(context.after(end, REACH))
    # "Second and third among the GT cars": the order named last is that of both.
    another = re.match(rf" (?:and|e|ed) (?:the |il |la )?{context.lang.ordinal_body}(?!\w)", tail)
    at = another.end() if another else 0
    places = [hit.start() for hit in context.lang.ordinal.finditer(tail, at)]
    joints = [
        hit.start()
        for hit in _JOINT.finditer(context.reading.plain[end : end + len(tail)], at)
        if not _joins_classes(context, end + hit.start(), end + hit.end())
    ]
    return tail[: min((*places, *joints), default=len(tail))]


def _joins_classes(context: Context, start: int, end: int) -> bool:
    """Whether nothing else stands between two classes and what joins them: `among the GTD and GTD PRO cars`."""
    folded = context.reading.folded
    before = any(not folded[m.end : start].strip() for m in context.classes if m.end <= start)
    return before and any(not folded[end : m.start].strip() for m in context.classes if m.start >= end)


def _overall_beside(context: Context, tail: str, start: int) -> bool:
    """`third overall`, `third place overall`, `an overall third`."""
    noun, overall = (
        context.lang.alternatives("position", "noun"),
        context.lang.alternatives("scope", "overall"),
    )
    behind = re.match(rf"[ ,]*(?:(?:{noun}) )?(?:{overall})(?!\w)", tail)
    return behind is not None or context.lang.ends("scope", "overall", _lead(context, start, 24, ","))


def _overall_near(context: Context, tail: str, start: int) -> bool:
    overall = context.lang.pattern("scope", "overall")
    lead = _lead(context, start, 24, ",")
    hit = overall.search(lead)
    # "Eleventh overall and second" says of the second place nothing.
    before = hit is not None and context.lang.ordinal.search(lead[: hit.start()]) is None
    return before or overall.search(" ".join(tail.split()[:3])) is not None


def _group_behind(context: Context, tail: str, end: int) -> Scope:
    """The group of cars that is named first behind a place."""
    at, named = _class_behind(context, tail, end)
    gt = context.lang.pattern("scope", "gt").search(tail)
    if gt and not (named.kinds and at < gt.end()):
        return GT
    return named


def _class_behind(context: Context, tail: str, end: int) -> tuple[int, Scope]:
    """`third in GTD`, `second in the GTD class`, `second in class`; two classes at once leave it open. And where it ends."""
    named = [m for m in context.classes if end <= m.start and m.end <= end + len(tail)]
    if named and _leads_to_class(context, end, named[0].start):
        joined = len(named) > 1 and re.fullmatch(
            r" (?:and|e|ed) ", context.reading.folded[named[0].end : named[1].start]
        )
        return named[0].end - end, OPEN if joined else Scope(("class",), named[0].value)
    own = context.lang.pattern("scope", "in_class").search(" ".join(tail.split()[:LONGEST_TAIL]))
    return (own.end(), Scope(("class",))) if own else (0, Scope())


def _leads_to_class(context: Context, end: int, start: int) -> bool:
    between = context.reading.folded[end:start]
    near = len(between.split()) <= LONGEST_TAIL and not set(",;:(") & set(between)
    free = all(not end <= s.start < start for s in context.subjects)
    return near and free and context.lang.pattern("scope", "into").search(between) is not None


def _opens_with_gt(context: Context, start: int) -> bool:
    """`Tra tutte le GT la Lexus #12 ha il terzo tempo`: the order stands in front of the car, and is no other place's."""
    lead = _lead(context, start, 60, ",;:(.")
    hit = context.lang.pattern("scope", "gt").search(lead)
    if hit is None:
        return False
    first = start - len(lead) + hit.end()
    another = any(first <= s.start and s.end <= start for s in context.subjects)
    return another or context.lang.ordinal.search(lead[: hit.start()]) is None


def _lead(context: Context, start: int, length: int, stops: str) -> str:
    """What stands before a place, back to a stop that is not within a figure."""
    return re.split(rf"[{stops}](?!\d)", context.before(start, length))[-1]


def _until_stop(text: str) -> str:
    for at, char in enumerate(text):
        if char in ",;:(" and at > 0:
            return text[:at]
    return text

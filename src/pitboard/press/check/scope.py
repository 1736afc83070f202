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
        kind: `overall`, `class`, `gt`, or empty where none is named.
        car_class: class code named with the place itself; empty for the car's own.
    """

    kind: str = ""
    car_class: str = ""

    def reading(self, context: Context, car: Car) -> dict[str, int]:
        """The places that a car may be said to hold in this scope, by the name of the order."""
        places = dict(context.index.places(car))
        if self.car_class and self.car_class != car.row.car_class:
            return {}
        if self.kind:
            return {name: place for name, place in places.items() if name == self.kind}
        if car.row.car_class in (context.topic, *(m.value for m in context.classes)):
            # The paragraph speaks of the class: "fourth" is not meant among all GT cars.
            places.pop("gt", None)
        return places


def scope_of(context: Context, start: int, end: int) -> Scope:
    """The scope named right behind or right before a place word."""
    tail = _until_stop(context.after(end, REACH))
    lead = context.before(start, 24)
    if context.lang.pattern("scope", "overall").match(tail.lstrip(" ,")):
        return Scope("overall")
    named = _class_behind(context, end)
    if context.lang.pattern("scope", "gt").search(tail):
        return Scope("gt")
    if named:
        return Scope("class", named)
    if context.lang.pattern("scope", "gt").search(_clause_before(context, start)):
        return Scope("gt")
    if context.lang.pattern("scope", "overall").search(" ".join(tail.split()[:3])):
        return Scope("overall")
    if context.lang.pattern("scope", "overall").search(lead.rsplit(",")[-1]):
        return Scope("overall")
    if context.lang.pattern("scope", "in_class").search(" ".join(tail.split()[:LONGEST_TAIL])):
        return Scope("class")
    return Scope()


def _clause_before(context: Context, start: int) -> str:
    """`Tra tutte le GT la Lexus #12 ha il terzo tempo`: the order stands in front of the car."""
    return re.split(r"[,;:(.](?!\d)", context.before(start, 60))[-1]


def _until_stop(text: str) -> str:
    for at, char in enumerate(text):
        if char in ",;:(" and at > 0:
            return text[:at]
    return text


def _class_behind(context: Context, end: int) -> str:
    """`third in GTD`, `secondo di GTD PRO`, `second in the GTD class`."""
    for mention in context.classes:
        if mention.start >= end:
            between = context.reading.folded[end : mention.start]
            near = len(between.split()) <= LONGEST_TAIL and not set(",;:(") & set(between)
            near = near and not _JOINT.search(context.reading.plain[end : mention.start])
            free = all(not end <= s.start < mention.start for s in context.subjects)
            linked = context.lang.pattern("scope", "into").search(between) is not None
            return mention.value if near and free and linked else ""
    return ""

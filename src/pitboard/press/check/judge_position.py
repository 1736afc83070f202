"""Places written as ordinals: `third`, `P4`, `quarta`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pitboard.press.check.attach import Attached, attach
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.judge_driver import judge_credit, says_set
from pitboard.press.check.scope import Scope, scope_of
from pitboard.press.check.subjects import Subject

LAST_PLACE = 99


def judge_positions(context: Context) -> None:
    """Judge every ordinal that is a place."""
    for hit in context.lang.ordinal.finditer(context.text):
        place = context.lang.place(hit[0])
        start, end = context.start + hit.start(), context.start + hit.end()
        if place is None or not 0 < place <= LAST_PLACE or not is_place(context, start, end):
            continue
        judge_place(context, place, start, end, scope_of(context, start, end))


def is_place(context: Context, start: int, end: int) -> bool:
    """Whether an ordinal is a place and not a row, a lap, a practice or a second of time."""
    if any(m.start < end and start < m.end for s in context.subjects for m in s.mentions):
        return False
    if any(m.kind == "car" and 0 <= m.start - end <= 1 for s in context.subjects for m in s.mentions):
        return False
    lang, lead, tail = context.lang, context.before(start), context.after(end)
    if re.match(rf"[ -](?:{lang.alternatives('position', 'never_after')})(?!\w)", tail):
        return False
    if re.search(r"(?:\d|\bof an?|\bper|\bun|\bone|\bhalf an?)[ -]$", lead):
        return False
    if re.search(r"\bthe $", lead) and not re.match(
        r" (?:fastest|quickest|best|place|position|spot|car|in|of the|overall)\b|\s?[.,;)]", tail
    ):
        return False
    return _may_follow(context, start, lead) and _may_precede(context, end, tail)


def _may_follow(context: Context, start: int, lead: str) -> bool:
    if not lead.strip() or re.search(r"[,;:.(\"|-]\W*$", lead):
        return True
    ends = [m.end for s in context.subjects for m in s.mentions if m.end <= start]
    if any(not context.reading.folded[at:start].strip(" )") for at in ends):
        return True
    if any(m.end <= start and not context.reading.folded[m.end : start].strip() for m in context.classes):
        return True
    words = context.lang.alternatives("position", "before")
    joined = r"|(?:and|e|ed|with|con|while|mentre|but|ma|then|poi|both)"
    return re.search(rf"(?<![\w'])(?:{words}{joined})\s$", lead) is not None


def _may_precede(context: Context, end: int, tail: str) -> bool:
    if not tail.strip() or re.match(r"\s?[,;:.)\"|!?-]", tail):
        return True
    words = context.lang.alternatives("position", "after")
    if re.match(rf"\s(?:{words})(?:(?!\w)|(?<='))", tail):
        return True
    named = [*(m.start for s in context.subjects for m in s.mentions), *(m.start for m in context.classes)]
    return any(at >= end and not context.reading.folded[end:at].strip(" '(#") for at in named)


def judge_place(context: Context, place: int, start: int, end: int, scope: Scope) -> None:
    """Judge that somebody holds a place."""
    found = attach(context, start, end)
    subject = found.subject
    unsure = is_unsure(context, start) or _is_one_of_several(context, start, end)
    grid = bool(context.index.grid) and context.has_word("grid", "starting", context.before(start, 30))
    if subject is not None:
        held = [car for car in context.cars(subject) if place in scope.reading(context, car).values()]
        if grid and not held:
            held = [c for c in context.cars(subject) if place == context.index.grid[c.entry.number].place]
            if held:
                context.add(Kind.POSITION, start, end, Verdict.TRUE, None, context.index.results_of(held))
                return
            unsure = unsure and not found.sure
        if held and not (unsure and context.index.is_race):
            drove = found.sure and says_set(context, subject, start, end)
            if drove and judge_credit(context, subject, held[0], start, end, plain=not unsure):
                return
            _hold(context, place, start, end, scope, held)
            return
    if not found.sure or unsure or subject is None:
        if any(_fits(context, other, place, scope) for other in found.others):
            context.add(
                Kind.POSITION, start, end, Verdict.TRUE, None, _facts(context, found.others, place, scope)
            )
        elif subject is not None or context.carried:
            context.add(Kind.POSITION, start, end, Verdict.UNDECIDABLE)
        return
    _deny(context, start, end, scope, found)


def _hold(context: Context, place: int, start: int, end: int, scope: Scope, held: list[Car]) -> None:
    readings = {name for car in held for name, value in scope.reading(context, car).items() if value == place}
    facts = context.index.results_of(held)
    right = " or ".join(told(context, car) for car in held)
    if readings == {"gt"} and "gt" not in scope.kinds:
        right = f"{place} among the GT cars; {right}"
    elif "gt" in scope.kinds and "gt" not in readings:
        # "25th overall among the GT cars": the place is right, the group is not.
        among = " or ".join(
            str(context.index.places(car)["gt"]) for car in held if "gt" in context.index.places(car)
        )
        right = f"{right}; {among or 'not'} among the GT cars"
    else:
        context.add(Kind.POSITION, start, end, Verdict.TRUE, None, facts)
        return
    context.add(Kind.POSITION, start, end, Verdict.AMBIGUOUS, right, facts)


def _deny(context: Context, start: int, end: int, scope: Scope, found: Attached) -> None:
    """Nothing fits: wrong where one car or one crew is named, else open."""
    assert found.subject is not None
    cars = [car for car in context.cars(found.subject) if car.row.position is not None]
    outside = scope.car_class and all(car.row.car_class != scope.car_class for car in cars)
    if not cars or len(cars) > 2 or not names_somebody(found.subject) or outside:
        context.add(Kind.POSITION, start, end, Verdict.UNDECIDABLE)
        return
    right = " or ".join(dict.fromkeys(told(context, car, scope) for car in cars))
    context.add(Kind.POSITION, start, end, Verdict.WRONG, right, context.index.results_of(cars))


def _is_one_of_several(context: Context, start: int, end: int) -> bool:
    """`Grosjean and Engel were eighth and tenth`: each has one of them."""
    ordinal = context.lang.ordinal_body
    return (
        re.match(rf" (?:and|e|ed) (?:the |il |la )?{ordinal}(?!\w)", context.after(end, 30)) is not None
        or re.search(rf"(?<!\w){ordinal} (?:and|e|ed) (?:the |il |la )?$", context.before(start, 40))
        is not None
    )


def names_somebody(subject: Subject) -> bool:
    """Whether a subject is named well enough to be denied something: one car, or a driver in two."""
    return subject.has_identity and (subject.car is not None or bool(subject.people))


def is_unsure(context: Context, start: int) -> bool:
    """Whether the clause speaks of another time than the end of this session."""
    before, after = context.before(start, 120), context.after(start, 60)
    parts = re.split(r"[,;:](?!\d)", before)
    clause = parts[-1] + re.split(r"[,;:.](?!\d)", after)[0]
    named = [m.end for s in context.subjects for m in s.mentions if m.end <= start - len(parts[-1])]
    if len(parts) > 1 and not named:
        # "In last year's race, Nasr was third": what opens the sentence holds for all of it.
        clause = " ".join(parts[:-1]) + clause
    follows = re.match(r"[^,;:]*, (?P<next>\w+)", after)
    if follows and context.lang.has("position", "unsure", follows["next"]):
        return True
    return context.has_unsure(clause)


def told(context: Context, car: Car, scope: Scope | None = None) -> str:
    """A car's place as it is told: in the scope asked for, else in class and overall."""
    places = context.index.places(car)
    if scope is not None and len(scope.kinds) == 1 and scope.kinds[0] in places:
        return str(places[scope.kinds[0]])
    if not places:
        return "no time"
    overall, in_class = places["overall"], places.get("class")
    right = str(overall)
    if in_class is not None and in_class != overall:
        right = f"{in_class} in {context.index.class_name(car.row.car_class)}, {overall} overall"
    if scope is not None and "gt" in scope.kinds and "gt" in places:
        right += f", {places['gt']} among the GT cars"
    return right


def _fits(context: Context, subject: Subject, place: int, scope: Scope) -> bool:
    return any(place in scope.reading(context, car).values() for car in context.cars(subject))


def _facts(context: Context, subjects: Iterable[Subject], place: int, scope: Scope) -> tuple[str, ...]:
    cars = [
        car
        for subject in subjects
        for car in context.cars(subject)
        if place in scope.reading(context, car).values()
    ]
    return context.index.results_of(cars[:2])

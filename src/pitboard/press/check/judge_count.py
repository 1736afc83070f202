"""Counts: cars, cars of a class, manufacturers, laps of the race."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.judge_record import standing_record
from pitboard.times import format_time

FEWEST_CARS = 2
FEWEST_IN_ALL = 5


def judge_counts(context: Context) -> None:
    """Judge every count of the sentence."""
    _laps(context)
    _class_counts(context)
    _cars(context)
    _makes(context)
    _timed(context)


def _timed(context: Context) -> None:
    """`57 set a time`, `54 quelle che hanno ottenuto un tempo`."""
    lang = context.lang
    pattern = re.compile(
        rf"(?<![\w.,:'#/-])(?P<n>{lang.cardinal})(?: [\w-]+){{0,5}} (?:{lang.alternatives('count', 'set_time')})(?!\w)"
    )
    for hit in pattern.finditer(context.text) if not context.index.is_race else ():
        number = lang.number(hit["n"])
        orders = [*context.index.classes.values(), context.index.order]
        right = {sum(car.best_us is not None for car in order) for order in orders}
        facts = context.index.results_of(car for car in context.index.order if car.best_us is not None)
        start, end = context.start + hit.start("n"), context.start + hit.end("n")
        if number in right:
            context.add(Kind.COUNT, start, end, Verdict.TRUE, None, facts)
        elif number is not None and number > FEWEST_CARS and not context.subjects and not context.classes:
            timed = sum(car.best_us is not None for car in context.index.order)
            context.add(Kind.COUNT, start, end, Verdict.WRONG, str(timed), facts)


def _laps(context: Context) -> None:
    """`322 laps`, `dopo 62 giri`: the distance of the race, or of a car named."""
    lang = context.lang
    pattern = re.compile(
        rf"(?<![\w.,:'/-])(?P<n>{lang.cardinal}|an?|another)[ -](?:{lang.alternatives('count', 'laps')})(?!\w)"
    )
    for hit in pattern.finditer(context.text) if context.index.is_race else ():
        number = 1 if hit["n"] in ("a", "an", "another") else lang.number(hit["n"])
        start, end = context.start + hit.start(), context.start + hit.end()
        near = f"{context.before(start, 40)} {context.after(end, 25)}"
        if number is None or context.has_word("count", "never_laps", near):
            continue
        if _says_laps_apart(context, start, end):
            _laps_apart(context, number, start, end)
            continue
        if number > 1:
            _distance(context, number, start, end, near)


def _distance(context: Context, number: int, start: int, end: int, near: str) -> None:
    winner = context.index.order[0].row.laps if context.index.order else 0
    named = [
        car for s in (*context.subjects, *context.carried) for car in context.cars(s) if len(s.cars) <= 2
    ]
    leaders = [order[0] for order in context.index.classes.values() if order]
    for car in (*named, *context.index.order[:1], *leaders):
        if car.row.laps == number:
            context.add(Kind.COUNT, start, end, Verdict.TRUE, None, context.index.results_of([car]))
            return
    if not context.has_word("count", "per_car", near) or not 0.6 * winner < number < 1.6 * winner:
        context.add(Kind.COUNT, start, end, Verdict.UNDECIDABLE)
        return
    holder = context.holder(start, end)
    own = context.cars(holder.subject) if holder and holder.plain and len(holder.subject.cars) == 1 else []
    of_class = context.index.classes.get(context.class_near(start), context.index.order)
    cars = own or (of_class if context.has_word("scope", "in_class", near) else context.index.order)[:1]
    context.add(
        Kind.COUNT, start, end, Verdict.WRONG, f"{cars[0].row.laps} laps", context.index.results_of(cars)
    )


def _says_laps_apart(context: Context, start: int, end: int) -> bool:
    tail = " ".join(context.after(end, 40).split()[:3])
    lead = " ".join(context.before(start, 30).split()[-2:])
    return context.has_word("count", "laps_behind", tail) or context.lang.ends("count", "laps_at", lead)


def _laps_apart(context: Context, number: int, start: int, end: int) -> None:
    """`six laps down`, `a due giri`."""
    subjects = [s for s in (*context.subjects, *context.carried) if s.cars and len(s.cars) <= 2]
    cars = [car for s in subjects for car in context.cars(s)]
    fitting = [car for car in cars if number in context.index.laps_down(car) | _laps_between(car, cars)]
    if fitting:
        context.add(Kind.GAP, start, end, Verdict.TRUE, None, context.index.results_of(fitting))
        return
    holder = context.holder(start, end)
    own = context.cars(holder.subject) if holder and holder.plain else []
    behind = own[0].row.class_gap_first if len(own) == 1 else None
    if behind is None or context.has_unsure(context.text):
        context.add(Kind.GAP, start, end, Verdict.UNDECIDABLE)
        return
    right = f"{behind.laps} lap{'s' if behind.laps > 1 else ''}"
    if not behind.laps and behind.time_us is not None:
        right = f"{format_time(behind.time_us)} s, no lap"
    context.add(Kind.GAP, start, end, Verdict.WRONG, right, context.index.results_of(own))


def _laps_between(car: Car, others: Sequence[Car]) -> set[int]:
    return {abs(car.row.laps - other.row.laps) for other in others if other is not car}


def _class_counts(context: Context) -> None:
    """`nine GTP cars`, `twelve in GTD PRO`, `dodici le GTP`."""
    lang = context.lang
    numbers = re.compile(rf"(?<![\w.,:'#/-])(?P<n>{lang.cardinal})(?![\w:'-]|[.,]\d)")
    for mention in context.classes:
        lead = context.before(mention.start, 50)
        link = re.compile(
            rf"(?<![\w.,:'#/-])(?P<n>{lang.cardinal})(?: (?:{lang.alternatives('count', 'nouns')}))?"
            rf"(?: (?:{lang.alternatives('count', 'links')}))*[ -]$"
        )
        hit = link.search(lead)
        if hit is None or numbers.match(hit["n"]) is None:
            continue
        number = lang.number(hit["n"])
        start = mention.start - len(lead) + hit.start("n")
        if number is None or number < FEWEST_CARS:
            continue
        _judge_class(context, number, mention.value, start, start + len(hit["n"]))


def _judge_class(context: Context, number: int, code: str, start: int, end: int) -> None:
    order = context.index.classes.get(code, [])
    start = _with_all(context, start)
    counts = _counts(order)
    achieved = _achieved(context, order, end)
    if achieved is not None:
        verdict = Verdict.TRUE if number == achieved else Verdict.WRONG
        right = None if number == achieved else str(achieved)
        context.add(Kind.COUNT, start, end, verdict, right, context.index.results_of(order))
        return
    if number in counts:
        context.add(Kind.COUNT, start, end, Verdict.TRUE, None, context.index.entries_of(order))
        return
    near = f"{context.before(start, 45)} {context.after(end, 70)}"
    never = context.has_word("count", "never", near)
    sure = context.has_word("count", "total", near) or _has_all(context, start)
    if sure and not never and order:
        _wrong(context, counts, order, start, end)
    else:
        context.add(Kind.COUNT, start, end, Verdict.UNDECIDABLE)


def _achieved(context: Context, order: Sequence[Car], end: int) -> int | None:
    """How many of a class set a time, or beat the record, where that is what the count is of."""
    tail = re.split(r"[,;:.](?!\d)", context.after(end, 70))[0]
    if context.index.is_race or not order:
        return None
    timed = [car.best_us for car in order if car.best_us is not None]
    record = standing_record(context, of_track=order[0] is context.index.order[0])
    if context.has_word("count", "beat_record", tail):
        is_known = record is not None and record.time_us is not None
        return sum(us < (record.time_us or 0) for us in timed) if is_known and record is not None else None
    return (
        len(timed)
        if re.match(rf"\W*(?:[\w-]+\W+){{0,3}}(?:{context.lang.alternatives('count', 'set_time')})", tail)
        else None
    )


def _cars(context: Context) -> None:
    """`53 cars started`, `in totale 61 vetture`."""
    lang = context.lang
    pattern = re.compile(
        rf"(?<![\w.,:'#/-])(?P<n>{lang.cardinal})[ -](?:le |the )?(?:{lang.alternatives('count', 'nouns')})(?!\w)"
    )
    for hit in pattern.finditer(context.text):
        number = lang.number(hit["n"])
        start, end = context.start + hit.start(), context.start + hit.end()
        near = f"{context.before(start, 45)} {context.after(end, 45)}"
        if number is None or number < FEWEST_IN_ALL or not context.has_word("count", "total", near):
            continue
        if context.has_word("count", "never", near):
            continue
        code = context.class_near(start) if context.classes or context.topic else ""
        counts = _counts(context.index.order)
        in_class = {n for order in context.index.classes.values() for n in _counts(order)}
        if number in counts or (code and number in _counts(context.index.classes.get(code, []))):
            context.add(
                Kind.COUNT, start, end, Verdict.TRUE, None, context.index.entries_of(context.index.order)
            )
        elif number in in_class or context.classes:
            context.add(Kind.COUNT, start, end, Verdict.UNDECIDABLE)
        else:
            _wrong(context, counts, context.index.order, start, end)


def _makes(context: Context) -> None:
    """`five manufacturers`: of a class named, or of the session."""
    lang = context.lang
    pattern = re.compile(
        rf"(?<![\w.,:'#/-])(?P<n>{lang.cardinal}) (?:different |diversi |diverse )?(?:{lang.alternatives('count', 'makes')})(?!\w)"
    )
    for hit in pattern.finditer(context.text):
        number = lang.number(hit["n"])
        orders = [
            context.index.classes.get(context.class_near(context.start + hit.start()), []),
            context.index.order,
        ]
        fits = any(
            number == len({car.entry.manufacturer for car in order if car.best_us})
            for order in orders
            if order
        )
        start, end = context.start + hit.start(), context.start + hit.end()
        context.add(Kind.COUNT, start, end, Verdict.TRUE if fits else Verdict.UNDECIDABLE)


def _counts(order: Sequence[Car]) -> dict[int, str]:
    """How many cars, by what may be meant: entered, with a lap, with a time."""
    found = {len(order): "entered"}
    found.setdefault(sum(bool(car.state.laps) for car in order), "with a lap")
    found.setdefault(sum(car.best_us is not None for car in order), "with a time")
    return found


def _wrong(context: Context, counts: dict[int, str], order: Sequence[Car], start: int, end: int) -> None:
    right = ", ".join(f"{number} {what}" for number, what in counts.items())
    context.add(Kind.COUNT, start, end, Verdict.WRONG, right, context.index.entries_of(order))


def _with_all(context: Context, start: int) -> int:
    """Where `all nine` begins."""
    hit = re.search(
        rf"(?<!\w)(?:{context.lang.alternatives('count', 'all')})\s(?:of the |the |le |i )?$",
        context.before(start, 20),
    )
    return start - len(hit[0]) if hit else start


def _has_all(context: Context, start: int) -> bool:
    return (
        re.match(rf"(?:{context.lang.alternatives('count', 'all')})(?!\w)", context.after(start, 12))
        is not None
    )

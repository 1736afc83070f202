"""Gaps in figures and in words, between whoever the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.judge_position import names_somebody
from pitboard.press.check.manner import Manner, manner_of
from pitboard.press.check.record_gap import record_gap
from pitboard.press.check.spread import Spread, spread_of
from pitboard.press.check.subjects import Subject
from pitboard.press.check.values import Value, gaps, lap_times, short_laps
from pitboard.times import format_time

MOST_NAMED = 8
LONGEST_GAP_US = 600_000_000
LONGEST_GAP_OF_LAPS_US = 30_000_000
Readings = dict[int, tuple[Car, ...]]


def judge_gaps(context: Context) -> None:
    """Judge every gap of the sentence."""
    short = short_laps(context.text) if context.index.has_short_laps else []
    taken = [(v.start, v.end) for v in (*lap_times(context.text), *short)]
    for value in gaps(context.text, context.lang):
        start, end = context.start + value.start, context.start + value.end
        longest = LONGEST_GAP_US if context.index.is_race else LONGEST_GAP_OF_LAPS_US
        is_time = any(value.start < b and a < value.end for a, b in taken)
        if is_time or value.us > longest or not _is_gap(context, start, end):
            continue
        record = record_gap(context, value, start, end)
        if record is not None:
            context.add(Kind.GAP, start, end, record.verdict, record.right, record.facts)
            continue
        manner = manner_of(context, start)
        spread = spread_of(context, start, end)
        if spread is not None:
            _judge_spread(context, value, manner, spread, start, end)
        else:
            _judge(context, value, manner, start, end)


def _is_gap(context: Context, start: int, end: int) -> bool:
    """Whether a figure is one: a sign, or a cue near it, and nothing that makes it a stop or a penalty."""
    text = context.reading.folded[start:end]
    lead = re.split(r"[,;:(]", context.before(start, 45))[-1]
    tail = re.split(r"[,;:).](?!\d)", context.after(end, 45))[0]
    if context.has_word("gap", "never", f"{lead} {tail}") or re.search(
        r"\bof $|\b(?:minutes?|minut[oi]),? (?:and |e )?$", context.before(start, 45)
    ):
        return False
    if re.match(
        r"[ -](?:place|posto|posizione|row|fila|half|meta|sessione|session)\b", context.after(end, 12)
    ):
        return False
    if re.fullmatch(r"an? second|one second|un secondo", text) and not context.has_word(
        "gap", "behind", tail
    ):
        return False
    if text.startswith("+") or context.before(start, 1) == "+":
        return True
    if re.search(r"thousandth|hundredth|tenth|millesim|centesim|decim", text):
        return True
    if re.search(r"[a-z]", text):
        return context.has_word("gap", "cues", f"{lead} {tail}") or not lead.strip()
    return context.has_word("gap", "behind", tail) or context.lang.ends("gap", "cues", lead)


def _judge(context: Context, value: Value, manner: Manner, start: int, end: int) -> None:
    holder = context.holder(start, end)
    named = _named(context)
    if manner.is_laps_apart(context, start):
        return
    certain = _certain(context, named)
    for us, cars in certain.items():
        if manner.fits(value, us):
            context.add(Kind.GAP, start, end, Verdict.TRUE, None, context.index.results_of(cars))
            return
    subject = holder.subject if holder else _sole(context.carried) if not context.subjects else None
    subject = _measured_to(context, end) or subject
    own = _own(context, subject)
    if subject is None or not own:
        context.add(Kind.GAP, start, end, Verdict.UNDECIDABLE)
        return
    for us, cars in _to_anybody(context, named).items():
        if manner.fits(value, us):
            told = " and ".join(f"#{car.entry.number}" for car in cars)
            context.add(
                Kind.GAP, start, end, Verdict.AMBIGUOUS, f"fits {told}", context.index.results_of(cars)
            )
            return
    _deny(context, value, manner, subject, own, start, end)


def _deny(
    context: Context, value: Value, manner: Manner, subject: Subject, own: Readings, start: int, end: int
) -> None:
    clear = names_somebody(subject) and not manner.is_loose and not context.is_narrated(start)
    if not clear:
        context.add(Kind.GAP, start, end, Verdict.UNDECIDABLE)
        return
    right = min(own, key=lambda us: _unlikeness(us, value.us))
    context.add(
        Kind.GAP, start, end, Verdict.WRONG, f"{format_time(right)} s", context.index.results_of(own[right])
    )


def _judge_spread(
    context: Context, value: Value, manner: Manner, spread: Spread, start: int, end: int
) -> None:
    fitting = [us for us in spread.readings if manner.fits(value, us) or manner.holds_within(value, us)]
    facts = context.index.results_of(spread.cars)
    if fitting:
        context.add(Kind.GAP, start, end, Verdict.TRUE, None, facts)
    elif spread.is_sure and spread.readings:
        context.add(Kind.GAP, start, end, Verdict.WRONG, f"{format_time(spread.readings[0])} s", facts)
    else:
        context.add(Kind.GAP, start, end, Verdict.UNDECIDABLE)


def _named(context: Context) -> list[Car]:
    """The cars that the sentence names plainly, and those that the one before it did."""
    found: dict[str, Car] = {}
    for subject in (*context.subjects, *context.carried):
        if len(subject.cars) <= 2:
            found.update({key: context.car(key) for key in subject.cars})
    return list(found.values())[:MOST_NAMED]


def _certain(context: Context, named: Sequence[Car]) -> Readings:
    """What the gap can be said of: a car to its leader and its neighbours, and any two cars named."""
    found: Readings = {}
    for car in named:
        for us in context.index.gaps_of(car).values():
            found.setdefault(us, (car,))
    for first, second in combinations(named, 2):
        apart = context.index.between(first, second)
        if apart is not None:
            found.setdefault(apart, (first, second))
    return found


def _own(context: Context, subject: Subject | None) -> Readings:
    """The right values to offer: gaps of the one spoken of, and to the others of the sentence."""
    if subject is None or len(subject.cars) > 2:
        return {}
    found: Readings = {}
    others = [car for s in context.subjects for car in context.cars(s) if s is not subject and s.car]
    for car in context.cars(subject):
        for other in others:
            apart = context.index.between(car, other)
            if apart:
                found.setdefault(apart, (car, other))
        for us in context.index.gaps_of(car).values():
            found.setdefault(us, (car,))
    return found


def _to_anybody(context: Context, named: Iterable[Car]) -> Readings:
    """Gaps to any other car of the class: a chance fit there is no proof, and no ground to call it wrong."""
    found: Readings = {}
    for car in named:
        for other in context.index.classes.get(car.row.car_class, []):
            us = context.index.between(car, other) if other is not car else None
            if us is not None:
                found.setdefault(us, (car, other))
    return found


def _measured_to(context: Context, end: int) -> Subject | None:
    """`by 0.102 seconds over Boulle`: the one named right behind the figure."""
    after = next((s for s in context.subjects if s.start >= end), None)
    if after is None or after.car is None:
        return None
    between = context.reading.folded[end : after.start]
    return after if context.lang.pattern("gap", "to").fullmatch(between.strip()) else None


def _sole(subjects: Sequence[Subject]) -> Subject | None:
    plain = [s for s in subjects if s.car is not None]
    return plain[0] if len(plain) == 1 else None


def _unlikeness(right_us: int, said_us: int) -> tuple[int, int, int]:
    """How far a figure is from what was written: digits that changed places are the likeliest slip."""
    right, said = _digits(right_us), _digits(said_us)
    slips = OSA.distance(right, said)
    return slips - (slips > 0 and sorted(right) == sorted(said)), slips, abs(right_us - said_us)


def _digits(us: int) -> str:
    return f"{us // 1000:07d}"

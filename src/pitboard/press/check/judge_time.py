"""Lap times."""

from __future__ import annotations

import re

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car, time_text
from pitboard.press.check.judge_record import Reason, past_reason
from pitboard.press.check.values import Value, lap_times, short_laps

_NOT_A_BEST = re.compile(
    r"\b(?:theoretical|ideal|teoric|sector|settore|average|media|stint|provisional|provvisori|practice|libere|tests?\b|warm|"
    r"(?:first|opening|initial|second|third|next|final) (?:run|attempt|effort|lap)|deleted|cancellat|previously|"
    r"in precedenza|first (?:with|in|set)|improv|miglior(?:and|at|ato)|pit stop|sosta|race time|tempo di gara|duration)"
)


def judge_times(context: Context) -> None:
    """Judge every lap time of the sentence."""
    values = lap_times(context.text)
    if context.index.has_short_laps:
        values += [
            v for v in short_laps(context.text) if all(v.end <= w.start or v.start >= w.end for w in values)
        ]
    for value in sorted(values, key=lambda v: v.start):
        _judge(context, value, context.start + value.start, context.start + value.end)


def _judge(context: Context, value: Value, start: int, end: int) -> None:
    holder = context.holder(start, end)
    own = context.cars(holder.subject) if holder else []
    others = [car for s in (*context.subjects, *context.carried) for car in context.cars(s) if s.has_identity]
    for car in [*own, *others]:
        if car.best_us is not None and value.fits(car.best_us):
            assert car.row.best is not None
            facts = [context.index.fact(car.row.best.seq)]
            context.add(Kind.TIME, start, end, Verdict.TRUE, None, facts)
            return
    reason = past_reason(context, value, start)
    if reason is not None:
        _as_past(context, reason, start, end)
    elif not _as_total(context, value, own, start, end):
        _against_best(
            context, value, start, end, own, plain=holder is not None and holder.plain, subject=holder
        )


def _as_past(context: Context, reason: Reason, start: int, end: int) -> None:
    context.add(Kind.RECORD, start, end, reason.verdict, reason.right, reason.facts)


def _as_total(context: Context, value: Value, own: list[Car], start: int, end: int) -> bool:
    totals = [
        car for car in own or context.index.order[:1] if car.row.total_us and value.fits(car.row.total_us)
    ]
    if totals:
        context.add(Kind.TIME, start, end, Verdict.TRUE, None, context.index.results_of(totals))
    return bool(totals)


def _against_best(
    context: Context,
    value: Value,
    start: int,
    end: int,
    own: list[Car],
    *,
    plain: bool,
    subject: object,
) -> None:
    leader = _leader(context, start) if subject is None else None
    if leader is not None:
        own, plain = [leader], True
    driven = [(car, seq) for car, seq in context.index.every_lap.get(value.us, []) if car in own]
    facts = (
        [context.index.fact(c.row.best.seq) for c in own if c.row.best is not None] if len(own) <= 2 else []
    )
    bests = [time_text(car.best_us) or "no time" for car in own]
    right = " or ".join(dict.fromkeys(bests)) if 0 < len(own) <= 2 else None
    if driven:
        facts = [context.index.fact(driven[0][1])]
        if _NOT_A_BEST.search(context.text):
            context.add(Kind.TIME, start, end, Verdict.TRUE, None, facts)
        else:
            context.add(
                Kind.TIME, start, end, Verdict.AMBIGUOUS, f"a lap of the car; its best is {right}", facts
            )
        return
    far = own and own[0].best_us is not None and not 0.9 < value.us / own[0].best_us < 1.15
    unsure = (
        far
        or context.is_narrated(start)
        or (context.index.is_race and not _says_fastest(context))
        or _NOT_A_BEST.search(context.text)
    )
    if plain and right is not None and not unsure and not _is_of_past(context):
        context.add(Kind.TIME, start, end, Verdict.WRONG, right, facts)
    else:
        context.add(Kind.TIME, start, end, Verdict.UNDECIDABLE)


def _says_fastest(context: Context) -> bool:
    return (
        re.search(r"fastest|quickest|best lap|giro (?:piu )?veloce|miglior giro|best race lap", context.text)
        is not None
    )


def _is_of_past(context: Context) -> bool:
    return context.has("record", "edition") or (
        context.has("record", "words") and context.has("record", "old")
    )


def _leader(context: Context, at: int) -> Car | None:
    """The class's first, where a sentence without a subject speaks of the pole or the best time of a class."""
    says = context.has("position", "pole") or context.has("position", "fastest")
    if context.carried and not context.classes:
        return None
    if context.index.is_race or not says or not context.classes:
        return None
    order = context.index.classes.get(context.class_near(at), [])
    return order[0] if order else None

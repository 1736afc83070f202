"""By how much a record or an earlier time was beaten."""

from __future__ import annotations

import re

from pitboard.press.check.claims import Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.judge_record import Reason, standing_record
from pitboard.press.check.reading import fold
from pitboard.press.check.values import Value
from pitboard.times import format_time


def record_gap(context: Context, value: Value, start: int, end: int) -> Reason | None:
    """Judge a figure that the sentence sets against a record; None where it does not."""
    lead, tail = context.before(start, 110), context.after(end, 80)
    near = " ".join([*lead.split()[-16:], *tail.split()[:9]])
    if not (context.lang.has("gap", "record_cue", near) or context.lang.has("record", "edition", near)):
        return None
    cars = _beaters(context, start)
    for lap in context.index.past:
        for car in cars:
            if lap.time_us and car.best_us and value.fits(abs(lap.time_us - car.best_us)):
                return Reason(Verdict.TRUE, None, (f"record:{lap.key}", *context.index.results_of([car])))
    first = next((car for car in cars if car.best_us is not None), None)
    top = context.index.order[0].row.car_class if context.index.order else ""
    is_of_track = first is not None and first.row.car_class == top and context.has("record", "old")
    standing = standing_record(context, of_track=is_of_track and not context.classes)
    beats = re.search(context.lang.alternatives("record", "beats"), f"{lead} {tail}") is not None
    if standing is None or first is None or not beats or standing.time_us is None:
        return Reason(Verdict.UNDECIDABLE, None, ())
    right = f"{format_time(abs(standing.time_us - (first.best_us or 0)))} s"
    return Reason(Verdict.WRONG, right, (f"record:{standing.key}", *context.index.results_of([first])))


def _beaters(context: Context, start: int) -> list[Car]:
    """Who may have beaten it: those named here or in the sentence before, and the class's first."""
    holders = {name for lap in context.index.past for name in map(fold, lap.drivers)}
    subjects = [
        s
        for s in (*context.subjects, *context.carried)
        if s.car is not None
        and not any(holders & {fold(context.reading.plain[m.start : m.end])} for m in s.people)
    ]
    first = context.index.classes.get(context.class_near(start), context.index.order)[:1]
    cars = [context.car(s.car or "") for s in subjects]
    return list({car.entry.entry_id: car for car in (*cars, *first, *context.index.order[:1])}.values())

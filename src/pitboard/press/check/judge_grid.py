"""Rows of the starting grid that a qualifying session sets."""

from __future__ import annotations

import re

from pitboard.press.check.attach import attach
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.judge_position import names_somebody
from pitboard.press.check.whole_rows import is_shared_wrongly, judge_whole_row, row_of


def judge_grid(context: Context) -> None:
    """Judge every row of the grid that somebody is said to start from."""
    lang = context.lang
    row = lang.alternatives("grid", "row")
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<front>{lang.alternatives('grid', 'front')})"
        rf"|(?P<place>{lang.ordinal_body}|first|prima) (?:{row})"
        rf"|(?:{row}) (?P<n>{lang.cardinal}))(?![\w-])"
    )
    for hit in pattern.finditer(context.text):
        number = 1
        if hit["place"]:
            number = lang.place(hit["place"]) or 1
        elif hit["n"]:
            number = lang.number(hit["n"]) or 0
        if number:
            _judge(context, number, context.start + hit.start(), context.start + hit.end())


def _judge(context: Context, row: int, start: int, end: int) -> None:
    if not context.index.grid:
        context.add(Kind.GRID, start, end, Verdict.UNDECIDABLE)
        return
    spoken = row_of(context, row, start, end)
    if judge_whole_row(context, spoken):
        return
    found = attach(context, start, end)
    subjects = [found.subject] if found.subject else []
    cars = [car for subject in subjects for car in context.cars(subject)]
    fitting = [car for car in cars if row in rows(context, car)]
    if fitting and is_shared_wrongly(context, spoken):
        context.add(Kind.GRID, start, end, Verdict.UNDECIDABLE)
        return
    if fitting:
        _hold(
            context, row, start, end, fitting, named=found.subject is not None and found.subject.has_identity
        )
        return
    shared = context.has("grid", "never")
    subject = found.subject
    sure = subject is not None and names_somebody(subject) and len(cars) == 1 and not shared
    near = subject is not None and _starts(context, start, end)
    if (
        sure
        and near
        and (found.sure or len({s.cars for s in context.subjects}) == 1)
        and rows(context, cars[0])
    ):
        right = " or ".join(str(n) for n in sorted(rows(context, cars[0])))
        context.add(Kind.GRID, start, end, Verdict.WRONG, f"row {right}", context.index.results_of(cars))
    else:
        context.add(Kind.GRID, start, end, Verdict.UNDECIDABLE)


def _hold(context: Context, row: int, start: int, end: int, fitting: list[Car], *, named: bool) -> None:
    """True; but a make alone that stands so only within a class which nobody named may be meant otherwise."""
    told = {context.topic, *(m.value for m in context.classes)}
    overall = [car for car in fitting if context.index.grid[car.entry.number].row == row]
    in_class = [car for car in fitting if car.row.car_class in told]
    held = overall or in_class or fitting
    if named or overall or in_class:
        context.add(Kind.GRID, start, end, Verdict.TRUE, None, context.index.results_of(held[:2]))
        return
    classes = dict.fromkeys(context.index.class_name(car.row.car_class) for car in held)
    right = f"row {row} only in {' and '.join(classes)}"
    context.add(Kind.GRID, start, end, Verdict.AMBIGUOUS, right, context.index.results_of(held[:2]))


def rows(context: Context, car: Car) -> set[int]:
    """The rows a car may be said to start from: of the whole grid, and of its class's part of it."""
    place = context.index.grid.get(car.entry.number)
    if place is None:
        return set()
    found = {place.row}
    if car.row.class_position is not None:
        found.add((car.row.class_position + 1) // 2)
    return found


def _starts(context: Context, start: int, end: int) -> bool:
    return context.has_word("grid", "starts", f"{context.before(start, 60)} {context.after(end, 40)}")

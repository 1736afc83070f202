"""Poles in a row at the Rolex 24, counted in the bundled table and never beyond it."""

from __future__ import annotations

import re

from pitboard.bundled.poles import PoleCount, PoleMeaning, count_poles, years_covered
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.subjects import Subject

FEWEST_IN_A_ROW = 2
_OF_THE_RACE = re.compile(r"rolex|daytona|24 (?:hours|ore)|24h")
_OF_MORE = re.compile(r"season|career|stagione|carriera|year|anno")


def judge_streaks(context: Context) -> None:
    """Judge `his fifth straight LMP2 pole`, `quinta pole consecutiva`."""
    day = context.index.day
    first, last = years_covered()
    if not context.index.is_daytona or day is None or not first <= day.year <= last:
        return
    lang = context.lang
    row = lang.alternatives("record", "streak")
    pattern = re.compile(
        rf"(?<![\w-])(?P<n>{lang.ordinal_body})(?: [\w-]+){{0,3}}? (?:(?:{row})(?: [\w-]+){{0,3}}? pole|pole(?: [\w-]+)? (?:{row}))(?!\w)"
    )
    for hit in pattern.finditer(context.text):
        number = lang.place(hit["n"])
        subject = next((s for s in (*context.subjects, *context.carried) if len(s.people) == 1), None)
        if number is not None and subject is not None:
            start, end = context.start + hit.start("n"), context.start + hit.end("n")
            _judge(context, subject, number, day.year, start, end)


def _judge(context: Context, subject: Subject, number: int, year: int, start: int, end: int) -> None:
    driver = context.index.drivers.get(subject.people[0].value)
    if driver is None:
        return
    fastest, on_grid = (
        count_poles(driver[0].name, meaning, until=year)
        for meaning in (PoleMeaning.FASTEST_IN_QUALIFYING, PoleMeaning.FIRST_ON_GRID)
    )
    facts = [f"record:{pole.key}" for pole in fastest.poles]
    if number == fastest.in_a_row:
        context.add(Kind.COUNT, start, end, Verdict.TRUE, None, facts)
    elif number == on_grid.in_a_row:
        context.add(Kind.COUNT, start, end, Verdict.AMBIGUOUS, _told(fastest), facts)
    elif (
        fastest.unknown
        or fastest.in_a_row < FEWEST_IN_A_ROW
        or fastest.in_a_row > year - fastest.since
        or not _OF_THE_RACE.search(context.text)
        or _OF_MORE.search(context.text)
    ):
        # The row may have begun before the table does, or may be of other races.
        context.add(Kind.COUNT, start, end, Verdict.UNDECIDABLE, None, facts)
    else:
        context.add(Kind.COUNT, start, end, Verdict.WRONG, _told(fastest), facts)


def _told(count: PoleCount) -> str:
    since = count.until - count.in_a_row + 1
    return f"{count.in_a_row} in a row, {since} to {count.until}, fastest in class qualifying at the Rolex 24"

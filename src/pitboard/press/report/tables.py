"""The first three of each class as a table."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pitboard.press.report.context import Context, margin, timed
from pitboard.press.report.language import Language
from pitboard.press.report.values import AnyValue, Car, LapTime, Margin, Name, Names, Number, Team
from pitboard.scoring.classification import Row

TOP = 3
"""Rows of a class's table."""
_OF_TIMES = ("pos", "driver", "car", "team", "time", "gap")
_OF_RACE = ("pos", "crew", "car", "team", "laps", "gap")
RIGHT = frozenset({"pos", "laps", "time", "gap"})
"""Columns of figures."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The first three of a class.

    Attributes:
        car_class: code of the class.
        title: its name.
        columns: keys of the columns, the same in every language.
        head: their names.
        rows: cells as they are printed.
        values: what the cells were made of, row by row.
        facts: what the rows rest on.
    """

    car_class: str
    title: str
    columns: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[AnyValue | None, ...], ...]
    facts: tuple[str, ...]


def tables(about: Context, language: Language) -> Iterable[Table]:
    """A table for each class that ran."""
    race = about.state.plan.kind.is_race
    columns = _OF_RACE if race else _OF_TIMES
    for code, rows in about.ran.items():
        placed = [row for row in rows if row.class_position and row.laps] if race else timed(rows)
        top = placed[:TOP]
        if not top:
            continue
        values = tuple(_race_row(about, row) if race else _times_row(about, row) for row in top)
        yield Table(
            car_class=code,
            title=about.class_name(code),
            columns=columns,
            head=tuple(language.word(f"table-{column}") for column in columns),
            rows=tuple(tuple(_cell(value, language) for value in row) for row in values),
            values=values,
            facts=about.of_finish(top) if race else about.of_laps(top),
        )


def _times_row(about: Context, row: Row) -> tuple[AnyValue | None, ...]:
    return (
        Number(n=row.class_position or 0),
        Name(text=about.driver(row)),
        about.car(row),
        Team(text=about.entry(row).team),
        LapTime(us=row.best.time_us) if row.best is not None else None,
        margin(row.class_gap_first),
    )


def _race_row(about: Context, row: Row) -> tuple[AnyValue | None, ...]:
    return (
        Number(n=row.class_position or 0),
        Names(texts=about.crew(row)),
        about.car(row),
        Team(text=about.entry(row).team),
        Number(n=row.laps),
        margin(row.class_gap_first),
    )


def _cell(value: AnyValue | None, language: Language) -> str:
    match value:
        case None:
            return ""
        case Margin():
            return language.renderer.compact(value)
        case Names(texts=texts):
            return ", ".join(texts)
        case Car():
            return str(language.renderer.forms(value)["bare"])
        case _:
            forms = language.renderer.forms(value)
            return str(forms.get("d", forms[""]))

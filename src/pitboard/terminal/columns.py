"""Columns of the terminal board: which there are, which fit, and the text of each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text

from pitboard.wire.base import Gap, Mark, TimeCell
from pitboard.wire.board import Board, ClassHead, Row

MARKS = {
    Mark.OVERALL_BEST: ("◉", "bold magenta"),
    Mark.CLASS_BEST: ("●", "magenta"),
    Mark.OWN_BEST: ("▲", "green"),
    Mark.NONE: (" ", ""),
}
STATE_STYLES = {
    "PIT": "bold blue",
    "IN": "cyan",
    "OUT": "magenta",
    "STOP": "bold red",
    "RET": "dim",
    "FIN": "bold",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        title: as on the page.
        width: in cells; texts are cut to it.
        cell: its text for a row.
        left: set flush left; figures are flush right.
    """

    title: str
    width: int
    cell: Callable[[Row, Context], Text]
    left: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell may depend on besides its row: class colours, and the car that gaps are told from."""

    classes: dict[str, ClassHead]
    anchor: Row | None = None


def _plain(text: str, style: str = "") -> Text:
    return Text(text, style=style)


def _time(cell: TimeCell) -> Text:
    glyph, style = MARKS[cell.mark]
    return Text(f"{cell.text}{glyph}" if cell.text else "", style=style)


def _gained(row: Row) -> Text:
    if not row.gained:
        return Text()
    return Text(
        f"{'▲' if row.gained > 0 else '▼'}{abs(row.gained)}", style="green" if row.gained > 0 else "red"
    )


def _plate(row: Row, context: Context) -> Text:
    head = context.classes.get(row.car_class)
    return Text(row.car, style=f"bold {head.ink} on {head.colour}" if head else "bold")


def _class(row: Row, context: Context) -> Text:
    head = context.classes.get(row.car_class)
    return Text(head.name if head else row.car_class)


def _driver(row: Row) -> Text:
    if row.driver is None:
        return Text()
    extra = " ".join(part for part in (row.driver.rating, row.driver.nation) if part)
    return Text(row.driver.short).append(f" {extra}" if extra else "", style="dim")


def _gap(gap: Gap) -> Text:
    return Text(gap.text)


def _class_gap(row: Row, context: Context) -> Text:
    """To the class leader; to the chosen car where one is chosen: a difference of two gaps that are on the board."""
    anchor = context.anchor
    if anchor is None or anchor.entry_id == row.entry_id or anchor.car_class != row.car_class:
        return _gap(row.class_gap)
    mine, theirs = _own(row), _own(anchor)
    if mine is None or theirs is None or row.class_gap.laps != anchor.class_gap.laps:
        return _gap(row.class_gap)
    difference_us = mine - theirs
    return Text(f"{'+' if difference_us >= 0 else '-'}{abs(difference_us) / 1e6:.3f}", style="bold")


def _own(row: Row) -> int | None:
    return 0 if row.class_position == 1 else row.class_gap.time_us


def _state(row: Row) -> Text:
    return Text(row.state.value, style=STATE_STYLES.get(row.state.value, ""))


def _sector(index: int) -> Callable[[Row, Context], Text]:
    return lambda row, _: _time(row.sectors[index]) if index < len(row.sectors) else Text()


GAP_WIDTH = 10
"""`+22:35.123` whole: a gap without its thousandths says less than it seems to."""

_HEAD = (
    Column("P", 3, lambda row, _: _plain(str(row.position or ""))),
    Column("±", 3, lambda row, _: _gained(row)),
    Column("#", 4, _plate),
    Column("Class", 7, _class, left=True),
    Column("PIC", 3, lambda row, _: _plain(str(row.class_position or ""))),
    Column("Driver in car", 21, lambda row, _: _driver(row), left=True),
)
_TEAM = Column("Team", 24, lambda row, _: _plain(row.team, "dim"), left=True)
_BEST = Column("Best", 10, lambda row, _: _time(row.best.time))
_LAST = Column("Last", 10, lambda row, _: _time(row.last))
_STATE = Column("State", 5, lambda row, _: _state(row), left=True)
_C_GAP = Column("C.Gap", GAP_WIDTH, _class_gap)
_C_INT = Column("C.Int", GAP_WIDTH, lambda row, _: _gap(row.class_interval))
_GAP = Column("Gap", GAP_WIDTH, lambda row, _: _gap(row.gap))
_LAPS = Column("Laps", 4, lambda row, _: _plain(str(row.laps)))
_LAP = Column("Lap", 3, lambda row, _: _plain(str(row.best.lap or "")))
_SECTORS = tuple(Column(f"S{n + 1}", 9, _sector(n)) for n in range(3))
_STINT = Column("Stint", 5, lambda row, _: _plain("" if row.stint_laps is None else str(row.stint_laps)))
_STOPS = Column("Stops", 5, lambda row, _: _plain(str(row.stops)))

QUALIFYING = (*_HEAD, _BEST, _C_GAP, _STATE, _LAP, _C_INT, _LAST, _LAPS, *_SECTORS, _TEAM)
RACE = (*_HEAD, _LAPS, _C_GAP, _STATE, _C_INT, _GAP, _LAST, _BEST, *_SECTORS, _STINT, _STOPS, _TEAM)
"""In order of need: a narrow terminal drops from the right."""


def columns_for(board: Board, width: int) -> list[Column]:
    """The columns that fit."""
    fitting: list[Column] = []
    used = 0
    for column in RACE if board.header.kind.value == "race" else QUALIFYING:
        if used + column.width + 1 > width:
            break
        fitting.append(column)
        used += column.width + 1
    return fitting


def line(columns: Sequence[Column], row: Row, context: Context) -> Text:
    """One row as a line of text."""
    text = Text()
    for column in columns:
        cell = column.cell(row, context)
        cell.truncate(column.width, overflow="ellipsis")
        pad = " " * (column.width - cell.cell_len)
        text.append_text(cell.append(pad) if column.left else Text(pad).append_text(cell))
        text.append(" ")
    return text


def heading(columns: Sequence[Column]) -> Text:
    """The line of titles."""
    titles = (
        column.title[: column.width].ljust(column.width)
        if column.left
        else column.title[: column.width].rjust(column.width)
        for column in columns
    )
    return Text(" ".join(titles), style="dim")

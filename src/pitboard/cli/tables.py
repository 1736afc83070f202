"""Tables of the terminal: classification and combined times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.cli.console import class_name, class_style, console, plate

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from pitboard.model.rulebook import Rulebook
    from pitboard.sessions.scored import Scored
    from pitboard.wire.combined import CombinedLine
    from pitboard.wire.score import ScoreLine, ScoreRow


def _table(title: str) -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )


def _columns(table: Table, width: int, last: tuple[str, ...]) -> tuple[bool, ...]:
    """Add the columns that fit; says which of team and `last` do. On a narrow terminal they go from the right."""
    for column in ("P", "#", "Class", "PIC"):
        table.add_column(column, justify="left" if column == "Class" else "right", no_wrap=True)
    table.add_column(
        "Driver of the best lap", no_wrap=True, overflow="ellipsis", max_width=24 if width >= 100 else 18
    )
    with_team = width >= 128
    if with_team:
        table.add_column("Team", no_wrap=True, overflow="ellipsis", max_width=34)
    fitting = tuple(index < (len(last) if width >= 92 else len(last) - 2) for index in range(len(last)))
    for column, fits in zip(last, fitting, strict=True):
        if fits:
            table.add_column(column, justify="right", no_wrap=True)
    return (with_team, *fitting)


def classification_table(scored: Scored, line: ScoreLine) -> None:
    """Print one session."""
    screen = console()
    screen.print(classification_lines(scored, line, width=screen.width))


def classification_lines(
    scored: Scored, line: ScoreLine, *, width: int = 160, rows: int | None = None
) -> Table:
    """One session as a table of at most this width; only its first rows where a number is given."""
    race = scored.opened.plan.kind.is_race
    where = scored.opened.meeting.name if scored.opened.meeting else ""
    name = scored.opened.plan.name or line.session
    kind = line.kind if line.kind not in name.lower() else ""
    table = _table(" · ".join(text for text in (where, name, kind, f"rulebook {line.rulebook}") if text))
    shown = (
        ("Laps", "Total", "Gap", "Int", "C.Gap", "Fastest")
        if race
        else ("Best", "Lap", "Gap", "C.Gap", "Int", "Laps")
    )
    fitting = _columns(table, width, shown)
    for row in line.rows[:rows]:
        times = (
            (
                str(row.laps),
                row.total_time or "",
                row.gap_first,
                row.gap_previous,
                row.class_gap_first,
                row.best_time,
            )
            if race
            else (
                row.best_time,
                str(row.best_lap or ""),
                row.gap_first,
                row.class_gap_first,
                row.gap_previous,
                str(row.laps),
            )
        )
        table.add_row(*_fitted((*_who(row, scored.opened.rulebook), *times), fitting))
    return table


def _fitted(cells: tuple[str | Text, ...], fitting: tuple[bool, ...]) -> list[str | Text]:
    head, tail = cells[:5], cells[5:]
    return [*head, *(cell for cell, fits in zip(tail, fitting, strict=True) if fits)]


def _who(row: ScoreRow, rulebook: Rulebook | None) -> tuple[str | Text, ...]:
    from rich.text import Text

    position = str(row.position) if row.position is not None else row.status.replace("_", " ")
    return (
        position,
        plate(row.car, class_style(rulebook, row.car_class)),
        class_name(rulebook, row.car_class),
        str(row.class_position or ""),
        Text(row.best_driver),
        Text(row.team),
    )


def combined_table(line: CombinedLine, rulebook: Rulebook | None) -> None:
    """Print the combined times of several sessions."""
    screen = console()
    table = _table(f"Combined times of {len(line.sessions)} sessions · rulebook {line.rulebook}")
    fitting = _columns(table, screen.width, ("Best", "Gap", "C.Gap", "Laps", "Int", "Session"))
    for row in line.rows:
        session = row.session.rpartition("/")[2]
        times = (row.best_time, row.gap_first, row.class_gap_first, str(row.laps), row.gap_previous, session)
        table.add_row(*_fitted((*_who(row, rulebook), *times), fitting))
    screen.print(table)

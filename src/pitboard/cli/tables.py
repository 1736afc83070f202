"""Tables of the terminal: classification and combined times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.cli.console import class_style, console, plate

if TYPE_CHECKING:
    from rich.table import Table

    from pitboard.model.rulebook import Rulebook
    from pitboard.sessions.scored import Scored
    from pitboard.wire.combined import CombinedLine
    from pitboard.wire.score import ScoreLine, ScoreRow


def _table(title: str) -> Table:
    from rich import box
    from rich.table import Table

    return Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))


def classification_table(scored: Scored, line: ScoreLine) -> None:
    """Print one session."""
    race = scored.opened.plan.kind.is_race
    where = scored.opened.meeting.name + " · " if scored.opened.meeting else ""
    name = scored.opened.plan.name or line.session
    table = _table(f"{where}{name} · {line.kind} · rulebook {line.rulebook}")
    for column in ("P", "#", "Class", "PIC"):
        table.add_column(column, justify="left" if column == "Class" else "right", no_wrap=True)
    table.add_column("Driver of the best lap", no_wrap=True)
    table.add_column("Team", no_wrap=True, overflow="ellipsis", max_width=34)
    shown = (
        ("Laps", "Total", "Gap", "Int", "C.Gap", "Fastest")
        if race
        else ("Best", "Lap", "Gap", "Int", "C.Gap", "Laps")
    )
    for column in shown:
        table.add_column(column, justify="right", no_wrap=True)
    for row in line.rows:
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
                row.gap_previous,
                row.class_gap_first,
                str(row.laps),
            )
        )
        table.add_row(*_who(row, scored.opened.rulebook), *times)
    console().print(table)


def _who(row: ScoreRow, rulebook: Rulebook | None):  # type: ignore[no-untyped-def]
    from rich.text import Text

    position = str(row.position) if row.position is not None else row.status.replace("_", " ")
    return (
        position,
        plate(row.car, class_style(rulebook, row.car_class)),
        row.car_class,
        str(row.class_position or ""),
        Text(row.best_driver),
        Text(row.team),
    )


def combined_table(line: CombinedLine, rulebook: Rulebook | None) -> None:
    """Print the combined times of several sessions."""
    table = _table(f"Combined times of {len(line.sessions)} sessions · rulebook {line.rulebook}")
    for column in ("P", "#", "Class", "PIC"):
        table.add_column(column, justify="left" if column == "Class" else "right", no_wrap=True)
    table.add_column("Driver of the best lap", no_wrap=True)
    table.add_column("Team", no_wrap=True, overflow="ellipsis", max_width=34)
    for column in ("Best", "Gap", "Int", "C.Gap", "Laps"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("Session", no_wrap=True)
    for row in line.rows:
        times = (row.best_time, row.gap_first, row.gap_previous, row.class_gap_first, str(row.laps))
        table.add_row(*_who(row, rulebook), *times, row.session.rpartition("/")[2])
    console().print(table)

"""`pitboard grid`: the starting grid that a session sets."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pitboard.cli.console import class_style, console, notes, plate
from pitboard.cli.score import Decisions, RulebookName

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook
    from pitboard.sessions.grid_source import GridSource
    from pitboard.sessions.scored import Scored
    from pitboard.wire.grid import GridLine


def grid(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Laps file, FILE.pitboard[#ID] or a bundled name.")
    ],
    decisions: Decisions = None,
    rulebook: RulebookName = "",
    pole_side: Annotated[
        str, typer.Option("--pole-side", help="left or right, where the circuit's data does not say.")
    ] = "",
    from_session: Annotated[
        str,
        typer.Option(
            "--from", metavar="SESSION", help="Order by this session: a qualifying race, the race before."
        ),
    ] = "",
    season: Annotated[
        str, typer.Option("--season", help="Order by the team points of this season file (other means).")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of rows.")] = False,
) -> None:
    """Print the starting grid: rows of two, with the rule or decision behind each place."""
    from pitboard.errors import UsageError
    from pitboard.model import facts as f
    from pitboard.sessions.many import Batch
    from pitboard.sessions.opened import OpenOptions
    from pitboard.sessions.scored import score
    from pitboard.wire.grid import grid_line

    if pole_side not in ("", "left", "right"):
        raise UsageError(f"--pole-side: expected left or right, was {pole_side!r}")
    batch = Batch([session], OpenOptions(rulebook=rulebook), decisions)
    if len(batch.selectors) != 1:
        raise UsageError(f"{session}: expected one session, found {len(batch.selectors)}")
    opened = next(iter(batch.opened()), None)
    if opened is None:
        raise batch.errors[0]
    if pole_side:
        last_us = max(fact.at_us for fact in opened.facts)
        opened = opened.with_facts(
            [f.PoleSideSet(at_us=last_us, session=opened.plan.session, side=pole_side)]
        )
    scored = score(opened)
    line = grid_line(scored, _source(scored, from_session, season))
    notes([*batch.notes, *([line.missing] if line.missing else [])])
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    else:
        print_grid(line, opened.rulebook)


def _source(scored: Scored, session: str, season: str) -> GridSource | None:
    """What sets the grid in place of the session's own result."""
    from pathlib import Path

    from pitboard.errors import UsageError
    from pitboard.sessions.grid_source import from_points, from_session

    if session and season:
        raise UsageError("expected --from or --season, were both")
    if session:
        from pitboard.sessions.opened import open_session
        from pitboard.sessions.scored import score

        return from_session(scored, score(open_session(session)))
    if season:
        from pitboard.sessions.season import open_season

        return from_points(scored, open_season(Path(season)))
    return None


def print_grid(line: GridLine, rulebook: Rulebook) -> None:
    """Rows of two, staggered as the cars stand."""
    from rich.text import Text

    screen = console()
    screen.print(Text(f"Starting grid · {line.session} · {line.status}", style="bold"))
    screen.print(Text(_side_words(line), style="dim"))
    starts = {place.start for place in line.rows}
    for index, place in enumerate(line.rows):
        if len(starts) > 1 and (index == 0 or line.rows[index - 1].start != place.start):
            screen.print(Text(f"start {place.start} of {max(starts)} [grid.start.split]", style="dim"))
        if index == 0 or line.rows[index - 1].row != place.row:
            screen.print(Text(f"row {place.row}", style="dim"))
        text = Text(f"  {'' if place.place % 2 else '        '}{place.place:>2}  ")
        text.append_text(plate(f"#{place.car:<4}", class_style(rulebook, place.car_class)))
        pole = " POLE" if place.class_pole else ""
        text.append(
            f"{place.car_class:<7}{place.best_time or 'no time':>9}  {place.gap_to_class_pole:>8}  {place.driver or place.team}{pole}"
        )
        screen.print(text, no_wrap=True, crop=True)
        if not place.rule.startswith("grid.groups"):
            screen.print(Text(f"              {place.reason} [{place.rule}]", style="dim"))


def _side_words(line: GridLine) -> str:
    if not line.pole_side:
        return "pole side not known: no source; give it with --pole-side left or right"
    source = f" ({line.pole_side_source})" if line.pole_side_source else ""
    return f"pole on the {line.pole_side}{source}"

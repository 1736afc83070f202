"""`pitboard import`: official files into race logs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pitboard.cli.console import note, progress


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH…",
            help="Folders or laps files; the files of one meeting in a folder become one log.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the logs go.")] = Path(),
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="Rulebook by name or path; else by year, else club.")
    ] = "",
) -> None:
    """Import official timing files: one log a meeting, one transaction a session; running it again changes nothing."""
    from pitboard.sessions.importing import import_meetings, meetings_in

    meetings = meetings_in(paths)
    failed = False
    with progress("Importing", sum(len(sessions) for sessions in meetings.values())) as ticker:
        for outcome in import_meetings(meetings, out, rulebook=rulebook):
            ticker.step()
            for text in outcome.notes:
                note(text)
            if outcome.error is not None:
                failed = True
                note(str(outcome.error))
            else:
                typer.echo(f"{outcome.log}  {outcome.session}: {outcome.what}")
    if failed:
        raise typer.Exit(2)

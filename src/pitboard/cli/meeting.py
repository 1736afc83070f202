"""`pitboard meeting`: meeting files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="meeting", help="Write and check meeting files.", no_args_is_help=True)


@app.command("new")
def new(
    path: Annotated[Path, typer.Argument(metavar="MEETING.toml", help="Where to write it.")] = Path(
        "MEETING.toml"
    ),
) -> None:
    """Write a meeting file and an entry list to start from."""
    from pitboard.errors import UsageError
    from pitboard.model.meeting_file import ENTRIES_TEMPLATE, TEMPLATE

    entries = path.parent / "entries.csv"
    for file in (path, entries):
        if file.exists():
            raise UsageError(f"{file}: already exists; nothing is overwritten")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATE, encoding="utf-8")
    entries.write_text(ENTRIES_TEMPLATE, encoding="utf-8")
    typer.echo(f"Wrote {path} and {entries}. Change them, then: pitboard meeting check {path}")


@app.command("check")
def check(
    path: Annotated[Path, typer.Argument(metavar="MEETING.toml", help="The meeting file.")] = Path(
        "MEETING.toml"
    ),
) -> None:
    """Check a meeting file, its rulebook and its entry list; every mistake is named."""
    from pitboard.sessions.meeting import plan_meeting

    planned = plan_meeting(path)
    about = planned.about
    typer.echo(f"{about.meeting.name} at {about.circuit.name}, rulebook {planned.rulebook.id}")
    for session in about.session:
        typer.echo(f"  {session.id}: {session.name}, {session.start:%Y-%m-%d %H:%M} {about.circuit.zone}")
    carried = sum(bool(entry.transponders) for entry in planned.entries)
    typer.echo(f"  {len(planned.entries)} entries, {carried} with a transponder; the log is {planned.log}")

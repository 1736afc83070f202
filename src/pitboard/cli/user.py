"""`pitboard user`: who may work at the desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="user", help="People who may sign in at the desk.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """People who may sign in at the desk."""


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    role: Annotated[str, typer.Option("--role", help="viewer, announcer, timekeeper or race_director.")],
    meeting: Annotated[
        Path, typer.Option("--meeting", metavar="MEETING.toml|LOG", help="Whose desk.")
    ] = Path("MEETING.toml"),
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from stdin.")
    ] = False,
) -> None:
    """Add somebody, or give a new password or role; the password is asked for and kept as an argon2 hash."""
    from pitboard.errors import UsageError
    from pitboard.live.users import read_users, users_path, with_user, write_users
    from pitboard.sessions.meeting import plan_meeting
    from pitboard.wire.desk import Role

    if role not in list(Role):
        raise UsageError(f"--role: expected {', '.join(Role)}, was {role!r}")
    log = plan_meeting(meeting).log if meeting.suffix.lower() == ".toml" else meeting
    path = users_path(log.resolve())
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    write_users(path, with_user(read_users(path), name, Role(role), password))
    typer.echo(f"{name} may sign in as {role}; the users are in {path}")

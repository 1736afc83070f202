"""`pitboard standby` and `pitboard take-over`: a second machine."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer


def standby(
    url: Annotated[str, typer.Argument(metavar="URL", help="The server to follow.")],
    log: Annotated[
        Path, typer.Option("--output", "-o", metavar="LOG", help="The log that this machine keeps.")
    ],
    port: Annotated[int, typer.Option("--port", help="First port to try for this machine's board.")] = 8000,
    host: Annotated[
        str,
        typer.Option("--host", help="Address to listen on; 0.0.0.0 opens the board to the local network."),
    ] = "127.0.0.1",
    certificate: Annotated[
        Path | None,
        typer.Option(
            "--certificate", metavar="FILE", help="The server's own certificate: its NAME.cert.pem."
        ),
    ] = None,
    user: Annotated[
        str,
        typer.Option("--user", help="Race director there: lets a take-over tell the server to stop writing."),
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read that password from stdin.")
    ] = False,
    copy_to: Annotated[
        Path | None, typer.Option("--copy-to", metavar="PATH", help="Keep an equal log on another disk.")
    ] = None,
    p3: Annotated[
        str,
        typer.Option("--p3", metavar="HOST:PORT", help="Decoder to read once this machine has taken over."),
    ] = "",
    p3_line: Annotated[
        str, typer.Option("--p3-line", help="The timing line of that decoder's loop.")
    ] = "finish",
    lines: Annotated[
        str, typer.Option("--lines", metavar="PORT|-", help="Lines of text, once it has taken over.")
    ] = "",
    insecure_login: Annotated[
        bool, typer.Option("--insecure-login", help="Plain HTTP on the network, signing in included.")
    ] = False,
) -> None:
    """Follow a server with a log of one's own, compare classifications all the time, and be ready to take over."""
    from pitboard.live.followed import Followed
    from pitboard.live.meeting_server import ServeOptions
    from pitboard.live.standby import Login
    from pitboard.live.standby_server import serve_standby

    followed = Followed(url, certificate)
    options = ServeOptions(
        host=host,
        port=port,
        p3=p3,
        p3_line=p3_line,
        lines=lines,
        insecure_login=insecure_login,
        copy_to=copy_to,
    )
    login = Login(name=user, password=_password(user, password_stdin)) if user else Login()
    serve_standby(followed, log, options, login=login, say=typer.echo)


def _password(user: str, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt(f"Password of {user}", hide_input=True))


def take_over(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="The standby's log.")],
    by: Annotated[str, typer.Option("--by", help="Who decides; else who is logged in on this machine.")] = "",
) -> None:
    """Go on writing a log on this machine: a running standby takes over at once, else the log is made ready to be served."""
    from pitboard.live.standby_server import take_over as take

    held, running = take(log, by or getpass.getuser())
    typer.echo(f"Taken over. Everything up to fact {held} is here.")
    if not running:
        typer.echo(f"Now: pitboard serve {log}")

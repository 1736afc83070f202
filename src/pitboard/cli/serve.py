"""`pitboard serve`: a meeting, live."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def serve(
    target: Annotated[Path, typer.Argument(metavar="MEETING.toml|LOG", help="A meeting file or a race log.")],
    port: Annotated[int, typer.Option("--port", help="TCP port of the board.")] = 8000,
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Address to listen on; 0.0.0.0 opens the board to the local network, over HTTPS."
        ),
    ] = "127.0.0.1",
    p3: Annotated[
        str, typer.Option("--p3", metavar="HOST:PORT", help="Take passings from a MYLAPS P3 decoder.")
    ] = "",
    p3_line: Annotated[
        str, typer.Option("--p3-line", help="The timing line of that decoder's loop.")
    ] = "finish",
    lines: Annotated[
        str, typer.Option("--lines", metavar="PORT|-", help="Take lines of text over TCP, or from stdin.")
    ] = "",
    copy_to: Annotated[
        Path | None,
        typer.Option(
            "--copy-to",
            metavar="PATH",
            help="Keep an equal log on another disk; facts count when both have them.",
        ),
    ] = None,
    season: Annotated[
        Path | None,
        typer.Option("--season", help="Season file: running points stand on those of its rounds."),
    ] = None,
    club: Annotated[
        Path | None,
        typer.Option("--club", help="TOML file with the club's name, logo and colour, for its documents."),
    ] = None,
    insecure_login: Annotated[
        bool, typer.Option("--insecure-login", help="Plain HTTP on the network, signing in included.")
    ] = False,
) -> None:
    """Run the sessions of a meeting: board, desk and timing inputs, until Ctrl-C."""
    from pitboard.live.meeting_server import ServeOptions, serve_meeting

    options = ServeOptions(
        host=host,
        port=port,
        p3=p3,
        p3_line=p3_line,
        lines=lines,
        insecure_login=insecure_login,
        copy_to=copy_to,
        season=season,
        club=club,
    )
    serve_meeting(target, options, say=typer.echo)

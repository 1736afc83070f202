"""`pitboard replay`: a session played again."""

from __future__ import annotations

from typing import Annotated

import typer


def replay(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="A laps file, FILE.pitboard[#ID] or a bundled name.")
    ],
    speed: Annotated[
        float, typer.Option("--speed", min=0.01, max=1000.0, help="How much faster than it happened.")
    ] = 10.0,
    start: Annotated[
        str, typer.Option("--from", metavar="HH:MM", help="Time of day at the venue; else the start.")
    ] = "",
    paused: Annotated[bool, typer.Option("--paused", help="Wait until somebody presses play.")] = False,
    port: Annotated[int, typer.Option("--port", help="First port to try.")] = 8000,
    headless: Annotated[bool, typer.Option("--headless", help="Open no browser; stop at the end.")] = False,
) -> None:
    """Replay a session on a live board of this machine, with pause, seek and speed."""
    from pitboard.live.demo import serve_replay

    serve_replay(
        session,
        start or None,
        speed,
        port,
        open_browser=not headless,
        headless=headless,
        paused=paused,
        say=typer.echo,
    )

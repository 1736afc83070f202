"""`pitboard watch`: the board in a terminal."""

from __future__ import annotations

import threading
from typing import Annotated

import typer

from pitboard.errors import UsageError


def watch(
    where: Annotated[
        str, typer.Argument(metavar="URL|SESSION", help="A server's address, or a session to replay.")
    ],
    session: Annotated[
        str, typer.Option("--session", help="Which session of the server; else the current one.")
    ] = "",
    delay: Annotated[
        int, typer.Option("--delay", min=0, help="Show everything this many seconds later.")
    ] = 0,
    speed: Annotated[float, typer.Option("--speed", min=0.1, help="Speed of a replay.")] = 10.0,
    start: Annotated[
        str, typer.Option("--from", help="Time of day at the venue at which a replay begins.")
    ] = "",
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Accept a server's own certificate on a LAN.")
    ] = False,
) -> None:
    """Watch a session in the terminal, views and keys as on the page."""
    from pitboard.terminal.app import BoardApp
    from pitboard.terminal.feed import Feed

    if "://" in where:
        if not where.startswith(("http://", "https://")):
            raise UsageError(f"{where}: expected an address that begins with http:// or https://")
        url = where
    else:
        url = _replay(where, speed, start)
    feed = Feed(url, session, delay_s=delay, insecure=insecure)
    feed.start()
    BoardApp(feed).run()
    feed.stop()


def _replay(session: str, speed: float, start: str) -> str:
    """Serve a replay from a thread of this process; returns its address."""
    from pitboard.live.demo import serve_replay
    from pitboard.sessions.opened import open_session

    opened = open_session(session)
    found: list[str] = []
    ready = threading.Event()

    def before(_site: object, address: object) -> None:
        found.append(str(address.url))  # type: ignore[attr-defined]
        ready.set()

    def run() -> None:
        serve_replay(
            session,
            start or None,
            speed,
            opened=opened,
            open_browser=False,
            say=lambda _: None,
            before=before,
        )

    threading.Thread(target=run, name="replay", daemon=True).start()
    if not ready.wait(20):
        raise UsageError(f"{session}: the replay did not start")
    return found[0]

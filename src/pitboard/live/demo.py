"""A session replayed on this machine: what `pitboard demo` and `pitboard replay` serve."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import sys
import webbrowser
from collections.abc import Callable
from datetime import datetime, timedelta

from pitboard.errors import TimeFormatError, UsageError
from pitboard.live.replay_hub import ReplayHub
from pitboard.live.serving import Address, free_socket, serve
from pitboard.live.site import Site
from pitboard.live.users import Desks, UsersFile, with_user
from pitboard.sessions.opened import Opened, open_session
from pitboard.sessions.scored import Scored
from pitboard.times import SECOND_US, parse_clock
from pitboard.wire.desk import Role
from pitboard.wire.score import zone_of


def instant_of(opened: Opened, clock: str, from_us: int, to_us: int) -> int:
    """The instant of a time of day at the venue within a session.

    Raises:
        UsageError: not a time of day, or outside the session.
    """
    try:
        since_midnight = parse_clock(clock if clock.count(":") == 2 else f"{clock}:00")
    except TimeFormatError:
        raise UsageError(f"--from: expected a time of day like 14:49, was {clock!r}") from None
    zone = zone_of(opened.circuit.zone)
    day = datetime.fromtimestamp(from_us // SECOND_US, zone).replace(hour=0, minute=0, second=0)
    while True:
        midnight_us = int(day.timestamp()) * SECOND_US
        if midnight_us > to_us:
            raise UsageError(f"--from: the session does not run at {clock}")
        if from_us <= midnight_us + since_midnight <= to_us:
            return midnight_us + since_midnight
        day += timedelta(days=1)


def serve_replay(
    session: str = "roar-2024-q",
    start_at: str | None = "14:49",
    speed: float = 10.0,
    port: int = 8000,
    open_browser: bool = True,
    headless: bool = False,
    on_end: Callable[[Scored], object] | None = None,
    *,
    paused: bool = False,
    opened: Opened | None = None,
    say: Callable[[str], object] = print,
    before: Callable[[Site, Address], object] | None = None,
) -> None:
    """Replay a session on loopback; a taken port is stepped over and the address is printed.

    Args:
        session: as a command takes it.
        start_at: time of day at the venue; None for the session's start.
        speed: how much faster than it happened.
        port: the first port to try.
        open_browser: open one where there is one.
        headless: return at the replay's end instead of serving until Ctrl-C.
        on_end: called once with the score when everything has been played.
        paused: wait for `play`.
        opened: the session, where it has been opened already.
        say: prints a line.
        before: called before serving starts, to give desks to the site.
    """
    found = opened or open_session(session)
    if not found.facts:
        raise UsageError(f"{session}: there is nothing to replay")
    hub = ReplayHub(found, speed=speed, playing=not paused)
    if start_at:
        hub.seek(instant_of(found, start_at, hub.playlist.from_us, hub.playlist.to_us))
    password = secrets.token_urlsafe(9)
    users = with_user(UsersFile(secret=secrets.token_hex(32)), "desk", Role.RACE_DIRECTOR, password)
    site = Site(desks=Desks(users))
    site.add(hub)
    bound = free_socket("127.0.0.1", port, step_over=True)
    address = Address("127.0.0.1", bound.getsockname()[1])
    if before is not None:
        before(site, address)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(
            _serve(
                site,
                hub,
                bound,
                address,
                headless=headless,
                browse=open_browser,
                on_end=on_end,
                say=say,
                password=password,
            )
        )


async def _serve(site, hub, bound, address, *, headless, browse, on_end, say, password) -> None:  # type: ignore[no-untyped-def]
    done = asyncio.Event()

    def ended() -> None:
        if on_end is not None:
            on_end(hub.main.running.scored)
        if headless:
            done.set()
        else:
            say(f"The replay is over; the board stays at {address.url} until Ctrl-C.")

    def started() -> None:
        say(f"The board is at {address.url}")
        if not headless:
            say(f"The desk is at {address.url}#/desk, this time with name desk and password {password}")
        if browse and not headless and _has_browser():
            webbrowser.open(address.url)

    hub.on_end = ended
    await serve(site, bound, address, started=started, until=done)


def _has_browser() -> bool:
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    with contextlib.suppress(webbrowser.Error):
        webbrowser.get()
        return True
    return False

"""`pitboard standby`: a board that follows another server, read-only until it takes over; and `pitboard take-over`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pitboard.errors import UsageError
from pitboard.live.clock import wall_us
from pitboard.live.followed import Followed
from pitboard.live.meeting_server import (
    ServeOptions,
    closed_if_refused,
    input_feeds,
    keep_copy,
    run_inputs,
    serve_site,
    site_of_log,
)
from pitboard.live.serving import free_socket
from pitboard.live.standby import Login, Standby, ask_to_take_over, fetch
from pitboard.live.writer import writer_name
from pitboard.model.facts import WriterTakenOver
from pitboard.racelog import open_log
from pitboard.racelog.lock import LockedError

PATIENCE_S = 30.0


def serve_standby(
    followed: Followed,
    path: Path,
    options: ServeOptions,
    *,
    login: Login | None = None,
    say: Callable[[str], object] = print,
) -> None:
    """Follow until told to take over, then serve; until Ctrl-C.

    Raises:
        LogError, SourceError: the log is another one's, or the server does not answer at the beginning.
    """
    log = open_log(path, create=True)
    with closed_if_refused(log):
        fetch(followed, log)
        site = site_of_log(log, options)
        standby = Standby(followed, site, login=login, say=say)
        if options.copy_to is not None:
            keep_copy(standby.writer, log, options.copy_to, say)
        feeds = input_feeds(site, options)
        bound = free_socket(options.host, options.port, step_over=True)
    say(f"Following {followed.url}; {path} holds everything up to fact {log.last_seq}.")
    say(f"To take over: pitboard take-over {path}")

    async def follow() -> None:
        await standby.run(then=lambda: run_inputs(site, feeds, say))

    serve_site(site, log, bound, options, say, beside=follow)


def take_over(path: Path, by: str, *, patience_s: float = PATIENCE_S) -> tuple[int, bool]:
    """Make this machine the writer of a log.

    Args:
        path: the log, kept by a standby that runs, or by nobody.
        by: who decides.
        patience_s: how long a running standby may take.

    Returns:
        The newest fact before the take-over, and whether a running standby serves on from there.

    Raises:
        LogError: there is no such log.
        UsageError: it is served, and not by a standby.
    """
    try:
        log = open_log(path)
    except LockedError:
        return _asked(path.resolve(), by, patience_s), True
    with log:
        now_us = wall_us()
        fact = WriterTakenOver(
            at_us=now_us, by=by, recorded_us=now_us, writer=writer_name(log), last_seq_held=log.last_seq
        )
        return log.append([fact])[0] - 1, False


def _asked(path: Path, by: str, patience_s: float) -> int:
    request = ask_to_take_over(path, by)
    until = time.monotonic() + patience_s
    while request.exists() and time.monotonic() < until:
        time.sleep(0.05)
    if request.exists():
        request.unlink(missing_ok=True)
        raise UsageError(
            f"{path}: whoever has it open follows no other server, so there is nothing to take over"
        )
    with open_log(path, read_only=True) as log:
        taken = [fact for fact in log.read(kinds=(WriterTakenOver,)) if isinstance(fact, WriterTakenOver)]
        if not taken or taken[-1].writer != writer_name(log):
            raise UsageError(f"{path}: the standby ended without taking over; see what it printed")
        return taken[-1].seq - 1

"""Running a site: finding a free port, starting Uvicorn, ending when told."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from pitboard.errors import UsageError
from pitboard.live.app import create_app
from pitboard.live.site import Site


@dataclass(frozen=True, slots=True)
class Address:
    """Where a site is served.

    Attributes:
        host, port: of the socket.
        certificate, key: files for HTTPS; None for HTTP.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        """The address a browser opens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self.certificate else ''}://{host}:{self.port}/"


def free_socket(host: str, port: int, *, step_over: bool = False, tries: int = 20) -> socket.socket:
    """A bound socket.

    Args:
        host: address of the interface.
        port: the first port to try.
        step_over: take the next port where this one is taken.
        tries: how many ports to try.

    Raises:
        UsageError: it cannot be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(port, port + (tries if step_over and port else 1)):
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, number))
        except OSError as error:
            bound.close()
            if error.errno != errno.EADDRINUSE:
                raise UsageError(f"{host}:{number}: cannot be opened: {error.strerror}") from error
            continue
        return bound
    raise UsageError(f"{host}:{port}: the port is taken; name another one with --port")


async def serve(
    site: Site,
    bound: socket.socket,
    address: Address,
    *,
    started: Callable[[], object] | None = None,
    beside: Awaitable[None] | None = None,
    until: asyncio.Event | None = None,
) -> None:
    """Serve until interrupted, or until `until` is set.

    Args:
        site: what is served.
        bound: the socket.
        address: how it is reached.
        started: called when it answers.
        beside: runs along, such as the timing inputs.
        until: ends it.
    """
    config = uvicorn.Config(
        create_app(site),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        backlog=4096,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
    )
    server = uvicorn.Server(config)
    calm_collector()
    task = asyncio.create_task(server.serve(sockets=[bound]))
    along = asyncio.ensure_future(beside) if beside is not None else None
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 (Uvicorn has a flag and no event)
            await asyncio.sleep(0.01)
        if server.started and started is not None:
            started()
        await _until_done(site, server, task, along, until)
    finally:
        server.should_exit = True
        _close_streams(site)
        if along is not None:
            along.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await along
        await task


def calm_collector() -> None:
    """Keep the garbage collector from walking over a day's laps while a frame waits: facts and laps hold no cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


async def _until_done(
    site: Site,
    server: uvicorn.Server,
    task: asyncio.Task[None],
    along: asyncio.Future[None] | None,
    until: asyncio.Event | None,
) -> None:
    while not task.done() and not server.should_exit and not (until is not None and until.is_set()):
        await asyncio.sleep(0.1)
        failed = site.failed() or (along.exception() if along is not None and along.done() else None)
        if failed is not None:
            raise failed


def _close_streams(site: Site) -> None:
    for hub in site.hubs.values():
        for cohort in hub.cohorts.values():
            cohort.channel.close()

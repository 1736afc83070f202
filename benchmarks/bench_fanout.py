"""How far one server reaches: thousands of viewers on the same machine, and the way from an append to a socket.

    python -m benchmarks.bench_fanout            5,000 viewers, frames of 3 kB once a second, for 30 s
    python -m benchmarks.bench_fanout latency    200 viewers, coalescing off, a passing every 50 ms

Server and viewers are two processes on the same cores. A frame's time is taken when it has been encoded; a viewer's when it has
read the whole of it; both off the machine's one monotonic clock.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uvicorn
from starlette.types import Receive, Scope, Send

from pitboard.live.channel import Channel
from pitboard.live.stream import EventStream

FRAME_BYTES = 3_000


def _limit_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


def _rss_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def _percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


# ---- fan-out ------------------------------------------------------------------------------------------------------------


async def _serve_fanout(viewers: int, seconds: int, ready: socket.socket) -> None:
    channel = Channel("bench")
    channel.set_whole({"board": "x" * 1_000}, 0)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await EventStream(channel, "")(scope, receive, send)

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", backlog=4096, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    empty_mb = _rss_mb()
    task = asyncio.create_task(server.serve(sockets=[ready]))
    while channel.viewers < viewers:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    await asyncio.sleep(2)
    print(
        f"server: {channel.viewers} viewers, {(_rss_mb() - empty_mb) * 1000 / viewers:.1f} kB of memory a viewer",
        flush=True,
    )
    for seq in range(1, seconds + 1):
        begin = time.monotonic()
        channel.publish("patch", {"at": time.monotonic_ns(), "rest": "x" * FRAME_BYTES}, seq)
        await asyncio.sleep(max(0.0, 1 - (time.monotonic() - begin)))
    await asyncio.sleep(2)
    channel.close()
    server.should_exit = True
    await task


class _Listener(asyncio.Protocol):
    """A viewer: finds the end of each frame, and how old it is then."""

    def __init__(self, ages_ms: list[float]) -> None:
        self.ages_ms = ages_ms
        self.held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(b"GET /s HTTP/1.1\r\nHost: localhost\r\n\r\n")  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\n\n")) >= 0:
            block, self.held = self.held[:end], self.held[end + 2 :]
            found = block.find(b'{"at":')
            if found >= 0:
                sent_ns = int(block[found + 6 : block.index(b",", found)])
                self.ages_ms.append((time.monotonic_ns() - sent_ns) / 1e6)


async def _listen(port: int, viewers: int, seconds: int) -> None:
    ages_ms: list[float] = []
    loop = asyncio.get_running_loop()
    for start in range(0, viewers, 100):
        await asyncio.gather(
            *(
                loop.create_connection(lambda: _Listener(ages_ms), "127.0.0.1", port)
                for _ in range(min(100, viewers - start))
            )
        )
    await asyncio.sleep(seconds + 5)
    print(
        f"{viewers} viewers, {len(ages_ms)} of {viewers * seconds} frames received: from encoded to received "
        f"median {_percentile(ages_ms, 0.5):.0f} ms, p99 {_percentile(ages_ms, 0.99):.0f} ms, longest {max(ages_ms):.0f} ms"
    )


def fanout(viewers: int, seconds: int) -> None:
    """Server here, viewers in another process."""
    _limit_files(viewers + 200)
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    port = str(bound.getsockname()[1])
    listener = subprocess.Popen(
        [
            sys.executable,
            __file__,
            "listen",
            "--port",
            port,
            "--viewers",
            str(viewers),
            "--seconds",
            str(seconds),
        ]
    )
    try:
        asyncio.run(_serve_fanout(viewers, seconds, bound))
    finally:
        listener.wait(60)


# ---- from an append to the socket ---------------------------------------------------------------------------------------


async def _latency(viewers: int, passings: int) -> None:
    from pitboard.live.app import create_app
    from pitboard.live.hub import HubOptions, SessionHub
    from pitboard.live.serving import calm_collector
    from pitboard.live.site import Site
    from pitboard.model import facts as f
    from pitboard.racelog import open_log
    from pitboard.sessions.opened import open_session

    opened = open_session("roar-2024-q")
    setup = [fact for fact in opened.facts if not isinstance(fact, f.Passing)]
    live = [fact for fact in opened.facts if isinstance(fact, f.Passing)][:passings]
    with tempfile.TemporaryDirectory() as folder, open_log(Path(folder) / "b.pitboard", create=True) as log:
        log.append(setup[:63])
        opened.facts[:] = [f.with_seq(fact, n) for n, fact in enumerate(setup[:63], 1)]
        hub = SessionHub(log, opened, options=HubOptions(frame_s=0.0))
        site = Site()
        site.add(hub)
        app, took_ms, begin = create_app(site), [], [0]

        async def timed_app(scope: Scope, receive: Receive, send: Send) -> None:
            async def timed(message: dict) -> None:  # type: ignore[type-arg]
                await send(message)
                if b"event: patch" in message.get("body", b"")[:80] and begin[0]:
                    took_ms.append((time.monotonic_ns() - begin[0]) / 1e6)

            await app(scope, receive, timed if scope["type"] == "http" else send)  # type: ignore[arg-type]

        bound = socket.socket()
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            timed_app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, lifespan="off"
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[bound]))
        listener = subprocess.Popen(  # noqa: ASYNC220
            [
                sys.executable,
                __file__,
                "drain",
                "--port",
                str(bound.getsockname()[1]),
                "--viewers",
                str(viewers),
            ]
        )
        while hub.main.channel.viewers < viewers:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        calm_collector()
        for passing in live:
            begin[0] = time.monotonic_ns()
            await hub.append([passing])
            await asyncio.sleep(0.05)
        print(
            f"{viewers} viewers, {len(live)} passings, coalescing off: from start of append to frame handed to the socket "
            f"median {_percentile(took_ms, 0.5):.1f} ms, p99 {_percentile(took_ms, 0.99):.1f} ms"
        )
        hub.close()
        server.should_exit = True
        await task
        listener.terminate()
        listener.wait()


async def _drain(port: int, viewers: int) -> None:
    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /api/sessions/roar-2024-q/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while await reader.read(65_536):
            pass

    await asyncio.gather(*(one() for _ in range(viewers)), return_exceptions=True)


def main() -> None:
    """Run what is asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "what", nargs="?", default="fanout", choices=["fanout", "latency", "listen", "drain"]
    )
    options.add_argument("--viewers", type=int)
    options.add_argument("--seconds", type=int, default=30)
    options.add_argument("--passings", type=int, default=200)
    options.add_argument("--port", type=int, default=0)
    asked = options.parse_args()
    match asked.what:
        case "fanout":
            fanout(asked.viewers or 5_000, asked.seconds)
        case "latency":
            _limit_files(2_000)
            asyncio.run(_latency(asked.viewers or 200, asked.passings))
        case "listen":
            _limit_files((asked.viewers or 5_000) + 200)
            asyncio.run(_listen(asked.port, asked.viewers or 5_000, asked.seconds))
        case "drain":
            asyncio.run(_drain(asked.port, asked.viewers or 200))


if __name__ == "__main__":
    main()

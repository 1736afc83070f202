"""The TCP client of a P3 decoder: connects, comes back after a loss, yields facts and status values."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from typing import Final

from pitboard.sources.decoder.p3_frames import DEFAULT_PORT
from pitboard.sources.decoder.p3_session import P3Session, Yielded
from pitboard.sources.tcp import Retry, close, read_with_ticks, wall_clock_us

_TICK_S: Final = 0.5


async def follow_decoder(
    host: str,
    port: int = DEFAULT_PORT,
    *,
    session: P3Session,
    retry: Retry | None = None,
    tick_s: float = _TICK_S,
    now_us: Callable[[], int] = wall_clock_us,
) -> AsyncGenerator[Yielded, None]:
    """Yield what a decoder reports, for ever; end it by closing the generator (`contextlib.aclosing`).

    Args:
        host: where the decoder listens.
        port: its TCP port.
        session: the conversation; it keeps what was seen, so that a reconnect neither loses nor repeats.
        retry: pauses between attempts.
        tick_s: how often silence and unanswered requests are looked at [s].
        now_us: our clock, µs since 1970 UTC.
    """
    retry = retry or Retry()
    failures = 0
    while True:
        frames_before = session.frames
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), retry.connect_s)
        except (OSError, TimeoutError):
            pass
        else:
            async with contextlib.aclosing(
                _converse(reader, writer, session, tick_s, now_us)
            ) as conversation:
                async for item in conversation:
                    yield item
        # A decoder that talked is tried again soon, one that accepts and hangs up is not.
        failures = 1 if session.frames > frames_before else failures + 1
        for item in session.disconnected(now_us()):
            yield item
        await asyncio.sleep(retry.after(failures))


async def _converse(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    session: P3Session,
    tick_s: float,
    now_us: Callable[[], int],
) -> AsyncGenerator[Yielded, None]:
    """Yield what one connection brings, until it ends or falls silent."""
    try:
        for item in session.connected(now_us()):
            yield item
        await _send(writer, session)
        async with contextlib.aclosing(read_with_ticks(reader, tick_s)) as chunks:
            async for data in chunks:
                items = session.tick(now_us())
                if data:
                    items += session.receive(data, now_us())
                await _send(writer, session)
                for item in items:
                    yield item
                if session.is_silent:
                    return
    finally:
        await close(writer)


async def _send(writer: asyncio.StreamWriter, session: P3Session) -> None:
    data = session.data_to_send()
    if data:
        writer.write(data)
        # A peer that is gone shows in the next read as the end of the connection.
        with contextlib.suppress(OSError):
            await writer.drain()

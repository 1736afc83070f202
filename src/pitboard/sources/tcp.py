"""TCP for sources: connecting again and again with growing pauses, and reading without losing a byte to a timer."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from typing import Final

import msgspec

CHUNK_BYTES: Final = 65_536
_CLOSE_S: Final = 1.0


def wall_clock_us() -> int:
    """Now, µs since 1970 UTC."""
    return time.time_ns() // 1_000


class Retry(msgspec.Struct, frozen=True, kw_only=True):
    """How to come back after a connection is lost.

    Attributes:
        first_s: pause before the first new attempt [s]; doubled after each failure.
        longest_s: longest pause [s].
        connect_s: time an attempt may take [s].
    """

    first_s: float = 0.5
    longest_s: float = 10.0
    connect_s: float = 5.0

    def after(self, failures: int) -> float:
        """The pause after this many failures in a row, from 1 [s].

        >>> [Retry().after(n) for n in (1, 2, 9)]
        [0.5, 1.0, 10.0]
        """
        return float(min(self.first_s * 2 ** min(failures - 1, 30), self.longest_s))


async def read_with_ticks(reader: asyncio.StreamReader, tick_s: float) -> AsyncGenerator[bytes | None, None]:
    """Yield what arrives, and None whenever `tick_s` passed without anything; end when the connection ends.

    A read is never cancelled by the timer, so nothing that has arrived can be lost to it.
    """
    read: asyncio.Task[bytes] | None = None
    try:
        while True:
            read = read or asyncio.create_task(reader.read(CHUNK_BYTES))
            done, _ = await asyncio.wait({read}, timeout=tick_s)
            if not done:
                yield None
                continue
            data, read = await _bytes_of(read), None
            if not data:
                return
            yield data
    finally:
        if read is not None:
            read.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await read


async def _bytes_of(read: asyncio.Task[bytes]) -> bytes:
    try:
        return await read
    except OSError:  # reset by the other side: the connection has ended, no more than that
        return b""


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a connection, whatever state it is in; what the other side does not take within a second is given up."""
    writer.close()
    with contextlib.suppress(OSError):
        try:
            await asyncio.wait_for(writer.wait_closed(), _CLOSE_S)
        except TimeoutError:
            writer.transport.abort()

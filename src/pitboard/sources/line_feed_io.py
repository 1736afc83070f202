"""Lines of passings from a file, from stdin, or over TCP, in either direction."""

from __future__ import annotations

import asyncio
import contextlib
import os
import stat
import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Final, Self

from pitboard.errors import Fault, SourceError
from pitboard.sources.line_feed import Item, LineParser
from pitboard.sources.tcp import CHUNK_BYTES, Retry, close, read_with_ticks

MakeParser = Callable[[str], LineParser]
"""Makes the parser of a feed from its name, so that whoever opens the feed decides on date, zone and source."""

_LOOPBACK: Final = "127.0.0.1"
_WAITING_ITEMS: Final = 1_000
_TICK_S: Final = 3_600.0


async def read_file(path: Path, make_parser: MakeParser) -> AsyncGenerator[Item, None]:
    """Yield the passings of a file, in its order.

    Args:
        path: the file.
        make_parser: makes the parser.

    Raises:
        SourceError: the file cannot be read.
    """
    parser = make_parser(path.name)
    try:
        # A local file is read between two yields: it never makes anybody wait as a network does.
        with path.open("rb") as file:
            while data := file.read(CHUNK_BYTES):
                for item in parser.receive(data):
                    yield item
                await asyncio.sleep(0)
    except OSError as error:
        raise SourceError(
            Fault(path.name, None, "", "a file that can be read", error.strerror or str(error))
        ) from error
    for item in parser.close(whole=True):
        yield item


async def read_stdin(make_parser: MakeParser, *, descriptor: int | None = None) -> AsyncGenerator[Item, None]:
    """Yield the passings that another program writes to us, or that are typed, until the input ends.

    Args:
        make_parser: makes the parser.
        descriptor: another file descriptor than that of stdin.
    """
    descriptor = sys.stdin.fileno() if descriptor is None else descriptor
    parser = make_parser("stdin")
    async with contextlib.aclosing(_chunks_of(descriptor)) as chunks:
        async for data in chunks:
            for item in parser.receive(data):
                yield item
    for item in parser.close(whole=True):
        yield item


async def _chunks_of(descriptor: int) -> AsyncGenerator[bytes, None]:
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        # A redirected file is always ready, which is why the event loop refuses to wait for one.
        while data := os.read(descriptor, CHUNK_BYTES):
            yield data
            await asyncio.sleep(0)
        return
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    pipe = os.fdopen(os.dup(descriptor), "rb", buffering=0)
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    try:
        while data := await reader.read(CHUNK_BYTES):
            yield data
    finally:
        transport.close()
        os.set_blocking(descriptor, True)  # asyncio made it non-blocking for everybody who shares it


async def follow_lines(
    host: str, port: int, make_parser: MakeParser, *, retry: Retry | None = None
) -> AsyncGenerator[Item, None]:
    """Yield the passings that a server sends, for ever; end it by closing the generator (`contextlib.aclosing`).

    A line feed has no numbers, so what the server sent while we were away cannot be asked for.

    Args:
        host: where the server is.
        port: its TCP port.
        make_parser: makes one parser, which lives on over reconnects and goes on counting lines.
        retry: pauses between attempts.
    """
    retry = retry or Retry()
    parser = make_parser(f"{host}:{port}")
    failures = 0
    while True:
        lines_before = parser.lines
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), retry.connect_s)
        except (OSError, TimeoutError):
            pass
        else:
            async with contextlib.aclosing(_converse(reader, writer, parser)) as items:
                async for item in items:
                    yield item
        failures = 1 if parser.lines > lines_before else failures + 1
        await asyncio.sleep(retry.after(failures))


async def _converse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, parser: LineParser
) -> AsyncGenerator[Item, None]:
    try:
        async with contextlib.aclosing(read_with_ticks(reader, _TICK_S)) as chunks:
            async for data in chunks:
                for item in parser.receive(data or b""):
                    yield item
        for item in parser.close(whole=False):
            yield item
    finally:
        await close(writer)


class LineServer:
    """Receives lines over TCP from any number of senders; loopback unless it is told otherwise.

        async with LineServer(make_parser, port=5404) as server:
            async for item in server: ...

    A sender is slowed down, not dropped, while nobody takes its passings. Leaving the block ends every connection.

    Args:
        make_parser: makes the parser of one sender.
        host: address to listen on.
        port: 0 for a free one, see `port` afterwards.

    Attributes:
        port: the port it listens on.
    """

    def __init__(self, make_parser: MakeParser, *, host: str = _LOOPBACK, port: int = 0) -> None:
        self.port = port
        self._make_parser = make_parser
        self._host = host
        self._items: asyncio.Queue[Item] = asyncio.Queue(_WAITING_ITEMS)
        self._senders: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for sender in self._senders:
            sender.cancel()
        if self._senders:
            await asyncio.wait(self._senders)
        await self._server.wait_closed()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Item:
        return await self._items.get()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._senders.add(task)
        host, port = writer.get_extra_info("peername")[:2]
        parser = self._make_parser(f"{host}:{port}")
        # Cancelled only by leaving the block; asyncio's own callback would report that as an error.
        with contextlib.suppress(asyncio.CancelledError):
            async with contextlib.aclosing(_converse(reader, writer, parser)) as items:
                async for item in items:
                    await self._items.put(item)
        self._senders.discard(task)

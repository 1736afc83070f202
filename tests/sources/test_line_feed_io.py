"""Lines of passings from files, pipes and TCP in both directions."""

import asyncio
import contextlib
import os
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from pitboard.errors import SourceError
from pitboard.model.facts import Passing
from pitboard.sources.line_feed import Item, RefusedLine
from pitboard.sources.line_feed_io import LineServer, follow_lines, read_file, read_stdin
from pitboard.sources.tcp import Retry
from pitboard.times import SECOND_US
from tests.sources.test_line_feed import NOON_US, parser

LINES = "finish,#1,12:00:00\nbad\nfinish,#2,12:00:01"


async def take(
    items: AsyncIterator[Item], enough: Callable[[list[Item]], bool] = lambda _: False
) -> list[Item]:
    taken: list[Item] = []
    async with asyncio.timeout(20):
        async for item in items:
            taken.append(item)
            if enough(taken):
                break
    return taken


def summary(items: list[Item]) -> list[str]:
    return [item.car if isinstance(item, Passing) else str(item.fault.line) for item in items]


def test_a_file_is_read_to_its_last_line(tmp_path: Path) -> None:
    path = tmp_path / "passings.csv"
    path.write_text(LINES)

    items = asyncio.run(take(read_file(path, parser)))

    assert summary(items) == ["1", "2", "2"]
    assert isinstance(items[1], RefusedLine)
    assert items[1].fault.file == "passings.csv"


def test_a_file_that_is_not_there_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"missing\.csv: expected a file that can be read"):
        asyncio.run(take(read_file(tmp_path / "missing.csv", parser)))


def test_stdin_may_be_a_pipe() -> None:
    def run() -> list[Item]:
        reading, writing = os.pipe()
        os.write(writing, LINES.encode())
        os.close(writing)
        try:
            return asyncio.run(take(read_stdin(parser, descriptor=reading)))
        finally:
            os.close(reading)

    assert summary(run()) == ["1", "2", "2"]


def test_stdin_may_be_a_redirected_file(tmp_path: Path) -> None:
    path = tmp_path / "passings.csv"
    path.write_text(LINES)
    with path.open("rb") as file:
        items = asyncio.run(take(read_stdin(parser, descriptor=file.fileno())))

    assert summary(items) == ["1", "2", "2"]


def race_lines() -> list[str]:
    crossings = [
        (NOON_US + lap * (95_000_003 + car * 310_001) + offset * 30_000_007 + car, line, car)
        for car in range(1, 60)
        for lap in range(8)
        for offset, line in enumerate(("finish", "s1", "s2"))
    ]
    return [
        f"{line},#{car},{at_us // SECOND_US}.{at_us % SECOND_US:06d}\n"
        for at_us, line, car in sorted(crossings)
    ]


def expected_reads(sent: list[str]) -> list[tuple[str, str, str]]:
    fields = (text.strip().split(",") for text in sent)
    return sorted((line, token, time) for line, token, time in fields)


def reads(items: list[Item]) -> list[tuple[str, str, str]]:
    assert all(isinstance(item, Passing) for item in items), items[:3]
    return sorted(
        (item.line, f"#{item.car}", f"{item.at_us // SECOND_US}.{item.at_us % SECOND_US:06d}")
        for item in items
        if isinstance(item, Passing)
    )


def test_59_cars_arrive_over_tcp_from_three_senders_in_any_pieces() -> None:
    sent = race_lines()
    chance = random.Random(4)

    async def send(port: int, data: bytes) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        at = 0
        while at < len(data):
            size = chance.randint(1, 200)
            writer.write(data[at : at + size])
            await writer.drain()
            at += size
        writer.close()
        await writer.wait_closed()

    async def run() -> list[Item]:
        async with LineServer(parser) as server:
            shares = [
                "".join(text for text in sent if text.startswith(line)) for line in ("finish", "s1", "s2")
            ]
            sending = [asyncio.create_task(send(server.port, share.encode())) for share in shares]
            items = await take(server, lambda items: len(items) == len(sent))
            await asyncio.gather(*sending)
            return items

    assert reads(asyncio.run(run())) == expected_reads(sent)


def test_a_server_that_hangs_up_is_called_again_and_line_numbers_go_on() -> None:
    sent = [text.encode() for text in race_lines()[:200]]

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        part, sent[:] = sent[:40], sent[40:]
        writer.write(b"".join(part) + (b"finish,#1,17058" if part else b""))
        await writer.drain()
        writer.close()

    async def run() -> list[Item]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        following = follow_lines("127.0.0.1", port, parser, retry=Retry(first_s=0.01))
        async with server, contextlib.aclosing(following) as items:
            return await take(items, lambda items: len(items) == 205)

    expected = expected_reads([text.decode() for text in sent])
    items = asyncio.run(run())

    assert reads([item for item in items if isinstance(item, Passing)]) == expected
    refused = [item.fault.line for item in items if isinstance(item, RefusedLine)]
    assert refused == [41, 82, 123, 164, 205]


def test_a_server_ends_its_connections_when_its_block_is_left() -> None:
    async def run() -> bytes:
        async with LineServer(parser) as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b"finish,#1,12:00:00\n")
            await take(server, lambda items: len(items) == 1)
        async with asyncio.timeout(5):
            rest = await reader.read()
        writer.close()
        return rest

    assert asyncio.run(run()) == b""

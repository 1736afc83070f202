"""Cars over a decoder, over lines of text and typed by hand end in the right classification."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from pitboard.live.inputs import Inputs, decoder_feed, line_feed
from pitboard.model import facts as f
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import score
from pitboard.sources.decoder.p3_emulator import Disturbances, P3Emulator
from pitboard.sources.line_feed import LineParser
from pitboard.sources.line_feed_io import LineServer
from pitboard.wire.desk import Role
from tests.live.support import SECOND, START, Hands, client_of, hub_of, race, sign_in, site_of

LAPS = 4


def _field(cars: int) -> Opened:
    """A race of cars that carry the transponders 1001, 1002, …"""
    opened = race(cars)
    facts = []
    for fact in opened.facts:
        if isinstance(fact, f.EntryAdded):
            number = int(fact.entry.number)
            entry = f.EntryAdded(
                at_us=0, session="r", entry=_with_transponder(fact.entry, str(1000 + number))
            )
            facts.append(f.with_seq(entry, fact.seq))
        else:
            facts.append(fact)
    return replace(opened, facts=facts)


def _with_transponder(entry, transponder: str):
    return msgspec.structs.replace(entry, transponders=(transponder,))


def _crossings(cars: int) -> list[tuple[int, int]]:
    """(instant, car) in order: every lap a little longer for the higher numbers, with a shuffle that changes places."""
    dice = random.Random(59)
    found = []
    for car in range(1, cars + 1):
        at_us = START
        for _ in range(LAPS):
            at_us += 95 * SECOND + dice.randrange(20 * SECOND) // 1000 * 1000
            found.append((at_us, car))
    return sorted(found)


def _expected(opened: Opened, crossings: list[tuple[int, int]]) -> list[tuple[str, int]]:
    facts = [f.Passing(at_us=at_us, session="r", car=str(car), line="finish") for at_us, car in crossings]
    return [(row.car, row.total_us) for row in score(opened.with_facts(facts)).rows]


def _found(hub) -> list[tuple[str, int]]:
    return [(row.car, row.total_us) for row in hub.main.running.scored.rows]


async def _feed_until(hub, feed, passings: int, play) -> None:
    inputs = asyncio.create_task(Inputs(site_of(hub), say=lambda _: None).run(feed))
    before = len(hub.facts)
    async with asyncio.timeout(60):
        await play()
        while len(hub.facts) - before < passings:
            assert not inputs.done(), inputs.exception()
            await asyncio.sleep(0.01)
    inputs.cancel()
    await asyncio.gather(inputs, return_exceptions=True)


@pytest.mark.slow
def test_59_cars_over_a_decoder_that_drops_and_doubles():
    async def run() -> None:
        opened, crossings = _field(59), _crossings(59)
        hub = hub_of(opened, Hands(START + 3600 * SECOND))
        troubles = Disturbances(drop_at={50, 120}, double_at={10, 77}, lose_at={30}, write_bytes=7)
        async with P3Emulator(disturbances=troubles) as decoder:

            async def play() -> None:
                while not decoder.connections:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
                for index, (at_us, car) in enumerate(crossings):
                    decoder.pass_loop(at_us, 1000 + car)
                    if index in (49, 119):
                        await asyncio.sleep(0.1)
                    await asyncio.sleep(0.001)

            feed = decoder_feed(f"127.0.0.1:{decoder.port}", "finish")
            await _feed_until(hub, feed, len(crossings), play)
        assert _found(hub) == _expected(opened, crossings)

    asyncio.run(run())


def test_59_cars_over_lines_of_text_in_two_senders():
    async def run() -> None:
        opened, crossings = _field(59), _crossings(59)
        hub = hub_of(opened, Hands(START + 3600 * SECOND))
        server = LineServer(
            lambda name: LineParser(name, zone=UTC, day=datetime(2023, 11, 14, tzinfo=UTC).date())
        )

        async def send(part: list[tuple[int, int]]) -> None:
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
            for at_us, car in part:
                writer.write(f"finish,T:{1000 + car},{at_us // SECOND}.{at_us % SECOND:06d}\n".encode())
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        async def play() -> None:
            while not server.port:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await asyncio.gather(send(crossings[::2]), send(crossings[1::2]))

        await _feed_until(hub, line_feed(server), len(crossings), play)
        assert _found(hub) == _expected(opened, crossings)

    asyncio.run(run())


def test_12_cars_typed_by_hand():
    async def run() -> None:
        opened, crossings = _field(12), _crossings(12)
        hub = hub_of(opened, Hands(START + 3600 * SECOND))
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.TIMEKEEPER)
            for index, (at_us, car) in enumerate(crossings):
                typed = {
                    "fact": "passing",
                    "car": str(car),
                    "line": "finish",
                    "source": "hand",
                    "at_us": at_us,
                }
                command = {"fact": typed, "target_last_seq": None, "request_id": str(index)}
                answer = await http.post("/api/sessions/r/facts", json=command, headers=headers)
                assert answer.status_code == 201
        assert _found(hub) == _expected(opened, crossings)

    asyncio.run(run())

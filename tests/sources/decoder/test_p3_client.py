"""Client and emulated decoder over real loopback TCP: nothing lost, nothing twice."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence

import pytest

from pitboard.model.facts import Passing
from pitboard.sources.decoder.p3_client import follow_decoder
from pitboard.sources.decoder.p3_emulator import Disturbances, P3Emulator, emulate
from pitboard.sources.decoder.p3_frames import P3Frame, P3Reader, encode_frame
from pitboard.sources.decoder.p3_records import (
    AnyRecord,
    P3Error,
    P3Passing,
    P3Status,
    P3Time,
    P3Version,
    read_record,
    request_resend,
    request_time,
    request_version,
    write_record,
)
from pitboard.sources.decoder.p3_session import P3Session, Yielded
from pitboard.sources.decoder.p3_status import Alarm, DecoderStatus, Limits
from pitboard.sources.tcp import Retry
from pitboard.times import SECOND_US

START_US = 1_705_850_000 * SECOND_US
LINES = {"00000001": "finish", "00000002": "s1", "00000003": "s2"}
QUICK = Retry(first_s=0.01, longest_s=0.05)
GIVE_UP_S = 20

Plan = list[tuple[int, int | str]]


def race(line: int, *, cars: int = 59, laps: int = 8) -> Plan:
    """Every car crosses a line once a lap; laps differ by car, so that cars overtake one another."""
    crossings: Plan = [
        (START_US + line * 30_000_007 + lap * (95_000_003 + car * 310_001) + car * 1_001, 100_000 + car)
        for car in range(cars)
        for lap in range(laps)
    ]
    return sorted(crossings)


def read_of(fact: Passing) -> tuple[str, int, str]:
    return fact.line, fact.at_us, fact.transponder


async def collect(port: int, session: P3Session, enough: Callable[[list[Yielded]], bool]) -> list[Yielded]:
    seen: list[Yielded] = []
    following = follow_decoder("127.0.0.1", port, session=session, retry=QUICK, tick_s=0.02)
    async with asyncio.timeout(GIVE_UP_S), contextlib.aclosing(following) as items:
        async for item in items:
            seen.append(item)
            if enough(seen):
                break
    return seen


def passings(seen: Sequence[Yielded]) -> list[Passing]:
    return [item for item in seen if isinstance(item, Passing)]


def count(wanted: int) -> Callable[[list[Yielded]], bool]:
    return lambda seen: len(passings(seen)) >= wanted


def quiet_after(wanted: int) -> Callable[[list[Yielded]], bool]:
    """All came, and with the next two status records nothing more: what comes twice would have come."""
    return lambda seen: (
        len(passings(seen)) >= wanted
        and all(isinstance(item, DecoderStatus) and item.connected for item in seen[-2:])
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_59_cars_on_three_lines_survive_random_drops(seed: int) -> None:
    chance = random.Random(seed)
    plans = {decoder: race(decoder) for decoder in (1, 2, 3)}

    async def follow_one(decoder: int) -> list[Passing]:
        plan = plans[decoder]
        disturbances = Disturbances(
            # The first passing must arrive: what was before it belongs to nobody.
            drop_at=set(chance.sample(range(1, len(plan)), 6)) | {len(plan) - 1},
            double_at=set(chance.sample(range(len(plan)), 40)),
            lose_at=set(chance.sample(range(1, len(plan) - 1), 40)),
            write_bytes=chance.choice([0, 7, 50]),
        )
        emulator = P3Emulator(decoder_id=decoder, status_every_s=0.1, disturbances=disturbances)
        async with emulate(plan, emulator=emulator, speed=chance.choice([None, 2_000.0])) as running:
            session = P3Session(lines=LINES)
            seen = await collect(running.port, session, quiet_after(len(plan)))
            return passings(seen)

    async def follow_all() -> list[list[Passing]]:
        return await asyncio.gather(*(follow_one(decoder) for decoder in plans))

    for decoder, facts in zip(plans, asyncio.run(follow_all()), strict=True):
        expected = [(LINES[f"{decoder:08X}"], at_us, str(who)) for at_us, who in plans[decoder]]
        assert sorted(map(read_of, facts)) == expected
        assert sorted(fact.number or 0 for fact in facts) == list(range(1, len(expected) + 1))


def test_what_came_while_disconnected_comes_after_the_reconnect_even_without_another_passing() -> None:
    async def run() -> list[Passing]:
        async with P3Emulator() as emulator:
            emulator.pass_loop(
                START_US, 1
            )  # before anybody listens: not asked for, the session had not begun
            session = P3Session(default_line="finish")
            collecting = asyncio.create_task(collect(emulator.port, session, count(4)))
            await emulator.wait_for_client()
            emulator.pass_loop(START_US + 1, 2)
            await asyncio.sleep(0.05)
            emulator.drop_connections()
            for at in (2, 3, 4):
                emulator.pass_loop(START_US + at, at + 1)
            return passings(await collecting)

    assert [fact.transponder for fact in asyncio.run(run())] == ["2", "3", "4", "5"]


def test_a_new_process_with_the_stored_facts_neither_loses_nor_repeats() -> None:
    async def run() -> tuple[list[Passing], list[Passing]]:
        async with P3Emulator(status_every_s=0.05) as emulator:
            first = asyncio.create_task(collect(emulator.port, P3Session(default_line="finish"), count(5)))
            await emulator.wait_for_client()
            await emulator.play(race(1)[:5])
            stored = passings(await first)
            await emulator.play(race(1)[5:9])
            session = P3Session(default_line="finish")
            session.remember(stored)
            return stored, passings(await collect(emulator.port, session, count(4)))

    before, after = asyncio.run(run())

    assert [fact.number for fact in [*before, *after]] == list(range(1, 10))


def test_a_decoder_that_is_not_there_yet_is_waited_for() -> None:
    async def run() -> list[Yielded]:
        async with P3Emulator() as emulator:
            port = emulator.port
        session = P3Session(default_line="finish")
        collecting = asyncio.create_task(collect(port, session, count(1)))
        await asyncio.sleep(0.1)
        async with emulate([(START_US, 7)], emulator=P3Emulator(port=port)):
            return await collecting

    seen = asyncio.run(run())

    assert isinstance(seen[0], DecoderStatus)
    assert seen[0].alarms == {Alarm.DISCONNECTED}
    assert passings(seen)[0].transponder == "7"


def test_a_silent_connection_is_given_up_and_made_anew() -> None:
    connects = 0

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connects
        connects += 1
        await reader.read()
        writer.close()

    async def run() -> list[Yielded]:
        server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        async with server:
            session = P3Session(limits=Limits(silence_us=SECOND_US // 10))
            seen = await collect(server.sockets[0].getsockname()[1], session, lambda _: connects >= 2)
        await asyncio.sleep(0.02)
        return seen

    seen = asyncio.run(run())

    assert {Alarm.SILENT} in [item.alarms for item in seen if isinstance(item, DecoderStatus)]


async def ask(emulator: P3Emulator, *requests: P3Frame, answers: int) -> list[AnyRecord]:
    reader, writer = await asyncio.open_connection("127.0.0.1", emulator.port)
    frames = P3Reader()
    writer.write(b"".join(map(encode_frame, requests)))
    records: list[AnyRecord] = []
    async with asyncio.timeout(GIVE_UP_S):
        while len(records) < answers:
            records += [
                read_record(item)
                for item in frames.receive(await reader.read(999))
                if isinstance(item, P3Frame)
            ]
    writer.close()
    await writer.wait_closed()
    return records


def test_the_emulator_answers_what_a_decoder_answers() -> None:
    async def run() -> list[AnyRecord]:
        async with P3Emulator(now_us=lambda: START_US, status_every_s=60) as emulator:
            for index in range(5):
                emulator.pass_loop(START_US + index, 100 + index)
            unknown = P3Frame(tor=0x4A)
            bare = write_record(P3Status())
            asked = (request_time(), request_version(), request_resend(2, 3), unknown, bare, P3Frame(tor=4))
            return await ask(emulator, *asked, answers=8)

    status, time, version, second, third, unknown, again, incomplete = asyncio.run(run())

    assert isinstance(status, P3Status)
    assert status.decoder_id == 0x41813
    assert time == P3Time(rtc_us=START_US, flags=0, utc_us=START_US, decoder_id=0x41813)
    assert isinstance(version, P3Version)
    assert version.description == "Pitboard emulator"
    assert [record.number for record in (second, third) if isinstance(record, P3Passing)] == [2, 3]
    assert [record.code for record in (unknown, incomplete) if isinstance(record, P3Error)] == [4, 5]
    assert again == status


def test_the_emulator_sends_a_status_again_and_again() -> None:
    async def run() -> list[AnyRecord]:
        async with P3Emulator(status_every_s=0.02) as emulator:
            return await ask(emulator, answers=4)

    assert {type(record) for record in asyncio.run(run())} == {P3Status}


def test_a_decoder_that_counts_from_boot_gives_exact_lap_times() -> None:
    async def run() -> list[Passing]:
        boot_us = START_US - 100 * SECOND_US
        emulator = P3Emulator(boot_us=boot_us, now_us=lambda: START_US)
        async with emulate(race(1)[:20], emulator=emulator) as running:
            return passings(await collect(running.port, P3Session(default_line="finish"), count(20)))

    facts = asyncio.run(run())

    assert [fact.at_us - facts[0].at_us for fact in facts] == [at - race(1)[0][0] for at, _ in race(1)[:20]]


def test_speed_sets_the_pace() -> None:
    async def run() -> float:
        async with P3Emulator() as emulator:
            loop = asyncio.get_running_loop()
            began = loop.time()
            await emulator.play([(START_US, 1), (START_US + SECOND_US, 2)], speed=20)
            return loop.time() - began

    assert 0.045 < asyncio.run(run()) < 1

"""What viewers see: a snapshot, then patches; after a break what was missed; with a delay nothing of what came later."""

from __future__ import annotations

import asyncio

from pitboard.live.channel import BEHIND
from pitboard.model import facts as f
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from tests.live.support import (
    SECOND,
    START,
    Hands,
    Viewer,
    client_of,
    crossing,
    hub_of,
    race,
    replay,
    shown,
    site_of,
)

STREAM = "/api/sessions/r/stream"


async def _append(hub, clock: Hands, *facts: f.Fact) -> None:
    for fact in facts:
        clock.at_us = max(clock.at_us, fact.at_us)
        await hub.append([fact])


def test_a_viewer_gets_a_snapshot_and_then_patches_that_add_up_to_a_fresh_board():
    async def run() -> None:
        clock = Hands()
        hub = hub_of(race(), clock)
        async with Viewer(site_of(hub), STREAM) as viewer:
            for lap in range(1, 4):
                await _append(hub, clock, *(crossing(str(car), 100 * lap + car) for car in (2, 1, 3)))
            await viewer.until(lambda: viewer.board.seq == hub.log.last_seq)

            assert viewer.events[0] == "snapshot"
            assert set(viewer.events[1:]) == {"patch"}
            async with Viewer(site_of(hub), STREAM) as late:
                assert shown(late.board) == shown(viewer.board)
            assert [row.car for row in shown(viewer.board).rows] == ["1", "2", "3"]

    asyncio.run(run())


def test_a_viewer_who_comes_back_gets_the_missing_patches_and_ends_like_one_who_never_left():
    async def run() -> None:
        clock = Hands()
        hub = hub_of(race(), clock)
        site = site_of(hub)
        async with Viewer(site, STREAM) as stays:
            async with Viewer(site, STREAM) as leaves:
                await _append(hub, clock, crossing("1", 100), crossing("2", 101))
                await leaves.until(lambda: leaves.board.seq == hub.log.last_seq)
            await _append(hub, clock, crossing("3", 102), crossing("3", 202), crossing("1", 203))
            back = Viewer(site, STREAM, leaves.last_id)
            back.board = leaves.board
            async with back:
                await back.until(lambda: back.board.seq == hub.log.last_seq)
                await stays.until(lambda: stays.board.seq == hub.log.last_seq)

                assert "snapshot" not in back.events
                assert shown(back.board) == shown(stays.board)

    asyncio.run(run())


def test_an_id_of_another_run_or_one_that_is_no_longer_kept_gets_one_snapshot():
    async def run() -> None:
        hub = hub_of(race())
        for last_id in ("another.8", f"{hub.run}.99999", f"{hub.run}.x", "nonsense"):
            viewer = Viewer(site_of(hub), STREAM, last_id)
            async with viewer:
                await viewer.until(lambda seen=viewer: seen.events)
                assert viewer.events == ["snapshot"]

    asyncio.run(run())


def test_a_slow_viewer_is_skipped_forward_and_holds_up_nobody():
    async def run() -> None:
        clock = Hands()
        hub = hub_of(race(), clock)
        async with Viewer(site_of(hub), STREAM) as slow:
            slow.hold.clear()
            for lap in range(1, BEHIND + 10):
                await _append(hub, clock, crossing("1", 100 * lap))
            slow.hold.set()
            await slow.until(lambda: slow.board.seq == hub.log.last_seq)

            assert slow.events.count("snapshot") == 2
            assert len(slow.events) < BEHIND

    asyncio.run(run())


def test_a_delay_hides_flags_messages_and_passings():
    async def run() -> None:
        clock = Hands(START + 100 * SECOND)
        hub = hub_of(race(), clock)
        site = site_of(hub)
        async with client_of(site) as http:
            await hub.append([crossing("1", 99)])
            clock.at_us += 60 * SECOND
            await hub.append([f.FlagShown(at_us=clock.at_us, session="r", flag="red")])
            await hub.append([f.MessageSent(at_us=clock.at_us, session="r", text="Red, red")])

            async def text(path: str) -> str:
                return (await http.get(f"/api/sessions/r/{path}")).text

            for path in ("board", "messages", "flags", "facts", "classification"):
                hidden = await text(f"{path}?delay_s=30")
                assert not any(text in hidden for text in ('"red"', "RED FLAG", "Red, red")), path
            assert '"laps":1' in await text("board?delay_s=30")
            assert "Red, red" in await text("board")
            clock.at_us += 31 * SECOND
            assert "Red, red" in await text("board?delay_s=30")

    asyncio.run(run())


def test_the_bundled_session_replayed_ends_with_the_exact_classification():
    async def run() -> None:
        hub = replay(playing=True)
        site = site_of(hub)
        await site.start()
        async with Viewer(site, "/api/sessions/roar-2024-q/stream") as viewer:
            await viewer.until(lambda: viewer.board.header.mode == "finished", 30)
            rows = score(open_session("roar-2024-q")).rows
            board = shown(viewer.board)
            assert [row.car for row in board.rows] == [row.car for row in rows]
            assert [row.best.time.us for row in board.rows] == [
                row.best.time_us if row.best else None for row in rows
            ]
            assert [row.interval.text for row in board.rows[1:9]] == [row.text_previous for row in rows[1:9]]
        await site.stop()

    asyncio.run(run())


def test_a_seek_sends_a_snapshot_of_a_new_run_and_refolds_to_that_instant():
    async def run() -> None:
        hub = replay()
        site = site_of(hub)
        async with Viewer(site, "/api/sessions/roar-2024-q/stream") as viewer, client_of(site) as http:
            run_before = viewer.board.run
            address = "/api/sessions/roar-2024-q/replay"
            to_us = 1_705_866_893_975_000  # car 31 ends its fastest lap
            answer = await http.post(address, json={"action": "seek", "to_us": to_us})
            assert answer.status_code == 200
            await viewer.until(lambda: viewer.board.run != run_before)

            first = shown(viewer.board).rows[0]
            assert (first.car, first.best.time.text) == ("31", "1:32.656")
            await http.post(address, json={"action": "seek", "to_us": to_us - 1})
            await viewer.until(lambda: shown(viewer.board).rows[0].car != "31")

    asyncio.run(run())


def test_text_in_names_is_only_json():
    async def run() -> None:
        hub = hub_of(race(team="<script>alert(1)</script>"))
        async with client_of(site_of(hub)) as http:
            answer = await http.get("/api/sessions/r/board")
            assert answer.json()["rows"][0]["team"] == "<script>alert(1)</script>"
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "script-src 'self'" in answer.headers["content-security-policy"]

    asyncio.run(run())


def test_a_correction_strikes_its_message_through():
    async def run() -> None:
        clock = Hands()
        hub = hub_of(race(), clock)
        async with Viewer(site_of(hub), STREAM) as viewer:
            await _append(hub, clock, crossing("1", 100), crossing("1", 200))
            seq = hub.log.last_seq
            await viewer.until(lambda: viewer.board.seq == seq)
            assert any(m.kind == "best" and not m.withdrawn for m in viewer.board.messages)
            await hub.append([f.FactWithdrawn(at_us=START, session="r", target_seq=seq)])
            await viewer.until(lambda: viewer.board.seq == seq + 1)

            assert all(m.withdrawn for m in viewer.board.messages if m.kind == "best")
            assert next(row for row in viewer.board.rows if row.car == "1").laps == 1

    asyncio.run(run())

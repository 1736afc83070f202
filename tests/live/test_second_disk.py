"""A second disk: a fact is acknowledged when both have it; without the second, work goes on with an alarm."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from pitboard.live.copier import Copier
from pitboard.live.desk_hub import DeskHub
from pitboard.live.hub import HubOptions, SessionHub
from pitboard.racelog import SqliteLog, open_log
from tests.live.support import START, Hands, crossing, race


@pytest.fixture
def log(tmp_path: Path):
    with open_log(tmp_path / "first.pitboard", create=True) as log:
        log.append(race().facts)
        yield log


def _hub(log: SqliteLog, second: Path, **more: float) -> tuple[SessionHub, list[str]]:
    said: list[str] = []
    hub = SessionHub(log, race(), Hands(), HubOptions(frame_s=0))
    copier = Copier(log, second, now_us=lambda: START, say=said.append, **more)
    hub.writer.copier = copier
    hub.writer.work.append(copier.work)
    return hub, said


def _facts_of(path: Path) -> list:
    with open_log(path, read_only=True) as found:
        return list(found.stored())


def _alarms(hub: SessionHub) -> list[str]:
    return [item.text for item in DeskHub(hub).now().work if item.kind == "copy_failed"]


def test_an_acknowledged_fact_is_on_both_disks(log, tmp_path):
    second = tmp_path / "second.pitboard"

    async def run() -> None:
        hub, said = _hub(log, second)
        for lap in range(1, 4):
            await hub.append([crossing("1", 100 * lap)])
            # No waiting: what has been acknowledged is there.
            assert _facts_of(second) == list(log.stored())
        assert said == [] == _alarms(hub)
        hub.writer.close()

    asyncio.run(run())


def test_a_copy_that_fails_is_an_alarm_and_the_session_goes_on_until_it_is_whole_again(log, tmp_path):
    second = tmp_path / "usb" / "second.pitboard"
    second.parent.mkdir()

    async def run() -> None:
        hub, said = _hub(log, second, retry_s=0.05)
        second.parent.rename(tmp_path / "pulled out")
        await hub.append([crossing("1", 100)])
        await hub.append([crossing("1", 200)])
        assert hub.main.running.scored.state.cars["e1"].laps_completed == 2
        assert "the copy is gone" in said[0]
        assert len(said) == 1
        assert "the session goes on with the first alone" in _alarms(hub)[0]

        (tmp_path / "pulled out").rename(second.parent)
        await _until(lambda: not _alarms(hub))
        assert _facts_of(second) == list(log.stored())
        assert said[-1] == f"The copy {second} is whole again."
        await hub.append([crossing("1", 300)])
        assert _facts_of(second) == list(log.stored())
        hub.writer.close()

    asyncio.run(run())


def test_a_second_disk_that_does_not_answer_holds_the_session_up_once_and_not_for_long(
    log, tmp_path, monkeypatch
):
    async def run() -> None:
        hub, said = _hub(log, tmp_path / "second.pitboard", patience_s=0.1, retry_s=0.2)
        copier = hub.writer.copier
        assert copier is not None
        catch_up = copier._catch_up

        def slowly() -> int:
            time.sleep(0.6)
            return catch_up()

        monkeypatch.setattr(copier, "_catch_up", slowly)
        begin = time.monotonic()
        for lap in range(1, 4):
            await hub.append([crossing("1", 100 * lap)])
        assert time.monotonic() - begin < 0.5
        assert "has not answered for 0.1 s" in said[0]
        monkeypatch.setattr(copier, "_catch_up", catch_up)
        await _until(lambda: not copier.fault)
        assert _facts_of(tmp_path / "second.pitboard") == list(log.stored())
        hub.writer.close()

    asyncio.run(run())


async def _until(condition, seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (a copier has no event)
            await asyncio.sleep(0.02)

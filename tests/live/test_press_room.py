"""The press room on the server: reports and checked articles, bounded, and never older than they say."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from pitboard.live.hub import SessionHub
from pitboard.live.in_turn import MOST_WAITING
from pitboard.live.press_room import KEPT_S, PressRoom
from pitboard.model.meeting import SessionKind
from tests.live.support import SECOND, START, Hands, client_of, crossing, hub_of, race, site_of

REPORT = "/api/sessions/r/report"


def _hub() -> SessionHub:
    return hub_of(race(kind=SessionKind.QUALIFYING), Hands(START + 900 * SECOND))


async def _laps(hub: SessionHub) -> None:
    for lap, at_s in enumerate((100, 200, 295)):
        for car in (1, 2, 3):
            await hub.append([crossing(str(car), at_s + car * (1 + lap))])


def test_a_report_in_each_language_says_who_is_fastest_and_what_it_rests_on():
    async def story() -> None:
        hub = _hub()
        await _laps(hub)
        async with client_of(site_of(hub)) as client:
            languages = (await client.get("/api/sessions")).json()["languages"]
            assert languages == ["en", "it", "de", "fr", "es"]
            for lang in languages:
                told = (await client.get(REPORT, params={"lang": lang})).json()
                assert re.search(r"1[:']36[.,\"]000", told["markdown"]), lang
                sentences = [one for section in told["sections"] for one in section["sentences"]]
                assert sentences and all(one["facts"] for one in sentences[:1])

    asyncio.run(story())


def test_an_unknown_language_or_focus_is_refused_in_words():
    async def story() -> None:
        async with client_of(site_of(_hub())) as client:
            for params in ({"lang": "tlh"}, {"focus": "planet:MARS"}, {"scope": "none"}):
                refused = await client.get(REPORT, params=params)
                assert (refused.status_code, refused.json()["title"]) == (422, "bad_request")

    asyncio.run(story())


def test_an_article_is_held_against_the_session():
    async def story() -> None:
        hub = _hub()
        await _laps(hub)
        async with client_of(site_of(hub)) as client:
            asked = {"session": "r", "text": "🏁 The #1 set a best lap of 1:37.000.", "lang": "en"}
            found = (await client.post("/api/check", json=asked)).json()
            (time,) = [claim for claim in found["claims"] if claim["kind"] == "time"]
            assert (time["text"], time["verdict"], time["right"]) == ("1:37.000", "wrong", "1:36.000")
            assert found["text"][time["start"] : time["end"]] == "1:37.000"
            too_long = await client.post("/api/check", json={"session": "r", "text": "x" * 500_000})
            assert too_long.status_code == 413
            nowhere = await client.post("/api/check", json={"session": "s", "text": "x"})
            assert nowhere.status_code == 404

    asyncio.run(story())


def test_a_report_is_kept_for_a_moment_and_then_written_again():
    async def story() -> None:
        hub, now = _hub(), [0.0]
        await _laps(hub)
        room = PressRoom(now_s=lambda: now[0])
        asked = {"delay_s": 0, "lang": "en", "scope": "overall", "focus": ""}
        first = await room.report(hub.main.running.scored, **asked)
        await hub.append([crossing("1", 385)])
        await hub.append([crossing("1", 470)])
        assert await room.report(hub.main.running.scored, **asked) is first
        now[0] = KEPT_S
        again = await room.report(hub.main.running.scored, **asked)
        assert "1:25.000" in again.markdown and "1:25.000" not in first.markdown
        room.close()

    asyncio.run(story())


def test_more_than_a_few_at_once_are_asked_to_come_again():
    async def story() -> None:
        hub = _hub()
        await _laps(hub)
        async with client_of(site_of(hub)) as client:
            asked = {"session": "r", "text": "The #1 was fastest. " * 500, "lang": "en"}
            answers: list[httpx.Response] = await asyncio.gather(
                *(client.post("/api/check", json=asked) for _ in range(MOST_WAITING * 2))
            )
            codes = [answer.status_code for answer in answers]
            assert set(codes) == {200, 429} and codes.count(200) >= MOST_WAITING

    asyncio.run(story())


@pytest.mark.parametrize("name", ["babel", "fluent", "rapidfuzz"])
def test_without_its_libraries_the_server_says_what_to_install(name, monkeypatch):
    from pitboard.live import press_room

    monkeypatch.setattr(press_room, "find_spec", lambda asked: None if asked == name else object())

    async def story() -> None:
        async with client_of(site_of(_hub())) as client:
            assert (await client.get("/api/sessions")).json()["languages"] == []
            refused = await client.get(REPORT)
            assert (refused.status_code, refused.json()["title"]) == (404, "no_press_room")

    asyncio.run(story())

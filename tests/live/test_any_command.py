"""Any fact that JSON can say, sent to the desk: refused with a sentence or taken, and every page can still be shown."""

from __future__ import annotations

import asyncio

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pitboard.live.app import create_app
from pitboard.model import facts as f
from pitboard.testing.strategies import any_fact
from pitboard.wire.desk import Role
from tests.live.support import SECOND, START, Hands, crossing, hub_of, race, sign_in, site_of

PAGES = ("board", "classification", "cars/e1", "messages", "flags", "entries", "ledgers", "facts", "desk")


def _near(fact: f.Fact) -> dict[str, object]:
    """The same fact about a car, line and instant that there are, so that it goes deeper than the first check."""
    plain = msgspec.json.decode(f.encode(fact))
    known = {"entry_id": "e1", "car": "1", "line": "finish", "at_us": START + 300 * SECOND}
    return {key: known.get(key, value) for key, value in plain.items()} | {"at_us": START + 300 * SECOND}


@pytest.mark.slow
@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_command_is_refused_or_taken_and_every_page_still_shows(data):
    async def run() -> None:
        hub = hub_of(race(), Hands(START + 400 * SECOND))
        await hub.append([crossing("1", 100), crossing("2", 101), crossing("1", 200)])
        transport = httpx.ASGITransport(app=create_app(site_of(hub)), client=("127.0.0.1", 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://board.test") as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            for number in range(4):
                fact = data.draw(
                    any_fact(last_seq=hub.log.last_seq, wild=data.draw(st.booleans()), session="r")
                )
                plain = _near(fact) if data.draw(st.booleans()) else msgspec.json.decode(f.encode(fact))
                command = {"fact": plain, "target_last_seq": None, "request_id": str(number)}
                for path in ("preview", "facts"):
                    answer = await http.post(f"/api/sessions/r/{path}", json=command, headers=headers)
                    assert answer.status_code < 500, (command, answer.text)
            for page in PAGES:
                answer = await http.get(f"/api/sessions/r/{page}")
                # An entry that was taken off the list has no page any more.
                gone = page == "cars/e1" and "e1" not in hub.main.running.scored.state.cars
                assert answer.status_code == (404 if gone else 200), (page, answer.text)

    asyncio.run(run())

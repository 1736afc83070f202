"""The desk on the session's course: parts, its planned length, crews, and flags that come early or late."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from pitboard.model.meeting import PartPlan, SessionKind
from pitboard.wire.desk import Role
from tests.live.support import SECOND, START, Hands, client_of, crossing, hub_of, race, sign_in, site_of

FACTS = "/api/sessions/r/facts"
PREVIEW = "/api/sessions/r/preview"
Q1 = PartPlan(part="q1", name="Q1", classes=("GTP",), duration_us=100 * SECOND)


def _command(fact: dict[str, Any], at_s: float = 300) -> dict[str, Any]:
    at_us = START + int(at_s * SECOND)
    return {"fact": {"at_us": at_us, **fact}, "target_last_seq": None, "request_id": ""}


def _planned(hub, **changes: Any) -> dict[str, Any]:
    plan = msgspec.structs.replace(hub.main.running.scored.state.plan, **changes)
    return {"fact": "session_scheduled", "plan": msgspec.to_builtins(plan)}


def test_a_race_shortened_by_extra_formation_laps_ends_earlier_and_the_plan_can_be_taken_back():
    async def run() -> None:
        hub = hub_of(race(), Hands(START + 400 * SECOND))
        await hub.append([crossing("1", 100), crossing("1", 200)])
        async with client_of(site_of(hub)) as http:
            keeper = await sign_in(http, Role.TIMEKEEPER)
            fact = _planned(hub, laps=10, duration_us=None)
            assert (await http.post(FACTS, json=_command(fact), headers=keeper)).status_code == 403
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            told = (await http.post(PREVIEW, json=_command(fact), headers=headers)).json()
            assert told["changes"][0]["text"] == "length: 1:00:00 → 10 laps"
            await http.post(FACTS, json=_command(fact), headers=headers)
            shorter = await http.post(FACTS, json=_command(_planned(hub, laps=8)), headers=headers)
            board = (await http.get("/api/sessions/r/board")).json()
            assert board["header"]["clock"]["laps_to_go"] == 6

            undo = _command({"fact": "fact_withdrawn", "target_seq": shorter.json()["seq"]})
            await http.post(FACTS, json=undo, headers=headers)
            board = (await http.get("/api/sessions/r/board")).json()
            assert board["header"]["clock"]["laps_to_go"] == 8

    asyncio.run(run())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": SessionKind.QUALIFYING}, "kind of a session cannot be changed"),
        ({"session": "other"}, "session of a session cannot be changed"),
        ({"duration_us": -1}, "at most seven days"),
        ({"laps": 0}, "1 to 10,000 laps"),
        ({"parts": (Q1, Q1)}, "each part once"),
    ],
)
def test_a_plan_that_this_session_cannot_have_is_refused(changes: dict[str, Any], said: str):
    async def run() -> None:
        hub = hub_of(race(), Hands(START + 400 * SECOND))
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            answer = await http.post(FACTS, json=_command(_planned(hub, **changes)), headers=headers)
            assert answer.status_code == 400
            assert said in answer.json()["detail"]

    asyncio.run(run())


def test_a_qualifying_in_parts_is_run_from_the_desk():
    async def run() -> None:
        hub = hub_of(race(kind=SessionKind.QUALIFYING), Hands(START + 400 * SECOND))
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)

            async def send(fact: dict[str, Any], at_s: float) -> int:
                return (await http.post(FACTS, json=_command(fact, at_s), headers=headers)).status_code

            parts = (Q1,)
            assert await send(_planned(hub, parts=parts), 0) == 201
            assert await send({"fact": "part_started", "part": "q2"}, 10) == 400
            assert await send({"fact": "part_ended", "part": "q1"}, 10) == 400
            assert (
                await send({"fact": "part_started", "part": "q1", "name": "Q1", "classes": ["GTP"]}, 10)
                == 201
            )
            hub.clock.at_us = START + 50 * SECOND
            part = (await http.get("/api/sessions/r/board")).json()["header"]["parts"][0]
            assert (part["state"], part["to_go_us"]) == ("running", 60 * SECOND)
            assert await send({"fact": "part_ended", "part": "q1"}, 50) == 201
            part = (await http.get("/api/sessions/r/board")).json()["header"]["parts"][0]
            assert part["state"] == "finished"
            log = (await http.get("/api/sessions/r/desk")).json()["log"]
            assert [line["text"] for line in log[-2:]] == ["Q1 starts", "Q1 ends"]

    asyncio.run(run())


def test_a_crew_is_changed_by_names_and_known_drivers_stay_who_they_are():
    async def run() -> None:
        hub = hub_of(race(), Hands(START + 400 * SECOND))
        known = hub.main.running.scored.state.cars["e2"].entry.crew[0]
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            crew = [{"driver_id": known.driver_id, "name": known.name}, {"driver_id": "", "name": "Zoë  Neu"}]
            fact = {"fact": "crew_changed", "entry_id": "e1", "crew": crew}
            assert (await http.post(FACTS, json=_command(fact), headers=headers)).status_code == 201
            found = hub.main.running.scored.state.cars["e1"].entry.crew
            assert found[0] == known
            assert (found[1].driver_id, found[1].name) == ("zoe neu", "Zoë  Neu")
            for wrong in ([crew[0], crew[0]], [{"driver_id": "", "name": " "}]):
                answer = await http.post(FACTS, json=_command(fact | {"crew": wrong}), headers=headers)
                assert answer.status_code == 400

    asyncio.run(run())


@pytest.mark.parametrize(
    ("kind", "laps", "flag", "at_s", "said"),
    [
        # An hour; the leader laps in 100 s and crosses at 3,600 s: the last lap begins at 3,500 s.
        ("race", 34, "white", 3_420, "the last-lap flag early: #1 is expected in 1:20"),
        ("race", 35, "white", 3_502, ""),
        ("race", 35, "white", 3_530, "the last-lap flag late: #1 began the last lap 30 s ago"),
        ("race", 35, "white", 3_601, "the last-lap flag after the time is up"),
        ("race", 35, "chequered", 3_580, "the chequered flag 20 s before the time is up"),
        ("race", 35, "chequered", 3_600, ""),
        (
            "race",
            36,
            "chequered",
            3_640,
            "the chequered flag late: #1 crossed the line 40 s ago to end the race",
        ),
        ("qualifying", 3, "chequered", 3_590, "the chequered flag 10 s before the time is up"),
        ("qualifying", 3, "chequered", 3_605, ""),
        ("qualifying", 3, "chequered", 3_700, "the chequered flag 1:40 after the time was up"),
    ],
)
def test_a_flag_that_comes_early_or_late_is_warned_of(
    kind: str, laps: int, flag: str, at_s: float, said: str
):
    async def run() -> None:
        hub = hub_of(race(kind=SessionKind(kind)), Hands(START + int(at_s * SECOND)))
        await hub.append([crossing("1", 100 * lap) for lap in range(1, laps + 1)])
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            fact = {"fact": "flag_shown", "flag": flag}
            told = (await http.post(PREVIEW, json=_command(fact, at_s), headers=headers)).json()
            assert told["warnings"] == ([said] if said else [])

    asyncio.run(run())

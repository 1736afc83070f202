"""The desk: who may do what, what a command does, and what two desks do to one another."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from pitboard.live.app import create_app
from pitboard.live.users import ATTEMPTS
from pitboard.model import facts as f
from pitboard.wire.desk import Role
from tests.live.support import (
    PASSWORD,
    SECOND,
    START,
    Hands,
    Viewer,
    client_of,
    crossing,
    hub_of,
    race,
    sign_in,
    site_of,
)

FACTS = "/api/sessions/r/facts"
PREVIEW = "/api/sessions/r/preview"


def _command(fact: dict[str, Any], seen: int | None = None, request_id: str = "") -> dict[str, Any]:
    return {
        "fact": {"at_us": START + 300 * SECOND, **fact},
        "target_last_seq": seen,
        "request_id": request_id,
    }


def _hub():
    clock = Hands(START + 400 * SECOND)
    return hub_of(race(), clock), clock


async def _laps(hub) -> None:
    await hub.append([crossing("1", 100), crossing("2", 101), crossing("1", 200), crossing("2", 202)])


def _operator_routes() -> list[tuple[str, str]]:
    """Every address below `/api` that changes something or shows the desk, off the OpenAPI document."""
    document = create_app(site_of(hub_of(race()))).openapi()
    open_to_all = {"/api/login", "/api/logout", "/api/check", "/api/sessions/{session}/replay"}
    return [
        (method, path.replace("{session}", "r"))
        for path, methods in document["paths"].items()
        for method in methods
        if path not in open_to_all and (method != "get" or "desk" in path)
    ]


@pytest.mark.parametrize(("method", "path"), _operator_routes())
@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.ANNOUNCER])
def test_every_operator_call_without_its_role_is_refused(method: str, path: str, role: Role | None):
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, role) if role is not None else {}
            before = hub.log.last_seq
            answer = await http.request(method, path, json=_command({"fact": "clock_held"}), headers=headers)
            assert answer.status_code == (401 if role is None else 403)
            assert hub.log.last_seq == before

    asyncio.run(run())


def test_a_timekeeper_may_not_do_a_race_directors_work_nor_take_it_back():
    async def run() -> None:
        hub, _ = _hub()
        site = site_of(hub)
        status = {"fact": "status_ruled", "entry_id": "e1", "status": "disqualified"}
        async with client_of(site) as director, client_of(site) as keeper:
            headers = await sign_in(director, Role.RACE_DIRECTOR)
            theirs = await sign_in(keeper, Role.TIMEKEEPER)
            assert (await keeper.post(FACTS, json=_command(status), headers=theirs)).status_code == 403
            answer = await director.post(FACTS, json=_command(status), headers=headers)
            assert answer.status_code == 201
            undo = _command({"fact": "fact_withdrawn", "target_seq": answer.json()["seq"]})
            assert (await keeper.post(FACTS, json=undo, headers=theirs)).status_code == 403
            assert (await director.post(FACTS, json=undo, headers=headers)).status_code == 201

    asyncio.run(run())


def test_without_the_pages_own_header_or_from_another_site_nothing_is_changed():
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            held = _command({"fact": "clock_held"})
            for wrong in ({}, {"X-Pitboard-CSRF": "0" * 32}, {**headers, "Origin": "https://evil.test"}):
                assert (await http.post(FACTS, json=held, headers=wrong)).status_code == 403
            assert (await http.post(FACTS, json=held, headers=headers)).status_code == 201

    asyncio.run(run())


def test_a_wrong_password_is_refused_and_slowed_down():
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            for _ in range(ATTEMPTS):
                answer = await http.post("/api/login", json={"name": "timekeeper", "password": "wrong"})
                assert answer.status_code == 401
            answer = await http.post("/api/login", json={"name": "timekeeper", "password": PASSWORD})
            assert answer.status_code == 429
            assert int(answer.headers["retry-after"]) > 0

    asyncio.run(run())


def test_signing_in_from_another_machine_needs_https_unless_it_is_allowed():
    async def run() -> None:
        hub, _ = _hub()
        site = site_of(hub)
        login = {"name": "timekeeper", "password": PASSWORD}
        away = ("192.168.1.20", 40_000)
        async with client_of(site, client=away) as http:
            assert (await http.post("/api/login", json=login)).status_code == 403
        async with client_of(site, client=away, base="https://board.test") as http:
            answer = await http.post("/api/login", json=login)
            assert answer.status_code == 200
            cookie = answer.headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert "Secure" in cookie
            assert "SameSite=strict" in cookie
        site.insecure_login = True
        async with client_of(site, client=away) as http:
            assert (await http.post("/api/login", json=login)).status_code == 200

    asyncio.run(run())


def test_signing_out_ends_the_cookie_everywhere():
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            await sign_in(http, Role.TIMEKEEPER)
            token = http.cookies["pitboard_desk"]
            assert (await http.get("/api/me")).json()["role"] == "timekeeper"
            assert (await http.post("/api/logout")).status_code == 204
            http.cookies.set("pitboard_desk", token)
            assert (await http.get("/api/me")).json()["role"] == "viewer"

    asyncio.run(run())


def test_a_typed_passing_counts_at_its_key_time_and_its_uncertainty_is_kept():
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.TIMEKEEPER)
            typed = {
                "fact": "passing",
                "car": "3",
                "line": "finish",
                "source": "hand",
                "uncertainty_us": 150_000,
            }
            answer = await http.post(FACTS, json=_command(typed, request_id="a"), headers=headers)
            again = await http.post(FACTS, json=_command(typed, request_id="a"), headers=headers)
            assert answer.json() == again.json()
            held = _command({"fact": "clock_held"}, request_id="b")
            both = await asyncio.gather(*(http.post(FACTS, json=held, headers=headers) for _ in range(2)))
            assert both[0].json() == both[1].json()
            stored = hub.facts[-2]
            assert (stored.at_us, stored.uncertainty_us, stored.by) == (
                START + 300 * SECOND,
                150_000,
                "timekeeper",
            )
            rows = (await http.get("/api/sessions/r/board")).json()["rows"]
            assert next(row for row in rows if row["car"] == "3")["laps"] == 1

    asyncio.run(run())


def test_a_preview_says_what_would_change_and_writes_nothing():
    async def run() -> None:
        hub, _ = _hub()
        await _laps(hub)
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            added = {"fact": "time_added", "entry_id": "e1", "duration_us": 5 * SECOND}
            before = hub.log.last_seq
            told = (await http.post(PREVIEW, json=_command(added), headers=headers)).json()
            assert hub.log.last_seq == before
            assert "#1 position: 1 → 2" in [change["text"] for change in told["changes"]]
            flag = {"fact": "flag_shown", "flag": "chequered"}
            told = (await http.post(PREVIEW, json=_command(flag), headers=headers)).json()
            assert "before the time is up" in told["warnings"][0]
            wrong = {"fact": "time_added", "entry_id": "nobody", "duration_us": 1}
            told = (await http.post(PREVIEW, json=_command(wrong), headers=headers)).json()
            assert "no entry 'nobody'" in told["refused"]

    asyncio.run(run())


def test_of_two_desks_that_correct_the_same_lap_one_wins_and_the_other_is_told():
    async def run() -> None:
        hub, _ = _hub()
        await _laps(hub)
        lap = hub.log.last_seq
        site = site_of(hub)
        async with client_of(site) as one, client_of(site) as other:
            first, second = await sign_in(one, Role.TIMEKEEPER), await sign_in(other, Role.RACE_DIRECTOR)
            delete = {"fact": "lap_deleted", "entry_id": "e2", "passing_seq": lap, "lap_number": 2}
            move = {"fact": "fact_moved", "target_seq": lap, "to_us": START + 201 * SECOND}
            answers: list[httpx.Response] = await asyncio.gather(
                one.post(FACTS, json=_command(delete, lap), headers=first),
                other.post(FACTS, json=_command(move, lap), headers=second),
            )
            assert sorted(answer.status_code for answer in answers) == [201, 409]
            told = next(answer for answer in answers if answer.status_code == 409).json()
            assert (told["title"], told["seq"]) == ("newer_fact", lap + 1)
            assert hub.log.last_seq == lap + 1

    asyncio.run(run())


def test_of_two_decisions_on_one_car_the_second_is_told_of_the_first():
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            seen = hub.log.last_seq
            for expected in (201, 409):
                status = {"fact": "status_ruled", "entry_id": "e1", "status": "disqualified"}
                answer = await http.post(FACTS, json=_command(status, seen), headers=headers)
                assert answer.status_code == expected

    asyncio.run(run())


def test_undo_and_redo_are_facts_and_show_on_a_second_viewer_within_a_second():
    async def run() -> None:
        hub, _ = _hub()
        await _laps(hub)
        site = site_of(hub)
        async with client_of(site) as http, Viewer(site, "/api/sessions/r/stream") as viewer:
            headers = await sign_in(http, Role.RACE_DIRECTOR)

            def first() -> str:
                return min(viewer.board.rows, key=lambda row: row.order).car

            added = {"fact": "time_added", "entry_id": "e1", "duration_us": 5 * SECOND}
            seq = (await http.post(FACTS, json=_command(added), headers=headers)).json()["seq"]
            await viewer.until(lambda: first() == "2", 1)
            line = (await http.get("/api/sessions/r/desk")).json()["log"][-1]
            undo = await http.post(FACTS, json=_command(line["undo"], seq), headers=headers)
            await viewer.until(lambda: first() == "1", 1)
            line = next(x for x in (await http.get("/api/sessions/r/desk")).json()["log"] if x["seq"] == seq)
            assert line["undone"]
            assert line["undo"]["target_seq"] == undo.json()["seq"]
            await http.post(FACTS, json=_command(line["undo"]), headers=headers)
            await viewer.until(lambda: first() == "2", 1)

    asyncio.run(run())


def test_an_unknown_transponder_becomes_a_work_item_and_is_assigned_with_its_earlier_passings():
    async def run() -> None:
        hub, _clock = _hub()
        await hub.append([f.Passing(at_us=START + 100 * SECOND, session="r", transponder="999")])
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.TIMEKEEPER)
            work = (await http.get("/api/sessions/r/desk")).json()["work"]
            item = next(item for item in work if item["kind"] == "unknown_transponder")
            remedy = next(each for each in item["remedies"] if each["label"] == "Assign to #3")
            answer = await http.post(FACTS, json=_command(remedy["fact"]), headers=headers)
            assert answer.status_code == 201, answer.text
            desk = (await http.get("/api/sessions/r/desk")).json()
            assert not [item for item in desk["work"] if item["kind"] == "unknown_transponder"]
            rows = (await http.get("/api/sessions/r/board")).json()["rows"]
            assert next(row for row in rows if row["car"] == "3")["laps"] == 1

    asyncio.run(run())


def test_a_result_is_issued_with_what_the_server_fills_in():
    async def run() -> None:
        hub, _ = _hub()
        await _laps(hub)
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            command = _command({"fact": "result_issued", "stage": "provisional", "roles": ["race director"]})
            assert (await http.post(FACTS, json=command, headers=headers)).status_code == 201
            page = (await http.get("/api/sessions/r/classification")).json()
            assert (page["stage"], page["version"]) == ("provisional", 1)
            added = {"fact": "time_added", "entry_id": "e1", "duration_us": 5 * SECOND}
            await http.post(FACTS, json=_command(added), headers=headers)
            issued = (await http.get("/api/sessions/r/classification?issued=provisional.1")).json()
            now = (await http.get("/api/sessions/r/classification")).json()
            assert [issued["rows"][0]["car"], now["rows"][0]["car"]] == ["1", "2"]

    asyncio.run(run())


def test_a_server_that_sees_another_writer_turns_read_only():
    async def run() -> None:
        hub, _ = _hub()
        async with client_of(site_of(hub)) as http:
            headers = await sign_in(http, Role.TIMEKEEPER)
            await hub.append(
                [f.WriterTakenOver(at_us=START, writer="standby", last_seq_held=hub.log.last_seq)]
            )
            answer = await http.post(FACTS, json=_command({"fact": "clock_held"}), headers=headers)
            assert answer.status_code == 503
            assert (await http.get("/api/me")).json()["read_only"]

    asyncio.run(run())

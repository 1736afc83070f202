"""The desk on laps, matters, what was taken back, the entry list, and the official result."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from pitboard.live.desk_hub import DeskHub
from pitboard.live.heading import clock
from pitboard.live.hub import SessionHub
from pitboard.model import facts as f
from pitboard.model.meeting import PartPlan, SessionKind
from pitboard.wire.desk import Role
from tests.live.support import SECOND, START, Hands, client_of, crossing, hub_of, race, sign_in, site_of

DECIDED_S = 300
Send = Callable[..., Awaitable[dict[str, Any]]]


@asynccontextmanager
async def _desk(*, now_s: float = 290) -> AsyncIterator[tuple[SessionHub, Send, Send]]:
    """A race of two laps each of #1 and #2, and how to send and preview a fact as its race director."""
    hub = hub_of(race(), Hands(START + int(now_s * SECOND)))
    await hub.append([crossing("1", 100), crossing("2", 101), crossing("1", 200), crossing("2", 202)])
    async with client_of(site_of(hub)) as http:
        headers = await sign_in(http, Role.RACE_DIRECTOR)

        def to(address: str) -> Send:
            async def send(at_s: float = DECIDED_S, **fact: Any) -> dict[str, Any]:
                command = {
                    "fact": {"at_us": START + int(at_s * SECOND), **fact},
                    "target_last_seq": None,
                    "request_id": "",
                }
                answer = await http.post(f"/api/sessions/r/{address}", json=command, headers=headers)
                return {"status": answer.status_code, **answer.json()}

            return send

        yield hub, to("facts"), to("preview")


def _lap(hub: SessionHub, entry_id: str, number: int) -> int:
    return hub.main.running.scored.state.cars[entry_id].laps[number - 1].seq


def _now(hub: SessionHub) -> Any:
    return DeskHub(hub).now()


@pytest.mark.parametrize("kind", ["lap_deleted", "lap_counted"])
def test_a_ruling_on_a_lap_that_the_car_has_not_driven_is_refused(kind: str):
    async def run() -> None:
        async with _desk() as (hub, send, preview):
            theirs, second = _lap(hub, "e2", 2), _lap(hub, "e1", 2)
            for passing, number, said in (
                (theirs, 2, f"passing {theirs} ends no lap of #1"),
                (1, 2, "passing 1 ends no lap of #1"),
                (second, 1, f"passing {second} ends lap 2 of #1, not lap 1"),
            ):
                ruling = {"fact": kind, "entry_id": "e1", "passing_seq": passing, "lap_number": number}
                answer = await send(**ruling)
                assert (answer["status"], answer["detail"]) == (400, f"{said}: choose the lap again")
                assert said in (await preview(**ruling))["refused"]
            ruling = {"fact": kind, "entry_id": "e1", "passing_seq": second, "lap_number": 2}
            assert (await send(**ruling))["status"] == 201

    asyncio.run(run())


def test_a_voided_passing_is_counted_again_by_taking_its_withdrawal_back_and_by_nothing_else():
    async def run() -> None:
        async with _desk() as (hub, send, _):
            passing = _lap(hub, "e1", 2)

            def row() -> Any:
                return next(row for row in _now(hub).passings if row.seq == passing)

            assert (row().disposition, row().voided_by) == ("counted", None)
            voided = await send(fact="fact_withdrawn", target_seq=passing)
            assert (row().disposition, row().voided_by) == ("voided", voided["seq"])
            again = await send(fact="fact_withdrawn", target_seq=passing)
            assert again["status"] == 400
            assert again["detail"] == f"fact {passing} has been taken back already, by fact {voided['seq']}"

            assert (await send(fact="fact_withdrawn", target_seq=row().voided_by))["status"] == 201
            assert (row().disposition, row().voided_by) == ("counted", None)
            assert (await send(fact="fact_withdrawn", target_seq=voided["seq"]))["status"] == 400
            assert (await send(fact="fact_withdrawn", target_seq=passing))["status"] == 201

    asyncio.run(run())


def test_the_desk_says_when_the_entry_list_changed_by_whomever():
    async def run() -> None:
        async with _desk() as (hub, send, _):
            desk = DeskHub(hub)
            first = desk.now().entries_seq
            assert first == 5  # the last of three entries

            await hub.append([crossing("3", 150)])
            await send(fact="flag_shown", flag="red")
            assert desk.now().entries_seq == first
            number = (await send(fact="number_changed", entry_id="e1", number="77"))["seq"]
            assert desk.now().entries_seq == number
            undone = (await send(fact="fact_withdrawn", target_seq=number))["seq"]
            assert desk.now().entries_seq == undone
            redone = (await send(fact="fact_withdrawn", target_seq=undone))["seq"]
            assert desk.now().entries_seq == redone
            await send(fact="fact_withdrawn", target_seq=_lap(hub, "e2", 1))
            assert desk.now().entries_seq == redone

    asyncio.run(run())


def test_matters_are_offered_with_car_infraction_and_stage():
    async def run() -> None:
        async with _desk() as (hub, send, _):
            noted = {"fact": "penalty_noted", "entry_id": "e1"}
            await send(**noted, penalty="a", infraction="track_limits", stage="investigation")
            await send(**noted, penalty="b", infraction="hat on the track")
            await send(**noted, penalty="c", infraction="contact")
            await send(**noted, penalty="c", infraction="contact", stage="no_action")
            given = {"fact": "penalty_given", "penalty": "b", "infraction": "hat on the track"}
            await send(**given, entry_id="e1", kind="drive_through")
            matters = _now(hub).matters

            assert [(one.penalty, one.car.car, one.stage, one.infraction, one.text) for one in matters] == [
                ("a", "1", "investigation", "track_limits", "track limits"),
                ("b", "1", "given", "hat on the track", "hat on the track"),
                ("c", "1", "no_action", "contact", "responsible for contact"),
            ]
            assert [(one.open, one.to_serve) for one in matters] == [
                (True, False),
                (True, True),
                (False, False),
            ]
            await send(fact="penalty_served", entry_id="e1", penalty="b")
            assert not [one for one in _now(hub).matters if one.to_serve]

    asyncio.run(run())


def test_an_official_result_within_the_protest_time_or_with_work_left_is_warned_of_and_can_be_issued():
    async def run() -> None:
        async with _desk() as (hub, send, preview):
            official = {"fact": "result_issued", "stage": "official"}
            until = START + 1_000 * SECOND
            await send(fact="penalty_noted", entry_id="e1", penalty="a", infraction="track_limits")
            first = {"fact": "result_issued", "stage": "provisional", "protest_until_us": until}
            assert (await preview(**first))["warnings"] == []
            await send(**first)
            told = (await preview(**official))["warnings"]
            assert told[0] == "the protest time runs until 22:30:00, 11:50 more"
            assert [words.split(":")[0] for words in told[1:]] == ["still open"]
            assert "#1 track limits: first case" in told[1]

            await send(fact="penalty_noted", entry_id="e1", penalty="a", infraction="", stage="no_action")
            hub.clock.at_us = until
            assert (await preview(**official))["warnings"] == []
            hub.clock.at_us -= 1
            assert len((await preview(**official))["warnings"]) == 1
            assert (await send(**official))["status"] == 201

    asyncio.run(run())


def test_of_much_work_the_most_urgent_is_named_and_the_rest_counted():
    async def run() -> None:
        async with _desk() as (_, send, preview):
            for name in "abcdefg":
                await send(fact="penalty_noted", entry_id="e1", penalty=name, infraction="track_limits")
            told = (await preview(fact="result_issued", stage="official"))["warnings"]
            assert len(told) == 6
            assert told[-1] == "and 2 more in the work list"

    asyncio.run(run())


def test_the_clock_of_a_session_in_parts_stands_at_the_end_of_the_last_one():
    async def run() -> None:
        hub = hub_of(race(kind=SessionKind.QUALIFYING), Hands(START + 400 * SECOND))
        plan = msgspec.structs.replace(
            hub.opened.plan, parts=(PartPlan(part="q1", name="Q1", classes=(), duration_us=100 * SECOND),)
        )
        await hub.append(
            [
                f.SessionScheduled(at_us=START, session="r", plan=plan),
                f.PartStarted(at_us=START, session="r", part="q1", name="Q1", classes=()),
                f.PartEnded(at_us=START + 100 * SECOND, session="r", part="q1"),
            ]
        )
        hub.step_all()
        state = hub.main.running.scored.state
        shown = [clock(state, START + at_s * SECOND, 1.0) for at_s in (50, 200, 300)]
        assert [each.elapsed_us for each in shown[1:]] == [100 * SECOND] * 2
        assert {each.text for each in shown[1:]} == {"finished"}

    asyncio.run(run())

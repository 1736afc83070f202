"""Documents on the server: the notice board, its files, the whole set in one press, each only as far as may be known."""

from __future__ import annotations

import asyncio
import io
import zipfile

import pypdf

from pitboard.documents.club import Club
from pitboard.live.document_room import DocumentRoom
from pitboard.live.in_turn import MOST_WAITING
from pitboard.model.meeting import SessionKind
from pitboard.sessions.issuing import result_fact
from pitboard.sessions.scored import score
from pitboard.wire.desk import Role
from tests.live.support import SECOND, START, Hands, client_of, crossing, hub_of, race, sign_in, site_of

BOARD = "/api/sessions/r/documents"


async def _practised():
    hub = hub_of(race(kind=SessionKind.QUALIFYING), Hands(START + 900 * SECOND))
    for lap, at_s in enumerate((100, 200, 295)):
        for car in (1, 2, 3):
            await hub.append([crossing(str(car), at_s + car * (1 + lap))])
    return hub


async def _issue(hub, stage, at_s):
    scored = score(hub.cohort(0).running.opened)
    fact = result_fact(scored, stage=stage, by="Timing", at_us=START + at_s * SECOND, roles=("timekeeper",))
    await hub.append([fact])
    hub.step(hub.cohort(0))


def test_the_notice_board_lists_what_is_live_then_what_was_issued():
    async def story() -> None:
        hub = await _practised()
        async with client_of(site_of(hub)) as client:
            lines = (await client.get(BOARD)).json()["documents"]
            assert lines[0]["id"] == "entry-list-live"
            assert {line["posted"] for line in lines} == {""}
            assert "lap-chart-live" not in [line["id"] for line in lines]

            await _issue(hub, "unofficial", 400)
            await _issue(hub, "provisional", 500)
            lines = (await client.get(BOARD)).json()["documents"]
            ids = [line["id"] for line in lines]
            assert ids[:2] == ["entry-list-provisional-1", "classification-provisional-1"]
            assert ids[-1] == "classification-unofficial-1"
            assert lines[1]["signed_by"] == "Timing, timekeeper"
            assert lines[1]["sha256"] == hub.log.hash_at(hub.log.last_seq).hex()

    asyncio.run(story())


def test_every_line_of_the_board_leads_to_its_files():
    async def story() -> None:
        hub = await _practised()
        await _issue(hub, "provisional", 500)
        async with client_of(site_of(hub)) as client:
            for line in (await client.get(BOARD)).json()["documents"]:
                if line["id"].startswith(("classification", "flags")):
                    for form in line["formats"]:
                        found = await client.get(f"{BOARD}/{line['id']}.{form}", params={"lang": "it"})
                        assert (found.status_code, line["id"], form) == (200, line["id"], form)
            sheet = await client.get(f"{BOARD}/classification-provisional-1.pdf", params={"paper": "letter"})
            assert sheet.headers["content-type"] == "application/pdf"
            assert "PROVISIONAL" in pypdf.PdfReader(io.BytesIO(sheet.content)).pages[0].extract_text()

    asyncio.run(story())


def test_what_is_not_there_and_what_is_not_known_is_refused_in_words():
    async def story() -> None:
        async with client_of(site_of(await _practised())) as client:
            for name, status in (
                ("classification.pdf", 404),
                ("classification-live.docx", 404),
                ("poster-live.pdf", 422),
                ("lap-chart-live.pdf", 422),
                ("classification-official-1.pdf", 422),
            ):
                assert ((await client.get(f"{BOARD}/{name}")).status_code, name) == (status, name)
            for params in ({"lang": "tlh"}, {"paper": "A0"}):
                assert (await client.get(f"{BOARD}/flags-live.pdf", params=params)).status_code == 422

    asyncio.run(story())


def test_a_viewer_with_a_delay_reads_nothing_newer():
    async def story() -> None:
        hub = await _practised()
        await _issue(hub, "provisional", 500)
        async with client_of(site_of(hub)) as client:
            ids = [
                line["id"] for line in (await client.get(BOARD, params={"delay_s": 3600})).json()["documents"]
            ]
            assert all(name.endswith("-live") for name in ids)
            refused = await client.get(f"{BOARD}/classification-provisional-1.pdf", params={"delay_s": 3600})
            assert refused.status_code == 422

    asyncio.run(story())


def test_the_desk_gets_the_whole_set_in_one_press_and_a_viewer_does_not():
    async def story() -> None:
        site = site_of(await _practised())
        async with client_of(site) as client:
            assert (await client.get(f"{BOARD}.zip")).status_code == 401
            await sign_in(client, Role.TIMEKEEPER)
            first = await client.get(f"{BOARD}.zip", params={"lang": "de"})
            names = zipfile.ZipFile(io.BytesIO(first.content)).namelist()
            assert "02-classification-live-de.pdf" in names
            assert {"07-lap-cards-1-live-de.pdf", "07-lap-cards-2-live-de.pdf"} <= set(names)
            assert {
                "202311142213-qualifying-live-results.csv",
                "202311142213-qualifying-live-laps.csv",
            } <= set(names)
            assert (await client.get(f"{BOARD}.zip", params={"lang": "de"})).content == first.content

    asyncio.run(story())


def test_who_comes_when_many_wait_is_told_to_come_again():
    async def story() -> None:
        site = site_of(await _practised())
        site.documents.turns.waiting = MOST_WAITING
        async with client_of(site) as client:
            refused = await client.get(f"{BOARD}/flags-live.pdf")
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")

    asyncio.run(story())


def test_what_a_server_prints_is_on_the_clubs_paper():
    async def story() -> None:
        hub = await _practised()
        plain, own = site_of(hub), site_of(hub)
        own.documents = DocumentRoom(Club(name="Autumn Motor Club"))
        told = []
        for site in (plain, own):
            async with client_of(site) as client:
                made = (await client.get(f"{BOARD}/classification-live.pdf")).content
                told.append(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text())
        assert "Autumn Motor Club" not in told[0]
        assert "Autumn Motor Club" in told[1]

    asyncio.run(story())

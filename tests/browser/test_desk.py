"""The desk: a correction and its undo on a second viewer within a second."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import NAME, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sign_in(page: Page) -> None:
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_wrong_password_is_refused_in_words(serve, open_page):
    page = open_page(serve(start="14:56", speed=1.0, paused=True).url + "#/desk")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill("not this one")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_visible(timeout=5000)


def test_a_deleted_lap_and_its_undo_show_on_a_second_viewer_within_a_second(serve, open_page):
    server = serve(start="14:56", speed=1.0, paused=True)
    viewer = open_page(server.url)
    expect(viewer.locator("table").first).to_contain_text("1:32.656")
    desk = open_page(server.url + "#/desk")
    sign_in(desk)
    desk.wait_for_timeout(1500)
    session = "roar-2024-q"
    laps = desk.evaluate(f"fetch('/api/sessions/{session}/cars/31').then(r => r.json())")
    best = next(lap for lap in laps["laps"] if lap["lap"] == 5)
    me = desk.evaluate("fetch('/api/me').then(r => r.json())")

    def send(fact: dict) -> dict:
        command = {"fact": fact, "target_last_seq": None, "request_id": f"test-{time.monotonic_ns()}"}
        return desk.evaluate(
            """([url, command, csrf]) => fetch(url, {method: 'POST', body: JSON.stringify(command),
               headers: {'content-type': 'application/json', 'x-pitboard-csrf': csrf}})
               .then(async r => ({status: r.status, body: await r.json()}))""",
            [f"/api/sessions/{session}/facts", command, me["csrf"]],
        )

    began = time.monotonic()
    done = send(
        {
            "fact": "lap_deleted",
            "entry_id": "31",
            "passing_seq": best["seq"],
            "lap_number": 5,
            "at_us": best["at_us"],
            "why": "track limits",
        }
    )
    assert done["status"] == 201, json.dumps(done)
    leader = viewer.locator("table tbody tr:not(.pinned) .plate").first
    expect(leader).to_have_text("01", timeout=1000)
    undone = send(
        {
            "fact": "fact_withdrawn",
            "target_seq": done["body"]["seq"],
            "at_us": best["at_us"],
            "why": "restored",
        }
    )
    assert undone["status"] == 201, json.dumps(undone)
    expect(leader).to_have_text("31", timeout=1000)
    assert time.monotonic() - began < 4

"""The desk: a correction and its undo on a second viewer within a second."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import NAME, PASSWORD

ROUNDS = 5

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

    expect(page.get_by_role("alert")).to_be_visible(timeout=30_000)


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

    leader = viewer.locator("table tbody tr:not(.pinned) .plate").first

    def shown_after_s(fact: dict, leads: str) -> tuple[int, float]:
        began = time.monotonic()
        done = send(fact)
        assert done["status"] == 201, json.dumps(done)
        expect(leader).to_have_text(leads, timeout=30_000)
        return done["body"]["seq"], time.monotonic() - began

    deleted = {"fact": "lap_deleted", "entry_id": "31", "passing_seq": best["seq"], "lap_number": 5}
    slower_s = []
    for _ in range(ROUNDS):
        seq, delete_s = shown_after_s({**deleted, "at_us": best["at_us"], "why": "track limits"}, "01")
        withdrawn = {"fact": "fact_withdrawn", "target_seq": seq, "at_us": best["at_us"], "why": "restored"}
        _, undo_s = shown_after_s(withdrawn, "31")
        slower_s.append(max(delete_s, undo_s))
        if slower_s[-1] < 1:
            break
    # The best of a few rounds: what a machine does beside this is not the desk's.
    assert min(slower_s) < 1


_TOP = "row => row.getBoundingClientRect().top"


def test_the_chosen_passing_is_walked_to_in_sight_and_stays_there_while_reads_come_in(serve, open_page):
    page = open_page(serve(start="14:53", speed=10.0, paused=True).url + "#/desk")
    sign_in(page)
    reads = page.locator("section[aria-labelledby=stream]")
    expect(reads.locator("tbody tr").nth(60)).to_be_attached(timeout=30_000)
    page.keyboard.press("Escape")
    for key, times in (("j", 50), ("k", 40)):
        for _ in range(times):
            page.keyboard.press(key)
        row = reads.locator("tr.picked").element_handle()
        below_head_px = reads.locator("form").evaluate("form => form.getBoundingClientRect().bottom")
        bottom_px = reads.evaluate("section => section.getBoundingClientRect().bottom")
        assert below_head_px <= row.evaluate(_TOP) < bottom_px

    newest = reads.locator("tbody tr").first.get_attribute("data-seq")
    before_px = row.evaluate(_TOP)
    page.get_by_role("button", name="Play").click()
    expect(reads.locator("tbody tr").first).not_to_have_attribute("data-seq", newest, timeout=30_000)
    page.get_by_role("button", name="Pause").click()

    assert abs(row.evaluate(_TOP) - before_px) < 1

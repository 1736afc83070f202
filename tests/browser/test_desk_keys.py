"""The desk in a browser, by keyboard alone: passings, flags, undo, a command; and text that would be code elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.live.processes import NAME, Server, new_meeting
from tests.live.support import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CODE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Server]:
    """A club meeting that is served, with code for a team's and a driver's name."""
    new_meeting(tmp_path)
    entries = tmp_path / "entries.csv"
    text = entries.read_text(encoding="utf-8")
    text = text.replace("Second Team", CODE).replace(
        "Cleo Example/FRA/Bronze", f"Cleo {CODE.replace('/', '')}"
    )
    entries.write_text(text, encoding="utf-8")
    with Server(tmp_path, "serve", "MEETING.toml") as server:
        yield server


def _desk(server: Server, open_page: Callable[..., Page]) -> Page:
    page = open_page(f"{server.http.base_url}/#/desk")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Passings")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("key times ±")).not_to_contain_text("?", timeout=30_000)
    return page


def _command(page: Page, name: str, *fields: str) -> None:
    """Choose a command and fill it in without touching the mouse."""
    page.keyboard.press("/")
    chooser = page.get_by_label("Do /")
    expect(chooser).to_be_focused()
    chooser.select_option(label=name)
    for value in fields:
        page.keyboard.press("Tab")
        page.keyboard.type(value)
    page.keyboard.press("Enter" if fields else "Tab")


def _confirm(page: Page) -> None:
    expect(page.get_by_role("button", name="Do it")).to_be_focused(timeout=30_000)
    page.keyboard.press("Enter")
    # What is typed while a dialog stands belongs to the dialog.
    expect(page.locator("dialog[open]")).to_have_count(0, timeout=30_000)


def test_passings_flags_decisions_and_undo_by_keyboard_alone(club, open_page):
    page = _desk(club, open_page)
    viewer = open_page(str(club.http.base_url))
    _command(page, "Hold the clock", "", "rehearsal")
    _confirm(page)
    expect(page.get_by_role("status").first).to_contain_text("clock held", timeout=30_000)
    # Escape leaves everything as it is: a desk that opened again would lose the digit that follows.
    field = page.get_by_label("Car number, Enter: a passing").element_handle()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement === document.body")
    page.wait_for_timeout(500)
    assert field.evaluate("field => field.isConnected")

    began_us = time.time_ns() // 1000
    page.keyboard.type("7", delay=0)
    page.wait_for_timeout(1_500)
    page.keyboard.press("Enter")
    ended_us = time.time_ns() // 1000
    expect(page.locator("section tbody tr").first).to_contain_text("hand 7", timeout=30_000)

    facts = club.http.get("/api/sessions/race/facts").json()["facts"]
    typed = next(line["fact"] for line in facts if line["fact"]["fact"] == "passing")
    # Stamped at the first key, not at Enter a second and a half later; what is not known of the clocks stands beside it.
    assert began_us - typed["uncertainty_us"] <= typed["at_us"] <= ended_us - 1_400_000
    assert 0 < typed["uncertainty_us"] < 500_000

    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Y")
    _confirm(page)
    expect(viewer.get_by_text("FULL COURSE YELLOW").first).to_be_visible(timeout=30_000)
    page.keyboard.press("u")
    _confirm(page)
    expect(viewer.get_by_text("FULL COURSE YELLOW").locator("visible=true")).to_have_count(1, timeout=30_000)
    expect(page.locator("section", has_text="Log").last).to_contain_text("taken back: FULL COURSE YELLOW")


@pytest.mark.parametrize(
    "name", ["board", "car/8", "messages", "ledgers", "documents", "combined", "announcer", "overlay", "desk"]
)
def test_code_in_a_name_is_text_on_every_page(club, open_page, name):
    club.sign_in()
    club.appended(fact="session_started")
    for at in ("7", "8", "7", "8"):
        club.appended(fact="passing", car=at, line="finish")
    club.appended(fact="message_sent", text=CODE, preset="")
    page = _desk(club, open_page)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(f"{club.http.base_url}/#/{name}")
    expect(page.locator("main")).not_to_be_empty(timeout=30_000)
    page.wait_for_timeout(1_000)

    assert said == []
    assert page.locator("img[src=x], main script").count() == 0
    if name in ("board", "car/8"):
        expect(page.locator("main")).to_contain_text("<img src=x onerror=alert(1)>")

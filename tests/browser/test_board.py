"""The board in a real browser, at desk and phone size, against a real server on loopback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from tests.browser.conftest import DESKTOP, PHONE, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
CARS = "table tbody tr:not(.pinned) .plate"


def cars(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(CARS).all_inner_texts()]


def expected_cars() -> list[str]:
    return [row.car for row in score(open_session("roar-2024-q")).rows]


@SIZES
def test_the_replay_ends_with_the_exact_classification(serve, open_page, viewport):
    page = open_page(serve(speed=400.0).url, viewport=viewport)
    expect(page.locator("table").first).to_contain_text("1:32.656", timeout=30_000)
    expect(page.locator("body")).to_contain_text(re.compile("finished", re.IGNORECASE), timeout=30_000)

    assert cars(page) == expected_cars()


def test_positions_change_as_facts_arrive(serve, open_page):
    page = open_page(serve(start="14:52", speed=20.0, paused=True).url)
    page.wait_for_selector(CARS)
    before = cars(page)[0]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Play").click()
    expect(page.locator(CARS).first).to_have_text("31", timeout=90_000)

    assert before != "31"
    expect(page.locator("table").first).to_contain_text("+0.071")
    # The frames say everything: what is asked besides is the press of the button and what became of it.
    assert len(asked) <= 3, asked


def test_after_the_server_was_stopped_and_started_nothing_is_lost_and_nothing_twice(serve, open_page):
    server = serve(start="14:56", speed=1.0, paused=True)
    page = open_page(server.url)
    page.wait_for_selector(CARS)
    before = cars(page)
    server.down()
    page.wait_for_timeout(1500)
    server.up()
    page.wait_for_timeout(4000)

    assert cars(page) == before
    assert len(set(cars(page))) == 59


def test_delay_hides_the_pole_and_its_message(serve, open_page):
    page = open_page(serve(start="14:55", speed=1.0).url)
    expect(page.locator("table").first).to_contain_text("1:32.656")
    page.get_by_label("delay").first.select_option(value="60")
    expect(page.locator("table").first).not_to_contain_text("1:32.656", timeout=30_000)

    assert "1:32.656" not in page.locator("body").inner_text()


def test_the_keyboard_reaches_views_search_car_and_pages(serve, open_page):
    page = open_page(serve(start="14:56", speed=1.0, paused=True).url)
    page.wait_for_selector(CARS)
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("1")
    expect(page.locator(CARS)).to_have_count(10)
    page.keyboard.press("o")
    expect(page.locator(CARS)).to_have_count(59)
    page.keyboard.press("/")
    page.keyboard.type("keating")
    expect(page.locator(CARS)).to_have_count(2)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#/car/"))
    for key, name in (("i", "grid"), ("l", "ledgers"), ("m", "messages"), ("k", "desk"), ("b", "board")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(re.compile(rf"#/{name}"))


def test_the_grid_page_has_59_places(serve, open_page):
    page = open_page(serve(start="14:58", speed=400.0).url + "#/grid")
    expect(page.locator("body")).to_contain_text("not yet corrected by a steward", timeout=30_000)

    assert page.locator(".plate").count() == 59


AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    "name", ["board", "grid", "car/31", "messages", "ledgers", "documents", "press", "announcer", "desk"]
)
def test_axe_finds_no_serious_fault(standing, open_page, name: str, theme: str):
    assert AXE.exists(), "npm ci in frontend/ brings axe-core"
    page = open_page(f"{standing.url}#/{name}", color_scheme=theme)
    expect(page.locator("nav, main").first).to_be_visible(timeout=30_000)
    if theme == "light":
        page.wait_for_timeout(300)
        page.keyboard.press("t")
    page.wait_for_timeout(900)
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        f"{fault['id']}: {fault['help']} ({fault['nodes'][0]['html'][:120]})"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]

    assert serious == []


def test_with_reduced_motion_nothing_moves(serve, open_page):
    page = open_page(serve(start="14:53", speed=10.0).url, reduced_motion="reduce")
    page.wait_for_selector(CARS)
    moving = page.evaluate(
        "[...document.querySelectorAll('tr, td')].filter(e => e.getAnimations().some(a => a.playState === 'running')).length"
    )

    assert moving == 0


def test_the_press_page_writes_a_report_and_marks_an_article(standing, open_page):
    page = open_page(standing.url + "#/press")
    expect(page.locator("article h3")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="italiano").click()
    expect(page.locator("article[lang=it] h3")).to_be_visible(timeout=30_000)
    page.get_by_label("Text of the article").fill("🏁 Pipo Derani put the #31 Cadillac on pole in 1:32.666.")
    page.get_by_role("button", name="Check").click()

    expect(page.locator("mark.v-wrong")).to_contain_text("1:32.666", timeout=30_000)
    expect(page.locator("td").get_by_text("1:32.656").first).to_be_visible()

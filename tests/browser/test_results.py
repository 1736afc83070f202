"""The public pages in a real browser: without script, on a phone, in both themes, on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from tests.browser.conftest import DESKTOP, PHONE, ROOT

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
PAGES = pytest.mark.parametrize("path", ["results/", "results/roar-2024-q/", "results/documents/"])

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@PAGES
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_no_fault(standing, open_page, path: str, theme: str):
    page = open_page(standing.url + path, color_scheme=theme)
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")

    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found["violations"]] == []


@PAGES
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_script_a_page_is_all_there_and_no_wider_than_its_window(
    standing, open_page, path: str, viewport
):
    page = open_page(standing.url + path, viewport=viewport, java_script_enabled=False)

    width = page.locator("html").bounding_box()["width"]
    widest = max(
        box["x"] + box["width"]
        for box in (each.bounding_box() for each in page.locator("main > *").all())
        if box
    )

    assert page.locator("h1").count() == 1
    assert widest <= width


def test_a_phone_shows_place_car_team_and_time(standing, open_page):
    page = open_page(f"{standing.url}results/roar-2024-q/", viewport=PHONE)
    first = page.locator("#result tbody tr").first

    seen = [cell.inner_text() for cell in first.locator("td").all() if cell.is_visible()]

    assert seen[1] == "31"
    assert "Whelen" in seen[3]


def test_on_paper_the_tables_have_their_heads_and_the_navigation_is_gone(standing, open_page):
    page = open_page(f"{standing.url}results/roar-2024-q/")

    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    texts = [one.extract_text() for one in printed.pages]
    assert "Drivers" in texts[0]
    assert "Drivers" in texts[1]
    assert "Notice board" not in texts[0]

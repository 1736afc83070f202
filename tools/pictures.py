"""Make the pictures of README and docs: `make pictures`.

The terminal picture is the demo's last screen as Rich draws it; the pages are taken in a real browser from a replay of the
bundled session, stopped at 14:55:20.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from pitboard.cli.demo import PAPERS, SESSION, summary_screen, write_papers
from pitboard.cli.tables import classification_lines
from pitboard.live.demo import serve_replay
from pitboard.live.serving import Address
from pitboard.press.report.pictures import pictures as report_pictures
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from pitboard.wire.score import score_line

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def chromium() -> str:
    """Path of a Chromium on this machine."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    sys.exit("pictures: expected chromium on PATH; tools/chromium.sh installs it where it can")


def terminal(browser: Browser) -> None:
    """The demo's table (its first rows) and its last screen."""
    screen = Console(
        record=True, width=132, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    scored = score(open_session(SESSION))
    table = classification_lines(scored, score_line(scored), rows=12, width=132)
    screen.print(table)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        written = write_papers(scored, PAPERS)
    for line in summary_screen(scored, ".venv/bin/pitboard", written):
        screen.print(line)
    html = screen.export_html(inline_styles=True, code_format="<pre>{code}</pre>")
    page = browser.new_page(viewport={"width": 1180, "height": 200}, device_scale_factor=1.5)
    style = (
        "background:#0d0f12;color:#e8eaed;font:14px/1.35 'DejaVu Sans Mono',monospace;margin:0;padding:18px"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(f'<meta charset=utf-8><body style="{style}">{html}</body>')
        file.flush()
        page.goto(f"file://{file.name}")
        page.screenshot(path=PICTURES / "terminal.png", full_page=True)
    page.close()


PAGES = (
    ("board-desktop", "", {"width": 1440, "height": 900}),
    ("board-phone", "", {"width": 390, "height": 844}),
    ("grid", "#/grid", {"width": 1440, "height": 900}),
    ("car", "#/car/31", {"width": 1440, "height": 900}),
    ("results", "results/roar-2024-q/", {"width": 1440, "height": 900}),
    ("results-phone", "results/roar-2024-q/#grid", {"width": 390, "height": 844}),
)


def pages(browser: Browser) -> None:
    """The board and its pages, from a replay that stands at 14:55:20."""
    address: list[str] = []
    said: list[str] = []
    ready = threading.Event()

    def before(_site: object, where: Address) -> None:
        address.append(where.url)
        ready.set()

    options = {
        "start_at": "14:55:20",
        "paused": True,
        "open_browser": False,
        "say": lambda line: said.append(str(line)),
        "before": before,
    }
    threading.Thread(target=serve_replay, kwargs=options, daemon=True).start()
    if not ready.wait(20):
        sys.exit("pictures: the replay did not start")
    while not any("password" in line for line in said):
        time.sleep(0.1)
    for name, fragment, viewport in PAGES:
        page = browser.new_page(viewport=viewport)
        page.goto(address[0] + fragment)
        page.wait_for_timeout(2500)
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()
    desk(browser, address[0], next(line for line in said if "password" in line).split()[-1])


def desk(browser: Browser, address: str, password: str) -> None:
    """The desk, about to delete the fastest lap."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}#/desk")
    page.get_by_label("Name").fill("desk")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.get_by_label("Car", exact=False).last.wait_for()
    form = page.locator("form:has(select)").filter(has_text="See what it changes")
    form.locator("label", has_text="Car").locator("input").fill("31")
    page.wait_for_timeout(1500)
    form.get_by_label("Lap *").select_option(index=1)
    form.locator("label", has_text="Reason").locator("input").fill("track limits")
    form.get_by_role("button", name="See what it changes").click()
    page.get_by_role("button", name="Do it").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / "desk.png")
    page.close()


def charts() -> None:
    """Two of the pictures that go with a report."""
    for picture in report_pictures(score(open_session(SESSION))):
        if picture.name in ("gaps-gtp", "sectors-gtp"):
            (PICTURES / f"{picture.name}.png").write_bytes(picture.png())


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    charts()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        terminal(browser)
        pages(browser)
        browser.close()


if __name__ == "__main__":
    main()

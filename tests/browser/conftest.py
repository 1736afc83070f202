"""A browser for all tests, a page and a server for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.serving import Server
from tests.support.tools import needs_chromium, skip_for_tool

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page on a machine with other work is late, not wrong.
expect.set_options(timeout=30_000)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not (ROOT / "src/pitboard/live/static/index.html").exists():
        skip_for_tool("the built front end", "to open it; `make frontend` builds it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(needs_chromium()), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages that may ask no host but their own, and must log no error."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []

    def opened(url: str, *, viewport: dict[str, int] | None = None, **options: object) -> Page:
        context = browser.new_context(viewport=viewport or DESKTOP, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note(request.url, strangers))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert strangers == [], "the page asked another host"


def _note(url: str, strangers: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        strangers.append(url)


@pytest.fixture(scope="session")
def standing() -> Iterator[Server]:
    """A replay that stands at 14:56, for tests that only look."""
    server = Server(start="14:56", speed=1.0, paused=True)
    yield server.up()
    server.down()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers, and ends them."""
    servers: list[Server] = []

    def started(**options: object) -> Server:
        server = Server(**options)  # type: ignore[arg-type]
        servers.append(server)
        return server.up()

    yield started
    for server in servers:
        server.down()

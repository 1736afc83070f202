"""How long a page keeps its viewer waiting: the main thread of a browser while a replay runs at twenty times the pace.

`python -m benchmarks.bench_page` prints, for each page, the longest task and the share of time with tasks over 50 ms, the
median of three runs. It needs Chromium and the built front end. The replay is the bundled qualifying session's last part,
where the field re-orders most.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import DESKTOP, FLAGS, PHONE
from tests.browser.serving import Server
from tests.support.tools import needs_chromium

RUNS = 3
WATCHED_MS = 9_000
PAGES = {
    "board": ("#/board", DESKTOP),
    "board by class": ("#/board?view=class", DESKTOP),
    "board on a phone": ("#/board", PHONE),
    "car": ("#/car/31", DESKTOP),
    "messages": ("#/messages", DESKTOP),
    "announcer": ("#/announcer", DESKTOP),
    "overlay": ("#/overlay", DESKTOP),
}
OBSERVE = """() => {
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ entryTypes: ["longtask"] });
}"""
PLAY = """() => fetch("api/sessions/roar-2024-q/replay", {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ action: "play", to_us: null, speed: null })
}).then((answer) => answer.status)"""


@dataclass(frozen=True, slots=True)
class Watched:
    """What one page did in one run."""

    longest_ms: float
    long_share: float


def _watch(browser: Browser, address: str, viewport: dict[str, int]) -> Watched:
    server = Server(start="14:52", speed=20.0, paused=True).up()
    context = browser.new_context(viewport=viewport)
    try:
        page = context.new_page()
        page.goto(server.url + address)
        page.wait_for_timeout(2_000)
        page.evaluate(OBSERVE)
        if page.evaluate(PLAY) != 200:
            raise SystemExit("the replay did not start")
        page.wait_for_timeout(WATCHED_MS)
        tasks = page.evaluate("window.tasks")
    finally:
        context.close()
        server.down()
    return Watched(max(tasks, default=0.0), sum(tasks) / WATCHED_MS)


def main() -> None:
    """Watch every page; print one line for each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(needs_chromium()), args=FLAGS)
        for name, (address, viewport) in PAGES.items():
            runs = [_watch(browser, address, viewport) for _ in range(RUNS)]
            longest = statistics.median(run.longest_ms for run in runs)
            share = statistics.median(run.long_share for run in runs)
            print(f"{name}: longest task {longest:.0f} ms, {share:.0%} of the time in tasks over 50 ms")
        browser.close()


if __name__ == "__main__":
    main()

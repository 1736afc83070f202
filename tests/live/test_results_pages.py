"""The live server gives the pages that `pitboard publish` writes, and no more than a session knows so far."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import msgspec
import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app as cli
from pitboard.live.meeting_server import ServeOptions, site_of_log
from pitboard.live.replay_hub import ReplayHub
from pitboard.live.site import Site
from pitboard.model import facts as f
from pitboard.racelog import open_log
from pitboard.sessions.opened import open_session
from tests.live.support import client_of, site_of
from tests.support.files import write_session

SESSION = "202401211355-qualifying"


def done(*arguments: object) -> None:
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    assert result.exit_code == 0, (result.output, result.exception)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "2024" / "01-roar-before-the-24"
    write_session(folder, SESSION)
    done("import", folder, "-o", tmp_path)
    log = tmp_path / "2024-01-roar-before-the-24.pitboard"
    done("issue", f"{log}#{SESSION}", "--stage", "provisional", "--by", "x", "--role", "timekeeper")
    return log


def asked(site: Site, *paths: str, **headers: str) -> list[httpx.Response]:
    """Answers to requests, one after the other."""

    async def run() -> list[httpx.Response]:
        async with client_of(site) as http:
            return [await http.get(f"/results{path}", headers=headers) for path in paths]

    return asyncio.run(run())


def served(log: Path) -> Site:
    return site_of_log(open_log(log), ServeOptions())


@pytest.mark.slow
def test_the_server_gives_what_publish_writes(log: Path, tmp_path: Path):
    done("publish", log, "-o", tmp_path / "out")
    names = [path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")]
    names.remove("published.json")

    answers = asked(served(log), *(f"/{name}" for name in names))

    for name, answer in zip(names, answers, strict=True):
        # Only a server has the link back to the board.
        same = answer.content.replace(b'<a href="/">Live</a>', b"")
        assert (answer.status_code, same) == (200, (tmp_path / "out" / name).read_bytes()), name


def test_a_folder_is_its_index(log: Path):
    bare, folder, index = asked(served(log), "", f"/{SESSION}/", f"/{SESSION}/index.html")

    assert (bare.status_code, bare.headers["location"]) == (307, "/results/")
    assert folder.content == index.content


@pytest.mark.parametrize(
    "path",
    ["/x.html", "/..%2findex.html", f"/{SESSION}", f"/{SESSION}/x.pdf", "/published.json", "/%00.html"],
)
def test_a_page_that_is_not_there_is_a_problem(log: Path, path: str):
    (answer,) = asked(served(log), path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_pages_run_no_script_and_are_not_sent_twice(log: Path):
    site = served(log)
    (first,) = asked(site, "/index.html")
    (again,) = asked(site, "/index.html", **{"If-None-Match": first.headers["etag"]})

    assert "<script" not in first.text
    assert "script-src 'self'" in first.headers["content-security-policy"]
    assert (again.status_code, again.content) == (304, b"")


def test_a_result_shows_as_soon_as_it_is_issued(log: Path):
    site = served(log)
    hub = site.hubs[SESSION]
    issued = next(fact for fact in reversed(hub.facts) if isinstance(fact, f.ResultIssued))

    async def run() -> tuple[str, str]:
        async with client_of(site) as http:
            before = (await http.get("/results/index.html")).text
            await hub.append([msgspec.structs.replace(issued, stage="official", seq=0)])
            hub.step_all()
            return before, (await http.get("/results/index.html")).text

    before, after = asyncio.run(run())

    assert "Official" not in before
    assert "Official" in after


def pages_of_replay(from_us: int | None) -> str:
    hub = ReplayHub(open_session("roar-2024-q"), playing=False, from_us=from_us)
    (answer,) = asked(site_of(hub), "/roar-2024-q/")
    assert answer.status_code == 200
    return answer.text


def test_a_replay_shows_no_lap_that_is_still_to_come():
    assert "1:32.656" not in pages_of_replay(None)


def test_the_end_of_a_replay_shows_the_pole_and_the_balance_of_performance():
    page = pages_of_replay(max(fact.at_us for fact in open_session("roar-2024-q").facts) + 1)

    assert "1:32.656" in page
    assert "GTP · version 1 (Provisional)" in page

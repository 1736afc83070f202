"""Published pages: every link leads somewhere, what was issued stays, and nothing that a team wrote becomes HTML."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.documents.club import Club
from pitboard.documents.job import make_job
from pitboard.documents.words import LANGUAGES, Words
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.publishing.html import escaped, tag
from pitboard.racelog import open_log
from pitboard.sessions.opened import open_session
from tests.publishing.support import (
    QUALIFYING,
    Reader,
    assert_every_link_leads_somewhere,
    done,
    files,
    issue,
    publish,
    run,
)
from tests.support.files import write_session


@pytest.mark.slow
def test_every_link_leads_somewhere_whatever_was_issued(log: Path, tmp_path: Path):
    for step in (None, "unofficial", "provisional", "provisional", "official", "amended"):
        if step:
            issue(log, step)
        publish(log, tmp_path / "out")
        assert_every_link_leads_somewhere(tmp_path / "out")


def test_publishing_again_changes_nothing(log: Path, tmp_path: Path):
    issue(log, "provisional")
    publish(log, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}

    assert "0 files written" in publish(log, tmp_path / "out")

    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


@pytest.mark.slow
def test_a_new_result_keeps_the_older_one_under_its_link_and_says_what_superseded_it(
    log: Path, tmp_path: Path
):
    out = tmp_path / "out"
    issue(log, "provisional")
    publish(log, out)
    old = files(out)
    issue(log, "official")

    publish(log, out)

    new = files(out)
    assert old.keys() <= new.keys()
    assert all(new[name] == old[name] for name in old if name.endswith((".pdf", ".csv")))
    page = Reader(new[f"{QUALIFYING}/02-classification-provisional-1-en.html"])
    assert "Superseded by Official: this page is kept as it was issued." in page.text
    board = json.loads(new["published.json"])["documents"]
    told = {(one["stage"], one["kind"]): one["state"] for one in board}
    assert told["provisional", "classification"] == "superseded"
    assert told["official", "classification"] == "newest"


@pytest.mark.slow
def test_the_board_is_in_number_order_and_its_numbers_are_those_on_paper(log: Path, tmp_path: Path):
    issue(log, "provisional")
    issue(log, "provisional", "202401191100-practice-1")
    publish(log, tmp_path / "out")

    board = json.loads((tmp_path / "out" / "published.json").read_bytes())["documents"]

    assert [one["number"] for one in board] == sorted(one["number"] for one in board)
    for one in board:
        said = json.loads((tmp_path / "out" / one["folder"] / f"{one['stem']}.json").read_bytes())
        assert said["head"]["number"] == one["number"]
        assert said["head"]["sha256"] == one["sha256"]
    assert [one["kind"] for one in board if "practice" in one["session"]].count("grid") == 0


def test_what_a_team_wrote_is_text(log: Path, tmp_path: Path):
    issue(log, "provisional")
    publish(log, tmp_path / "out")
    pages = {name: content for name, content in files(tmp_path / "out").items() if name.endswith(".html")}

    for content in pages.values():
        page = Reader(content)
        assert not page.names & {"script", "iframe", "style", "object", "form", "img"}
        assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert '<script>alert("x")</script> & Co' in Reader(pages[f"{QUALIFYING}/index.html"]).text


@given(st.text())
def test_any_text_is_one_text_node_and_one_attribute(text: str):
    page = Reader(tag("p", text, title=text).encode("utf-8"))

    assert page.names == {"p"}
    assert page.attributes == {"title"}


def test_text_is_escaped_once():
    assert escaped(escaped("<&>")) == "&lt;&amp;&gt;"
    assert tag("a", tag("b", "1<2"), None, ["x", ["&"]]) == "<a><b>1&lt;2</b>x&amp;</a>"


def test_the_cells_of_a_page_are_those_of_its_json(log: Path, tmp_path: Path):
    issue(log, "provisional")
    publish(log, tmp_path / "out")
    folder = tmp_path / "out" / QUALIFYING

    for stem in ("02-classification-provisional-1-en", "03-classification-by-class-provisional-1-en"):
        text = Reader((folder / f"{stem}.html").read_bytes()).text
        at = 0
        for section in json.loads((folder / f"{stem}.json").read_bytes())["sections"]:
            for table in section.get("tables", []):
                if table.get("layout") == "sign":
                    continue
                for cell in (cell["text"] for row in table["rows"] for cell in row):
                    at = text.index(cell, at) + len(cell)


def test_the_qr_code_of_a_sheet_leads_to_an_anchor_that_stays(log: Path, tmp_path: Path):
    issue(log, "provisional")
    club = Club(publish_url="https://results.example")
    link = urlsplit(
        make_job(open_session(f"{log}#{QUALIFYING}"), words=Words("en"), club=club) and _qr_of(log, club)
    )
    issue(log, "official")
    publish(log, tmp_path / "out")

    page = Reader((tmp_path / "out" / link.path.strip("/") / "index.html").read_bytes())

    assert link.fragment in page.ids


def _qr_of(log: Path, club: Club) -> str:
    from pitboard.documents.head import head

    job = make_job(open_session(f"{log}#{QUALIFYING}"), words=Words("en"), club=club)
    return head(job, number="1").verify


def test_a_folder_of_another_meeting_is_refused_and_left_alone(log: Path, tmp_path: Path):
    publish(log, tmp_path / "out")
    before = files(tmp_path / "out")
    write_session(tmp_path / "2023" / "02-other", "202301191100-practice-1")
    done("import", tmp_path / "2023", "-o", tmp_path)

    result = run("publish", tmp_path / "2023-02-other.pitboard", "-o", tmp_path / "out")

    assert isinstance(result.exception, UsageError)
    assert "a folder is one meeting's: name another" in str(result.exception)
    assert files(tmp_path / "out") == before


def test_a_list_that_cannot_be_read_stops_before_anything_is_written(log: Path, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "published.json").write_text("{")

    result = run("publish", log, "-o", tmp_path / "out")

    assert "expected the list of an earlier publication" in str(result.exception)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["published.json"]


@pytest.mark.slow
def test_a_withdrawn_result_keeps_its_page_and_says_so(log: Path, tmp_path: Path):
    out = tmp_path / "out"
    issue(log, "provisional")
    issue(log, "official")
    publish(log, out)
    with open_log(log) as opened:
        last = opened.last_seq
        opened.append([f.FactWithdrawn(at_us=0, session=QUALIFYING, target_seq=last)])

    publish(log, out)

    assert (
        "Withdrawn" in Reader((out / QUALIFYING / "02-classification-official-1-en.html").read_bytes()).text
    )
    assert "in force" in Reader((out / QUALIFYING / "index.html").read_bytes()).text
    assert_every_link_leads_somewhere(out)


@pytest.mark.slow
def test_pages_in_another_language_leave_the_first_where_they_are(log: Path, tmp_path: Path):
    out = tmp_path / "out"
    issue(log, "provisional")
    publish(log, out, "--lang", "it")
    issue(log, "official")

    publish(log, out, "--lang", "en")

    told = Reader((out / QUALIFYING / "02-classification-provisional-1-it.html").read_bytes()).text
    assert "Superato da Ufficiale" in told
    assert Reader((out / "documents" / "index.html").read_bytes()).text.count("Classifica") >= 1
    assert_every_link_leads_somewhere(out)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_pages(log: Path, tmp_path: Path, language: str):
    issue(log, "provisional")
    publish(log, tmp_path / "out", "--lang", language)

    assert_every_link_leads_somewhere(tmp_path / "out")
    assert f'<html lang="{language}">'.encode() in (tmp_path / "out" / "index.html").read_bytes()


@pytest.mark.slow
def test_a_balance_of_performance_that_was_issued_has_its_page(log: Path, tmp_path: Path):
    done("bop", "add", log, "rolex-24-2024-gtp", "--by", "office")
    publish(log, tmp_path / "out")
    assert not (tmp_path / "out" / "balance-of-performance").exists()
    done(
        "bop",
        "issue",
        f"{log}#GTP/1",
        "--state",
        "provisional",
        "--effective",
        "2024-01-01T00:00:00Z",
        "--by",
        "x",
    )

    publish(log, tmp_path / "out")

    assert "1072" in Reader((tmp_path / "out" / "balance-of-performance" / "index.html").read_bytes()).text
    assert_every_link_leads_somewhere(tmp_path / "out")
    bulletin = next((tmp_path / "out" / "balance-of-performance").glob("*provisional*.pdf"))
    before = bulletin.read_bytes()
    done(
        "bop",
        "issue",
        f"{log}#GTP/1",
        "--state",
        "definitive",
        "--effective",
        "2024-01-02T00:00:00Z",
        "--by",
        "x",
    )

    publish(log, tmp_path / "out")

    board = json.loads((tmp_path / "out" / "published.json").read_bytes())["documents"]
    assert [(one["stage"], one["state"]) for one in board] == [
        ("provisional", "superseded"),
        ("definitive", "newest"),
    ]
    assert bulletin.read_bytes() == before
    assert (
        Reader((tmp_path / "out" / "balance-of-performance" / "index.html").read_bytes()).text.count(
            "superseded"
        )
        == 0
    )
    assert_every_link_leads_somewhere(tmp_path / "out")

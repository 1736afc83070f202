"""Published pages: every link leads somewhere, what was issued stays, and nothing that a team wrote becomes HTML."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.documents.club import Club
from pitboard.documents.job import make_job
from pitboard.documents.links import session_folder
from pitboard.documents.words import LANGUAGES, Words
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.publishing import PublicSite, read_meeting
from pitboard.publishing.html import escaped, tag
from pitboard.racelog import open_log
from pitboard.sessions.opened import open_session
from tests.support.files import laps_rows, write_session

runner = CliRunner()
QUALIFYING = "202401211355-qualifying"
VOID = {"meta", "link", "br", "img", "hr"}


def run(*arguments: object):
    return runner.invoke(app, [str(one) for one in arguments])


def done(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "2024" / "01-roar-before-the-24"
    write_session(folder, "202401191100-practice-1")
    evil = [row.replace("Team 1,", '<script>alert("x")</script> & Co,') for row in laps_rows()]
    write_session(folder, QUALIFYING, rows=evil, results=None)
    done("import", folder, "-o", tmp_path)
    return tmp_path / "2024-01-roar-before-the-24.pitboard"


def issue(log: Path, stage: str, session: str = QUALIFYING) -> None:
    done(
        "issue", f"{log}#{session}", "--stage", stage, "--by", "J. Doe", "--role", "timekeeper", "--why", "x"
    )


def publish(log: Path, out: Path, *more: object) -> str:
    return done("publish", log, "-o", out, *more)


def files(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


class Reader(HTMLParser):
    """Elements in balance, links, ids and texts of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, name, attrs):
        self.names.add(name)
        told = dict(attrs)
        self.attributes |= told.keys()
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told[key] for key in ("href", "src") if key in told]
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        self.text += data


def assert_every_link_leads_somewhere(out: Path) -> None:
    pages = {name: Reader(content) for name, content in files(out).items() if name.endswith(".html")}
    for name, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), name
        for link in page.links:
            if link == "data:,":
                continue
            to = urlsplit(link)
            assert not to.scheme and not to.netloc, f"{name} leads away: {link}"
            target = (out / name).parent / unquote(to.path) if to.path else out / name
            assert target.is_file(), f"{name} leads nowhere: {link}"
            if to.fragment:
                key = target.resolve().relative_to(out.resolve()).as_posix()
                assert to.fragment in pages[key].ids, f"{name}: {link}"


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


def test_a_session_that_has_not_run_says_so(tmp_path: Path):
    from pitboard.model.meeting import Meeting, Session, SessionKind

    path = tmp_path / "m.pitboard"
    with open_log(path, create=True) as opened:
        plan = Session(session="../race", kind=SessionKind.RACE, name="Race")
        opened.append(
            [
                f.MeetingOpened(at_us=0, meeting=Meeting(meeting="m", name="Meeting")),
                f.SessionScheduled(at_us=0, session="../race", plan=plan),
            ]
        )
    publish(path, tmp_path / "out")

    assert "not run yet" in Reader((tmp_path / "out" / "index.html").read_bytes()).text
    assert_every_link_leads_somewhere(tmp_path / "out")
    assert all(
        path.resolve().is_relative_to((tmp_path / "out").resolve()) for path in (tmp_path / "out").rglob("*")
    )


@given(st.text(min_size=1, max_size=60))
def test_the_folder_of_any_session_is_a_plain_name(session: str):
    folder = session_folder(session)

    assert folder == session_folder(session)
    assert folder.replace("-", "").replace("_", "").isascii()
    assert not set(folder) & set("/\\.:?#% ")
    assert folder.casefold() not in ("documents", "balance-of-performance")


def test_a_kind_of_many_sheets_is_refused(log: Path, tmp_path: Path):
    said = str(run("publish", log, "-o", tmp_path / "out", "--kind", "lap-cards").exception)

    assert "was 'lap-cards'" in said
    assert not (tmp_path / "out").exists()


def test_a_result_that_cannot_be_recomputed_is_not_published_and_the_rest_is(log: Path, tmp_path: Path):
    issue(log, "provisional")
    meeting = read_meeting(log)
    with open_log(log) as opened:
        fact = meeting.sessions[1].results[0].fact
        import msgspec

        bent = msgspec.structs.replace(fact, stage="official", rows="[]", rows_sha256="0" * 64, seq=0)
        opened.append([bent])

    result = run("publish", log, "-o", tmp_path / "out")

    assert result.exit_code == 0
    assert "cannot be recomputed" in result.output
    assert_every_link_leads_somewhere(tmp_path / "out")


def test_a_site_answers_only_for_its_own_paths(log: Path):
    site = PublicSite(read_meeting(log), Words("en"))

    for path in ("", "x.html", "../index.html", f"{QUALIFYING}/", f"{QUALIFYING}/x.html", "documents/x.pdf"):
        assert site.page(path) is None
    assert site.file("index.html") is None


def test_pole_stands_on_the_side_that_was_set(log: Path):
    def grid() -> str:
        page = PublicSite(read_meeting(log), Words("en")).page(f"{QUALIFYING}/index.html")
        assert page is not None
        return page.decode()

    assert '<ol class="grid">' in grid()
    with open_log(log) as opened:
        opened.append([f.PoleSideSet(at_us=60_000_000_000, session=QUALIFYING, side="right")])

    assert '<ol class="grid pole-right">' in grid()


@pytest.mark.slow
def test_with_the_log_beside_them_anyone_can_verify_the_pages(log: Path, tmp_path: Path):
    out = tmp_path / "out"
    issue(log, "provisional")
    publish(log, out)
    assert not (out / log.name).exists()

    publish(log, out, "--with-log")

    assert "sound" in done("verify", out / log.name)
    assert_every_link_leads_somewhere(out)
    assert "0 files written" in publish(log, out, "--with-log")
    issue(log, "official")
    publish(log, out, "--with-log")
    assert sorted(path.name for path in out.glob("*pitboard*")) == [log.name]
    with open_log(out / log.name, read_only=True) as copy, open_log(log, read_only=True) as original:
        assert copy.head_hash == original.head_hash


def test_a_log_begun_anew_does_not_take_the_links_of_the_first(log: Path, tmp_path: Path):
    out = tmp_path / "out"
    again = tmp_path / "again" / log.name
    again.parent.mkdir()
    again.write_bytes(log.read_bytes())
    issue(log, "provisional")
    publish(log, out)
    before = files(out)
    done("issue", f"{again}#{QUALIFYING}", "--stage", "provisional", "--by", "somebody else")

    result = run("publish", again, "-o", out)

    assert "what was issued is never changed: name another folder" in str(result.exception)
    assert files(out) == before


@pytest.mark.slow
def test_a_result_issued_again_after_a_withdrawal_has_a_page_of_its_own(log: Path, tmp_path: Path):
    out = tmp_path / "out"
    issue(log, "provisional")
    with open_log(log) as opened:
        opened.append([f.FactWithdrawn(at_us=0, session=QUALIFYING, target_seq=opened.last_seq)])
    publish(log, out)
    first = files(out)
    issue(log, "provisional")

    publish(log, out)

    second = files(out)
    assert all(second[name] == first[name] for name in first if name.endswith((".pdf", ".csv")))
    pages = [name for name in second if "02-classification-provisional-1" in name and name.endswith(".html")]
    assert len(pages) == 2
    assert_every_link_leads_somewhere(out)


def test_a_class_cannot_write_into_the_style_sheet():
    from pitboard.model.car_class import CarClass
    from pitboard.publishing.style import style_sheet

    made = style_sheet(
        [CarClass(code="A {} /*", name="A", order=1, colour_on_paper="red; } body { display: none")]
    )

    assert "display: none; }\n" not in made.partition(".plate-")[2]
    assert ".plate-A_20_7b_7d_20_2f_2a { background: #ffffff; color: #000000; }" in made
    assert made.count("{") == made.count("}")


def test_a_document_that_an_earlier_pitboard_made_otherwise_stays_as_it_was(log: Path, tmp_path: Path):
    out = tmp_path / "out"
    issue(log, "provisional")
    publish(log, out)
    for ending in ("pdf", "csv", "json"):
        (out / QUALIFYING / f"02-classification-provisional-1-en.{ending}").write_bytes(b"as it was")

    publish(log, out)

    for ending in ("pdf", "csv", "json"):
        assert (
            out / QUALIFYING / f"02-classification-provisional-1-en.{ending}"
        ).read_bytes() == b"as it was"


def test_marks_of_a_sheet_are_marks_of_the_page():
    from pitboard.documents.model import Cell, Column, Kind, Layout, Mark, Table
    from pitboard.publishing.sheets import table_html

    plates = Table(
        columns=(Column("number", "#", Kind.PLATE), Column("best", "Best", Kind.TIME)),
        rows=(
            (Cell("31", "GTP"), Cell("1:32.656", 1, Mark.BEST)),
            (Cell("7", "GTP"), Cell("1:33.000", 1, Mark.STRUCK)),
        ),
    )
    chart = Table(
        columns=(Column("p1", "1", Kind.PLATE),),
        rows=((Cell("31", "GTP", Mark.PIT),), (Cell("7", "GTP"),)),
        layout=Layout.CHART,
    )

    assert '<strong>1:32.656<span class="sign-best"> ●</span></strong>' in table_html(plates)
    assert "<s>1:33.000</s>" in table_html(plates)
    assert '<span class="plate plate-GTP">31</span>' in table_html(plates)
    assert '<span class="line line-GTP"><span class="chip pit">31</span></span>' in table_html(chart)
    assert '<span class="line line-GTP"><span class="chip">7</span></span>' in table_html(chart)

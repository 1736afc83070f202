"""Published pages where something is odd: nothing has run, nothing can be recomputed, a log begun anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.documents.links import session_folder
from pitboard.documents.words import Words
from pitboard.model import facts as f
from pitboard.publishing import PublicSite, read_meeting
from pitboard.racelog import open_log
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

"""`pitboard report`: every format from the command line, the same bytes again, nothing half-written."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.errors import UsageError
from pitboard.press.report.formats import rendered
from pitboard.press.report.grammar import LANGUAGES
from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from tests.support.files import laps_rows, write_session

NASTY = '<script>alert(1)</script> *b* [x](y) `c` #eval("x") $1$ \\end'


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    rows = [row.replace("Team 01", NASTY) for row in laps_rows()]
    laps = write_session(tmp_path_factory.mktemp("nasty"), rows=rows, results=None)
    return write_report(score(open_session(str(laps))), "en")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["report", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def text_of(pdf: bytes) -> str:
    """The text of all pages without their numbers: a sentence may run over the foot of a page."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(re.sub(r"\d+ / \d+\s*$", "", page.extract_text()) for page in pages)


def letters(text: str) -> str:
    """Text without blanks, breaks and hyphens at the end of a line."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def test_markdown_comes_on_standard_output() -> None:
    said = run("roar-2024-q", "--lang", "it", "--focus", "nation:ITA")

    assert said.startswith("# Pipo Derani in pole a Daytona")
    assert "## Italia" in said
    assert "| 1 | Pipo Derani | Cadillac #31 |" in said


def test_json_gives_every_statement_with_its_facts() -> None:
    report = json.loads(run("roar-2024-q", "--format", "json", "--scope", "class"))

    sentences = [one for section in report["sections"] for one in section["sentences"]]
    assert len(sentences) > 30
    for one in (report["headline"], report["standfirst"], *sentences):
        assert one["text"]
        assert one["statement"]["kind"]
        assert one["statement"]["facts"]
        assert all(re.fullmatch(r"roar-2024-q:\d+|record:.+", fact) for fact in one["statement"]["facts"])
        assert all(value["type"] for value in one["statement"]["values"].values())


@pytest.mark.slow
def test_a_file_is_written_whole_and_the_same_again(tmp_path: Path) -> None:
    for form in ("md", "html", "json", "pdf"):
        first, second = tmp_path / f"first.{form}", tmp_path / f"second.{form}"
        run("roar-2024-q", "--format", form, "-o", str(first))
        run("roar-2024-q", "--format", form, "-o", str(second))
        assert first.read_bytes() == second.read_bytes()
        assert first.read_bytes() == rendered(write_report(score(open_session("roar-2024-q"))), form)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_what_the_report_says(roar: Scored, language: str) -> None:
    report = write_report(roar, language)
    made = rendered(report, "pdf")

    printed = letters(text_of(made))
    for one in report.sentences():
        assert letters(one.text) in printed
    for table in report.tables():
        for row in table.rows:
            assert all(letters(cell) in printed for cell in row)
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == report.headline.text
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.timestamp() == report.as_of_us // 1_000_000
    assert reader.root_object["/Lang"] == language
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_names_are_never_read_as_markup(nasty: Report) -> None:
    page = rendered(nasty, "html").decode()
    markdown = rendered(nasty, "md").decode()

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in markdown.replace("\\<script", "")
    assert "\\*b\\*" in markdown
    assert letters('#eval("x") $1$') in letters(text_of(rendered(nasty, "pdf")))


def test_an_html_page_asks_for_nothing_from_elsewhere(roar: Scored) -> None:
    page = rendered(write_report(roar, "de"), "html").decode()

    assert '<html lang="de">' in page
    assert not re.search(r"<script|src=|href=|https?:", page)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--lang", "pt"), "expected a language of en, it, de, fr, es, was 'pt'"),
        (("--scope", "all"), "expected a scope of overall, class, was 'all'"),
        (("--focus", "ITA"), "expected a focus like nation:ITA, was 'ITA'"),
        (("--focus", "nation:XQZ"), "expected a focus like nation:ITA, was 'nation:XQZ'"),
        (("--focus", "nation:Italy"), "expected a focus like nation:ITA"),
        (("--zone", "Mars/Olympus"), "expected an IANA time zone"),
        (("--zone", "../etc/passwd"), "expected an IANA time zone"),
        (("--format", "docx"), "expected a format of md, html, json, pdf, was 'docx'"),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "report"
    with pytest.raises(UsageError, match=re.escape(said)):
        CliRunner().invoke(app, ["report", "roar-2024-q", *arguments, "-o", str(out)], catch_exceptions=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_place_that_cannot_be_written_ends_with_exit_code_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pitboard.cli.main",
            "report",
            "roar-2024-q",
            "-o",
            str(tmp_path / "no" / "x.md"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert "cannot be written: No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_pictures_are_written_beside_the_report(tmp_path: Path) -> None:
    run("roar-2024-q", "--lang", "fr", "--pictures", str(tmp_path), "-o", str(tmp_path / "report.md"))

    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name for name in names if name.endswith(".svg")] == [
        *(
            "gaps-gtd.svg",
            "gaps-gtdpro.svg",
            "gaps-gtp.svg",
            "gaps-lmp2.svg",
            "grid.svg",
            "lap-times-gtp.svg",
        ),
        *("sectors-gtd.svg", "sectors-gtdpro.svg", "sectors-gtp.svg", "sectors-lmp2.svg"),
    ]
    assert len([name for name in names if name.endswith(".png")]) == 10
    drawn = (tmp_path / "gaps-gtp.svg").read_text(encoding="utf-8")
    assert "écarts sur le plus rapide" in drawn
    assert '+0"071' in drawn.replace("&quot;", '"')

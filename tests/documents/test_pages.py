"""No page holds next to nothing: neither the hash nor lines to sign on nor a note stand alone on one."""

from __future__ import annotations

import io

import msgspec
import pypdf
import pytest

from pitboard.documents.catalogue import documents, kind_of, kinds_for
from pitboard.documents.classification import signatures
from pitboard.documents.job import make_job
from pitboard.documents.model import Cell, Section, Table
from pitboard.documents.page import PAPERS, pdf
from pitboard.documents.words import LANGUAGES, Words
from pitboard.sessions.opened import open_session
from tests.documents.pdf_text import squeezed
from tests.support.files import write_session

replace = msgspec.structs.replace
LEAST = 3
"""Cells of a table that a page after the first must hold."""


def printed(job, document, paper="A4"):
    return pdf(document, paper=paper, classes=job.classes, club=job.club, words=job.words, at_us=0)


def pages_of(made):
    """The text of each page with its head and foot, without blanks."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def lonely_pages(job, document, paper="A4"):
    """Pages after the first without a row of a table, and those on which the hash is not where it belongs."""
    pages = pages_of(printed(job, document, paper))
    signed = [table for section in document.sections for table in section.tables if table.layout == "sign"]
    shown = {
        squeezed(cell.text)
        for s in document.sections
        for t in s.tables
        if t not in signed
        for r in t.rows
        for cell in r
    }
    shown |= {squeezed(line) for section in document.sections for line in section.lines}
    # Short ones stand in heads and feet too.
    shown = {text for text in shown if len(text) > 3}
    lonely = [n for n, page in enumerate(pages[1:], 2) if sum(text in page for text in shown) < LEAST]
    hashes = [n for n, page in enumerate(pages, 1) if document.head.sha256 in page]
    assert hashes == [len(pages)]
    return lonely


@pytest.fixture(scope="module")
def race(tmp_path_factory):
    opened = open_session(str(write_session(tmp_path_factory.mktemp("race"), "202401201100-race")))
    return make_job(opened, words=Words("en"))


@pytest.fixture(scope="module")
def bundled():
    return open_session("roar-2024-q")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_classification_of_the_bundled_session_ends_on_a_page_with_rows(bundled, language):
    job = make_job(bundled, words=Words(language))
    (document,) = documents(job, kind_of("classification"))

    for paper in PAPERS:
        assert (paper, lonely_pages(job, document, paper)) == (paper, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "paper"), [("en", "letter"), ("it", "A4"), ("de", "letter"), ("fr", "A4"), ("es", "letter")]
)
def test_no_sheet_of_the_bundled_session_has_a_page_for_nothing(bundled, language, paper):
    job = make_job(bundled, words=Words(language))

    for kind in kinds_for(job):
        if kind.key != "lap-cards":
            for document in documents(job, kind):
                assert (document.name, lonely_pages(job, document, paper)) == (document.name, [])


def of_length(job, n, *, note="", signed=True, line=""):
    """A sheet with a table of so many rows, then what comes at the end of one."""
    (document,) = documents(job, kind_of("classification-by-class"))
    table = document.sections[0].tables[0]
    rows = tuple((Cell(f"Row{i}"), *table.rows[0][1:]) for i in range(n))
    short = Table(columns=table.columns[:3], rows=(table.rows[0][:3],) * 2)
    ends = [Section(title="Short", tables=(short,), keep=True)]
    ends += [Section(lines=(line,))] if line else []
    ends += [Section(tables=(signatures(job),), keep=True)] if signed else []
    first = Section(tables=(replace(table, rows=rows, note=note),))
    return replace(document, sections=(first, *(ends if signed or line else ())))


@pytest.mark.parametrize("paper", PAPERS)
def test_wherever_a_page_ends_the_hash_and_a_note_stay_with_rows(race, paper):
    for n in range(22, 42):
        assert (n, lonely_pages(race, of_length(race, n, note="A note. " * 5, signed=False), paper)) == (
            n,
            [],
        )


def test_wherever_a_page_ends_lines_to_sign_on_stay_with_what_is_signed(race):
    for n in range(8, 28):
        pages = pages_of(printed(race, of_length(race, n, line="Nothing was decided.")))
        last = pages[-1]

        assert "Racedirector" in last
        assert (n, "Short" in last and "Nothing" in last) == (n, True)


def test_a_table_that_is_kept_whole_and_longer_than_a_page_is_broken_and_loses_no_row(race):
    document = of_length(race, 70)
    first, *others = document.sections
    document = replace(document, sections=(replace(first, title="Long", keep=True), *others))
    pages = pages_of(printed(race, document))
    text = "".join(pages)

    assert all(f"Row{i}" in text for i in range(70))
    assert "Row5" in pages[0]


def test_wherever_a_page_ends_a_grid_is_signed_on_a_page_with_cars(bundled):
    job = make_job(bundled, words=Words("en"))
    (document,) = documents(job, kind_of("grid"))
    drawn, reasons = document.sections
    sign = Section(tables=(signatures(job),), keep=True)
    for n in range(10, 24, 2):
        table = replace(drawn.tables[0], rows=drawn.tables[0].rows[:n])
        sheet = replace(document, sections=(replace(drawn, tables=(table,)), sign, reasons))
        (page,) = [page for page in pages_of(printed(job, sheet)) if "Racedirector" in page]

        assert (n, squeezed(table.rows[-1][5].text) in page) == (n, True)

"""Any text prints: what the typeface lacks is replaced on the sheet, named there, and kept in the tables."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pitboard.documents.catalogue import documents, kind_of, kinds_for
from pitboard.documents.job import make_job
from pitboard.documents.outputs import to_csv, to_json, to_xlsx
from pitboard.documents.page import pdf
from pitboard.documents.produce import produce
from pitboard.documents.typeface import BOX, Plain, characters
from pitboard.documents.words import LANGUAGES, Words
from pitboard.press.report.printed import pdf as report_pdf
from pitboard.press.report.writing import write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from tests.documents.pdf_text import squeezed, text_of
from tests.support.files import laps_rows, write_session


def race_of(folder, team="中 Racing ⚠️", driver="Žluť;王 🏁", car_class="GTP"):
    first, last = driver.split(";")
    rows = [row.replace("GTP", car_class) for row in laps_rows()]
    results = [
        f"1,1,0,,,,,0,{team},{car_class},,,Vehicle 1,M,{first},{last},Gold,,USA,,",
        f"2,01,0,,,,,0,Team 01,{car_class},,,Vehicle 01,M,Driver,01,Gold,,USA,,",
        "3,7,0,,,,,0,Team 7,GTD,,,Vehicle 7,M,Driver,7,Gold,,USA,,",
    ]
    return open_session(str(write_session(folder, "202401201100-race", rows=rows, results=results)))


@pytest.fixture
def race(tmp_path):
    return race_of(tmp_path / "race")


def printed(job, document):
    return pdf(document, paper="A4", classes=job.classes, club=job.club, words=job.words, at_us=0)


def test_the_whole_set_prints_where_names_have_letters_that_the_typeface_lacks(race, tmp_path):
    job = make_job(race, words=Words("en"))
    paths = list(produce(job, kinds_for(job), tmp_path / "sheets", formats=("pdf", "json", "xlsx")))

    assert {path.suffix for path in paths} == {".pdf", ".json", ".xlsx"}
    assert all(path.stat().st_size for path in paths)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_names_what_it_replaced_and_the_tables_keep_it(race, language):
    job = make_job(race, words=Words(language))
    (document,) = documents(job, kind_of("entry-list"))
    text = text_of(printed(job, document))

    assert squeezed(f"{BOX} Racing {BOX}") in text
    for code in ("U+4E2D", "U+26A0", "U+738B", "U+1F3C1"):
        assert code in text
    assert "U+017D" not in text
    assert squeezed(job.words("page.replaced", which="|")).split("|")[0] in text
    assert "中 Racing ⚠️" in to_json(document).decode()
    assert "中 Racing ⚠️" in to_csv(document).decode()
    assert to_xlsx(document)


def test_a_sheet_of_known_letters_has_no_such_note(tmp_path):
    job = make_job(race_of(tmp_path / "race", "Łódź Ñandú Straße", "Владимир;Őrült"), words=Words("en"))
    (document,) = documents(job, kind_of("entry-list"))

    assert "U+" not in text_of(printed(job, document))


def test_classes_of_letters_that_the_typeface_lacks_keep_a_colour_each(tmp_path):
    job = make_job(race_of(tmp_path / "race", car_class="中"), words=Words("en"))
    (document,) = documents(job, kind_of("entry-list"))

    assert BOX in text_of(printed(job, document))


def test_a_plainer_letter_is_better_than_a_box_and_what_is_never_seen_is_left_out():
    plain = Plain()

    assert [plain(text) for text in ("Ａｂ", "ﬁ", "e\u0331\u0301", "a\u202eb", "⚠️", "\x07")] == [
        "Ab",
        "fi",
        "é",
        "ab",
        BOX,
        BOX,
    ]
    assert plain.replaced() == "U+FF21 U+FF42 U+FB01 U+0331 U+26A0 U+0007"


def test_the_characters_are_those_of_the_fonts():
    assert set("AzÄßŁőЖΩ0●▲→–− \n" + BOX) <= characters()
    assert not set("中⚠אاक한\U0001f3c1\ufffd\uffff\x00\u202e") & characters()


@pytest.fixture
def print_texts(race):
    """Prints a sheet with texts in every place that somebody may have written."""
    job = make_job(race, words=Words("en"))
    (document,) = documents(job, kind_of("entry-list"))
    section, replace = document.sections[0], msgspec.structs.replace
    table = section.tables[0]

    def printed_with(texts):
        rows = tuple(tuple(replace(cell, text=text) for cell in table.rows[0]) for text in texts)
        tables = (replace(table, rows=rows, note=texts[0]),)
        head = replace(document.head, meeting=texts[0], series=texts[-1], status_lines=tuple(texts))
        sections = (replace(section, title=texts[0], lines=tuple(texts), tables=tables),)
        return printed(job, replace(document, subtitle=texts[-1], head=head, sections=sections))

    return printed_with


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_any_cell_prints(print_texts, texts):
    assert print_texts(texts).startswith(b"%PDF")


def test_a_report_prints_too_and_names_what_it_replaced(race):
    report = write_report(score(race), "de")
    text = text_of(report_pdf(report))

    assert "U+738B" in text or "U+4E2D" in text
    assert not re.search("[中王]", text)

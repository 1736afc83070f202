"""A Balance of Performance bulletin: what the table says stands on paper, cell by cell, in every language."""

import pytest

from pitboard.bundled.bop_tables import bop_names, bundled_bop, bundled_versions
from pitboard.documents.bop_bulletin import BulletinJob, bulletin, figures, write_bulletin
from pitboard.documents.club import Club
from pitboard.documents.page import pdf
from pitboard.documents.words import LANGUAGES, Words
from pitboard.model.bop import BopStanding
from pitboard.sessions.bop import previous_of
from tests.documents.pdf_text import squeezed, text_of


def job(name, language="en"):
    version = bundled_bop(name)
    return BulletinJob(
        standing=BopStanding(version=version, state=version.last_state, issue=version.issues[-1]),
        before=previous_of(bundled_versions(), version),
        words=Words(language),
        club=Club(),
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", bop_names())
def test_every_cell_stands_in_the_pdf_in_order(name, language):
    document = bulletin(job(name, language))
    text = text_of(pdf(document, paper="A4", classes=(), club=Club(), words=Words(language), at_us=0))

    at = 0
    for section in document.sections:
        for table in section.tables:
            for row in table.rows:
                for cell in filter(None, (squeezed(cell.text) for cell in row)):
                    found = text.find(cell, at)
                    assert found >= 0, (cell, text[at : at + 60])
                    at = found + len(cell)


def rows_of(name):
    table = figures(job(name))
    return {
        row[0].text: {column.key: cell.text for column, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    }


def test_current_and_change_stand_side_by_side_and_what_is_not_known_is_marked():
    rows = rows_of("rolex-24-2024-gtd-definitive")

    assert (rows["Ferrari"]["mass_kg"], rows["Ferrari"]["mass_kg_change"]) == ("1365", "+10")
    assert (rows["Porsche"]["wing_deg"], rows["Porsche"]["wing_deg_change"]) == ("5.5", "−1.0")
    assert (rows["Mercedes"]["mass_kg"], rows["Mercedes"]["mass_kg_change"]) == ("?", "−15")
    assert (rows["Lexus"]["mass_kg"], rows["Lexus"]["mass_kg_change"]) == ("1370", "0")
    assert rows["Acura"]["mass_kg"] == "?"


def test_a_first_version_has_no_column_of_changes():
    assert not [key for key in rows_of("ctmp-2025-gtd")["BMW"] if key.endswith("_change")]


def test_the_refill_time_that_all_rows_share_is_said():
    assert "Refill time: 40.0 s for every model." in bulletin(job("ctmp-2025-gtd")).sections[0].lines


def test_figures_are_printed_as_published_and_printing_again_gives_the_same_bytes(tmp_path):
    assert rows_of("ctmp-2025-gtd")["Aston Martin"]["refill_mj_per_s"] == "22.850"

    first = write_bulletin(job("ctmp-2025-gtd"), tmp_path).read_bytes()

    assert write_bulletin(job("ctmp-2025-gtd"), tmp_path).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["bop-GTD-IWSC-25-62-definitive-en.pdf"]

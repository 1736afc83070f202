"""What a document says is the same in every output, in every language, at every length."""

import io
import json
import re
from pathlib import Path

import msgspec
import pypdf
import pytest

from pitboard.documents.catalogue import KINDS, documents, kind_of, kinds_for
from pitboard.documents.club import Club
from pitboard.documents.job import make_job
from pitboard.documents.model import Cell
from pitboard.documents.outputs import to_json, to_xlsx
from pitboard.documents.page import pdf
from pitboard.documents.produce import produce, write_demo
from pitboard.documents.words import LANGUAGES, Words, labels
from pitboard.errors import UsageError
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from tests.documents.pdf_text import squeezed, text_of
from tests.support.files import write_session

BUNDLED = "roar-2024-q"


@pytest.fixture(scope="module")
def opened():
    return open_session(BUNDLED)


def job_of(opened, language="en", **more):
    return make_job(opened, words=Words(language), **more)


def printed(job, document, paper="A4"):
    return pdf(document, paper=paper, classes=job.classes, club=job.club, words=job.words, at_us=0)


def assert_cell_by_cell(document, text):
    """Every cell of the JSON stands in the PDF, in order, with nothing between two cells of a row but its mark."""
    told = json.loads(to_json(document))
    at = 0
    for section in told["sections"]:
        for table in section.get("tables", []):
            for row in table["rows"]:
                for cell in filter(None, (squeezed(cell["text"]) for cell in row)):
                    found = text.find(cell, at)
                    assert found >= 0, (document.kind, cell, text[at : at + 80])
                    at = found + len(cell)


def gaps_in_rows(document, text):
    """What stands between the cells of one row; only marks and separators may."""
    between, at = set(), 0
    for section in document.sections:
        for table in section.tables:
            # A bare "1" stands in the head of the page too: the rows begin behind the last label of their table.
            shown = [i for i in range(len(table.columns)) if any(row[i].text for row in table.rows)]
            labels = squeezed("".join(table.columns[i].label for i in shown))
            at = text.index(labels, at) + len(labels)
            for row in table.rows:
                for place, cell in enumerate(filter(None, (squeezed(cell.text) for cell in row))):
                    found = text.find(cell, at)
                    if place:
                        between.add(text[at:found])
                    at = found + len(cell)
    return between


@pytest.fixture(scope="module")
def small_race(tmp_path_factory):
    return open_session(str(write_session(tmp_path_factory.mktemp("race"), "202401201100-race")))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kinds_say_in_the_pdf_what_they_say_in_the_json_cell_by_cell(small_race, language):
    job = job_of(small_race, language)
    turn = LANGUAGES.index(language)

    # English prints every kind, the four others share them out: labels hold the same keys in all (see below).
    for index, kind in enumerate(kinds_for(job)):
        if turn == 0 or index % 4 == turn - 1 or kind.key == "classification":
            for document in documents(job, kind):
                assert_cell_by_cell(document, text_of(printed(job, document)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "key"), [("en", "classification"), ("it", "grid"), ("de", "best-laps"), ("fr", "flags")]
)
def test_a_long_document_says_what_the_json_says_cell_by_cell(opened, language, key):
    job = job_of(opened, language)
    (document,) = documents(job, kind_of(key))

    assert_cell_by_cell(document, text_of(printed(job, document)))


@pytest.mark.parametrize("note", ["out-lap", "the lap was deleted after a long investigation " * 5])
def test_a_table_of_many_rows_says_every_cell_whether_its_notes_are_short_or_long(small_race, note):
    job = job_of(small_race)
    document = next(iter(documents(job, kind_of("lap-cards"))))
    table = document.sections[0].tables[0]
    rows = tuple((Cell(str(n)), *table.rows[n % 3][1:-1], Cell(note)) for n in range(84))
    section = msgspec.structs.replace(
        document.sections[0], tables=(msgspec.structs.replace(table, rows=rows),)
    )
    document = msgspec.structs.replace(document, sections=(section,))

    assert_cell_by_cell(document, text_of(printed(job, document)))


def test_nothing_but_marks_stands_between_two_cells(opened):
    job = job_of(opened)
    (document,) = documents(job, kind_of("classification"))

    assert gaps_in_rows(document, text_of(printed(job, document))) <= {"", "●", "▲"}


def test_a_number_that_differs_is_noticed(opened):
    job = job_of(opened)
    (document,) = documents(job, kind_of("classification"))
    text = text_of(printed(job, document)).replace("1:32.656", "1:32.665")

    with pytest.raises(AssertionError):
        assert_cell_by_cell(document, text)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "paper"), [("en", "A4"), ("es", "letter")])
def test_every_kind_of_a_full_session_prints(opened, language, paper):
    job = job_of(opened, language)

    for kind in kinds_for(job):
        for number, document in enumerate(documents(job, kind)):
            assert printed(job, document, paper).startswith(b"%PDF")
            if number:
                break


def test_letter_and_a4_are_the_papers_they_say(small_race):
    job = job_of(small_race)
    (document,) = documents(job, kind_of("flags"))
    sizes = {
        paper: pypdf.PdfReader(io.BytesIO(printed(job, document, paper))).pages[0].mediabox[2:]
        for paper in ("A4", "letter")
    }

    assert [round(float(side)) for side in sizes["A4"]] == [595, 842]
    assert [round(float(side)) for side in sizes["letter"]] == [612, 792]


@pytest.mark.slow
def test_threads_print_the_same_bytes_in_the_same_order(small_race, tmp_path):
    job = job_of(small_race)
    kinds = [kind_of("lap-cards"), kind_of("flags")]
    alone, together = (
        [(path.name, path.read_bytes()) for path in produce(job, kinds, tmp_path / str(n), workers=n)]
        for n in (1, 2)
    )

    assert alone == together
    assert len(alone) == 4


def test_the_classification_is_the_engines(opened):
    job = job_of(opened)
    (document,) = documents(job, kind_of("classification"))
    table = document.sections[0].tables[0]
    keys = [column.key for column in table.columns]
    cells = dict(zip(keys, table.rows[0], strict=True))

    assert (cells["number"].text, cells["best"].text, cells["best"].value) == ("31", "1:32.656", 92_656_000)
    assert [row[1].text for row in table.rows] == [row.car for row in score(opened).rows]


def test_the_same_session_gives_the_same_bytes(opened):
    one, other = job_of(opened), job_of(open_session(BUNDLED))
    documents_of = [next(iter(documents(job, kind_of("grid")))) for job in (one, other)]

    assert printed(one, documents_of[0]) == printed(other, documents_of[1])
    assert to_xlsx(documents_of[0]) == to_xlsx(documents_of[1])


def test_pdfs_are_tagged_with_title_language_and_headings(opened):
    job = job_of(opened, "it")
    (document,) = documents(job, kind_of("classification"))
    reader = pypdf.PdfReader(io.BytesIO(printed(job, document)))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("it")
    assert "/StructTreeRoot" in root
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == "Classifica · Qualifying"


def test_only_the_one_typeface_is_used_and_it_is_embedded(opened):
    job = job_of(opened)
    document = next(iter(documents(job, kind_of("lap-cards"))))
    reader = pypdf.PdfReader(io.BytesIO(printed(job, document)))
    names = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert names <= {"Inter-Regular", "Inter-SemiBold"}


def test_all_languages_hold_the_same_labels_with_the_same_values():
    english = labels("en")

    for language in LANGUAGES:
        assert labels(language).keys() == english.keys()
        assert all(label.count("{") == english[key].count("{") for key, label in labels(language).items())


def test_every_kind_is_in_the_how_to():
    page = (Path(__file__).parents[2] / "docs/how-to/print-documents.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `([a-z][a-z-]+)` \|", page, re.MULTILINE) == [kind.key for kind in KINDS]


def test_every_kind_has_a_title():
    assert {f"title.{kind.key}" for kind in KINDS} <= labels("en").keys()


def test_what_a_team_wrote_is_never_typst_code(opened):
    job = job_of(opened)
    (document,) = documents(job, kind_of("classification"))
    evil = '#panic("no") $x$ *b* <a> @b \\ `c`'
    table = document.sections[0].tables[0]
    row = tuple(
        msgspec.structs.replace(cell, text=evil) if index == 5 else cell
        for index, cell in enumerate(table.rows[0])
    )
    section = msgspec.structs.replace(
        document.sections[0], tables=(msgspec.structs.replace(table, rows=(row,)),)
    )
    document = msgspec.structs.replace(document, sections=(section,))

    assert squeezed(evil) in text_of(printed(job, document))


def test_the_demo_gets_its_two_sheets(opened, tmp_path):
    paths = write_demo(score(opened), tmp_path, "it")

    assert [path.name for path in paths] == ["02-classification-live-it.pdf", "04-grid-live-it.pdf"]


def test_an_unknown_kind_language_status_paper_and_format_are_refused(opened, tmp_path):
    with pytest.raises(UsageError, match="expected a kind of"):
        kind_of("poster")
    with pytest.raises(UsageError, match="expected a language of"):
        Words("la")
    with pytest.raises(UsageError, match="expected a status of"):
        job_of(opened, status="final")
    with pytest.raises(UsageError, match="expected a paper of"):
        list(produce(job_of(opened), [kind_of("flags")], tmp_path, paper="A0"))
    with pytest.raises(UsageError, match="expected formats of"):
        list(produce(job_of(opened), [kind_of("flags")], tmp_path, formats=[]))
    with pytest.raises(UsageError, match="expected formats of"):
        list(produce(job_of(opened), [kind_of("flags")], tmp_path, formats=["docx"]))


def test_a_club_file_with_mistakes_names_them_all(tmp_path):
    path = tmp_path / "club.toml"
    path.write_text('accent = "blue"\nlogos = "x.svg"\n')

    with pytest.raises(UsageError, match=r"accent: .*blue.*logos: .*"):
        Club.read(path)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('logo = "no.svg"', "expected an SVG or PNG file, was 'no.svg'"),
        ('logo = "large.png"', "expected at most 2,000,000 bytes, was 2,000,001"),
        ('accent = "#ffee00"', "dark enough to read on white"),
        ('publish_url = "ftp://x"', "publish_url"),
        ("name =", "expected TOML"),
    ],
)
def test_a_clubs_paper_that_cannot_be_printed_on_is_refused(tmp_path, toml, said):
    (tmp_path / "large.png").write_bytes(b"x" * 2_000_001)
    (tmp_path / "club.toml").write_text(toml)

    with pytest.raises(UsageError, match=said):
        Club.read(tmp_path / "club.toml")


@pytest.mark.parametrize("name", ["broken.svg", "broken.png"])
def test_a_logo_that_is_no_picture_is_told(small_race, tmp_path, name):
    (tmp_path / name).write_text("<svg")
    (tmp_path / "club.toml").write_text(f'logo = "{name}"')
    job = job_of(small_race, club=Club.read(tmp_path / "club.toml"))

    with pytest.raises(UsageError, match="logo: expected an SVG or PNG picture"):
        list(produce(job, [kind_of("flags")], tmp_path / "out"))
    assert list((tmp_path / "out").iterdir()) == []

"""Documents as PDF: the only module that knows Typst.

The layout is `sheet.typ`; a document goes in as JSON, so that nothing in it is ever read as Typst code. The same document
gives the same bytes: the creation date is that of the result, and no other clock is read.
"""

from __future__ import annotations

import io
import re
import threading
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import segno

from pitboard.documents.model import Cell, Column, Document, Kind, Layout, Table
from pitboard.documents.typeface import FONT, Plain, characters
from pitboard.errors import UsageError
from pitboard.model.car_class import CarClass
from pitboard.model.palette import ink_on

if TYPE_CHECKING:
    import typst

    from pitboard.documents.club import Club
    from pitboard.documents.words import Words

PAPERS = {"A4": "a4", "letter": "us-letter"}
STANDARDS = ["ua-1"]
"""PDF/UA-1: a document that breaks a rule which Typst can check does not compile."""
_TIED = re.compile(r" (?=[A-Z]{3}(?:[ ,]|$)|\([PGSB]\))")
_WIDTH_OF_A_LETTER = 0.045
"""In shares: the sixty letters of three drivers are worth nearly three."""
_LEAST_SHARE = 0.6
_LONG = 80
"""A table of more rows is laid out with widths that were measured once, not cell by cell."""
_RIGHT = {Kind.COUNT, Kind.TIME, Kind.CLOCK, Kind.NUMBER, Kind.PLATE}


class Sheet(msgspec.Struct, frozen=True):
    """What the compiler reads: the document as JSON, and the second of its creation."""

    data: str
    created_s: int


def pdf(
    document: Document,
    *,
    paper: str,
    classes: tuple[CarClass, ...],
    club: Club,
    words: Words,
    at_us: int,
    pole_side: str = "",
) -> bytes:
    """Print a document.

    Args:
        document: what it says.
        paper: `A4` or `letter`.
        classes: whose plates are drawn.
        club: look.
        words: language.
        at_us: creation date, µs since 1970 UTC.
        pole_side: on which side of the grid place 1 is drawn; left where it is not known.

    Raises:
        UsageError: an unknown paper.
    """
    return compiled(
        sheet(
            document, paper=paper, classes=classes, club=club, words=words, at_us=at_us, pole_side=pole_side
        )
    )


def sheet(
    document: Document,
    *,
    paper: str,
    classes: tuple[CarClass, ...],
    club: Club,
    words: Words,
    at_us: int,
    pole_side: str = "",
) -> Sheet:
    """A document ready to be compiled, here or in another process; see `pdf`."""
    if paper not in PAPERS:
        raise UsageError(f"expected a paper of {', '.join(PAPERS)}, was {paper!r}")
    data = {
        **_data(document),
        "paper": PAPERS[paper],
        "font": FONT,
        "accent": club.accent,
        "author": document.head.series or "Pitboard",
        "plates": {ascii(one.code): (one.colour_on_paper, ink_on(one.colour_on_paper)) for one in classes},
        "qr": _qr(document.head.verify),
        "logo": list(club.logo.read_bytes()) if club.logo is not None else None,
        "logo_format": club.logo.suffix[1:].lower() if club.logo is not None else None,
        "pole_right": pole_side == "right",
        "status_width": 215 if document.landscape else 165,
        "words": {
            "page": words("page.page"),
            "of": words("page.of"),
            "number": words("page.number"),
            "qr": words("page.qr"),
            "logo": words("page.logo", name=club.name or document.head.series),
        },
        "replaced": "",
    }
    told = msgspec.json.encode(data).decode()
    # Control characters are escaped in JSON; nearly no sheet has one, or a letter that the typeface lacks.
    if not characters().issuperset(told) or "\\u00" in told:
        plain = Plain()
        data = plain.within(msgspec.json.decode(told))
        if plain.replaced():
            data["replaced"] = words("page.replaced", which=plain.replaced())
        told = msgspec.json.encode(data).decode()
    return Sheet(told, at_us // 1_000_000)


def compiled(sheet: Sheet) -> bytes:
    """The PDF of a sheet.

    Raises:
        UsageError: the club's logo is no picture.
    """
    compiler = _compiler()
    try:
        made = compiler.compile(
            sys_inputs={"doc": sheet.data},
            format="pdf",
            pdf_standards=STANDARDS,  # type: ignore[arg-type]
            timestamp=sheet.created_s,
        )
    except RuntimeError as error:
        # All else that is drawn is ours; anything but a picture that cannot be read is a bug.
        if "SVG" in str(error) or "image" in str(error):
            raise UsageError(f"logo: expected an SVG or PNG picture, {error}") from None
        raise
    assert isinstance(made, bytes)
    return made


_own = threading.local()


def _compiler() -> typst.Compiler:
    """A compiler for each thread: one is never asked for two sheets at a time."""
    if not hasattr(_own, "compiler"):
        _own.compiler = _new_compiler()
    compiler: typst.Compiler = _own.compiler
    return compiler


def _new_compiler() -> typst.Compiler:
    try:
        import typst
    except ImportError:
        raise UsageError("documents need Typst: pip install 'pitboard[press]'") from None
    here = Path(str(resources.files("pitboard.documents")))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[here / "fonts"])
    return typst.Compiler(input=here / "sheet.typ", root=here, font_paths=fonts)


def _data(document: Document) -> dict[str, object]:
    return {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "landscape": document.landscape,
        "size": document.size_pt,
        "head": document.head,
        "sections": [
            {
                "title": section.title,
                "lines": section.lines,
                "new_page": section.new_page,
                "keep": section.keep,
                "tables": [_table(table) for table in section.tables],
            }
            for section in document.sections
        ],
    }


def _table(table: Table) -> dict[str, object]:
    shown = [index for index in range(len(table.columns)) if not _is_empty(table, index)]
    is_long = table.layout is Layout.ROWS and len(table.rows) > _LONG
    return {
        "title": table.title,
        "note": table.note,
        "long": is_long,
        "layout": table.layout.value,
        "columns": [
            {
                "label": table.columns[index].label,
                "share": _share(table, index),
                "right": table.columns[index].kind in _RIGHT,
                **({"widest": _widest(table, index)} if is_long else {}),
            }
            for index in shown
        ],
        "rows": [[_cell(row[index], table.columns[index]) for index in shown] for row in table.rows],
    }


def _widest(table: Table, index: int) -> list[tuple[str, ...]]:
    """The cells of a column that can be its widest: figures by their length for each mark, words each once."""
    column = table.columns[index]
    distinct = dict.fromkeys(_cell(row[index], column) for row in table.rows if row[index].text)
    if column.kind not in _RIGHT:
        return list(distinct)
    longest: dict[tuple[str, ...], tuple[str, ...]] = {}
    for cell in distinct:
        known = longest.get(cell[1:])
        if known is None or len(cell[0]) > len(known[0]):
            longest[cell[1:]] = cell
    return list(longest.values())


def _is_empty(table: Table, index: int) -> bool:
    """A column that says nothing takes no room; lines to sign on and drawn tables keep theirs."""
    return table.layout is Layout.ROWS and not any(row[index].text for row in table.rows)


def _share(table: Table, index: int) -> float:
    """A column takes no more of the spare width than its longest text can use."""
    column = table.columns[index]
    longest = max((len(row[index].text) for row in table.rows), default=0)
    return min(column.share, max(_LEAST_SHARE, _WIDTH_OF_A_LETTER * longest))


def _cell(cell: Cell, column: Column) -> tuple[str, ...]:
    if column.kind is Kind.PLATE and isinstance(cell.value, str):
        return cell.text, cell.mark.value, ascii(cell.value)
    if column.key == "drivers":
        # A nation or a grade alone at the start of a line says nothing.
        return _TIED.sub("\u00a0", cell.text), cell.mark.value
    return cell.text, cell.mark.value


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=1, xmldecl=False, svgns=True)
    return out.getvalue().decode()

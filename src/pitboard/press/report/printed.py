"""A report as a tagged PDF: the only module of the press that knows Typst.

The layout is `report.typ`; the report goes in as JSON. The same report gives the same bytes: its date is that of the newest fact.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from pitboard.documents.typeface import Plain
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.press.report.tables import RIGHT, Table
from pitboard.press.report.writing import Report

if TYPE_CHECKING:
    import typst

_SHARES = {"driver": 1.0, "crew": 1.7, "team": 1.3}
"""Columns that share what the others leave."""
_TIED = re.compile(r"(?<=#\w) (?=[A-Z])|(?<=#\w\w) (?=[A-Z])|(?<=#\w\w\w) (?=[A-Z])|(?<=\w) (?=#\w)")
"""Blanks between a car's number and its make, where no line may break."""


def pdf(report: Report) -> bytes:
    """The report as PDF/UA-1; a page that breaks one of its rules that Typst can check is not made.

    Raises:
        UsageError: Typst is not installed.
    """
    data: dict[str, Any] = {
        "language": report.language,
        "headline": report.headline.text,
        "standfirst": _TIED.sub("\u00a0", report.standfirst.text),
        "sections": [
            {
                "heading": section.heading,
                "text": _TIED.sub("\u00a0", section.text),
                "table": _table(section.table) if section.table is not None else None,
            }
            for section in report.sections
        ],
    }
    plain = Plain()
    data = plain.within(msgspec.to_builtins(data))
    data["replaced"] = (
        Words(report.language)("page.replaced_in_report", which=plain.replaced()) if plain.replaced() else ""
    )
    made = _compiler().compile(
        sys_inputs={"doc": msgspec.json.encode(data).decode()},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=report.as_of_us // 1_000_000,
    )
    assert isinstance(made, bytes)
    return made


def _table(table: Table) -> dict[str, object]:
    return {
        "columns": [{"right": column in RIGHT, "share": _SHARES.get(column, 0)} for column in table.columns],
        "head": table.head,
        "rows": [[_TIED.sub("\u00a0", cell) for cell in row] for row in table.rows],
    }


@cache
def _compiler() -> typst.Compiler:
    try:
        import typst
    except ImportError:
        raise UsageError("a report as PDF needs Typst: pip install 'pitboard[press]'") from None
    here = Path(str(resources.files("pitboard.press.report")))
    fonts_dir = Path(str(resources.files("pitboard.documents"))) / "fonts"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_dir])
    return typst.Compiler(input=here / "report.typ", root=here, font_paths=fonts)

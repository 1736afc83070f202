"""The tables of a document as JSON, CSV and Excel."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

import msgspec

from pitboard.documents.model import Cell, Document, Kind, Table
from pitboard.errors import UsageError

_DAY_US = 86_400_000_000


def to_json(document: Document) -> bytes:
    """The whole document, indented; cells keep what they stand for."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def to_csv(document: Document) -> bytes:
    """Every table, one after the other, each with a line of keys; sections are named in the first two columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for section in document.sections:
        for table in section.tables:
            writer.writerow(["section", *(column.key for column in table.columns)])
            writer.writerows(
                [section.title or table.title, *(cell.text for cell in row)] for row in table.rows
            )
    return out.getvalue().encode()


def to_xlsx(document: Document) -> bytes:
    """A sheet a section, and one for the head; the same document gives the same bytes.

    Counts are numbers, and times are Excel durations with thousandths, so that they can be sorted and added; gaps in laps
    stay texts.

    Raises:
        UsageError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError("Excel files need XlsxWriter: pip install 'pitboard[press]'") from None
    out = io.BytesIO()
    # Nothing a team wrote becomes a formula or a link.
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {"title": document.title, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)}
    )
    bold, time = book.add_format({"bold": True}), book.add_format({"num_format": "[h]:mm:ss.000"})
    about = book.add_worksheet("Document")
    head = document.head
    lines = [
        ("", document.title),
        ("", document.subtitle),
        ("", head.status),
        *((fact.label, fact.value) for fact in head.facts),
    ]
    for index, (label, value) in enumerate([*lines, (head.hash_of, head.sha256), ("", head.number)]):
        about.write_string(index, 0, label)
        about.write_string(index, 1, value)
    used = {"document"}
    for number, section in enumerate(document.sections, 1):
        if not section.tables:
            continue
        sheet = book.add_worksheet(_sheet_name(section.title or document.title, number, used))
        line = 0
        for table in section.tables:
            line = _write_table(sheet, table, line, bold, time)
    book.close()
    return out.getvalue()


def _write_table(sheet, table: Table, line: int, bold: object, time: object) -> int:  # type: ignore[no-untyped-def]
    for index, column in enumerate(table.columns):
        sheet.write_string(line, index, column.label, bold)
    for row in table.rows:
        line += 1
        for index, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, line, index, cell, column.kind, time)
    return line + 2


def _write(sheet, line: int, index: int, cell: Cell, kind: Kind, time: object) -> None:  # type: ignore[no-untyped-def]
    value = cell.value
    number = isinstance(value, int | float)
    if (kind is Kind.COUNT and number and cell.text == str(value)) or (kind is Kind.NUMBER and number):
        sheet.write_number(line, index, value)
    elif kind is Kind.TIME and isinstance(value, int) and value >= 0:
        sheet.write_number(line, index, value / _DAY_US, time)
    else:
        sheet.write_string(line, index, cell.text)


def _sheet_name(title: str, number: int, used: set[str]) -> str:
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip() or "Table"
    if name.lower() in used:
        name = f"{name[:25]} {number}"
    used.add(name.lower())
    return name

"""A report as Markdown, HTML, JSON and PDF."""

from __future__ import annotations

from html import escape

import msgspec

from pitboard.errors import UsageError
from pitboard.press.report.writing import Report, Table

FORMATS = ("md", "html", "json", "pdf")


def markdown(report: Report) -> str:
    """The report as Markdown."""
    blocks = [f"# {_md(report.headline.text)}", f"**{_md(report.standfirst.text)}**"]
    for section in report.sections:
        if section.heading:
            blocks.append(f"## {_md(section.heading)}")
        blocks.append(_md(" ".join(one.text for one in section.sentences)))
        blocks += [_md_table(table) for table in _beside(report, section.key)]
    blocks += [f"## {_md(table.title)}\n\n{_md_table(table)}" for table in _left_over(report)]
    return "\n\n".join(blocks) + "\n"


def _beside(report: Report, key: str) -> list[Table]:
    """The table that belongs to a class's paragraph."""
    headings = {section.key: section.heading for section in report.sections}
    return [one for one in report.tables if key.startswith("class:") and one.title == headings[key]]


def _left_over(report: Report) -> list[Table]:
    told = {section.heading for section in report.sections}
    return [table for table in report.tables if table.title not in told]


def _md(text: str) -> str:
    """Text whose characters Markdown must not read as its own."""
    for mark in "\\`*_[]<>":
        text = text.replace(mark, f"\\{mark}")
    return text


def _md_table(table: Table) -> str:
    rows = [table.head, ("---",) * len(table.head), *table.rows]
    return "\n".join(
        "| " + " | ".join(cell if cell == "---" else _md(cell).replace("|", "\\|") for cell in row) + " |"
        for row in rows
    )


def html(report: Report) -> str:
    """The report as a page of its own."""
    body = [
        f"<h1>{escape(report.headline.text)}</h1>",
        f"<p><strong>{escape(report.standfirst.text)}</strong></p>",
    ]
    for section in report.sections:
        if section.heading:
            body.append(f"<h2>{escape(section.heading)}</h2>")
        body.append(f"<p>{escape(' '.join(one.text for one in section.sentences))}</p>")
        body += [_html_table(table) for table in _beside(report, section.key)]
    for table in _left_over(report):
        body += [f"<h2>{escape(table.title)}</h2>", _html_table(table)]
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head><meta charset="utf-8">'
        f"<title>{escape(report.headline.text)}</title></head>\n<body>\n<article>\n"
        + "\n".join(body)
        + "\n</article>\n</body>\n</html>\n"
    )


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<table>\n<caption>{escape(table.title)}</caption>\n<tr>{head}</tr>\n{rows}\n</table>"


def as_json(report: Report) -> str:
    """Every statement with its sentence, its values and the facts it rests on."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"


def pdf(report: Report) -> bytes:
    """The report as a tagged PDF; the same bytes for the same report."""
    import typst

    return bytes(typst.compile(typst_source(report).encode(), pdf_standards=["ua-1"], timestamp=0))


def typst_source(report: Report) -> str:
    """The report in Typst's markup; every text is a string literal, so nothing in a name is read as markup."""
    lines = [
        f"#set document(title: {_literal(report.headline.text)})",
        f"#set text(lang: {_literal(report.language)}, size: 10.5pt)",
        '#set page(paper: "a4", margin: 22mm, numbering: "1 / 1")',
        "#set par(justify: true)",
        f"#heading(level: 1, {_literal(report.headline.text)})",
        f"#strong({_literal(report.standfirst.text)})",
    ]
    for section in report.sections:
        if section.heading:
            lines.append(f"#heading(level: 2, {_literal(section.heading)})")
        lines.append(f"#par({_literal(' '.join(one.text for one in section.sentences))})")
        lines += [_typst_table(table) for table in _beside(report, section.key)]
    for table in _left_over(report):
        lines += [f"#heading(level: 2, {_literal(table.title)})", _typst_table(table)]
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst_table(table: Table) -> str:
    head = ", ".join(_literal(cell) for cell in table.head)
    cells = ", ".join(_literal(cell) for row in table.rows for cell in row)
    return f"#text(size: 9pt, table(columns: {len(table.head)}, stroke: 0.4pt + luma(180), table.header({head}), {cells}))"


def rendered(report: Report, form: str) -> bytes:
    """A report in one of `FORMATS`.

    Raises:
        UsageError: another format.
    """
    if form not in FORMATS:
        raise UsageError(f"expected a format of {', '.join(FORMATS)}, was {form!r}")
    if form == "pdf":
        return pdf(report)
    return {"md": markdown, "html": html, "json": as_json}[form](report).encode()

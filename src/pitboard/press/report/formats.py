"""A report as Markdown, HTML, JSON and PDF."""

from __future__ import annotations

from html import escape

import msgspec

from pitboard.errors import UsageError
from pitboard.press.report.tables import RIGHT, Table
from pitboard.press.report.writing import Report

FORMATS = ("md", "html", "json", "pdf")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem}.wide{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}caption{position:absolute;left:-999em}"
    "th,td{padding:.25rem .5rem;border-bottom:1px solid #8884;text-align:left}"
    "td:nth-child(3),.figure{white-space:nowrap}"
    ".figure{text-align:right;font-variant-numeric:tabular-nums}"
    "@media (prefers-color-scheme:dark){body{background:#111;color:#eee}}"
)


def check_format(form: str) -> None:
    """Refuse a format that no report is written in.

    Raises:
        UsageError: another than `FORMATS`.
    """
    if form not in FORMATS:
        raise UsageError(f"expected a format of {', '.join(FORMATS)}, was {form!r}")


def rendered(report: Report, form: str) -> bytes:
    """A report in one of `FORMATS`.

    Raises:
        UsageError: another format.
    """
    match form:
        case "md":
            return markdown(report).encode()
        case "html":
            return html(report).encode()
        case "json":
            return as_json(report).encode()
        case "pdf":
            from pitboard.press.report.printed import pdf

            return pdf(report)
    check_format(form)
    raise AssertionError(form)


def as_json(report: Report) -> str:
    """Every statement with its sentence, its values and the facts it rests on."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"


# ---- Markdown -------------------------------------------------------------------------------------------------------


def markdown(report: Report) -> str:
    """The report as Markdown."""
    blocks = [f"# {_md(report.headline.text)}", f"**{_md(report.standfirst.text)}**"]
    for section in report.sections:
        if section.heading:
            blocks.append(f"## {_md(section.heading)}")
        if section.sentences:
            blocks.append(_md(section.text))
        if section.table is not None:
            blocks.append(_md_table(section.table))
    return "\n\n".join(blocks) + "\n"


def _md(text: str) -> str:
    """Text whose characters Markdown must not read as its own."""
    for mark in "\\`*_[]<>|&":
        text = text.replace(mark, f"\\{mark}")
    # A line that starts so would be a heading or a list.
    return f"\\{text}" if text.startswith(("#", "+", "-")) else text


def _md_table(table: Table) -> str:
    rule = ("---:" if column in RIGHT else "---" for column in table.columns)
    lines = [[_md(cell) for cell in table.head], list(rule)]
    lines += [[_cell_md(cell) for cell in row] for row in table.rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell_md(cell: str) -> str:
    """A cell stands inside a line, so a leading sign needs no escape."""
    escaped = _md(cell)
    return escaped[1:] if cell[:1] in ("#", "+", "-") else escaped


# ---- HTML -----------------------------------------------------------------------------------------------------------


def html(report: Report) -> str:
    """The report as a page of its own: no script, nothing from elsewhere."""
    body = [
        f"<h1>{escape(report.headline.text)}</h1>",
        f"<p><strong>{escape(report.standfirst.text)}</strong></p>",
    ]
    for section in report.sections:
        if section.heading:
            body.append(f"<h2>{escape(section.heading)}</h2>")
        if section.sentences:
            body.append(f"<p>{escape(section.text)}</p>")
        if section.table is not None:
            body.append(_html_table(section.table))
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.headline.text)}</title><style>{_STYLE}</style></head>\n<body>\n<article>\n"
        + "\n".join(body)
        + "\n</article>\n</body>\n</html>\n"
    )


def _html_table(table: Table) -> str:
    marks = [' class="figure"' if column in RIGHT else "" for column in table.columns]
    head = "".join(
        f'<th scope="col"{mark}>{escape(cell)}</th>' for cell, mark in zip(table.head, marks, strict=True)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(f"<td{mark}>{escape(cell)}</td>" for cell, mark in zip(row, marks, strict=True))
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.title)}">'
        f"<table>\n<caption>{escape(table.title)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )

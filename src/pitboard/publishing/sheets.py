"""A document as HTML: the same cells as on paper, in the same order, readable without any script."""

from __future__ import annotations

from collections.abc import Iterable

from pitboard.documents.model import Cell, Column, Document, Kind, Layout, Mark, Section, Table
from pitboard.publishing.html import Html, tag

_RIGHT = {Kind.COUNT, Kind.TIME, Kind.CLOCK, Kind.NUMBER, Kind.PLATE}
_SIGNS = {Mark.BEST: "●", Mark.OWN: "▲"}


def document_head(document: Document) -> Html:
    """Series and meeting, session, title, status box and the lines of facts."""
    head = document.head
    above = " · ".join(part for part in (head.series, head.meeting) if part)
    return tag(
        "header",
        tag(
            "div",
            tag("p", above, class_="quiet") if above else None,
            tag("p", head.session, class_="session"),
            tag("h1", document.title),
            tag("p", document.subtitle, class_="session") if document.subtitle else None,
        ),
        tag(
            "div",
            tag("strong", head.status),
            *(tag("p", line) for line in head.status_lines),
            class_=f"status status-{head.stage}",
        ),
        tag(
            "dl",
            *(tag("div", tag("dt", fact.label), tag("dd", fact.value)) for fact in head.facts),
            class_="facts",
        ),
        class_="sheet-head",
    )


def document_body(document: Document, *, level: int = 2, pole_right: bool = False) -> Html:
    """The sections of a document.

    Args:
        document: what it says.
        level: how deep its headings are in the page's.
        pole_right: place 1 of a grid is drawn on the right.
    """
    return Html("".join(_section(section, level, pole_right=pole_right) for section in document.sections))


def _section(section: Section, level: int, *, pole_right: bool) -> Html:
    # A signature is put on paper.
    tables = [table for table in section.tables if table.layout is not Layout.SIGN]
    if not (section.title or section.lines or tables):
        return Html("")
    return tag(
        "section",
        tag(f"h{level}", section.title) if section.title else None,
        *(tag("p", line) for line in section.lines),
        *(table_html(table, level + 1, pole_right=pole_right) for table in tables),
    )


def table_html(table: Table, level: int = 3, *, pole_right: bool = False) -> Html:
    """A table; the grid as the cars stand."""
    title = tag(f"h{level}", table.title) if table.title else None
    note = tag("p", table.note, class_="note") if table.note else None
    if table.layout is Layout.GRID:
        return Html((title or "") + _grid(table, pole_right=pole_right) + (note or ""))
    heads = (tag("th", _label(column.label), scope="col", class_=_class(column)) for column in table.columns)
    made = tag(
        "table",
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(tag("tr", *_cells(table, row)) for row in table.rows)),
        class_="chart" if table.layout is Layout.CHART else None,
    )
    # A wide table scrolls by itself, and with the keyboard too.
    role = "region" if table.title else None
    wide = tag("div", made, class_="wide", tabindex="0", role=role, aria_label=table.title or None)
    return Html((title or "") + wide + (note or ""))


def _label(text: str) -> Html:
    parts = text.split("\n")
    return Html(tag("br").join(tag("span", part) for part in parts)) if len(parts) > 1 else tag("span", text)


def _cells(table: Table, row: tuple[Cell, ...]) -> Iterable[Html]:
    chart = table.layout is Layout.CHART
    for column, cell in zip(table.columns, row, strict=True):
        content = _chip(cell) if chart and isinstance(cell.value, str) else cell_html(cell, column)
        yield tag("td", content, class_=_class(column))


def _chip(cell: Cell) -> Html | str:
    """A car in a chart: a line in the colour of its class below it, a frame around it where the lap ended in the pits."""
    if not cell.text:
        return ""
    framed = " pit" if cell.mark is Mark.PIT else ""
    return tag(
        "span",
        tag("span", cell.text, class_=f"chip{framed}"),
        class_=f"line line-{css_name(str(cell.value))}",
    )


def _class(column: Column) -> str:
    side = " r" if column.kind in _RIGHT else ""
    return f"c-{css_name(column.key)}{side}"


def cell_html(cell: Cell, column: Column) -> Html | str:
    """What stands in a cell, with its mark in shape and weight, not in colour alone."""
    if column.kind is Kind.PLATE and isinstance(cell.value, str) and cell.text:
        mark = f" {cell.mark.value}" if cell.mark in (Mark.PIT, Mark.DIM, Mark.STRUCK) else ""
        return tag("span", cell.text, class_=f"plate plate-{css_name(cell.value)}{mark}")
    match cell.mark:
        case Mark.NONE:
            return cell.text
        case Mark.STRONG:
            return tag("strong", cell.text)
        case Mark.BEST | Mark.OWN:
            return tag("strong", cell.text, tag("span", f" {_SIGNS[cell.mark]}", class_=f"sign-{cell.mark}"))
        case Mark.STRUCK:
            return tag("s", cell.text)
        case _:
            return tag("span", cell.text, class_=cell.mark.value)


def _grid(table: Table, *, pole_right: bool) -> Html:
    """Two places a row, staggered; in the reading order of the grid."""
    keys = [column.key for column in table.columns]
    slots = []
    for row in table.rows:
        told = dict(zip(keys, row, strict=True))
        plain = {column.key: cell_html(told[column.key], column) for column in table.columns}
        below = " · ".join(told[key].text for key in ("team", "vehicle") if key in told and told[key].text)
        slots.append(
            tag(
                "li",
                tag("span", plain.get("place", ""), class_="place"),
                plain.get("number", ""),
                tag("span", plain.get("class", ""), class_="class"),
                tag("span", plain.get("best", ""), class_="time"),
                tag("span", plain.get("gap_to_pole", ""), class_="gap"),
                tag("span", plain.get("driver", ""), class_="driver"),
                tag("span", below, class_="team"),
            )
        )
    return tag("ol", *slots, class_="grid pole-right" if pole_right else "grid")


def css_name(text: str) -> str:
    """A name that a style sheet can hold.

    >>> css_name("GTD PRO"), css_name("<b>")
    ('GTD_20PRO', '_3cb_3e')
    """
    return "".join(
        char if char.isascii() and (char.isalnum() or char in "-_") else f"_{ord(char):x}" for char in text
    )

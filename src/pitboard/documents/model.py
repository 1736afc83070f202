"""A document before it is printed: a head, and sections of tables with typed cells.

Every output (PDF, CSV, JSON, Excel) is made from the same `Document`; none of them works out a number again.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a cell holds: how it is aligned, and what a spreadsheet makes of it."""

    TEXT = "text"
    COUNT = "count"
    TIME = "time"
    """A duration or gap; `value` is in µs."""
    CLOCK = "clock"
    """A time of day; `value` is µs since 1970 UTC."""
    NUMBER = "number"
    PLATE = "plate"
    """A car number on the plate of its class; `value` is the class code."""


class Mark(StrEnum):
    """How a cell stands out. Each mark differs in shape or weight too, so that a black-and-white copy keeps it."""

    NONE = ""
    STRONG = "strong"
    BEST = "best"
    """Best of the class: `●` behind the time."""
    OWN = "own"
    """Own best: `▲` behind the time."""
    STRUCK = "struck"
    """Does not count."""
    DIM = "dim"
    PIT = "pit"
    """In the pit lane: framed."""


class Layout(StrEnum):
    """How a table is drawn; its cells are the same."""

    ROWS = "rows"
    GRID = "grid"
    """Two places a row, staggered as the cars stand."""
    CHART = "chart"
    """Narrow columns of car numbers."""
    SIGN = "sign"
    """Lines to sign on."""


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cell.

    Attributes:
        text: as printed, without the mark.
        value: what it stands for: µs, a count, a class code; None where the text says all.
        mark: how it stands out.
    """

    text: str
    value: int | float | str | None = None
    mark: Mark = Mark.NONE


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """One column.

    Attributes:
        key: name in JSON and CSV, the same in every language.
        label: as printed.
        kind: what its cells hold.
        share: how much of the spare width it takes; 0 for as wide as its widest cell.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    share: float = 0.0


class Table(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A table; `title` and `note` may be empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    note: str = ""
    layout: Layout = Layout.ROWS


class Section(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A part of a document.

    Attributes:
        title: heading; empty for none.
        lines: sentences above the tables.
        tables: its tables.
        new_page: begins on a new page.
        keep: is not broken over two pages where one page holds it.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    new_page: bool = False
    keep: bool = False


class Fact(msgspec.Struct, frozen=True):
    """A line of the head: label and value as printed."""

    label: str
    value: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of every document says.

    Attributes:
        series, meeting, session: as printed; empty where not known.
        facts: circuit and length, start, end, issued at, by whom, ….
        status: in the reader's language.
        stage: `live`, `unofficial`, `provisional`, `official` or `amended`.
        version: of the stage; 0 while live.
        status_lines: what the status means: protest time, what changed, which signature is missing.
        number: of the document.
        sha256: head of the log's chain at the result, or hash of the facts where there is no log.
        hash_of: which of the two, as printed.
        verify: what the QR code says.
    """

    series: str
    meeting: str
    session: str
    facts: tuple[Fact, ...]
    status: str
    stage: str
    version: int
    status_lines: tuple[str, ...]
    number: str
    sha256: str
    hash_of: str
    verify: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document, ready to be printed.

    Attributes:
        kind: key of the catalogue, such as `classification`.
        name: of its files, without extension.
        language, title, subtitle: as printed.
        landscape: on its side.
        size_pt: of table text.
        head: on the first page, and in short on the others.
        sections: what it says.
    """

    kind: str
    name: str
    language: str
    title: str
    subtitle: str
    landscape: bool
    size_pt: float
    head: Head
    sections: tuple[Section, ...]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What a builder returns: a document without its head. `suffix` tells the cards of one kind apart."""

    sections: tuple[Section, ...]
    subtitle: str = ""
    suffix: str = ""
    landscape: bool = False
    size_pt: float = 8.0

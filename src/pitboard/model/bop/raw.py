"""TOML and CSV as one shape, each value with its place, before anything is made of it."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pitboard.errors import Fault, SourceError

BYTES_MAX = 1_000_000
_PARTS = ("value", "change", "source", "note")


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as it was written, and its line; None where a file does not tell lines."""

    value: Any
    line: int | None


@dataclass(slots=True)
class RawRow:
    """A model as it was written."""

    line: int | None
    name: Raw | None = None
    vehicles: Raw | None = None
    note: Raw | None = None
    cells: dict[str, Raw] = field(default_factory=dict)


@dataclass(slots=True)
class RawFile:
    """A file as it was written.

    Attributes:
        file: its name, for messages.
        head: keys of the table itself.
        rows: its models.
        issued: how it was issued, as the file tells it.
        columns: levers in the order of the file; empty for the usual order.
    """

    file: str
    head: dict[str, Raw] = field(default_factory=dict)
    rows: list[RawRow] = field(default_factory=list)
    issued: list[dict[str, Raw]] = field(default_factory=list)
    columns: tuple[str, ...] = ()


# ---- TOML ------------------------------------------------------------------------------------------------------------


def raw_toml(text: str, file: str) -> RawFile:
    """A TOML file.

    Raises:
        SourceError: it is no TOML, or its tables are none.
    """
    try:
        told = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        fault = Fault(file, int(found[1]) if found else None, "", "TOML", str(error))
        raise SourceError(fault) from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise SourceError(Fault(file, None, "", "TOML", f"{type(error).__name__}: {error}")) from None
    lines = _Lines(text)
    made = RawFile(file)
    faults: list[Fault] = []
    for key, value in told.items():
        if key == "model":
            for number, row in _tables(value, "model", file, lines, faults):
                made.rows.append(_row(row, number, lines))
        elif key == "issued":
            for number, row in _tables(value, "issued", file, lines, faults):
                made.issued.append(
                    {name: Raw(part, lines.of("issued", number, name)) for name, part in row.items()}
                )
        else:
            made.head[key] = Raw(value, lines.of("", 0, key))
    if faults:
        raise SourceError(faults)
    return made


def _tables(value: Any, key: str, file: str, lines: _Lines, faults: list[Fault]) -> Iterator[tuple[int, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        faults.append(Fault(file, lines.of("", 0, key), key, f"tables [[{key}]]", _shown(value)))
        return
    yield from enumerate(value)


def _row(row: dict[str, Any], number: int, lines: _Lines) -> RawRow:
    made = RawRow(lines.table("model", number))
    for key, value in row.items():
        raw = Raw(value, lines.of("model", number, key))
        if key in ("name", "vehicles", "note"):
            setattr(made, key, raw)
        else:
            made.cells[key] = raw
    return made


class _Lines:
    """Where keys stand in a TOML file: good enough for a message, no second parser."""

    _TABLE = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
    _SECTION = re.compile(r"\s*\[\s*([\w.]+)\s*\]")
    _KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        table, number = "", 0
        for line, content in enumerate(text.splitlines(), 1):
            if found := self._TABLE.match(content):
                table = found[1]
                number = counts.get(table, 0)
                counts[table] = number + 1
                self._at.setdefault((table, number, ""), line)
            elif found := self._SECTION.match(content):
                table, number = f"[{found[1]}]", 0
                self._at.setdefault(("", 0, found[1].partition(".")[0]), line)
            elif found := self._KEY.match(content):
                self._at.setdefault((table, number, found[1]), line)

    def of(self, table: str, number: int, key: str) -> int | None:
        """The line of a key; of its table where the key is not found."""
        return self._at.get((table, number, key), self.table(table, number))

    def table(self, table: str, number: int) -> int | None:
        """The line of a table's head."""
        return self._at.get((table, number, ""))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


# ---- CSV -------------------------------------------------------------------------------------------------------------


def raw_csv(text: str, file: str) -> RawFile:
    """A CSV file: lines `# key: value` first, then a header and a row a model.

    A column `mass_kg` holds figures; `mass_kg:change`, `mass_kg:source` and `mass_kg:note` say more of them.

    Raises:
        SourceError: it is no table; every fault is named.
    """
    made = RawFile(file)
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    skipped = _comments(lines, made)
    reader = csv.reader(io.StringIO("".join(lines[skipped:])), strict=True)
    faults: list[Fault] = []
    header: list[str] | None = None
    before = skipped
    try:
        for fields in reader:
            line, before = before + 1, skipped + reader.line_num
            if not any(part.strip() for part in fields):
                continue
            if header is None:
                header = [name.strip() for name in fields]
                faults += _header_faults(header, line, file)
            elif len(fields) != len(header):
                faults.append(Fault(file, line, "", f"{len(header)} fields", f"{len(fields)}"))
            elif not faults:
                made.rows.append(_csv_row(header, fields, line))
    except csv.Error as error:
        faults.append(Fault(file, skipped + reader.line_num, "", "CSV", str(error)))
    if header is None and not faults:
        faults.append(Fault(file, None, "", "a header that begins with model", "no line"))
    if faults or header is None:
        raise SourceError(faults)
    made.columns = tuple(
        dict.fromkeys(n.partition(":")[0] for n in header if n not in ("model", "vehicles", "note"))
    )
    return made


def _comments(lines: list[str], made: RawFile) -> int:
    """Read `# key: value` lines into the head; how many lines stand before the header."""
    count = 0
    for count, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            return count - 1
        key, colon, value = text.lstrip("#").partition(":")
        if not colon or not text:
            continue
        name, value = key.strip(), value.strip()
        if name == "issued":
            parts = (part.partition("=") for part in value.split(";"))
            made.issued.append({k.strip(): Raw(v.strip(), count) for k, _, v in parts})
        elif name.startswith("source "):
            kind, _, said = value.partition(",")
            sources = made.head.setdefault("sources", Raw({}, count))
            sources.value[name.removeprefix("source ").strip()] = {"kind": kind.strip(), "text": said.strip()}
        else:
            made.head[name] = Raw(value, count)
    return count


def _header_faults(header: list[str], line: int, file: str) -> list[Fault]:
    faults = []
    if "model" not in header:
        faults.append(Fault(file, line, "model", "a column model", ", ".join(header)[:80]))
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.append(Fault(file, line, name, "each column once", f"{header.count(name)} times"))
        lever, colon, part = name.partition(":")
        if colon and (part not in _PARTS[1:] or not lever):
            faults.append(Fault(file, line, name, "LEVER:change, LEVER:source or LEVER:note", repr(name)))
    return faults


def _csv_row(header: list[str], fields: list[str], line: int) -> RawRow:
    row = RawRow(line)
    parts: dict[str, dict[str, str]] = {}
    for name, text in zip(header, fields, strict=True):
        lever, _, part = name.partition(":")
        if name == "model":
            row.name = Raw(text.strip(), line)
        elif name == "vehicles":
            row.vehicles = Raw([each.strip() for each in text.split(";") if each.strip()], line)
        elif name == "note":
            row.note = Raw(text.strip(), line)
        elif text.strip() not in (("", "?") if part in ("", "change") else ("",)):
            parts.setdefault(lever, {})[part or "value"] = text.strip()
    row.cells = {lever: Raw(told, line) for lever, told in parts.items()}
    return row

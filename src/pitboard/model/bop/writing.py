"""A table back as TOML and as CSV; read again, each is the same table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pitboard.model.bop.table import BopCell, BopTable
from pitboard.model.bop.versions import BopIssue

_TEXTS = ("table", "bulletin", "title", "series", "meeting", "author", "reason", "note")
_NUMBERS = ("season", "v1_kmh", "v2_kmh", "refill_time_s", "notice_days")
_PARTS = ("change", "source", "note")


def to_toml(table: BopTable, issues: Sequence[BopIssue] = ()) -> str:
    """The table as TOML."""
    lines = [f"{key} = {_toml(value)}" for key, value in _head(table)]
    lines += [f"classes = {_toml(list(table.classes))}", f"levers = {_toml(list(table.levers))}"]
    lines += ["", "[sources]"]
    lines += [
        f"{_toml(key)} = {{ kind = {_toml(one.kind.value)}, text = {_toml(one.text)} }}"
        for key, one in table.sources.items()
    ]
    for issue in issues:
        lines += ["", "[[issued]]", *(f"{key} = {_toml(value)}" for key, value in _issue(issue))]
    for model in table.models:
        lines += ["", "[[model]]", f"name = {_toml(model.name)}"]
        if model.vehicles:
            lines.append(f"vehicles = {_toml(list(model.vehicles))}")
        lines += [
            f"{lever} = {_toml_cell(model.cells[lever])}" for lever in table.levers if lever in model.cells
        ]
        if model.note:
            lines.append(f"note = {_toml(model.note)}")
    return "\n".join(lines) + "\n"


def _head(table: BopTable) -> list[tuple[str, Any]]:
    told = [(key, getattr(table, key)) for key in (*_TEXTS, *_NUMBERS)]
    return [(key, value) for key, value in [*told, ("source", table.source)] if value not in ("", None)]


def _issue(issue: BopIssue) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [("state", issue.state.value)]
    if issue.effective_us is not None:
        told.append(("effective", _instant(issue.effective_us)))
    if issue.meetings:
        told.append(("meetings", list(issue.meetings)))
    return told + [(key, value) for key, value in (("by", issue.by), ("why", issue.why)) if value]


def _instant(at_us: int) -> str:
    return datetime.fromtimestamp(at_us // 1_000_000, UTC).replace(microsecond=at_us % 1_000_000).isoformat()


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_toml(part) for part in value)}]"
    if isinstance(value, str):
        # A JSON string without escapes for what is no control character is a TOML string, but for DEL.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return figure(value) if isinstance(value, Decimal) else str(value)


def _toml_cell(cell: BopCell) -> str:
    plain = cell.change is None and not cell.source and not cell.note
    value = '"n/a"' if not cell.applies else None if cell.value is None else figure(cell.value)
    if plain and value is not None:
        return value
    parts = [f"value = {value}"] if value is not None else []
    if cell.change is not None:
        parts.append(f"change = {figure(cell.change)}")
    parts += [f"{key} = {_toml(getattr(cell, key))}" for key in ("source", "note") if getattr(cell, key)]
    return f"{{ {', '.join(parts)} }}"


def figure(value: Decimal) -> str:
    """A figure as it was written, never with an exponent."""
    return f"{value:f}"


def to_csv(table: BopTable, issues: Sequence[BopIssue] = ()) -> str:
    """The table as CSV: lines `# key: value`, a header, a row a model."""
    out = io.StringIO()
    for key, value in _head(table):
        out.write(f"# {key}: {figure(value) if isinstance(value, Decimal) else value}\n")
    out.write(f"# classes: {'; '.join(table.classes)}\n")
    for key, one in table.sources.items():
        out.write(f"# source {key}: {one.kind.value}, {one.text}\n")
    for issue in issues:
        told = ((key, ",".join(value) if isinstance(value, list) else value) for key, value in _issue(issue))
        out.write(f"# issued: {'; '.join(f'{key}={value}' for key, value in told)}\n")
    writer = csv.writer(out, lineterminator="\n")
    extra = [
        (lever, part)
        for lever in table.levers
        for part in _PARTS
        if any(getattr(model.cell(lever), part) not in ("", None) for model in table.models)
    ]
    columns: list[tuple[str, str]] = []
    for lever in table.levers:
        columns += [(lever, ""), *(pair for pair in extra if pair[0] == lever)]
    vehicles = any(model.vehicles for model in table.models)
    notes = any(model.note for model in table.models)
    header = ["model", *(["vehicles"] if vehicles else [])]
    header += [f"{lever}:{part}" if part else lever for lever, part in columns]
    writer.writerow(header + (["note"] if notes else []))
    for model in table.models:
        row = [model.name, *([";".join(model.vehicles)] if vehicles else [])]
        row += [_csv_part(model.cell(lever), part) for lever, part in columns]
        writer.writerow(row + ([model.note] if notes else []))
    return out.getvalue()


def _csv_part(cell: BopCell, part: str) -> str:
    value = cell.value if not part else getattr(cell, part)
    if not part and not cell.applies:
        return "n/a"
    return "" if value is None else figure(value) if isinstance(value, Decimal) else str(value)

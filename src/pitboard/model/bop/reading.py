"""Tables from TOML and CSV: every mistake at once, each with file, line, cell, what was expected and what was found."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from pitboard.errors import Fault, SourceError
from pitboard.model.bop.levers import lever_of, nearest_lever, order_of
from pitboard.model.bop.raw import BYTES_MAX, Raw, RawFile, RawRow, raw_csv, raw_toml
from pitboard.model.bop.table import MODELS_MAX, TEXT_MAX, BopCell, BopModel, BopSource, BopTable, Provenance
from pitboard.model.bop.versions import ISSUABLE, BopIssue, BopState

NOT_KNOWN = ("", "?")
NOT_APPLYING = ("n/a", "-", "–")
DIGITS_MAX = 12
_NUMBER = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)")
_KEY = re.compile(r"[\w-]{1,40}")
_TEXTS = ("table", "bulletin", "title", "series", "meeting", "author", "reason", "note", "source")
_INTS = {"season": (1900, 2200), "v1_kmh": (20, 500), "v2_kmh": (20, 500), "notice_days": (0, 365)}
_NEEDED = {
    "table": "the table's name, such as GTD",
    "classes": "the codes of the classes that it binds",
    "source": "the key of the source of all cells that name no other",
}
_HEAD = (*_TEXTS, *_INTS, "classes", "sources", "refill_time_s", "levers")


class BopFile(msgspec.Struct, frozen=True):
    """What a file says: a table, and how it was issued where the file tells."""

    table: BopTable
    issues: tuple[BopIssue, ...] = ()


def read_bop(data: bytes, file: str) -> BopFile:
    """Read a table.

    Args:
        data: the file's bytes.
        file: its name; `.csv` says that it is CSV, else it is TOML.

    Raises:
        SourceError: with every mistake found.
    """
    if len(data) > BYTES_MAX:
        raise SourceError(Fault(file, None, "", f"at most {BYTES_MAX:,} bytes", f"{len(data):,}"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(Fault(file, line, "", "UTF-8", f"byte 0x{data[error.start]:02x}")) from None
    raw = raw_csv(text, file) if file.lower().endswith(".csv") else raw_toml(text, file)
    return _Checker(raw).made()


class _Checker:
    """Makes a table of a raw file and keeps every fault it meets."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self.faults: list[Fault] = []
        self.sources: dict[str, BopSource] = {}
        self.source = ""

    def made(self) -> BopFile:
        head = self.raw.head
        for key, unknown in head.items():
            if key not in _HEAD:
                self.fault(unknown, key, f"a key of {', '.join(_HEAD)}, issued or model", "an unknown key")
        texts = {key: self.text(key, head.get(key)) for key in _TEXTS}
        self.source = texts["source"]
        self.sources = self._sources(head.get("sources"))
        numbers = {key: self.whole(key, head.get(key), *bounds) for key, bounds in _INTS.items()}
        refill = self.number("refill_time_s", head.get("refill_time_s"), low=Decimal(0))
        classes = self.texts("classes", head.get("classes"))
        self._needed(texts, classes)
        models = self._models()
        issues = tuple(self._issue(row, number) for number, row in enumerate(self.raw.issued, 1))
        levers = self._levers(models)
        if self.faults:
            raise SourceError(self.faults)
        table = BopTable(
            table=texts["table"],
            classes=classes,
            levers=levers,
            models=models,
            source=self.source,
            sources=self.sources,
            bulletin=texts["bulletin"],
            title=texts["title"],
            series=texts["series"],
            season=numbers["season"],
            meeting=texts["meeting"],
            v1_kmh=numbers["v1_kmh"],
            v2_kmh=numbers["v2_kmh"],
            refill_time_s=refill,
            notice_days=numbers["notice_days"],
            author=texts["author"],
            reason=texts["reason"],
            note=texts["note"],
        )
        return BopFile(table, tuple(issue for issue in issues if issue is not None))

    # ---- single values ----

    def fault(self, raw: Raw | None, field: str, expected: str, found: str) -> None:
        self.faults.append(
            Fault(self.raw.file, raw.line if raw is not None else None, field, expected, found)
        )

    def text(self, key: str, raw: Raw | None) -> str:
        if raw is None:
            return ""
        if not isinstance(raw.value, str):
            self.fault(raw, key, "a text", _shown(raw.value))
            return ""
        said = " ".join(raw.value.split())
        if len(said) > TEXT_MAX:
            self.fault(raw, key, f"at most {TEXT_MAX} characters", str(len(said)))
        # What no sheet can print would stop every sheet.
        if any(
            ord(char) < 32 or 0xD800 <= ord(char) <= 0xDFFF or ord(char) in (0x7F, 0xFFFE, 0xFFFF)
            for char in said
        ):
            self.fault(raw, key, "printable characters", _shown(said))
        return said

    def texts(self, key: str, raw: Raw | None) -> tuple[str, ...]:
        if raw is None:
            return ()
        value = (
            [part for part in re.split(r"[;,]", raw.value) if part.strip()]
            if isinstance(raw.value, str)
            else raw.value
        )
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            self.fault(raw, key, 'a list of texts, such as ["GTD"]', _shown(raw.value))
            return ()
        told = tuple(self.text(key, Raw(part, raw.line)) for part in value)
        if any(mark in part for part in told for mark in ",;"):
            self.fault(raw, key, "texts without , and ;", _shown(raw.value))
        if len(set(told)) != len(told):
            self.fault(raw, key, "each once", ", ".join(told)[:80])
        return tuple(part for part in told if part)

    def number(self, key: str, raw: Raw | None, low: Decimal | None = None) -> Decimal | None:
        if raw is None or (isinstance(raw.value, str) and raw.value.strip() in NOT_KNOWN):
            return None
        value = _decimal(raw.value)
        if value is None:
            self.fault(raw, key, "a number such as 1355.5", _shown(raw.value))
        elif low is not None and value <= low:
            self.fault(raw, key, f"more than {low}", _shown(raw.value))
        return value

    def whole(self, key: str, raw: Raw | None, low: int, high: int) -> int | None:
        value = self.number(key, raw)
        if value is None or raw is None:
            return None
        if value != value.to_integral_value() or not low <= value <= high:
            self.fault(raw, key, f"a whole number from {low} to {high}", _shown(raw.value))
            return None
        return int(value)

    # ---- the head ----

    def _needed(self, texts: dict[str, str], classes: tuple[str, ...]) -> None:
        for key, found in (("table", texts["table"]), ("classes", classes), ("source", texts["source"])):
            known = self.raw.head.get(key)
            # A value of the wrong kind was named already.
            if not found and (known is None or known.value in ("", [])):
                self.fault(known, key, _NEEDED[key], "nothing")
        if any(char in texts["table"] for char in "/#"):
            self.fault(self.raw.head["table"], "table", "a name without / and #", repr(texts["table"]))
        if self.source and self.source not in self.sources:
            self.fault(self.raw.head["source"], "source", self._known_sources(), repr(self.source))

    def _known_sources(self) -> str:
        return f"a key of [sources] ({', '.join(self.sources) or 'there is none'})"

    def _sources(self, raw: Raw | None) -> dict[str, BopSource]:
        kinds = ", ".join(kind.value for kind in Provenance)
        if raw is None:
            return {}
        if not isinstance(raw.value, dict):
            self.fault(raw, "sources", "a table [sources]", _shown(raw.value))
            return {}
        made: dict[str, BopSource] = {}
        for key, told in raw.value.items():
            field = f"sources.{key}"
            if _KEY.fullmatch(key) is None:
                self.fault(raw, field, "a key of letters, digits, - and _", _shown(key))
            if not isinstance(told, dict) or set(told) != {"kind", "text"}:
                self.fault(raw, field, '{ kind = "…", text = "…" }', _shown(told))
                continue
            if told["kind"] not in [kind.value for kind in Provenance]:
                self.fault(raw, f"{field}.kind", kinds, _shown(told["kind"]))
                continue
            made[key] = BopSource(
                Provenance(told["kind"]), self.text(f"{field}.text", Raw(told["text"], raw.line))
            )
        return made

    def _levers(self, models: tuple[BopModel, ...]) -> tuple[str, ...]:
        told = self.texts("levers", self.raw.head.get("levers"))
        for key in told:
            if lever_of(key) is None:
                self.fault(self.raw.head["levers"], "levers", f"a lever{nearest_lever(key)}", repr(key))
        used = dict.fromkeys(lever for model in models for lever in model.cells)
        ordered = told or self.raw.columns or tuple(sorted(used, key=order_of))
        if told:
            for key in used:
                if key not in told:
                    self.fault(
                        self.raw.head["levers"], "levers", f"{key} too, which a model has", ", ".join(told)
                    )
        for key in self.raw.columns:
            if lever_of(key) is None:
                self.faults.append(
                    Fault(self.raw.file, None, key, f"a lever{nearest_lever(key)}", f"a column {key!r}")
                )
        if not ordered and not self.faults:
            self.faults.append(Fault(self.raw.file, None, "", "at least one lever", "none"))
        return ordered

    # ---- rows and cells ----

    def _models(self) -> tuple[BopModel, ...]:
        if not 1 <= len(self.raw.rows) <= MODELS_MAX:
            self.faults.append(
                Fault(self.raw.file, None, "model", f"1 to {MODELS_MAX} models", str(len(self.raw.rows)))
            )
        models = tuple(self._model(row) for row in self.raw.rows[:MODELS_MAX])
        seen: dict[str, int | None] = {}
        for row, model in zip(self.raw.rows, models, strict=False):
            for name in dict.fromkeys((model.name.casefold(), *(each.casefold() for each in model.vehicles))):
                if name in seen and name:
                    found = f"{name!r} again" + (f" (first in line {seen[name]})" if seen[name] else "")
                    self.fault(Raw(None, row.line), "name", "each model once", found)
                seen.setdefault(name, row.line)
        return models

    def _model(self, row: RawRow) -> BopModel:
        name = self.text("name", row.name)
        if not name:
            self.fault(row.name or Raw(None, row.line), "name", "the model's name", "nothing")
        cells: dict[str, BopCell] = {}
        for key, raw in row.cells.items():
            field = f"{name or '?'}: {key}"
            if lever_of(key) is None:
                if key not in self.raw.columns:
                    self.fault(raw, field, f"a lever{nearest_lever(key)}", "an unknown key")
                continue
            cell = self._cell(raw, field)
            if cell != BopCell():
                cells[key] = cell
        return BopModel(
            name=name,
            vehicles=self.texts("vehicles", row.vehicles),
            cells=cells,
            note=self.text("note", row.note),
        )

    def _cell(self, raw: Raw, field: str) -> BopCell:
        told = raw.value if isinstance(raw.value, dict) else {"value": raw.value}
        for key in told:
            if key not in ("value", "change", "source", "note"):
                self.fault(raw, f"{field}.{key}", "value, change, source or note", "an unknown key")
        value, applies = told.get("value"), True
        if isinstance(value, str) and value.strip().lower() in NOT_APPLYING:
            value, applies = None, False
        source = self.text(f"{field}.source", Raw(told["source"], raw.line)) if "source" in told else ""
        if source and source not in self.sources:
            self.fault(raw, f"{field}.source", self._known_sources(), repr(source))
        return BopCell(
            value=None if value is None else self.number(field, Raw(value, raw.line)),
            change=self.number(f"{field}.change", Raw(told["change"], raw.line))
            if "change" in told
            else None,
            applies=applies,
            source="" if source == self.source else source,
            note=self.text(f"{field}.note", Raw(told["note"], raw.line)) if "note" in told else "",
        )

    # ---- how it was issued ----

    def _issue(self, row: dict[str, Raw], number: int) -> BopIssue | None:
        before = len(self.faults)
        place = f"issued {number}"
        for key, raw in row.items():
            if key not in ("state", "effective", "meetings", "by", "why"):
                self.fault(raw, f"{place}: {key}", "state, effective, meetings, by or why", "an unknown key")
        state = self.text(f"{place}: state", row.get("state"))
        if state not in [one.value for one in ISSUABLE]:
            known = row.get("state") or next(iter(row.values()), None)
            self.fault(known, f"{place}: state", ", ".join(one.value for one in ISSUABLE), repr(state))
        meetings = self.texts(f"{place}: meetings", row.get("meetings"))
        effective = self._instant(f"{place}: effective", row.get("effective"))
        by, why = (self.text(f"{place}: {key}", row.get(key)) for key in ("by", "why"))
        if ";" in by + why:
            self.fault(row.get("why") or row.get("by"), place, "by and why without ;", _shown(by + why))
        if len(self.faults) > before:
            return None
        return BopIssue(
            state=BopState(state), effective_us=effective, meetings=meetings, by=by, why=why, order=number
        )

    def _instant(self, field: str, raw: Raw | None) -> int | None:
        if raw is None or raw.value in NOT_KNOWN:
            return None
        at_us = instant_us(raw.value)
        if at_us is None:
            self.fault(
                raw, field, "an instant with its zone, such as 2024-01-19T08:00:00-05:00", _shown(raw.value)
            )
        return at_us


def instant_us(value: Any) -> int | None:
    """An instant with its zone, as text or as TOML gives it, in µs since 1970 UTC; None where it is none.

    >>> instant_us("1970-01-01T01:00:00+01:00")
    0
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return int(value.timestamp()) * 1_000_000 + value.microsecond
    except (OverflowError, ValueError):
        return None


def _decimal(value: Any) -> Decimal | None:
    """A finite number of a sensible length, exactly as it was written; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    if isinstance(value, str):
        text = value.strip().replace("−", "-")
        if _NUMBER.fullmatch(text) is None:
            return None
    elif isinstance(value, int) and abs(value) >= 10**DIGITS_MAX:
        return None
    else:
        text = str(value)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if (
        not number.is_finite()
        or abs(number.adjusted()) > DIGITS_MAX
        or len(number.as_tuple().digits) > DIGITS_MAX
    ):
        return None
    return Decimal(f"{number:f}") if number else Decimal(f"{abs(number):f}")


def _shown(value: Any) -> str:
    text = repr(str(value)) if isinstance(value, Decimal | datetime) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

"""Tables of facts that lie in the package: one small CSV or TOML file each, read as typed rows.

A damaged table is a damaged installation, and it is reported as any other input is: file, line, field.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from pitboard.errors import Fault, SourceError, TimeFormatError

Row = dict[str, str]
S = TypeVar("S", bound=msgspec.Struct)
V = TypeVar("V")


def read_text(folder: str, name: str) -> str:
    """The text of a file in a folder below `pitboard.bundled`."""
    return files("pitboard.bundled").joinpath(folder, name).read_text(encoding="utf-8")


def read_toml(folder: str, name: str) -> dict[str, Any]:
    """A TOML file as it stands."""
    return tomllib.loads(read_text(folder, name))


def read_structs(folder: str, name: str, table: str, kind: type[S]) -> tuple[S, ...]:
    """An array of tables in a TOML file, each as a struct.

    Raises:
        SourceError: an entry that does not fit, with its place.
    """
    try:
        return tuple(msgspec.convert(read_toml(folder, name)[table], list[kind]))  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise SourceError(
            Fault(f"{folder}/{name}", None, table, f"entries like {kind.__name__}", str(error))
        ) from error


def read_rows(folder: str, name: str) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV with their line in the file."""
    reader = csv.DictReader(read_text(folder, name).splitlines(), strict=True)
    for row in reader:
        if None in row or None in row.values():
            raise SourceError(Fault(f"{folder}/{name}", reader.line_num, "", "one field a column", repr(row)))
        yield reader.line_num, row


def field(where: str, line: int, row: Row, column: str, parse: Callable[[str], V]) -> V:
    """One field through its parser.

    Raises:
        SourceError: the text is not what the parser expects.
    """
    try:
        return parse(row[column])
    except (TimeFormatError, ValueError) as error:
        raise SourceError(
            Fault(where, line, column, f"what {parse.__name__} reads", repr(row[column]))
        ) from error


def optional(parse: Callable[[str], V]) -> Callable[[str], V | None]:
    """The parser for a field that may be empty."""

    def parse_or_none(text: str) -> V | None:
        return parse(text) if text else None

    return parse_or_none

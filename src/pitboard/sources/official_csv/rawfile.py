"""Bytes of an official file: plain or gzip, with or without a byte-order mark, `;` or `,`."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pitboard.errors import SourceError
from pitboard.sources.official_csv.faults import refuse_file

_BOM: Final = b"\xef\xbb\xbf"
_GZIP_MAGIC: Final = b"\x1f\x8b"
_LONE_CR: Final = re.compile(rb"\r(?!\n)")
_BYTES_MAX: Final = 1 << 30
"""A day's race is 3 MB; more than this is no timing file but a mistake, or a gzip bomb."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file cut into header and body.

    Attributes:
        file: its name, as the user gave it.
        delimiter: `;` or `,`.
        header: column names, stripped, with the nameless last one if the file has it.
        body: the rows as UTF-8, with the file's own line ends, LF or CR LF; a lone CR, an old Mac's, is LF here.
    """

    file: str
    delimiter: str
    header: tuple[str, ...]
    body: bytes

    @property
    def quoted(self) -> bool:
        """The comma form quotes as RFC 4180 does; the semicolon form of the timing system never quotes."""
        return self.delimiter == ","

    def column(self, name: str) -> int | None:
        """Place of a column, or None; the first where a name is repeated."""
        return self.header.index(name) if name in self.header else None

    def require(self, names: Iterable[str]) -> None:
        """Raise `SourceError` naming every one of these columns that the header lacks."""
        missing = [name for name in names if name not in self.header]
        if missing:
            what = f"column {missing[0]}" if len(missing) == 1 else f"columns {', '.join(missing)}"
            shown = ", ".join(name for name in self.header[:6])
            refuse_file(
                f"{self.file} line 1", f"{what} in the header", f"a header without (it begins {shown!r})"
            )

    def rows(self) -> list[tuple[int, list[str]]]:
        """Every row with its line in the file, for small files; fields are stripped, blank lines left out.

        Raises:
            SourceError: a quote that is never closed, or stands where none may.
        """
        return [(line, [field.strip() for field in row]) for line, row in self.records() if row]

    def line_of(self, row: int) -> int:
        """Line in the file of a data row; rows counted from 0, blank lines too."""
        try:
            return next((line for seen, (line, _) in enumerate(self.records()) if seen == row), row + 2)
        except SourceError:
            return row + 2

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with the line on which each begins; a blank line is a row without fields.

        Raises:
            SourceError: a quote that is never closed, or stands where none may.
        """
        text = io.StringIO(self.body.decode(), newline="")
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
        reader = csv.reader(text, delimiter=self.delimiter, quoting=quoting, strict=True)
        line = 2
        try:
            for row in reader:
                yield line, row
                line = reader.line_num + 2
        except csv.Error as error:
            after = "expected after" in str(error)
            found = "text after a closing quote" if after else "a quote that is never closed"
            refuse_file(
                f"{self.file} line {line}",
                "quotes around whole fields only",
                found if self.quoted else str(error),
            )


def read_bytes(path: Path) -> tuple[bytes, bytes]:
    """Read a file, unpacked if it is gzip (by its first bytes, whatever it is called).

    Returns:
        The bytes on disk and the bytes unpacked; the same object for a plain file.

    Raises:
        SourceError: it cannot be opened, or the gzip is cut off or damaged.
    """
    try:
        stored = path.read_bytes()
    except OSError as error:
        refuse_file(str(path), "a file that can be read", error.strerror or type(error).__name__)
    if not stored.startswith(_GZIP_MAGIC):
        return stored, stored
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(stored)) as packed:
            unpacked = packed.read(_BYTES_MAX + 1)
    except EOFError:
        refuse_file(str(path), "a whole gzip file", "cut off before its end")
    except (OSError, zlib.error) as error:
        refuse_file(str(path), "a whole gzip file", f"damaged ({error})")
    if len(unpacked) > _BYTES_MAX:
        refuse_file(str(path), f"at most {_BYTES_MAX} bytes", "more when unpacked")
    return stored, unpacked


def cut_table(unpacked: bytes, file: str) -> RawTable:
    """Cut a file's bytes into header and body.

    Raises:
        SourceError: empty, not UTF-8, or a first line without `;` and `,`.
    """
    data = unpacked.removeprefix(_BOM)
    if not data.strip():
        refuse_file(file, "a header line", "an empty file")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse_file(f"{file} line {line}", "text in UTF-8", f"the byte 0x{data[error.start]:02x}")
    if data.count(b"\r") != data.count(b"\r\n"):
        data = _LONE_CR.sub(b"\n", data)
    head, _, body = data.partition(b"\n")
    first = head.decode()
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    if delimiter not in first:
        refuse_file(f"{file} line 1", "column names separated by ';' or ','", repr(first[:60]))
    header = tuple(name.strip().strip('"').strip() for name in first.split(delimiter))
    return RawTable(file=file, delimiter=delimiter, header=header, body=body)


def read_table(path: Path, file: str | None = None) -> RawTable:
    """Read and cut a file; `SourceError` as `read_bytes` and `cut_table`."""
    return cut_table(read_bytes(path)[1], file or str(path))

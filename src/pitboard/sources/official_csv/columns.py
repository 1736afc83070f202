"""Columns of a large file: Polars reads them, times become whole microseconds without a loop in Python.

The timing system pads every minute and second to two digits, so the digits of `1:02:03.456` read as one number,
10203456, hold hours, minutes, seconds and milliseconds in fixed places. A text of any other valid shape goes through
`times.parse_time`, which also words the error; a test holds the two to the same values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pitboard.errors import TimeFormatError
from pitboard.sources.official_csv.faults import Faults, refuse_file
from pitboard.sources.official_csv.rawfile import RawTable
from pitboard.times import parse_clock, parse_time

if TYPE_CHECKING:
    import polars as pl

_TIME: Final = r"^(?:(?:[0-9]{1,4}:[0-5][0-9]|[0-5]?[0-9])[:'][0-5][0-9]|[0-5]?[0-9])\.[0-9]{3}$"
_CLOCK: Final = r"^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}$"


def read_columns(table: RawTable, names: Iterable[str], faults: Faults) -> pl.DataFrame:
    """The named columns of a table as text, empty fields as null, plus `row`, the data row counted from 0.

    Columns that the header lacks are left out.

    Raises:
        SourceError: rows with more or fewer fields than the header has columns, or a stray quote.
    """
    import polars as pl

    wanted = {table.header.index(name): name for name in names if name in table.header}
    if table.quoted and b'"' in table.body:
        frame = _quoted(table, wanted, faults)
    else:
        frame = _unquoted(table, wanted, faults)
    return frame.filter(~pl.all_horizontal(pl.col(name).is_null() for name in wanted.values()))


def _unquoted(table: RawTable, wanted: Mapping[int, str], faults: Faults) -> pl.DataFrame:
    import polars as pl

    lines = table.body.split(b"\n")
    delimiter = table.delimiter.encode()
    counts = [line.count(delimiter) + 1 for line in lines]
    if set(counts) != {len(table.header)}:
        rows = [
            (row, count, line.endswith((delimiter, delimiter + b"\r")))
            for row, (count, line) in enumerate(zip(counts, lines, strict=True))
            if line.strip()
        ]
        _check_widths(table, rows, faults)
    # Columns are read by place: names may be repeated, and rows of re-saved files end in a delimiter though their header
    # does not.
    header = table.delimiter.join(map(str, range(len(table.header)))).encode()
    try:
        frame = pl.read_csv(
            header + b"\n" + table.body,
            separator=table.delimiter,
            quote_char=None,
            columns=sorted(wanted),
            infer_schema=False,
            row_index_name="row",
        )
    except pl.exceptions.PolarsError as error:
        first_line = str(error).splitlines()[0]
        refuse_file(
            table.file, f"rows of {len(table.header)} fields separated by {table.delimiter!r}", first_line
        )
    return frame.rename({str(place): name for place, name in wanted.items()})


def _quoted(table: RawTable, wanted: Mapping[int, str], faults: Faults) -> pl.DataFrame:
    """Read by the reader that knows on which line a quote went wrong; few official files quote at all."""
    import polars as pl

    rows = [(row, fields) for row, (_, fields) in enumerate(table.records()) if fields]
    _check_widths(table, [(row, len(fields), not fields[-1]) for row, fields in rows], faults)
    columns = {
        name: [(fields[place] or None) if place < len(fields) else None for _, fields in rows]
        for place, name in sorted(wanted.items())
    }
    schema = {"row": pl.UInt32} | dict.fromkeys(columns, pl.String)
    return pl.DataFrame({"row": [row for row, _ in rows], **columns}, schema=schema)


def _check_widths(table: RawTable, rows: Sequence[tuple[int, int, bool]], faults: Faults) -> None:
    """Refuse rows that were cut off, or whose fields have slipped.

    Args:
        table: the file.
        rows: data row, number of fields, and whether the last is empty; without blank rows.
        faults: what is wrong is added to these.
    """
    width = len(table.header)
    if all(count == 1 for _, count, _ in rows):
        return  # separated otherwise, which is told in one sentence
    _, first, ends_empty = rows[0]
    # One delimiter at the end is no field, as long as the rows agree: in the header or in the rows alone.
    if (first == width + 1 and ends_empty) or (first == width - 1 and not table.header[-1]):
        width = first
    for row, count, ends_empty in rows:
        if count == width and (count <= len(table.header) or ends_empty):
            continue
        last = row == rows[-1][0] and not table.body.endswith(b"\n")
        found = f"{count}, and there the file ends" if last else str(count)
        missing = table.header[count] if count < len(table.header) else ""
        faults.told(row, missing, f"{width} fields separated by {table.delimiter!r}", found)
    faults.raise_if_any()


def stripped(name: str) -> pl.Expr:
    """A text column without blanks around it; nothing left is null."""
    import polars as pl

    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def durations(frame: pl.DataFrame, names: Iterable[str], faults: Faults) -> pl.DataFrame:
    """The frame with these columns of printed times as microseconds; null stays null, a wrong text is a fault."""
    return _timed(frame, names, _TIME, parse_time, faults)


def clocks(frame: pl.DataFrame, names: Iterable[str], faults: Faults) -> pl.DataFrame:
    """The frame with these columns of times of day as microseconds since midnight."""
    return _timed(frame, names, _CLOCK, parse_clock, faults)


def _timed(
    frame: pl.DataFrame, names: Iterable[str], shape: str, parse: Callable[[str], int], faults: Faults
) -> pl.DataFrame:
    import polars as pl

    names = [name for name in names if name in frame.columns]
    parsed = frame.with_columns(
        pl.when(pl.col(name).str.contains(shape)).then(_microseconds(pl.col(name))).alias(name)
        for name in names
    )
    for name in names:
        if parsed[name].null_count() != frame[name].null_count():
            parsed = parsed.with_columns(_one_by_one(frame, parsed, name, parse, faults))
    return parsed


def _microseconds(text: pl.Expr) -> pl.Expr:
    import polars as pl

    digits = text.str.replace_all(r"[:'.]", "").cast(pl.Int64, strict=False)
    seconds = digits // 10_000_000 * 3600 + digits // 100_000 % 100 * 60 + digits // 1000 % 100
    return seconds * 1_000_000 + digits % 1000 * 1000


def _one_by_one(
    texts: pl.DataFrame, parsed: pl.DataFrame, name: str, parse: Callable[[str], int], faults: Faults
) -> pl.Series:
    import polars as pl

    values = parsed[name].to_list()
    for place, (row, text, value) in enumerate(zip(texts["row"], texts[name], values, strict=True)):
        if value is None and text:
            try:
                values[place] = parse(text)
            except TimeFormatError as error:
                expected = str(error).partition(", was ")[0].removeprefix("expected ")
                faults.row(row, name, expected, text)
    return pl.Series(name, values, dtype=pl.Int64)

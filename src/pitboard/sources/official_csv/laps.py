"""The laps file as checked columns: one row a completed lap, times in whole microseconds.

What holds in every official file seen is checked, because a score built on a damaged file would look right: a car's
laps are numbered 1, 2, 3 … without a hole, ELAPSED is the running sum of LAP_TIME, HOUR − ELAPSED is one constant
(the start), and three sectors add up to the lap. `LAP_IMPROVEMENT` and `S*_IMPROVEMENT` are results, not
measurements, and are never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pitboard.model.flags import OFFICIAL_FLAGS
from pitboard.sources.official_csv.columns import clocks, durations, read_columns, stripped
from pitboard.sources.official_csv.faults import Faults, describe
from pitboard.sources.official_csv.rawfile import RawTable
from pitboard.times import DAY_US, format_clock, format_time

if TYPE_CHECKING:
    import polars as pl

REQUIRED: Final = (
    "NUMBER",
    "DRIVER_NUMBER",
    "LAP_NUMBER",
    "LAP_TIME",
    "CROSSING_FINISH_LINE_IN_PIT",
    "S1",
    "S2",
    "S3",
    "ELAPSED",
    "HOUR",
    "DRIVER_NAME",
)
"""Columns without which a laps file is refused."""

OPTIONAL: Final = ("KPH", "PIT_TIME", "CLASS", "GROUP", "TEAM", "MANUFACTURER", "FLAG_AT_FL")
"""Columns that some seasons and series leave out."""

KPH_MAX: Final = 1_000
_NOTED_MAX: Final = 3
_A_TIME: Final = "a time like '1:45.678'"
_A_CLOCK: Final = "a time of day like '14:54:53.975'"
_TEXTS: Final = ("DRIVER_NAME", "CLASS", "GROUP", "TEAM", "MANUFACTURER")


@dataclass(frozen=True, slots=True)
class LapTable:
    """A checked laps file.

    Attributes:
        frame: a row a lap, grouped by car, laps rising. Columns: `row` (data row in the file), `NUMBER`, `LAP_NUMBER`,
            `DRIVER_NUMBER`, `DRIVER_NAME`, `CLASS`, `GROUP`, `TEAM`, `MANUFACTURER`, `KPH`, `FLAG_AT_FL` (null where
            blank), `in_pit` (the lap ended on the finish line in the pit lane) and, in microseconds since the start:
            `begin_us`, `end_us`, `s1_us`, `s2_us` (null where a loop missed the car); `PIT_TIME` is a duration.
        start_clock_us: time of day of the session's start, HOUR − ELAPSED [µs].
        has_flags: the file has a column FLAG_AT_FL.
        notes: fields that were left out.
    """

    frame: pl.DataFrame
    start_clock_us: int
    has_flags: bool
    notes: tuple[str, ...] = ()


def read_laps(table: RawTable) -> LapTable:
    """Read and check a laps file.

    Raises:
        SourceError: with every fault found in the file.
    """
    import polars as pl

    table.require(REQUIRED)
    faults = Faults(table.file, table.line_of)
    texts = read_columns(table, REQUIRED + OPTIONAL, faults)
    frame = texts.with_columns(
        pl.lit(None, dtype=pl.String).alias(name) for name in OPTIONAL if name not in texts.columns
    ).with_columns(
        stripped(name).alias(name) for name in ("NUMBER", "LAP_NUMBER", "FLAG_AT_FL", "KPH", *_TEXTS)
    )
    if _separated_otherwise(frame):
        faults.row(int(frame["row"][0]), "", f"fields separated by {table.delimiter!r}", frame["NUMBER"][0])
        faults.refuse()
    frame = durations(frame, ("LAP_TIME", "S1", "S2", "S3", "ELAPSED", "PIT_TIME"), faults)
    frame = clocks(frame, ("HOUR",), faults)
    frame = _grouped(_counted(frame, texts, faults))
    faults.raise_if_any()
    frame = _placed(frame)
    start_clock_us = _check(frame, faults)
    faults.raise_if_any()
    frame, notes = _speeds(frame, faults)
    return LapTable(
        frame=frame,
        start_clock_us=start_clock_us,
        has_flags="FLAG_AT_FL" in texts.columns,
        notes=tuple(notes),
    )


def _speeds(frame: pl.DataFrame, faults: Faults) -> tuple[pl.DataFrame, list[str]]:
    """The frame without texts in KPH that are no speed, and what was left out: nothing is scored by it."""
    import polars as pl

    speed = pl.col("KPH").cast(pl.Float64, strict=False).is_between(0, KPH_MAX).fill_null(value=False)
    wrong = frame.filter(pl.col("KPH").is_not_null() & ~speed)
    if not wrong.height:
        return frame, []
    shown = wrong.head(_NOTED_MAX)
    notes = [
        f"line {faults.line_of(row)}, KPH: expected a speed like '187.3', was {describe(text)}; left out"
        for row, text in zip(shown["row"], shown["KPH"], strict=True)
    ]
    if wrong.height > shown.height:
        notes.append(f"KPH: and {wrong.height - shown.height:,} more, left out too")
    return frame.with_columns(pl.when(speed).then(pl.col("KPH")).alias("KPH")), notes


def _separated_otherwise(frame: pl.DataFrame) -> bool:
    """True where every row is one single field: the header has another delimiter than the rows."""
    others = [name for name in REQUIRED if name != "NUMBER"]
    return frame.height > 0 and all(frame[name].null_count() == frame.height for name in others)


def _counted(frame: pl.DataFrame, texts: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Lap number and pit mark as values; faults for what is missing and for unknown marks and flags."""
    import polars as pl

    mark, flag, lap = stripped("CROSSING_FINISH_LINE_IN_PIT"), pl.col("FLAG_AT_FL"), pl.col("LAP_NUMBER")
    numbered = frame.with_columns(
        pl.when(lap.str.contains(r"^[0-9]{1,9}$")).then(lap.cast(pl.Int64, strict=False)),
        (mark == "B").fill_null(value=False).alias("in_pit"),
        (mark != "B").fill_null(value=False).alias("other_mark"),
        (~flag.is_in(list(OFFICIAL_FLAGS))).fill_null(value=False).alias("other_flag"),
    )
    wrong = {
        ("NUMBER", "a car number"): pl.col("NUMBER").is_null(),
        ("LAP_NUMBER", "a lap number"): lap.is_null(),
        ("CROSSING_FINISH_LINE_IN_PIT", "'B' or nothing"): pl.col("other_mark"),
        ("FLAG_AT_FL", f"one of the flags {', '.join(OFFICIAL_FLAGS)}, or nothing"): pl.col("other_flag"),
    }
    if numbered.filter(pl.any_horizontal(wrong.values())).height:
        for (name, expected), condition in wrong.items():
            rows = numbered.select("row").filter(numbered.select(condition).to_series())
            _tell(texts.join(rows, on="row", how="semi"), name, expected, faults)
    for name, expected in (("LAP_TIME", _A_TIME), ("ELAPSED", _A_TIME), ("HOUR", _A_CLOCK)):
        if numbered[name].null_count():
            _tell(texts.filter(texts[name].is_null() | (texts[name] == "")), name, expected, faults)
    return numbered


def _tell(frame: pl.DataFrame, name: str, expected: str, faults: Faults) -> None:
    """Add a fault for every row of the frame."""
    shown = frame.head(64)
    founds = shown[name] if name in shown.columns else [None] * shown.height
    for row, found in zip(shown["row"], founds, strict=True):
        faults.row(row, name, expected, found)
    faults.uncounted(frame.height - shown.height)


def _grouped(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of a car together; official files have them so, and then nothing is moved."""
    import polars as pl

    runs = frame.select((pl.col("NUMBER") != pl.col("NUMBER").shift(1)).sum()).item() + 1
    return frame if runs == frame["NUMBER"].n_unique() else frame.sort("NUMBER", maintain_order=True)


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    """Instants since the start: where the lap begins and ends, and where the sectors tell it, loops 1 and 2.

    S1 missing means loop 1 missed the car, S3 missing means loop 2 did. In three laps of the data loop 2 saw the car
    before loop 1 (it left the pit lane between them); that is kept as it was read.
    """
    import polars as pl

    same_car = (pl.col("NUMBER") == pl.col("NUMBER").shift(1)).fill_null(value=False)
    begun = frame.with_columns(
        pl.when(same_car).then(pl.col("ELAPSED").shift(1)).otherwise(0).alias("begin_us"),
        pl.when(same_car).then(pl.col("LAP_NUMBER").shift(1) + 1).otherwise(1).alias("lap_expected"),
        pl.col("ELAPSED").alias("end_us"),
    )
    begin, end, first, second, third = (pl.col(name) for name in ("begin_us", "end_us", "S1", "S2", "S3"))
    return begun.with_columns(
        pl.coalesce(begin + first, end - third - second).alias("s1_us"),
        pl.coalesce(end - third, begin + first + second).alias("s2_us"),
    )


def _check(frame: pl.DataFrame, faults: Faults) -> int:
    """Hold the file to what every official file keeps; returns the start's time of day [µs]."""
    import polars as pl

    if not frame.height:
        return 0
    starts = frame.select(((pl.col("HOUR") - pl.col("ELAPSED")) % DAY_US).alias("start"))["start"]
    start_clock_us = int(starts.mode().sort()[0])
    sectors = pl.col("S1") + pl.col("S2") + pl.col("S3")
    in_lap = (pl.col("S1") <= pl.col("LAP_TIME")).fill_null(value=True)
    in_lap &= (pl.col("S3") <= pl.col("LAP_TIME")).fill_null(value=True)
    sound = (
        (pl.col("LAP_NUMBER") == pl.col("lap_expected"))
        & (pl.col("ELAPSED") - pl.col("begin_us") == pl.col("LAP_TIME"))
        & (pl.col("LAP_TIME") > 0)
        & (sectors == pl.col("LAP_TIME")).fill_null(value=True)
        & in_lap
        & (starts == start_clock_us)
    )
    broken = frame.filter(~sound)
    for lap in broken.head(64).iter_rows(named=True):
        _explain(lap, start_clock_us, faults)
    faults.uncounted(max(0, broken.height - 64))
    return start_clock_us


def _explain(lap: dict[str, int], start_clock_us: int, faults: Faults) -> None:
    """Say what is wrong with a lap that failed the check."""
    row, elapsed, length = lap["row"], lap["ELAPSED"], lap["LAP_TIME"]
    if lap["LAP_NUMBER"] != lap["lap_expected"]:
        faults.row(row, "LAP_NUMBER", f"lap {lap['lap_expected']} of car {lap['NUMBER']}", lap["LAP_NUMBER"])
    elif elapsed - lap["begin_us"] != length:
        expected = f"{format_time(lap['begin_us'] + length)}, the sum of the car's lap times"
        faults.row(row, "ELAPSED", expected, format_time(elapsed))
    if length <= 0:
        faults.row(row, "LAP_TIME", "a time above 0", format_time(length))
    sectors = [lap[name] for name in ("S1", "S2", "S3")]
    if None not in sectors and sum(sectors) != length:
        faults.row(row, "S1+S2+S3", f"the lap time {format_time(length)}", format_time(sum(sectors)))
    else:
        for name in ("S1", "S3"):
            if lap[name] is not None and lap[name] > length:
                faults.row(row, name, f"at most the lap time {format_time(length)}", format_time(lap[name]))
    if (lap["HOUR"] - elapsed) % DAY_US != start_clock_us:
        expected = f"{format_clock(start_clock_us + elapsed)}, the session's start plus ELAPSED"
        faults.row(row, "HOUR", expected, format_clock(lap["HOUR"]))

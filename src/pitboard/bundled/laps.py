"""Laps of the bundled tables, as the columns from which official files become facts.

From there on a bundled session and an imported one go the same way: `sources.official_csv` makes passings, driver
changes and pit visits of both.
"""

from __future__ import annotations

from collections.abc import Mapping

from pitboard.bundled.tables import field, optional, read_rows
from pitboard.errors import Fault, SourceError
from pitboard.model.entry import Entry
from pitboard.sources.official_csv.laps import LapTable
from pitboard.times import parse_time


def lap_table(folder: str, entries: Mapping[str, Entry], start_clock_us: int) -> LapTable:
    """The laps of a session, by car and lap, as an official laps file gives them; flags are in a table of their own.

    Args:
        folder: of the session's tables.
        entries: by number; they name the driver whom the table counts.
        start_clock_us: time of day of the session's start [µs].

    Raises:
        SourceError: a field that cannot be read, or a lap that does not follow from the one before.
    """
    import polars as pl

    where, duration = f"{folder}/laps.csv", optional(parse_time)
    laps: list[dict[str, object]] = []
    car, begin_us = "", 0
    for line, row in read_rows(folder, "laps.csv"):
        car, begin_us = row["car"], begin_us if row["car"] == car else 0
        s1, s2, s3 = (field(where, line, row, column, duration) for column in ("s1", "s2", "s3"))
        lap_us = field(where, line, row, "lap_time", parse_time)
        end_us = field(where, line, row, "elapsed", parse_time)
        if end_us != begin_us + lap_us:
            raise SourceError(Fault(where, line, "elapsed", "the sum of the car's laps", row["elapsed"]))
        laps.append(
            {
                "NUMBER": car,
                "DRIVER_NAME": entries[car].crew[field(where, line, row, "driver", int) - 1].name,
                "in_pit": row["in_pit"] == "yes",
                "begin_us": begin_us,
                "s1_us": None if s1 is None else begin_us + s1,
                "s2_us": None if s1 is None or s2 is None or s3 is None else end_us - s3,
                "end_us": end_us,
                "PIT_TIME": field(where, line, row, "pit_time", duration),
            }
        )
        begin_us = end_us
    return LapTable(frame=pl.DataFrame(laps), start_clock_us=start_clock_us, has_flags=False)

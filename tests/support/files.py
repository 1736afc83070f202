"""Small official files, made up for a test: three cars, a few laps, the columns of the IMSA form."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

from pitboard.times import format_clock, format_time

HEADER = (
    "NUMBER, DRIVER_NUMBER, LAP_NUMBER, LAP_TIME, LAP_IMPROVEMENT, CROSSING_FINISH_LINE_IN_PIT, S1, S1_IMPROVEMENT,"
    " S2, S2_IMPROVEMENT, S3, S3_IMPROVEMENT, KPH, ELAPSED, HOUR,S1_LARGE,S2_LARGE,S3_LARGE,TOP_SPEED,DRIVER_NAME,"
    "PIT_TIME,CLASS,GROUP,TEAM,MANUFACTURER,FLAG_AT_FL,"
)
RESULTS_HEADER = (
    "POS,NUMBER,LAP,TIME,GAP_FIRST,GAP_PREVIOUS,KPH, LAPS,TEAM,CLASS,GROUP,DIVISION,VEHICLE,TIRES,DRIVER1_FIRSTNAME,"
    "DRIVER1_SECONDNAME,DRIVER1_LICENSE,DRIVER1_HOMETOWN,DRIVER1_COUNTRY,DRIVER1_SHORTNAME,"
)
CARS: Mapping[str, Sequence[int]] = {
    "1": (600_000, 95_100, 95_000),
    "01": (610_000, 95_200, 94_900),
    "7": (605_000, 99_000, 98_500),
}
"""Lap times [ms]."""
START_CLOCK_US = 50_000_000_000


def laps_rows(cars: Mapping[str, Sequence[int]] = CARS, *, flag: str = "GF") -> list[str]:
    """Rows of a laps file; sectors are a quarter, a half and the rest of the lap."""
    rows = []
    for car, laps in cars.items():
        elapsed_ms = 0
        for number, lap_ms in enumerate(laps, 1):
            elapsed_ms += lap_ms
            sectors = (lap_ms // 4, lap_ms // 2, lap_ms - lap_ms // 4 - lap_ms // 2)
            s1, s2, s3 = (format_time(sector * 1000) for sector in sectors)
            clock = format_clock(START_CLOCK_US + elapsed_ms * 1000)
            time, elapsed = format_time(lap_ms * 1000), format_time(elapsed_ms * 1000)
            rows.append(
                f"{car},1,{number},{time},0,,{s1},0,{s2},0,{s3},0,,{elapsed},{clock},,,,,Driver {car},,"
                f"{'GTP' if car != '7' else 'GTD'},,Team {car},Maker,{flag},"
            )
    return rows


def write_session(
    folder: Path,
    name: str = "202401191100-practice-1",
    *,
    rows: Sequence[str] | None = None,
    results: Sequence[str] | None = (),
) -> Path:
    """Write a session's files; returns the laps file. `results` None leaves the results file out."""
    folder.mkdir(parents=True, exist_ok=True)
    laps = folder / f"{name}-laps.csv.gz"
    lines = [HEADER, *(laps_rows() if rows is None else rows)]
    laps.write_bytes(gzip.compress(("\ufeff" + "\n".join(lines) + "\n").encode(), mtime=0))
    if results is not None:
        body = list(results) or [
            f"{place},{car},0,,,,,0,Team {car},{'GTP' if car != '7' else 'GTD'},,,Vehicle {car},M,Driver,{car},Gold,,USA,,"
            for place, car in enumerate(CARS, 1)
        ]
        text = "\ufeff" + "\n".join([RESULTS_HEADER, *body]) + "\n"
        (folder / f"{name}-results.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return laps

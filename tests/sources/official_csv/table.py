"""Small official files, built by a test from laps that say only what the test is about."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pitboard.times import DAY_US, format_clock, format_time

IMSA = (
    "NUMBER, DRIVER_NUMBER, LAP_NUMBER, LAP_TIME, LAP_IMPROVEMENT, CROSSING_FINISH_LINE_IN_PIT, S1, S1_IMPROVEMENT,"
    " S2, S2_IMPROVEMENT, S3, S3_IMPROVEMENT, KPH, ELAPSED, HOUR,S1_LARGE,S2_LARGE,S3_LARGE,TOP_SPEED,DRIVER_NAME,"
    "PIT_TIME,CLASS,GROUP,TEAM,MANUFACTURER,FLAG_AT_FL"
)
WEC = f"{IMSA},S1_SECONDS,S2_SECONDS,S3_SECONDS"
START_MS = 14 * 3_600_000  # 14:00:00.000


@dataclass
class Lap:
    """A lap of a car; times in milliseconds.

    `sectors` None gives three that add up; a sector of None is one that a loop missed. `change` overrides fields.
    """

    car: str
    time_ms: int
    sectors: tuple[int | None, int | None, int | None] | None = None
    driver: str = "Ana Ek"
    seat: int = 1
    pit: bool = False
    flag: str = "GF"
    pit_ms: int | None = None
    car_class: str = "GTP"
    kph: str = ""
    change: dict[str, str] = field(default_factory=dict)


def laps_text(
    laps: Sequence[Lap],
    *,
    header: str = IMSA,
    delimiter: str = ",",
    trailing: bool = True,
    bom: bool = True,
    newline: str = "\n",
    start_ms: int = START_MS,
) -> str:
    """A laps file in any of its forms."""
    names = [name.strip() for name in header.split(",")]
    end = delimiter if trailing else ""
    lines = [header.replace(",", delimiter) + end]
    elapsed: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for lap in laps:
        elapsed[lap.car] = elapsed.get(lap.car, 0) + lap.time_ms
        numbers[lap.car] = numbers.get(lap.car, 0) + 1
        row = _fields(lap, numbers[lap.car], elapsed[lap.car], start_ms)
        lines.append(delimiter.join(row.get(name, "") for name in names) + end)
    return ("\ufeff" if bom else "") + newline.join(lines) + newline


def _fields(lap: Lap, number: int, elapsed_ms: int, start_ms: int) -> dict[str, str]:
    third = lap.time_ms // 3
    sectors = lap.sectors or (third, third, lap.time_ms - 2 * third)
    row = {
        "NUMBER": lap.car,
        "DRIVER_NUMBER": str(lap.seat),
        "LAP_NUMBER": str(number),
        "LAP_TIME": printed(lap.time_ms),
        "CROSSING_FINISH_LINE_IN_PIT": "B" if lap.pit else "",
        "KPH": lap.kph,
        "ELAPSED": printed(elapsed_ms),
        "HOUR": format_clock((start_ms + elapsed_ms) * 1000 % DAY_US),
        "DRIVER_NAME": lap.driver,
        "PIT_TIME": "" if lap.pit_ms is None else printed(lap.pit_ms),
        "CLASS": lap.car_class,
        "TEAM": f"Team {lap.car}",
        "FLAG_AT_FL": lap.flag,
    }
    row |= {f"S{n}": "" if ms is None else printed(ms) for n, ms in enumerate(sectors, 1)}
    return row | lap.change


def printed(ms: int) -> str:
    return format_time(ms * 1000)


def write_laps(
    folder: Path, laps: Sequence[Lap], name: str = "202401211355-practice-1-laps.csv.gz", **form: object
) -> Path:
    """Write a laps file, packed if its name ends in .gz."""
    return write(folder, name, laps_text(laps, **form))  # type: ignore[arg-type]


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return path

"""Make the tables of the bundled meeting from a user's own copy of the official files.

Official files are never committed. What is committed are facts in our own columns, and this script is how they
were made; where the files are at hand, `tests/bundled` runs it again and compares the bytes.

    python -m tools.make_bundled ../shared/data/imsa [-o DIR]

What people wrote (`meeting.toml`, `notes.toml`) is read, never written. Flags and parts are not in
the files: FLAG_AT_FL says what was shown when a car crossed the line, so instants are inferred, with bounds. Flags
and weather are taken from the facts that an import gives; entries and laps are read here, so that the test which
compares bundled with imported facts compares two readings.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pitboard.model.entry import driver_id_of, number_order, parse_rating
from pitboard.model.facts import FlagShown, WeatherMeasured
from pitboard.sources.official_csv import LoadedSession, load_session
from pitboard.sources.official_csv.nations import nation_of
from pitboard.times import HOUR_US, MILLISECOND_US, format_clock, format_time, parse_clock, parse_time

TABLES = Path(__file__).parents[1] / "src" / "pitboard" / "bundled" / "roar_2024_q"
SESSION = "2024/01-roar-before-the-24/202401211355-qualifying"
ZONE_OFFSET_US = -5 * HOUR_US  # Daytona in January: Eastern Standard Time

# COUNTRY is often where a driver lives. What stands here is a code that the files themselves prove unfit:
# MCO stands for drivers who are ITA, BRA, DEU or DNK in other files; SWZ is Eswatini, typed for Switzerland.
UNFIT_CODES = frozenset({"MCO", "SWZ", "IOT"})
NO_CODES = frozenset({"", "?"})  # they say nothing, so they contradict nothing
# fmt: off
VALID_CODES = frozenset({
    "AGO", "ARG", "AUS", "AUT", "BEL", "BRA", "CAN", "CHE", "CHL", "CHN", "COL", "CRI", "CYM", "DEU", "DNK", "ESP",
    "FIN", "FRA", "GBR", "IRL", "ITA", "JPN", "LUX", "MEX", "NLD", "NOR", "NZL", "POL", "PRT", "RUS", "SWE", "TUR",
    "USA", "ZAF",
})
# fmt: on

Row = dict[str, str]


def read_official(path: Path) -> list[Row]:
    """Rows of one official file by stripped header name; a ragged tail means empty."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text))
    header = [name.strip() for name in next(rows)]
    return [dict(zip(header, row + [""] * (len(header) - len(row)), strict=False)) for row in rows]


def drivers_of(row: Row) -> Iterator[tuple[str, str, str, str, str]]:
    """(given name, family name, rating, hometown, country) of the slots in use."""
    for slot in range(1, 7):
        given, family = (row.get(f"DRIVER{slot}_{part}NAME", "").strip() for part in ("FIRST", "SECOND"))
        if given or family:
            rest = (
                row.get(f"DRIVER{slot}_{part}", "").strip() for part in ("LICENSE", "HOMETOWN", "COUNTRY")
            )
            yield given, family, *rest  # type: ignore[misc]


def entry_rows(results: Sequence[Row], laps: Sequence[Row]) -> list[list[str]]:
    """`entries.csv`: one line a car, by number."""
    makers = {row["NUMBER"]: row["MANUFACTURER"] for row in laps}
    return [
        [
            row["NUMBER"],
            row["CLASS"],
            row["TEAM"],
            row["VEHICLE"],
            makers.get(row["NUMBER"], ""),
            row["TIRES"],
        ]
        for row in sorted(results, key=lambda row: number_order(row["NUMBER"]))
    ]


def crew_rows(results: Sequence[Row]) -> list[list[str]]:
    """`crews.csv`: one line a driver, in the order of the entry list."""
    lines = []
    for row in sorted(results, key=lambda row: number_order(row["NUMBER"])):
        for slot, (given, family, rating, _hometown, country) in enumerate(drivers_of(row), 1):
            nation = nation_of(driver_id_of(f"{given} {family}"), [country]) or ""
            lines.append(
                [row["NUMBER"], str(slot), given, family, nation, parse_rating(rating).value, country]
            )
    return lines


def lap_rows(laps: Sequence[Row]) -> list[list[str]]:
    """`laps.csv`: one line a completed lap, by car and lap."""

    def plain(text: str) -> str:
        return format_time(parse_time(text)) if text else ""

    return [
        [
            *(row["NUMBER"], row["LAP_NUMBER"], row["DRIVER_NUMBER"]),
            *(plain(row[column]) for column in ("LAP_TIME", "S1", "S2", "S3")),
            "yes" if row["CROSSING_FINISH_LINE_IN_PIT"] else "",
            *(plain(row[column]) for column in ("PIT_TIME", "ELAPSED")),
        ]
        for row in sorted(laps, key=lambda row: (number_order(row["NUMBER"]), int(row["LAP_NUMBER"])))
    ]


def flag_rows(
    loaded: LoadedSession, laps: Sequence[Row], parts: Sequence[tuple[str, frozenset[str]]]
) -> list[list[str]]:
    """`flags.csv`: the session's start, its parts and its flags, with bounds."""
    start_us = parse_clock(laps[0]["HOUR"]) - parse_time(laps[0]["ELAPSED"])
    lines = [_instant("session_started", "", start_us)]
    lines += _part_rows(laps, parts, start_us)
    for flag in loaded.facts:
        if isinstance(flag, FlagShown):
            at_us, earliest_us, latest_us = (
                None if instant_us is None else instant_us + ZONE_OFFSET_US
                for instant_us in (flag.at_us, flag.earliest_us, flag.latest_us)
            )
            assert at_us is not None
            lines.append(_instant("flag_shown", flag.flag, at_us, earliest_us, latest_us))
    return lines


def _part_rows(
    laps: Sequence[Row], parts: Sequence[tuple[str, frozenset[str]]], start_us: int
) -> Iterator[list[str]]:
    """Each part's start and end. A part begins after the last crossing of the one before and before its first pit exit."""
    runs = []
    for part, classes in parts:
        rows = [row for row in laps if row["CLASS"] in classes]
        # On lap 1 of a car PIT_TIME runs from the session's start to the pit exit.
        exit_us = min(start_us + parse_time(row["PIT_TIME"]) for row in rows if row["LAP_NUMBER"] == "1")
        runs.append((part, exit_us, max(parse_clock(row["HOUR"]) for row in rows)))
    before_us = start_us
    for place, (part, exit_us, last_us) in enumerate(runs):
        at_us = exit_us if place else start_us
        next_exit_us = runs[place + 1][1] if place + 1 < len(runs) else None
        yield _instant("part_started", part, at_us, before_us, exit_us)
        yield _instant("part_ended", part, last_us, last_us, next_exit_us)
        before_us = last_us + MILLISECOND_US


def _instant(
    what: str, which: str, at_us: int, earliest_us: int | None = None, latest_us: int | None = None
) -> list[str]:
    bounds = ["" if bound_us is None else format_clock(bound_us) for bound_us in (earliest_us, latest_us)]
    return [what, which, format_clock(at_us), *bounds, "inferred"]


def weather_rows(loaded: LoadedSession) -> list[list[str]]:
    """`weather.csv`: local time of day, SI units."""
    return [
        [
            format_clock(row.at_us + ZONE_OFFSET_US, decimals=0),
            *(
                "" if value is None else f"{value:g}" if value < 1000 else f"{value:.2f}"
                for value in (
                    row.air_c,
                    row.track_c,
                    row.humidity_percent,
                    row.pressure_hpa,
                    row.wind_m_s,
                    row.wind_from_deg,
                )
            ),
        ]
        for row in loaded.facts
        if isinstance(row, WeatherMeasured)
    ]


def tables(data: Path, written: Path = TABLES) -> dict[str, str]:
    """The text of each table, by file name.

    Args:
        data: folder of the official files, with years below it.
        written: folder of what people wrote: `meeting.toml`.
    """
    laps, results = (read_official(data / f"{SESSION}-{kind}.csv.gz") for kind in ("laps", "results"))
    loaded = load_session(data / f"{SESSION}-laps.csv.gz")
    meeting = tomllib.loads((written / "meeting.toml").read_text(encoding="utf-8"))
    parts = [(part["part"], frozenset(part["classes"])) for part in meeting["qualifying"]["part"]]
    return {
        "entries.csv": _csv("car,class,team,vehicle,manufacturer,tyres", entry_rows(results, laps)),
        "crews.csv": _csv(
            "car,driver,given_name,family_name,nation,rating,country_as_filed",
            crew_rows(results),
        ),
        "laps.csv": _csv("car,lap,driver,lap_time,s1,s2,s3,in_pit,pit_time,elapsed", lap_rows(laps)),
        "flags.csv": _csv("what,which,at,earliest,latest,word", flag_rows(loaded, laps, parts)),
        "weather.csv": _csv(
            "at,air_c,track_c,humidity_percent,pressure_hpa,wind_m_s,wind_from_deg", weather_rows(loaded)
        ),
    }


def _csv(header: str, rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def main(arguments: Sequence[str]) -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description="Make the tables of the bundled meeting.")
    parser.add_argument("data", type=Path, help="folder of the official files, with years below it")
    parser.add_argument("-o", "--output", type=Path, default=TABLES, help="where the tables go")
    options = parser.parse_args(arguments)
    for name, text in tables(options.data).items():
        (options.output / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{options.output / name}: {text.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main(sys.argv[1:])

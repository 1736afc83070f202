"""Laps files into facts, step by step: where the time goes for each lap.

    python -m benchmarks.bench_official_csv ../shared/data

Medians of nine in one run. The largest file shows the cost of a lap, all files together also that of a session.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pitboard.sources.official_csv import find_sessions, load_session
from pitboard.sources.official_csv.facts import course_facts, in_order, no_garbage_collection, passings_of
from pitboard.sources.official_csv.laps import read_laps
from pitboard.sources.official_csv.rawfile import read_table

ROUNDS = 9


def median_s(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median wall time [s]."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(folder: Path) -> None:
    """Print the figures."""
    sessions = find_sessions([folder])
    largest = max((files.laps for files in sessions), key=lambda path: path.stat().st_size)
    table = read_table(largest)
    laps = read_laps(table)
    count = laps.frame.height

    def facts() -> None:
        with no_garbage_collection():
            in_order(course_facts(laps, 0, "s"), passings_of(laps.frame, 0), "s")

    print(f"{largest.name}: {count:,} laps; medians of {ROUNDS}")
    steps: dict[str, Callable[[], object]] = {
        "unpack": lambda: read_table(largest),
        "read and check columns": lambda: read_laps(table),
        "facts": facts,
        "whole path": lambda: load_session(largest),
    }
    for name, work in steps.items():
        took_s = median_s(work)
        print(f"  {name:24}{took_s * 1e3:8.1f} ms {took_s / count * 1e6:7.2f} µs a lap")

    total = sum(load_session(files.laps).laps for files in sessions)
    took_s = median_s(lambda: [load_session(files.laps) for files in sessions], rounds=3)
    print(f"all {len(sessions)} sessions with results and weather, {total:,} laps (median of 3)")
    print(
        f"  {took_s:.2f} s, {took_s / total * 1e6:.2f} µs a lap, {took_s / len(sessions) * 1e3:.1f} ms a session"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

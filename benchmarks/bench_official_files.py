"""Official files: reading and scoring, importing into a log on disk, and the same laps file in another package.

    python -m benchmarks.bench_official_files ../shared/data/imsa

Medians of nine in one run, on one core. Ratios within the run are what counts; absolute figures are this machine's.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pitboard.sessions.importing import import_meetings, meetings_in
from pitboard.sessions.many import Batch
from pitboard.sources.official_csv.laps import read_laps
from pitboard.sources.official_csv.rawfile import read_table

ROUNDS = 9


def median_s(work: Callable[[], object]) -> float:
    """Median wall time of nine runs [s]."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def biggest_race(folder: Path) -> Path:
    """The race with the most laps."""
    return max(folder.rglob("*-race-laps.csv.gz"), key=lambda path: path.stat().st_size)


def main(folder: Path) -> None:
    """Print the figures."""
    race = biggest_race(folder)
    laps = gzip.decompress(race.read_bytes()).count(b"\n") - 1
    print(f"{race.parent.name}/{race.name}: {laps:,} laps; medians of {ROUNDS}")
    read_s = median_s(lambda: read_laps(read_table(race)))
    print(f"read into checked columns{read_s * 1e3:8.1f} ms  {laps / read_s:10,.0f} laps/s")
    score_s = median_s(lambda: list(Batch([str(race)]).scored()))
    print(f"read and score           {score_s * 1e3:8.1f} ms  {laps / score_s:10,.0f} laps/s")

    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        source.mkdir()
        for beside in race.parent.glob(race.name.replace("-laps.csv.gz", "-*.csv.gz")):
            shutil.copy(beside, source)
        target = Path(scratch) / "logs"

        def into_log() -> None:
            shutil.rmtree(target, ignore_errors=True)
            outcomes = list(import_meetings(meetings_in([source]), target))
            assert all(outcome.error is None for outcome in outcomes), outcomes

        import_s = median_s(into_log)
    print(f"import into a log        {import_s * 1e3:8.1f} ms  {laps / import_s:10,.0f} laps/s")
    _other(race, read_s, score_s)


def _other(race: Path, read_s: float, score_s: float) -> None:
    """`endurancepy` loading the same laps file, where it is installed (`pip install pitboard[bench]`)."""
    try:
        import endurancepy
    except ImportError:
        print("endurancepy is not installed: make bench installs it")
        return
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "laps.csv"
        plain.write_bytes(gzip.decompress(race.read_bytes()))
        other_s = median_s(lambda: endurancepy.read_analysis(plain))
    print(f"endurancepy loads it     {other_s * 1e3:8.1f} ms")
    print(
        f"  {other_s / read_s:.1f} times Pitboard's reading of the same file, {other_s / score_s:.1f} times its reading and scoring"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Time and memory of documents: the whole set of a 24-hour race, and one classification.

Run `make bench`, or `python -m benchmarks.bench_documents LAPS.csv.gz` for a file of your own, which is how the figures in
`docs/explanation/speed.md` were made: the 24 hours of Le Mans 2024, 62 cars and 15,593 laps, whose file is not ours to give.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pitboard.cli.document import processors
from pitboard.documents.catalogue import kind_of, kinds_for
from pitboard.documents.job import Job, make_job
from pitboard.documents.produce import printed, produce
from pitboard.documents.words import Words
from pitboard.sessions.opened import open_session

pytestmark = pytest.mark.bench


def job_of(selector: str) -> Job:
    return make_job(open_session(selector), words=Words("en"))


def whole_set(job: Job, out: Path) -> int:
    return sum(1 for _ in produce(job, kinds_for(job), out, workers=processors()))


def test_whole_set(benchmark, tmp_path):
    job = job_of("roar-2024-q")
    files = benchmark.pedantic(whole_set, (job, tmp_path), rounds=1)
    assert files > 60


def test_one_classification(benchmark):
    job = job_of("roar-2024-q")
    made = benchmark(lambda: next(printed(job, [kind_of("classification")])))
    assert made[1].startswith(b"%PDF")


def main(laps: str) -> None:
    """Print what the whole set takes, from the file to the last PDF."""
    begun, used = time.perf_counter(), time.process_time()
    job = job_of(laps)
    scored_s = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        files = whole_set(job, Path(folder))
        size_mb = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
    wall_s, cpu_s = time.perf_counter() - begun, time.process_time() - used
    one_s = []
    for _ in range(5):
        start = time.perf_counter()
        next(printed(job, [kind_of("classification")]))
        one_s.append(time.perf_counter() - start)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    laps_done = sum(len(car.laps) for car in job.scored.state.cars.values())
    print(f"{len(job.scored.state.cars)} cars, {laps_done:,} laps, {processors()} processors")
    print(f"read and scored in {scored_s:.1f} s")
    print(f"whole set: {files} files, {size_mb:.0f} MB, {wall_s:.1f} s of wall, {cpu_s:.1f} s of processor")
    print(f"peak memory {peak_mb:.0f} MB; one classification {min(one_s):.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])

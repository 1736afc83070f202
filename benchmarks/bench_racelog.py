"""The race log's own cost: appending in bulk and one by one, reading, verifying.

    python -m benchmarks.bench_racelog [FOLDER]

FOLDER is where the logs are made (else the system's temporary folder): the disk decides the cost of one append. Medians of
nine in one run. The parts of a bulk append are measured apart, to say what bounds it.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from pitboard.model.facts import Passing, encode
from pitboard.racelog import GENESIS, MemoryLog, open_log
from pitboard.racelog.batch import Batch

ROUNDS = 9
FACTS = 60_000
FACTS_A_LAP = 3.3
SINGLE = 200


def passings() -> list[Passing]:
    """Passings as an import makes them: 59 cars, three lines, one session."""
    start_us = 1_705_845_300_000_000
    return [
        Passing(
            at_us=start_us + i * 1000,
            session="202401211355-qualifying",
            car=str(i % 59),
            line=("s1", "s2", "finish")[i % 3],
            source="file",
        )
        for i in range(FACTS)
    ]


def medians(work: Callable[[int], object]) -> float:
    """Median wall time of nine runs [s]; the work is told which run it is."""
    times = []
    for run in range(ROUNDS):
        start = time.perf_counter()
        work(run)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def report(what: str, seconds: float, count: int) -> None:
    """One line: time, cost of one, rate."""
    each = f"{seconds / count * 1e6:9.2f} µs each{count / seconds:14,.0f} a second"
    print(f"{what:34}{seconds * 1e3:9.1f} ms{each}")


def into_plain_table(path: Path, rows: Sequence[tuple[object, ...]]) -> None:
    """The same rows into a bare table in one transaction: what SQLite costs without a log around it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE facts (seq INTEGER PRIMARY KEY, session, kind, stored, hash)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


def main(folder: Path) -> None:
    """Print the figures."""
    facts = passings()
    rows = list(Batch(0, GENESIS).rows(facts))
    print(f"{FACTS:,} passings, medians of {ROUNDS}, SQLite {sqlite3.sqlite_version}")

    def new_log(run: int) -> None:
        with open_log(folder / f"bulk{run}.pitboard", create=True) as log:
            log.append(facts)

    bulk_s = medians(new_log)
    report("new log, one append, closed", bulk_s, FACTS)
    print(f"{'':34}{FACTS / FACTS_A_LAP / bulk_s:,.0f} laps a second at {FACTS_A_LAP} facts a lap")
    report("  of it: encode", medians(lambda _: deque(map(encode, facts), 0)), FACTS)
    report(
        "  of it: number, encode, chain", medians(lambda _: deque(Batch(0, GENESIS).rows(facts), 0)), FACTS
    )
    report(
        "  same rows, bare SQLite table",
        medians(lambda n: into_plain_table(folder / f"bare{n}", rows)),
        FACTS,
    )
    report("in memory", medians(lambda _: MemoryLog().append(facts)), FACTS)

    with open_log(folder / "bulk0.pitboard") as log:
        report("read all", medians(lambda _: deque(log.read(), 0)), FACTS)
        session = "202401211355-qualifying"
        report("read one session", medians(lambda _: deque(log.read(session=session), 0)), FACTS)
        report("verify", medians(lambda _: log.verify()), FACTS)
        report("append one by one", medians(lambda _: [log.append(facts[:1]) for _ in range(SINGLE)]), SINGLE)
        report(
            "open for reading, close",
            medians(lambda _: open_log(folder / "bulk0.pitboard", read_only=True).close()),
            1,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(Path(scratch))

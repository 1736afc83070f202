"""A race log in one SQLite file.

Write-ahead log and `synchronous = FULL`: when `append` returns, the facts are on disk. Reading has its own connection, so it
never sees half an append and never waits for one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from types import TracebackType
from typing import Any, Self

from pitboard.errors import LogError
from pitboard.model.facts import AnyFact, Fact, FactWithdrawn, SessionScheduled
from pitboard.model.meeting import Session
from pitboard.racelog import queries
from pitboard.racelog.batch import Batch
from pitboard.racelog.chain import GENESIS
from pitboard.racelog.interface import LogFault, StoredFact, VerifyReport
from pitboard.racelog.lock import WriterLock
from pitboard.racelog.received import Received
from pitboard.racelog.sessions import plans_in_force
from pitboard.racelog.stored import read_stored, tags_of
from pitboard.racelog.targets import check_seen
from pitboard.racelog.verification import Check

Row = tuple[Any, ...]


class SqliteLog:
    """A `RaceLog` on disk. Made by `pitboard.racelog.open_log`.

    Threads may share it: appends queue up, and a reading takes the connection for one batch at a time.

    Attributes:
        name: the file, as messages name it.
    """

    def __init__(
        self,
        name: str,
        *,
        reader: sqlite3.Connection,
        writer: sqlite3.Connection | None,
        lock: WriterLock | None,
    ) -> None:
        self.name = name
        self._reader = reader
        self._writer = writer
        self._lock = lock
        self._reading = Lock()
        self._writing = Lock()

    # ---- writing ----

    def append(self, facts: Iterable[Fact], *, expect_last: Mapping[int, int] | None = None) -> range:
        with self._writing, self._explained(), self._transaction() as connection:
            last_seq, head_hash = connection.execute(queries.HEAD).fetchone()
            batch = Batch(last_seq, head_hash)
            connection.executemany(queries.APPEND, batch.rows(facts))
            for target, seen in batch.expectations(expect_last):
                latest = connection.execute(queries.LATEST, {"target": target}).fetchone()[0]
                check_seen(target, latest=latest, seen=seen)
            for seq, target in batch.pointers:
                connection.execute(queries.TOUCH, {"seq": seq, "target": target})
            connection.execute(queries.SET_HEAD, (batch.last_seq, batch.head_hash))
        return batch.seqs

    def append_stored(self, rows: Iterable[StoredFact]) -> list[AnyFact]:
        """Append what another log holds next, byte for byte: all of it or nothing, on disk when this returns.

        Args:
            rows: the other log's facts after this one's last, in order; see `stored`.

        Returns:
            The facts.

        Raises:
            LogError: the two logs are not one history, or the log cannot be written.
        """
        with self._writing, self._explained(), self._transaction() as connection:
            last_seq, head_hash = connection.execute(queries.HEAD).fetchone()
            received = Received(last_seq, bytes(head_hash))
            connection.executemany(queries.APPEND, received.rows(rows))
            for seq, target in received.pointers:
                connection.execute(queries.TOUCH, {"seq": seq, "target": target})
            connection.execute(queries.SET_HEAD, (received.last_seq, received.head_hash))
        return received.facts

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self._writer is None:
            raise LogError(f"{self.name}: opened for reading only")
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield self._writer
            self._writer.execute("COMMIT")
        except BaseException:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise

    # ---- reading ----

    @property
    def last_seq(self) -> int:
        return int(self._one(queries.HEAD)[0])

    @property
    def head_hash(self) -> bytes:
        return bytes(self._one(queries.HEAD)[1])

    def read(
        self, from_seq: int = 1, *, session: str | None = None, kinds: Collection[type[Fact]] | None = None
    ) -> Iterator[AnyFact]:
        tags = None if kinds is None else tags_of(kinds)
        query = queries.reading(session=session is not None, tags=tags)
        for stored, seq in self._batches(query, from_seq, {"session": session}):
            yield read_stored(stored, seq)

    def stored(self, from_seq: int = 1) -> Iterator[StoredFact]:
        for *columns, seq in self._batches(queries.RAW, from_seq, {}):
            yield StoredFact(seq, *columns)

    def _batches(self, query: str, from_seq: int, values: dict[str, Any]) -> Iterator[Row]:
        """Rows of a query on :first, :last and :batch whose last column is the seq, a batch at a time."""
        first, last = max(from_seq, 1), self.last_seq
        while first <= last:
            rows = self._all(query, values | {"first": first, "last": last, "batch": queries.BATCH})
            yield from rows
            first = rows[-1][-1] + 1 if len(rows) == queries.BATCH else last + 1

    def latest_on(self, target_seq: int) -> int:
        return int(self._one(queries.LATEST, {"target": target_seq})[0])

    def hash_at(self, seq: int) -> bytes:
        if seq == 0:
            return GENESIS
        found = self._all("SELECT hash FROM facts WHERE seq = :seq", {"seq": seq})
        if not found:
            raise LogError(f"{self.name}: there is no fact {seq}; the log ends at fact {self.last_seq}")
        return bytes(found[0][0])

    def sessions(self) -> dict[str, Session | None]:
        found: dict[str, Session | None] = dict(
            plans_in_force(self.read(kinds=(SessionScheduled, FactWithdrawn)))
        )
        for (name,) in self._all(queries.SESSIONS):
            found.setdefault(name, None)
        return found

    def verify(self, *, known: Mapping[int, bytes] | None = None) -> VerifyReport:
        last_seq, head_hash = self._one(queries.HEAD)
        check = Check(known or {})
        try:
            check.walk(row for row in self.stored() if row.seq <= last_seq)
            check.finish(last_seq, head_hash)
            check.compare_touches(iter(self._all(queries.TOUCHES, {"last": last_seq})))
            check.faults += [
                LogFault(0, text) for (text,) in self._all("PRAGMA integrity_check(20)") if text != "ok"
            ]
        except LogError as error:
            check.faults.append(LogFault(check.seq + 1, f"cannot be read from the file: {error}"))
        return VerifyReport(
            check.facts, last_seq, bytes(head_hash), tuple(sorted(check.faults, key=lambda fault: fault.seq))
        )

    def backup(
        self, target: sqlite3.Connection, *, progress: Callable[[int, int, int], object] | None = None
    ) -> None:
        """Copy the file's pages, as of now, into another database; see `pitboard.racelog.copy_log`."""
        with self._reading, self._explained():
            self._reader.backup(target, progress=progress)

    # ---- the connections ----

    def _all(self, query: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        with self._reading, self._explained():
            return self._reader.execute(query, values or {}).fetchall()

    def _one(self, query: str, values: Mapping[str, Any] | None = None) -> Row:
        rows = self._all(query, values)
        if not rows:
            raise LogError(f"{self.name}: damaged: the row that states the newest fact is missing")
        return rows[0]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as error:
            if "closed database" not in str(error):
                raise
            raise LogError(f"{self.name}: the log is closed") from error
        except sqlite3.Error as error:
            raise LogError(queries.explain(self.name, error)) from error

    def close(self) -> None:
        with self._writing, self._reading:
            # The reader first: the last connection to close tidies the write-ahead log away.
            self._reader.close()
            if self._writer is not None:
                self._writer.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

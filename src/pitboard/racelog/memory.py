"""A race log in memory, for replays, what-if and tests. It keeps the same bytes and hashes as the one on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from threading import Lock
from types import TracebackType
from typing import Self

from pitboard.errors import LogError
from pitboard.model.facts import AnyFact, Fact, FactWithdrawn, SessionScheduled
from pitboard.model.meeting import Session
from pitboard.racelog.batch import Batch
from pitboard.racelog.chain import GENESIS
from pitboard.racelog.interface import StoredFact, VerifyReport
from pitboard.racelog.sessions import plans_in_force
from pitboard.racelog.stored import read_stored, tags_of
from pitboard.racelog.targets import check_seen
from pitboard.racelog.verification import Check


class MemoryLog:
    """A `RaceLog` that is gone with the process."""

    def __init__(self) -> None:
        self._rows: list[StoredFact] = []
        self._touches: dict[int, tuple[int, ...]] = {}
        self._latest: dict[int, int] = {}
        self._lock = Lock()
        self._closed = False

    @property
    def last_seq(self) -> int:
        self._check_open()
        return len(self._rows)

    @property
    def head_hash(self) -> bytes:
        return self.hash_at(self.last_seq)

    def append(self, facts: Iterable[Fact], *, expect_last: Mapping[int, int] | None = None) -> range:
        self._check_open()
        with self._lock:
            batch = Batch(self.last_seq, self.head_hash)
            rows = [StoredFact(*row) for row in batch.rows(facts)]
            for target, seen in batch.expectations(expect_last):
                check_seen(target, latest=self.latest_on(target), seen=seen)
            self._rows += rows
            for seq, target in batch.pointers:
                self._touch(seq, target)
        return batch.seqs

    def _touch(self, seq: int, target: int) -> None:
        touched = (target, *self._touches.get(target, ()))
        self._touches[seq] = (*self._touches.get(seq, ()), *touched)
        self._latest.update(dict.fromkeys(touched, seq))

    def read(
        self, from_seq: int = 1, *, session: str | None = None, kinds: Collection[type[Fact]] | None = None
    ) -> Iterator[AnyFact]:
        tags = None if kinds is None else frozenset(tags_of(kinds))
        for seq in range(max(from_seq, 1), self.last_seq + 1):
            row = self._rows[seq - 1]
            if session is not None and row.session not in ("", session):
                continue
            if tags is None or row.kind in tags:
                yield read_stored(row.stored, seq)

    def stored(self, from_seq: int = 1) -> Iterator[StoredFact]:
        self._check_open()
        yield from self._rows[max(from_seq, 1) - 1 :]

    def latest_on(self, target_seq: int) -> int:
        self._check_open()
        return self._latest.get(target_seq, target_seq)

    def hash_at(self, seq: int) -> bytes:
        self._check_open()
        if not 0 <= seq <= len(self._rows):
            raise LogError(f"there is no fact {seq}; the log ends at fact {len(self._rows)}")
        return self._rows[seq - 1].hash if seq else GENESIS

    def sessions(self) -> dict[str, Session | None]:
        found: dict[str, Session | None] = dict(
            plans_in_force(self.read(kinds=(SessionScheduled, FactWithdrawn)))
        )
        for name in sorted({row.session for row in self._rows} - {""}):
            found.setdefault(name, None)
        return found

    def verify(self, *, known: Mapping[int, bytes] | None = None) -> VerifyReport:
        last_seq, head_hash = self.last_seq, self.head_hash
        check = Check(known or {})
        check.walk(self._rows[:last_seq])
        check.finish(last_seq, head_hash)
        return VerifyReport(check.facts, last_seq, head_hash, tuple(check.faults))

    def close(self) -> None:
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise LogError("the log is closed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

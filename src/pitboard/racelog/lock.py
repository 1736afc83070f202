"""One writer at a time.

Whoever opens a log for writing holds a lock until it is closed: a live server must not find facts in its log that it did
not score. The lock is SQLite's own, taken on an empty file beside the log (`roar.pitboard-writer`) and never written to. So it
works alike on every system, goes with the process however that ends, cannot go stale, and leaves readers alone. The empty
file stays: to remove it would let two writers lock two files of one name.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pitboard.errors import LogError


class LockedError(LogError):
    """Another writer has the log open."""


class WriterLock:
    """The right to write to one log."""

    def __init__(self, log: Path) -> None:
        """Take the lock.

        Args:
            log: the log; links resolved, so that two names of one log share the lock.

        Raises:
            LockedError: another writer holds it.
            LogError: no file can be made there.
        """
        beside = log.with_name(f"{log.name}-writer")
        try:
            self._connection = sqlite3.connect(
                beside, timeout=0, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise LogError(_cannot_lock(log, beside, error)) from error
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._connection.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise LockedError(
                    f"{log}: locked by another writer; close it there, or open the log for reading only"
                ) from error
            raise LogError(_cannot_lock(log, beside, error)) from error

    def release(self) -> None:
        """Let the next writer in. Releasing twice is fine."""
        self._connection.close()


def _cannot_lock(log: Path, beside: Path, error: sqlite3.Error) -> str:
    return f"{log}: cannot be opened for writing: {error} ({beside.name})"

"""A second file, on another disk, that holds what a log holds: byte for byte, while the log is being written to."""

from __future__ import annotations

import os
from pathlib import Path

from pitboard.errors import LogError
from pitboard.racelog.copying import copy_log
from pitboard.racelog.opening import open_log
from pitboard.racelog.sqlite_log import SqliteLog


class Mirror:
    """The copy of a log that is open for writing. `open_mirror` makes it.

    Attributes:
        path: the copy.
    """

    def __init__(self, log: SqliteLog, copy: SqliteLog, path: Path) -> None:
        self.path = path
        self._log = log
        self._copy = copy
        self._identity = _identity(path)

    @property
    def last_seq(self) -> int:
        """The newest fact that is on both disks."""
        return self._copy.last_seq

    def catch_up(self) -> int:
        """Write what the log has and the copy has not; on the second disk when this returns.

        Returns:
            The newest fact of the copy.

        Raises:
            LogError: the copy is gone, cannot be written, or is no copy any more.
        """
        # What is written into a file that was removed goes nowhere, and no system says so.
        if _identity(self.path) != self._identity:
            raise LogError(f"{self.path}: the copy is gone, or another file stands in its place")
        self._copy.append_stored(self._log.stored(self._copy.last_seq + 1))
        return self._copy.last_seq

    def close(self) -> None:
        """Let go of the copy."""
        self._copy.close()


def open_mirror(log: SqliteLog, path: str | os.PathLike[str]) -> Mirror:
    """Begin to copy, or go on with a copy that was begun; the copy is checked fact by fact.

    Args:
        log: the log, open for writing.
        path: the copy; made where there is none.

    Returns:
        The copy, with everything that the log holds.

    Raises:
        LogError: it is the log itself, another log, damaged, or holds facts that the log has not.
    """
    file = Path(path).resolve()
    if file == Path(log.name):
        raise LogError(f"{file}: is the log itself; a copy belongs on another disk")
    if not file.parent.is_dir():
        raise LogError(f"{file}: the folder {file.parent} does not exist")
    if not file.exists():
        copy_log(log, file)
    copy = open_log(file)
    try:
        _check(log, copy)
        mirror = Mirror(log, copy, file)
        mirror.catch_up()
    except BaseException:
        copy.close()
        raise
    return mirror


def _check(log: SqliteLog, copy: SqliteLog) -> None:
    report = copy.verify()
    if not report.ok:
        raise LogError(f"{copy.name}: the copy is not sound: {report.faults[0]}")
    if report.last_seq > log.last_seq:
        raise LogError(
            f"{copy.name}: holds {report.last_seq - log.last_seq} facts more than {log.name}: go on from the copy"
        )
    if report.head_hash != log.hash_at(report.last_seq):
        raise LogError(
            f"{copy.name}: is no copy of {log.name}: at fact {report.last_seq} their histories differ"
        )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

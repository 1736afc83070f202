"""A checked copy of a log while it is being written to."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from pitboard.errors import LogError
from pitboard.racelog import queries
from pitboard.racelog.interface import VerifyReport
from pitboard.racelog.opening import discard, open_log, publish, temporary_beside
from pitboard.racelog.sqlite_log import SqliteLog


def copy_log(log: SqliteLog, path: str | os.PathLike[str]) -> VerifyReport:
    """Copy a log as it stands, also while facts arrive, and check the copy before it gets its name.

    Args:
        log: an open log.
        path: the new file. Nothing is overwritten.

    Returns:
        What was checked: the copy's last fact and its hash, which is the original's at that fact.

    Raises:
        LogError: the name is taken, the copy cannot be written, or it is not sound.
    """
    file = Path(path).resolve()
    if file.exists():
        raise LogError(f"{file}: already exists; nothing is overwritten")
    temporary = temporary_beside(file)
    try:
        _copy_pages(log, temporary)
        report = _check(log, temporary)
        publish(temporary, file)
    finally:
        discard(temporary)
    return report


def _copy_pages(log: SqliteLog, temporary: Path) -> None:
    target = sqlite3.connect(temporary, isolation_level=None)
    try:
        log.backup(target)
    except sqlite3.Error as error:
        raise LogError(queries.explain(str(temporary), error)) from error
    finally:
        target.close()


def _check(log: SqliteLog, temporary: Path) -> VerifyReport:
    with open_log(temporary, read_only=True) as copy:
        report = copy.verify(known={copy.last_seq: log.hash_at(copy.last_seq)} if copy.last_seq else None)
    if not report.ok:
        raise LogError(f"{log.name}: the copy is not sound, and was not kept: {report.faults[0]}")
    return report

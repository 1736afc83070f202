"""Tables of a race log file, and how older files are brought up to them.

The file's `user_version` is the format of its tables. A new format adds one step to `MIGRATIONS`. A step touches only tables
and indexes: the columns seq, session, kind, stored and hash of `facts` stay as they were written, for ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from pitboard.errors import LogError
from pitboard.racelog.chain import GENESIS

APPLICATION_ID = 0x50495442
"""`PITB`, at byte 68 of the file."""

FORMAT = 1
"""The newest format of the tables."""

TABLES = """
CREATE TABLE facts (
    seq INTEGER PRIMARY KEY,
    session TEXT NOT NULL,
    kind TEXT NOT NULL,
    stored BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE INDEX facts_by_session ON facts (session);
CREATE INDEX facts_by_kind ON facts (kind) WHERE kind <> 'passing';
CREATE TABLE touches (
    target_seq INTEGER NOT NULL REFERENCES facts (seq),
    seq INTEGER NOT NULL REFERENCES facts (seq),
    PRIMARY KEY (target_seq, seq)
) WITHOUT ROWID;
CREATE INDEX touches_by_seq ON touches (seq);
CREATE TABLE head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
);
"""
"""`touches` holds which facts a fact is on (see `targets`); `head` states the newest fact, so that a cut-off end shows.

Most facts are passings, which nobody looks up by kind: they stay out of that index.
"""

MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}
"""From each older format, the step to the next one. None yet: format 1 is the first."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make an empty log of this format in an empty database."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {FORMAT};")
    connection.execute("INSERT INTO head VALUES (1, 0, ?)", (GENESIS,))
    connection.execute("COMMIT")


def format_of(connection: sqlite3.Connection) -> int:
    """The format of a file's tables."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_format(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a file that this version must not touch.

    Args:
        connection: to the file.
        name: the file, for messages.

    Raises:
        LogError: it is no race log, or written by a newer version.
    """
    found = format_of(connection)
    if found > FORMAT:
        raise LogError(
            f"{name}: written by a newer Pitboard (format {found}; this version reads up to {FORMAT}): update Pitboard"
        )
    # A log that came by mail is data: nothing in it may run when facts are read or written.
    strange = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchone()
    if strange is not None:
        raise LogError(
            f"{name}: not a Pitboard race log: holds the {strange[0]} {strange[1]!r}, and a log has none"
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to this format, in one transaction."""
    if format_of(connection) == FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in range(format_of(connection), FORMAT):
            MIGRATIONS[step](connection)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise

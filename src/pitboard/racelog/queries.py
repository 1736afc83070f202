"""The SQL of a race log, and what SQLite's errors mean to a timekeeper."""

from __future__ import annotations

import sqlite3

BATCH = 4096
"""Facts fetched at a time."""

APPEND = "INSERT INTO facts (seq, session, kind, stored, hash) VALUES (?, ?, ?, ?, ?)"
HEAD = "SELECT seq, hash FROM head"
SET_HEAD = "UPDATE head SET seq = ?, hash = ?"

LATEST = "SELECT coalesce(max(seq), :target) FROM touches WHERE target_seq = :target"
TOUCH = "INSERT OR IGNORE INTO touches SELECT :target, :seq UNION SELECT target_seq, :seq FROM touches WHERE seq = :target"
TOUCHES = "SELECT target_seq, seq FROM touches WHERE seq <= :last"

RAW = "SELECT session, kind, stored, hash, seq FROM facts WHERE seq BETWEEN :first AND :last ORDER BY seq LIMIT :batch"

SESSIONS = """
WITH RECURSIVE found (name) AS (
    SELECT min(session) FROM facts
    UNION ALL
    SELECT (SELECT min(session) FROM facts WHERE session > found.name) FROM found WHERE found.name IS NOT NULL
)
SELECT name FROM found WHERE name <> ''
"""
"""One step in the index for each session, however many facts it has."""


def reading(*, session: bool, tags: tuple[str, ...] | None) -> str:
    """The query that fetches a batch of (stored, seq), by seq.

    Args:
        session: only the facts of :session and those of the whole meeting.
        tags: only these kinds; None for all.
    """
    # A session's facts and the meeting's are two runs of the index, which SQLite merges without sorting.
    sources = ("session = ''", "session = :session AND session <> ''") if session else ("",)
    selects = (" ".join(("SELECT stored, seq FROM facts WHERE", _where(source, tags))) for source in sources)
    return " UNION ALL ".join(selects) + " ORDER BY seq LIMIT :batch"


def _where(source: str, tags: tuple[str, ...] | None) -> str:
    terms = ["seq BETWEEN :first AND :last"]
    if source:
        terms.append(source)
    if tags is not None:
        terms.append(f"kind IN ({', '.join(repr(tag) for tag in tags)})")
        if not source and "passing" not in tags:
            terms.append("kind <> 'passing'")  # what the partial index is for
    return " AND ".join(terms)


def explain(name: str, error: sqlite3.Error) -> str:
    """An error of SQLite's, as the person at the keyboard can use it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{name}: locked by another writer ({error})"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"{name}: damaged ({error}); go on from a copy"
    if code == sqlite3.SQLITE_FULL:
        return f"{name}: nothing was written: {error}"
    return f"{name}: cannot be read or written: {error}"

"""Opening a race log: what is refused, how a new one comes to be, and how older ones are brought up to date."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path

from pitboard.errors import LogError, UsageError
from pitboard.racelog import queries, schema
from pitboard.racelog.lock import WriterLock
from pitboard.racelog.sqlite_log import SqliteLog

_DURABLE = ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON")
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_NAME_SHOWN_MAX = 240
_BESIDE = ("-wal", "-shm")
_MAGIC = b"SQLite format 3\x00"


def open_log(path: str | os.PathLike[str], *, create: bool = False, read_only: bool = False) -> SqliteLog:
    """Open a race log on disk.

    Args:
        path: the file, `NAME.pitboard`.
        create: make an empty log if there is none. It appears whole or not at all.
        read_only: take no lock and refuse to append. An older log is brought up to date in memory, not on disk.

    Returns:
        The log; close it, or use it in a `with`.

    Raises:
        UsageError: a name that is not UTF-8, or that the system refuses.
        LogError: there is no such log; it is no race log; a newer Pitboard wrote it; it is locked by another writer; it is
            damaged.
    """
    if create and read_only:
        raise ValueError("a log that is created is opened for writing")
    require_path(Path(path))
    file = Path(path).resolve()
    if not create or file.exists():
        check_file(file)
    if read_only:
        return _open_reading(file)
    if not file.parent.is_dir():
        raise LogError(f"{file}: the folder {file.parent} does not exist")
    lock = WriterLock(file)
    try:
        if not file.exists():
            _create(file)
        return _open_writing(file, lock)
    except BaseException:
        lock.release()
        raise


def require_path(path: Path) -> None:
    """Refuse a name that can be neither printed nor kept (facts and messages are UTF-8), or that the system refuses.

    Raises:
        UsageError: its bytes are not UTF-8, it is too long, or lies in a folder that cannot be read.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode(errors="backslashreplace")
        raise UsageError(f"{shown}: expected a name in UTF-8; rename it") from None
    try:
        path.exists()
    except OSError as error:
        shown = str(path)[-_NAME_SHOWN_MAX:]
        raise UsageError(f"{shown}: cannot be read: {error.strerror or error}") from None


def check_file(file: Path) -> None:
    """Refuse what is no race log before SQLite touches it.

    Raises:
        LogError: missing, a folder, or another kind of file.
    """
    try:
        if file.is_dir():
            raise LogError(f"{file}: is a folder, not a race log")
        with file.open("rb") as stream:
            header = stream.read(100)
    except FileNotFoundError:
        raise LogError(f"{file}: there is no such race log") from None
    except OSError as error:
        raise LogError(f"{file}: cannot be read: {error.strerror}") from error
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise LogError(f"{file}: not a Pitboard race log")


def publish(temporary: Path, file: Path) -> None:
    """Give a finished new file its name, durably; never in place of another.

    Raises:
        LogError: the name is taken.
    """
    if file.exists():
        raise LogError(f"{file}: already exists; nothing is overwritten")
    temporary.rename(file)
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def temporary_beside(file: Path) -> Path:
    """An empty file of our own in the same folder, to be renamed when it is finished."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".new", dir=file.parent)
    except OSError as error:
        raise LogError(f"{file}: cannot be made: {error.strerror}") from error
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o666 & ~_umask())
    return temporary


def discard(temporary: Path) -> None:
    """Remove an unfinished file, with what SQLite keeps beside one."""
    for ending in ("", *_BESIDE, "-journal"):
        temporary.with_name(f"{temporary.name}{ending}").unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _create(file: Path) -> None:
    temporary = temporary_beside(file)
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            schema.create_tables(connection)
        finally:
            connection.close()
        publish(temporary, file)
    except sqlite3.Error as error:
        raise LogError(queries.explain(str(file), error)) from error
    except OSError as error:
        raise LogError(f"{file}: cannot be made: {error.strerror or error}") from error
    finally:
        discard(temporary)


def connect(file: Path, mode: str) -> sqlite3.Connection:
    """A connection to a log with everything set that Pitboard relies on."""
    uri = f"{file.as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "foreign_keys = ON",
            "cache_size = -16384",
        ):
            connection.execute(f"PRAGMA {pragma}")
        schema.check_format(connection, str(file))
    except BaseException:
        connection.close()
        raise
    return connection


def _open_writing(file: Path, lock: WriterLock) -> SqliteLog:
    with ExitStack() as opened:
        try:
            writer = opened.enter_context(closing(connect(file, "mode=rw")))
            for pragma in _DURABLE:
                writer.execute(f"PRAGMA {pragma}")
            schema.migrate(writer)
            reader = _reading_connection(file)
        except sqlite3.Error as error:
            raise LogError(queries.explain(str(file), error)) from error
        opened.pop_all()
    return SqliteLog(str(file), reader=reader, writer=writer, lock=lock)


def _open_reading(file: Path) -> SqliteLog:
    try:
        reader = _reading_connection(file)
        if schema.format_of(reader) < schema.FORMAT:
            reader = _upgraded_in_memory(reader)
    except sqlite3.Error as error:
        raise LogError(queries.explain(str(file), error)) from error
    return SqliteLog(str(file), reader=reader, writer=None, lock=None)


def _reading_connection(file: Path) -> sqlite3.Connection:
    """A connection that cannot write facts.

    Where the folder allows it, the file is opened as a writer would: so a write-ahead log left by a crash is read and tidied
    away. On a medium that cannot be written to, and on a full disk, it is taken as it stands; a log that was closed properly
    is whole.
    """
    beside = [file.with_name(f"{file.name}{ending}") for ending in _BESIDE]
    there = [path for path in beside if path.exists()]
    try:
        connection = connect(file, "mode=rw")
    except sqlite3.OperationalError as error:
        try:
            connection = _as_it_stands(file)
        finally:
            if _code_of(error) in _NO_ROOM:
                _tidy(path for path in beside if path not in there)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _code_of(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _tidy(started: Iterable[Path]) -> None:
    """Remove the files that SQLite began beside a log and could not fill; never a write-ahead log with facts in it."""
    for path in started:
        try:
            if not path.name.endswith("-wal") or path.stat().st_size == 0:
                path.unlink()
        except OSError:
            continue


def _as_it_stands(file: Path) -> sqlite3.Connection:
    written_ahead = file.with_name(f"{file.name}-wal")
    if not written_ahead.exists():
        return connect(file, "mode=ro&immutable=1")
    try:
        return connect(file, "mode=ro")
    except sqlite3.OperationalError:
        # An empty one holds nothing that the log has not: it was begun where there was no room for it.
        if written_ahead.stat().st_size:
            raise
        return connect(file, "mode=ro&immutable=1")


def _upgraded_in_memory(older: sqlite3.Connection) -> sqlite3.Connection:
    newer = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    older.backup(newer)
    older.close()
    schema.migrate(newer)
    newer.execute("PRAGMA query_only = ON")
    return newer

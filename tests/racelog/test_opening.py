"""What opening a log refuses, and that a new one appears whole or not at all."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pitboard.errors import LogError, UsageError
from pitboard.racelog import open_log, opening, schema
from pitboard.testing.log_contract import passings


@pytest.fixture
def path(tmp_path):
    """A closed log with three facts."""
    path = tmp_path / "roar.pitboard"
    with open_log(path, create=True) as log:
        log.append(passings(3))
    return path


def in_another_process(path, expression):
    script = f"import sys; from pitboard.racelog import open_log; path = sys.argv[1]; print({expression})"
    return subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
    )


def refused(path, expected, **how):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LogError, match=expected):
        open_log(path, **how)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_log_that_is_not_there_is_refused_and_not_made(tmp_path):
    refused(tmp_path / "roar.pitboard", "there is no such race log")
    refused(tmp_path / "roar.pitboard", "there is no such race log", read_only=True)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", [{}, {"create": True}, {"read_only": True}], ids=str)
def test_a_folder_is_refused(tmp_path, how):
    refused(tmp_path, "is a folder, not a race log", **how)


@pytest.mark.parametrize("how", [{}, {"create": True}, {"read_only": True}], ids=str)
@pytest.mark.parametrize(
    "content", [b"", b"NUMBER;TIME\n", b"SQLite format 3\x00" + bytes(84)], ids=["empty", "csv", "sqlite"]
)
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path, content, how):
    path = tmp_path / "roar.pitboard"
    path.write_bytes(content)

    refused(path, "not a Pitboard race log", **how)

    assert list(tmp_path.iterdir()) == [path]


def test_somebody_elses_database_is_refused(tmp_path):
    path = tmp_path / "roar.pitboard"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE facts (seq INTEGER PRIMARY KEY)")
    connection.close()

    refused(path, "not a Pitboard race log")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    refused(tmp_path / "2024" / "roar.pitboard", r"the folder .*2024 does not exist", create=True)


@pytest.mark.parametrize("how", [{}, {"read_only": True}], ids=str)
def test_a_log_from_the_future_is_refused(path, how):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.FORMAT + 1}")
    connection.close()

    refused(path, r"written by a newer Pitboard \(format 2; this version reads up to 1\)", **how)


@pytest.mark.parametrize("how", [{}, {"read_only": True}], ids=str)
@pytest.mark.parametrize(
    "planted",
    ["CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM facts; END", "CREATE VIEW t AS SELECT 1"],
    ids=["trigger", "view"],
)
def test_a_log_in_which_something_would_run_is_refused(path, planted, how):
    connection = sqlite3.connect(path)
    connection.execute(planted)
    connection.commit()
    connection.close()

    refused(path, r"holds the (trigger|view) 't', and a log has none", **how)


@pytest.mark.parametrize("how", [{}, {"read_only": True}], ids=str)
def test_a_damaged_log_is_refused_in_words(path, how):
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)

    refused(path, r"roar\.pitboard: damaged", **how)


def test_creating_opens_a_log_that_exists(path):
    with open_log(path, create=True) as log:
        assert log.last_seq == 3


def test_a_new_log_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "roar.pitboard"

    def fail(connection):
        connection.execute("CREATE TABLE half (made)")
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(schema, "create_tables", fail)
        with pytest.raises(LogError, match="disk full"):
            open_log(path, create=True)

    assert [entry.name for entry in tmp_path.iterdir()] == ["roar.pitboard-writer"]
    open_log(path, create=True).close()


def test_a_new_log_that_failed_leaves_nothing_of_sqlites_behind(tmp_path, monkeypatch):
    def fail(connection):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE half (made)")
        begun = connection.execute("PRAGMA database_list").fetchone()[2]
        connection.close()  # which tidies them away, where the disk has room for it
        for ending in ("-wal", "-shm"):
            Path(f"{begun}{ending}").touch()
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(schema, "create_tables", fail)
    with pytest.raises(LogError, match="disk full"):
        open_log(tmp_path / "roar.pitboard", create=True)

    assert [entry.name for entry in tmp_path.iterdir()] == ["roar.pitboard-writer"]


@pytest.mark.parametrize("how", [{"create": True}, {"read_only": True}], ids=str)
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_a_name_that_is_not_utf8_is_refused(tmp_path, how):
    with pytest.raises(UsageError, match=r"roar\\xff\.pitboard: expected a name in UTF-8"):
        open_log(tmp_path / os.fsdecode(b"roar\xff.pitboard"), **how)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a b.pitboard", "50%.pitboard", "a?mode=memory#b.pitboard", "ä'\".pitboard"]
)
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_any_file_name_will_do(tmp_path, name):
    with open_log(tmp_path / name, create=True) as log:
        log.append(passings(1))
    with open_log(tmp_path / name, read_only=True) as log:
        assert log.last_seq == 1

    assert sorted(entry.name for entry in tmp_path.iterdir()) == [name, f"{name}-writer"]


def test_an_append_waits_for_the_disk(path):
    with open_log(path) as log:
        assert log._writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert log._writer.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_place_where_no_lock_can_be_had_is_refused(path):
    beside = path.with_name(f"{path.name}-writer")
    beside.unlink()
    beside.mkdir()

    refused(path, r"cannot be opened for writing: unable to open database file \(roar\.pitboard-writer\)")


# ---- one writer, many readers ----


def test_a_second_writer_is_refused_until_the_first_is_done(path):
    with open_log(path) as first:
        refused(path, "locked by another writer")
        refused(path, "locked by another writer", create=True)
        assert first.append(passings(1)) == range(4, 5)

    open_log(path).close()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_second_writer_is_refused_by_another_name_of_the_log(path, tmp_path):
    link = tmp_path / "link.pitboard"
    link.symlink_to(path)

    with open_log(path):
        refused(link, "locked by another writer")


def test_a_writer_in_another_process_is_refused_and_a_reader_is_not(path):
    with open_log(path) as log:
        log.append(passings(1))
        reader = in_another_process(path, "open_log(path, read_only=True).last_seq")
        writer = in_another_process(path, "open_log(path).last_seq")

    assert (reader.stdout, reader.returncode) == ("4\n", 0)
    assert "locked by another writer" in writer.stderr


def test_a_reader_cannot_append(path):
    with open_log(path, read_only=True) as log, pytest.raises(LogError, match="opened for reading only"):
        log.append(passings(1))


def test_a_reader_leaves_no_files_behind(path):
    with open_log(path, read_only=True) as log:
        list(log.read())

    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name, f"{path.name}-writer"]


def test_a_reader_sees_whole_appends_while_facts_arrive(path):
    stop = threading.Event()
    heads = []

    def follow():
        with open_log(path, read_only=True) as reader:
            while not stop.is_set():
                heads.append((reader.last_seq, sum(1 for _ in reader.read())))

    with open_log(path) as log:
        thread = threading.Thread(target=follow)
        thread.start()
        for _ in range(60):
            log.append(passings(100))
        stop.set()
        thread.join()

    assert len(set(heads)) > 1
    assert all((last - 3) % 100 == 0 and read >= last and (read - 3) % 100 == 0 for last, read in heads)


def test_threads_may_share_a_log(path):
    with open_log(path) as log:
        threads = [
            threading.Thread(target=lambda: [log.append(passings(2)) for _ in range(20)]) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert len(list(log.read())) % 2 == 1
        assert log.last_seq == 3 + 4 * 20 * 2
        assert log.verify().ok


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_log_on_a_medium_that_cannot_be_written_to_is_read(path):
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with open_log(path, read_only=True) as log:
            assert log.verify().ok
        refused(path, "cannot be")
    finally:
        path.parent.chmod(0o755)


def test_where_sqlite_may_not_write_the_file_is_taken_as_it_stands(path, monkeypatch):
    connect, asked = opening.connect, []

    def refuse_writing(file: Path, mode: str) -> sqlite3.Connection:
        asked.append(mode)
        if mode == "mode=rw":
            raise sqlite3.OperationalError("unable to open database file")
        return connect(file, mode)

    monkeypatch.setattr(opening, "connect", refuse_writing)
    with open_log(path, read_only=True) as log:
        assert log.verify().ok
    assert asked == ["mode=rw", "mode=ro&immutable=1"]


WITHOUT_ROOM = """
import resource, sys
from pitboard.racelog import open_log
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
with open_log(sys.argv[1], read_only=True) as log:
    print(log.last_seq, log.verify().ok)
"""


def without_room(path):
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, str(path)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("begun", [(), ("-wal",), ("-wal", "-shm")], ids=str)
def test_a_closed_log_is_read_where_the_disk_is_full_and_nothing_is_left_behind(path, begun):
    for ending in begun:
        path.with_name(f"{path.name}{ending}").touch()
    before = sorted(entry.name for entry in path.parent.iterdir())
    read = without_room(path)

    assert (read.stdout, read.returncode) == ("3 True\n", 0), read.stderr
    assert sorted(entry.name for entry in path.parent.iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_log_with_facts_written_ahead_is_not_read_without_them_where_the_disk_is_full(path):
    with open_log(path) as log:
        log.append(passings(1))
        beside = {name: path.with_name(f"{path.name}{name}").read_bytes() for name in ("", "-wal")}
    for name, content in beside.items():
        path.with_name(f"{path.name}{name}").write_bytes(content)
    assert beside["-wal"]

    assert "LogError" in without_room(path).stderr
    with open_log(path, read_only=True) as log:
        assert log.last_seq == 4


def test_an_append_on_a_full_disk_is_refused_in_words_and_leaves_nothing(path):
    with open_log(path) as log:
        pages = log._writer.execute("PRAGMA page_count").fetchone()[0]
        log._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LogError, match="nothing was written: database or disk is full"):
            log.append(passings(5_000))
        assert log.last_seq == 3
        log.append(passings(1))
        assert log.verify().ok

"""A copy is whole, checked, and never in place of another file."""

import threading

import pytest

from pitboard.errors import LogError
from pitboard.racelog import copy_log, copying, open_log
from pitboard.testing.log_contract import passings


@pytest.fixture
def log(tmp_path):
    with open_log(tmp_path / "roar.pitboard", create=True) as log:
        log.append(passings(5_000))
        yield log


def test_a_copy_holds_the_same_facts_and_can_be_gone_on_with(log, tmp_path):
    report = copy_log(log, tmp_path / "copy.pitboard")

    assert (report.last_seq, report.head_hash) == (5_000, log.head_hash)
    with open_log(tmp_path / "copy.pitboard") as copy:
        assert list(copy.read()) == list(log.read())
        copy.append(passings(1))
        assert copy.verify().ok


def test_a_copy_made_while_facts_arrive_is_sound(log, tmp_path):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            log.append(passings(50))

    thread = threading.Thread(target=write)
    thread.start()
    reports = [copy_log(log, tmp_path / f"copy{n}.pitboard") for n in range(5)]
    stop.set()
    thread.join()

    assert all(report.ok and log.hash_at(report.last_seq) == report.head_hash for report in reports)


def test_a_copy_overwrites_nothing(log, tmp_path):
    (tmp_path / "copy.pitboard").write_text("mine")

    with pytest.raises(LogError, match="already exists; nothing is overwritten"):
        copy_log(log, tmp_path / "copy.pitboard")

    assert (tmp_path / "copy.pitboard").read_text() == "mine"


def test_a_copy_that_is_not_sound_is_not_kept(log, tmp_path, monkeypatch):
    def copy_badly(log, temporary):
        copy_pages(log, temporary)
        content = temporary.read_bytes()
        temporary.write_bytes(content.replace(b'"at_us":700000000,', b'"at_us":800000000,'))

    copy_pages = copying._copy_pages
    monkeypatch.setattr(copying, "_copy_pages", copy_badly)

    with pytest.raises(LogError, match="the copy is not sound, and was not kept: fact 7"):
        copy_log(log, tmp_path / "copy.pitboard")

    assert [entry.name for entry in tmp_path.iterdir() if "copy" in entry.name] == []


def test_an_empty_log_can_be_copied(tmp_path):
    with open_log(tmp_path / "empty.pitboard", create=True) as log:
        assert copy_log(log, tmp_path / "copy.pitboard").last_seq == 0

"""Promise: kill -9 at any instant loses no fact that was acknowledged, and leaves no append by halves."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pitboard.model.facts import encode
from pitboard.racelog import open_log
from pitboard.testing.log_contract import passings
from tests.racelog.kill_target import BULK

TARGET = Path(__file__).with_name("kill_target.py")


def kill_while_writing(what, path, after_s):
    """Let another process write, kill it, and give the last place that it said was acknowledged."""
    process = subprocess.Popen(
        [sys.executable, str(TARGET), what, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    opened = process.stdout.readline()
    timer = threading.Timer(after_s, process.kill)
    timer.start()
    printed, errors = process.communicate()
    timer.join()
    assert opened.startswith("open"), errors
    assert process.returncode != 0
    # A last line without its end was cut off by the kill; the place in it may be, too.
    lines = [opened, *printed.splitlines(keepends=True)]
    return max(int(line.split()[1]) for line in lines if line.endswith("\n"))


def hold_after_kills(what, folder, *, rounds, longest_s, group):
    seed = int(os.environ.get("PITBOARD_SEED", random.randrange(2**32)))
    print(f"PITBOARD_SEED={seed}")  # pytest shows it when the test fails
    instants = random.Random(seed)
    path = folder / "roar.pitboard"
    known = {}
    for _ in range(rounds):
        acknowledged = kill_while_writing(what, path, instants.uniform(0, longest_s))
        with open_log(path) as log:
            report = log.verify(known=known)
            assert report.faults == ()
            assert log.last_seq >= acknowledged
            assert log.last_seq % group == 0
            known[log.last_seq] = log.head_hash
    with open_log(path, read_only=True) as log:
        written = [encode(fact) for fact in passings(group)]
        assert [encode(fact) for fact in log.read(1)] == written * (log.last_seq // group)
    return known


def test_facts_acknowledged_before_a_kill_are_there(tmp_path):
    known = hold_after_kills("append", tmp_path, rounds=6, longest_s=0.1, group=3)

    assert max(known) > 0


@pytest.mark.slow
def test_facts_acknowledged_before_many_kills_are_there(tmp_path):
    hold_after_kills("append", tmp_path, rounds=25, longest_s=0.2, group=3)


@pytest.mark.slow
def test_an_import_that_is_killed_is_whole_or_absent(tmp_path):
    hold_after_kills("import", tmp_path, rounds=10, longest_s=0.3, group=BULK)


def test_a_lock_does_not_outlive_a_killed_writer(tmp_path):
    kill_while_writing("append", tmp_path / "roar.pitboard", 0)

    open_log(tmp_path / "roar.pitboard").close()

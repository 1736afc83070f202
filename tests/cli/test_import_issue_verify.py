"""From files into a log, a result issued, and the log verified: through the real command line."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.errors import LogError, PitboardError, UsageError
from pitboard.model import facts as f
from tests.support.files import laps_rows, write_session

runner = CliRunner()


def run(*arguments: str):
    return runner.invoke(app, list(arguments), catch_exceptions=True)


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    folder = tmp_path / "2024" / "01-roar-before-the-24"
    write_session(folder, "202401191100-practice-1")
    write_session(folder, "202401191600-practice-2")
    return folder


@pytest.fixture
def log(meeting: Path, tmp_path: Path) -> Path:
    result = run("import", str(meeting), "-o", str(tmp_path / "logs"))
    assert result.exit_code == 0, result.output
    return tmp_path / "logs" / "2024-01-roar-before-the-24.pitboard"


def test_one_log_a_folder_and_importing_again_changes_nothing(log: Path, meeting: Path):
    before = log.read_bytes() if not log.with_name(log.name + "-wal").exists() else None
    again = run("import", str(meeting), "-o", str(log.parent))

    assert again.exit_code == 0
    assert again.output.count("already there") == 2
    assert before is None or log.read_bytes() == before


def test_a_known_name_with_other_bytes_is_refused(log: Path, meeting: Path):
    write_session(meeting, "202401191100-practice-1", rows=laps_rows({"1": (600_000, 90_000)}))
    result = run("import", str(meeting), "-o", str(log.parent))

    assert result.exit_code == 2
    assert "202401191100-practice-1" in result.output


def test_a_log_scores_as_its_files_do(log: Path, meeting: Path):
    name = "202401191100-practice-1"
    from_file = json.loads(run("score", str(meeting / f"{name}-laps.csv.gz"), "--json").stdout)
    from_log = json.loads(run("score", f"{log}#{name}", "--json").stdout)

    assert from_log["rows"] == from_file["rows"]
    assert from_log["rulebook"] == "imsa-2024"
    assert [row["car"] for row in from_log["rows"]] == ["01", "1", "7"]


def test_several_sessions_and_none_named_lists_their_ids(log: Path):
    result = run("score", str(log))

    assert isinstance(result.exception, UsageError)
    assert "202401191100-practice-1" in str(result.exception)
    assert "202401191600-practice-2" in str(result.exception)


def test_an_issued_result_is_recomputed_and_later_facts_are_named(log: Path):
    session = f"{log}#202401191100-practice-1"
    issued = run("issue", session, "--stage", "provisional", "--by", "A. Timekeeper")
    verified = run("verify", str(log))

    assert issued.exit_code == 0, issued.output
    assert "provisional 1" in issued.output
    assert verified.exit_code == 0
    assert "recomputed, the same" in verified.output
    assert verified.output.rstrip().endswith("sound")


def test_a_decision_after_the_result_is_named_as_what_would_change_it(log: Path):
    from pitboard.model import facts as f
    from pitboard.racelog import open_log

    session = "202401191100-practice-1"
    run("issue", f"{log}#{session}", "--stage", "official", "--by", "A. Timekeeper")
    with open_log(log) as opened:
        passing = [
            p for p in opened.read(session=session, kinds=[f.Passing]) if p.car == "01" and p.line == "finish"
        ][-1]
        seq = opened.append(
            [
                f.LapDeleted(
                    at_us=passing.at_us + 1,
                    session=session,
                    entry_id="01",
                    passing_seq=passing.seq,
                    lap_number=3,
                    by="RD",
                    why="cut",
                )
            ]
        ).start
    verified = run("verify", str(log))
    amended = run(
        "issue", f"{log}#{session}", "--stage", "amended", "--by", "A. Timekeeper", "--why", "track limits"
    )

    assert verified.exit_code == 0
    assert f"fact {seq}: LapDeleted for 01" in verified.output
    assert "car 01: best lap 3 → 2" in amended.output


def test_a_changed_byte_is_found(log: Path):
    run("issue", f"{log}#202401191100-practice-1", "--stage", "official", "--by", "A. Timekeeper")
    with sqlite3.connect(log) as raw:
        table = next(
            row[0]
            for row in raw.execute(
                "select name from sqlite_master where type='table' and sql like '%stored%'"
            )
        )
        raw.execute(
            f"update {table} set stored = replace(stored, 'finish', 'finisH') where seq = (select max(seq) from {table} where kind = 'passing')"
        )
    result = run("verify", str(log))

    assert result.exit_code == 1
    assert "NOT SOUND" in result.output


def test_nobody_issues_anonymously(log: Path):
    result = run("issue", f"{log}#202401191100-practice-1", "--stage", "official", "--by", " ")

    assert isinstance(result.exception, UsageError)


def test_only_a_log_can_be_issued():
    assert isinstance(run("issue", "roar-2024-q", "--stage", "official", "--by", "X").exception, UsageError)


def test_a_bad_session_costs_only_itself(meeting: Path, tmp_path: Path):
    whole = meeting / "202401191600-practice-2-laps.csv.gz"
    whole.write_bytes(whole.read_bytes()[:-20])
    result = run("import", str(meeting), "-o", str(tmp_path / "logs"))

    assert result.exit_code == 2
    assert "practice-1: imported" in result.output
    assert "whole gzip file" in result.output
    scored = run("score", str(tmp_path / "logs" / "2024-01-roar-before-the-24.pitboard"), "--json")
    assert json.loads(scored.stdout)["session"].endswith("practice-1")


def test_combined_times_name_the_session_of_each_best_lap(meeting: Path):
    write_session(
        meeting, "202401191600-practice-2", rows=laps_rows({"1": (600_000, 94_000), "01": (610_000, 96_000)})
    )
    line = json.loads(run("score", str(meeting), "--combined", "--json").stdout)

    assert [(row["car"], row["best_time"], row["session"]) for row in line["rows"]] == [
        ("1", "1:34.000", "202401191600-practice-2"),
        ("01", "1:34.900", "202401191100-practice-1"),
        ("7", "1:38.500", "202401191100-practice-1"),
    ]
    assert line["rows"][1]["gap_first"] == "+0.900"
    assert line["rows"][0]["laps"] == 5


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("after_s", [0.15, 0.3, 0.5])
def test_kill_9_while_importing_leaves_whole_sessions_only(tmp_path: Path, after_s: float):
    folder = tmp_path / "2024" / "big"
    laps = {str(car): [100_000 + car] * 300 for car in range(1, 40)}
    results = [f"{n},{car},0,,,,,0,T,GTP,,,V,M,D,{car},Gold,,USA,," for n, car in enumerate(laps, 1)]
    for number in range(1, 7):
        write_session(folder, f"20240119110{number}-practice-{number}", rows=laps_rows(laps), results=results)
    out = tmp_path / "logs"
    process = subprocess.Popen(
        [sys.executable, "-m", "pitboard.cli.main", "import", str(folder), "-o", str(out)],
        stdout=subprocess.PIPE,
    )
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    told, _ = process.communicate()
    acknowledged = told.decode().count("imported")
    log = out / "2024-big.pitboard"
    if not log.exists():
        assert acknowledged == 0
        return
    from pitboard.racelog import open_log

    try:
        opened = open_log(log, read_only=True)
    except LogError:
        assert acknowledged == 0  # killed while the empty file was being made
        return
    with opened:
        assert opened.verify().ok
        sessions = list(opened.sessions())
        assert len(sessions) >= acknowledged
        for session in sessions:
            assert (
                sum(1 for fact in opened.read(session=session) if type(fact).__name__ == "Passing")
                == 39 * 300 * 3
            )


def test_errors_of_pitboard_are_told_in_one_sentence_and_exit_2(tmp_path: Path):
    result = subprocess.run(
        [sys.executable, "-m", "pitboard.cli.main", "score", str(tmp_path / "nothing-here")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("pitboard: ")
    assert "Traceback" not in result.stderr


__all__ = ["PitboardError"]


def test_a_car_that_no_session_classified_has_no_place_in_the_combined_times(meeting: Path, tmp_path: Path):
    rulings = tmp_path / "d.csv"
    rulings.write_text(
        "session,order,car,decision,lap,seconds\n"
        "202401191100-practice-1,1,01,disqualify,,\n202401191600-practice-2,1,01,disqualify,,\n"
        "202401191600-practice-2,1,1,disqualify,,\n",
        encoding="utf-8",
    )
    line = json.loads(run("score", str(meeting), "--combined", "--decisions", str(rulings), "--json").stdout)

    assert [
        (row["position"], row["class_position"], row["car"], row["gap_first"]) for row in line["rows"]
    ] == [
        (1, 1, "1", "-"),
        (2, 1, "7", "+3.500"),
        (None, None, "01", ""),
    ]
    assert line["rows"][0]["session"] == "202401191100-practice-1"


def test_a_decision_whose_passing_was_moved_is_told_by_explain_issue_and_verify(log: Path):
    from pitboard.racelog import open_log

    session = "202401191100-practice-1"
    selector = f"{log}#{session}"
    assert run("issue", selector, "--stage", "provisional", "--by", "Timekeeper").exit_code == 0
    with open_log(log) as opened:
        facts = list(opened.read(session=session))
        passing = [fact for fact in facts if isinstance(fact, f.Passing) and fact.car == "1"][-1]
        last_us = max(fact.at_us for fact in facts)
        decision = f.LapDeleted(
            at_us=last_us,
            session=session,
            entry_id="1",
            passing_seq=passing.seq,
            lap_number=3,
            by="A",
            why="limits",
        )
        moved = f.FactMoved(
            at_us=last_us,
            session=session,
            target_seq=passing.seq,
            to_us=passing.at_us + 100_000,
            by="A",
            why="loop",
        )
        opened.append([decision, moved])
    words = (
        "not applied: lap 3 of 1 was deleted, then its passing was moved or given to another car: rule again"
    )

    assert words in run("explain", selector, "--car", "1").output
    assert words in run("explain", selector, "--car", "1", "--lap", "3").output
    assert (
        words.removeprefix("not applied: ")
        in run(
            "issue",
            selector,
            "--stage",
            "official",
            "--by",
            "A",
            "--role",
            "timekeeper",
            "--role",
            "race_director",
        ).output
    )
    verified = run("verify", str(log)).output
    assert "now: car 1: best time 95000000 → 95100000" in verified
    assert f"FactMoved of fact {passing.seq}, Passing for 1" in verified

"""Bad input: a clear error with file, line and field, exit code 2, nothing written."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.files import CARS, HEADER, laps_rows, write_session


def pitboard(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pitboard.cli.main", *arguments], capture_output=True, text=True, check=False
    )


def broken(rows: list[str], old: str, new: str) -> list[str]:
    assert any(old in row for row in rows)
    return [row.replace(old, new, 1) for row in rows]


@pytest.mark.parametrize(
    ("rows", "results", "expected"),
    [
        (broken(laps_rows(), "1:35.100", "1:75.000"), (), ("line 3, LAP_TIME", "'1:75.000'")),
        (broken(laps_rows(), ",GF,", ",XF,"), (), ("line 2, FLAG_AT_FL", "'XF'")),
        (laps_rows({**CARS, "99": (600_000, 95_000)}), (), ("line 11, NUMBER", "entry list", "'99'")),
        ([row.replace(",", ";") for row in laps_rows()], (), ("separated by",)),
    ],
)
def test_a_fault_names_file_line_and_field(tmp_path: Path, rows, results, expected):
    laps = write_session(tmp_path / "in", rows=rows, results=results)
    scored = pitboard("score", str(laps), "--json")
    imported = pitboard("import", str(laps), "-o", str(tmp_path / "out"))

    for result in (scored, imported):
        assert result.returncode == 2
        assert result.stdout == ""
        assert laps.name in result.stderr
        assert "Traceback" not in result.stderr
        for words in expected:
            assert words in result.stderr
    assert not list((tmp_path / "out").rglob("*")) if (tmp_path / "out").exists() else True


def test_a_cut_gzip_is_told_and_the_other_sessions_are_printed(tmp_path: Path):
    write_session(tmp_path / "in", "202401191100-practice-1")
    bad = write_session(tmp_path / "in", "202401191600-practice-2")
    bad.write_bytes(bad.read_bytes()[:-30])
    result = pitboard("score", str(tmp_path / "in"), "--json")

    assert result.returncode == 2
    assert [json.loads(line)["session"] for line in result.stdout.splitlines()] == ["202401191100-practice-1"]
    assert "202401191600-practice-2-laps.csv.gz" in result.stderr


def test_a_missing_column_is_named(tmp_path: Path):
    laps = write_session(tmp_path, rows=[])
    laps.write_bytes(gzip.compress((HEADER.replace(" ELAPSED,", "") + "\n").encode()))
    result = pitboard("score", str(laps))

    assert result.returncode == 2
    assert "ELAPSED" in result.stderr


def test_a_folder_with_nothing(tmp_path: Path):
    for verb in ("score", "import", "compare"):
        result = pitboard(verb, str(tmp_path))
        assert result.returncode == 2
        assert str(tmp_path) in result.stderr


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("202401191100-practice-1,1,01,erase_lap,3,", ("line 2, decision", "'erase_lap'")),
        ("202401191100-practice-1,1,001,delete_lap,3,", ("line 2, car", "'001'")),
        ("202401191100-practice-1,1,01,delete_lap,9,", ("line 2, lap", "9")),
        ("202401191100-practice-1,1,01,add_time,,1.23456", ("line 2, seconds",)),
    ],
)
def test_a_wrong_decision_is_an_error(tmp_path: Path, row: str, expected):
    laps = write_session(tmp_path)
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(f"session,order,car,decision,lap,seconds\n{row}\n")
    result = pitboard("score", str(laps), "--decisions", str(decisions), "--json")

    assert result.returncode == 2
    assert result.stdout == ""
    for words in expected:
        assert words in result.stderr


def test_decisions_for_another_session_are_noted_only(tmp_path: Path):
    laps = write_session(tmp_path)
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "session,order,car,decision,lap,seconds\n2023/x/202301010000-race,1,01,withdrawn,,\n"
    )
    result = pitboard("score", str(laps), "--decisions", str(decisions), "--json")

    assert result.returncode == 0
    assert "that session is not loaded" in result.stderr
    assert json.loads(result.stdout)["rows"]


def test_decisions_apply_in_order_and_the_last_one_on_a_lap_wins(tmp_path: Path):
    laps = write_session(tmp_path)
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "session,order,car,decision,lap,seconds\n"
        "202401191100-practice-1,2,01,count_lap,3,\n"
        "202401191100-practice-1,1,01,void_all_laps,,\n"
        "202401191100-practice-1,3,7,disqualify,,\n"
    )
    rows = json.loads(pitboard("score", str(laps), "--decisions", str(decisions), "--json").stdout)["rows"]

    assert [(row["car"], row["best_lap"], row["status"], row["position"]) for row in rows] == [
        ("01", 3, "classified", 1),
        ("1", 3, "classified", 2),
        ("7", 3, "disqualified", None),
    ]


def test_a_session_without_laps_is_noted_and_no_error(tmp_path: Path):
    write_session(tmp_path, "202401191100-practice-1")
    write_session(tmp_path, "202401191600-race").unlink()
    result = pitboard("score", str(tmp_path), "--json")

    assert result.returncode == 0
    assert "202401191600-race: has no laps file" in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("verb", [("score",), ("explain", "--car", "1"), ("verify",)])
def test_a_name_that_no_file_can_have_is_said_in_one_line(verb):
    done = pitboard(verb[0], "x" * 5_000, *verb[1:])

    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("pitboard: ")
    assert len(done.stderr) < 600


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_under_the_output_is_said_in_one_line():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pitboard.cli.main", "score", "roar-2024-q", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == "pitboard: cannot be read or written: No space left on device\n"


def test_a_console_that_lacks_a_letter_shows_another_one():
    done = subprocess.run(
        [sys.executable, "-m", "pitboard.cli.main", "what-if", "roar-2024-q", "--withdraw", "5"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert b" ? " in done.stdout, "the arrow"

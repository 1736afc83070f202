"""Decisions from a CSV, checked and made into facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.errors import DecisionError, SourceError
from pitboard.model import facts as f
from pitboard.sources.official_csv import matches, read_decisions, to_facts
from tests.sources.official_csv.table import write

HEADER = "session,order,car,decision,lap,seconds"
LAPS = {"7": [10, 20, 30], "07": [11, 21]}


def read(tmp_path: Path, *rows: str):
    return read_decisions(write(tmp_path, "decisions.csv", "\n".join([HEADER, *rows]) + "\n"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("s,1,7,delete_lap,2,", f.LapDeleted(at_us=9, entry_id="7", passing_seq=20, lap_number=2)),
        ("s,1,07,count_lap,2,", f.LapCounted(at_us=9, entry_id="07", passing_seq=21, lap_number=2)),
        ("s,1,7,void_all_laps,,", f.LapsVoided(at_us=9, entry_id="7")),
        ("s,1,7,add_time,,1.5", f.TimeAdded(at_us=9, entry_id="7", duration_us=1_500_000)),
        ("s,1,7,add_time,,30", f.TimeAdded(at_us=9, entry_id="7", duration_us=30_000_000)),
        ("s,1,7,subtract_laps,4,", f.LapsSubtracted(at_us=9, entry_id="7", laps=4)),
        ("s,1,7,back_of_class,,", f.MovedToBack(at_us=9, entry_id="7")),
        ("s,1,7,disqualify,,", f.StatusRuled(at_us=9, entry_id="7", status="disqualified")),
        ("s,1,7,not_classified,,", f.StatusRuled(at_us=9, entry_id="7", status="not_classified")),
        ("s,1,7,not_started,,", f.StatusRuled(at_us=9, entry_id="7", status="not_started")),
        ("s,1,7,withdrawn,,", f.StatusRuled(at_us=9, entry_id="7", status="withdrawn")),
        ("s,1,7,red_flag_cause,,", f.RedFlagCaused(at_us=9, entry_id="7")),
    ],
)
def test_every_decision_becomes_its_fact(tmp_path: Path, row: str, expected: f.Fact):
    (fact,) = to_facts(read(tmp_path, row), LAPS, at_us=9)

    assert fact.why.endswith("decisions.csv line 2")
    assert f.encode(fact) == f.encode(expected).replace(
        b'"at_us":9', f'"at_us":9,"why":"{fact.why}"'.encode(), 1
    )


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("s,1,7,delete_laps,2,", "decision"),
        ("s,1,7,delete_lap,,", "lap"),
        ("s,1,7,delete_lap,0,", "lap"),
        ("s,1,7,delete_lap,x,", "lap"),
        ("s,1,7,void_all_laps,2,", "lap"),
        ("s,1,7,add_time,,", "seconds"),
        ("s,1,7,add_time,,1.2345", "seconds"),
        ("s,1,7,delete_lap,2,3", "seconds"),
        ("s,first,7,delete_lap,2,", "order"),
        (f"s,{'9' * 5000},7,delete_lap,2,", "order"),
        ("s,1,,delete_lap,2,", "car"),
        (",1,7,delete_lap,2,", "session"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, row: str, field: str):
    with pytest.raises(SourceError) as raised:
        read(tmp_path, "s,1,7,void_all_laps,,", row)

    assert [(fault.line, fault.field) for fault in raised.value.faults] == [(3, field)]


def test_a_missing_column_is_named(tmp_path: Path):
    with pytest.raises(SourceError, match="column seconds in the header"):
        read_decisions(write(tmp_path, "d.csv", "session,order,car,decision,lap\ns,1,7,delete_lap,2\n"))


def test_unknown_cars_and_laps_are_all_named(tmp_path: Path):
    rows = read(tmp_path, "s,1,8,void_all_laps,,", "s,2,7,delete_lap,4,", "s,3,07,delete_lap,1,")

    with pytest.raises(DecisionError) as raised:
        to_facts(rows, LAPS, at_us=9)

    first, second = str(raised.value).splitlines()
    assert first.endswith("line 2, car: expected a car of s, was '8'")
    assert second.endswith("line 3, lap: expected a lap of 1 to 3 of car 7, was 4")


def test_rows_apply_in_their_order(tmp_path: Path):
    rows = read(tmp_path, "s,2,7,count_lap,1,", "s,1,7,delete_lap,1,")

    assert [type(fact) for fact in to_facts(rows, LAPS, at_us=9)] == [f.LapDeleted, f.LapCounted]


@pytest.mark.parametrize(
    ("session", "name", "same"),
    [
        ("2024/01-roar/202401211355-q", "2024/01-roar/202401211355-q", True),
        ("01-roar/202401211355-q", "2024/01-roar/202401211355-q", True),
        ("202401211355-q", "2024/01-roar/202401211355-q", True),
        ("2024/01-roar/202401211355-q", "202401211355-q", True),
        ("55-q", "2024/01-roar/202401211355-q", False),
        ("2023/01-roar/202401211355-q", "2024/01-roar/202401211355-q", False),
    ],
)
def test_a_row_names_a_session_by_its_path_or_the_tail_of_it(session: str, name: str, same: bool):
    assert matches(session, name) is same

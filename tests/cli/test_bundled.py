"""The commands on the bundled session, through the real command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app

runner = CliRunner()


def run(*arguments: str):
    return runner.invoke(app, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict]:
    line = json.loads(run("score", "roar-2024-q", "--json").stdout)
    assert (line["session"], line["kind"], line["rulebook"]) == ("roar-2024-q", "qualifying", "imsa-2024")
    return {row["car"]: row for row in line["rows"]}


def test_the_pole_row_is_as_the_issue_of_the_sheet_prints_it(rows):
    pole = rows["31"]

    assert pole["position"] == 1
    assert pole["class_position"] == 1
    assert (pole["best_time"], pole["best_time_us"], pole["best_lap"]) == ("1:32.656", 92_656_000, 5)
    assert (pole["best_driver"], pole["best_at"]) == ("Pipo Derani", "14:54:53.975")
    assert (pole["gap_first"], pole["gap_previous"], pole["gap_first_us"], pole["gap_first_laps"]) == (
        "-",
        "-",
        0,
        0,
    )
    assert (pole["speed_kph"], pole["laps"], pole["status"]) == ("222.6", 6, "classified")
    assert pole["total_time"] is None
    assert pole["total_time_us"] is None
    assert pole["crew"][0] == {"name": "Pipo Derani", "nation": "BRA", "rating": "Platinum"}


def test_59_cars_two_without_a_time_last(rows):
    assert len(rows) == 59
    assert [car for car, row in rows.items() if row["best_time_us"] is None] == ["5", "92"]
    assert rows["92"]["position"] == 59
    assert rows["92"]["best_time"] == ""
    assert rows["92"]["gap_first_us"] is None


def test_the_dead_heat_goes_to_who_set_it_first(rows):
    assert rows["19"]["best_time"] == rows["62"]["best_time"] == "1:44.831"
    assert rows["19"]["position"] + 1 == rows["62"]["position"]
    assert rows["62"]["gap_previous"] == "+0.000"


def test_class_gaps_are_those_of_the_four_poles(rows):
    assert [rows[car]["class_gap_first"] for car in ("01", "52", "14", "86")] == [
        "+0.071",
        "+0.102",
        "+0.080",
        "+0.043",
    ]


def test_one_class_and_one_part():
    gtp = json.loads(run("score", "roar-2024-q", "--class", "GTP", "--json").stdout)["rows"]
    part = json.loads(run("score", "roar-2024-q", "--part", "lmp2", "--json").stdout)["rows"]

    assert {row["car_class"] for row in gtp} == {"GTP"}
    assert len(gtp) == 10
    assert {row["car_class"] for row in part} == {"LMP2"}
    assert part[0]["car"] == "2"
    assert part[0]["position"] == 1


def test_the_feed_gives_the_same_lines():
    assert (
        run("score", "roar-2024-q", "--json").stdout == run("score", "roar-2024-q", "--feed", "--json").stdout
    )


def test_the_grid_is_by_the_rulebook():
    grid = json.loads(run("grid", "roar-2024-q", "--json").stdout)
    places = {row["car"]: row for row in grid["rows"]}

    assert [places[car]["place"] for car in ("31", "5", "2", "77", "12", "92")] == [1, 10, 11, 24, 26, 59]
    assert all(row["row"] == -(-row["place"] // 2) for row in grid["rows"])
    assert len(grid["rows"]) == 59
    assert [row["car"] for row in grid["rows"] if row["class_pole"]] == ["31", "2", "77", "12"]
    assert "not yet corrected by a steward" in grid["status"]
    assert all(row["reason"] and row["rule"] for row in grid["rows"])


def test_explain_names_passings_rule_and_tie():
    text = run("explain", "roar-2024-q", "--car", "19").stdout

    assert "P33 overall, P4 in class" in text
    assert "14:18:09.425" in text
    assert "same time as car 62; this car set it first" in text
    assert "best_lap.lap_one_counts" in text


def test_the_demo_ends_with_one_screen_of_24_lines(tmp_path):
    lines = run("demo", "--no-board", "-o", str(tmp_path / "out")).stdout.rstrip("\n").split("\n")[-24:]

    assert lines[0].startswith("Roar Before the 24")
    text = "\n".join(lines)
    for margin in ("0.071 ahead of #01", "0.102 ahead of #52", "0.080 ahead of #14", "0.043 ahead of #86"):
        assert margin in text
    assert "#19 and #62 in 1:44.831" in text
    assert "#5 GTP" in text
    assert "#92 GTD" in text
    assert lines[-1] == f"6 documents and reports in {tmp_path / 'out'}/ (en, it)"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "02-classification-live-en.pdf",
        "02-classification-live-it.pdf",
        "04-grid-live-en.pdf",
        "04-grid-live-it.pdf",
        "report-en.md",
        "report-it.md",
    ]


def test_a_car_that_looks_alike_is_not_taken(capsys):
    result = runner.invoke(app, ["explain", "roar-2024-q", "--car", "1"])

    assert result.exit_code != 0 or "#1 " in result.stdout


def test_the_demo_replays_on_a_board_and_stops_by_itself_when_headless(tmp_path):
    result = run("demo", "--headless", "--speed", "2000", "--port", "8700", "-o", str(tmp_path))

    assert result.exit_code == 0
    assert "The board is at http://127.0.0.1:87" in result.stdout
    assert "0.071 ahead of #01" in result.stdout


def test_a_tie_is_no_reason_where_a_decision_set_the_place(tmp_path):
    rulings = tmp_path / "d.csv"
    rulings.write_text(
        "session,order,car,decision,lap,seconds\nroar-2024-q,1,19,back_of_class,,\n", encoding="utf-8"
    )
    for car in ("19", "62"):
        assert (
            "same time" not in run("explain", "roar-2024-q", "--car", car, "--decisions", str(rulings)).stdout
        )

"""`pitboard grid`: by the rulebook, by hand, by another session, by points; errors say what was expected."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.errors import SourceError, UsageError
from tests.support.files import write_session

runner = CliRunner()
NAME = "roar-2024-q"
HEAD = "session,order,car,decision,lap,seconds,reason\n"


def grid(*args):
    result = runner.invoke(app, ["grid", *args, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def places(line):
    return {row["car"]: row for row in line["rows"]}


@pytest.fixture
def decide(tmp_path):
    def write(*rows):
        path = tmp_path / "decisions.csv"
        path.write_text(HEAD + "".join(f"{NAME},{n},{row}\n" for n, row in enumerate(rows, 1)))
        return str(path)

    return write


def test_rows_of_two_over_the_whole_grid_and_no_side_where_no_source_says_one():
    line = grid(NAME)

    assert line["status"] == "by the rulebook, not yet corrected by a steward"
    assert [(row["place"], row["row"]) for row in line["rows"]] == [(n, (n + 1) // 2) for n in range(1, 60)]
    assert {row["side"] for row in line["rows"]} == {""}
    assert line["pole_side"] == ""
    assert [places(line)[car]["place"] for car in ("5", "2", "77", "12", "92")] == [10, 11, 24, 26, 59]
    assert [row["car"] for row in line["rows"] if row["class_pole"]] == ["31", "2", "77", "12"]
    assert places(line)["5"]["rule"] == places(line)["92"]["rule"] == "grid.penalty.no_time"
    assert places(line)["01"]["gap_to_class_pole"] == "+0.071"


def test_the_start_is_split_between_prototypes_and_gt():
    starts = {row["car_class"]: row["start"] for row in grid(NAME)["rows"]}

    assert starts == {"GTP": 1, "LMP2": 1, "GTDPRO": 2, "GTD": 2}


def test_the_pole_side_can_be_set_by_hand_and_says_so():
    line = grid(NAME, "--pole-side", "left")

    assert [row["side"] for row in line["rows"][:3]] == ["left", "right", "left"]
    assert line["pole_side_source"] == "set by hand"


def test_a_steward_s_decisions_move_cars_and_carry_their_reason(decide):
    path = decide(
        "31,grid_pit_lane,,,engine changed", "7,grid_places,3,,impeding", "12,grid_driver_change,,,"
    )
    line = grid(NAME, "--decisions", path)
    cars = places(line)

    assert line["status"] == "by the rulebook and 3 decisions"
    assert (cars["31"]["place"], cars["31"]["from_pit_lane"], cars["31"]["side"]) == (59, True, "")
    assert "engine changed" in cars["31"]["reason"]
    # 7 was third and lost three places; then 31 left the block ahead of it.
    assert (cars["7"]["place"], cars["7"]["rule"]) == (5, "grid.places_lost")
    assert cars["12"]["rule"] == "grid.penalty.driver_change"
    assert cars["12"]["place"] == 58
    assert cars["12"]["class_pole"], "class pole is of qualifying, whatever the grid"


def test_a_place_by_hand_stands_and_the_human_text_gives_reason_and_rule(decide):
    path = decide("92,grid_place,1,,race director's list")
    text = runner.invoke(app, ["grid", NAME, "--decisions", path]).stdout

    assert "race director's list" in text
    assert "[grid.place_given]" in text
    assert places(grid(NAME, "--decisions", path))["92"]["place"] == 1


def test_bad_decisions_are_refused_by_line_and_field(decide):
    result = runner.invoke(app, ["grid", NAME, "--decisions", decide("31,grid_place,,,", "7,grid_roof,,,")])

    assert isinstance(result.exception, SourceError)
    assert "line 2, lap: expected a place from 1" in str(result.exception)
    assert "line 3, decision: expected one of" in str(result.exception)


def test_the_race_before_can_set_the_grid(tmp_path):
    write_session(tmp_path / "one", "202401201100-race")
    race = str(tmp_path / "one" / "202401201100-race-laps.csv.gz")
    line = grid(race, "--from", race)

    assert line["source"] == "the order of 202401201100-race"
    assert {row["rule"] for row in line["rows"]} == {"qualifying.fallback_order"}
    assert line["missing"] == ""


def test_points_set_the_grid_by_other_means(tmp_path):
    write_session(tmp_path / "one", "202401201100-race")
    season = tmp_path / "season.toml"
    season.write_text(
        'name = "Season"\nrulebook = "imsa-2024"\n[[rounds]]\nname = "First"\n'
        'race = "one/202401201100-race-laps.csv.gz"\n'
        '[[adjustments]]\ntitle = "teams"\nclass = "GTP"\nwho = "01"\npoints = 500\nreason = "test"\n'
    )
    race = str(tmp_path / "one" / "202401201100-race-laps.csv.gz")
    line = grid(race, "--season", str(season))

    assert line["source"] == "other means: team points of Season"
    gtp = [row["car"] for row in line["rows"] if row["car_class"] == "GTP"]
    assert gtp[0] == "01", "it leads the points"
    assert line["rows"][0]["rule"] == "qualifying.fallback_order"


def test_a_grid_from_a_race_says_that_the_rulebook_takes_it_from_qualifying(tmp_path):
    write_session(tmp_path / "one", "202401201100-race")
    race = str(tmp_path / "one" / "202401201100-race-laps.csv.gz")

    assert grid(race)["missing"] == "the rulebook takes the grid from qualifying"


def test_only_one_source_can_be_given():
    result = runner.invoke(app, ["grid", NAME, "--from", NAME, "--season", "x.toml"])

    assert isinstance(result.exception, UsageError)
    assert "expected --from or --season" in str(result.exception)

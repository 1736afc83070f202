"""A season's file: rounds scored, every mistake named, standings on the command line."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from pitboard.cli.standings import standings
from pitboard.errors import SourceError, UsageError
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from pitboard.sessions.season import open_season, points_so_far, read_season, with_changed_points
from tests.support.data import shared_data
from tests.support.files import laps_rows, write_session

run = CliRunner()
app = typer.Typer()
app.command()(standings)

SEASON = """
name = "Two rounds"
rulebook = "imsa-2024"
[[rounds]]
name = "First"
race = "one/202401201100-race-laps.csv.gz"
[[rounds]]
name = "Last"
held = false
[[adjustments]]
title = "teams"
class = "GTP"
who = "01"
points = -200
round = "First"
reason = "tyre pressure data"
source = "notice"
"""


@pytest.fixture
def season(tmp_path):
    write_session(tmp_path / "one", "202401201100-race")
    path = tmp_path / "season.toml"
    path.write_text(SEASON)
    return path


def test_the_rounds_of_a_season_are_scored(season):
    lines = [line for line in open_season(season).standings if line.title == "teams"]

    assert [(line.car_class, line.who, int(line.points)) for line in lines] == [
        ("GTP", "1", 350),
        ("GTP", "01", 120),
        ("GTD", "7", 350),
    ]


def test_json_holds_every_award_with_its_rule_and_what_each_needs(season):
    printed = json.loads(run.invoke(app, [str(season), "--json", "--title", "teams"]).stdout)

    first = printed["standings"][0]
    assert first["awards"][0] == {
        "round": "First",
        "what": "race",
        "car": "1",
        "place": 1,
        "points": "350",
        "rule": "points.tables.race",
        "why": "1. in class",
    }
    assert printed["needs"]["teams GTP 1"].startswith("is champion with 1")


def test_the_table_shows_the_deduction_with_its_reason(season):
    assert "01: -200 First: tyre pressure data (notice)" in run.invoke(app, [str(season)]).stdout.replace(
        "Team 01:", "01:"
    )


def test_every_mistake_of_a_season_file_is_named(tmp_path):
    path = tmp_path / "season.toml"
    path.write_text('name = "x"\nrulebok = "imsa-2024"\n[[rounds]]\nrace = 3\n')

    with pytest.raises(SourceError) as wrong:
        read_season(path)

    text = str(wrong.value)
    assert all(key in text for key in ("rulebook", "rulebok", "rounds.0.name", "rounds.0.race"))


def test_what_if_prints_the_standings_that_turn_round(season):
    from pitboard.cli.what_if import what_if

    verb = typer.Typer()
    verb.command()(what_if)
    laps = season.parent / "one" / "202401201100-race-laps.csv.gz"
    decisions = season.parent / "decisions.csv"
    decisions.write_text("session,order,car,decision,lap,seconds\none/202401201100-race,1,1,add_time,,100\n")

    asked = run.invoke(verb, [str(laps), "--decisions", str(decisions), "--season", str(season)])

    assert "teams GTP Team 01: 2. with 120 → 1. with 150" not in asked.stdout
    assert "teams GTP Team 1: 1. with 350 → 1. with 320" in asked.stdout
    assert "teams GTP Team 01: 2. with 120 → 2. with 150" in asked.stdout


RESULTS = """POSITION,NUMBER,STATUS,LAPS,TOTAL_TIME,GAP_FIRST,GAP_PREVIOUS,FL_LAPNUM,FL_TIME,FL_KPH,TEAM,CLASS,GROUP,\
DIVISION,VEHICLE,TIRES,DRIVER1_FIRSTNAME,DRIVER1_SECONDNAME,DRIVER1_LICENSE,DRIVER1_HOMETOWN,DRIVER1_COUNTRY,
1,01,Classified,3,4:51.000,-,-,2,1:37.000,,Team 01,GTP,,,Maker A,M,Driver,01,Gold,,USA,
2,1,Classified,3,4:52.000,+1.000,+1.000,2,1:37.100,,Team 1,GTP,,,Maker B,M,Driver,1,Gold,,USA,
,7,Not started,0,,,,0,,,Team 7,GTD,,,Maker C,M,Driver,7,Gold,,USA,
"""


def test_a_round_of_which_only_the_results_file_is_there_gives_points_but_no_checkpoints(tmp_path):
    folder = tmp_path / "05-sebring-international-raceway"
    folder.mkdir()
    (folder / "202403160940-race-results.csv").write_text(RESULTS)
    path = tmp_path / "season.toml"
    path.write_text(
        'name = "One"\nrulebook = "imsa-2024"\n[[rounds]]\nname = "Sebring"\n'
        f'race = "{folder.name}/202403160940-race-results.csv"\n'
    )
    season = open_season(path)

    points = {(line.title, line.who): int(line.points) for line in season.standings if line.points}
    assert {line.who for line in season.standings if not line.points} == {"7", "driver 7", "Maker"}, "GTD"
    assert points == {
        ("teams", "01"): 350,
        ("teams", "1"): 320,
        ("drivers", "driver 01"): 350,
        ("drivers", "driver 1"): 320,
        ("manufacturers", "Maker"): 350,
    }
    assert season.cup == ()
    assert season.notes == ("Sebring: a results file has no checkpoints of the endurance cup",)


TWO = """
name = "Two segments"
rulebook = "imsa-2021"
[[rounds]]
name = "Lime Rock"
qualifying = [{sessions}]
"""


def qualified(folder, *names, book="imsa-2021"):
    """A season with these sessions of GTD cars alone."""
    rows = [row for row in laps_rows() if ",GTD," in row]
    for name in names:
        write_session(folder, name, rows=rows, results=None)
    path = folder / "season.toml"
    sessions = ", ".join(f'"{name}-laps.csv.gz"' for name in names)
    path.write_text(TWO.format(sessions=sessions).replace("imsa-2021", book))
    return path


def teams_of(path):
    return [(line.who, int(line.points)) for line in open_season(path).standings if line.title == "teams"]


def test_of_a_class_in_two_segments_only_the_one_for_points_scores(tmp_path):
    grid, points = "202107161715-qualifying---gtd-position", "202107161740-qualifying---gtd-points-gtlm"

    assert teams_of(qualified(tmp_path / "both", grid, points)) == [("7", 35)]
    assert teams_of(qualified(tmp_path / "points", points)) == [("7", 35)]
    assert teams_of(qualified(tmp_path / "grid", grid)) == []


def test_two_sessions_that_give_a_class_points_are_refused(tmp_path):
    path = qualified(tmp_path, "202401201100-qualifying-1", "202401201200-qualifying-2", book="imsa-2024")

    with pytest.raises(UsageError, match="qualifying of GTD: expected one session that gives points, were"):
        open_season(path)


def test_a_changed_session_leaves_the_points_of_the_round_s_other_sessions(tmp_path):
    for car_class in ("GTD", "GTP"):
        rows = [row for row in laps_rows() if f",{car_class}," in row]
        write_session(tmp_path, f"202401201100-qualifying-{car_class.lower()}", rows=rows, results=None)
    laps = sorted(tmp_path.glob("*-laps.csv.gz"))
    path = tmp_path / "season.toml"
    sessions = ", ".join(f'"{one.name}"' for one in laps)
    path.write_text(TWO.format(sessions=sessions).replace("imsa-2021", "imsa-2024"))
    season, scored = open_season(path), score(open_session(str(laps[0])))

    assert {line.car_class for line in season.standings} == {"GTD", "GTP"}
    assert points_so_far(with_changed_points(season, scored, scored)) == points_so_far(season)


@pytest.mark.slow
def test_no_team_has_more_points_of_an_event_than_it_can_give(tmp_path):
    """Lime Rock 2021, GTD in two segments: 385 is a win and first in qualifying (`rules.md` section 4)."""
    folder = shared_data("imsa", "2021", "14-lime-rock-park")
    (race,) = folder.glob("*-race-laps.csv.gz")
    qualifying = [f'"{path}"' for path in sorted(folder.glob("*-qualifying---gtd-*-laps.csv.gz"))]
    path = tmp_path / "season.toml"
    path.write_text(TWO.format(sessions=", ".join(qualifying)) + f'race = "{race}"\n')
    gtd = [line for line in open_season(path).standings if (line.title, line.car_class) == ("teams", "GTD")]

    assert len(qualifying) == 2
    assert [(line.who, int(line.points)) for line in gtd[:3]] == [("23", 371), ("1", 344), ("14", 335)]


def test_a_penalty_in_points_reaches_the_standings_and_what_if_takes_it_back(tmp_path):
    from pitboard.model import facts as f
    from pitboard.racelog import open_log
    from pitboard.sessions.what_if import what_if

    opened = open_session("roar-2024-q")
    at_us, session = max(fact.at_us for fact in opened.facts), opened.plan.session
    taken = f.PenaltyGiven(
        at_us=at_us, session=session, entry_id="31", penalty="P1", kind="points", points=10, why="notice"
    )
    with open_log(tmp_path / "m.pitboard", create=True) as log:
        log.append([*(f.with_seq(fact, 0) for fact in opened.facts), taken])
    path = tmp_path / "season.toml"
    path.write_text(
        'name = "One"\nrulebook = "imsa-2024"\n[[rounds]]\nname = "Roar"\n'
        f'qualifying = ["m.pitboard#{session}"]\n'
    )

    def of_31(season):
        return {
            s.title: int(s.points) for s in season.standings if s.who in ("31", "pipo derani", "Cadillac")
        }

    season = open_season(path)
    logged = open_session(f"{tmp_path / 'm.pitboard'}#{session}")
    last = max(fact.seq for fact in logged.facts)
    asked = what_if(logged, withdraw=[last])

    assert of_31(season) == {"teams": 25, "drivers": 25, "manufacturers": 35}
    back = with_changed_points(season, asked.before, asked.after)
    assert of_31(back) == {"teams": 35, "drivers": 35, "manufacturers": 35}


def test_points_that_are_no_number_are_a_mistake_of_the_file(tmp_path):
    file = tmp_path / "season.toml"
    file.write_text(SEASON.replace("points = -200", 'points = "five"'), encoding="utf-8")

    with pytest.raises(SourceError, match=r"adjustments.*points.*expected a number, was 'five'"):
        read_season(file)

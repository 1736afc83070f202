"""Points and standings on paper are the engine's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pitboard.documents.catalogue import documents, kind_of, kinds_for
from pitboard.documents.job import make_job
from pitboard.documents.words import LANGUAGES, Words
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.model.rulebook import load
from pitboard.scoring.points import finishes, meeting_points
from pitboard.sessions.opened import open_session
from pitboard.sessions.season import open_season
from tests.support.files import write_session

SEASON = """
name = "One round"
rulebook = "imsa-2024"
[[rounds]]
name = "First"
race = "one/202401201100-race-laps.csv.gz"
[[adjustments]]
title = "teams"
class = "GTP"
who = "01"
points = -200
round = "First"
reason = "tyre pressure data"
"""


@pytest.fixture
def laps(tmp_path):
    write_session(tmp_path / "one", "202401201100-race")
    return tmp_path / "one" / "202401201100-race-laps.csv.gz"


def cells_of(table, key):
    index = [column.key for column in table.columns].index(key)
    return [row[index].text for row in table.rows]


def test_the_points_are_those_of_the_engine(laps):
    job = make_job(open_session(str(laps)), words=Words("en"))
    (document,) = documents(job, kind_of("points"))
    awards = meeting_points(job.scored.opened.rulebook, finishes(job.scored.state, job.scored.rows))
    printed = [
        cell
        for section in document.sections
        for table in section.tables
        for cell in cells_of(table, "points")
    ]

    assert sorted(map(int, printed)) == sorted(int(award.points) for award in awards)
    assert document.sections[1].title == "Teams · GTP"


def test_a_title_for_all_classes_stands_behind_those_of_each(laps):
    book = load("gtwc-europe-2024").for_event("sprint")
    job = make_job(replace(open_session(str(laps)), rulebook=book), words=Words("en"))
    (document,) = documents(job, kind_of("points"))

    titles = [section.title for section in document.sections if section.title]
    assert titles[-1] == "Manufacturers · Overall"
    assert cells_of(document.sections[-1].tables[0], "points") == ["75"], "a win, times the three cars"


def test_practice_has_no_points_and_standings_need_a_season(laps, tmp_path):
    write_session(tmp_path / "two", "202401201100-practice-1")
    practice = make_job(
        open_session(str(tmp_path / "two" / "202401201100-practice-1-laps.csv.gz")), words=Words("en")
    )
    race = make_job(open_session(str(laps)), words=Words("en"))

    assert "points" not in [kind.key for kind in kinds_for(practice)]
    assert "standings" not in [kind.key for kind in kinds_for(race)]
    with pytest.raises(UsageError, match="expected --season"):
        list(documents(race, kind_of("standings")))


def test_standings_hold_every_line_of_the_season_and_its_deductions(laps, tmp_path):
    path = tmp_path / "season.toml"
    path.write_text(SEASON)
    season = open_season(path)
    job = make_job(open_session(str(laps)), words=Words("it"), season=season)
    (document,) = documents(job, kind_of("standings"))
    printed = [
        (name, int(points))
        for section in document.sections
        for table in section.tables
        for name, points in zip(cells_of(table, "entrant"), cells_of(table, "points"), strict=True)
    ]

    assert printed[: len(season.standings)] == [(line.name, int(line.points)) for line in season.standings]
    assert any(
        "-200 (First), tyre pressure data" in line for section in document.sections for line in section.lines
    )
    assert document.kind in [kind.key for kind in kinds_for(job)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_penalty_in_points_has_a_column_of_its_own(language):
    opened = open_session("roar-2024-q")
    at_us = max(fact.at_us for fact in opened.facts)
    taken = f.PenaltyGiven(at_us=at_us, entry_id="31", penalty="P1", kind="points", points=10)
    job = make_job(opened.with_facts([taken]), words=Words(language))
    (document,) = documents(job, kind_of("points"))

    teams = document.sections[1].tables[0]
    assert cells_of(teams, "adjustment")[0] == "-10"
    assert cells_of(teams, "points")[0] == "25"

"""The CSV of a session in official columns: our own importer reads it back to the same classification."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pitboard.documents.catalogue import kind_of
from pitboard.documents.job import make_job
from pitboard.documents.produce import produce
from pitboard.documents.words import Words
from pitboard.errors import SourceError
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from pitboard.sources.official_csv.results import read_official_rows
from pitboard.sources.official_csv.weather import read_weather
from pitboard.times import format_time
from tests.support.files import write_session

KINDS = ("classification", "lap-cards", "weather")


def small_race(folder):
    return str(write_session(folder, "202401201100-race"))


def small_practice(folder):
    return str(write_session(folder, "202401191100-practice-1"))


def bundled(folder):
    return "roar-2024-q"


def line(row):
    """What a classification says of a car."""
    best = (row.best.time_us, row.best.number) if row.best else None
    places = (row.position, row.class_position, row.car, row.car_class, row.status)
    return (*places, row.laps, best, row.total_us, row.text_first, row.text_previous)


@pytest.fixture(params=[small_race, small_practice, bundled], ids=lambda make: make.__name__)
def written(request, tmp_path):
    """A session, and its tables as they were written."""
    opened = open_session(request.param(tmp_path / "source"))
    job = make_job(opened, words=Words("it"))
    kinds = [kind_of(key) for key in KINDS]
    return job, {
        path.stem.rpartition("-")[2]: path
        for path in produce(job, kinds, tmp_path / "written", formats=["csv"])
    }


def test_the_laps_file_scores_to_the_same_classification(written):
    job, tables = written
    again = open_session(str(tables["laps"]))
    # The session's name, and so its rulebook's, is not in the columns.
    again = replace(again, rulebook=job.scored.opened.rulebook, circuit=job.scored.opened.circuit)

    assert [line(row) for row in score(again).rows] == [line(row) for row in job.scored.rows]


def test_the_results_file_holds_the_same_classification(written):
    job, tables = written
    official = read_official_rows(tables["results"])

    assert [(row.car, row.position) for row in official] == [
        (row.car, row.position) for row in job.scored.rows
    ]


def test_the_weather_file_is_read_back(written):
    job, tables = written
    read = read_weather(tables["weather"], job.scored.opened.plan.session)

    assert [(one.at_us // 1_000_000, one.air_c, one.pressure_hpa, one.rain) for one in read] == [
        (one.at_us // 1_000_000, one.air_c, one.pressure_hpa, one.rain) for one in job.scored.state.weather
    ]


def test_a_lap_that_was_written_wrongly_would_be_noticed(written):
    job, tables = written
    first = job.scored.rows[0]
    told = format_time(first.best.time_us)
    text = tables["laps"].read_text(encoding="utf-8-sig")
    lines = [one for one in text.splitlines() if one.startswith(f"{first.car},") and f",{told}," in one]
    wrong = lines[0].replace(f",{told},", f",{format_time(first.best.time_us + 1000)},", 1)
    tables["laps"].write_text(text.replace(lines[0], wrong))

    with pytest.raises(SourceError, match="the sum of the car's lap times"):
        open_session(str(tables["laps"]))

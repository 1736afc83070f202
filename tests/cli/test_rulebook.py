"""`pitboard rulebook`: list, show, check, schema, diff."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.model.rulebook import built_in_names

run = CliRunner()


def test_list_names_every_built_in_book_with_its_unknown_values():
    rows = json.loads(run.invoke(app, ["rulebook", "list", "--json"]).stdout)

    assert [row["id"] for row in rows] == list(built_in_names())
    assert {row["id"]: row["unknown"] for row in rows}["club"] == 0


def test_show_marks_what_no_source_settles():
    shown = run.invoke(app, ["rulebook", "show", "imsa-2024", "qualifying.red_flag"]).stdout.splitlines()

    assert any(line.startswith("? qualifying.red_flag.laps_lost") and " 2 " in line for line in shown)
    club = run.invoke(app, ["rulebook", "show", "club", "qualifying.red_flag"]).stdout
    assert "?" not in club


def test_show_reads_durations_and_sources_with_an_events_overrides():
    shown = run.invoke(
        app, ["rulebook", "show", "imsa-2022", "drive_time.minimum_us.GTD", "--event", "watkins-glen"]
    ).stdout

    assert "1:30:00" in shown
    assert "press" in shown


def test_show_unknown_only_shows_unknown_values():
    rows = json.loads(run.invoke(app, ["rulebook", "show", "wec-2024", "--unknown", "--json"]).stdout)

    assert {row["confidence"] for row in rows} == {"unknown"}
    assert "race.minimum_distance" in {row["key"] for row in rows}


@pytest.mark.parametrize("name", built_in_names())
def test_every_built_in_book_is_sound(name):
    assert run.invoke(app, ["rulebook", "check", name]).exit_code == 0


def test_check_names_every_mistake_of_a_file(tmp_path):
    book = tmp_path / "mine.toml"
    book.write_text('name = "Mine"\nextends = "club"\n[race]\nends = "never"\nminimun_distance = 0.5\n')

    checked = run.invoke(app, ["rulebook", "check", str(book)])

    assert checked.exit_code == 2
    assert "race.ends" in checked.stderr
    assert "race.minimun_distance" in checked.stderr


def test_schema_is_a_json_schema():
    Draft202012Validator.check_schema(json.loads(run.invoke(app, ["rulebook", "schema"]).stdout))


def test_diff_prints_what_changed():
    shown = run.invoke(app, ["rulebook", "diff", "imsa-2022", "imsa-2023"]).stdout

    assert "drive_time.red_flag_factor: 1 → 2" in shown
    assert run.invoke(app, ["rulebook", "diff", "club", "club"]).stdout == ""


def test_diff_prints_what_events_override_with_the_events_name():
    shown = run.invoke(app, ["rulebook", "diff", "imsa-2024", "imsa-2025"]).stdout.splitlines()

    assert "events.detroit.penalties.drive_through_time_s: none → 17" in shown
    assert "events.daytona.entries.crew_size.all: none → 4" in shown


def test_diff_of_an_event_alone_is_a_difference(tmp_path):
    changed = tmp_path / "changed.toml"
    changed.write_text(
        'extends = "imsa-2025"\n[events.detroit.penalties]\ndrive_through_time_s = 40\n'
        '[events.sebring.drive_time.minimum_us.GTD]\nany = "2:00:00"\n'
    )

    compared = run.invoke(app, ["rulebook", "diff", "imsa-2025", str(changed)])
    rows = json.loads(run.invoke(app, ["rulebook", "diff", "imsa-2025", str(changed), "--json"]).stdout)

    assert compared.stdout.splitlines() == [
        "events.sebring.drive_time.minimum_us.GTD.any: 3:00:00 → 2:00:00",
        "events.detroit.penalties.drive_through_time_s: 17 → 40",
    ]
    assert "2 values differ" in compared.stderr
    assert rows[1] == {"key": "events.detroit.penalties.drive_through_time_s", "a": 17, "b": 40}


def test_diff_holds_an_event_that_one_book_has_against_the_others_season(tmp_path):
    season = tmp_path / "season.toml"
    season.write_text('extends = "club"\n[penalties]\ndrive_through_time_s = 20\n')
    with_event = tmp_path / "with_event.toml"
    with_event.write_text(
        'extends = "season.toml"\n[events.all_us]\nname = "Night"\n'
        "[events.all_us.penalties]\ndrive_through_time_s = 17\nserve_within_laps = 5\n"
    )
    raised = tmp_path / "raised.toml"
    raised.write_text('extends = "season.toml"\n[penalties]\ndrive_through_time_s = 17\n')

    added = run.invoke(app, ["rulebook", "diff", str(season), str(with_event)]).stdout.splitlines()
    settled = run.invoke(app, ["rulebook", "diff", str(with_event), str(raised)]).stdout.splitlines()

    assert "events.all_us.penalties.drive_through_time_s: 20 → 17" in added
    # What the event had is now the season's: at the event only the other override is gone.
    assert [line.partition(":")[0] for line in settled] == [
        "penalties.drive_through_time_s",
        "events.all_us.penalties.serve_within_laps",
    ]
    assert run.invoke(app, ["rulebook", "diff", str(with_event), str(with_event)]).stdout == ""


def test_diff_of_one_event_names_no_other_event():
    command = ["rulebook", "diff", "imsa-2024", "imsa-2025", "--event", "daytona"]
    shown = run.invoke(app, command).stdout

    assert "\nentries.crew_size.all: none → 4" in shown
    assert "events." not in shown

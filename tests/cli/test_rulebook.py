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

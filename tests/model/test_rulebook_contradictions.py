"""Values that are right one by one and cannot all hold are refused, and one mistake hides no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.model.rulebook import Rulebook, built_in_names, load
from tests.model.test_rulebook_mistakes import problems

TWO_CLASSES = """
extends = "club"
[classes.GT]
name = "GT"
order = 1
colour = "#00a651"
colour_on_paper = "#00a651"
aliases = ["GT3"]
[classes.P]
name = "Prototype"
order = 2
colour = "#3f90da"
colour_on_paper = "#3f90da"
aliases = ["Proto"]
"""
STEPS = "[penalties.infractions.pit_lane]\nname = 'pit lane'\nqualifying = []\nrace = "


def changed(old: str, new: str) -> str:
    assert old in TWO_CLASSES
    return TWO_CLASSES.replace(old, new)


# ---------------------------------------------------------------- one mistake hides no other


def test_what_is_missing_in_a_row_hides_no_unknown_class_or_table(tmp_path: Path) -> None:
    text = """
extends = "club"
[classes.GT]
name = "GT"
order = 1
colour = "#ffffff"
colour_on_paper = "#000000"
[grid]
arranged = "groups"
groups = [["X"]]
[points]
race_table = "r"
[events.b.race]
ends = "laps"
"""

    assert problems(tmp_path, text) == {
        "classes.GT.aliases": "is missing",
        "events.b.name": "is missing",
        "grid.groups": "unknown class 'X' | class GT is in no group",
        "points.race_table": "unknown table 'r', not in [points.tables]",
    }


@pytest.mark.parametrize(
    "fault",
    [
        "seasn = 2026",
        "season = 'next'",
        "classes.GT = 3",
        "classes.GT = { name = 'GT' }",
        "points.tables.race = ['two']",
        "penalties.infractions.x = {}",
        "qualifying.hyperpole.parts = [{}]",
        "qualifying.segments.GT = {}",
        "points.pole = { value = 'much', source = 'S999' }",
        "race.ends = { value = 'laps', sauce = 3, confidence = 'sure' }",
        "events.a = 3",
        "events.a.race.ends = 'laps'",
        "grid.groups = [['GT'], 3]",
    ],
)
def test_no_mistake_hides_the_contradictions(tmp_path: Path, fault: str) -> None:
    text = f"{fault}\nneutralisation.pits.closed_service = 'nothing_known'\ngrid.row_size = 0\n"

    found = problems(tmp_path, text)

    assert len(found) > 2
    assert found["grid.row_size"] == "expected 1 or more"
    assert "unknown infraction" in found["neutralisation.pits.closed_service"]


def test_source_of_a_wrong_value_is_checked_too(tmp_path: Path) -> None:
    found = problems(tmp_path, "[points]\npole = { value = 'much', source = 'S999' }")

    assert found == {"points.pole": "expected a number, was 'much' | unknown source 'S999', not in [sources]"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("classes.GTD = 3", "classes.GTD"),
        ("classes.New = 3\ngrid.groups = [['GTP'], ['LMP2'], ['GTDPRO'], ['GTD', 'New']]", "classes.New"),
        ("classes = 3\ngrid.groups = [['A']]", "classes"),
        ("points.tables = 3\npoints.race_table = 'six_hours'", "points.tables"),
        (
            "drive_time.minimum_us.GTD = 3\ndrive_time.maximum_us.GTD.any = '0:00:30'",
            "drive_time.minimum_us.GTD",
        ),
    ],
)
def test_value_where_a_table_belongs_is_one_mistake(tmp_path: Path, text: str, key: str) -> None:
    found = problems(tmp_path, f"extends = 'imsa-2025'\n{text}")

    of_lists = ("grid.start.split", "neutralisation.")
    assert [other for other in found if not other.startswith(of_lists)] == [key]
    assert found[key].startswith("expected a table")


def test_wrong_confidence_hides_nothing_about_the_value(tmp_path: Path) -> None:
    found = problems(tmp_path, "[points]\nrace_table = { value = 'r', confidence = 'sure' }")

    assert list(found) == ["points.race_table.confidence", "points.race_table"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "[drive_time]\nrolling_limit_us = '4:00:00'\nrolling_window_us = '6 hours'",
            "drive_time.rolling_window_us",
        ),
        ("[points]\nrace_table = 'race'\n[points.tables]\nrace = ['two']", "points.tables.race[0]"),
        (
            "[drive_time.minimum_us.all]\nany = '2 hours'\n[drive_time.maximum_us.all]\nany = '0:30:00'",
            "drive_time.minimum_us.all.any",
        ),
        (
            "[drive_time.minimum_us.all]\nany = 3600\n[drive_time.maximum_us.all]\nany = 1800000",
            "drive_time.minimum_us.all.any",
        ),
        (changed("order = 1\n", "") + "[grid]\ngroups = [['GT'], ['P']]", "classes.GT.order"),
        (
            "[race]\nminimum_distance = 7\n[events.a]\nname = 'A'\n[events.a.race]\nminimum_distance = 'none'",
            "race.minimum_distance",
        ),
    ],
)
def test_nothing_is_said_that_rests_on_a_wrong_value(tmp_path: Path, text: str, key: str) -> None:
    assert next(iter(problems(tmp_path, text))) == key
    assert set(problems(tmp_path, text)) <= {key, "drive_time.maximum_us.all.any"}


def test_event_repeats_no_mistake_of_its_season_and_names_its_own(tmp_path: Path) -> None:
    season = changed('"#3f90da"\naliases', '"blue"\naliases')
    own = "[events.a]\nname = 'A'\n[events.a.drive_time.minimum_us.all]\nany = 60\n[events.a.grid]\ndrop_severity = ['class']\n"

    assert set(problems(tmp_path, season + own)) == {
        "classes.P.colour_on_paper",
        "events.a.drive_time.minimum_us.all.any",
        "events.a.grid.drop_severity",
    }


# ---------------------------------------------------------------- what cannot hold together


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        (
            changed('colour = "#00a651"', 'colour = "red"'),
            "classes.GT.colour",
            "expected a colour like '#00a651' (#rrggbb), was 'red'",
        ),
        (
            changed('colour_on_paper = "#3f90da"', 'colour_on_paper = "#00"'),
            "classes.P.colour_on_paper",
            "expected a colour like '#00a651' (#rrggbb), was '#00'",
        ),
        (
            changed('"Proto"', '"Proto", "gt"'),
            "classes.P.aliases",
            "expected an alias of class P alone, was 'gt', the code of class GT",
        ),
        (
            changed('"Proto"', '"GT-3"'),
            "classes.P.aliases",
            "expected an alias of class P alone, was 'GT-3', an alias of class GT",
        ),
        (
            changed('"GT3"', '"prototype"'),
            "classes.GT.aliases",
            "expected an alias of class GT alone, was 'prototype', the name of class P",
        ),
        (
            changed('name = "Prototype"', 'name = "GT"'),
            "classes.P.name",
            "expected the name of class P alone, was 'GT', the code of class GT",
        ),
        (
            changed("order = 2", "order = 1"),
            "classes.P.order",
            "expected a place that no other class has, was 1, the order of class GT",
        ),
        (
            STEPS + "[{ kind = 'drive_through' }, { kind = 'stop' }]",
            "penalties.infractions.pit_lane.race[1].stop_s",
            "is missing; expected a whole number where kind is stop",
        ),
        (
            STEPS + "[{ kind = 'time' }]",
            "penalties.infractions.pit_lane.race[0].time_s",
            "is missing; expected 1 or more where kind is time",
        ),
        (
            STEPS + "[{ kind = 'laps', laps = 0 }]",
            "penalties.infractions.pit_lane.race[0].laps",
            "expected 1 or more where kind is laps, was 0",
        ),
        (
            STEPS + "[{ kind = 'grid' }]",
            "penalties.infractions.pit_lane.race[0].places",
            "is missing; expected 1 or more where kind is grid",
        ),
        (
            "[grid]\ndrop_severity = ['class', 'field', 'field']",
            "grid.drop_severity",
            (
                "expected each of class, group, field, pit_lane once, was class, field, field"
                " (group, pit_lane missing; field more than once)"
            ),
        ),
        (
            "[grid]\ndrop_severity = []",
            "grid.drop_severity",
            "expected each of class, group, field, pit_lane once, was empty (class, group, field, pit_lane missing)",
        ),
        (
            "[grid]\narranged = 'groups'\ngroups = [['A', 'B'], ['A']]",
            "grid.groups",
            "class A stands more than once",
        ),
        (
            TWO_CLASSES + "[grid]\ngroups = [['GT', 'GT'], ['P']]",
            "grid.groups",
            "class GT stands more than once",
        ),
        (
            "[drive_time.minimum_us.all]\nany = '1:00:00'\n[drive_time.maximum_us.all]\nBronze = '0:30:00'",
            "drive_time.maximum_us.all.Bronze",
            "expected 1:00:00 or more, the minimum of the same drivers in drive_time.minimum_us.all.any, was 0:30:00",
        ),
        (
            TWO_CLASSES
            + "[drive_time.minimum_us.GT]\nSilver = '1:00:00'\n[drive_time.maximum_us.all]\nany = '0:30:00'",
            "drive_time.maximum_us.all.any",
            "expected 1:00:00 or more, the minimum of the same drivers in drive_time.minimum_us.GT.Silver, was 0:30:00",
        ),
        (
            "[drive_time.minimum_us.all]\nany = 3600",
            "drive_time.minimum_us.all.any",
            (
                "expected a duration like '1:00:00' (hours, minutes, seconds), was 3600:"
                " a bare number counts microseconds, and these are 0.0036 s"
            ),
        ),
        (
            "[drive_time]\nrest_us = 5400000",
            "drive_time.rest_us",
            (
                "expected a duration like '4:30:00' (hours, minutes, seconds), was 5400000:"
                " a bare number counts microseconds, and these are 5.4 s"
            ),
        ),
        (
            "[timing]\nminimum_lap_us = 50",
            "timing.minimum_lap_us",
            (
                "expected a duration like '0:00:50' (hours, minutes, seconds), was 50:"
                " a bare number counts microseconds, and these are 0.00005 s"
            ),
        ),
        (
            "[points.endurance_cup]\ncheckpoints_us = ['4:00:00', 28800]",
            "points.endurance_cup.checkpoints_us[1]",
            (
                "expected a duration like '8:00:00' (hours, minutes, seconds), was 28800:"
                " a bare number counts microseconds, and these are 0.0288 s"
            ),
        ),
        (
            "[timing]\ndoubled_within_us = -1",
            "timing.doubled_within_us",
            (
                "expected a duration like '4:30:00' (hours, minutes, seconds), was -1:"
                " a bare number counts microseconds, and these are -0.000001 s"
            ),
        ),
    ],
)
def test_contradiction_is_refused(tmp_path: Path, text: str, key: str, what: str) -> None:
    assert problems(tmp_path, text) == {key: what}


@pytest.mark.parametrize(
    "text",
    [
        TWO_CLASSES,
        changed('"GT3"', '"GT", "gt"'),  # its own code, spelt otherwise
        STEPS + "[{ kind = 'stop', stop_s = 0 }]",  # a stop without a hold
        "[grid]\ndrop_severity = ['class', 'field', 'group', 'pit_lane']",
        "[drive_time]\nrest_us = 3600000000",
        "[points.eligibility]\ndriver_at_least_us = '0:00:30'",
        "[timing]\ndoubled_within_us = 2000000",
        "[timing]\nminimum_lap_us = 0",
        # Bronze drivers have a minimum of their own, and it is below their maximum.
        "[drive_time.minimum_us.all]\nany = '1:00:00'\nBronze = '0:20:00'\n[drive_time.maximum_us.all]\nBronze = '0:30:00'",
        # Both classes have a maximum of their own: the one for all concerns nobody.
        TWO_CLASSES
        + "[drive_time.minimum_us.all]\nany = '1:00:00'\n[drive_time.maximum_us]\n"
        + "all = { any = '0:30:00' }\nGT = { any = '2:00:00' }\nP = { any = '2:00:00' }",
    ],
)
def test_what_can_hold_is_sound(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")

    assert load(path).id == "ours"


def test_log_opens_whatever_the_checks_of_its_book_were_then() -> None:
    stored = load("imsa-2024").resolved_text().replace('"#3f90da"', '"blue"')

    assert "blue" in {car_class.colour for car_class in Rulebook.from_text(stored).classes}


@pytest.mark.parametrize("name", built_in_names())
def test_built_in_book_is_sound_as_a_file_of_ones_own(tmp_path: Path, name: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(f'extends = "{name}"\nname = "Ours"\n', encoding="utf-8")

    assert load(path).events.keys() == load(name).events.keys()

"""A rulebook with mistakes is refused with every mistake named at once, by its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.errors import RulebookError
from pitboard.model.rulebook import Rulebook, load

MANY = """
name = 3
seasn = 2024
extends = "imsa-2024"
drop = ["classes.GT3"]
_sorce = "x"
timing = 3

[best_lap]
lap_one_count = false
in_lap_counts = "no"

[qualifying]
laps_lost = 1
min_green_s = -4
[qualifying.red_flag]
laps_lost = { value = 1.5, source = "S34" }
laps_of = { value = "part", sauce = "S34" }
repeat = { value = "once", source = "S999" }
[qualifying.eligible]
GTDPR = ["Bronz"]
LMP2 = "Bronze"

[grid]
groups = [["GTP"], ["LMP2"], ["GTDPRO", "LMP2"]]
[grid.start.split]
x = 1

[race]
ends = "never"
minimum_distance = 1.2
last_lap_limits = [{ over_s = 60, lapslost = 1 }]

[drive_time]
rolling_limit_us = "4 hours"
[drive_time.minimum_us.LMP2]
Bronce = "0:50:00"

[penalties]
minimum_pit_time = "technical_stop_5_min"

[points]
race_table = "rase"
[points.tables]
race = [1, 2, 3]

[events.daytona.race]
end = "laps"
[events.daytona.timing]
resolution_us = 0
[events.daytona.qualifying.red_flag]
laps_lost = 2
[events.sebring]
nam = "x"
[events]
spa = 3
"""

FOUND = {
    "name": "expected a text, was 3",
    "seasn": "unknown key; did you mean season?",
    "drop[0]": "drops nothing: the book that is extended has no key 'classes.GT3'",
    "_sorce": "unknown key; _source, _confidence, _article hold for a whole table",
    "timing": "expected a table [timing], was 3",
    "best_lap.lap_one_count": "unknown key; did you mean best_lap.lap_one_counts?",
    "best_lap.in_lap_counts": "expected true or false, was 'no'",
    "qualifying.laps_lost": "unknown key; did you mean qualifying.red_flag.laps_lost?",
    "qualifying.min_green_s": "expected more than 0, was -4",
    "qualifying.red_flag.laps_lost": "expected a whole number, was 1.5",
    "qualifying.red_flag.laps_of.sauce": "unknown key; did you mean qualifying.red_flag.laps_of.source?",
    "qualifying.red_flag.repeat": "unknown source 'S999', not in [sources]",
    "qualifying.eligible.GTDPR": "unknown class 'GTDPR'; did you mean GTDPRO?",
    "qualifying.eligible.GTDPR[0]": "expected one of 'Platinum', 'Gold', 'Silver', 'Bronze', was 'Bronz'",
    "qualifying.eligible.LMP2": "expected a list [...], was 'Bronze'",
    "grid.start.split": "expected a value, was the table [grid.start.split]",
    "race.ends": "expected one of 'time', 'laps', 'first_of_both', was 'never'",
    "race.minimum_distance": "expected 1 or less, was 1.2",
    "race.last_lap_limits[0].lapslost": "unknown key; did you mean race.last_lap_limits.laps_lost?",
    "drive_time.rolling_limit_us": "expected a duration like '4:30:00' (hours, minutes, seconds), was '4 hours'",
    "drive_time.minimum_us.LMP2.Bronce": "unknown rating 'Bronce'; did you mean Bronze?",
    "points.race_table": "unknown table 'rase', not in [points.tables]; did you mean race?",
    "points.tables.race": "a later place scores more than an earlier one",
    "events.daytona.race.end": "unknown key; did you mean events.daytona.race.ends?",
    "events.daytona.timing.resolution_us": "expected more than 0, was 0",
    "events.sebring.nam": "unknown key; did you mean events.sebring.name?",
    "events.spa": "expected a table, was 3",
}


def problems(tmp_path: Path, text: str) -> dict[str, str]:
    """The mistakes of a book by key; several of one key are joined."""
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(path)
    found: dict[str, str] = {}
    for key, what in caught.value.problems:
        found[key] = f"{found[key]} | {what}" if key in found else what
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return problems(tmp_path_factory.mktemp("many"), MANY)


@pytest.mark.parametrize("key", FOUND)
def test_every_mistake_is_named(many: dict[str, str], key: str) -> None:
    assert many.get(key) == FOUND[key]


def test_mistakes_of_several_kinds_on_groups_and_named_rules(many: dict[str, str]) -> None:
    assert many["grid.groups"] == "class LMP2 stands more than once | class GTD is in no group"
    assert many["penalties.minimum_pit_time"].endswith("did you mean technical_stop_4_min?")


def test_nothing_else_is_named(many: dict[str, str]) -> None:
    # Whether Daytona's laps_lost overrides anything is not known while the season's own is a mistake.
    assert set(many) == {*FOUND, "grid.groups", "penalties.minimum_pit_time"}


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        ("[timing]\nresolution_us = true", "timing.resolution_us", "expected a whole number, was true"),
        (
            "[timing]\nlap_one = 1",
            "timing.lap_one",
            "expected one of 'session_start', 'first_crossing', was 1",
        ),
        (
            "[timing]\nminimum_lap_us = '0:75:00'",
            "timing.minimum_lap_us",
            "expected a duration like '4:30:00' (hours, minutes, seconds), was '0:75:00'",
        ),
        ("[points.tables]\nrace = [3, 'two']", "points.tables.race[1]", "expected a number, was 'two'"),
        ("[grid]\nrow_size = 0", "grid.row_size", "expected 1 or more"),
        ("[grid]\narranged = 'groups'", "grid.groups", "is needed where grid.arranged is groups"),
        (
            "[qualifying]\nmethod = 'hyperpole'",
            "qualifying.hyperpole.parts",
            "is needed where qualifying.method is hyperpole",
        ),
        (
            "[drive_time]\nconsequence = 'time_added'",
            "drive_time.consequence_time_s",
            "is needed where drive_time.consequence is time_added",
        ),
        (
            "[drive_time]\nrolling_limit_us = '4:00:00'",
            "drive_time.rolling_limit_us",
            "goes with drive_time.rolling_window_us: give both or neither",
        ),
        (
            "[drive_time]\nrolling_limit_us = '4:00:00'\nrolling_window_us = '3:00:00'",
            "drive_time.rolling_limit_us",
            "more than the window drive_time.rolling_window_us",
        ),
        (
            "[drive_time.minimum_us.all]\nany = '2:00:00'\n[drive_time.maximum_us.all]\nany = '1:00:00'",
            "drive_time.maximum_us.all.any",
            "expected 2:00:00 or more, the minimum of the same drivers in drive_time.minimum_us.all.any, was 1:00:00",
        ),
        (
            "[points.endurance_cup]\ncheckpoints_us = ['8:00:00', '4:00:00']",
            "points.endurance_cup.checkpoints_us",
            "expected rising times",
        ),
        ("[points.beyond]\nrace = 1", "points.beyond.race", "unknown table, not in [points.tables]"),
        (
            "[race]\nlast_lap_limits = [{ over_s = 9 }, { over_s = 9 }]",
            "race.last_lap_limits",
            "expected rising over_s",
        ),
        (
            "[neutralisation.pits]\nclosed_service = 'closed_pits'",
            "neutralisation.pits.closed_service",
            "unknown infraction 'closed_pits'; did you mean closed_pit?",
        ),
        ("[race]\nends = { value = 'laps', source = '' }", "race.ends", "expected a source"),
        (
            "[race]\nends = { value = 'laps', confidence = 'sure' }",
            "race.ends.confidence",
            "expected one of 'primary', 'official', 'press', 'inferred', 'unknown', 'house', was 'sure'",
        ),
        ("name = 4", "name", "expected a text, was 4"),
        ("event = 'x'", "event", "unknown key; what an event has otherwise stands in [events.<key>]"),
        ("extends = 'imsa-2042'", "extends", None),
        ("extends = 'ours'", "extends", None),
        ("drop = 'classes'", "drop", "expected a list of keys, was 'classes'"),
        ("[sources]\nregs = 3", "sources.regs", "expected a text, was 3"),
        ("sources = 3", "sources", "expected a table [sources], was 3"),
        ("[events.spa]\nname = 'Spa'", "events.spa", "overrides nothing: it has no rules"),
        ("[events.spa.race]\nends = 'laps'", "events.spa.name", "is missing"),
        ("name = 'x'\nname = 'y'", "file", None),
    ],
)
def test_single_mistake(tmp_path: Path, text: str, key: str, what: str | None) -> None:
    found = problems(tmp_path, text)

    assert list(found) == [key]
    assert what is None or found[key] == what


def test_message_is_a_list_for_people(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text("[race]\nendz = 'laps'\n[grid]\nrow_size = 0\n", encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load(str(path))

    assert str(caught.value).splitlines() == [
        "rulebook ours: 2 mistakes",
        "  race.endz: unknown key; did you mean race.ends?",
        "  grid.row_size: expected 1 or more",
    ]


@pytest.mark.parametrize("name", ["imsa-2042", "imsa2024", "", "base", "sources"])
def test_book_that_is_not_built_in_names_those_that_are(name: str) -> None:
    with pytest.raises(RulebookError, match=r"imsa-2024.*wec-2025"):
        load(name)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_bytes(b"name = '\xff'")

    with pytest.raises(RulebookError, match="UTF-8"):
        load(tmp_path / "ours.toml")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"id": "x"'])
def test_stored_text_that_is_no_rulebook(text: str) -> None:
    with pytest.raises(RulebookError):
        Rulebook.from_text(text)

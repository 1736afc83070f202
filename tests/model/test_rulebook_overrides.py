"""Books extend books, events override seasons; whatever changes nothing is a mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pydantic
import pytest

from pitboard.errors import RulebookError
from pitboard.model.rulebook import Confidence, Rulebook, load, walk

SEASON = """
name = "Our cup"
season = 2026
_source = "regs art. 7"
_confidence = "primary"
_article = "7"

[sources]
regs = "Regulations of our club, 2026"
bulletin = "Bulletin 3"

[race]
ends = "laps"
minimum_distance = { value = 0.7, source = "bulletin", confidence = "official" }

[events.twilight]
name = "Twilight race"
match = ["twilight", "our-circuit-at-night"]
[events.twilight.race]
ends = "time"
"""


def written(folder: Path, text: str, name: str = "ours") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_of_a_file_hold_for_every_value_that_does_not_say_otherwise(tmp_path: Path) -> None:
    book = load(written(tmp_path, SEASON))

    ends, distance = book.race.ends, book.race.minimum_distance
    assert (ends.value, ends.source, ends.confidence, ends.article) == (
        "laps",
        "regs art. 7",
        Confidence.PRIMARY,
        "7",
    )
    assert (distance.source, distance.confidence, distance.article) == ("bulletin", Confidence.OFFICIAL, "")
    assert book.cite(ends) == "regs art. 7: Regulations of our club, 2026"
    assert book.classification.tie.confidence is Confidence.HOUSE
    assert book.id == "ours"


def test_value_without_any_source_is_the_book_s_own(tmp_path: Path) -> None:
    book = load(written(tmp_path, 'name = "Ours"\n[race]\nends = "laps"\n'))

    assert (book.race.ends.source, book.race.ends.confidence) == ("book", Confidence.HOUSE)
    assert book.cite(book.race.ends) == "Ours: this rulebook's own file"


def test_event_overrides_the_season(tmp_path: Path) -> None:
    book = load(written(tmp_path, SEASON))

    event = book.for_event("twilight")

    assert (book.race.ends.value, event.race.ends.value) == ("laps", "time")
    assert event.race.minimum_distance == book.race.minimum_distance
    assert event.events == {}
    assert book.for_meeting("2026 Our Circuit at Night") == event
    assert book.for_meeting("elsewhere") is book


def test_unknown_event_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="expected one of twilight, was 'dawn'"):
        load(written(tmp_path, SEASON)).for_event("dawn")


def test_longest_name_that_fits_wins(tmp_path: Path) -> None:
    text = (
        SEASON
        + '\n[events.circuit]\nname = "Day race"\nmatch = ["our-circuit"]\n[events.circuit.race]\nends = "first_of_both"\n'
    )

    book = load(written(tmp_path, text))

    assert book.event_key("our-circuit-at-night") == "twilight"
    assert book.event_key("our-circuit") == "circuit"
    assert book.event_key("our-circuits") == ""


def test_file_extends_a_file_beside_it(tmp_path: Path) -> None:
    written(tmp_path, SEASON, "season")
    book = load(
        written(tmp_path, 'extends = "season.toml"\nname = "Next"\n[race]\nends = "first_of_both"\n', "next")
    )

    assert book.race.ends.value == "first_of_both"
    assert book.race.minimum_distance.source == "bulletin"
    assert book.season == 2026
    assert list(book.events) == ["twilight"]


def test_mistakes_of_an_extended_file_are_named_with_the_file(tmp_path: Path) -> None:
    written(tmp_path, "[race]\nends = 'time'\n[timing]\n_sauce = 'x'", "season")

    with pytest.raises(RulebookError, match=r"season.toml: timing._sauce"):
        load(written(tmp_path, 'extends = "season.toml"'))


def test_circle_is_refused(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "two.toml"', "one")
    written(tmp_path, 'extends = "one.toml"', "two")

    with pytest.raises(RulebookError, match="goes round in a circle"):
        load(tmp_path / "one.toml")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[events.x]\nname = 'x'\n[events.x.race]\nends = 'first_of_both'", "events.x.race.ends"),
        (
            "[events.x]\nname = 'x'\n[events.x.race]\nminimum_distance = 'none'",
            "events.x.race.minimum_distance",
        ),
        (
            "[events.x]\nname = 'x'\n[events.x.timing]\ndoubled_within_us = 1000000",
            "events.x.timing.doubled_within_us",
        ),
        (
            "[timing]\nresolution_us = { value = 1000, source = 'house', confidence = 'house' }",
            "timing.resolution_us",
        ),
    ],
)
def test_override_that_overrides_nothing_is_a_mistake(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load(written(tmp_path, text))

    assert [found for found, _ in caught.value.problems] == [key]
    assert caught.value.problems[0][1].startswith("overrides nothing")


def test_same_value_from_a_better_source_is_no_mistake(tmp_path: Path) -> None:
    text = "[sources]\nregs = 'Regulations'\n[timing]\nresolution_us = { value = 1000, source = 'regs', confidence = 'primary' }"

    assert load(written(tmp_path, text)).timing.resolution_us.confidence is Confidence.PRIMARY


def test_what_is_dropped_does_not_hold(tmp_path: Path) -> None:
    text = """
extends = "imsa-2025"
drop = ["classes.GTDPRO", "events.detroit", "events.daytona.drive_time.minimum_us.GTDPRO", "events.sebring.drive_time.minimum_us.GTDPRO",
    "events.watkins-glen.drive_time.minimum_us.GTDPRO", "events.petit-le-mans.drive_time.minimum_us.GTDPRO",
    "events.indianapolis.drive_time.minimum_us.GTDPRO", "events.long-beach.drive_time.minimum_us.GTDPRO", "drive_time.minimum_us.GTDPRO",
    "qualifying.eligible.GTDPRO"]
[qualifying]
parts = [["GTD"], ["LMP2"], ["GTP"]]
[grid]
groups = [["GTP"], ["LMP2"], ["GTD"]]
[grid.start]
split = [["GTP", "LMP2"], ["GTD"]]
[neutralisation.pits]
open_groups = [["GTP", "LMP2"], ["GTD"]]
[neutralisation.safety_car]
restart_order = [["GTP", "LMP2"], ["GTD"]]
"""
    book = load(written(tmp_path, text))

    assert [car_class.code for car_class in book.classes] == ["GTP", "LMP2", "GTD"]
    assert "detroit" not in book.events
    assert "GTDPRO" not in book.for_event("sebring").drive_time.minimum_us


def test_text_of_an_older_version_gets_new_keys_by_default_and_keeps_its_hash() -> None:
    book = load("imsa-2024")
    older = json.loads(book.resolved_text())
    del older["race"]["red_flag"]
    del older["records"]
    text = json.dumps(older, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    again = Rulebook.from_text(text)

    assert again.resolved_text() == text
    assert again.race.red_flag.clock_runs.confidence is Confidence.HOUSE
    assert again.records.eligible_sessions.value == ("qualifying", "race")
    assert again.classes == book.classes


def test_book_cannot_be_changed() -> None:
    book = load("club")

    with pytest.raises(pydantic.ValidationError):
        book.race.ends = book.race.ends  # type: ignore[misc]


def test_resolved_text_is_canonical() -> None:
    text = load("gtwc-europe-2024").resolved_text()

    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert '"16.5"' in text


def test_sources_that_nothing_names_stay_out_of_the_log() -> None:
    book = load("club")

    assert set(book.sources) == {key for _, ruled in walk(book) for key in ruled.source_keys}

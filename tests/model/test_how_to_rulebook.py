"""The rulebooks in the how-to guide load, and do what the guide says."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.errors import RulebookError
from pitboard.model.rulebook import Confidence, load, schema, walk
from pitboard.times import HOUR_US, MINUTE_US
from tests.support.data import REPOSITORY

GUIDE = REPOSITORY / "docs" / "how-to" / "write-a-rulebook-for-your-club.md"
BLOCKS = re.findall(r"^```toml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def test_three_lines_are_a_rulebook(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(BLOCKS[0], encoding="utf-8")

    book = load(path)

    assert (book.name, book.race.ends.value) == ("Harbour Six Hours", "first_of_both")
    assert book.race.ends.confidence is Confidence.HOUSE


def test_whole_season(tmp_path: Path) -> None:
    path = tmp_path / "harbour-2026.toml"
    path.write_text(BLOCKS[1], encoding="utf-8")

    book = load(path)

    assert book.class_code("Cup") == "GT"
    assert book.race.minimum_distance.value == Decimal("0.5")
    assert book.cite(book.qualifying.red_flag.laps_lost) == "Bulletin 2 of 3 May 2026"
    bronze, gold = book.drive_time.minimum_for("GT", "Bronze"), book.drive_time.minimum_for("GT", "Gold")
    assert bronze is not None
    assert gold is not None
    assert (bronze.value, gold.value) == (75 * MINUTE_US, HOUR_US)
    assert book.points.for_place("race", 40) == Decimal("0.5")
    twilight = book.for_meeting("2026-06 Harbour at Night")
    assert (twilight.race.ends.value, twilight.penalties.drive_through_time_s.value) == ("laps", 31)
    said = [key for key, ruled in walk(book) if ruled.source_keys != ("house",)]
    assert len(said) > 30


def test_next_season_extends_it(tmp_path: Path) -> None:
    (tmp_path / "harbour-2026.toml").write_text(BLOCKS[1], encoding="utf-8")
    following = tmp_path / "harbour-2027.toml"
    following.write_text(
        'extends = "harbour-2026.toml"\nseason = 2027\ndrop = ["events.twilight"]\n[race]\nends = "time"\n',
        encoding="utf-8",
    )

    book = load(following)

    assert (book.season, book.race.ends.value, dict(book.events)) == (2027, "time", {})


def test_following_season_and_its_difference_are_as_printed(tmp_path: Path) -> None:
    for block, name in zip(BLOCKS[1:], ("harbour-2026.toml", "harbour-2027.toml"), strict=True):
        (tmp_path / name).write_text(block, encoding="utf-8")
    books = [str(tmp_path / name) for name in ("harbour-2026.toml", "harbour-2027.toml")]

    checked = CliRunner().invoke(app, ["rulebook", "check", *books])
    changed = CliRunner().invoke(app, ["rulebook", "diff", *books])

    assert checked.exit_code == 0, checked.output
    assert f"```\n{changed.stdout}```" in GUIDE.read_text(encoding="utf-8")


def test_mistakes_read_as_the_guide_prints_them(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text('extends = "club"\n[race]\nendz = "laps"\n[grid]\nrow_size = 0\n', encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load(path)

    assert f"```\n{caught.value}\n```" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("block", BLOCKS)
def test_schema_accepts_the_examples(block: str) -> None:
    jsonschema.Draft202012Validator(schema()).validate(tomllib.loads(block))

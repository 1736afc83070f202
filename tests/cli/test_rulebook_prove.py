"""`pitboard rulebook prove`: the how-to's story holds, a broken rulebook shows, bad stories are refused."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.errors import SourceError, UsageError
from pitboard.testing import story as _story  # noqa: F401 - it brings every word
from pitboard.testing.story_expectations import OF_CAR, OF_SESSION
from pitboard.testing.story_ledgers import _CAUTION_WORDS
from pitboard.testing.story_verbs import VERBS
from tests.support.data import REPOSITORY

TEXT = (REPOSITORY / "docs" / "how-to" / "prove-a-rule.md").read_text(encoding="utf-8")
runner = CliRunner()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (toml,) = re.findall(r"^```toml\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    (race,) = re.findall(r"^```\n(# A drive-through.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "harbour.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "unserved.race").write_text(race, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_story_of_the_page_comes_out_as_told(folder):
    result = runner.invoke(app, ["rulebook", "prove", "unserved.race"])

    assert (result.exit_code, result.stdout) == (0, "unserved.race: as told\n")


def test_a_broken_rulebook_shows_with_line_car_and_figures(folder):
    book = folder / "harbour.toml"
    book.write_text(book.read_text().replace("28", "20"))
    result = runner.invoke(app, ["rulebook", "prove", str(folder)])

    assert result.exit_code == 1
    assert "unserved.race: otherwise" in result.stdout
    assert "unserved.race line 12, car 7 total: expected '3:33.000', was '3:25.000'" in result.stdout


def test_what_is_no_story_is_refused(folder):
    (folder / "empty").mkdir()
    assert isinstance(runner.invoke(app, ["rulebook", "prove", "empty"]).exception, UsageError)
    (folder / "bad.race").write_text("entry: 7\n  1:00.000  7 finish\nexpect: 7 laps 1\n")
    assert isinstance(runner.invoke(app, ["rulebook", "prove", "bad.race"]).exception, SourceError)


def test_the_page_has_every_verb_and_every_word():
    said = set(re.findall(r"`([a-z_ 0-9@A-Z:,.…]+?)`", TEXT))
    first = {" ".join(words.split()[:n]) for words in said for n in (1, 2, 3)}

    assert {" ".join(words) for words in VERBS} <= first
    assert OF_CAR.keys() <= first
    assert OF_SESSION.keys() <= first
    assert set(_CAUTION_WORDS) <= first

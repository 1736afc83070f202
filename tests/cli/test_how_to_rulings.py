"""The how-to pages on rulings, the grid and championships: their files are written and their commands run as printed."""

from __future__ import annotations

import re
import shlex

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.sessions.season import SeasonFile
from pitboard.sources.official_csv.decisions import DECISIONS
from tests.support.data import REPOSITORY

runner = CliRunner()
PAGES = ("ask-what-if", "keep-a-championship", "set-the-grid")
FILES = {
    "ruling.csv": ("ask-what-if", "csv"),
    "season.toml": ("keep-a-championship", "toml"),
    "decisions.csv": ("set-the-grid", "csv"),
}


def page(name: str) -> str:
    return (REPOSITORY / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page(name), flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for file, (name, language) in FILES.items():
        (tmp_path / file).write_text(blocks(name, language)[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.mark.parametrize("name", PAGES)
def test_every_console_block_runs_and_prints_what_it_says(name, folder):
    found = blocks(name, "console")
    assert found

    for block in found:
        command, *expected = block.strip().split("\n")
        words = shlex.split(command.removeprefix("$ pitboard "))
        result = runner.invoke(app, words)
        assert result.exit_code == 0, result.output
        printed = [re.sub(r"\s+", " ", line).strip() for line in result.stdout.split("\n")]
        for line in expected:
            plain = re.sub(r"\s+", " ", line).strip()
            assert plain in ("…", "") or plain in printed, f"{name}: {line!r} is not printed"


def test_one_line_commands_of_the_grid_page_run(folder):
    result = runner.invoke(app, ["grid", "roar-2024-q", "--pole-side", "left"])
    assert "pole on the left (set by hand)" in result.stdout
    result = runner.invoke(app, ["grid", "roar-2024-q", "--season", "season.toml"])
    assert result.exit_code == 0


def test_the_page_lists_every_decision_there_is():
    listed = set(re.findall(r"`([a-z_]+)`", page("ask-what-if")))

    assert set(DECISIONS) <= listed


def test_the_page_lists_every_key_of_a_season():
    text = page("keep-a-championship")
    keys = set(SeasonFile.model_fields) - {"name", "rounds"}
    round_keys = set(SeasonFile.model_fields["rounds"].annotation.__args__[0].model_fields) - {"name"}

    assert all(f"{key}" in text for key in keys | round_keys)

"""`pitboard check`: what it prints and with which code it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.errors import PitboardError

runner = CliRunner()
WRONG = "Parker Thompson took the GTD pole in the #12 Acura with a lap of 1:44.494.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str]:
    result = runner.invoke(app, ["check", *arguments])
    if isinstance(result.exception, PitboardError):
        return 2, str(result.exception)
    return result.exit_code, result.stdout


def test_a_wrong_claim_ends_with_one_and_names_the_right_value(article: Path) -> None:
    code, out = run(str(article), "--session", "roar-2024-q")

    assert code == 1
    assert "Acura" in out
    assert "Lexus RC F GT3" in out


def test_json_gives_each_claim_as_a_slice_of_the_file(article: Path) -> None:
    code, out = run(str(article), "--session", "roar-2024-q", "--json")

    claims = json.loads(out)["claims"]
    assert code == 1
    assert [c["text"] for c in claims if c["verdict"] == "wrong"] == ["Acura"]
    assert all(WRONG[c["start"] : c["end"]] == c["text"] for c in claims)
    assert set(claims[0]) == {"start", "end", "text", "kind", "verdict", "right", "facts"}


def test_offsets_count_code_points_without_mark_and_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_bytes("\ufeffPêle-mêle 🏁\r\n\r\nPole for **Pipo Derani** in 1'32''656.\r\n".encode())

    code, out = run(str(path), "--session", "roar-2024-q", "--json")

    text = "Pêle-mêle 🏁\n\nPole for **Pipo Derani** in 1'32''656.\n"
    claims = json.loads(out)["claims"]
    assert code == 0
    assert {"Pipo Derani", "1'32''656"} <= {c["text"] for c in claims}
    assert all(text[c["start"] : c["end"]] == c["text"] for c in claims)


def test_an_article_without_a_wrong_claim_ends_with_zero(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Pole for Pipo Derani in the #31 Cadillac: 1:32.656.", encoding="utf-8")

    assert run(str(path), "--session", "roar-2024-q")[0] == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"caf\xe9", "text in UTF-8, was byte 0xe9"),
        (b"a" * 40_001, "at most 40,000 characters"),
        (b"a" * 1_000_001, "at most 1,000,000 bytes"),
    ],
)
def test_an_article_that_cannot_be_read_ends_with_two(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)

    code, out = run(str(path), "--session", "roar-2024-q")

    assert code == 2
    assert message in out


def test_an_unknown_language_ends_with_two(article: Path) -> None:
    code, out = run(str(article), "--session", "roar-2024-q", "--lang", "de")

    assert code == 2
    assert "expected auto, en or it" in out


def test_the_example_with_errors_has_those_that_it_was_given() -> None:
    path = Path(__file__).parents[2] / "examples" / "article-with-errors.md"

    code, out = run(str(path), "--session", "roar-2024-q", "--json")

    faults = [
        (c["text"], c["right"]) for c in json.loads(out)["claims"] if c["verdict"] in ("wrong", "misspelt")
    ]
    assert code == 1
    assert faults == [
        ("#1", "01"),
        ("0.320 seconds", "0.220 s"),
        ("Acura", "Mazda"),
        ("1:38.630", "1:38.603"),
        ("third", "2"),
        ("Acura", "Lexus RC F GT3"),
        ("Loris Spineli", "Loris Spinelli"),
        ("third row", "row 4"),
        ("8:40 p.m.", "19:40 (Europe/Rome)"),
    ]

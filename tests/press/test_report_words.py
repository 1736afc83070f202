"""A short report: never longer than asked for, and no sentence without the one it leans on."""

from __future__ import annotations

import re

import pytest

from pitboard.press.report.formats import markdown
from pitboard.press.report.grammar import LANGUAGES
from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score

SHORTEST = 30
"""Words of the bundled session's headline, day and headings in any language, and some to spare."""


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


def printed_words(report: Report) -> int:
    """What a reader counts outside the tables."""
    lines = [line for line in markdown(report).splitlines() if not line.startswith("|")]
    return len(re.sub(r"^#+ ", "", "\n".join(lines), flags=re.MULTILINE).split())


def kinds(report: Report, section: str) -> list[str]:
    found = [one for one in report.sections if one.key == section]
    return [one.statement.kind for section in found for one in section.sentences]


@pytest.mark.parametrize("scope", ["overall", "class"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limit_holds_headings_included(roar: Scored, language: str, scope: str) -> None:
    for words in range(SHORTEST, 500, 10):
        report = write_report(roar, language, scope=scope, words=words, focus="nation:ITA")
        assert printed_words(report) == report.words() <= words


@pytest.mark.parametrize("scope", ["overall", "class"])
def test_no_sentence_stands_without_what_it_refers_to(roar: Scored, scope: str) -> None:
    for words in range(SHORTEST, 600, 5):
        report = write_report(roar, "en", scope=scope, words=words)
        every = [one.statement.kind for one in report.sentences()]
        for section in report.sections:
            told = kinds(report, section.key)
            if (
                section.key.startswith("class:")
                and told
                and not (section.key == "class:GTP" and scope == "overall")
            ):
                assert told[0] == "class-pole", (words, section.key, told)
            if "class-behind" in told:
                assert "class-margin" in told
        if set(every) & {"pole-margin", "record-track", "provisional-late", "pole-lap", "class-behind-lead"}:
            assert "pole" in every or "class-pole" in kinds(report, "class:GTP")
        if "under-record-all" in every:
            assert "record-track" in every
        if scope == "overall" and not set(every) & {"pole"}:
            assert len(every) == 2


def test_classes_have_their_pole_before_anything_else_is_told_of_them(roar: Scored) -> None:
    report = write_report(roar, "en", words=160)

    assert [kinds(report, f"class:{code}") for code in ("LMP2", "GTDPRO", "GTD")] == [["class-pole"]] * 3


def test_a_section_without_room_keeps_its_table(roar: Scored) -> None:
    report = write_report(roar, "en", words=SHORTEST)

    assert [section.table is not None for section in report.sections] == [True] * 4
    assert report.standfirst.text == "Qualifying at Daytona, Sunday, 21 January 2024."


def test_room_for_all_leaves_nothing_out(roar: Scored) -> None:
    assert write_report(roar, "de", words=10_000) == write_report(roar, "de")

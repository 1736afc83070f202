"""The report on the bundled session says what a specialist would have filed."""

from __future__ import annotations

import pytest

from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


@pytest.fixture(scope="module")
def english(roar: Scored) -> Report:
    return write_report(roar, "en")


def told(report: Report, kind: str, **parts: str) -> str:
    """The one sentence of a kind that holds all of the parts."""
    found = [
        one.text
        for one in report.sentences()
        if one.statement.kind == kind and all(part in one.text for part in parts.values())
    ]
    assert len(found) == 1, (kind, parts, [one.text for one in report.sentences()])
    return found[0]


def test_derani_is_on_pole_with_the_time_and_the_margin(english: Report) -> None:
    pole = told(english, "pole")

    assert "Pipo Derani" in pole
    assert "1:32.656" in pole
    assert "#31 Cadillac" in pole
    assert "0.071" in told(english, "pole-margin", car="#01 Cadillac")


def test_the_record_falls_by_its_margin(english: Report) -> None:
    record = told(english, "record-track")

    for part in ("1:33.685", "Oliver Jarvis", "Mazda", "2019", "1.029"):
        assert part in record

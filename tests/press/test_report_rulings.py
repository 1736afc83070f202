"""What officials decided: by car, with amount and article, and nothing of a reason that no source gives."""

from __future__ import annotations

import pytest

from pitboard.model import facts as f
from pitboard.press.report.grammar import LANGUAGES
from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from tests.press.truth import faults
from tests.press.truth_session import Truth

AT_US = 1_705_870_000_000_000


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


def entry_of(scored: Scored, number: str) -> str:
    return next(car.entry_id for car in scored.state.cars.values() if car.car == number)


def decided(scored: Scored, *facts: f.Fact) -> Scored:
    return score(scored.opened.with_facts(list(facts)))


def rulings(report: Report) -> list[str]:
    return [one.text for section in report.sections if section.key == "rulings" for one in section.sentences]


def deletion(scored: Scored, number: str, lap: int) -> f.LapDeleted:
    car = next(car for car in scored.state.cars.values() if car.car == number)
    return f.LapDeleted(
        at_us=AT_US,
        session="roar-2024-q",
        entry_id=car.entry_id,
        passing_seq=car.laps[lap - 1].seq,
        lap_number=lap,
        reason="track_limits",
    )


def test_nothing_is_said_where_nothing_was_decided(roar: Scored) -> None:
    assert rulings(write_report(roar)) == []


def test_deleted_laps_by_car(roar: Scored) -> None:
    one = decided(roar, deletion(roar, "10", 3), deletion(roar, "10", 4))
    two = decided(roar, deletion(roar, "10", 3), deletion(roar, "25", 4))

    assert rulings(write_report(one)) == ["Two laps of the #10 Acura were deleted."]
    assert rulings(write_report(one, "it")) == ["Due giri dell'Acura #10 sono stati cancellati."]
    assert rulings(write_report(two)) == ["Two laps were deleted: #10 (1) and #25 (1)."]


def test_the_pole_lap_deleted_makes_another_pole(roar: Scored) -> None:
    report = write_report(decided(roar, deletion(roar, "31", 5)))

    assert "#01 Cadillac" in next(one.text for one in report.sentences() if one.statement.kind == "pole")


def test_penalties_with_amount_and_article_stand_together(roar: Scored) -> None:
    def given(number: str, **what: object) -> f.PenaltyGiven:
        return f.PenaltyGiven(
            at_us=AT_US, session="roar-2024-q", entry_id=entry_of(roar, number), penalty=number, **what
        )

    scored = decided(
        roar,
        given("10", kind="fine", article="Art. 12.4"),
        given("25", kind="stop", stop_us=30_000_000),
        given("24", kind="stop", stop_us=30_000_000),
        f.RedFlagCaused(at_us=AT_US, session="roar-2024-q", entry_id=entry_of(roar, "44"), article="33.2"),
    )

    assert sorted(rulings(write_report(scored))) == [
        "Fine (art. 12.4): #10.",
        "Held responsible for a red flag (art. 33.2): #44.",
        "Stop and go (30 seconds): #24 and #25.",
    ]
    assert "Geldstrafe (Art. 12.4): #10." in rulings(write_report(scored, "de"))
    for language in LANGUAGES:
        assert list(faults(write_report(scored, language), Truth(scored))) == []


def test_a_reason_without_a_source_is_not_repeated(roar: Scored) -> None:
    def note(text: str, source: str) -> f.NoteTaken:
        return f.NoteTaken(
            at_us=AT_US, session="roar-2024-q", topic="incident", text=text, source=source, entry_id=""
        )

    scored = decided(
        roar, note("The car hit a deer.", ""), note("The track was damp.", "weather sheet, page 2")
    )
    text = " ".join(one.text for one in write_report(scored).sentences())

    assert "deer" not in text
    assert "The track was damp." in text

"""Reports on real sessions: races, practice, qualifying for points; skipped where the files are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from tests.support.data import shared_data


@cache
def scored(pattern: str) -> Scored:
    (laps,) = shared_data().glob(pattern)
    return score(open_session(str(laps)))


def told(report: Report, kind: str, about: str = "") -> str:
    found = [one.text for one in report.sentences() if one.statement.kind == kind and about in one.text]
    assert len(found) == 1, (kind, about, [one.text for one in report.sentences()])
    return found[0]


SEBRING = "imsa/2024/*sebring*/202403160940-race-laps.csv.gz"
LE_MANS = "wec/2024_le_mans_24h_23_Analysis_Race.csv.gz"
POINTS = "imsa/2021/*sebring*/202103191140-qualifying---gtd-points-gtlm-laps.csv.gz"


@pytest.mark.slow
def test_sebring_2024_was_decided_four_laps_from_the_end() -> None:
    report = write_report(scored(SEBRING), "en")

    assert report.headline.text == "The #40 Acura wins at Sebring"
    assert told(report, "win") == (
        "Jordan Taylor, Louis Deletraz and Colton Herta won at Sebring with the #40 Acura of Wayne Taylor Racing"
        " with Andretti: 333 laps in 12:00:54.520."
    )
    assert "0.891 seconds behind" in told(report, "win-margin")
    assert told(report, "led-last") == "The #40 Acura took the lead for good on lap 330."
    assert "twelve times" in told(report, "cautions")
    assert told(report, "class-win", "GTD PRO").startswith("The #14 Lexus of Vasser Sullivan won GTD PRO")


@pytest.mark.slow
def test_le_mans_2024_has_no_day_and_no_shouted_names() -> None:
    report = write_report(scored(LE_MANS), "fr")

    assert report.headline.text == "La Ferrari #50 s'impose au Mans"
    assert report.standfirst.text.startswith("Les autres victoires de catégorie\u00a0: l'Oreca #22 (LMP2)")
    assert told(report, "win").startswith("Antonio Fuoco, Miguel Molina et Nicklas Nielsen ont gagné au Mans")
    assert 'à 14"221' in told(report, "win-margin")
    assert "Nyck de Vries" in report.tables()[0].rows[1][1]


def test_qualifying_for_points_alone_gives_no_pole() -> None:
    report = write_report(scored(POINTS), "it")

    assert (
        report.headline.text
        == "Sebring, qualifiche GTD e GTLM: Antonio Garcia davanti a tutti con la Chevrolet #3"
    )
    assert "pole" not in " ".join(one.text for one in report.sentences()).lower()


@pytest.mark.slow
def test_pictures_of_a_race_compare_cars_not_drivers(tmp_path: Path) -> None:
    from pitboard.press.report.pictures import pictures

    drawn = {picture.name: picture for picture in pictures(scored(SEBRING), "de")}

    assert "grid" not in drawn
    assert drawn["gaps-gtp"].title == "GTP: Abstand zum Sieger"
    assert "#40 Acura" in drawn["gaps-gtp"].svg()

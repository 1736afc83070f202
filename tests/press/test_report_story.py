"""What a report tells of the course of a session: who held the pole before, whose laps they were, who lost a win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pitboard.model import facts as f
from pitboard.press.report.grammar import LANGUAGES
from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from tests.press.truth import faults
from tests.press.truth_session import Truth
from tests.support.files import laps_rows, write_session

IN_TURN: Mapping[str, Sequence[int]] = {"1": (100_000, 98_000, 96_000), "01": (101_000, 97_500, 95_900)}
"""Laps [ms] of two cars that take the provisional pole from each other; #01 has it in the end."""


def told(report: Report, kind: str, about: str = "") -> str:
    found = [one.text for one in report.sentences() if one.statement.kind == kind and about in one.text]
    assert len(found) == 1, (kind, about, [one.text for one in report.sentences()])
    return found[0]


def qualifying(folder: Path, cars: Mapping[str, Sequence[int]], relief: Sequence[str] = ()) -> Scored:
    """A qualifying session; the laps in `relief` (`car/lap`) are another driver's."""
    rows = []
    for row in laps_rows(cars):
        car, _, lap, *_ = row.split(",")
        relieved = row.replace(f"{car},1,", f"{car},2,", 1).replace(f"Driver {car}", "Robin Relief")
        rows.append(relieved if f"{car}/{lap}" in relief else row)
    return score(open_session(str(write_session(folder, "202401211100-qualifying", rows=rows, results=None))))


def race(folder: Path, out: str) -> Scored:
    """Three cars; #1 crosses the line before #01, which has the fastest lap. One is disqualified afterwards."""
    whole = score(open_session(str(write_session(folder, "202401191100-race", results=None))))
    car = next(car for car in whole.state.cars.values() if car.car == out)
    ruled = f.StatusRuled(
        at_us=car.laps[-1].end_us + 1_000_000,
        session=whole.opened.plan.session,
        entry_id=car.entry_id,
        status="disqualified",
        article="12.4",
    )
    return score(whole.opened.with_facts([ruled]))


# ---- provisional poles -----------------------------------------------------------------------------------------------


def test_holders_of_the_provisional_pole_are_told_in_order_the_later_pole_car_among_them(
    tmp_path: Path,
) -> None:
    report = write_report(qualifying(tmp_path, IN_TURN))

    assert told(report, "provisional") == (
        "The provisional GTP pole had passed through the hands of Driver 1 (#1 Maker, 1:38.000),"
        " Driver 01 (#01 Maker, 1:37.500) and Driver 1 (#1 Maker, 1:36.000), in that order."
    )


def test_where_earlier_holders_are_left_out_it_is_said(tmp_path: Path) -> None:
    cars = {
        "1": (100_000, 99_000, 98_000, 97_000, 96_000),
        "01": (103_000, 98_500, 97_500, 96_500, 95_500),
    }
    scored = qualifying(tmp_path, cars)

    assert told(write_report(scored), "provisional-late") == (
        "The provisional GTP pole changed hands seven times; the last to hold it before it was settled were"
        " Driver 1 (#1 Maker, 1:38.000), Driver 01 (#01 Maker, 1:37.500), Driver 1 (#1 Maker, 1:37.000),"
        " Driver 01 (#01 Maker, 1:36.500) and Driver 1 (#1 Maker, 1:36.000), in that order."
    )
    for language in LANGUAGES:
        assert list(faults(write_report(scored, language), Truth(scored))) == []


def test_a_holder_that_is_skipped_or_repeated_turns_the_truth_red(tmp_path: Path) -> None:
    scored = qualifying(tmp_path, IN_TURN)
    truth = Truth(scored)
    report = write_report(scored)
    assert list(faults(report, truth)) == []

    for car, lap in truth.laps.values():
        if car == "01" and lap.number == 2:
            truth.laps[lap.seq] = ("1", lap)
    assert any("provisional" in fault for fault in faults(report, truth))


# ---- whose laps ------------------------------------------------------------------------------------------------------


def test_a_drivers_laps_are_his_own_not_the_cars(tmp_path: Path) -> None:
    cars = {"1": (100_000, 98_000, 96_000), "01": (101_000, 102_000, 95_000, 99_000)}
    report = write_report(qualifying(tmp_path, cars, relief=("01/1", "01/2")))

    assert told(report, "pole-lap") == "The pole lap was lap 1 of the 2 that Driver 01 drove."


def test_the_last_lap_of_a_driver_is_it_though_another_drove_on(tmp_path: Path) -> None:
    cars = {"1": (100_000, 98_000, 96_000), "01": (101_000, 95_000, 99_000)}
    report = write_report(qualifying(tmp_path, cars, relief=("01/3",)))

    assert told(report, "pole-lap-last") == "Driver 01 found the time on the very last of 2 laps."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Driver 01 found the time on the only lap driven."),
        ("it", "Driver 01 ha trovato il tempo nel suo unico giro."),
        ("de", "Driver 01 fand die Zeit in der einzigen eigenen Runde."),
        ("fr", "Driver 01 a trouvé ce temps dans son unique tour."),
        ("es", "Driver 01 encontró el tiempo en su única vuelta."),
    ],
)
def test_the_only_lap_of_a_driver(tmp_path: Path, language: str, text: str) -> None:
    cars = {"1": (100_000, 98_000, 96_000), "01": (101_000, 95_000)}
    report = write_report(qualifying(tmp_path, cars, relief=("01/1",)), language)

    assert told(report, "pole-lap-last") == text


# ---- a win that was lost ---------------------------------------------------------------------------------------------


def test_a_first_car_home_that_was_disqualified_opens_the_report(tmp_path: Path) -> None:
    report = write_report(race(tmp_path, "1"))

    assert report.headline.text == "The #01 Maker wins after the #1 Maker is disqualified"
    assert report.sections[0].text.startswith(
        "The #1 Maker crossed the line first but was disqualified; the win goes to Driver 01 with the #01 Maker"
    )
    assert told(report, "win-margin-inherited").startswith("Second place goes to the #7 Maker")
    assert not [one for one in report.sentences() if one.statement.kind in ("win", "win-margin")]


@pytest.mark.parametrize(
    ("language", "headline", "news"),
    [
        ("it", "Vince la Maker #01, squalificata la Maker #1", "La Maker #1 ha tagliato per prima il traguardo ma"),
        ("de", "Der Maker #01 erbt den Sieg: Maker #1 disqualifiziert", "Der Maker #1 fuhr als Erster über die"),
        ("fr", "La Maker #01 hérite de la victoire\u00a0: la Maker #1 est disqualifiée", "La Maker #1 a franchi"),
        ("es", "El Maker #01 hereda el triunfo: el Maker #1, descalificado", "El Maker #1 cruzó la meta en primer"),
    ],
)  # fmt: skip
def test_a_lost_win_in_the_other_languages(tmp_path: Path, language: str, headline: str, news: str) -> None:
    report = write_report(race(tmp_path, "1"), language)

    assert report.headline.text == headline
    assert report.sections[0].text.startswith(news)


def test_by_class_the_class_tells_who_crossed_the_line_first(tmp_path: Path) -> None:
    report = write_report(race(tmp_path, "1"), scope="class")

    gtp = next(section for section in report.sections if section.key == "class:GTP")
    assert gtp.sentences[0].text == "The #1 Maker crossed the line first in GTP but was disqualified."
    assert gtp.sentences[1].statement.kind.startswith("class-win")


def test_the_fastest_lap_of_a_disqualified_car_is_told_with_the_next_one(tmp_path: Path) -> None:
    report = write_report(race(tmp_path, "01"))

    assert told(report, "fastest-lap-out") == (
        "The fastest GTP lap, 1:34.900, was set by Driver 01 in the disqualified #01 Maker; the fastest of the others"
        " came from Driver 1 in the #1 Maker on lap 3: 1:35.000."
    )
    assert told(report, "win").startswith("Driver 1 won with the #1 Maker")


@pytest.mark.parametrize("out", ["1", "01", "7"])
@pytest.mark.parametrize("scope", ["overall", "class"])
def test_a_disqualified_car_leaves_no_false_number(tmp_path: Path, out: str, scope: str) -> None:
    scored = race(tmp_path, out)

    for language in LANGUAGES:
        assert list(faults(write_report(scored, language, scope=scope), Truth(scored))) == []


def test_the_truth_knows_who_crossed_the_line_first(tmp_path: Path) -> None:
    report = write_report(race(tmp_path / "1", "1"))

    assert any("win-inherited" in fault for fault in faults(report, Truth(race(tmp_path / "7", "7"))))


# ---- the standfirst class by class -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "class wins for the #1 Maker (GTP) and the #7 Maker (GTD)."),
        ("it", "Si impongono nelle rispettive classi la Maker #1 (GTP) e la Maker #7 (GTD)."),
        ("de", "Die Klassensiege holten der Maker #1 (GTP) und der Maker #7 (GTD)."),
        ("fr", "Les victoires de catégorie\u00a0: la Maker #1 (GTP) et la Maker #7 (GTD)."),
        ("es", "Las victorias de clase son para el Maker #1 (GTP) y el Maker #7 (GTD)."),
    ],
)
def test_by_class_the_standfirst_of_a_race_names_every_winner_and_no_others(
    tmp_path: Path, language: str, text: str
) -> None:
    scored = score(open_session(str(write_session(tmp_path, "202401191100-race", results=None))))

    assert write_report(scored, language, scope="class").standfirst.text.endswith(text)

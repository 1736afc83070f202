"""The report on the bundled session says what a specialist would have filed."""

from __future__ import annotations

import pytest

from pitboard.model.facts import ResultIssued, SessionScheduled
from pitboard.model.meeting import Session, SessionKind
from pitboard.press.report.grammar import LANGUAGES
from pitboard.press.report.writing import Report, write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


@pytest.fixture(scope="module")
def english(roar: Scored) -> Report:
    return write_report(roar, "en")


def told(report: Report, kind: str, about: str = "") -> str:
    """The one sentence of a kind, or the one of them that names something."""
    found = [one.text for one in report.sentences() if one.statement.kind == kind and about in one.text]
    assert len(found) == 1, (kind, about, [one.text for one in report.sentences()])
    return found[0]


def says(text: str, *parts: str) -> bool:
    return all(part in text for part in parts)


def test_derani_is_on_pole_with_the_time_and_the_margin(english: Report) -> None:
    assert says(told(english, "pole"), "Pipo Derani", "Whelen Engineering", "1:32.656", "#31 Cadillac")
    assert says(
        told(english, "pole-margin"), "Sebastien Bourdais", "0.071 seconds", "#01 Cadillac", "1:32.727"
    )


def test_the_track_record_falls_and_nine_cars_are_under_it(english: Report) -> None:
    record = told(english, "record-track")

    assert says(record, "1:33.685", "Oliver Jarvis", "Mazda", "2019", "1.029 seconds")
    assert "All nine GTP cars" in told(english, "under-record-all")
    assert says(told(english, "class-spread", "GTP"), "nine", "0.850 seconds")


def test_keating_is_on_pole_in_lmp2_entered_twice_and_counted_with_a_window(english: Report) -> None:
    assert says(told(english, "class-pole", "LMP2"), "Ben Keating", "1:38.501", "#2 ORECA")
    assert says(told(english, "double"), "Ben Keating", "#85 Porsche (GTP)", "#2 ORECA (LMP2)")
    count = told(english, "pole-count-row")
    assert says(count, "Ben Keating", "fifth year in a row", "fastest of the class in qualifying", "Rolex 24")
    assert "2020 to 2024" in count


def test_the_gt_classes_in_turn(english: Report) -> None:
    assert says(told(english, "class-pole", "GTD PRO"), "#77 Porsche", "1:44.382")
    assert says(told(english, "class-pole", "GTD pole"), "#12 Lexus", "1:44.494")
    assert says(told(english, "place-among-gt"), "#12 Lexus", "third of all GT cars")


def test_the_dead_heat_goes_to_the_earlier_time(english: Report) -> None:
    tie = told(english, "dead-heat")

    assert says(tie, "#19 Lamborghini and the #62 Ferrari", "1:44.831")
    assert "#19 takes fourth place because it set the time earlier" in tie


def test_a_reason_is_given_only_where_a_source_has_one(english: Report) -> None:
    assert says(told(english, "no-time-why"), "#5", "Neel Jani crashed")
    assert told(english, "no-time") == "#92 set no time."


def test_how_pole_came_about(english: Report) -> None:
    holders = told(english, "provisional-late")

    assert "changed hands seven times" in holders
    order = ["#7 Porsche, 1:36.947", "#01 Cadillac, 1:36.747", "#85 Porsche, 1:34.164", "#40 Acura, 1:33.219"]
    order += ["#25 BMW, 1:33.022"]
    assert [holders.index(one) for one in order] == sorted(holders.index(one) for one in order)
    assert says(told(english, "pole-lap"), "lap 5", "of the 6")
    assert says(told(english, "note", "red flag"), "GTD PRO and GTD", "ten minutes")


def test_the_edition_before_and_the_mix_of_makes(english: Report) -> None:
    before = told(english, "last-edition-faster", "GTP")

    assert says(before, "2023", "1:34.031", "Tom Blomqvist", "1.375 seconds slower")
    assert says(told(english, "class-makes-all"), "Four makes", "Porsche (3)", "Cadillac (2)")


def test_what_comes_next_is_told_in_the_readers_own_time(roar: Scored) -> None:
    assert "Saturday, 27 January 2024 at 13:40 EST" in told(write_report(roar, "en"), "next-race")
    italian = told(write_report(roar, "it"), "next-race")
    assert says(italian, "sabato 27 gennaio 2024 alle 19:40 (CET", "sul posto saranno le 13:40")
    assert "19:40 Uhr (MEZ" in told(write_report(roar, "de"), "next-race")
    japan = told(write_report(roar, "en", zone="Asia/Tokyo"), "next-race")
    assert says(japan, "Sunday, 28 January 2024 at 3:40 JST", "13:40 at the track")


def test_a_session_that_the_log_has_next_is_told_of(roar: Scored) -> None:
    plan = Session(
        session="warm-up", kind=SessionKind.WARM_UP, name="Warm Up", scheduled_us=1_705_933_800_000_000
    )
    report = write_report(roar, "it", scheduled=[SessionScheduled(seq=7, at_us=0, plan=plan)])

    coming = report.sections[-1].sentences[0]
    assert coming.text == "In programma: warm-up, lunedì 22 gennaio 2024, ore 15:30 (CET; sul posto le 9:30)."
    assert "warm-up:7" in coming.statement.facts


def test_an_issued_result_says_how_final_it_is(roar: Scored) -> None:
    issued = ResultIssued(
        seq=9000,
        at_us=0,
        session="roar-2024-q",
        stage="provisional",
        version=1,
        as_of_seq=1,
        rulebook_sha256="",
        engine_version="",
        rows="",
        rows_sha256="",
    )
    report = write_report(score(roar.opened.with_facts([issued])), "de")

    assert told(report, "standing") == "Das Ergebnis ist vorläufig."


def test_the_balance_of_performance_in_force_is_named(english: Report) -> None:
    assert told(english, "balance-version").startswith("Balance of Performance in force, provisional: GTP")


@pytest.mark.parametrize(
    ("language", "pole", "margin", "record"),
    [
        (
            "it",
            "in 1'32\"656 sulla Cadillac #31",
            "71 millesimi",
            'di 1"029 il primato della pista, 1\'33"685',
        ),
        ("de", "den Cadillac #31", "0,071 Sekunden", "1:33,685"),
        ("fr", "en 1'32\"656 sur la Cadillac #31", "71 millièmes", "1'33\"685 par Oliver Jarvis"),
        ("es", "con 1:32.656 al volante del Cadillac #31", "71 milésimas", "en 1,029 segundos el récord"),
    ],
)
def test_the_news_in_the_notation_of_each_language(
    roar: Scored, language: str, pole: str, margin: str, record: str
) -> None:
    report = write_report(roar, language)

    assert pole in told(report, "pole")
    assert margin in told(report, "pole-margin")
    assert record in told(report, "record-track")


def test_every_language_makes_the_same_statements(roar: Scored, english: Report) -> None:
    for language in LANGUAGES:
        report = write_report(roar, language)
        assert [one.statement for one in report.sentences()] == [one.statement for one in english.sentences()]


def test_the_top_three_of_each_class_stand_in_a_table(english: Report) -> None:
    tables = {table.title: table.rows for table in english.tables()}

    assert list(tables) == ["GTP", "LMP2", "GTD PRO", "GTD"]
    assert [row[2] for row in tables["GTP"]] == ["#31 Cadillac", "#01 Cadillac", "#7 Porsche"]
    assert tables["GTD"][1] == ("2", "Klaus Bachler", "#86 Porsche", "MDK Motorsports", "1:44.537", "+0.043")


def test_by_class_every_class_has_its_turn_and_none_the_headline(roar: Scored) -> None:
    report = write_report(roar, "en", scope="class")

    assert report.headline.text == "Qualifying at Daytona: the classes in turn"
    assert [section.key for section in report.sections][1:5] == [
        "class:GTP",
        "class:LMP2",
        "class:GTDPRO",
        "class:GTD",
    ]
    assert says(told(report, "class-pole", "GTP"), "Pipo Derani", "1:32.656")
    assert "lead" not in {section.key for section in report.sections}


def test_the_nation_in_focus_has_a_paragraph_and_others_none(roar: Scored) -> None:
    italy = next(one for one in write_report(roar, "it", focus="nation:ITA").sections if one.key == "focus")

    assert italy.heading == "Italia"
    assert "Loris Spinelli (Lamborghini #78): quinto posto in GTD" in italy.text
    assert "Gianmaria Bruni" in italy.sentences[-1].text
    assert "focus" not in {one.key for one in write_report(roar, "it", focus="nation:ISL").sections}


def test_a_nation_may_be_named_by_its_olympic_letters(roar: Scored) -> None:
    iso, olympic = write_report(roar, focus="nation:DEU"), write_report(roar, focus="nation:GER")

    assert [one.text for one in iso.sentences()] == [one.text for one in olympic.sentences()]
    assert "Germany" in {section.heading for section in olympic.sections}


@pytest.mark.parametrize("words", [60, 80, 150, 300])
def test_a_short_report_keeps_the_news_and_its_length(roar: Scored, words: int) -> None:
    whole, short = write_report(roar, "en"), write_report(roar, "en", words=words)

    assert told(short, "pole") == told(whole, "pole")
    assert short.words() <= words
    kept = [one.text for one in short.sentences()]
    day = [] if short.standfirst in whole.sentences() else [short.standfirst.text]
    assert [one.text for one in whole.sentences() if one.text in kept] == [
        one for one in kept if one not in day
    ]


def test_the_same_session_gives_the_same_report(roar: Scored) -> None:
    assert write_report(roar, "fr") == write_report(score(open_session("roar-2024-q")), "fr")

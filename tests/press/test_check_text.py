"""What the claim checker makes of single sentences, and of any text at all."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboard.errors import UsageError
from pitboard.press.check import Checked, Claim, check_text
from pitboard.press.check.checking import LONGEST_ARTICLE
from pitboard.press.check.index import Index
from pitboard.press.check.reading import clean
from tests.press.marked import scored
from tests.press.phrases import phrases

ROAR = "roar-2024-q"
SEBRING = "imsa/2024/05-sebring-international-raceway/202403151250-qualifying-laps.csv.gz"


def check(text: str, suffix: str = ".txt", lang: str = "auto") -> Checked:
    return check_text(text, scored(ROAR), suffix=suffix, lang=lang)


def claim(text: str, of: str, **options: str) -> Claim:
    found = [c for c in check(text, **options).claims if of in c.text]
    assert len(found) == 1, (of, check(text).claims)
    return found[0]


@pytest.mark.parametrize(
    "time",
    [
        "1:32.656",
        "1'32''656",
        "1'32''656'''",
        "1'32\"656",
        "1m32.656s",
        "1.32.656",
        "1:32,656",
        "1 minute, 32.656 seconds",
    ],
)
def test_a_lap_time_is_read_in_any_notation(time: str) -> None:
    found = claim(f"Pipo Derani took pole in the #31 Cadillac: {time}.", "32")

    assert (found.kind, found.verdict, found.facts) == ("time", "true", ("roar-2024-q:1216",))


def test_1_is_never_taken_for_01_without_saying_so() -> None:
    found = claim("Sebastien Bourdais was second in the #1 Cadillac.", "#1")

    assert (found.kind, found.verdict, found.right) == ("number", "wrong", "01")
    assert claim("Sebastien Bourdais was second in the #01 Cadillac.", "#01").verdict == "true"


def test_a_number_and_a_driver_that_contradict_each_other_are_ambiguous_where_nothing_else_tells() -> None:
    verdicts = {c.text: c.verdict for c in check("The No. 40 of Ricky Taylor.").claims}

    assert verdicts == {"No. 40": "ambiguous", "Ricky Taylor": "ambiguous"}


def test_a_record_is_held_against_the_bundled_table() -> None:
    right = claim("Derani beat the old track record of 1:33.685 set by Oliver Jarvis.", "1:33.685")
    wrong = claim("Derani beat the old track record of 1:33.865 set by Oliver Jarvis.", "1:33.865")

    assert (right.kind, right.verdict) == ("record", "true")
    assert right.facts == ("record:daytona/qualifying/DPi/1:33.685",)
    assert (wrong.verdict, wrong.right) == ("wrong", "1:33.685")


def test_a_start_time_is_held_against_the_zone_it_names() -> None:
    assert claim("The race starts at 7:40 p.m. in Italy.", "7:40").verdict == "true"
    assert claim("La gara scatta alle 19:40 italiane.", "19:40").verdict == "true"
    found = claim("La gara scatta alle 20:40 italiane.", "20:40")
    assert (found.verdict, found.right) == ("wrong", "19:40 (Europe/Rome)")


def test_a_place_that_fits_only_among_the_gt_cars_is_ambiguous_unless_it_says_so() -> None:
    assert claim("Parker Thompson was third.", "third").verdict == "ambiguous"
    assert claim("Parker Thompson was third among the GT cars.", "third").verdict == "true"


@pytest.mark.parametrize(
    "text",
    [
        "Klaus Bachler was second in GTD and fourth among the GT cars.",
        "Klaus Bachler was fourth among the GT cars and second in GTD.",
        "Klaus Bachler was fourth of all GT cars and second.",
        "Klaus Bachler was second in class but fourth in the GT field.",
        "Klaus Bachler è secondo in GTD e quarto tra le GT.",
        "Klaus Bachler è quarto tra tutte le GT ed è secondo di classe.",
        "Antonio Garcia was third in GTD PRO and ninth among all GT cars.",
        "Antonio Garcia è terzo in GTD PRO e nono fra le GT.",
        "Nick Boulle was 11th overall and second in LMP2.",
        "Nick Boulle was 11th overall and second.",
        "Nick Boulle was 11th overall in LMP2.",
        "Nick Boulle was second overall in LMP2.",
        "Nick Boulle è secondo assoluto di LMP2.",
    ],
)
def test_each_of_two_places_counts_in_the_order_that_stands_with_it(text: str) -> None:
    places = [c for c in check(text, lang="it" if " è " in text else "en").claims if c.kind == "position"]

    assert places
    assert {c.verdict for c in places} == {"true"}, places


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Mario Farnbacher was second in GTD PRO and fifth among the GT cars.",
        "Antonio Fuoco was second in GTD and third of all GT cars.",
        "Antonio Fuoco è secondo in GTD e terzo tra le GT.",
        "Antonio Fuoco was third overall in GT.",
        "Parker Thompson was fourth overall in the combined GTD and GTD PRO field.",
    ],
)
def test_places_in_class_and_among_the_gt_cars_of_an_official_file(text: str) -> None:
    places = [c for c in check_text(text, scored(SEBRING)).claims if c.kind == "position"]

    assert places
    assert {c.verdict for c in places} == {"true"}, places


def test_overall_in_front_of_a_group_is_first_of_that_group() -> None:
    assert claim("Parker Thompson was third overall among the GT cars.", "third").verdict == "true"
    assert claim("Parker Thompson was third overall in the GT field.", "third").verdict == "true"
    text = "Nella GTD pole di Parker Thompson, terzo assoluto tra le GT."
    assert claim(text, "terzo").verdict == "true"
    assert claim("Parker Thompson was 25th overall among the GT cars.", "25th").verdict == "ambiguous"
    assert claim("Parker Thompson was fifth overall among the GT cars.", "fifth").verdict == "wrong"


def test_two_classes_at_once_are_no_class_of_one_car() -> None:
    both = "among the GTD and GTD PRO cars"

    assert claim(f"Klaus Bachler was fourth {both}.", "fourth").verdict == "true"
    assert claim(f"Klaus Bachler was second {both}.", "second").verdict == "ambiguous"


@pytest.mark.parametrize(
    ("text", "row", "verdict"),
    [
        ("The front row is all Porsche.", "front row", "wrong"),
        ("The front row was locked out by Porsche.", "front row", "wrong"),
        ("Porsche swept the front row.", "front row", "wrong"),
        ("Both cars on the front row are Porsches.", "front row", "wrong"),
        ("It will be an all-Porsche front row.", "front row", "wrong"),
        ("La prima fila è tutta Porsche.", "prima fila", "wrong"),
        ("Tutta la prima fila è Porsche.", "prima fila", "wrong"),
        ("La prima fila è stata monopolizzata dalla Porsche.", "prima fila", "wrong"),
        ("The second row is all Porsche.", "second row", "wrong"),
        ("The GTD front row was locked out by Lexus.", "front row", "wrong"),
        ("The front row is all Cadillac.", "front row", "true"),
        ("It will be an all-Cadillac front row.", "front row", "true"),
        ("La prima fila è tutta Cadillac.", "prima fila", "true"),
        ("The LMP2 front row is all Oreca.", "front row", "true"),
        ("Porsche took the GTD PRO pole, but the front row is all Cadillac.", "front row", "undecidable"),
        ("Derani and Bourdais locked out the front row for Cadillac.", "front row", "true"),
        ("Porsche is on the front row.", "front row", "ambiguous"),
        ("A Porsche starts from the front row in GTD PRO.", "front row", "true"),
        ("The front row was almost all Porsche.", "front row", "undecidable"),
        ("No Porsche locked out the front row.", "front row", "undecidable"),
        ("In 2019 the front row was all Porsche.", "front row", "undecidable"),
        ("Derani shares the front row with Bourdais.", "front row", "true"),
        ("Derani shares the front row with Nasr.", "front row", "undecidable"),
        ("Derani divide la prima fila con Nasr.", "prima fila", "undecidable"),
    ],
)
def test_a_row_that_is_said_to_be_of_one_make_is_so_with_both_its_cars(
    text: str, row: str, verdict: str
) -> None:
    assert claim(text, row).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "Tom Blomqvist set the pole time.",
        "The pole time was set by Tom Blomqvist.",
        "Tom Blomqvist ha firmato la pole.",
        "La pole è stata firmata da Tom Blomqvist.",
        "Tom Blomqvist set the fastest time.",
    ],
)
def test_who_set_a_time_is_the_one_of_the_crew_who_drove_the_lap(text: str) -> None:
    driver, first = claim(text, "Blomqvist"), claim(text, "fastest time" if "fastest" in text else "pole")

    assert (driver.kind, driver.verdict, driver.right) == ("driver", "wrong", "Pipo Derani")
    assert first.verdict == "ambiguous"
    assert claim(text.replace("Tom Blomqvist", "Pipo Derani"), first.text).verdict == "true"


def test_a_pole_that_only_belongs_to_the_car_is_ambiguous_of_a_team_mate_and_true_of_the_crew() -> None:
    assert claim("Tom Blomqvist took pole.", "pole").right == "Pipo Derani drove the lap of the #31"
    assert claim("Tom Blomqvist took pole.", "pole").verdict == "ambiguous"
    assert claim("Derani and Blomqvist took pole.", "pole").verdict == "true"
    assert claim("Tom Blomqvist's Cadillac is on pole.", "pole").verdict == "true"


def test_the_driver_of_a_further_place_is_the_one_who_set_its_time() -> None:
    assert claim("Scott Dixon ha segnato il secondo tempo.", "Dixon").right == "Sebastien Bourdais"
    assert claim("Sebastien Bourdais ha segnato il secondo tempo.", "secondo").verdict == "true"
    assert claim("Scott Dixon was second.", "second").verdict == "true"


@pytest.mark.parametrize(
    "text",
    [
        "Pier Guidi shares the #62 Ferrari with Antonio Fuoco.",
        "Pier Guidi divide la Ferrari #62 con Antonio Fuoco.",
        "Pier Guidi, who shares the #62 Ferrari with Serra and Fuoco, was quick.",
        "Pier Guidi shares with Fuoco the #62 Ferrari.",
        "Pier Guidi divide con Fuoco la Ferrari #62.",
        "The #62 Ferrari is shared by Pier Guidi and Fuoco.",
    ],
)
def test_who_does_not_belong_to_a_shared_car_is_wrong_and_not_its_number(text: str) -> None:
    found = claim(text, "Fuoco")

    assert (found.kind, found.verdict) == ("driver", "wrong")
    assert "Pier Guidi" in (found.right or "")
    assert claim(text, "#62").verdict == "true"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ben Keating also drives the #31 Cadillac.", "wrong"),
        ("Ben Keating guida anche la Cadillac #31.", "wrong"),
        ("Ben Keating also drives the #85 Porsche.", "true"),
        ("Ben Keating guida anche la Porsche #85.", "true"),
        ("Ben Keating also drives the #33.", "ambiguous"),
        ("Ben Keating drives for Risi Competizione.", "ambiguous"),
        ("Ben Keating shares the car with Bourdais.", "ambiguous"),
        ("Ben Keating divide la vettura con Bourdais.", "ambiguous"),
        ("Ben Keating also drives the #31 Cadillac in the WEC.", "undecidable"),
        ("Ben Keating does not drive the #31 Cadillac.", "true"),
        ("Ben Keating shares a love of karting with Bourdais.", "true"),
    ],
)
def test_a_car_that_a_driver_is_not_entered_in_is_never_said_to_be_his(text: str, verdict: str) -> None:
    assert claim(text, "Keating").verdict == verdict


def test_poles_in_a_row_are_counted_in_the_bundled_table_and_only_of_the_race() -> None:
    right = claim("Ben Keating took his fifth straight LMP2 pole at the Rolex 24.", "fifth")
    wrong = claim("Ben Keating took his fourth straight LMP2 pole at the Rolex 24.", "fourth")

    assert (right.kind, right.verdict, len(right.facts)) == ("count", "true", 5)
    assert (wrong.verdict, wrong.right) == (
        "wrong",
        "5 in a row, 2020 to 2024, fastest in class qualifying at the Rolex 24",
    )
    assert claim("Parker Thompson took his third straight pole.", "third").verdict == "undecidable"


def test_a_count_of_those_that_did_something_is_not_a_count_of_those_entered() -> None:
    assert claim("All ten GTP cars set a time.", "ten").right == "9"
    assert claim("All nine GTP cars beat the track record.", "nine").verdict == "true"


def test_a_tie_is_true_only_of_equal_times() -> None:
    assert claim("Franck Perera and Daniel Serra set identical times.", "identical").verdict == "true"
    assert claim("Franck Perera and Oliver Jarvis set identical times.", "identical").verdict == "wrong"


def test_a_car_without_a_time_is_not_said_to_have_one() -> None:
    assert claim("The #92 did not set a time.", "did not").verdict == "true"
    assert claim("The #77 did not set a time.", "did not").right == "1:44.382"


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 Tom Blomqvist took the pole for Acura in 1:34.031.",
        "Scott Dixon has won the Indianapolis 500 and six championships.",
        "“We will finish third,” said Derani.",
        "The pit stop took 32.4 seconds, and the penalty another five seconds.",
        "Bourdais started third in the race at Long Beach last year.",
        "Wayne Taylor watched from the pit wall.",
        "Jordan Taylor left Corvette for the No. 40 Acura of Wayne Taylor Racing with Andretti.",
        "Grosjean's Lamborghini, the #60, and Engel's Mercedes, the #75, were eighth and tenth in GTD PRO.",
        "Oliver Jarvis was sixth in GTD PRO; his old record of 1:33.685 is gone.",
        "Three Wayne Taylor Racing with Andretti cars qualified: fifth and sixth in GTP, fourth in GTD.",
        "Nasr was 0.149 seconds slower than Bourdais and 0.146 quicker than De Phillippi.",
        "In 14 of the last 20 years the winner started from the front two rows.",
        "Keating, quinto pilota a correre in due classi, ha la pole in LMP2.",
    ],
)
def test_what_the_session_does_not_decide_is_not_called_wrong(text: str) -> None:
    assert not check(text).has_wrong


def test_markup_is_no_part_of_a_name_but_of_the_slice() -> None:
    text = "<p>Pole for Pipo <b>Derani</b> &amp; the <i>#31</i>: 1&#8242;32&#8243;656.</p>"

    found = check(text, suffix=".html").claims

    assert all(text[c.start : c.end] == c.text for c in found)
    assert [c.text for c in found if c.kind == "time"] == ["1&#8242;32&#8243;656"]


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(UsageError, match="expected at most"):
        check("a" * (LONGEST_ARTICLE + 1))


@pytest.mark.parametrize("seed", range(3))
def test_true_phrases_are_never_called_wrong_and_falsified_ones_are(seed: int) -> None:
    index, random = Index(scored(ROAR)), Random(seed)
    for phrase in phrases(index, random, 40, falsify=False):
        faults = [
            c for c in check(phrase.text, lang=phrase.lang).claims if c.verdict in ("wrong", "misspelt")
        ]
        assert faults == [], phrase.text
    missed = []
    made = list(phrases(index, random, 40, falsify=True))
    for phrase in made:
        wrong = [c.text for c in check(phrase.text, lang=phrase.lang).claims if c.verdict == "wrong"]
        if not any(phrase.wrong in text or text in phrase.wrong for text in wrong):
            missed.append(phrase.text)
    assert len(missed) <= 0.1 * len(made), missed


WORDS = st.sampled_from(
    [
        "Derani",
        "Nasr",
        "Bourdais",
        "Keating",
        "#31",
        "#01",
        "#1",
        "No.",
        "7",
        "Cadillac",
        "Porsche",
        "GTP",
        "GTD",
        "PRO",
        "pole",
        "second",
        "third",
        "was",
        "ahead",
        "of",
        "behind",
        "and",
        "e",
        "con",
        "la",
        "in",
        "1:32.656",
        "0.071",
        "seconds",
        "millesimi",
        "record",
        "2019",
        "Jarvis",
        ",",
        ".",
        ";",
        ":",
        "'",
        '"',
        "(",
        ")",
        "<b>",
        "</b>",
        "&",
        "&amp;",
        "*",
        "**",
        "[a](b)",
        "|",
        "\n",
        "\n\n",
        "P2",
        "quarto",
        "nine",
        "cars",
        "laps",
        "front",
        "row",
        "at",
        "13:40",
        "ET",
        "identical",
        "é",
        "🏁",
        "́",
        "ʼ",
        "″",
        "1'32''656",
        "of",
        "a",
        "second",
        "Aston",
        "Martin",
        "Iron",
        "Dames",
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([".txt", ".md", ".html"]))
def test_any_text_is_read_without_a_crash_and_its_claims_are_slices_that_never_overlap(
    text: str, suffix: str
) -> None:
    checked = check(text, suffix=suffix)

    assert checked.text == clean(text)
    at = 0
    for found in checked.claims:
        assert at <= found.start < found.end
        assert checked.text[found.start : found.end] == found.text
        at = found.end
    assert checked == check(text, suffix=suffix)

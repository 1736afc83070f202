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

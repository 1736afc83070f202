"""Stories: what they can say, and what a bad one is told."""

import pytest

from pitboard.errors import SourceError
from pitboard.testing.story import prove, read_story
from pitboard.testing.story_expectations import OF_CAR, OF_SESSION
from pitboard.testing.story_verbs import USAGE, VERBS

HEAD = "source: a test\nsession: race\nentry: 7, 31 GTP drivers Pipo Derani (Platinum) / Jack Aitken\n"


def read(text):
    return read_story(text, "some.race")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("entry: 7\nexpect: 7 laps 0", "some.race, source: expected a line `source: …`"),
        ("source: x\nentry: 7\n", "some.race, expect: expected at least one line `expect: …`"),
        ("source: x\nsession: rally\n", "some.race line 2, session: expected one of practice"),
        ("source: x\nsauce: y\n", "some.race line 2, line: expected source, rulebook"),
        (
            "source: x\nrulebook: lap_two = 1\nexpect: 7 laps 0",
            "some.race line 2, rulebook: expected a rulebook's key",
        ),
        (
            "source: x\nrulebook: race.ends = never\nexpect: 7 laps 0",
            "some.race line 2, rulebook: expected values",
        ),
        ("source: x\nrulebook: no-such-book\nexpect: 7 laps 0", "some.race, rulebook: expected values"),
        (HEAD + "  1:75.000  7 finish\n", "some.race line 4, time: expected a time like '1:45.678'"),
        (HEAD + "  soon  7 finish\n", "some.race line 4, line: expected a time like '1:45.678' first"),
        (
            HEAD + "  1:15.000  7 finnish\n",
            "some.race line 4, timing line: expected one of finish, finish_pit",
        ),
        (HEAD + "  1:15.000  7\n", "some.race line 4, line: expected `CAR LINE` or a verb"),
        (HEAD + "  1:15.000  flag purple\n", "some.race line 4, flag: expected one of green"),
        (
            HEAD + "  1:15.000  delete lap 7 1\n",
            "some.race line 4, lap: expected a lap of car 7 from 1 to 0, was 1",
        ),
        (HEAD + "  1:15.000  delete lap 9 1\n", "some.race line 4, car: expected one of 7, 31, was '9'"),
        (HEAD + "  1:15.000  add 7\n", "some.race line 4, add: expected `add CAR TIME`, was `add 7`"),
        (HEAD + "  1:15.000  subtract 7 two\n", "some.race line 4, laps: expected a whole number, was 'two'"),
        (HEAD + "  1:15.000  status 7 winner\n", "some.race line 4, status: expected one of not_classified"),
        (
            HEAD + "  1:15.000  withdraw @x\n",
            "some.race line 4, label: expected one of none, no line has a label",
        ),
        (
            HEAD + "  1:15.000  7 finish @a\n  1:16.000  31 finish @a\n",
            "some.race line 5, label: expected each label",
        ),
        (
            HEAD + "  1:15.000  driver 31 Albon\n",
            "line 4, driver: expected one of Pipo Derani, Jack Aitken, was 'Albon'",
        ),
        (
            HEAD + "  1:15.000  part x stops\n",
            "some.race line 4, part: expected `starts` or `ends`, was 'stops'",
        ),
        (
            HEAD + "  1:15.000  number 7 8 some time\n",
            "some.race line 4, validity: expected `from now` or `from start`",
        ),
        ("source: x\nentry: 7 GTP GTD\n", "some.race line 2, entry: expected `NUMBER [CLASS]"),
    ],
)
def test_a_bad_story_is_told_where_and_what_was_expected(text, error):
    with pytest.raises(SourceError) as caught:
        read(text)

    assert error in str(caught.value)


@pytest.mark.parametrize(
    ("expect", "error"),
    [
        ("9 laps 0", "line 4, expect: expected a car on the entry list or one of dropped"),
        ("7 lapps 0", "line 4, expect: expected"),
        ("7 laps", "line 4, expect: expected"),
    ],
)
def test_a_bad_expectation_is_told_too(expect, error):
    with pytest.raises(SourceError) as caught:
        prove(read(HEAD + f"expect: {expect}\n"))

    assert error in str(caught.value)


def test_what_does_not_come_out_is_said_with_its_line():
    wrong = prove(read(HEAD + "  1:30.000  7 finish\nexpect: 7 laps 2 total 1:30.5\nexpect: order 31 7\n"))

    assert wrong == [
        "some.race line 5, car 7 laps: expected '2', was '1'",
        "some.race line 5, car 7 total: expected '1:30.5', was '1:30.000'",
        "some.race line 6, order: expected '31 7', was '7 31'",
    ]


def test_an_expectation_sees_the_lines_above_it():
    assert prove(read(HEAD + "expect: 7 laps 0\n  1:30.000  7 finish\nexpect: 7 laps 1\n")) == []


def test_a_crew_is_read_with_ratings():
    crew = read(HEAD + "expect: 7 laps 0").facts[1].entry.crew

    assert [(driver.name, driver.rating.value) for driver in crew] == [
        ("Pipo Derani", "Platinum"),
        ("Jack Aitken", ""),
    ]


def test_a_rulebook_is_laid_over_by_dotted_and_plain_keys():
    story = read(
        "source: x\nrulebook: imsa-2024, race.minimum_distance = 0.7, in_lap_counts = true\nexpect: 7 laps 0"
    )

    assert story.rulebook.id == "imsa-2024"
    assert float(story.options.minimum_distance) == 0.7
    assert story.rules.in_lap_counts


def test_every_verb_says_how_it_is_written_and_every_word_is_there():
    assert VERBS.keys() == USAGE.keys()
    assert {"laps", "best", "gap", "status", "driver"} <= OF_CAR.keys()
    assert {"dropped", "work", "order", "flag", "part"} <= OF_SESSION.keys()

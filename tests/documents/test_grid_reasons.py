"""The reasons of the grid are told in each language; in English they are the engine's own sentences."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pitboard.documents.grid_reasons import reason_of
from pitboard.documents.words import LANGUAGES, Words
from pitboard.scoring.grid_drops import CAUSES

REASONS = [
    "group 1 (GTP), by qualifying: 1:32.656",
    "group 3 (GTD PRO, GTD), by qualifying",
    "group 2 (LMP2), by qualifying, which does not name it",
    "set no time: behind its class",
    "its times were disallowed: behind its group",
    "caused a red flag and the session was not resumed: behind its class",
    "1 place lost by decision",
    "5 places lost by decision: engine change",
    "place 12 by decision",
    "starts from the pit lane by decision: late, again",
    *(f"{cause}: keeps its place by decision" for cause in CAUSES.values()),
]


def job_in(language):
    return SimpleNamespace(words=Words(language), class_name=lambda code: code)


@pytest.mark.parametrize("reason", REASONS)
def test_in_english_a_reason_stays_as_the_engine_wrote_it(reason):
    assert reason_of(job_in("en"), reason) == reason


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("reason", REASONS)
def test_in_other_languages_no_reason_stays_english(reason, language):
    told = reason_of(job_in(language), reason)

    assert told != reason
    assert " by " not in told
    assert [figure in told for figure in ("1:32.656", "GTD PRO, GTD", "engine change")] == [
        figure in reason for figure in ("1:32.656", "GTD PRO, GTD", "engine change")
    ]


def test_what_is_not_understood_stays():
    assert reason_of(job_in("it"), "by lot") == "by lot"

"""docs/explanation/rules.md: every key it names is in a rulebook, every story is there, every unknown of IMSA is on it."""

from __future__ import annotations

import re

from pitboard.model.rulebook import Confidence, load, walk
from tests.support.data import REPOSITORY

TEXT = (REPOSITORY / "docs" / "explanation" / "rules.md").read_text(encoding="utf-8")
NAMES = set(re.findall(r"`([a-z_0-9.]+)`", TEXT))
KEYS = {name for name in NAMES if "." in name}
STORIES = {name for name in NAMES if "." not in name and "_" in name}
KNOWN = {
    key for book in ("imsa-2021", "imsa-2025", "wec-2025", "gtwc-europe-2024") for key, _ in walk(load(book))
}
ELSEWHERE = (
    "entries.",
    "refuelling.",
    "results.",
    "neutralisation.pits.closed_service",
    "neutralisation.pits.emergency_service",
    "neutralisation.wave_by.free_from_race_s",
    "qualifying.red_flag.if_abandoned",
    "drive_time.counts.formation",
)
"""Unknown values that the page leaves to `pitboard rulebook show --unknown`."""


def test_every_key_on_the_page_is_in_a_rulebook():
    missing = [key for key in KEYS if not any(f"{known}.".startswith(f"{key}.") for known in KNOWN)]

    assert missing == []
    assert len(KEYS) > 80


def test_every_story_on_the_page_is_there():
    there = {path.stem for path in (REPOSITORY / "tests" / "conformance").glob("*.race")}

    assert STORIES - there == set()
    assert len(STORIES) > 70


def test_every_unknown_value_of_imsa_is_on_the_page():
    unknown = [key for key, ruled in walk(load("imsa-2024")) if ruled.confidence is Confidence.UNKNOWN]
    left = [
        key
        for key in unknown
        if not key.startswith(ELSEWHERE) and not any(f"{key}.".startswith(f"{named}.") for named in KEYS)
    ]

    assert left == []

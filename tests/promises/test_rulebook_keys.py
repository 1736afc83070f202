"""No value of a rulebook is idle without saying so: something is worked out from it, or people apply it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import pitboard
from pitboard.model.rulebook import FOR_PEOPLE, NAMED_RULES, load, walk
from pitboard.model.rulebook.points import Points
from pitboard.scoring.named import MINIMUM_PIT_TIME

SOURCE = Path(pitboard.__file__).parent
CODE = "\n".join(
    [
        *(
            path.read_text(encoding="utf-8")
            for part in ("scoring", "sessions", "documents", "live", "wire", "bundled", "cli")
            for path in (SOURCE / part).rglob("*.py")
        ),
        inspect.getsource(Points.for_place),
        inspect.getsource(Points.table_of),
    ]
)


BY_NAME = (
    "drive_time.minimum_us",
    "drive_time.base_us",
    "drive_time.maximum_us",
    "qualifying.minutes",
    "qualifying.eligible",
    "qualifying.tyres",
    "qualifying.segments",
    "entries.crew_size",
)
"""Tables by class or rating: what stands below them are names, not keys."""


def keys() -> list[str]:
    """Keys without the names of classes, ratings, infractions, tables and events: what the code can name."""
    found = set()
    for book in ("imsa-2025", "wec-2024", "gtwc-europe-2024"):
        for key, _ in walk(load(book)):
            parts = key.split(".")
            if parts[0] == "classes":
                continue
            if parts[:2] == ["penalties", "infractions"]:
                parts = [*parts[:2], parts[-1]]
            elif parts[:2] in (["points", "tables"], ["points", "beyond"]) or parts[0] == "refuelling":
                parts = parts[:-1]
            elif ".".join(parts[:2]) in BY_NAME:
                parts = parts[:2]
            found.add(".".join(parts))
    return sorted(found)


@pytest.mark.parametrize("key", keys())
def test_a_key_is_read_by_the_code_or_applied_by_people(key):
    leaf = key.rpartition(".")[2]
    read = re.search(rf"\b{leaf}\b", CODE) is not None
    assert read or key in FOR_PEOPLE, f"{key}: nothing reads it; say in FOR_PEOPLE who applies it"


def test_what_people_apply_is_a_key_and_nothing_reads_it():
    known = keys()
    for key in FOR_PEOPLE:
        assert key in known
        leaf = key.rpartition(".")[2]
        assert re.search(rf"\.{leaf}\b", CODE) is None, f"{key} is read: take it off the list"


def test_every_named_rule_has_its_function():
    for key, names in NAMED_RULES.items():
        assert "none" in names, key
    named = set(NAMED_RULES["penalties.minimum_pit_time"]) - {"none"}
    assert named == set(MINIMUM_PIT_TIME)

"""Rulebooks: a season's sporting rules as data, every value with its source.

`load` reads one that is built in or a file of your own; a race log keeps the whole text of the one in force.
"""

from __future__ import annotations

from pitboard.model.rulebook.book import ClassRules, Event, Rulebook
from pitboard.model.rulebook.named_rules import FOR_PEOPLE, NAMED_RULES, for_people
from pitboard.model.rulebook.reading import built_in_names, for_year, load
from pitboard.model.rulebook.ruled import Confidence, Ruled
from pitboard.model.rulebook.schema import schema
from pitboard.model.rulebook.walking import diff, walk

__all__ = [
    "FOR_PEOPLE",
    "NAMED_RULES",
    "ClassRules",
    "Confidence",
    "Event",
    "Rulebook",
    "Ruled",
    "built_in_names",
    "diff",
    "for_people",
    "for_year",
    "load",
    "schema",
    "walk",
]

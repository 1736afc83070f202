"""A rulebook: one season's sporting rules of one series."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, Field, PrivateAttr, ValidationError

from pitboard.errors import RulebookError
from pitboard.model.car_class import CarClass
from pitboard.model.rulebook.drive_time import DriveTime
from pitboard.model.rulebook.files import base_tree
from pitboard.model.rulebook.grid import Grid
from pitboard.model.rulebook.merging import Tree, merged
from pitboard.model.rulebook.neutralisation import Neutralisation
from pitboard.model.rulebook.penalties import Penalties, Refuelling
from pitboard.model.rulebook.points import Entries, Points, Records, Results
from pitboard.model.rulebook.problems import problems_of
from pitboard.model.rulebook.qualifying import Qualifying
from pitboard.model.rulebook.race import Race
from pitboard.model.rulebook.ruled import Colour, Frozen, Ruled, Section
from pitboard.model.rulebook.timing import BestLap, Classification, Natural, Timing


class ClassRules(Section):
    """A car class, as `CarClass` has it.

    Attributes:
        name: as people read it.
        order: place in lists of classes, fastest first; no two classes have the same.
        colour: on a dark ground, `#rrggbb`.
        colour_on_paper: on white, `#rrggbb`.
        aliases: other spellings in files, of this class alone; capitals, blanks and hyphens make no difference anyway.
    """

    name: Ruled[str]
    order: Ruled[Natural]
    colour: Ruled[Colour]
    colour_on_paper: Ruled[Colour]
    aliases: Ruled[tuple[str, ...]]


class Event(Frozen):
    """What an event of the season has otherwise.

    Attributes:
        name: as documents print it.
        match: texts by which a meeting's folder or circuit is recognised; the longest that fits wins.
        rules: the values that differ, as in the book; see `Rulebook.for_event`.
    """

    name: str
    match: tuple[str, ...] = ()
    rules: Mapping[str, Any] = Field(default_factory=dict)


class Rulebook(Frozen):
    """A season's sporting rules, every value with its source.

    Attributes:
        id: short name, such as `imsa-2024`.
        name: as people read it.
        series: series key; empty for a club's book.
        season: year; None where the book holds for any.
        event: key of the event whose rules are in force; empty for the season's.
        sources: what the source keys mean.
        events: what events have otherwise; empty once an event's rules are in force.
    """

    id: str
    name: str
    series: str
    season: int | None
    event: str = ""
    sources: Mapping[str, str]
    class_rules: Mapping[str, ClassRules] = Field(alias="classes")
    timing: Timing
    best_lap: BestLap
    classification: Classification
    entries: Entries
    qualifying: Qualifying
    grid: Grid
    race: Race
    neutralisation: Neutralisation
    penalties: Penalties
    refuelling: Refuelling
    drive_time: DriveTime
    results: Results
    points: Points
    records: Records
    events: Mapping[str, Event]

    _stored_text: str = PrivateAttr(default="")

    @cached_property
    def classes(self) -> tuple[CarClass, ...]:
        """The classes, fastest first; empty: any class may run."""
        found = [
            CarClass(
                code=code,
                name=rules.name.value,
                order=rules.order.value,
                colour=rules.colour.value,
                colour_on_paper=rules.colour_on_paper.value,
                aliases=rules.aliases.value,
            )
            for code, rules in self.class_rules.items()
        ]
        return tuple(sorted(found, key=lambda car_class: (car_class.order, car_class.code)))

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {plain_label(text): c.code for c in self.classes for text in (*c.aliases, c.name, c.code)}

    def class_code(self, label: str) -> str:
        """The class that a file's label means; a label that no class has stays as it is."""
        return self._codes.get(plain_label(label), label)

    def event_key(self, *names: str) -> str:
        """The event that one of these names means (key, meeting folder, circuit); empty where none does.

        >>> from pitboard.model.rulebook import load
        >>> load("imsa-2024").event_key("05-sebring-international-raceway")
        'sebring'
        """
        best = ("", -1)
        for key, event in self.events.items():
            for pattern in (key, *event.match):
                for name in names:
                    if f"-{_slug(pattern)}-" in f"-{_slug(name)}-" and len(pattern) > best[1]:
                        best = (key, len(pattern))
        return best[0]

    def for_event(self, name: str) -> Rulebook:
        """The rules of an event.

        Args:
            name: the event's key, or the folder or circuit name of a meeting.

        Raises:
            RulebookError: the book knows no such event; see `for_meeting` where that is no mistake.
        """
        key = self.event_key(name)
        if not key:
            known = ", ".join(sorted(self.events)) or "none"
            raise RulebookError(self.id, [("events", f"expected one of {known}, was {name!r}")])
        return self._with_event(key)

    def for_meeting(self, *names: str) -> Rulebook:
        """The rules of a meeting: its event's where the book has one, else the season's."""
        key = self.event_key(*names)
        return self._with_event(key) if key else self

    def _with_event(self, key: str) -> Rulebook:
        tree = self._tree()
        rules = dict(self.events[key].rules)
        tree = merged(tree, rules, "", [])
        tree["event"] = key
        tree["events"] = {}
        return _from_tree(self.id, tree)

    def _tree(self) -> Tree:
        tree: Tree = json.loads(self._canonical())
        return tree

    def _canonical(self) -> str:
        tree = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def resolved_text(self) -> str:
        """The whole book as canonical JSON: what a race log keeps. Books that came from such a text give it back unchanged."""
        return self._stored_text or self._canonical()

    @cached_property
    def sha256(self) -> str:
        """Hash of `resolved_text`."""
        return hashlib.sha256(self.resolved_text().encode()).hexdigest()

    @staticmethod
    def from_text(text: str) -> Rulebook:
        """Read what `resolved_text` wrote; keys that a newer Pitboard has and the text has not get their defaults.

        Raises:
            RulebookError: it is no such text.
        """
        try:
            stored = json.loads(text)
        except ValueError as error:
            raise RulebookError("stored", [("text", f"expected JSON, {error}")]) from None
        if not isinstance(stored, dict):
            raise RulebookError("stored", [("text", "expected a JSON object")])
        # Tables by class or name are as the text has them: defaults fill keys that are missing, never rows.
        book = _from_tree(str(stored.get("id", "stored")), _with_missing_keys(Rulebook, stored, base_tree()))
        if book.resolved_text() != text:
            book._stored_text = text  # noqa: SLF001 - its own class; kept so that the hash stays the log's
        return book

    def cite(self, ruled: Ruled[Any]) -> str:
        """The sources of a value in words.

        >>> from pitboard.model.rulebook import load
        >>> book = load("club")
        >>> book.cite(book.classification.tie)
        "Pitboard's own default"
        """
        known = [
            f"{part.strip()}: {self.sources[key]}" if " " in part.strip() else self.sources[key]
            for part, key in _parts(ruled)
        ]
        return "; ".join(known)


def _parts(ruled: Ruled[Any]) -> Iterator[tuple[str, str]]:
    parts = [part for part in ruled.source.split(",") if part.strip()]
    return zip(parts, ruled.source_keys, strict=True)


def plain_label(label: str) -> str:
    """A class label without what makes no difference: capitals, blanks, hyphens and other marks."""
    return re.sub(r"[^0-9a-z]", "", label.casefold())


def _slug(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "-", text.casefold()).strip("-")


def _with_missing_keys(model: type[BaseModel], stored: Tree, base: Tree) -> Tree:
    whole = dict(stored)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key not in whole:
            if key in base:
                whole[key] = base[key]
        elif (
            isinstance(field.annotation, type)
            and issubclass(field.annotation, Section)
            and isinstance(whole[key], dict)
        ):
            whole[key] = _with_missing_keys(field.annotation, whole[key], base[key])
    return whole


def _from_tree(name: str, tree: Tree) -> Rulebook:
    try:
        return Rulebook.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        raise RulebookError(name, [(key, what) for key, what in problems_of(error, Rulebook)]) from None

"""What a table alone cannot show: classes, sources and names that must exist, and figures that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pitboard.model.rulebook.book import Rulebook
from pitboard.model.rulebook.merging import Problems, Tree, at_path, is_leaf
from pitboard.model.rulebook.named_rules import NAMED_RULES
from pitboard.model.rulebook.problems import nearest
from pitboard.model.rulebook.walking import walk

_RATINGS = ("Platinum", "Gold", "Silver", "Bronze")


def contradictions(book: Rulebook) -> Problems:
    """Every mistake in a book whose keys and types are right, as (key, what is wrong)."""
    return [
        *_sources(book),
        *_named_rules(book),
        *_classes(book),
        *_drive_time(book),
        *_points(book),
        *_penalties(book),
        *_shapes(book),
    ]


def _sources(book: Rulebook) -> Iterator[tuple[str, str]]:
    for key, ruled in walk(book):
        if not ruled.source_keys:
            yield key, "expected a source"
        for source in ruled.source_keys:
            if source not in book.sources:
                yield key, f"unknown source {source!r}, not in [sources]{nearest(source, book.sources)}"


def _named_rules(book: Rulebook) -> Iterator[tuple[str, str]]:
    values = dict(walk(book))
    for key, names in NAMED_RULES.items():
        name = values[key].value
        if name not in names:
            yield key, f"expected one of {', '.join(names)}, was {name!r}{nearest(name, names)}"


def _classes(book: Rulebook) -> Iterator[tuple[str, str]]:
    codes = tuple(book.class_rules)
    if not codes:
        return
    listed: dict[str, tuple[tuple[str, ...], ...]] = {
        "qualifying.parts": book.qualifying.parts.value,
        "grid.groups": book.grid.groups.value,
        "grid.start.split": book.grid.start.split.value,
        "neutralisation.pits.open_groups": book.neutralisation.pits.open_groups.value,
        "neutralisation.safety_car.restart_order": book.neutralisation.safety_car.restart_order.value,
    }
    for key, groups in listed.items():
        yield from _unknown_codes(key, (code for group in groups for code in group), codes)
        seen = [code for group in groups for code in group]
        for code in dict.fromkeys(code for code in seen if seen.count(code) > 1):
            yield key, f"class {code} stands more than once"
        if seen and key != "qualifying.parts":
            for code in codes:
                if code not in seen:
                    yield key, f"class {code} is in no group"
    for part in book.qualifying.hyperpole.parts.value:
        yield from _unknown_codes("qualifying.hyperpole.parts", part.classes, codes)


_ROWS_BY_CLASS = (
    "qualifying.minutes",
    "qualifying.eligible",
    "qualifying.segments",
    "qualifying.tyres",
    "refuelling.min_full_s",
    "refuelling.min_any_s",
    "entries.crew_size",
    "drive_time.minimum_us",
    "drive_time.base_us",
    "drive_time.maximum_us",
)


def unknown_rows(tree: Tree) -> Problems:
    """Rows of tables by class or rating that no class and no rating has; the tree needs not be valid otherwise."""
    found: Problems = []
    classes = tree.get("classes")
    codes = tuple(classes) if isinstance(classes, dict) else ()
    for key in _ROWS_BY_CLASS:
        rows = at_path(tree, key)
        if not isinstance(rows, dict) or is_leaf(rows):
            continue
        for code, row in rows.items():
            if codes and code not in (*codes, "all"):
                found.append((f"{key}.{code}", f"unknown class {code!r}{nearest(code, codes)}"))
            if key.startswith("drive_time.") and isinstance(row, dict) and not is_leaf(row):
                ratings = (*_RATINGS, "any")
                found += [
                    (f"{key}.{code}.{name}", f"unknown rating {name!r}{nearest(name, ratings)}")
                    for name in row
                    if name not in ratings
                ]
    return found


def _unknown_codes(key: str, found: Iterable[str], codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for code in found:
        if code not in codes:
            yield key, f"unknown class {code!r}{nearest(code, codes)}"


def _drive_time(book: Rulebook) -> Iterator[tuple[str, str]]:
    rules = book.drive_time
    for code, row in rules.minimum_us.items():
        for rating, minimum in row.items():
            maximum = rules.maximum_for(code, rating)
            if maximum is not None and maximum.value < minimum.value:
                yield f"drive_time.maximum_us.{code}", f"less than drive_time.minimum_us.{code}.{rating}"
    if (rules.rolling_limit_us.value is None) != (rules.rolling_window_us.value is None):
        yield "drive_time.rolling_limit_us", "goes with drive_time.rolling_window_us: give both or neither"
    elif (rules.rolling_limit_us.value or 0) > (rules.rolling_window_us.value or 0):
        yield "drive_time.rolling_limit_us", "more than the window drive_time.rolling_window_us"
    if rules.consequence.value == "time_added" and rules.consequence_time_s.value is None:
        yield "drive_time.consequence_time_s", "is needed where drive_time.consequence is time_added"


def _points(book: Rulebook) -> Iterator[tuple[str, str]]:
    points = book.points
    for key, name in (
        ("race_table", points.race_table.value),
        ("qualifying_table", points.qualifying_table.value),
    ):
        if name != "none" and name not in points.tables:
            yield (
                f"points.{key}",
                f"unknown table {name!r}, not in [points.tables]{nearest(name, points.tables)}",
            )
    for name in points.beyond:
        if name not in points.tables:
            yield (
                f"points.beyond.{name}",
                f"unknown table, not in [points.tables]{nearest(name, points.tables)}",
            )
    for name, table in points.tables.items():
        if any(next_place > place for place, next_place in pairwise(table.value)):
            yield f"points.tables.{name}", "a later place scores more than an earlier one"
    checkpoints = points.endurance_cup.checkpoints_us.value
    if any(later <= earlier for earlier, later in pairwise(checkpoints)):
        yield "points.endurance_cup.checkpoints_us", "expected rising times"


def _penalties(book: Rulebook) -> Iterator[tuple[str, str]]:
    key = book.neutralisation.pits.closed_service.value
    if key != "none" and key not in book.penalties.infractions:
        yield (
            "neutralisation.pits.closed_service",
            f"unknown infraction {key!r}{nearest(key, book.penalties.infractions)}",
        )


def _shapes(book: Rulebook) -> Iterator[tuple[str, str]]:
    if book.grid.arranged.value == "groups" and not book.grid.groups.value:
        yield "grid.groups", "is needed where grid.arranged is groups"
    if book.grid.row_size.value < 1:
        yield "grid.row_size", "expected 1 or more"
    if book.qualifying.method.value == "hyperpole" and not book.qualifying.hyperpole.parts.value:
        yield "qualifying.hyperpole.parts", "is needed where qualifying.method is hyperpole"
    limits: tuple[Any, ...] = book.race.last_lap_limits.value
    if any(later.over_s <= earlier.over_s for earlier, later in pairwise(limits)):
        yield "race.last_lap_limits", "expected rising over_s"

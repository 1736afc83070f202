"""What a table alone cannot show: classes, sources and names that must exist, and figures that contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from pitboard.model.rulebook.book import Rulebook, plain_label
from pitboard.model.rulebook.drive_time import row_in_force
from pitboard.model.rulebook.merging import Problems, Tree, at_path, is_leaf, leaves
from pitboard.model.rulebook.named_rules import NAMED_RULES
from pitboard.model.rulebook.problems import nearest
from pitboard.model.rulebook.repairing import is_aside, is_duration
from pitboard.model.rulebook.walking import walk
from pitboard.times import HOUR_US, MINUTE_US, SECOND_US

_RATINGS = ("Platinum", "Gold", "Silver", "Bronze")
_HOUR_S: Final = HOUR_US // SECOND_US
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


class _Fault(NamedTuple):
    """A mistake, and the other keys whose values it rests on."""

    key: str
    what: str
    with_keys: tuple[str, ...] = ()


def contradictions(book: Rulebook, aside: Collection[str] = ()) -> Problems:
    """Every mistake in a book whose keys and types are right, as (key, what is wrong).

    Args:
        book: to be checked.
        aside: keys whose values are not the author's: nothing that rests on one of them is named.
    """
    faults = [
        *_named_rules(book),
        *_classes(book),
        *_drive_time(book),
        *_points(book),
        *_penalties(book),
        *_steps(book),
        *_drop_severity(book),
        *_shapes(book),
    ]
    return [
        # A value that was set aside has kept the source that its author gave it.
        *((fault.key, fault.what) for fault in _sources(book)),
        *(
            (fault.key, fault.what)
            for fault in faults
            if not any(is_aside(key, aside) for key in (fault.key, *fault.with_keys))
        ),
    ]


def _sources(book: Rulebook) -> Iterator[_Fault]:
    for key, ruled in walk(book):
        if not ruled.source_keys:
            yield _Fault(key, "expected a source")
        for source in ruled.source_keys:
            if source not in book.sources:
                yield _Fault(
                    key, f"unknown source {source!r}, not in [sources]{nearest(source, book.sources)}"
                )


def _named_rules(book: Rulebook) -> Iterator[_Fault]:
    values = dict(walk(book))
    for key, names in NAMED_RULES.items():
        name = values[key].value
        if name not in names:
            yield _Fault(key, f"expected one of {', '.join(names)}, was {name!r}{nearest(name, names)}")


def _classes(book: Rulebook) -> Iterator[_Fault]:
    codes = tuple(book.class_rules)
    listed: dict[str, tuple[tuple[str, ...], ...]] = {
        "qualifying.parts": book.qualifying.parts.value,
        "grid.groups": book.grid.groups.value,
        "grid.start.split": book.grid.start.split.value,
        "neutralisation.pits.open_groups": book.neutralisation.pits.open_groups.value,
        "neutralisation.safety_car.restart_order": book.neutralisation.safety_car.restart_order.value,
    }
    for key, groups in listed.items():
        seen = [code for group in groups for code in group]
        # A book without classes of its own takes those of the entry list: any code may stand in a group.
        if codes:
            yield from _unknown_codes(key, seen, codes)
        for code in _repeated(seen):
            yield _Fault(key, f"class {code} stands more than once")
        if seen and key != "qualifying.parts":
            for code in codes:
                if code not in seen:
                    yield _Fault(key, f"class {code} is in no group", ("classes",))
    for part in book.qualifying.hyperpole.parts.value if codes else ():
        yield from _unknown_codes("qualifying.hyperpole.parts", part.classes, codes)
    yield from _class_labels(book)
    yield from _class_looks(book)


def _class_labels(book: Rulebook) -> Iterator[_Fault]:
    """What two classes are called alike: a file's label would mean either."""
    rows = book.class_rules.items()
    labels = [
        *((f"classes.{code}", code, code, "the code") for code, _ in rows),
        *((f"classes.{code}.name", code, row.name.value, "the name") for code, row in rows),
        *(
            (f"classes.{code}.aliases", code, alias, "an alias")
            for code, row in rows
            for alias in row.aliases.value
        ),
    ]
    owners: dict[str, tuple[str, str, str]] = {}
    for key, code, label, what in labels:
        other_key, other, as_what = owners.setdefault(plain_label(label), (key, code, what))
        if other != code and plain_label(label):
            yield _Fault(
                key,
                f"expected {what} of class {code} alone, was {label!r}, {as_what} of class {other}",
                (other_key,),
            )


def _class_looks(book: Rulebook) -> Iterator[_Fault]:
    holders: dict[int, str] = {}
    for code, row in book.class_rules.items():
        for name, colour in (("colour", row.colour.value), ("colour_on_paper", row.colour_on_paper.value)):
            if not _COLOUR.fullmatch(colour):
                yield _Fault(
                    f"classes.{code}.{name}", f"expected a colour like '#00a651' (#rrggbb), was {colour!r}"
                )
        order = row.order.value
        holder = holders.setdefault(order, code)
        if holder != code:
            yield _Fault(
                f"classes.{code}.order",
                f"expected a place that no other class has, was {order}, the order of class {holder}",
                (f"classes.{holder}.order",),
            )


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


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


def bare_durations(tree: Tree) -> Problems:
    """Durations as bare numbers that cannot be meant as the microseconds they are; the tree needs not be valid otherwise."""
    found: Problems = []
    for key, leaf in leaves(tree):
        value = leaf["value"]
        items = value if isinstance(value, list) else [value]
        # Two reads of one transponder may be a second apart; a drive time, a rest or a checkpoint is never under a minute.
        least_us = SECOND_US if key.startswith("timing.") else MINUTE_US
        for number, item in enumerate(items):
            if type(item) is not int or item == 0 or item >= least_us or not is_duration(key):
                continue
            at = f"{key}[{number}]" if isinstance(value, list) else key
            # Nearly always somebody wrote seconds.
            example = _clock(item * SECOND_US) if 0 < item <= 100 * _HOUR_S else "4:30:00"
            found.append(
                (
                    at,
                    f"expected a duration like '{example}' (hours, minutes, seconds), was {item}"
                    f": a bare number counts microseconds, and these are {item / SECOND_US:.6f}".rstrip("0")
                    + " s",
                )
            )
    return found


def _clock(us: int) -> str:
    hours, rest = divmod(us, HOUR_US)
    return f"{hours}:{rest // MINUTE_US:02}:{rest % MINUTE_US // SECOND_US:02}"


def _unknown_codes(key: str, found: Iterable[str], codes: tuple[str, ...]) -> Iterator[_Fault]:
    for code in found:
        if code not in codes:
            yield _Fault(key, f"unknown class {code!r}{nearest(code, codes)}", ("classes",))


def _drive_time(book: Rulebook) -> Iterator[_Fault]:
    rules = book.drive_time
    yield from _minimum_above_maximum(book)
    limit, window = "drive_time.rolling_limit_us", "drive_time.rolling_window_us"
    if (rules.rolling_limit_us.value is None) != (rules.rolling_window_us.value is None):
        yield _Fault(limit, f"goes with {window}: give both or neither", (window,))
    elif (rules.rolling_limit_us.value or 0) > (rules.rolling_window_us.value or 0):
        yield _Fault(limit, f"more than the window {window}", (window,))
    if rules.consequence.value == "time_added" and rules.consequence_time_s.value is None:
        yield _Fault(
            "drive_time.consequence_time_s",
            "is needed where drive_time.consequence is time_added",
            ("drive_time.consequence",),
        )


def _minimum_above_maximum(book: Rulebook) -> Iterator[_Fault]:
    """A minimum and a maximum that hold for the same drivers, and that nobody can keep both."""
    minima, maxima = book.drive_time.minimum_us, book.drive_time.maximum_us
    codes = tuple(book.class_rules) or (*minima, *maxima, "all")
    pairs = [
        (row_in_force(minima, code, rating), row_in_force(maxima, code, rating))
        for code in codes
        for rating in (*_RATINGS, "any")
    ]
    for low, high in dict.fromkeys(pairs):
        if low is None or high is None:
            continue
        minimum, maximum = minima[low[0]][low[1]].value, maxima[high[0]][high[1]].value
        if maximum < minimum:
            low_key = f"drive_time.minimum_us.{low[0]}.{low[1]}"
            yield _Fault(
                f"drive_time.maximum_us.{high[0]}.{high[1]}",
                f"expected {_clock(minimum)} or more, the minimum of the same drivers in {low_key}, was {_clock(maximum)}",
                (low_key,),
            )


def _points(book: Rulebook) -> Iterator[_Fault]:
    points = book.points
    for key, name in (
        ("race_table", points.race_table.value),
        ("qualifying_table", points.qualifying_table.value),
        ("manufacturer_table", points.manufacturer_table.value),
    ):
        as_race = key == "manufacturer_table" and name == "race_table"
        if name != "none" and not as_race and name not in points.tables:
            yield _Fault(
                f"points.{key}",
                f"unknown table {name!r}, not in [points.tables]{nearest(name, points.tables)}",
                ("points.tables",),
            )
    for name in points.beyond:
        if name not in points.tables:
            yield _Fault(
                f"points.beyond.{name}",
                f"unknown table, not in [points.tables]{nearest(name, points.tables)}",
                ("points.tables",),
            )
    for name, table in points.tables.items():
        if any(next_place > place for place, next_place in pairwise(table.value)):
            yield _Fault(f"points.tables.{name}", "a later place scores more than an earlier one")
    checkpoints = points.endurance_cup.checkpoints_us.value
    if any(later <= earlier for earlier, later in pairwise(checkpoints)):
        yield _Fault("points.endurance_cup.checkpoints_us", "expected rising times")


def _penalties(book: Rulebook) -> Iterator[_Fault]:
    key = book.neutralisation.pits.closed_service.value
    if key != "none" and key not in book.penalties.infractions:
        yield _Fault(
            "neutralisation.pits.closed_service",
            f"unknown infraction {key!r}{nearest(key, book.penalties.infractions)}",
            ("penalties.infractions",),
        )


_FIGURE: Final = {"stop": "stop_s", "time": "time_s", "laps": "laps", "grid": "places"}
"""Kind of penalty → what of it a step must say."""


def _steps(book: Rulebook) -> Iterator[_Fault]:
    for key, infraction in book.penalties.infractions.items():
        for session, steps in (("race", infraction.race.value), ("qualifying", infraction.qualifying.value)):
            for number, step in enumerate(steps):
                figure = _FIGURE.get(step.kind)
                if figure is None:
                    continue
                at = f"penalties.infractions.{key}.{session}[{number}].{figure}"
                leaf = (f"penalties.infractions.{key}.{session}",)
                if figure not in step.model_fields_set:
                    least = "a whole number" if step.kind == "stop" else "1 or more"
                    yield _Fault(at, f"is missing; expected {least} where kind is {step.kind}", leaf)
                elif step.kind != "stop" and getattr(step, figure) == 0:
                    yield _Fault(at, f"expected 1 or more where kind is {step.kind}, was 0", leaf)


_DROPS: Final = ("class", "group", "field", "pit_lane")


def _drop_severity(book: Rulebook) -> Iterator[_Fault]:
    drops = book.grid.drop_severity.value
    missing, repeated = [drop for drop in _DROPS if drop not in drops], _repeated(drops)
    if missing or repeated:
        wrong = [
            *([f"{', '.join(missing)} missing"] if missing else []),
            *([f"{', '.join(repeated)} more than once"] if repeated else []),
        ]
        yield _Fault(
            "grid.drop_severity",
            f"expected each of {', '.join(_DROPS)} once, was {', '.join(drops) or 'empty'} ({'; '.join(wrong)})",
        )


def _shapes(book: Rulebook) -> Iterator[_Fault]:
    if book.grid.arranged.value == "groups" and not book.grid.groups.value:
        yield _Fault("grid.groups", "is needed where grid.arranged is groups", ("grid.arranged",))
    if book.grid.row_size.value < 1:
        yield _Fault("grid.row_size", "expected 1 or more")
    if book.qualifying.method.value == "hyperpole" and not book.qualifying.hyperpole.parts.value:
        yield _Fault(
            "qualifying.hyperpole.parts",
            "is needed where qualifying.method is hyperpole",
            ("qualifying.method",),
        )
    limits: tuple[Any, ...] = book.race.last_lap_limits.value
    if any(later.over_s <= earlier.over_s for earlier, later in pairwise(limits)):
        yield _Fault("race.last_lap_limits", "expected rising over_s")

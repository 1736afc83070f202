"""Rulebooks from TOML: what they extend, what events override, every mistake at once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pitboard.errors import RulebookError
from pitboard.model.rulebook.book import Rulebook
from pitboard.model.rulebook.checks import bare_durations, contradictions, unknown_rows
from pitboard.model.rulebook.files import BASE, SHARED, base_tree, folder_of_books, own_tree, parsed, text_of
from pitboard.model.rulebook.merging import (
    Problems,
    Tree,
    at_path,
    is_leaf,
    joined,
    leaves,
    merged,
    same_value,
    shown,
    source_keys,
    without,
)
from pitboard.model.rulebook.problems import nearest, problems_of
from pitboard.model.rulebook.repairing import is_aside, repaired


def built_in_names() -> tuple[str, ...]:
    """Names of the rulebooks that come with Pitboard."""
    names = (item.name for item in folder_of_books().iterdir())
    return tuple(
        sorted(
            n.removesuffix(".toml")
            for n in names
            if n.endswith(".toml") and n not in (f"{BASE}.toml", f"{SHARED}.toml")
        )
    )


def for_year(series: str, season: int) -> Rulebook | None:
    """The built-in rulebook of a series' season, or None."""
    name = f"{series}-{season}"
    return load(name) if name in built_in_names() else None


def load(name_or_path: str | Path) -> Rulebook:
    """A rulebook by name or from a file.

    Args:
        name_or_path: a built-in name such as `imsa-2024`, or the path of a `.toml` file.

    Raises:
        RulebookError: there is no such book, or it has mistakes; every one is named with its key.

    >>> load("imsa-2024").qualifying.red_flag.laps_lost.value
    2
    """
    if isinstance(name_or_path, Path) or name_or_path.endswith(".toml"):
        path = Path(name_or_path)
        return _checked(path.name.removesuffix(".toml"), text_of(path), path.parent)
    if name_or_path not in built_in_names():
        raise RulebookError(name_or_path, [("name", _no_such_book(name_or_path))])
    return _built_in(name_or_path)


@cache
def _built_in(name: str) -> Rulebook:
    return _checked(name, (folder_of_books() / f"{name}.toml").read_text(encoding="utf-8"), None)


def _no_such_book(name: str) -> str:
    return f"no built-in rulebook {name!r}{nearest(name, built_in_names())}; built in: {', '.join(built_in_names())}; or give a path that ends in .toml"


def _checked(name: str, text: str, folder: Path | None) -> Rulebook:
    problems: Problems = []
    tree, below = _resolved(name, text, folder, (), problems)
    tree = _only_used_sources(tree)
    problems += unknown_rows(tree)
    small = bare_durations(_sections(tree))
    # A value where a table belongs, or the other way round, was left out: what stands there is not the author's.
    left_out = [
        (key, what) for key, what in problems if what.startswith(("expected a table", "expected a value"))
    ]
    book, sound, found, aside = _validated(tree, below, _keys_of(small + left_out))
    found = small + found
    problems += found
    for key in tree["events"]:
        problems += _event_problems(sound, key, found, aside)
    if problems or book is None:
        raise RulebookError(name, list(dict.fromkeys(problems)))
    return book


def _resolved(
    name: str, text: str, folder: Path | None, chain: tuple[str, ...], problems: Problems
) -> tuple[Tree, Tree]:
    """The file laid over what it extends, and what it extends."""
    raw = parsed(name, text)
    below = _extended(raw.get("extends", BASE), folder, (*chain, name), problems)
    below = _dropped(raw.get("drop", []), below, problems)
    own = own_tree(name, raw, problems)
    for key, leaf in leaves(_sections(own)):
        known = at_path(below, key)
        if (
            is_leaf(known)
            and {**known, "value": 0} == {**leaf, "value": 0}
            and same_value(known["value"], leaf["value"])
        ):
            problems.append(
                (key, f"overrides nothing: {raw.get('extends', BASE)} says the same, {shown(leaf['value'])}")
            )
    tree = merged(_sections(below), _sections(own), "", problems)
    unknown = {k: v for k, v in own.items() if not isinstance(v, dict)}
    for key, value in list(unknown.items()):
        if isinstance(below.get(key), dict):
            problems.append((key, f"expected a table [{key}], was {shown(value)}"))
            del unknown[key]
    tree = {**{k: v for k, v in below.items() if not isinstance(v, dict)}, **tree, **unknown}
    tree["sources"] = {
        **below["sources"],
        "book": f"{own['name']}: this rulebook's own file",
        **own["sources"],
    }
    tree["events"] = _merged_events(below["events"], own["events"], problems)
    return tree, below


def _sections(tree: Tree) -> Tree:
    return {
        key: value
        for key, value in tree.items()
        if isinstance(value, dict) and key not in ("events", "sources")
    }


def _merged_events(below: Tree, above: Tree, problems: Problems) -> Tree:
    """The events of a book over those of the book it extends."""
    events = dict(below)
    for key, event in above.items():
        known = events.get(key, {"rules": {}})
        rules = merged(known["rules"], event["rules"], f"events.{key}", problems)
        events[key] = {**known, **event, "rules": rules}
    return events


def _extended(extends: Any, folder: Path | None, chain: tuple[str, ...], problems: Problems) -> Tree:
    if extends == BASE:
        return base_tree()
    if not isinstance(extends, str):
        problems.append(("extends", f"expected the name of a rulebook, was {shown(extends)}"))
        return base_tree()
    name = extends.removesuffix(".toml")
    if name in chain:
        problems.append(("extends", f"goes round in a circle: {' → '.join((*chain, name))}"))
        return base_tree()
    inherited: Problems = []
    if extends.endswith(".toml") and folder is not None:
        if not (folder / extends).is_file():
            problems.append(("extends", f"there is no file {extends!r} beside this one"))
            return base_tree()
        tree, _ = _resolved(name, text_of(folder / extends), folder, chain, inherited)
        problems += [(f"{extends}: {key}", what) for key, what in inherited]
        return tree
    if name not in built_in_names():
        problems.append(("extends", _no_such_book(name)))
        return base_tree()
    tree, _ = _resolved(
        name, (folder_of_books() / f"{name}.toml").read_text(encoding="utf-8"), None, chain, inherited
    )
    return tree


def _dropped(drop: Any, below: Tree, problems: Problems) -> Tree:
    if not isinstance(drop, list):
        problems.append(("drop", f"expected a list of keys, was {shown(drop)}"))
        return below
    for number, key in enumerate(drop):
        # Rules of an event stand below `rules` in the tree and directly in the event's table in TOML.
        path = key
        if isinstance(key, str) and key.startswith("events.") and key.count(".") >= 2:
            event, _, rest = key.removeprefix("events.").partition(".")
            path = f"events.{event}.rules.{rest}"
        if not isinstance(path, str) or at_path(below, path) is None:
            problems.append(
                (f"drop[{number}]", f"drops nothing: the book that is extended has no key {key!r}")
            )
        else:
            below = without(below, path)
    return below


def _only_used_sources(tree: Tree) -> Tree:
    used = {
        key for _, leaf in leaves({**_sections(tree), "events": tree["events"]}) for key in source_keys(leaf)
    }
    return {**tree, "sources": {key: text for key, text in tree["sources"].items() if key in used}}


def _validated(
    tree: Tree, below: Tree, aside: frozenset[str]
) -> tuple[Rulebook | None, Tree, Problems, frozenset[str]]:
    """The book, its tree without mistakes in single values, its mistakes, and the keys that were set aside for them.

    Values that are wrong in themselves give way to those below, so that the rest is checked too.
    """
    found: Problems = []
    # A repair can lay bare another mistake, such as an unknown key in a list that was no list; never more than a few times.
    for _ in range(5):
        try:
            book = Rulebook.model_validate_json(json.dumps(tree, default=str))
        except ValidationError as error:
            found += [problem for problem in problems_of(error, Rulebook) if problem not in found]
            tree, more = repaired(tree, below, error)
            aside |= more
        else:
            return book, tree, found + contradictions(book, aside), aside
    return None, tree, found, aside


def _event_problems(tree: Tree, key: str, of_season: Problems, aside: frozenset[str]) -> Problems:
    """Mistakes of an event that its season has not, laid over a season without mistakes in single values."""
    prefix = f"events.{key}"
    rules = tree["events"].get(key, {}).get("rules", {})
    found: Problems = []
    if not any(leaves(rules)):
        return [(prefix, "overrides nothing: it has no rules")]
    season = {name: node for name, node in tree.items() if name not in ("events", "sources")}
    for path, leaf in leaves(rules):
        known = at_path(season, path)
        if is_leaf(known) and not is_aside(path, aside) and same_value(known["value"], leaf["value"]):
            found.append((path, f"overrides nothing: the season's value is the same, {shown(leaf['value'])}"))
    whole = {**merged(season, rules, "", found), "events": {}, "sources": tree["sources"]}
    found += unknown_rows({**rules, "classes": season["classes"]})
    small = bare_durations(rules)
    found += small
    own, known_keys = {path for path, _ in leaves(rules)}, {path for path, _ in of_season}
    still_aside = frozenset(path for path in aside if path not in own) | _keys_of(small)
    _, _, wrong, _ = _validated(whole, season, still_aside)
    found += [(path, what) for path, what in wrong if path.partition("[")[0] in own or path not in known_keys]
    return [
        (
            joined(prefix, path),
            what.replace("unknown key; did you mean ", f"unknown key; did you mean {prefix}."),
        )
        for path, what in found
    ]


def _keys_of(problems: Problems) -> frozenset[str]:
    """The keys of values, without the numbers of list items."""
    return frozenset(key.partition("[")[0] for key, _ in problems)

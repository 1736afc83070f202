"""The files of rulebooks: where they are, and what a file says itself, before it is laid over another."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from pitboard.errors import RulebookError
from pitboard.model.rulebook.merging import INHERITED, Problems, Tree, is_leaf, shown, with_sources

BASE: Final = "base"
"""What every book extends in the end: all keys with Pitboard's defaults. No book of its own."""
SHARED: Final = "sources"
"""The source keys of all built-in books."""
_PLAIN: Final = ("id", "name", "series", "season")
_EVENT_PLAIN: Final = ("name", "match")
_DEFAULT: Final = {"source": "book", "confidence": "house"}


def folder_of_books() -> Any:
    """Where the built-in books are."""
    return resources.files("pitboard.model") / "rulebooks"


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        RulebookError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulebookError(str(path), [("file", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise RulebookError(str(path), [("file", "expected UTF-8 text")]) from None


def parsed(name: str, text: str) -> Tree:
    """A file as TOML has it, decimals exact.

    Raises:
        RulebookError: it is no TOML.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(name, [("file", f"not valid TOML: {error}")]) from None


@cache
def base_tree() -> Tree:
    """The defaults, with their sources."""
    problems: Problems = []
    tree = own_tree(
        BASE, parsed(BASE, (folder_of_books() / f"{BASE}.toml").read_text(encoding="utf-8")), problems
    )
    shared = parsed(SHARED, (folder_of_books() / f"{SHARED}.toml").read_text(encoding="utf-8"))
    return {**tree, "sources": shared, "events": {}, "season": None, "series": ""}


def own_tree(name: str, raw: Tree, problems: Problems) -> Tree:
    """What a file says itself: values with sources, `sources` and the plain keys as they are, events one by one."""
    tables = {
        key: value
        for key, value in raw.items()
        if key not in (*_PLAIN, "extends", "drop", "sources", "events")
    }
    tree = with_sources(tables, _DEFAULT, "", problems)
    for key, value in [(key, value) for key, value in tree.items() if is_leaf(value)]:
        # At the top there are only tables; a lone value there is a misplaced or misspelt key.
        if key == "event":
            problems.append((key, "unknown key; what an event has otherwise stands in [events.<key>]"))
            del tree[key]
        else:
            tree[key] = value["value"]
    tree |= {key: raw[key] for key in _PLAIN if key in raw}
    sources = _table(raw, "sources", problems)
    tree["sources"] = {key: text for key, text in sources.items() if isinstance(text, str)}
    problems += [
        (f"sources.{key}", f"expected a text, was {shown(text)}")
        for key, text in sources.items()
        if not isinstance(text, str)
    ]
    events = _table(raw, "events", problems)
    provenance = _DEFAULT | {
        name: raw[key] for key, name in INHERITED.items() if isinstance(raw.get(key), str)
    }
    tree["events"] = {}
    for key, event in events.items():
        if isinstance(event, dict):
            tree["events"][key] = _event(key, event, provenance, problems)
        else:
            problems.append((f"events.{key}", f"expected a table, was {shown(event)}"))
    tree.setdefault("id", name)
    tree.setdefault("name", name)
    return tree


def _table(raw: Tree, key: str, problems: Problems) -> Tree:
    table = raw.get(key, {})
    if isinstance(table, dict):
        return dict(table)
    problems.append((key, f"expected a table [{key}], was {shown(table)}"))
    return {}


def _event(key: str, event: Tree, provenance: dict[str, str], problems: Problems) -> Tree:
    own: Tree = {key: value for key, value in event.items() if key in _EVENT_PLAIN}
    rules = {name: value for name, value in event.items() if name not in own}
    return {**own, "rules": with_sources(rules, provenance, f"events.{key}", problems)}

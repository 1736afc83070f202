"""TOML tables to trees in which every leaf carries its source; and one tree laid over another.

A leaf is whatever is no table, or a table with a `value`. `_source`, `_confidence` and `_article` in a table hold for all
values in it and in its sub-tables that do not say otherwise.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pitboard.model.rulebook.ruled import parse_duration

Tree = dict[str, Any]
Problems = list[tuple[str, str]]
"""(key, what is wrong with it)"""

_NUMBER = re.compile(r"-?\d+\.\d+")
INHERITED = {"_source": "source", "_confidence": "confidence", "_article": "article"}


def is_leaf(value: object) -> bool:
    """Whether a node of a tree is a value with its source."""
    return isinstance(value, dict) and "value" in value


def joined(path: str, key: str) -> str:
    """The key path of a key in a table."""
    return f"{path}.{key}" if path else key


def with_sources(
    table: Mapping[str, Any], inherited: Mapping[str, str], path: str, problems: Problems
) -> Tree:
    """Write the source of every value beside it.

    Args:
        table: as TOML has it.
        inherited: source, confidence and article in force.
        path: key path of the table.
        problems: mistakes are added here.
    """
    here = dict(inherited)
    tree: Tree = {}
    for key, value in table.items():
        if not key.startswith("_"):
            continue
        if key not in INHERITED:
            problems.append(
                (joined(path, key), f"unknown key; {', '.join(INHERITED)} hold for a whole table")
            )
        elif not isinstance(value, str):
            problems.append((joined(path, key), f"expected a text, was {shown(value)}"))
        else:
            here[INHERITED[key]] = value
            # Another source is not trusted as the one before was.
            if key == "_source" and "_article" not in table:
                here.pop("article", None)
    for key, value in table.items():
        if key.startswith("_"):
            continue
        at = joined(path, key)
        if is_leaf(value):
            tree[key] = {**here, **value, "value": _plain_value(value["value"])}
            if "source" in value and "article" not in value:
                tree[key].pop("article", None)
        elif isinstance(value, dict):
            tree[key] = with_sources(value, here, at, problems)
        else:
            tree[key] = {**here, "value": _plain_value(value)}
    return tree


def _plain_value(value: Any) -> Any:
    """The value as JSON has it: decimals as texts, so that they stay exact."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain_value(item) for name, item in value.items()}
    return value


def same_value(one: Any, other: Any) -> bool:
    """Whether two values mean the same, however they are written: `"4:30:00"` or microseconds, `none` or nothing."""
    return bool(_comparable(one) == _comparable(other))


def _comparable(value: Any) -> Any:
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, str) and ":" in value:
        with contextlib.suppress(ValueError):
            return parse_duration(value)
    return None if value == "none" else value


def merged(below: Tree, above: Tree, path: str, problems: Problems) -> Tree:
    """One tree laid over another, key by key; a value replaces a value whole.

    Args:
        below: what holds where `above` says nothing.
        above: what is laid over it.
        path: key path of both, for `problems`.
        problems: a value where a table belongs, or the other way round, is added here and left out.
    """
    tree = dict(below)
    for key, value in above.items():
        at = joined(path, key)
        if key not in below or (is_leaf(below[key]) and is_leaf(value)):
            tree[key] = value
        elif not isinstance(below[key], dict):
            problems.append((at, "unknown key; an event has no such key of its own"))
        elif is_leaf(value):
            problems.append((at, f"expected a table [{at}], was {shown(value['value'])}"))
        elif is_leaf(below[key]):
            problems.append((at, f"expected a value, was the table [{at}]"))
        else:
            tree[key] = merged(below[key], value, at, problems)
    return tree


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Tree]]:
    """Every leaf with its key path."""
    for key, value in tree.items():
        at = joined(path, key)
        if is_leaf(value):
            yield at, value
        elif isinstance(value, dict):
            yield from leaves(value, at)


def source_keys(leaf: Tree) -> list[str]:
    """The sources that a leaf names, without detail."""
    source = leaf.get("source", "")
    if not isinstance(source, str):
        return []
    return [part.split(maxsplit=1)[0] for part in source.split(",") if part.strip()]


def at_path(tree: Tree, path: str) -> Any:
    """The node at a key path, or None."""
    node: Any = tree
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) and not is_leaf(node) else None
    return node


def without(tree: Tree, path: str) -> Tree:
    """The tree without the node at a key path; keys that are not there make no difference."""
    head, _, rest = path.partition(".")
    if not rest:
        return {key: value for key, value in tree.items() if key != head}
    below = tree.get(head)
    return {**tree, head: without(below, rest)} if isinstance(below, dict) else tree


def shown(value: Any) -> str:
    """A value as its author wrote it, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    # Decimals are kept as texts, and a text that is a number reads as one.
    text = value if isinstance(value, str) and _NUMBER.fullmatch(value) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

"""The rulebook of a story: a built-in one, and what the story says otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from pitboard.errors import RulebookError, SourceError
from pitboard.model.rulebook import Rulebook, load
from pitboard.scoring.options import Options
from pitboard.scoring.rules import Rules

Overrides = Sequence[tuple[int, str, str]]
"""(line, key, value as it is written)"""

Wrong = Callable[[int, str, str], SourceError]
"""Makes the error of a line: (line, expected, found)."""


def _value(text: str) -> Any:
    try:
        return msgspec.toml.decode(f"value = {text}".encode())["value"]
    except msgspec.DecodeError:
        return text


def book_of(name: str, event: str, overrides: Overrides, wrong: Wrong) -> Rulebook:
    """A rulebook with the dotted keys of a story (`race.ends = laps`) laid over it."""
    try:
        book = load(name)
        tree = json.loads((book.for_event(event) if event else book).resolved_text())
        for _, key, value in overrides:
            if "." in key:
                _lay_over(tree, key, _value(value))
        return Rulebook.from_text(json.dumps(tree))
    except RulebookError as error:
        raise wrong(
            overrides[-1][0] if overrides else 0, "values that a rulebook can have", str(error)
        ) from error


def _lay_over(tree: dict[str, Any], key: str, value: Any) -> None:
    node = tree
    for step in key.split("."):
        found = node.get(step)
        if not isinstance(found, dict):
            found = node[step] = {"value": None, "source": "house", "confidence": "house"}
        node = found
    node["value"] = value


def laid_over(rules: Rules, options: Options, overrides: Overrides, wrong: Wrong) -> tuple[Rules, Options]:
    """What scoring reads, with the plain keys of a story (`lap_one = first_crossing`) laid over it."""
    for line, key, text in overrides:
        if "." in key:
            continue
        value = _value(text)
        if key == "lap_one":
            rules = msgspec.structs.replace(rules, lap_one_from_start=value == "session_start")
        elif key in rules.__struct_fields__:
            rules = msgspec.structs.replace(rules, **{key: value})
        elif key in options.__struct_fields__:
            options = msgspec.structs.replace(options, **{key: value})
        else:
            known = ("lap_one", *rules.__struct_fields__, *options.__struct_fields__)
            raise wrong(line, f"a rulebook's key.path, or one of {', '.join(known)}", repr(key))
    return rules, options

"""Every value of a rulebook, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from pitboard.model.rulebook.book import Rulebook
from pitboard.model.rulebook.ruled import Ruled


def walk(rulebook: Rulebook) -> Iterator[tuple[str, Ruled[Any]]]:
    """Every value with its key, in the order of the sections. Values of events: walk `rulebook.for_event(…)`."""
    for name, field in type(rulebook).model_fields.items():
        node = getattr(rulebook, name)
        if isinstance(node, BaseModel | Mapping) and name not in ("events", "sources"):
            yield from _walk(node, field.alias or name)


def _walk(node: object, path: str) -> Iterator[tuple[str, Ruled[Any]]]:
    if isinstance(node, Ruled):
        yield path, node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _walk(getattr(node, name), f"{path}.{name}")
    elif isinstance(node, Mapping):
        for name, row in node.items():
            yield from _walk(row, f"{path}.{name}")


def diff(a: Rulebook, b: Rulebook) -> list[tuple[str, Any, Any]]:
    """Keys whose values differ: (key, value in a, value in b), None where one has no such key. Sources are not compared.

    >>> from pitboard.model.rulebook import load
    >>> diff(load("club"), load("club"))
    []
    """
    values_a = {key: ruled.value for key, ruled in walk(a)}
    values_b = {key: ruled.value for key, ruled in walk(b)}
    keys = list(dict.fromkeys([*values_a, *values_b]))
    # A key with the value None and a key that is not there read the same here.
    return [
        (key, values_a.get(key), values_b.get(key)) for key in keys if values_a.get(key) != values_b.get(key)
    ]

"""Every value of a rulebook, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from pitboard.model.rulebook.book import Rulebook
from pitboard.model.rulebook.merging import leaves
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

    What an event overrides in either book follows as `events.<event>.<key>`, where it differs for that event: a book
    without the event, or without the override, has its season's value there.

    >>> from pitboard.model.rulebook import load
    >>> diff(load("club"), load("club"))
    []
    >>> [row for row in diff(load("imsa-2024"), load("imsa-2025")) if "detroit.penalties" in row[0]]
    [('events.detroit.penalties.drive_through_time_s', None, 17)]
    """
    values_a, values_b = _values(a), _values(b)
    # A key with the value None and a key that is not there read the same here.
    rows = [
        (key, values_a.get(key), values_b.get(key))
        for key in dict.fromkeys([*values_a, *values_b])
        if values_a.get(key) != values_b.get(key)
    ]
    # Rules in force for one event have no others.
    events = () if a.event or b.event else dict.fromkeys([*a.events, *b.events])
    return rows + [row for event in events for row in _event_rows(event, a, b)]


def _event_rows(event: str, a: Rulebook, b: Rulebook) -> Iterator[tuple[str, Any, Any]]:
    books = [(book, book.for_event(event) if event in book.events else book) for book in (a, b)]
    values_a, values_b = (_values(in_force) for _, in_force in books)
    overridden = [
        key for book, _ in books if event in book.events for key, _ in leaves(dict(book.events[event].rules))
    ]
    for key in dict.fromkeys(overridden):
        if values_a.get(key) != values_b.get(key):
            yield f"events.{event}.{key}", values_a.get(key), values_b.get(key)


def _values(book: Rulebook) -> dict[str, Any]:
    return {key: ruled.value for key, ruled in walk(book)}

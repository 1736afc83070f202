"""A book with mistakes made readable, so that everything else in it is checked at the same time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ValidationError

from pitboard.model.rulebook.book import Rulebook
from pitboard.model.rulebook.merging import Tree, is_leaf, leaves, source_keys
from pitboard.model.rulebook.problems import UNKNOWN
from pitboard.model.rulebook.ruled import Ruled, parse_duration

_STAND_IN: Final = {"source": "book", "confidence": "house"}
_OF_A_LEAF: Final = {**_STAND_IN, "article": "", "note": ""}

Place = tuple[str, ...]
"""A key path, part by part, as Pydantic counts it: list items are numbers."""


def repaired(tree: Tree, below: Tree, error: ValidationError) -> tuple[Tree, set[str]]:
    """The tree without the mistakes that Pydantic found, and the keys whose values are no longer the author's.

    Unknown keys go; a value that is wrong in itself gives way to the one below, or to a stand-in of the right kind. Rows of
    tables by class or name stay, so that what names them elsewhere is not called unknown.
    """
    aside: set[str] = set()
    sources = {"book": "this rulebook's own file"}
    for item in error.errors(include_url=False):
        place = tuple(str(part) for part in item["loc"])
        end = _end_of_leaf(tree, place)
        unknown = item["type"] in UNKNOWN
        if unknown and place[end:] != ("value",):
            tree = _without(tree, place)
        elif end < len(place) and place[end] in _OF_A_LEAF:
            tree = _with(tree, place[: end + 1], _OF_A_LEAF[place[end]])
        else:
            node = _instead(below, place[:end])
            if end < len(place) and is_leaf(node):
                # Its author's source is checked all the same.
                node = {**_node_at(tree, place[:end]), "value": node["value"]}
            else:
                named = {key for _, leaf in leaves({"": node}) for key in source_keys(leaf)}
                sources |= {key: text for key, text in below.get("sources", {}).items() if key in named}
            tree = _with(tree, place[:end], node)
            aside.add(".".join(place[:end]))
    if isinstance(tree.get("sources"), dict):
        tree = {**tree, "sources": sources | tree["sources"]}
    return tree, aside


def is_aside(key: str, aside: Collection[str]) -> bool:
    """Whether a key, or a table that it stands in, is among those set aside."""
    return any(f"{key}.".startswith(f"{other}.") for other in aside)


def is_duration(path: str) -> bool:
    """Whether a key takes a duration.

    >>> is_duration("drive_time.minimum_us.GTD.any"), is_duration("timing.resolution_us")
    (True, False)
    """
    return _takes_duration(_kind_at(tuple(path.split("."))))


def _takes_duration(kind: Any) -> bool:
    return any(
        (isinstance(part, BeforeValidator) and part.func is parse_duration) or _takes_duration(part)
        for part in get_args(kind)
    )


def _end_of_leaf(tree: Tree, place: Place) -> int:
    """How many parts of a place lead to the value that it is in; all of them where it is in none."""
    node: Any = tree
    for end, part in enumerate(place):
        if is_leaf(node):
            return end
        node = node.get(part) if isinstance(node, dict) else None
    return len(place)


def _instead(below: Tree, place: Place) -> Any:
    """The node below; where there is none, a stand-in of the kind that belongs at the place."""
    node = _node_at(below, place)
    if node is not None and place not in (("id",), ("name",)):
        return node
    return _stand_in(_kind_at(place))


def _node_at(tree: Tree, place: Place) -> Any:
    node: Any = tree
    for part in place:
        node = node.get(part) if isinstance(node, dict) and not is_leaf(node) else None
    return node


def _kind_at(place: Place) -> Any:
    """The annotation of what stands at a place; None where a book has nothing there."""
    kind: Any = Rulebook
    for part in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = kind.model_fields
            kind = next((f.annotation for name, f in fields.items() if part == (f.alias or name)), None)
        else:
            kind = get_args(kind)[1] if get_origin(kind) is Mapping else None
    return kind


def _stand_in(kind: Any) -> Any:
    """The plainest value of a kind, as JSON has it."""
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields.items()
        return {(f.alias or name): _stand_in(f.annotation) for name, f in fields if f.is_required()}
    if origin is Ruled:
        return {**_STAND_IN, "value": _stand_in(parts[0])}
    if origin is Annotated:
        return _stand_in(parts[0])
    if origin in (Union, UnionType):
        return None if NoneType in parts else _stand_in(parts[0])
    if origin is Literal:
        return parts[0]
    if origin is not None and issubclass(origin, Mapping):
        return {}
    if origin is tuple:
        return []
    return {bool: False, str: "?", int: 1}.get(kind, "1")


def _with(node: Any, place: Place, other: Any) -> Any:
    if not place:
        return other
    head, *rest = place
    table = node if isinstance(node, dict) else {}
    return {**table, head: _with(table.get(head), tuple(rest), other)}


def _without(node: Any, place: Place) -> Any:
    """The node without what stands at a place, in tables and in lists."""
    head, *rest = place
    if isinstance(node, list) and head.isdigit() and int(head) < len(node):
        at = int(head)
        return [*node[:at], *([_without(node[at], tuple(rest))] if rest else []), *node[at + 1 :]]
    if isinstance(node, dict) and head in node:
        kept = {key: value for key, value in node.items() if key != head}
        return {**kept, head: _without(node[head], tuple(rest))} if rest else kept
    return node

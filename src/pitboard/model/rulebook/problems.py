"""What Pydantic found, in words and by the keys of the book."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from pitboard.model.rulebook.merging import Problems, shown
from pitboard.model.rulebook.ruled import Ruled

_EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "string_type": "a text",
    "decimal_type": "a number",
    "is_instance_of": "a number",
    "decimal_parsing": "a number",
    "decimal_finite_number": "a number",
    "tuple_type": "a list [...]",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
    "mapping_type": "a table",
    "dataclass_type": "a value",
}
_IN_A_VALUE = ("value", "source", "confidence", "article", "note")
UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
"""How Pydantic calls a key that does not exist."""


def problems_of(error: ValidationError, model: type[BaseModel]) -> Problems:
    """Every mistake as (key, what was expected and what was found)."""
    found: Problems = []
    items = [(item, [str(part) for part in item["loc"]]) for item in error.errors(include_url=False)]
    # A leaf where a table belongs, in a table by class or name; what the table would hold is not missing as well.
    no_tables = [
        place[:-1]
        for item, place in items
        if item["type"] in UNKNOWN and place[-1] == "value" and len(place) > 1
    ]
    for item, place in items:
        if place[:-1] in no_tables:
            found.append((_key(place[:-1]), "expected a table, was a value"))
            continue
        key = _key(place)
        if item["type"] in UNKNOWN:
            found.append((key, f"unknown key{_suggestion(key, model)}"))
        elif item["type"] == "missing":
            found.append((key, "is missing"))
        else:
            found.append((key, f"expected {_expected(item)}, was {shown(item['input'])}"))
    return list(dict.fromkeys(found))


def _expected(item: Any) -> str:
    context = item.get("ctx", {})
    match item["type"]:
        case "literal_error" | "enum":
            return "one of " + str(context["expected"]).replace(" or ", ", ")
        case "greater_than":
            return f"more than {context['gt']}"
        case "greater_than_equal":
            return f"{context['ge']} or more"
        case "less_than_equal":
            return f"{context['le']} or less"
        case "value_error":
            return str(context["error"]).removeprefix("expected ")
    return _EXPECTED.get(item["type"]) or str(item["msg"])


def _key(place: list[str]) -> str:
    """`qualifying.red_flag.laps_lost`, with list items as `race.last_lap_limits[2].laps_lost`."""
    text = ""
    for part in place:
        if part == "value":
            continue
        if part.isdigit() and text:
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def _suggestion(key: str, model: type[BaseModel]) -> str:
    # Items of lists are counted in keys, and alike.
    key, known = re.sub(r"\[\d+\]", "[]", key), known_keys(model)
    head, _, leaf = key.rpartition(".")
    siblings = [other.rpartition(".")[2] for other in known if other.rpartition(".")[0] == head]
    if head in known and not siblings:
        siblings = list(_IN_A_VALUE)
    near = difflib.get_close_matches(leaf, siblings, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {head + '.' if head else ''}{near[0]}?".replace("[]", "")
    elsewhere = [other for other in known if other.rpartition(".")[2] == leaf]
    near = elsewhere[:1] or difflib.get_close_matches(key, known, n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else ""


@cache
def known_keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Every key a book can have, `key[].field` for fields of list items; rows of tables by class or name are left out."""
    return tuple(_keys(model, ""))


def _keys(model: type[BaseModel], path: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        at = f"{path}.{field.alias or name}" if path else field.alias or name
        yield at
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _keys(kind, at)
        elif get_origin(kind) is Ruled:
            for item in _item_models(kind):
                yield from _keys(item, f"{at}[]")


def _item_models(kind: Any) -> Iterator[type[BaseModel]]:
    for part in get_args(kind):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield part
        else:
            yield from _item_models(part)


def nearest(word: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """`; did you mean X?`, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""

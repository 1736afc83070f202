"""The JSON Schema of a rulebook file, as editors check TOML against it."""

from __future__ import annotations

from typing import Any

from pitboard.model.rulebook.book import Rulebook
from pitboard.model.rulebook.files import BASE

_INHERITED = {"^_(source|confidence|article)$": {"type": "string"}}


def schema() -> dict[str, Any]:
    """What a rulebook file may hold: every key with its type; a value bare or as a table with its source."""
    raw = Rulebook.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions = {name: _definition(name, body) for name, body in raw["$defs"].items()}
    plain = {"id", "name", "series", "season", "sources", "event", "events"}
    sections = {key: _node(body) for key, body in raw["properties"].items() if key not in plain}
    definitions["Event"] = {
        "type": "object",
        "description": "What an event of the season has otherwise.",
        "properties": {
            "name": {"type": "string"},
            "match": {"type": "array", "items": {"type": "string"}},
            **sections,
        },
        "patternProperties": _INHERITED,
        "required": ["name"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Pitboard rulebook",
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "name": {"type": "string"},
            "series": {"type": "string"},
            "season": {"type": "integer"},
            "extends": {
                "type": "string",
                "default": BASE,
                "description": "name of a built-in book, or a .toml file beside this one",
            },
            "drop": {
                "type": "array",
                "items": {"type": "string"},
                "description": "keys of the extended book that do not hold here",
            },
            "sources": {"type": "object", "additionalProperties": {"type": "string"}},
            **sections,
            "events": {"type": "object", "additionalProperties": {**definitions["Event"], "required": []}},
        },
        "patternProperties": _INHERITED,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _definition(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """A definition as its author may write it: nothing is required, because a book extends another."""
    if name.startswith("Ruled_"):
        value = _node(body["properties"]["value"])
        properties = {key: _node(part) for key, part in body["properties"].items()}
        table = {
            "type": "object",
            "properties": {**properties, "value": value},
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [value, table]}
    node: dict[str, Any] = _node(body)
    if any(
        "Ruled_" in str(part) or "$ref" in part or "additionalProperties" in part
        for part in body.get("properties", {}).values()
    ):
        node.pop("required", None)
        node["patternProperties"] = _INHERITED
    return node


def _node(node: Any) -> Any:
    if isinstance(node, list):
        return [_node(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node == {"type": "null"}:
        return {"const": "none"}
    changed = {key: _node(value) for key, value in node.items() if key != "title"}
    if isinstance(changed.get("additionalProperties"), dict):
        changed["patternProperties"] = _INHERITED
    return changed

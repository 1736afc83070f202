"""Rulebooks with a value changed, for tests of what a key does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


def with_values(book: Model, values: Mapping[str, Any]) -> Model:
    """The book with these values, by key: `{"points.pole": 1}`."""
    for key, value in values.items():
        name, _, rest = key.partition(".")
        inner = getattr(book, name)
        changed = with_values(inner, {rest: value}) if rest else replace(inner, value=value)
        book = book.model_copy(update={name: changed})
    return book

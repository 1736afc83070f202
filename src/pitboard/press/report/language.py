"""The sentences of a language: Fluent's messages, filled with what `rendering` made of the values."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

from pitboard.errors import PitboardError, UsageError
from pitboard.press.report.grammar import check_language
from pitboard.press.report.rendering import ZONES, Renderer, Variables
from pitboard.press.report.values import Statement

VARIANTS = 5
"""Ways to say the same of one class after the other."""
_TALL_MARK = re.compile(r" (?=[:;?!»])|(?<=«) ")
"""Blanks that French must not break a line at."""


class SentenceError(PitboardError):
    """A sentence of a language lacks something: a mistake of ours, never of the user's."""


class Language:
    """One language for readers in one zone.

    Args:
        code: `en`, `it`, `de`, `fr` or `es`.
        zone: IANA zone of the readers; None for the language's usual one.

    Raises:
        UsageError: no such language, or the libraries are not installed.
    """

    def __init__(self, code: str, zone: str | None = None) -> None:
        check_language(code)
        if any(find_spec(name) is None for name in ("babel", "fluent")):
            raise UsageError("reports need Fluent and Babel: pip install 'pitboard[press]'")
        self.code = code
        self._bundle = _bundle(code)
        self.renderer = Renderer(code, ZONES[code] if zone is None else zone, self.word)

    def word(self, key: str, variables: Variables | None = None) -> str:
        """One of the language's own words, or a sentence whose variables are ready.

        Raises:
            SentenceError: the language has no such message, or a variable is missing.
        """
        if not self._bundle.has_message(key):
            raise SentenceError(f"{self.code}: no sentence {key!r}")
        text, errors = self._bundle.format_pattern(self._bundle.get_message(key).value, variables or {})
        if errors:
            raise SentenceError(f"{self.code}: sentence {key!r}: {errors[0]}")
        return str(text)

    def sentence(self, statement: Statement) -> str:
        """A statement in words, with a capital first letter."""
        variables = self.renderer.variables(statement.values)
        text = self.word(statement.kind, variables | {"variant": statement.variant % VARIANTS})
        if self.code == "fr":
            text = _TALL_MARK.sub("\u00a0", text)
        return text[:1].upper() + text[1:]


@cache
def _bundle(code: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    text = resources.files("pitboard.press.report").joinpath(f"ftl/{code}.ftl").read_text(encoding="utf-8")
    bundle = FluentBundle([code], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle

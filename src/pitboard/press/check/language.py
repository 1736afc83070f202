"""Languages: tables of words, and number words read with them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "it")


class Language:
    """The words of a language; each list becomes one pattern over folded text."""

    def __init__(self, code: str) -> None:
        self.code = code
        text = files("pitboard.press.check").joinpath("words", f"{code}.toml").read_text(encoding="utf-8")
        self.table: dict[str, Any] = tomllib.loads(text)
        self._patterns: dict[tuple[str, str], re.Pattern[str]] = {}

    def words(self, section: str, key: str) -> list[str]:
        """A list of the table."""
        found: list[str] = self.table[section][key]
        return found

    def alternatives(self, section: str, key: str) -> str:
        """The same as the inside of a pattern, longest first."""
        return "|".join(sorted(self.words(section, key), key=len, reverse=True))

    def pattern(self, section: str, key: str) -> re.Pattern[str]:
        """Any word of the list, as a whole word."""
        if (section, key) not in self._patterns:
            body = self.alternatives(section, key)
            self._patterns[section, key] = re.compile(rf"(?<![\w'])(?:{body})(?!\w)")
        return self._patterns[section, key]

    def has(self, section: str, key: str, text: str) -> bool:
        """Whether a word of the list stands in a folded text."""
        return self.pattern(section, key).search(text) is not None

    def ends(self, section: str, key: str, text: str) -> bool:
        """Whether a folded text ends with a word of the list."""
        return re.search(rf"(?<![\w'])(?:{self.alternatives(section, key)})\s*$", text) is not None

    @cached_property
    def cardinal(self) -> str:
        """Inside of a pattern for a whole number, in figures or words."""
        words = "|".join(sorted(self.table["cardinals"], key=len, reverse=True))
        compound = rf"(?:{words})(?:[ -]?(?:and )?(?:{words}))*"
        return rf"(?:\d{{1,4}}|{compound})"

    @cached_property
    def ordinal_body(self) -> str:
        """Inside of a pattern for an ordinal, in figures or words."""
        words = "|".join(self.table["ordinals"])
        figures = (
            r"\d{1,2}(?:st|nd|rd|th)" if self.code == "en" else r"\d{1,2}(?:[°ºªoa]|m[ao]|esim[oaie])(?!\w)"
        )
        return rf"(?:p ?\d{{1,2}}|{figures}|{words})"

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """A place as an ordinal, as a whole word."""
        return re.compile(rf"(?<![\w-]){self.ordinal_body}(?:-(?:fastest|quickest))?(?![\w-])")

    def number(self, text: str) -> int | None:
        """A whole number in figures or words; None where it is none.

        >>> language("en").number("seventy-one"), language("it").number("settantuno"), language("en").number("pit")
        (71, 71, None)
        """
        if text.isdigit():
            return int(text)
        total = 0
        rest = re.sub(r"[ -]|and ", "", text)
        words = self.table["cardinals"]
        while rest:
            word = next((w for w in sorted(words, key=len, reverse=True) if rest.startswith(w)), None)
            if word is None:
                return None
            value = words[word]
            total = max(total, 1) * 100 if value == 100 else total + value
            rest = rest[len(word) :]
        return total

    def place(self, text: str) -> int | None:
        """A place written as an ordinal.

        >>> language("it").place("terza"), language("en").place("p4"), language("en").place("2nd")
        (3, 4, 2)
        """
        digits = re.search(r"\d+", text)
        if digits:
            return int(digits[0])
        bare = text.partition("-")[0]
        return next((n for word, n in self.table["ordinals"].items() if re.fullmatch(word, bare)), None)


@cache
def language(code: str) -> Language:
    """The words of `en` or `it`."""
    return Language(code)


def recognise(folded: str) -> str:
    """The language of a text, by its small words; English where they do not tell.

    >>> recognise("la pole e di derani con la cadillac"), recognise("derani put the cadillac on pole")
    ('it', 'en')
    """
    words = re.findall(r"[a-z]+", folded)
    counts = {code: sum(word in language(code).table["hints"] for word in words) for code in LANGUAGES}
    return max(LANGUAGES, key=lambda code: counts[code])

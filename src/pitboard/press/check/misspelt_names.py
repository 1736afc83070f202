"""Drivers' names that are nearly right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from pitboard.press.check.given_names import is_short_form, is_translated
from pitboard.press.check.name_words import MAKES, NOT_FIRST, NOT_NAMES, PARTICLES, WORD
from pitboard.press.check.reading import Reading, fold

if TYPE_CHECKING:
    from pitboard.press.check.names import Names

LONGEST_NAME = 4
Misspelling = tuple[int, int, str, str]


class Misspelt:
    """Finds names that are nearly those of drivers."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.families = {i: name.split()[-1] for i, name in names.full.items() if len(name.split()[-1]) > 5}
        parts = (*names.aliases, *names.others, *names.teams.aliases)
        self.known_words = {word for name in parts for word in name.split()}

    def find(self, reading: Reading) -> Iterator[Misspelling]:
        """Names that are nearly a driver's: (start, end, driver id, right name)."""
        words = list(WORD.finditer(reading.plain))
        end = 0
        for at, first in enumerate(words):
            if first.start() < end or not first[0][0].isupper():
                continue
            for length in range(LONGEST_NAME, 1, -1):
                found = self._window(reading, words[at : at + length], length)
                if found:
                    end = found[1]
                    yield found
                    break
        yield from self._alone(reading, words)

    def likely(self, text: str) -> tuple[str, str] | None:
        """The driver that a misspelt name most likely means, as (driver id, printed name)."""
        folded = " ".join(fold(text).split())
        near = process.extract(folded, self.names.full, scorer=fuzz.ratio, limit=2, score_cutoff=72)
        if not near or near[0][0] == folded:
            return None
        if len(near) > 1 and near[0][1] - near[1][1] < 5:
            return None
        best = near[0][2]
        if _spelt_out(folded) == _spelt_out(near[0][0]):
            return None
        mine, known = folded.split(), near[0][0].split()
        families = fuzz.ratio(mine[-1], known[-1])
        if families == 100 and is_translated(mine[0], known[0]):
            return best, self.names.index.drivers[best][0].name
        if near[0][1] < 80 or families < 78 or (families < 100 and fuzz.ratio(mine[0], known[0]) < 80):
            return None
        if families == 100 and is_short_form(mine[0], known[0]):
            return None
        if families == 100 and (mine[0] in known[0] or known[0] in mine[0] or len(mine[0].rstrip(".")) < 3):
            return None
        return best, self.names.index.drivers[best][0].name

    def _window(self, reading: Reading, words: list[re.Match[str]], length: int) -> Misspelling | None:
        if len(words) < length or not words[-1][0][0].isupper():
            return None
        if any(reading.plain[a.end() : b.start()] != " " for a, b in pairwise(words)):
            return None
        if any(not w[0][0].isupper() and w[0] not in PARTICLES for w in words):
            return None
        if any(len(w[0]) > 3 and w[0].endswith(".") for w in words[:-1]):
            return None
        end = words[-1].start() + len(_bare(words[-1][0]))
        text = fold(reading.plain[words[0].start() : end])
        parts = set(text.split())
        if text in self.names.others or parts & (NOT_NAMES | NOT_FIRST) or self._holds_known(text):
            return None
        likely = self.likely(text)
        return (words[0].start(), end, *likely) if likely else None

    def _holds_known(self, text: str) -> bool:
        """Whether some words of a text are a name that needs no correction."""
        words = text.split()
        parts = (" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1))
        return any(part in self.names.aliases and (" " in part or part == text) for part in parts)

    def _alone(self, reading: Reading, words: list[re.Match[str]]) -> Iterator[Misspelling]:
        """Single capitalised words that are nearly a family name, and nothing else that is known."""
        lower = set(re.findall(r"(?<![\w'])[a-z][\w-]*", reading.plain))
        for word in words:
            text = fold(_bare(word[0]))
            if not word[0][0].isupper() or len(text) < 6 or text in lower or text in NOT_NAMES:
                continue
            if text in self.known_words or MAKES.fullmatch(text):
                continue
            near = process.extract(text, self.families, scorer=fuzz.ratio, limit=2, score_cutoff=86)
            if len({family for family, _, _ in near}) != 1 or near[0][1] == 100 or near[0][0][0] != text[0]:
                continue
            yield word.start(), word.start() + len(text), near[0][2], near[0][0].title()


def _bare(word: str) -> str:
    """A word without the possessive and without a closing mark."""
    return re.sub(r"(?:'s?|\.)+$", "", word)


def _spelt_out(name: str) -> str:
    """A name with its umlauts as one letter, however they are written: `Kirchhoefer` is `Kirchhöfer`."""
    return name.replace("oe", "o").replace("ue", "u").replace("ae", "a").replace("ss", "s").replace("-", " ")

"""Names of an entry list as reporters shorten them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pitboard.press.check.given_names import given_fits
from pitboard.press.check.index import Index
from pitboard.press.check.misspelt_names import Misspelt
from pitboard.press.check.name_words import (
    GENERIC,
    MAKES,
    NAME_BEFORE,
    NEXT_NAME,
    NOT_FIRST,
    NOT_NAMES,
    PARTICLES,
)
from pitboard.press.check.reading import Reading, fold
from pitboard.press.check.team_names import Teams, names_pattern


class Names:
    """The names of a session."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.full = {i: fold(driver.name) for i, (driver, _) in index.drivers.items()}
        self.aliases = self._people()
        self._person = names_pattern(self.aliases)
        families = {name.split()[-1] for name in self.full.values()}
        self.teams = Teams(index, families | self.aliases.keys())
        self.classes = self._classes()
        self.others = {fold(name) for past in index.past for name in past.drivers}
        self.places = _pairs(index.venue)
        self.misspelt = Misspelt(self)

    def _people(self) -> dict[str, set[str]]:
        aliases: dict[str, set[str]] = {}
        for driver_id, name in self.full.items():
            words = name.split()
            short = {name, " ".join(words[1:])}
            if len(words) > 2:
                short |= {words[-1], f"{words[0]} {words[-1]}"}
                short |= {f"{words[0]} {words[1]}"} if words[1] not in PARTICLES else set()
                short |= {words[1]} if len(words[1]) > 3 else set()
            if "-" in words[-1]:
                short |= {words[-1].split("-")[0], f"{words[0]} {words[-1].split('-')[0]}"}
            for alias in short:
                if len(alias) > 2:
                    aliases.setdefault(alias, set()).add(driver_id)
        return aliases

    def _classes(self) -> dict[str, str]:
        known = {}
        for code in self.index.classes:
            known[fold(code)] = code
            known[fold(self.index.class_name(code))] = code
        for spelling in ("gtd pro", "gtdpro", "gtd-pro"):
            if "GTDPRO" in self.index.classes:
                known[spelling] = "GTDPRO"
        return known

    def people(self, reading: Reading) -> Iterator[tuple[int, int, frozenset[str]]]:
        """People named, with the drivers they can be; nobody for one who is not on the entry list."""
        end = 0
        for hit in self._person.finditer(reading.folded) if self._person else ():
            if (
                hit.start() < end
                or _in_make(reading.folded, hit.start())
                or self._is_of_team(reading.plain, hit.start(), hit.end())
                or (not reading.plain[hit.start()].isupper() and " " not in hit[0])
            ):
                continue
            ids = frozenset(self.aliases[_normal(hit[0])])
            if any(_normal(hit[0]) == self.full[i] for i in ids):
                yield hit.start(), hit.end(), frozenset(i for i in ids if self.full[i] == _normal(hit[0]))
            else:
                yield self._with_given(reading, hit.start(), hit.end(), ids)
            end = hit.end()

    def _is_of_team(self, plain: str, start: int, end: int) -> bool:
        """Whether a family name is part of a team's or a place's: `Wayne Taylor Racing`, `WTR Andretti`, `Long Beach`."""
        follows = re.match(r" ([A-Z][\w-]+)", plain[end : end + 25])
        if follows is not None and f"{fold(plain[start:end])} {fold(follows[1])}" in self.places:
            return True
        leads = re.search(r"(?<![\w-])([A-Z]{3,}) $", plain[max(0, start - 8) : start])
        if leads is not None and fold(leads[1]) not in self.classes and leads[1] != "PRO":
            return True
        return follows is not None and fold(follows[1]) in GENERIC

    def _with_given(
        self, reading: Reading, start: int, end: int, ids: frozenset[str]
    ) -> tuple[int, int, frozenset[str]]:
        # A family name behind another given name is another person, unless the given name is short or misspelt.
        before = re.search(r"(?<![\w'-])([^\W\d_][\w.'-]*) $", reading.plain[max(0, start - 40) : start])
        if (
            before is None
            or not before[1][0].isupper()
            or (" " in reading.folded[start:end] and self._is_full(reading, start, end, ids))
        ):
            return start, end, ids
        word = fold(before[1]).rstrip(".")
        if (
            word in NOT_FIRST
            or word in NOT_NAMES
            or MAKES.fullmatch(word)
            or before[1].endswith("'s")
            or "'" in word
        ):
            return start, end, ids
        if self._ends_other_name(word):
            return start, end, ids
        fitting = frozenset(i for i in ids if given_fits(word, self.full[i].split()[0]))
        return max(0, start - 40) + before.start(1), end, fitting

    def _is_full(self, reading: Reading, start: int, end: int, ids: frozenset[str]) -> bool:
        first = reading.folded[start:end].split()[0]
        return any(self.full[i].split()[0] == first for i in ids)

    def _ends_other_name(self, word: str) -> bool:
        return any(word in alias.split() for alias in self.teams.aliases)

    def strangers(
        self, reading: Reading, people: list[tuple[int, int, frozenset[str]]]
    ) -> Iterator[tuple[int, int]]:
        """Full names that stand beside a driver's, joined by "and" or a comma, and are on no entry list."""
        covered = bytearray(len(reading.plain))
        for start, end, _ in people:
            covered[start:end] = b"\1" * (end - start)
        for start, end, _ in people:
            for hit in (NEXT_NAME.match(reading.plain, end), _last_before(reading.plain, start)):
                if hit is None:
                    continue
                first, last = hit.span("name")
                words = fold(hit["name"]).split()
                if any(covered[first:last]) or not self._may_be_person(words):
                    continue
                if self.misspelt.likely(hit["name"]) is None:
                    covered[first:last] = b"\1" * (last - first)
                    yield first, last

    def _may_be_person(self, words: list[str]) -> bool:
        known = self.teams.words
        return not any(w in NOT_NAMES or w in NOT_FIRST or MAKES.fullmatch(w) or w in known for w in words)


def _last_before(plain: str, at: int) -> re.Match[str] | None:
    """A full name that ends right before a place, joined to it."""
    found = None
    for hit in re.finditer(r"[A-ZÀ-Ý]", plain[max(0, at - 45) : at]):
        begin = max(0, at - 45) + hit.start()
        if begin and plain[begin - 1].isalpha():
            continue
        found = NAME_BEFORE.match(plain, begin, at)
        if found:
            return found
    return None


def _in_make(folded: str, at: int) -> bool:
    """Whether a word is the second of a make's name: the Martin of Aston Martin is nobody."""
    return any(hit.start() < at < hit.end() for hit in MAKES.finditer(folded, max(0, at - 12), at + 12))


def _normal(text: str) -> str:
    return " ".join(re.sub(r"\s+", " ", text).split())


def _pairs(text: str) -> set[str]:
    """Every two words that stand side by side in the name of a place, folded."""
    words = re.findall(r"\w+", fold(text))
    return {f"{first} {second}" for first, second in pairwise(words)}

"""Teams of an entry list as reporters shorten, join and misspell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from rapidfuzz import fuzz, process

from pitboard.press.check.index import Index
from pitboard.press.check.name_words import (
    GENERIC,
    MAKE_WORDS,
    MAKES,
    MODEL,
    NO_TEAM_ALONE,
    PART_OF_NAME,
    SMALL,
    TEAM_WORD,
)
from pitboard.press.check.reading import Reading, fold

LONGEST_NAME = 5
TeamHit = tuple[int, int, frozenset[str], str]


class Teams:
    """The teams of a session.

    Args:
        index: of the session.
        people: folded names that mean drivers and therefore no team.
    """

    def __init__(self, index: Index, people: AbstractSet[str]) -> None:
        self.index = index
        self.aliases = self._aliases(people)
        self.squashed = {
            squash(car.entry.team): car.entry.team for car in index.order if " " in car.entry.team
        }
        self.split = {team: fold(spaced(team)).split() for team in self.squashed.values()}
        self.by_words = {tuple(sorted(words)): team for team, words in self.split.items()}
        self.last_words = {words[-1] for words in self.split.values()}
        self.words = {word for alias in self.aliases for word in alias.split()}
        self._pattern = names_pattern(self.aliases)

    def _aliases(self, people: AbstractSet[str]) -> dict[str, frozenset[str]]:
        aliases: dict[str, set[str]] = {}
        spelt = {key: fold(spaced(car.entry.team)) for key, car in self.index.cars.items()}
        for key, car in self.index.cars.items():
            for name in {fold(car.entry.team), spelt[key]}:
                for alias in team_aliases(name):
                    aliases.setdefault(alias, set()).add(key)
        for alias, cars in aliases.items():
            # "AF Corse" is also how one speaks of Richard Mille AF Corse.
            if " " in alias:
                cars |= {key for key, name in spelt.items() if f" {alias} " in f" {name} "}
        return {alias: frozenset(cars) for alias, cars in aliases.items() if alias not in people}

    def hits(self, reading: Reading) -> Iterator[TeamHit]:
        """Teams named: (start, end, the cars they enter, the right name where this one is misspelt)."""
        plain = reading.plain
        for hit in self._pattern.finditer(reading.folded) if self._pattern else ():
            if plain[hit.start() : hit.end()].islower():
                continue
            if " " not in hit[0] and PART_OF_NAME.search(plain[max(0, hit.start() - 30) : hit.start()]):
                continue
            yield hit.start(), hit.end(), self.aliases[_as_alias(hit[0], self.aliases)], ""
        yield from self._nearly(reading)

    def _nearly(self, reading: Reading) -> Iterator[TeamHit]:
        """Teams that are written a little otherwise: `Kelly-Moss with Riley`, `Paul Millar Racing`."""
        words = list(TEAM_WORD.finditer(reading.plain))
        for at, first in enumerate(words):
            if not first[0][0].isupper():
                continue
            for length in range(LONGEST_NAME, 1, -1):
                found = self._window(reading, words[at : at + length], length)
                if found:
                    yield found
                    break

    def _window(self, reading: Reading, part: list[re.Match[str]], length: int) -> TeamHit | None:
        if len(part) < length or not part[-1][0][0].isupper():
            return None
        if any(reading.plain[a.end() : b.start()] != " " for a, b in pairwise(part)):
            return None
        if any(word[0].endswith(("'s", "'")) for word in part[:-1]):
            return None
        start, end = part[0].start(), part[-1].end() - (2 if part[-1][0].endswith("'s") else 0)
        folded = fold(reading.plain[start:end])
        if (
            folded in self.aliases
            or MAKES.fullmatch(folded)
            or (MAKES.fullmatch(fold(part[-1][0])) and not self._ends_a_team(folded))
        ):
            return None
        right = self._likely(folded)
        words = reading.plain[start:end].split()
        last = fold(words[-1])
        if any(make.startswith(f"{last} ") for make in MAKE_WORDS):
            return None
        small = {fold(word) for word in words if word.islower()}
        if right is None or not small <= set(self.split[right]) | {"con", "w/", "with"}:
            return None
        cars = frozenset(key for key, car in self.index.cars.items() if car.entry.team == right)
        mine, whole = folded.split(), fold(spaced(right)).split()
        swapped = mine != whole and sorted(mine) == sorted(whole)
        return start, end, cars, "" if _is_short_of(folded, right) and not swapped else right

    def _likely(self, folded: str) -> str | None:
        """The team that a text nearly is, or that it shortens; None where it is none."""
        words = folded.split()
        for team, whole in self.split.items():
            if words[0] == whole[0] and len(words) > 1 and set(words) < set(whole) and len(words[0]) > 3:
                return team if len(set(words) - SMALL - GENERIC) > 1 else None
        swapped = self.by_words.get(tuple(sorted(words)))
        if swapped is not None:
            return swapped
        text = squash(folded)
        near = process.extractOne(text, self.squashed.keys(), scorer=fuzz.ratio, score_cutoff=90)
        return self.squashed[near[0]] if near and len(text) > 8 else None

    def _ends_a_team(self, folded: str) -> bool:
        return folded.rsplit(maxsplit=1)[-1] in self.last_words


def _is_short_of(folded: str, right: str) -> bool:
    """Whether a name only leaves out or adds words, such as a model, and misspells none."""
    mine = {w for w in re.findall(r"[a-z0-9]+", folded) if not w.isdigit() and not MODEL.fullmatch(f" {w}")}
    known = set(re.findall(r"[a-z0-9]+", f"{fold(right)} {fold(spaced(right))}"))
    same = squash(folded) == squash(right)
    return (
        same
        or mine <= known
        or known <= mine
        or {w.rstrip("s") for w in mine} <= {w.rstrip("s") for w in known}
    )


def _as_alias(text: str, aliases: dict[str, frozenset[str]]) -> str:
    joined = " ".join(text.split())
    return joined if joined in aliases else re.sub(r"(?<= )(?:con|w/)(?= )", "with", joined)


def spaced(team: str) -> str:
    """A team with its joined words apart: `VasserSullivan` is Vasser Sullivan."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", team)


def squash(name: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", fold(name))


def team_aliases(name: str) -> set[str]:
    """What a team may be called for short; folded."""
    words = name.replace("/", " / ").split()
    if not words:
        return set()
    aliases = {" ".join(name.split())}
    starts = [0, 1] if MAKES.fullmatch(words[0]) else [0]
    for start in starts:
        for end in range(start + 2, len(words) + 1):
            part = words[start:end]
            if part[-1] in SMALL | {"/"} or all(MAKES.fullmatch(w) or len(w) < 3 for w in part):
                continue
            if len(part) == 2 and MAKES.fullmatch(part[0]) and part[1] in GENERIC and len(words) > 2:
                continue
            aliases.add(" ".join(part).replace(" / ", "/"))
    first = words[starts[-1] if starts[-1] < len(words) else 0]
    if (
        len(first) > 4
        and first not in NO_TEAM_ALONE | GENERIC
        and not any(make.startswith(first) for make in MAKE_WORDS)
    ):
        aliases.add(first)
    return {alias for alias in aliases if len(alias) > 2 and not MAKES.fullmatch(alias)}


def names_pattern(names: dict[str, set[str]] | dict[str, frozenset[str]]) -> re.Pattern[str] | None:
    """Any of some folded names as whole words, longest first; None where there is none."""
    if not names:
        return None
    ordered = sorted(names, key=len, reverse=True)
    body = "|".join(
        re.escape(name).replace(r"\ with\ ", r"\ (?:with|con|w/)\ ").replace(r"\ ", r"\s+")
        for name in ordered
    )
    return re.compile(rf"(?<![\w#-])(?:{body})(?![\w])")

"""What a text names: cars, people, teams, makes and classes, each with the cars it can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pitboard.press.check.index import Index
from pitboard.press.check.language import Language
from pitboard.press.check.name_words import MAKES, MODEL
from pitboard.press.check.names import Names
from pitboard.press.check.reading import Reading

MentionKind = Literal["number", "driver", "stranger", "team", "car", "class"]

_NUMBER = re.compile(
    r"(?:#\s?|(?<![\w])(?:no|nr|num|n|nos)[.°º]\s?|(?<!\w)n[°º]\s?|(?<!\w)(?:number|numero|car|vettura)\s#?)(?P<n>\d{1,3})(?![\w:]|[.,']\d)"
)

# "Il giro è il numero 47", "lap number 5": the number of a lap. A car is feminine in Italian: "la numero 47".
_OF_A_LAP = re.compile(r"(?:(?<!\w)giro\b[^.;:]*(?<!\w)il|(?<!\w)lap) $")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named.

    Attributes:
        kind: what it is; a `stranger` is a person who is not on the entry list.
        start, end: slice of the plain text.
        cars: entry ids it can mean; empty where none fits.
        value: its name as the session has it: number, driver id, make, class code.
        right: the likely right name, where this one is misspelt; else empty.
    """

    kind: MentionKind
    start: int
    end: int
    cars: frozenset[str]
    value: str
    right: str = ""


class Finder:
    """Finds everything named in a text."""

    def __init__(self, index: Index, names: Names, lang: Language) -> None:
        self.index = index
        self.names = names
        self.lang = lang
        self._class_codes = names.classes
        body = "|".join(sorted(map(re.escape, names.classes), key=len, reverse=True))
        self._class = re.compile(rf"(?<![\w-])(?:{body})(?![\w])") if body else None

    def find(self, reading: Reading) -> list[Mention]:
        """Every mention, in order, without overlaps: longer names win."""
        found = [*self._numbers(reading), *self._teams(reading), *self._drivers(reading)]
        found += [*self._classes(reading), *self._makes(reading)]
        rank = {"number": 0, "driver": 1, "stranger": 2, "team": 1, "class": 3, "car": 4}
        found.sort(key=lambda m: (rank[m.kind], -(m.end - m.start), m.start))
        kept: list[Mention] = []
        covered = bytearray(len(reading.plain))
        for mention in found:
            if not any(covered[mention.start : mention.end]):
                covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                kept.append(mention)
        return sorted(kept, key=lambda m: m.start)

    def _numbers(self, reading: Reading) -> list[Mention]:
        found = []
        for hit in _NUMBER.finditer(reading.folded):
            number = hit["n"]
            if _OF_A_LAP.search(reading.folded[max(0, hit.start() - 60) : hit.start()]):
                continue
            cars = frozenset(key for key, car in self.index.cars.items() if car.entry.number == number)
            found.append(Mention("number", hit.start(), hit.end("n"), cars, number))
        return found

    def _drivers(self, reading: Reading) -> list[Mention]:
        found = []
        people = list(self.names.people(reading))
        for start, end in self.names.strangers(reading, people):
            found.append(Mention("stranger", start, end, frozenset(), ""))
        for start, end, driver_id, right in self.names.misspelt.find(reading):
            cars = frozenset(car.entry.entry_id for car in self.index.drivers[driver_id][1])
            found.append(Mention("driver", start, end, cars, driver_id, right))
        for start, end, ids in people:
            cars = frozenset(car.entry.entry_id for i in ids for car in self.index.drivers[i][1])
            kind: MentionKind = "driver" if ids else "stranger"
            found.append(Mention(kind, start, end, cars, "|".join(sorted(ids))))
        return found

    def _teams(self, reading: Reading) -> list[Mention]:
        found = [
            Mention("team", start, end, cars, reading.plain[start:end], right)
            for start, end, cars, right in self.names.teams.hits(reading)
        ]
        for wrong, right in self.lang.table["translations"].items():
            cars = frozenset(key for key, car in self.index.cars.items() if car.entry.team == right)
            hits = re.finditer(rf"(?<!\w){wrong}(?!\w)", reading.folded) if cars else ()
            found += [
                Mention("team", hit.start(), hit.end(), cars, hit[0], right)
                for hit in hits
                if not reading.plain[hit.start()].islower()
            ]
        return found

    def _classes(self, reading: Reading) -> list[Mention]:
        if self._class is None:
            return []
        found = []
        for hit in self._class.finditer(reading.folded):
            code = self._class_codes[hit[0]]
            cars = frozenset(car.entry.entry_id for car in self.index.classes.get(code, []))
            found.append(Mention("class", hit.start(), hit.end(), cars, code))
        return found

    def _makes(self, reading: Reading) -> list[Mention]:
        found = []
        for hit in MAKES.finditer(reading.folded):
            if not reading.plain[hit.start()].isupper():
                continue
            word = {"chevy": "chevrolet", "mercedes-amg": "mercedes", "mercedes": "mercedes"}.get(
                hit[0], hit[0]
            )
            cars = frozenset(key for key, car in self.index.cars.items() if word in car.makes)
            model = MODEL.match(reading.folded, hit.end())
            end = model.end() if model else hit.end()
            found.append(Mention("car", hit.start(), end, cars, word))
        return found

"""Names of an entry list as reporters shorten and misspell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz, process

from pitboard.press.check.given_names import given_fits, is_short_form
from pitboard.press.check.index import Index
from pitboard.press.check.reading import Reading, fold

MAKE_WORDS = (
    "cadillac", "porsche", "bmw", "acura", "lamborghini", "ferrari", "lexus", "mercedes-amg", "mercedes", "mclaren",
    "aston martin", "corvette", "chevrolet", "ford", "mustang", "audi", "oreca", "ligier", "duqueine", "mazda", "nissan",
    "toyota", "alpine", "peugeot", "bentley", "hyundai", "dallara", "isotta fraschini", "glickenhaus", "vanwall", "lotus",
)  # fmt: skip
MAKES = re.compile(r"(?<![\w-])(?:" + "|".join(MAKE_WORDS) + r")(?!\w)")
# What follows a make within the name of its car.
MODEL = re.compile(
    r"(?:[ -](?:amg|v-series\.?[ ]?r?|v-lmdh|arx-0\d|963|m|hybrid|v8|m4|m8|gt3|gte|rc|f|evo2?|z06|c8\.r|911|rsr|296|720s|"
    r"huracan|nsx|vantage|mustang|lmp[23]|lmdh|dpi|sc63|amr|js|p320|p3-15|d08|m6|rs|r8|gt4|coupe|gtd|gte|lc|corvette|gt3\.r)"
    r"(?!\w))+(?: ?\(99[12]\))?"
)
_GENERIC = {
    "racing",
    "motorsport",
    "motorsports",
    "team",
    "usa",
    "competition",
    "competizione",
    "engineering",
    "autosport",
}
# A single word that ends a longer name is not the team of that word: the Riley of "Kelly-Moss with Riley".
_PART_OF_NAME = re.compile(r"(?:(?<!^)[A-Z][\w-]+ (?:with|by|w/) |[A-Z]\w*-)$")
_TEAM_WORD = re.compile(r"[\w/'.-]*\w")
_PARTICLES = {"van", "de", "der", "den", "di", "da", "von", "del", "dos", "la"}
_SMALL = {"by", "with", "w/", "of", "and", "the", "m", "&", "-", "for"}
_NO_TEAM_ALONE = {
    "heart", "united", "sun", "era", "iron", "wayne", "paul", "rick", "porsche", "tower", "high", "sean", "lone", "forte",
    "triarsi", "jr", "the", "andretti", "wright", "richard", "meyer", "via", "black", "performance", "core", "hardpoint",
    "weathertech", "team", "riley", "magnus", "turner", "crowdstrike", "whelen", "mustang", "scuderia", "mosler",
} - {"riley", "magnus", "turner", "crowdstrike", "whelen", "triarsi"}  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w'.-]*")
_FULL_NAME = (
    r"(?P<name>[A-ZÀ-Ý][\w'-]+(?: (?:van|de|der|den|di|da|von|del|dos))*(?: [A-ZÀ-Ý][\w'-]*\w){1,2})(?!\w)"
)
_NEXT_NAME = re.compile(rf"(?:,? (?:and|e|ed|&) |, |/)(?:the |il )?{_FULL_NAME}(?=[\s,.;:)]|$)")
_NAME_BEFORE = re.compile(rf"{_FULL_NAME}(?:,? (?:and|e|ed|&) |, |/)$")
_NOT_NAMES = {
    "daytona", "sebring", "detroit", "long", "beach", "laguna", "seca", "rolex", "imsa", "roar", "road", "america", "vir",
    "virginia", "lime", "rock", "park", "florida", "california", "michelin", "weathertech", "the", "in", "la", "il", "le",
    "gtp", "gtd", "pro", "lmp2", "lmp3", "dpi", "gtlm", "bronze", "silver", "balance", "performance", "bop", "pole",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "sunday", "saturday", "friday", "monday", "grand", "prix", "american", "italian", "british", "petit",
    "mans", "hours", "international", "speedway", "raceway", "hybrid", "huracan", "vantage", "team", "canadian", "tire",
    "motorsport", "glen", "watkins", "atlanta", "indianapolis", "mosport", "championship", "series", "v-series.r",
    "italia", "italiano", "italiana", "usa", "motorsports", "racing", "prototype", "evo", "code", "rouge",
    "before", "gran", "turismo", "endurance", "cup", "sportscar", "grands", "sprint",
    "pipe", "state", "farm", "street", "course", "circuit", "canada", "mazda", "spa", "monza", "ohio", "mid-ohio", "world",
}  # fmt: skip
_NOT_FIRST = {
    "the", "and", "but", "behind", "with", "for", "in", "at", "on", "while", "both", "after", "from", "team-mate", "then",
    "la", "il", "le", "con", "per", "ma", "poi", "dietro", "davanti", "alle", "mentre", "seconda", "secondo", "terzo",
    "terza", "second", "third", "fourth", "fifth", "quarto", "quinto", "sesto", "quarta", "quinta", "terzi", "secondi",
    "e", "ed", "di", "da", "vittoria", "successo", "prima", "primo", "anche", "sophomore", "rookie", "veteran", "reigning",
    "fastest", "pole", "winner", "next", "when", "if", "yet", "only", "as", "by", "that", "this", "sesta", "solo", "dopo",
    "miglior", "bene", "best", "brilliant", "bravo", "ottimo", "sixth", "seventh", "eighth", "ninth", "tenth", "however",
    "also", "like", "nor", "is", "to", "su", "tra", "fra", "quindi", "invece", "che", "quando", "dove", "come",
}  # fmt: skip


class Names:
    """The names of a session."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.full = {i: fold(driver.name) for i, (driver, _) in index.drivers.items()}
        self.aliases = self._people()
        self._person = _pattern(self.aliases)
        self._team_aliases = self._teams()
        self._team = _pattern(self._team_aliases)
        self.classes = self._classes()
        self.others = {fold(name) for past in index.past for name in past.drivers}

    def _people(self) -> dict[str, set[str]]:
        aliases: dict[str, set[str]] = {}
        for driver_id, name in self.full.items():
            words = name.split()
            short = {name, " ".join(words[1:])}
            if len(words) > 2:
                short |= {words[-1], f"{words[0]} {words[-1]}", f"{words[0]} {words[1]}"}
                short |= {words[1]} if len(words[1]) > 3 else set()
            if "-" in words[-1]:
                short |= {words[-1].split("-")[0], f"{words[0]} {words[-1].split('-')[0]}"}
            for alias in short:
                if len(alias) > 2:
                    aliases.setdefault(alias, set()).add(driver_id)
        return aliases

    def _teams(self) -> dict[str, frozenset[str]]:
        aliases: dict[str, set[str]] = {}
        for key, car in self.index.cars.items():
            spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", car.entry.team)
            for name in {car.entry.team, spaced}:
                for alias in _team_aliases(fold(name)):
                    aliases.setdefault(alias, set()).add(key)
        families = {name.split()[-1] for name in self.full.values()}
        return {
            alias: frozenset(cars)
            for alias, cars in aliases.items()
            if alias not in families and alias not in self.aliases
        }

    def _classes(self) -> dict[str, str]:
        known = {}
        for code in self.index.classes:
            known[fold(code)] = code
            known[fold(self.index.class_name(code))] = code
        for spelling in ("gtd pro", "gtdpro", "gtd-pro"):
            if "GTDPRO" in self.index.classes:
                known[spelling] = "GTDPRO"
        return known

    def team_hits(self, reading: Reading) -> Iterator[tuple[int, int, frozenset[str], str]]:
        """Teams named: (start, end, the cars they enter, the right name where this one is misspelt)."""
        for hit in self._team.finditer(reading.folded) if self._team else ():
            plain = reading.plain
            if plain[hit.start() : hit.end()].islower():
                continue
            if " " not in hit[0] and _PART_OF_NAME.search(plain[max(0, hit.start() - 30) : hit.start()]):
                continue
            yield hit.start(), hit.end(), self._team_aliases[_normal(hit[0])], ""
        yield from self._squashed_teams(reading)

    def _squashed_teams(self, reading: Reading) -> Iterator[tuple[int, int, frozenset[str], str]]:
        """Teams of several words that are written a little otherwise: `Kelly-Moss with Riley`, `Paul Millar Racing`."""
        names = {_squash(car.entry.team): car.entry.team for car in self.index.order if " " in car.entry.team}
        words = list(_TEAM_WORD.finditer(reading.plain))
        for at, first in enumerate(words):
            for length in (5, 4, 3, 2):
                part = words[at : at + length]
                if len(part) < length or not first[0][0].isupper() or not part[-1][0][0].isupper():
                    continue
                if any(not reading.plain[a.end() : b.start()].isspace() for a, b in pairwise(part)):
                    continue
                start, end = first.start(), part[-1].end()
                if MAKES.fullmatch(fold(part[-1][0])) and not self._ends_a_team(fold(part[-1][0])):
                    continue
                text = _squash(reading.plain[start:end])
                near = process.extractOne(text, names.keys(), scorer=fuzz.ratio, score_cutoff=90)
                if len(text) < 9 or near is None or fold(reading.plain[start:end]) in self._team_aliases:
                    continue
                cars = frozenset(
                    key for key, car in self.index.cars.items() if _squash(car.entry.team) == near[0]
                )
                right = "" if near[1] == 100 or near[0] in text or text in near[0] else names[near[0]]
                yield start, end, cars, right
                break

    def _ends_a_team(self, word: str) -> bool:
        return any(fold(car.entry.team).split()[-1] == word for car in self.index.order if car.entry.team)

    def people(self, reading: Reading) -> Iterator[tuple[int, int, frozenset[str]]]:
        """People named, with the drivers they can be; nobody for one who is not on the entry list."""
        end = 0
        for hit in self._person.finditer(reading.folded) if self._person else ():
            if (
                hit.start() < end
                or _in_make(reading.folded, hit.start())
                or (not reading.plain[hit.start()].isupper() and " " not in hit[0])
            ):
                continue
            ids = frozenset(self.aliases[_normal(hit[0])])
            if any(_normal(hit[0]) == self.full[i] for i in ids):
                yield hit.start(), hit.end(), frozenset(i for i in ids if self.full[i] == _normal(hit[0]))
            else:
                yield self._with_given(reading, hit.start(), hit.end(), ids)
            end = hit.end()

    def _with_given(
        self, reading: Reading, start: int, end: int, ids: frozenset[str]
    ) -> tuple[int, int, frozenset[str]]:
        # A family name behind another given name is another person, unless the given name is short or misspelt.
        before = re.search(r"(?<![\w'-])([^\W\d_][\w.'-]*) $", reading.plain[:start])
        if (
            before is None
            or not before[1][0].isupper()
            or (" " in reading.folded[start:end] and self._is_full(reading, start, end, ids))
        ):
            return start, end, ids
        word = fold(before[1]).rstrip(".")
        if (
            word in _NOT_FIRST
            or word in _NOT_NAMES
            or MAKES.fullmatch(word)
            or before[1].endswith("'s")
            or "'" in word
        ):
            return start, end, ids
        if self._ends_other_name(word):
            return start, end, ids
        fitting = frozenset(i for i in ids if given_fits(word, self.full[i].split()[0]))
        return before.start(1), end, fitting

    def _is_full(self, reading: Reading, start: int, end: int, ids: frozenset[str]) -> bool:
        first = reading.folded[start:end].split()[0]
        return any(self.full[i].split()[0] == first for i in ids)

    def _ends_other_name(self, word: str) -> bool:
        return any(word in alias.split() for alias in self._team_aliases)

    def strangers(
        self, reading: Reading, people: list[tuple[int, int, frozenset[str]]]
    ) -> Iterator[tuple[int, int]]:
        """Full names that stand beside a driver's, joined by "and" or a comma, and are on no entry list."""
        taken = [(start, end) for start, end, _ in people]
        for start, end, _ in people:
            for hit in (_NEXT_NAME.match(reading.plain, end), _last_before(reading.plain, start)):
                if hit is None:
                    continue
                first, last = hit.span("name")
                words = fold(hit["name"]).split()
                free = all(last <= a or b <= first for a, b in taken)
                if free and self._may_be_person(words) and self.likely(hit["name"]) is None:
                    taken.append((first, last))
                    yield first, last

    def _may_be_person(self, words: list[str]) -> bool:
        known = {w for alias in self._team_aliases for w in alias.split()}
        return not any(w in _NOT_NAMES or w in _NOT_FIRST or MAKES.fullmatch(w) or w in known for w in words)

    def likely(self, text: str) -> tuple[str, str] | None:
        """The driver that a misspelt name most likely means, as (driver id, printed name)."""
        folded = _normal(fold(text))
        near = process.extract(folded, self.full, scorer=fuzz.ratio, limit=2, score_cutoff=80)
        if not near or near[0][0] == folded:
            return None
        if len(near) > 1 and near[0][1] - near[1][1] < 5:
            return None
        best = near[0][2]
        if _spelt_out(folded) == _spelt_out(near[0][0]):
            return None
        mine, known = folded.split(), self.full[best].split()
        families = fuzz.ratio(mine[-1], known[-1])
        if families < 78 or (families < 100 and fuzz.ratio(mine[0], known[0]) < 80):
            return None
        if families == 100 and is_short_form(mine[0], known[0]):
            return None
        if families == 100 and (mine[0] in known[0] or known[0] in mine[0] or len(mine[0].rstrip(".")) < 3):
            return None
        return best, self.index.drivers[best][0].name

    def misspelt(self, reading: Reading) -> Iterator[tuple[int, int, str, str]]:
        """Names that are nearly a driver's: (start, end, driver id, right name)."""
        words = list(_WORD.finditer(reading.plain))
        end = 0
        for at, first in enumerate(words):
            if first.start() < end or not first[0][0].isupper():
                continue
            for length in (4, 3, 2):
                found = self._nearly(reading, words[at : at + length], length)
                if found:
                    end = found[1]
                    yield found
                    break
        yield from self._misspelt_alone(reading)

    def _nearly(
        self, reading: Reading, words: list[re.Match[str]], length: int
    ) -> tuple[int, int, str, str] | None:
        if len(words) < length or not words[-1][0][0].isupper():
            return None
        if any(reading.plain[a.end() : b.start()] != " " for a, b in pairwise(words)):
            return None
        if any(not w[0][0].isupper() and w[0] not in _PARTICLES for w in words):
            return None
        if any(len(w[0]) > 3 and w[0].endswith(".") for w in words[:-1]):
            return None
        last = words[-1]
        end = last.end() - (2 if last[0].endswith("'s") else len(last[0]) - len(last[0].rstrip(".'")))
        text = fold(reading.plain[words[0].start() : end])
        if text in self.others or set(text.split()) & (_NOT_NAMES | _NOT_FIRST) or self._holds_known(text):
            return None
        likely = self.likely(text)
        return (words[0].start(), end, *likely) if likely else None

    def _holds_known(self, text: str) -> bool:
        """Whether some words of a text are a name that needs no correction."""
        words = text.split()
        parts = (" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1))
        return any(part in self.aliases and (" " in part or part == text) for part in parts)

    def _misspelt_alone(self, reading: Reading) -> Iterator[tuple[int, int, str, str]]:
        """Single capitalised words in a sentence that are nearly a family name, and nothing else that is known."""
        families = {i: name.split()[-1] for i, name in self.full.items() if len(name.split()[-1]) > 5}
        lower = set(re.findall(r"(?<![\w'])[a-z][\w-]*", reading.plain))
        for word in _WORD.finditer(reading.plain):
            text = fold(word[0]).rstrip(".").removesuffix("'s")
            if (
                not word[0][0].isupper()
                or len(text) < 6
                or text in lower
                or text in _NOT_NAMES
                or text in self.aliases
            ):
                continue
            if any(
                text in name.split() for name in (*self.aliases, *self.others, *self._team_aliases)
            ) or MAKES.fullmatch(text):
                continue
            near = process.extract(text, families, scorer=fuzz.ratio, limit=2, score_cutoff=86)
            if near and near[0][1] < 100 and (len(near) == 1 or near[0][0] != near[1][0]) and len(near) == 1:
                yield word.start(), word.start() + len(text), near[0][2], near[0][0].title()


def _last_before(plain: str, at: int) -> re.Match[str] | None:
    """A full name that ends right before a place, joined to it."""
    found = None
    for hit in re.finditer(r"[A-ZÀ-Ý]", plain[max(0, at - 45) : at]):
        begin = max(0, at - 45) + hit.start()
        if begin and plain[begin - 1].isalpha():
            continue
        found = _NAME_BEFORE.match(plain, begin, at)
        if found:
            return found
    return None


def _in_make(folded: str, at: int) -> bool:
    """Whether a word is the second of a make's name: the Martin of Aston Martin is nobody."""
    return any(hit.start() < at < hit.end() for hit in MAKES.finditer(folded, max(0, at - 12), at + 12))


def _squash(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))


def _spelt_out(name: str) -> str:
    """A name with its umlauts as one letter, however they are written: `Kirchhoefer` is `Kirchhöfer`."""
    return name.replace("oe", "o").replace("ue", "u").replace("ae", "a").replace("ss", "s").replace("-", " ")


def _normal(text: str) -> str:
    return " ".join(re.sub(r"\s+", " ", text).split())


def _team_aliases(name: str) -> set[str]:
    words = name.replace("/", " / ").split()
    aliases = {" ".join(name.split())}
    starts = [0, 1] if MAKES.fullmatch(words[0]) else [0]
    for start in starts:
        for end in range(start + 2, len(words) + 1):
            part = words[start:end]
            if part[-1] in _SMALL | {"/"} or all(MAKES.fullmatch(w) or len(w) < 3 for w in part):
                continue
            if len(part) == 2 and MAKES.fullmatch(part[0]) and part[1] in _GENERIC and len(words) > 2:
                continue
            aliases.add(" ".join(part).replace(" / ", "/"))
    first = words[starts[-1] if starts[-1] < len(words) else 0]
    if (
        len(first) > 4
        and first not in _NO_TEAM_ALONE | _GENERIC
        and not any(m.startswith(first) for m in MAKE_WORDS)
    ):
        aliases.add(first)
    return {alias for alias in aliases if len(alias) > 2 and not MAKES.fullmatch(alias)}


def _pattern(names: dict[str, set[str]] | dict[str, frozenset[str]]) -> re.Pattern[str] | None:
    if not names:
        return None
    ordered = sorted(names, key=len, reverse=True)
    body = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)
    return re.compile(rf"(?<![\w#-])(?:{body})(?![\w])")

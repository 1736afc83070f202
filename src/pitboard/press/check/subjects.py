"""Mentions that belong together, and the car they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pitboard.press.check.language import Language
from pitboard.press.check.mentions import Mention
from pitboard.press.check.name_words import MAKES
from pitboard.press.check.reading import Reading

CLEAR_MARGIN = 0.5
_WEIGHT = {"number": 3.0, "driver": 3.0, "stranger": 0.0, "team": 2.5, "car": 1.0, "class": 0.0}
_ONCE = {"number", "team", "car"}
_PEOPLE = {"driver", "stranger"}
LONGEST_LINK = 14
# Marks that part what they stand between; those within a time such as 1:32.656 or 1'32"656 do not.
_STOP = re.compile(r"[;|\n]|[:\"](?! ?\d)|\. ")
_SHARES = re.compile(r"(?<!\w)(?:shar(?:es?|ed|ing)|divide|condivid\w+)(?!\w)")
_ARTICLES = {"the", "la", "il", "l'"}
_ABOARD = re.compile(
    r" (?:(?:sharing|who shares?|who shared|che divide|che condivide) (?:the|la|l')|in (?:the|his|her|their)|in|aboard (?:the|his|her|their)|driving (?:the|a)|at the wheel of (?:the|a)|with (?:his|her)|"
    r"con l[a']|con|sull[a']|sul|al volante dell[ae']|alla guida dell[ae']|a bordo dell[ae'])\s*$"
)
_FELLOW = re.compile(r" (?:counterparts?|rivals?|team-?mates?|colleagues?|stablemates?)(?!\w)")
_OWNER = re.compile(r"^'s? ")
_ON_BOARD = re.compile(
    r"(?:in (?:the|an?|his|her|their)|aboard (?:the|his|her|their)|al volante dell[ae']|con l[a'])\s?$"
)


Support = Callable[[str, int, int, Sequence[Mention]], float]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence speaks of.

    Attributes:
        mentions: in order.
        cars: entry ids that it can mean; one where it is plain.
        wrong: mentions that the others outvote.
    """

    mentions: tuple[Mention, ...]
    cars: frozenset[str]
    wrong: tuple[Mention, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.mentions[-1].end

    @property
    def car(self) -> str | None:
        """The car it means; None where several are possible."""
        return next(iter(self.cars)) if len(self.cars) == 1 else None

    @property
    def people(self) -> tuple[Mention, ...]:
        """The drivers named."""
        return tuple(m for m in self.mentions if m.kind == "driver")

    @property
    def has_identity(self) -> bool:
        """Whether a number, a driver or a team is named; a make alone names nobody."""
        return any(m.kind in ("number", "driver", "team") and m.cars for m in self.mentions)


class Linker:
    """Groups the mentions of a sentence."""

    def __init__(
        self,
        reading: Reading,
        lang: Language,
        support: Support,
        numbers: Mapping[str, str],
        classes: Iterable[str],
    ) -> None:
        self.reading = reading
        self.numbers = numbers
        self.lang = lang
        self.support = support
        self._words = {*lang.words("links", "words"), *(word for name in classes for word in name.split())}
        self._and = set(lang.words("links", "and"))
        self._preps = _ending(lang.alternatives("links", "preps"))
        self._weak = _ending(lang.alternatives("links", "weak_preps"))
        self._breakers = lang.pattern("links", "breakers")
        breakers = lang.alternatives("links", "breakers")
        self._led = re.compile(rf"(?<![\w'])(?:{breakers})(?: \w+| \w+'){{0,2}}\W*$")
        places = [lang.alternatives("position", key) for key in ("pole", "win", "fastest")]
        self._place_for = re.compile(
            rf"(?:{'|'.join(places)}|{lang.ordinal.pattern}|posto|place|position|posizione)(?: (?:in|di) [\w ]{{2,16}}?)? (?:for|per) (?:the |il |la |l')?$"
        )

    def subjects(self, mentions: Sequence[Mention], start: int, end: int) -> list[Subject]:
        """The subjects of a sentence.

        Args:
            mentions: of the sentence, classes left out.
            start: of the sentence.
            end: of the sentence.
        """
        groups: list[list[Mention]] = []
        for mention in mentions:
            if groups and self._belongs(groups[-1], mention):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        return [subject for group in groups for subject in self._resolve(group, start, end)]

    def _belongs(self, group: list[Mention], new: Mention) -> bool:
        last = group[-1]
        between = self.reading.folded[last.end : new.start]
        if _STOP.search(between) or self._breakers.search(between):
            return False
        kinds = [m.kind for m in group]
        if new.kind in _ONCE and new.kind in kinds:
            return False
        if new.kind == "number" and "car" in kinds and MAKES.match(self.reading.folded, new.end + 1):
            # "left Corvette for the No. 40 Acura": the number goes with the make behind it.
            return False
        if new.kind == "team" and _FELLOW.match(self.reading.folded, new.end):
            return False
        if self._differs_by_nought(last, new) and "," not in between and len(between.split()) <= 6:
            return True
        if last.kind in _PEOPLE and new.kind in _PEOPLE:
            return self._is_crew(group, new, between)
        if new.kind in _PEOPLE and any(k in _PEOPLE for k in kinds):
            return False
        words = _OWNER.sub(" ", between).replace("'", "' ").split()
        # Unfolded: the Italian "e" joins, "è" does not.
        joins = any(word in self._and for word in self.reading.plain[last.end : new.start].casefold().split())
        if joins and not (new.kind == "number" and last.kind == "driver" and _ON_BOARD.search(between)):
            return False
        lead = self.reading.folded[group[0].start : new.start]
        if between.strip() == "," and new.kind not in kinds and lead.rfind("(") > lead.rfind(")"):
            return True
        if "," in between or ")" in between:
            return self._after_comma(between, last, new)
        words = [w.strip("()") for w in words]
        if len(words) <= 6 and all(w in self._words or w.rstrip("'") in self._words or not w for w in words):
            return True
        return self._at_distance(group, new, between)

    def _differs_by_nought(self, last: Mention, new: Mention) -> bool:
        """Whether one is a number that, but for a nought, is that of the other's car: `#1` with a driver of `#01`."""
        if {last.kind, new.kind} != {"number", "driver"}:
            return False
        number, driver = (last, new) if last.kind == "number" else (new, last)
        bare = number.value.lstrip("0")
        return any(
            n != number.value and n.lstrip("0") == bare for n in map(self.numbers.get, driver.cars) if n
        )

    def _is_crew(self, group: list[Mention], new: Mention, between: str) -> bool:
        """Whether a further person is of the same crew: joined by "and", or by a comma within a list."""
        joint = between.strip(" ")
        if joint in {"/", "-", *self._and, *(f", {w}" for w in self._and)}:
            return True
        if joint != ",":
            return False
        if _together([*group, new]):
            return True
        more = re.match(rf",? (?:{'|'.join(self._and)}) \w", self.reading.folded[new.end :][:12])
        lead = self.reading.folded[max(0, group[0].start - 30) : group[0].start]
        return more is not None and self._led.search(lead) is None

    def _after_comma(self, between: str, last: Mention, new: Mention) -> bool:
        tail = re.split(r"[,)]", between)[-1].strip()
        follows = self.reading.folded[new.end : new.end + 40]
        if last.kind in ("car", "team") and new.kind == "number" and tail in _ARTICLES:
            # "in the second Lexus, the No. 15."
            return re.match(r"\s*(?:[,.;)]|$|(?:with|of|con|di)\b)", follows) is not None
        tail = re.sub(r" (?:vettura|auto|macchina|car|entry)$", "", tail)
        strict = _ABOARD.search(" " + tail + " ")
        # "with the No. 25 BMW fourth" speaks of another car.
        other = re.match(rf"(?: [\w-]+)?,? {self.lang.ordinal_body}(?!\w)", follows)
        return (
            last.kind == "driver"
            and new.kind in _ONCE
            and strict is not None
            and len(tail.split()) <= 8
            and not other
        )

    def _at_distance(self, group: list[Mention], new: Mention, between: str) -> bool:
        if group[-1].kind in _PEOPLE and _OWNER.match(between):
            # "Derani's best time in the No. 01": whose car that is, is left open.
            return False
        if len(between.split()) > LONGEST_LINK or not self._preps.search(between.rstrip() + " "):
            return False
        if new.kind in _PEOPLE and group[-1].kind == "number" and _SHARES.search(self._lead(group)):
            return between.strip() in ("with", "con")
        if new.kind in _PEOPLE or self._weak.search(between.rstrip() + " "):
            strong = new.kind == "team" and self._place_for.search(between)
            return bool(strong) or bool(_together([*group, new]))
        return True

    def _lead(self, group: list[Mention]) -> str:
        """What stands before the last mention of a group, back to the one before it."""
        first = group[-2].end if len(group) > 1 else max(0, group[-1].start - 30)
        return self.reading.folded[first : group[-1].start]

    def _resolve(self, group: list[Mention], start: int, end: int) -> list[Subject]:
        cars = _together(group)
        if cars and all(m.cars for m in group):
            return [Subject(tuple(group), cars)]
        people = [m for m in group if m.kind == "driver"]
        others = [m for m in group if m.kind not in _PEOPLE]
        alone = [_together([person, *others]) for person in people]
        named = any(m.kind in ("number", "team") for m in others)
        if len(people) > 1 and not _together(people) and (not named or all(alone)):
            return [Subject((m,), m.cars) for m in group]
        return [self._outvote(group, start, end)]

    def _outvote(self, group: list[Mention], start: int, end: int) -> Subject:
        votes: dict[str, float] = {}
        for mention in group:
            for car in mention.cars:
                votes[car] = votes.get(car, 0.0) + _WEIGHT[mention.kind]
        if not votes:
            return Subject(tuple(group), frozenset())
        for car in votes:
            votes[car] += self.support(car, start, end, group)
        ranked = sorted(votes.values(), reverse=True)
        best = frozenset(car for car, count in votes.items() if count == ranked[0])
        others = [count for car, count in votes.items() if car not in best]
        if (
            others
            and ranked[0] - max(others) < CLEAR_MARGIN
            and self._is_torn(group, votes, best, max(others))
        ):
            return Subject(tuple(group), frozenset())
        if len(best) > 1 and not _together(group):
            best = frozenset()
        wrong = tuple(m for m in group if best and not m.cars & best)
        return Subject(tuple(group), best, wrong)

    def _is_torn(
        self, group: list[Mention], votes: dict[str, float], best: frozenset[str], second: float
    ) -> bool:
        """Whether a number says one car and a driver another, and nothing tells which of the two is wrong."""
        rivals = {car for car, count in votes.items() if car not in best and count == second}
        return any(m.cars & rivals and not m.cars & best for m in group if m.kind in ("number", "driver"))


def _together(group: Sequence[Mention]) -> frozenset[str]:
    sets = [m.cars for m in group if m.cars]
    return frozenset.intersection(*sets) if sets else frozenset()


def _ending(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{body})\s?[(]?\s?$")

"""A sentence under examination: its subjects, its classes, and whom a value in it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pitboard.press.check.claims import Claim, Kind, Verdict
from pitboard.press.check.index import Car, Index
from pitboard.press.check.language import Language
from pitboard.press.check.mentions import Mention
from pitboard.press.check.names import Names
from pitboard.press.check.reading import Reading
from pitboard.press.check.subjects import Subject

LONGEST_REACH = 14


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a value speaks of.

    Attributes:
        subject: the nearest one.
        plain: whether the sentence leaves no other reading; only then may a value be called wrong.
    """

    subject: Subject
    plain: bool


@dataclass
class Context:
    """A sentence.

    Attributes:
        start, end: slice of the plain text.
        subjects, classes: of the sentence, in order.
        carried: subjects of the sentence before, in the same paragraph.
        in_course: whether the paragraph tells how the session went on.
        topic: class that the paragraph speaks of; empty where none was named.
        claims: what was found so far.
    """

    index: Index
    names: Names
    lang: Language
    reading: Reading
    start: int
    end: int
    subjects: Sequence[Subject]
    classes: Sequence[Mention]
    carried: Sequence[Subject] = ()
    topic: str = ""
    in_course: bool = False
    claims: list[Claim] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence, folded."""
        return self.reading.folded[self.start : self.end]

    def before(self, at: int, length: int = 60) -> str:
        """Folded text of the sentence before a place, cut between words."""
        first = max(self.start, at - length)
        while self.start < first < at and self._is_within_word(first):
            first += 1
        return self.reading.folded[first:at]

    def after(self, at: int, length: int = 60) -> str:
        """Folded text of the sentence after a place, cut between words."""
        last = min(self.end, at + length)
        while at < last < self.end and self._is_within_word(last):
            last -= 1
        return self.reading.folded[at:last]

    def _is_within_word(self, at: int) -> bool:
        folded = self.reading.folded
        return folded[at - 1].isalnum() and folded[at].isalnum()

    def has(self, section: str, key: str) -> bool:
        """Whether a word of a list stands in the sentence."""
        return self.lang.has(section, key, self.text)

    def has_word(self, section: str, key: str, text: str) -> bool:
        """Whether a word of a list stands in a part of the sentence."""
        return self.lang.has(section, key, text)

    def has_unsure(self, text: str) -> bool:
        """Whether a text speaks of another time than the end of the session: a start, an earlier year, a points table."""
        return self.lang.has("position", "unsure", text) or self._other_years(text)

    @property
    def names_other_year(self) -> bool:
        """Whether the sentence names a year that is not the session's."""
        return self._other_years(self.text)

    def _other_years(self, text: str) -> bool:
        years = [int(year) for year in re.findall(r"(?<![\d.:,'])(?:19|20)\d\d(?![\d:.,']\d)", text)]
        own = self.index.day.year if self.index.day else 0
        return any(year != own for year in years)

    def is_narrated(self, at: int) -> bool:
        """Whether a figure may be of an earlier moment: by its clause, or as the paragraph tells how it went on."""
        clause = re.split(r"[;:](?!\d)", self.before(at, 160))[-1] + self.after(at, 60)
        return self.has_unsure(clause) or (self.in_course and not self.index.is_race)

    def car(self, key: str) -> Car:
        """A car by entry id."""
        return self.index.cars[key]

    def cars(self, subject: Subject) -> list[Car]:
        """The cars a subject can mean."""
        return [self.index.cars[key] for key in sorted(subject.cars)]

    def plain_subjects(self) -> list[Subject]:
        """Subjects that mean one car."""
        return [s for s in self.subjects if s.car is not None and s.has_identity]

    def class_near(self, at: int) -> str:
        """The class named last before a place in the sentence, else the first after it, else the paragraph's."""
        named = [m for m in self.classes if m.end <= at]
        if named:
            return named[-1].value
        return self.classes[0].value if self.classes else self.topic

    def holder(self, start: int, end: int) -> Holder | None:
        """Whom a value at this place speaks of: the nearest subject before it, else the only one after it."""
        around = next((s for s in self.subjects if s.start < start and s.end > end), None)
        if around is not None:
            return Holder(around, around.has_identity)
        before = [s for s in self.subjects if s.end <= start]
        if len(before) > 1 and not before[-1].has_identity and before[-2].car in before[-1].cars:
            # "De Phillippi, who in the BMW": the make only says what he drove.
            before.pop()
        if before:
            return Holder(before[-1], self._is_plain(before, start))
        after = [s for s in self.subjects if s.start >= end]
        if after:
            return Holder(after[0], len(after) == 1 and after[0].has_identity)
        return None

    def _is_plain(self, before: Sequence[Subject], start: int) -> bool:
        nearest = before[-1]
        between = self.reading.folded[nearest.end : start]
        if not nearest.has_identity or re.search(r"[;|]|:(?!\d)", between):
            return False
        words = between.split()
        if len(words) > LONGEST_REACH or self.lang.has("links", "breakers", between):
            return False
        # "Derani beat Bourdais with a 1:32.656": the object stands nearer than the one who did it. Only what
        # follows an object at once speaks of it.
        if len(before) > 1 and self.is_object(nearest):
            return len(words) <= 3 and not re.search(r"\b(?:with|con|by|per)\b", between)
        return True

    def is_object(self, subject: Subject) -> bool:
        """Whether a subject is what somebody was ahead of, beat or followed."""
        lead = self.before(subject.start, 30)
        words = self.lang.alternatives("links", "breakers")
        return re.search(rf"(?<![\w'])(?:{words})(?: \w+| \w+')?(?: \w+| \w+')?\W*$", lead) is not None

    def add(
        self,
        kind: Kind,
        start: int,
        end: int,
        verdict: Verdict,
        right: str | None = None,
        facts: Iterable[str] = (),
    ) -> None:
        """Note a claim, by its slice of the plain text."""
        while end > start and self.reading.plain[end - 1].isspace():
            end -= 1
        first, last = self.reading.span(start, end)
        claim = Claim(
            start=first,
            end=last,
            text=self.reading.raw[first:last],
            kind=kind,
            verdict=verdict,
            right=right,
            facts=tuple(dict.fromkeys(facts)),
        )
        if all(claim.end <= other.start or other.end <= claim.start for other in self.claims):
            self.claims.append(claim)

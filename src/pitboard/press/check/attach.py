"""Whom a place is said of: the subject before it, the one after it, or nobody for certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pitboard.press.check.context import Context
from pitboard.press.check.language import Language, language
from pitboard.press.check.subjects import Subject

LONGEST_PREDICATE = 12
LONGEST_FILLER = 9
_OTHER = re.compile(r"(?<!\w)(?:the (?:other|sister)|another|l'altra|la gemella)(?!\w)")
# "Third with the other Acura": the car that follows is the one who drove it, not the one placed.
_WITH = re.compile(r"\W*(?:with|aboard|driving|con|sull?a|su|al volante|alla guida)\b")


@dataclass(frozen=True, slots=True)
class Attached:
    """Whom a word speaks of.

    Attributes:
        subject: the likeliest; None where nothing is named.
        sure: whether the grammar leaves no other reading; only then may the word be called wrong.
        others: further subjects that it could speak of.
    """

    subject: Subject | None
    sure: bool
    others: tuple[Subject, ...] = ()


def attach(context: Context, start: int, end: int) -> Attached:
    """Find whom a place word between `start` and `end` speaks of."""
    named = [s for s in context.subjects if s.cars]
    around = next((s for s in named if s.start < start and s.end > end), None)
    if around is not None:
        # "Milner and Catsburg were third in the Corvette": the place stands inside the group that it speaks of.
        return Attached(around, True, (around,))
    before = [s for s in named if s.end <= start]
    after = [s for s in named if s.start >= end]
    others = tuple(reversed(before)) + tuple(after[:1])
    if before and _is_said_of(context, before, start):
        return Attached(before[-1], True, others)
    if after and leads_to(context, end, after[0].start) and _opens(context, before, start):
        return Attached(after[0], True, others)
    if before and _stands_beside(context, before[-1], start, end):
        return Attached(before[-1], True, others)
    if before:
        return Attached(before[-1], False, others)
    if after:
        return Attached(after[0], False, others)
    return Attached(None, False, tuple(context.carried))


def _is_said_of(context: Context, before: Sequence[Subject], start: int) -> bool:
    """`Nasr was third`, `Nasr recovered to go third`, `Kurtz, who was third`, `Nasr third`."""
    nearest = before[-1]
    between = context.reading.folded[nearest.end : start]
    between = re.sub(r"^\)?, (?:which|who|che) [^,]*,", "", between)
    if between.startswith(",") and between.count(",") == 2:
        between = between[between.rindex(",") + 1 :]
    if not between.strip(" )"):
        return not context.is_object(nearest)
    who = re.match(r"\W*(?:, )?(?:who|which|that|che)\b", between)
    if who:
        between = between[who.end() :]
    elif _is_inserted(context, nearest, between):
        between = between.lstrip(" ),")
    elif context.is_object(nearest) or not _has_one_clause(
        between, context.reading.folded[nearest.start : nearest.end]
    ):
        return False
    words = between.split()
    if len(words) > LONGEST_PREDICATE or re.search(r"[;|]|[:\"](?!\d)", between):
        return False
    if context.lang.has("links", "breakers", _OTHER.sub("", between)):
        return False
    return _predicate(context.lang.code).search(between) is not None


def _is_inserted(context: Context, nearest: Subject, between: str) -> bool:
    """`The best BMW, driven by Eng, was sixth`."""
    lead = context.before(nearest.start, 40)
    opened = re.search(
        r",\s(?:driven by|in the hands of|guidat[ao] da|affidat[ao] a|di|con)(?: the| la)?\s*$", lead
    )
    return opened is not None and between.lstrip(" )").startswith(",") and between.count(",") == 1


def _has_one_clause(between: str, subject: str) -> bool:
    # One comma may only close an insertion that another opened: "Bourdais, in the other Cadillac, was second", or
    # "Telitz, in the No. 14 Lexus, was third", where the car belongs to the subject.
    commas = between.count(",")
    opened = 1 if between.lstrip(" )").startswith(",") else 0
    return commas == 0 or commas == 2 * opened or (commas == opened == 1 and "," in subject)


def leads_to(context: Context, end: int, start: int) -> bool:
    """Whether what stands between leads on to a subject: `Third was Nasr`, `terza la Porsche`, `quarto posto per`: nothing but filler up to the subject."""
    between = context.reading.folded[end:start]
    if re.search(
        r"(?<!\w)(?:and|e), $", context.before(end, 30).rsplit(" ", 1)[0] + " "
    ) and between.startswith(","):
        between = between[1:]
    if len(between.split()) > LONGEST_FILLER or _WITH.match(between):
        return False
    return _filler(context.lang.code, tuple(context.names.classes)).fullmatch(between) is not None


def _opens(context: Context, before: Sequence[Subject], start: int) -> bool:
    """Whether a place word opens a clause, so that what follows is what it speaks of."""
    lead = context.reading.folded[before[-1].end if before else context.start : start]
    if not before:
        return True
    return (
        re.search(
            r"[,;:.(|-]\W*(?:\w+\W+){0,3}$|(?<!\w)(?:and|with|while|but|e|ed|con|mentre|poi|ma)\W+(?:\w+\W+)?$",
            lead,
        )
        is not None
    )


def _stands_beside(context: Context, nearest: Subject, start: int, end: int) -> bool:
    """`Derani, second in the other car`, `Derani, secondo con la Cadillac`; not `la #7, terzo posto per la #51`."""
    if context.lang.pattern("position", "noun").match(context.after(end, 20).lstrip()):
        return False
    between = context.reading.folded[nearest.end : start]
    return re.fullmatch(r"\)?,\s?(?:only |just |solo |soltanto |poi |then |a |an )?", between) is not None


@cache
def _predicate(code: str) -> re.Pattern[str]:
    lang: Language = language(code)
    return re.compile(rf"(?<![\w'])(?:{lang.alternatives('position', 'before')})\s*$")


@cache
def _filler(code: str, classes: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(re.escape(name) for name in classes) or "gtd"
    return re.compile(
        rf"[\s(]*(?:(?:{language(code).alternatives('position', 'filler')}|{body})(?:[\s(]+|(?<=')|$))*"
    )

"""Records and earlier editions: times, holders, years and makes, against the tables of the circuit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Past, time_text
from pitboard.press.check.name_words import MAKES
from pitboard.press.check.reading import fold
from pitboard.press.check.values import Value, lap_times

_YEAR = re.compile(r"(?<![\d.:,'-])(?:19|20)\d\d(?![\d:.,']\d)")


@dataclass(frozen=True, slots=True)
class Reason:
    """What the tables say of a value."""

    verdict: Verdict
    right: str | None
    facts: tuple[str, ...]


def past_reason(context: Context, value: Value, start: int) -> Reason | None:
    """Judge a time that the sentence gives as a record or an earlier edition's; None where it does not."""
    past = context.index.past
    known = [lap for lap in past if lap.time_us is not None and value.fits(lap.time_us)]
    if known and _speaks_of_past(context):
        return Reason(Verdict.TRUE, None, (f"record:{known[0].key}",))
    meant = _meant(context, start)
    if meant is None or meant.time_us is None:
        return None
    return Reason(Verdict.WRONG, time_text(meant.time_us), (f"record:{meant.key}",))


def judge_records(context: Context) -> None:
    """Judge holder, year and make of a record or an earlier pole that the sentence names."""
    if not _speaks_of_past(context):
        return
    lap = _named(context)
    if lap is None:
        return
    anchor, laps = lap
    facts = [f"record:{laps[0].key}"]
    _holder(context, laps, facts)
    _make(context, laps, anchor, facts)
    for hit in _YEAR.finditer(context.text, max(0, anchor - 120), anchor + 120):
        year = int(hit[0])
        right = any(item.year == year for item in laps)
        verdict = Verdict.TRUE if right else Verdict.WRONG
        if right or _is_sole_year(context):
            span = context.start + hit.start(), context.start + hit.end()
            context.add(Kind.RECORD, *span, verdict, None if right else str(laps[0].year), facts)


def _is_sole_year(context: Context) -> bool:
    own = context.index.day.year if context.index.day else 0
    return len([hit for hit in _YEAR.findall(context.text) if int(hit) != own]) == 1


def _holder(context: Context, laps: list[Past], facts: list[str]) -> None:
    names = {fold(name) for lap in laps for name in lap.drivers}
    families = {name.split()[-1] for name in names}
    held = re.compile(
        r"(?:set|held|scored|established) by (?P<en>[^,.;()]{3,40})|(?:stabilito|detenuto|segnato|ottenuto) da (?P<it>[^,.;()]{3,40})"
    )
    for hit in held.finditer(context.text):
        start = hit.start("en") if hit["en"] else hit.start("it")
        name = re.match(r"[a-z'.-]+(?: [a-z'.-]+)?", context.text[start:])
        plain = context.reading.plain[context.start + start :]
        person = re.match(r"[^\W\d_][\w'.-]*(?: [A-Z][\w'-]*)+", plain)
        if name is None or person is None or not families:
            continue
        words = fold(person[0]).split()
        right = bool(families & set(words))
        span = context.start + start, context.start + start + len(person[0])
        if right:
            context.add(Kind.RECORD, *span, Verdict.TRUE, None, facts)
        elif not MAKES.search(fold(person[0])) and words[0] != "the":
            context.add(Kind.RECORD, *span, Verdict.WRONG, laps[0].drivers[0], facts)


def _make(context: Context, laps: list[Past], anchor: int, facts: list[str]) -> None:
    """The make behind a record: named after its time, and the only one there."""
    until = re.compile(r"[;.](?!\d)").search(context.text, anchor + 9)
    hits = list(
        MAKES.finditer(context.text, anchor, min(anchor + 90, until.start() if until else len(context.text)))
    )
    makes = {fold(lap.make) for lap in laps if lap.make}
    if len(hits) != 1 or not makes:
        return
    hit = hits[0]
    start, end = context.start + hit.start(), context.start + hit.end()
    lead = context.text[anchor : hit.start()]
    right = any(hit[0] in make or make in hit[0] for make in makes)
    said = re.search(
        r"(?:for|in an?|in the|by|with(?: an?| the)?|driving an?|con la|con l'|su|per la|della|dell'|,|\()\s*$",
        lead,
    )
    by_holder = {name.split()[-1] for lap in laps for name in map(fold, lap.drivers)} & set(
        re.findall(r"[\w-]+", lead)
    )
    if right:
        context.add(Kind.RECORD, start, end, Verdict.TRUE, None, facts)
    elif said and by_holder:
        context.add(Kind.RECORD, start, end, Verdict.WRONG, laps[0].make, facts)


def _named(context: Context) -> tuple[int, list[Past]] | None:
    """The laps that the sentence's own time, or else its holder and kind, point at."""
    for value in lap_times(context.text):
        laps = [lap for lap in context.index.past if lap.time_us is not None and value.fits(lap.time_us)]
        if laps:
            return value.start, laps
    meant = _meant(context, context.end)
    if meant is None:
        return None
    word = context.lang.pattern("record", "words").search(context.text)
    return (word.start() if word else 0), [meant]


def _meant(context: Context, start: int) -> Past | None:
    """The record that "the old track record" means: the circuit's fastest, or that of the class named with it."""
    word = None
    for hit in context.lang.pattern("record", "words").finditer(context.text):
        if context.start + hit.start() < start:
            word = hit
    if word is None or not context.lang.has("record", "old", context.text):
        return _by_holder(context, start)
    between = context.reading.folded[context.start + word.end() : start]
    if (
        any(context.start + word.end() < s.start < start for s in context.subjects)
        or len(between.split()) > 10
    ):
        return None
    return standing_record(context, word)


def _by_holder(context: Context, start: int) -> Past | None:
    """The lap of "Jarvis' 2019 mark of": its holder and its year stand right before its time."""
    lead = context.before(start, 60)
    years = {int(hit[0]) for hit in _YEAR.finditer(lead)}
    words = set(re.findall(r"[a-z][a-z-]+", lead))
    laps = [
        lap
        for lap in context.index.past
        if lap.year in years and lap.time_us and any(fold(name).split()[-1] in words for name in lap.drivers)
    ]
    known = [lap for lap in laps if lap.is_record] or laps
    if not context.lang.has("record", "mark", lead) or len({lap.time_us for lap in known}) != 1:
        return None
    return known[0]


def standing_record(
    context: Context, word: re.Match[str] | None = None, *, of_track: bool = False
) -> Past | None:
    """The record that stood before the session, where the sentence means that of the circuit, or of GTP.

    Args:
        context: of the sentence.
        word: where the sentence says "record"; None to look for it.
        of_track: whether it is plain that the circuit's is meant, even where the sentence does not say so.
    """
    word = word or context.lang.pattern("record", "words").search(context.text)
    if word is None:
        return None
    lead = context.text[max(0, word.start() - 30) : word.end() + 20]
    classes = [m.value for m in context.classes if abs(m.start - context.start - word.start()) < 25]
    if re.search(r"race|gara", lead) or (classes and classes[0] != "GTP"):
        return None
    if (
        not of_track
        and not classes
        and not re.search(r"track|lap record|outright|pista|assoluto|circuit", context.text)
    ):
        return None
    standing = [lap for lap in context.index.past if lap.is_record and lap.time_us is not None]
    return min(standing, key=lambda lap: lap.time_us or 0, default=None)


def _speaks_of_past(context: Context) -> bool:
    return (
        context.has("record", "words")
        or context.has("record", "edition")
        or _YEAR.search(context.text) is not None
    )

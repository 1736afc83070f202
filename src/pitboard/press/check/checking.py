"""An article against a scored session: the one way in for the command line and the server."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from pitboard.errors import UsageError
from pitboard.press.check.claims import Checked, Claim
from pitboard.press.check.context import Context
from pitboard.press.check.index import Index
from pitboard.press.check.judge_class import judge_classes
from pitboard.press.check.judge_clock import judge_clocks
from pitboard.press.check.judge_count import judge_counts
from pitboard.press.check.judge_crew import judge_crews
from pitboard.press.check.judge_driver import judge_drivers
from pitboard.press.check.judge_first import judge_firsts
from pitboard.press.check.judge_gap import judge_gaps
from pitboard.press.check.judge_grid import judge_grid
from pitboard.press.check.judge_identity import judge_identity
from pitboard.press.check.judge_position import judge_positions
from pitboard.press.check.judge_record import judge_records
from pitboard.press.check.judge_streak import judge_streaks
from pitboard.press.check.judge_tie import judge_ties
from pitboard.press.check.judge_time import judge_times
from pitboard.press.check.language import LANGUAGES, Language, language, recognise
from pitboard.press.check.mentions import Finder, Mention
from pitboard.press.check.names import Names
from pitboard.press.check.reading import Reading, clean, read
from pitboard.press.check.sentences import paragraphs, sentences
from pitboard.press.check.subjects import Linker, Subject, Support
from pitboard.press.check.values import lap_times
from pitboard.sessions.scored import Scored

LONGEST_ARTICLE = 40_000
JUDGES: tuple[Callable[[Context], None], ...] = (
    judge_times,
    judge_records,
    judge_clocks,
    judge_streaks,
    judge_counts,
    judge_ties,
    judge_gaps,
    judge_grid,
    judge_firsts,
    judge_positions,
    judge_crews,
    judge_drivers,
    judge_classes,
    judge_identity,
)


def check_text(text: str, scored: Scored, *, lang: str = "auto", suffix: str = ".txt") -> Checked:
    """Find the claims of an article that timing data can decide, and decide them.

    Args:
        text: the article; a byte-order mark is dropped and CRLF read as LF before offsets are counted.
        scored: the session it is about.
        lang: `en`, `it`, or `auto` to recognise which.
        suffix: of the file: `.html`, `.md`; everything else is read as plain text.

    Returns:
        The claims, without overlaps, in the order of the text. The same text and session give the same claims.

    Raises:
        UsageError: the text is longer than `LONGEST_ARTICLE` or the language is not known.
    """
    text = clean(text)
    if len(text) > LONGEST_ARTICLE:
        raise UsageError(
            f"article: expected at most {LONGEST_ARTICLE:,} characters, was {len(text):,}; check it in parts"
        )
    if lang not in ("auto", *LANGUAGES):
        raise UsageError(f"--lang: expected auto, {' or '.join(LANGUAGES)}, was {lang!r}")
    reading = read(text, suffix)
    code = recognise(reading.folded) if lang == "auto" else lang
    claims: list[Claim] = []
    for context in _contexts(reading, Index(scored), language(code)):
        for judge in JUDGES:
            judge(context)
        claims += context.claims
    return Checked(claims=_apart(claims), text=text, lang=code, session=scored.opened.name)


def _apart(claims: list[Claim]) -> tuple[Claim, ...]:
    """The claims in order, without one that overlaps an earlier one."""
    apart: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.start):
        if not apart or claim.start >= apart[-1].end:
            apart.append(claim)
    return tuple(apart)


def _contexts(reading: Reading, index: Index, lang: Language) -> Iterator[Context]:
    """The sentences of an article, each with what the one before it spoke of."""
    names = Names(index)
    mentions = Finder(index, names, lang).find(reading)
    begins = [mention.start for mention in mentions]
    numbers = {key: car.entry.number for key, car in index.cars.items()}
    linker = Linker(reading, lang, _support(reading, index, lang), numbers, names.classes)
    for first, last in paragraphs(reading.plain):
        carried: tuple[Subject, ...] = ()
        topic = ""
        in_course = lang.has("course", "words", reading.folded[first:last])
        for start, end in sentences(reading.plain, first, last):
            here = mentions[bisect_left(begins, start) : bisect_left(begins, end)]
            classes = [m for m in here if m.kind == "class"]
            named = [m for m in here if m.kind != "class"]
            subjects = tuple(linker.subjects(named, start, end))
            yield Context(
                index, names, lang, reading, start, end, subjects, classes, carried, topic, in_course
            )
            topic = classes[-1].value if classes else topic
            carried = subjects or carried


def _support(reading: Reading, index: Index, lang: Language) -> Support:
    """How much of a sentence speaks for a car: its best lap, its place, its class, a number but for a nought."""

    def count(key: str, start: int, end: int, group: Sequence[Mention]) -> float:
        car = index.cars[key]
        text = reading.folded[start:end]
        times = sum(car.best_us is not None and value.fits(car.best_us) for value in lap_times(text))
        places = set(index.places(car).values())
        placed = any(lang.place(hit[0]) in places for hit in lang.ordinal.finditer(text))
        first = 1 in places and any(lang.has("position", sort, text) for sort in ("pole", "fastest", "win"))
        drove = (
            not index.is_race
            and car.row.best is not None
            and car.row.best.driver_id in {m.value for m in group}
        )
        nearly = any(
            m.kind == "number"
            and m.value != car.entry.number
            and m.value.lstrip("0") == car.entry.number.lstrip("0")
            for m in group
        )
        return 2.0 * times + (placed or first) + 0.5 * drove + 0.5 * nearly

    return count

"""A report: statements put into the sentences of a language, with headline, standfirst and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.press.report import heads
from pitboard.press.report.context import Context
from pitboard.press.report.language import Language
from pitboard.press.report.nations import nation_of
from pitboard.press.report.shortening import fitting
from pitboard.press.report.statements import reading_order, statements
from pitboard.press.report.tables import Table, tables
from pitboard.press.report.values import Country, Statement
from pitboard.sessions.scored import Scored

SCOPES = ("overall", "class")


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in words."""

    text: str
    statement: Statement


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph with its heading; the opening one has none. A class's section has the class's table."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]
    table: Table | None = None

    @property
    def text(self) -> str:
        """The paragraph."""
        return " ".join(one.text for one in self.sentences)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A written report.

    Attributes:
        session: as the command named it.
        as_of_seq, as_of_us: the newest fact that it takes in, and that fact's instant, µs since 1970 UTC.
        language, scope, focus, zone: as asked for; zone empty for the venue's.
        headline, standfirst: a sentence each.
        sections: paragraphs in order, each class's with its table.
    """

    session: str
    as_of_seq: int
    as_of_us: int
    language: str
    scope: str
    focus: str
    zone: str
    headline: Sentence
    standfirst: Sentence
    sections: tuple[Section, ...]

    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, headline and standfirst first."""
        return (
            self.headline,
            self.standfirst,
            *(one for section in self.sections for one in section.sentences),
        )

    def tables(self) -> tuple[Table, ...]:
        """The first three of each class."""
        return tuple(section.table for section in self.sections if section.table is not None)

    def words(self) -> int:
        """How long its sentences and headings are together; tables are not counted."""
        headings = sum(_length(section.heading) for section in self.sections)
        return headings + sum(_length(one.text) for one in self.sentences())


@dataclass(frozen=True)
class Story:
    """What is worth saying of a session: one story for all languages.

    Attributes:
        about: the session.
        scope, focus: as asked for.
        headline, standfirst, statements: what is said, ranked and with its facts.
        day: the standfirst where there are few words: session, place and day.
    """

    about: Context
    scope: str
    focus: str
    headline: Statement
    standfirst: Statement
    day: Statement
    statements: tuple[Statement, ...]


def write_report(
    scored: Scored,
    language: str = "en",
    *,
    scope: str = "overall",
    focus: str = "",
    zone: str | None = None,
    words: int | None = None,
    scheduled: Sequence[f.SessionScheduled] = (),
) -> Report:
    """Write the report of a session. Reads no clock, no file of the user's and no network.

    Args:
        scored: the session.
        language: `en`, `it`, `de`, `fr` or `es`.
        scope: `overall`, or `class` to give every class its own turn from the start.
        focus: `nation:ITA` for a paragraph on that nation's cars; empty for none.
        zone: IANA zone of the readers; empty for the venue's, None for the language's usual one.
        words: how long headline, standfirst, headings and sentences may be together. Below some twenty words the
            headline and the day remain; tables always do. None for everything worth saying.
        scheduled: further sessions of the meeting, as its log has them: what comes next is one of them.

    Raises:
        UsageError: a language, scope, focus or zone that does not exist.
    """
    story = tell(scored, scope=scope, focus=focus, scheduled=scheduled)
    return put_into_words(story, language, zone=zone, words=words)


def check_options(language: str, scope: str, focus: str, zone: str | None) -> None:
    """Refuse what `write_report` would refuse, before a long session is scored for nothing.

    Raises:
        UsageError: a language, scope, focus or zone that does not exist.
    """
    Language(language, _checked_zone(zone))
    nation_of(focus)
    _check_scope(scope)


def _check_scope(scope: str) -> None:
    if scope not in SCOPES:
        raise UsageError(f"expected a scope of {', '.join(SCOPES)}, was {scope!r}")


def tell(
    scored: Scored, *, scope: str = "overall", focus: str = "", scheduled: Sequence[f.SessionScheduled] = ()
) -> Story:
    """Find what is worth saying of a session, before any language; the arguments are those of `write_report`.

    Raises:
        UsageError: a scope or focus that does not exist.
    """
    _check_scope(scope)
    about = Context(scored, nation_of(focus), tuple(scheduled))
    told = statements(about, scope)
    overall = told if scope == "overall" else statements(about)
    return Story(
        about=about,
        scope=scope,
        focus=focus,
        headline=heads.headline(about, overall, scope),
        standfirst=heads.standfirst(about, scope),
        day=heads.day(about),
        statements=tuple(told),
    )


def put_into_words(
    story: Story, language: str = "en", *, zone: str | None = None, words: int | None = None
) -> Report:
    """Write a story down in a language; the arguments are those of `write_report`.

    Raises:
        UsageError: a language or zone that does not exist.
    """
    spoken = Language(language, _checked_zone(zone))
    head, standfirst, *sentences = _in_words([story.headline, story.standfirst, *story.statements], spoken)
    facts = story.about.scored.opened.facts
    head = msgspec.structs.replace(head, text=head.text.rstrip("."))
    beside = {f"class:{table.car_class}": table for table in tables(story.about, spoken)}
    if words is not None:
        standfirst, sentences = _shortened(story, spoken, [head, standfirst, *sentences], set(beside), words)
    return Report(
        session=story.about.scored.opened.name,
        as_of_seq=max((fact.seq for fact in facts), default=0),
        as_of_us=max((fact.at_us for fact in facts), default=0),
        language=language,
        scope=story.scope,
        focus=story.focus,
        zone=spoken.renderer.zone,
        headline=head,
        standfirst=standfirst,
        sections=tuple(_sections(sentences, story.about, spoken, beside)),
    )


def _checked_zone(zone: str | None) -> str | None:
    if zone:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UsageError(f"expected an IANA time zone such as Europe/Rome, was {zone!r}") from None
    return zone


def _in_words(found: Iterable[Statement], language: Language) -> list[Sentence]:
    """Each statement in words; what would be said twice is said once."""
    said: set[str] = set()
    sentences = []
    for statement in found:
        text = language.sentence(statement)
        if text not in said:
            said.add(text)
            sentences.append(Sentence(text=text, statement=statement))
    return sentences


def _length(text: str) -> int:
    return len(text.split())


def _shortened(
    story: Story, language: Language, whole: Sequence[Sentence], tabled: set[str], words: int
) -> tuple[Sentence, list[Sentence]]:
    """The standfirst and the sentences that fit: the news before the long standfirst, then by rank."""
    head, standfirst, *sentences = whole
    headings = {key: _length(_heading(key, story.about, language)) for key in _keys(story.about)}
    # A class's heading stands over its table, whatever is said under it.
    room = words - _length(head.text) - sum(headings.pop(key) for key in tabled)
    news = sum(_length(one.text) for one in sentences if one.statement.rank == 1)
    if _length(standfirst.text) + news > room:
        standfirst = Sentence(text=language.sentence(story.day), statement=story.day)
    lengths = [_length(one.text) for one in sentences]
    room -= _length(standfirst.text)
    fit = fitting([one.statement for one in sentences], lengths, headings, room)
    return standfirst, [sentences[index] for index in fit]


def _keys(about: Context) -> list[str]:
    """Sections in order."""
    classes = [f"class:{code}" for code in about.ran]
    return ["lead", "how", *classes, *(["focus"] if about.focus else []), "field", "rulings", "next"]


def _sections(
    sentences: Sequence[Sentence], about: Context, language: Language, beside: Mapping[str, Table]
) -> Iterable[Section]:
    for key in _keys(about):
        own = [one for one in sentences if one.statement.section == key]
        if own or key in beside:
            yield Section(
                key=key,
                heading=_heading(key, about, language),
                sentences=tuple(sorted(own, key=lambda one: reading_order(one.statement))),
                table=beside.get(key),
            )


def _heading(key: str, about: Context, language: Language) -> str:
    if key == "lead":
        return ""
    if key.startswith("class:"):
        return about.class_name(key.removeprefix("class:"))
    country = language.renderer.variables({"country": Country(code=about.focus)}) if about.focus else {}
    text = language.word(f"head-{key}", country)
    return text[:1].upper() + text[1:]


__all__ = [
    "Report",
    "Section",
    "Sentence",
    "Story",
    "Table",
    "check_options",
    "put_into_words",
    "tell",
    "write_report",
]

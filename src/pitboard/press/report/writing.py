"""A report: statements put into the sentences of a language, with headline, standfirst and tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from pitboard.errors import UsageError
from pitboard.press.report.context import Context, margin, timed
from pitboard.press.report.language import Language
from pitboard.press.report.statements import statements
from pitboard.press.report.values import (
    AnyValue,
    Country,
    LapTime,
    Moment,
    Name,
    Number,
    Result,
    Results,
    Statement,
)
from pitboard.scoring.classification import Row
from pitboard.sessions.scored import Scored

SCOPES = ("overall", "class")
TOP = 3
"""Rows of a class's table."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in words."""

    text: str
    statement: Statement


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph with its heading; the opening one has none."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The first three of a class; `values` holds what the cells were made of, row by row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[AnyValue | None, ...], ...]
    facts: tuple[str, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A written report.

    Attributes:
        session: as the command named it.
        language, scope, focus, zone: as asked for; zone empty for the venue's.
        headline, standfirst: a sentence each.
        sections: paragraphs in order.
        tables: the first three of each class.
    """

    session: str
    language: str
    scope: str
    focus: str
    zone: str
    headline: Sentence
    standfirst: Sentence
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, headline and standfirst first."""
        return (
            self.headline,
            self.standfirst,
            *(one for section in self.sections for one in section.sentences),
        )


def write_report(
    scored: Scored,
    lang: str = "en",
    *,
    scope: str = "overall",
    focus: str = "",
    zone: str | None = None,
    words: int | None = None,
) -> Report:
    """Write the report of a session.

    Args:
        scored: the session.
        lang: `en`, `it`, `de`, `fr` or `es`.
        scope: `overall`, or `class` to give every class its own turn from the start.
        focus: `nation:ITA` for a paragraph on that nation's cars; empty for none.
        zone: IANA zone of the readers; None for the language's usual one.
        words: about how long it may be at most; None for everything worth saying.

    Raises:
        UsageError: a language, scope, focus or zone that does not exist.
    """
    if scope not in SCOPES:
        raise UsageError(f"expected a scope of {', '.join(SCOPES)}, was {scope!r}")
    language = Language(lang, _checked_zone(zone))
    about = Context(scored, nation_of(focus))
    head = _headline(about, scope)
    sentences = _in_words([head, _standfirst(about, head), *statements(about, scope)], language)
    told = _shortened(sentences[2:], words, sum(len(one.text.split()) for one in sentences[:2]))
    return Report(
        session=scored.opened.name,
        language=lang,
        scope=scope,
        focus=focus,
        zone=language.renderer.zone,
        headline=_without_stop(sentences[0]),
        standfirst=sentences[1],
        sections=tuple(_sections(told, about, language)),
        tables=tuple(_tables(about, language)),
    )


def nation_of(focus: str) -> str:
    """The three letters of `nation:ITA`; empty for no focus.

    Raises:
        UsageError: another shape.
    """
    if not focus:
        return ""
    kind, _, code = focus.partition(":")
    if kind != "nation" or len(code) != 3 or not code.isascii() or not code.isalpha():
        raise UsageError(f"expected a focus like nation:ITA, was {focus!r}")
    return code.upper()


def _checked_zone(zone: str | None) -> str | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if zone:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UsageError(f"expected an IANA time zone such as Europe/Rome, was {zone!r}") from None
    return zone


# ---- headline and standfirst ----------------------------------------------------------------------------------------


def _headline(about: Context, scope: str) -> Statement:
    lead = statements(about, "overall")
    first = next((one for one in lead if one.rank == 1), None)
    kind = "none" if first is None else "classes" if scope == "class" and len(about.ran) > 1 else first.kind
    values: dict[str, AnyValue] = {"session": _session_name(about), "circuit": Name(text=about.circuit)}
    return Statement(
        kind=f"headline-{kind}",
        section="headline",
        rank=1,
        values={**values, **(first.values if first is not None else {})},
        facts=first.facts if first is not None else (),
    )


def _standfirst(about: Context, head: Statement) -> Statement:
    race = about.state.plan.kind.is_race
    firsts = [
        row for row in _class_firsts(about) if race or row.position != 1 or head.kind.endswith("classes")
    ]
    plan = about.scored.opened.plan
    values: dict[str, AnyValue] = {
        "session": _session_name(about),
        "circuit": Name(text=about.circuit),
        "day": Moment(
            us=plan.scheduled_us or about.state.started_us or 0, zone=about.state.circuit.zone or "UTC"
        ),
        "others": Number(n=len(firsts)),
        "results": Results(rows=tuple(_told(about, row, race=race) for row in firsts)),
    }
    kind = "standfirst-plain"
    if firsts and head.kind.endswith("classes"):
        kind = "standfirst-race" if race else "standfirst-classes"
    elif firsts:
        kind = "standfirst-race" if race else "standfirst"
    return Statement(
        kind=kind,
        section="standfirst",
        rank=1,
        values=values,
        facts=about.of_finish(firsts) if race else about.of_laps(firsts),
    )


def _told(about: Context, row: Row, *, race: bool) -> Result:
    name = about.class_name(row.car_class)
    if race:
        return Result(car=about.car(row), label=name)
    return Result(car=about.car(row), who=about.driver(row), label=name)


def _class_firsts(about: Context) -> list[Row]:
    race = about.state.plan.kind.is_race
    found = []
    for rows in about.ran.values():
        known = [row for row in rows if row.class_position == 1 and row.laps] if race else timed(rows)
        found += known[:1]
    return found


def _session_name(about: Context) -> Name:
    plan = about.scored.opened.plan
    return Name(text=plan.name or plan.session)


def _without_stop(sentence: Sentence) -> Sentence:
    return msgspec.structs.replace(sentence, text=sentence.text.rstrip("."))


# ---- sentences and sections -----------------------------------------------------------------------------------------


def _in_words(found: Iterable[Statement], language: Language) -> list[Sentence]:
    said: set[str] = set()
    sentences = []
    for statement in found:
        text = language.sentence(statement.kind, statement.values)
        if text not in said:
            said.add(text)
            sentences.append(Sentence(text=text, statement=statement))
    return sentences


def _shortened(sentences: list[Sentence], words: int | None, used: int) -> list[Sentence]:
    """What fits, by rank; the news itself always does."""
    if words is None:
        return sentences
    kept: set[int] = set()
    for index in sorted(range(len(sentences)), key=lambda one: (sentences[one].statement.rank, one)):
        length = len(sentences[index].text.split())
        if sentences[index].statement.rank > 1 and used + length > words:
            continue
        kept.add(index)
        used += length
    return [one for index, one in enumerate(sentences) if index in kept]


def _sections(sentences: list[Sentence], about: Context, language: Language) -> Iterable[Section]:
    order = ["lead", "how", *(f"class:{code}" for code in about.ran), "focus", "field", "rulings", "next"]
    for key in order:
        own = [one for one in sentences if one.statement.section == key]
        if own:
            yield Section(
                key=key,
                heading=_heading(key, about, language),
                sentences=tuple(sorted(own, key=lambda one: one.statement.rank)),
            )


def _heading(key: str, about: Context, language: Language) -> str:
    if key == "lead":
        return ""
    if key.startswith("class:"):
        return about.class_name(key.removeprefix("class:"))
    country = language.renderer.variables({"country": Country(code=about.focus)}) if about.focus else {}
    text = language.word(f"head-{key}", country)
    return text[:1].upper() + text[1:]


# ---- tables ---------------------------------------------------------------------------------------------------------


def _tables(about: Context, language: Language) -> Iterable[Table]:
    race = about.state.plan.kind.is_race
    columns = (
        ("pos", "crew", "car", "team", "laps", "gap")
        if race
        else ("pos", "driver", "car", "team", "time", "gap")
    )
    for code, rows in about.ran.items():
        top = [row for row in rows if row.class_position and row.laps] if race else timed(rows)
        if not top:
            continue
        values = tuple(_cells(about, row, race=race) for row in top[:TOP])
        yield Table(
            title=about.class_name(code),
            head=tuple(language.word(f"table-{column}") for column in columns),
            rows=tuple(tuple(_cell(value, language) for value in row) for row in values),
            values=values,
            facts=about.of_finish(top[:TOP]) if race else about.of_laps(top[:TOP]),
        )


def _cells(about: Context, row: Row, *, race: bool) -> tuple[AnyValue | None, ...]:
    from pitboard.press.report.values import Names

    gap = margin(row.class_gap_first)
    who: AnyValue = Names(texts=about.crew(row)) if race else Name(text=about.driver(row))
    figure: AnyValue = Number(n=row.laps) if race else LapTime(us=row.best.time_us if row.best else 0)
    return (
        Number(n=row.class_position or 0),
        who,
        about.car(row),
        Name(text=about.entry(row).team),
        figure,
        gap,
    )


def _cell(value: AnyValue | None, language: Language) -> str:
    from pitboard.press.report.values import Car, Margin, Names

    if value is None:
        return ""
    if isinstance(value, Margin):
        return language.renderer.compact(value)
    if isinstance(value, Names):
        return ", ".join(value.texts)
    forms = language.renderer.forms(value)
    return str(forms["bare"] if isinstance(value, Car) else forms.get("d", forms[""]))


def write_demo(scored: Scored, out_dir: Path) -> list[Path]:
    """Write the report in English and Italian as Markdown into a folder; the files written."""
    from pitboard.press.report.formats import markdown

    out_dir.mkdir(parents=True, exist_ok=True)
    paths = []
    for lang in ("en", "it"):
        path = out_dir / f"report-{lang}.md"
        path.write_text(markdown(write_report(scored, lang)), encoding="utf-8")
        paths.append(path)
    return paths


__all__ = ["Report", "Section", "Sentence", "Table", "nation_of", "write_demo", "write_report"]

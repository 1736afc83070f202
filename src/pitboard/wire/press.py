"""What the Press page reads: a report, and an article with its claims."""

from __future__ import annotations

from pitboard.wire.base import Wire


class Sentence(Wire, frozen=True, kw_only=True):
    """A sentence of a report; `facts` are `SESSION:seq` and `record:KEY`."""

    text: str
    facts: tuple[str, ...]


class ReportTable(Wire, frozen=True, kw_only=True):
    """The first three of a class."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(Wire, frozen=True, kw_only=True):
    """A paragraph; `heading` is empty for the opening one, a class's has the class's table."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]
    table: ReportTable | None


class Report(Wire, frozen=True, kw_only=True):
    """A written report.

    Attributes:
        lang: language code.
        headline: its first line.
        standfirst: the sentence below it.
        markdown: the whole as a file to download.
    """

    lang: str
    headline: str
    standfirst: str
    sections: tuple[Section, ...]
    markdown: str


class CheckRequest(Wire, frozen=True, kw_only=True):
    """An article to be checked against a session; `lang` is `en`, `it` or `auto`, `form` `txt`, `md` or `html`."""

    session: str
    text: str
    lang: str = "auto"
    form: str = "txt"


class Claim(Wire, frozen=True, kw_only=True):
    """One checkable value of an article.

    Attributes:
        start: code points into `CheckResult.text`.
        end: exclusive.
        text: that slice.
        kind: position, time, gap, number, driver, team, car, class, record, count, grid, clock, name or tie.
        verdict: `true`, `wrong`, `ambiguous`, `undecidable` or `misspelt`.
        right: the right value, or the readings of an ambiguous one.
        facts: `SESSION:seq` and `record:KEY`.
    """

    start: int
    end: int
    text: str
    kind: str
    verdict: str
    right: str | None
    facts: tuple[str, ...]


class CheckResult(Wire, frozen=True, kw_only=True):
    """What was found in an article; `text` is the article as read, without a byte-order mark and with plain line ends."""

    lang: str
    text: str
    claims: tuple[Claim, ...]

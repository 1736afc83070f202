"""The notice board: every document that was issued, in number order, with its status and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from pitboard.documents.catalogue import KINDS, DocumentKind
from pitboard.errors import UsageError
from pitboard.publishing.meeting import PublicMeeting, PublicResult, PublicSession

CHOSEN = ("classification", "classification-by-class", "grid", "best-laps", "decisions")
"""Kinds that are published without being asked for."""
PUBLISHED = tuple(kind.key for kind in KINDS if kind.key not in ("lap-cards", "standings"))
"""Kinds that can be: those of one sheet, that rest on one session."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A document on the board.

    Attributes:
        number: as printed on it.
        kind: key of the catalogue; `bop` for a Balance of Performance.
        title: in the language it is in.
        language: which.
        session, session_name: whose; empty for the meeting.
        stage, version: of the result.
        issued_us: when, µs since 1970 UTC.
        by: who issued it.
        sha256: of the log at the result, or of the table.
        state: `newest`, `superseded`, `withdrawn` or `gone`.
        folder: where its files lie.
        stem: name of its files without extension.
        files: extensions of its files.
        order: place on the board.
    """

    number: str
    kind: str
    title: str
    language: str
    session: str
    session_name: str
    stage: str
    version: int
    issued_us: int
    by: str
    sha256: str
    state: str
    folder: str
    stem: str
    files: tuple[str, ...]
    order: tuple[int, int, int]

    @property
    def key(self) -> str:
        """What it is, for ever: no other document has it."""
        return f"{self.folder}/{self.stem}"


def stem_of(kind: DocumentKind, result: PublicResult, language: str) -> str:
    """`02-classification-provisional-1-en`, as `pitboard document` names its files."""
    return f"{KINDS.index(kind) + 1:02d}-{kind.key}-{result.key}-{language}"


def kinds_of(session: PublicSession, wanted: Iterable[str]) -> tuple[DocumentKind, ...]:
    """The kinds to be published of a session, in number order."""
    keys = set(wanted)
    plan = session.opened.plan
    return tuple(
        kind
        for kind in KINDS
        if kind.key in keys and kind.suits(plan.kind) and (kind.key != "grid" or session.sets_grid)
    )


def notices(
    meeting: PublicMeeting, wanted: Iterable[str], language: str, titles: Mapping[str, str]
) -> tuple[Notice, ...]:
    """Every document of every result, in number order.

    Args:
        meeting: as its log tells it.
        wanted: kinds by key.
        language: of the documents.
        titles: of each kind in that language.

    Raises:
        UsageError: a kind that cannot be published.
    """
    keys = tuple(wanted)
    for key in keys:
        if key not in PUBLISHED:
            raise UsageError(f"expected a kind of {', '.join(PUBLISHED)}, was {key!r}")
    made = []
    for session in meeting.sessions:
        for kind in kinds_of(session, keys):
            for result in session.results:
                fact = result.fact
                place = KINDS.index(kind) + 1
                made.append(
                    Notice(
                        number=f"{session.number:02d}-{place:02d}-{fact.stage[0].upper()}{fact.version}",
                        kind=kind.key,
                        title=titles[kind.key],
                        language=language,
                        session=session.opened.plan.session,
                        session_name=session.name,
                        stage=fact.stage,
                        version=fact.version,
                        issued_us=fact.recorded_us if fact.recorded_us is not None else fact.at_us,
                        by=fact.by,
                        sha256=result.sha256,
                        state=result.state,
                        folder=session.folder,
                        stem=stem_of(kind, result, language),
                        files=("html", "pdf", "csv", "json"),
                        order=(session.number, place, fact.seq),
                    )
                )
    return tuple(sorted(made, key=lambda one: one.order))


def with_older(now: Iterable[Notice], before: Iterable[Notice]) -> tuple[Notice, ...]:
    """What is on the board now, and what an earlier publication put there: nothing is ever taken off.

    A document of a kind or language that is no longer asked for keeps its place; one whose result the log no longer holds
    is marked `gone`.
    """
    told = {one.key: one for one in now}
    held = {one.sha256: one.state for one in told.values()}
    for old in before:
        if old.key not in told:
            told[old.key] = msgspec.structs.replace(old, state=held.get(old.sha256, "gone"))
    return tuple(sorted(told.values(), key=lambda one: one.order))

"""Documents on the server: the notice board, single files and the whole set, printed in a thread of their own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from importlib.util import find_spec
from typing import TypeVar

import msgspec

from pitboard.documents.catalogue import KINDS, DocumentKind, kind_of, kinds_for, number_of
from pitboard.documents.changes import readable
from pitboard.documents.club import Club
from pitboard.documents.job import LIVE, Job, make_job, results_of
from pitboard.documents.produce import FORMATS, printed
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.live.http import Refused
from pitboard.live.in_turn import InTurn
from pitboard.sessions.issuing import STAGES
from pitboard.sessions.opened import Opened
from pitboard.times import SECOND_US
from pitboard.wire.pages import DocumentLine
from pitboard.wire.score import zone_of

MOST_CHANGES = 8
"""The board names so many; the document names all."""
_ID = re.compile(
    rf"(?P<kind>[a-z-]{{1,40}}?)-(?P<stage>{LIVE}|{'|'.join(STAGES)})(?:-(?P<version>[1-9]\d{{0,3}}))?"
)
MEDIA = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN = ("pdf", "csv", "json", "xlsx")
T = TypeVar("T")


class DocumentRoom:
    """Prints documents, one request at a time.

    Attributes:
        club: whose paper it is.
    """

    def __init__(self, club: Club | None = None) -> None:
        self.club = club or Club()
        self.turns = InTurn("documents", "documents", retry_after_s=5)

    async def file(self, opened: Opened, name: str, form: str, *, lang: str, paper: str) -> tuple[str, bytes]:
        """One document.

        Args:
            opened: the session with the facts that the asker may know.
            name: its id on the notice board.
            form: of `FORMATS`.
            lang: of its words.
            paper: of a PDF.

        Raises:
            Refused: no such document, or too many are waiting.
        """
        found = _ID.fullmatch(name)
        if found is None or form not in FORMATS:
            raise Refused(404, "unknown_document", f"no document {name[:80]!r} as {form[:10]!r}")
        version = int(found["version"] or 0)
        return await self._in_turn(
            lambda: _file(opened, found["kind"], found["stage"], version, form, Words(lang), paper, self.club)
        )

    async def whole_set(self, opened: Opened, *, lang: str, paper: str) -> bytes:
        """Every document of the newest result as PDF, and the official tables as CSV, in one ZIP file.

        Raises:
            Refused: no such language or paper, or too many are waiting.
        """
        return await self._in_turn(lambda: _zip(make_job(opened, words=Words(lang), club=self.club), paper))

    async def _in_turn(self, make: Callable[[], T]) -> T:
        if find_spec("typst") is None:
            raise Refused(404, "no_documents", "this server prints nothing: pip install 'pitboard[press]'")
        return await self.turns.made(make)

    def close(self) -> None:
        """Let go of the thread."""
        self.turns.close()


def copy_of(opened: Opened) -> Opened:
    """What later facts do not reach."""
    return replace(opened, facts=list(opened.facts))


def notice_board(
    opened: Opened, session_number: int, hash_of: Callable[[int], str]
) -> tuple[DocumentLine, ...]:
    """What may be asked for, newest first: the whole set of the newest result, and the classification of older ones.

    Args:
        opened: the session with the facts that the asker may know.
        session_number: place of the session in its log, from 1.
        hash_of: hash of the log's chain at a `seq`.
    """
    zone = zone_of(opened.circuit.zone)
    lines = []
    results = list(reversed(results_of(opened)))
    for age, fact in enumerate(results):
        posted_us = fact.recorded_us if fact.recorded_us is not None else fact.at_us
        for kind in KINDS:
            if _on_board(kind, opened) and (age == 0 or kind.key == "classification"):
                line = _line(kind, session_number, fact.stage, fact.version)
                lines.append(
                    msgspec.structs.replace(
                        line,
                        posted=_posted(posted_us, zone),
                        posted_us=posted_us,
                        signed_by=", ".join([fact.by, *(role.replace("_", " ") for role in fact.roles)]),
                        protest_until_us=fact.protest_until_us,
                        changed=_changes(fact.changed) if kind.key == "classification" else (),
                        sha256=hash_of(fact.seq),
                    )
                )
    if not results:
        lines = [_line(kind, session_number, LIVE, 0) for kind in KINDS if _on_board(kind, opened)]
    return tuple(lines)


def _changes(changed: Sequence[str]) -> tuple[str, ...]:
    told = tuple(readable(change) for change in changed[:MOST_CHANGES])
    more = len(changed) - len(told)
    return (*told, f"and {more} more: see the document") if more else told


def _posted(at_us: int, zone: tzinfo) -> str:
    there = datetime.fromtimestamp(at_us // SECOND_US, zone)
    return f"{there:%Y-%m-%d %H:%M:%S} {there.tzname() or 'UTC'}"


def _on_board(kind: DocumentKind, opened: Opened) -> bool:
    # Lap cards are a file a car: they are in the whole set.
    return kind.suits(opened.plan.kind) and kind.key != "lap-cards"


def _line(kind: DocumentKind, session_number: int, stage: str, version: int) -> DocumentLine:
    return DocumentLine(
        id=f"{kind.key}-{stage}-{version}" if version else f"{kind.key}-{stage}",
        number=number_of(session_number, kind, stage, version),
        title=Words("en")(f"title.{kind.key}"),
        stage=stage,
        version=version,
        posted="",
        posted_us=None,
        signed_by="",
        formats=SHOWN,
        protest_until_us=None,
        changed=(),
        sha256="",
    )


def _file(
    opened: Opened,
    key: str,
    stage: str,
    version: int,
    form: str,
    words: Words,
    paper: str,
    club: Club,
) -> tuple[str, bytes]:
    kind = kind_of(key)
    if not _on_board(kind, opened):
        raise UsageError(f"{key}: not on the notice board of this session")
    job = make_job(opened, status=stage, version=version, words=words, club=club)
    if job.stage != stage:
        raise UsageError(f"no result {stage} {version or ''} was issued".replace("  ", " "))
    return next(printed(job, [kind], paper=paper, formats=[form]))


def _zip(job: Job, paper: str) -> bytes:
    out = io.BytesIO()
    kinds = kinds_for(job)
    tables = [kind for kind in kinds if kind.key in ("classification", "lap-cards", "weather")]
    # PDFs are packed already.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for some, formats in ((kinds, ["pdf"]), (tables, ["csv"])):
            for name, made in printed(job, some, paper=paper, formats=formats, workers=2):
                # No clock is read: the same set is the same file.
                packed.writestr(zipfile.ZipInfo(name), made)
    return out.getvalue()

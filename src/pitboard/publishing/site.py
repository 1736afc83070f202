"""Every file of a meeting's pages by its path, made when it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pitboard.documents.al_kamel import results_csv
from pitboard.documents.bop_bulletin import BulletinJob, bulletin, write_bulletin
from pitboard.documents.catalogue import DocumentKind, documents, kind_of
from pitboard.documents.club import Club
from pitboard.documents.job import LIVE, Job, make_job
from pitboard.documents.model import Document
from pitboard.documents.outputs import to_csv, to_json
from pitboard.documents.produce import produce
from pitboard.documents.words import Words
from pitboard.model.bop import BopIssue, BopStanding, BopState, BopVersion, standing
from pitboard.model.car_class import CarClass
from pitboard.publishing.board import CHOSEN, Notice, notices, with_older
from pitboard.publishing.meeting import PublicMeeting, PublicResult, PublicSession
from pitboard.publishing.pages import Pages
from pitboard.publishing.style import style_sheet
from pitboard.sessions.bop import previous_of
from pitboard.sessions.issuing import canonical_rows, sha256
from pitboard.sessions.scored import score

BALANCE = "balance-of-performance"


class PublicSite:
    """The pages of one meeting.

    Args:
        meeting: as its log tells it.
        words: language.
        club: whose paper the PDFs are on.
        kinds: documents on the board, by key.
        older: what an earlier publication put on the board.
        home: a link back, as (address, text).
        with_log: the log lies beside the pages.

    Attributes:
        board: every document, in number order.
    """

    def __init__(
        self,
        meeting: PublicMeeting,
        words: Words,
        club: Club | None = None,
        kinds: Iterable[str] = CHOSEN,
        older: Sequence[Notice] = (),
        home: tuple[str, str] | None = None,
        *,
        with_log: bool = False,
    ) -> None:
        self.meeting = meeting
        self.words = words
        self.club = club or Club()
        self.pages = Pages(meeting, words, home, with_log=with_log)
        keys = tuple(kinds)
        titles = {key: words.get(f"title.{key}", key) for key in keys}
        now = (*notices(meeting, keys, words.language, titles), *self._bulletin_notices())
        self.board = with_older(now, older)
        self._jobs: dict[tuple[str, int], Job | None] = {}
        self._live: dict[str, Job] = {}
        self._others: dict[str, PublicSite] = {}

    # ---- jobs ----

    def job(self, session: PublicSession, result: PublicResult) -> Job | None:
        """A result as it is printed; None where this version cannot recompute it."""
        key = session.folder, result.fact.seq
        if key not in self._jobs:
            scored = score(session.opened, until_seq=result.fact.as_of_seq)
            same = sha256(canonical_rows(scored.rows)) == result.fact.rows_sha256
            made = Job(scored, result.fact, result.sha256, True, session.number, self.words, self.club)
            self._jobs[key] = made if same else None
        return self._jobs[key]

    def standing_job(self, session: PublicSession) -> Job | None:
        """What a session's page shows: its newest result, or the session as it stands; None where there is neither."""
        if session.newest is not None:
            return self.job(session, session.newest)
        if not session.ran:
            return None
        if session.folder not in self._live:
            self._live[session.folder] = make_job(
                session.opened, status=LIVE, words=self.words, club=self.club
            )
        return self._live[session.folder]

    def classes(self) -> list[CarClass]:
        """The classes of every session."""
        found = []
        for session in self.meeting.sessions:
            job = self.standing_job(session)
            found += list(job.classes) if job is not None else list(session.opened.rulebook.classes)
        return found

    # ---- pages ----

    def page(self, path: str) -> bytes | None:
        """A page by its path; None where there is none.

        Documents in other forms than HTML are made by `file`.
        """
        folder, _, name = path.rpartition("/")
        if path == "style.css":
            return style_sheet(self.classes()).encode()
        if path == "index.html":
            return self.pages.index([self._status(session) for session in self.meeting.sessions], self.board)
        if path == "documents/index.html":
            return self.pages.board(self.board)
        if path == f"{BALANCE}/index.html" and self.meeting.tables:
            return self.pages.balance(self._newest_bulletins())
        session = next((one for one in self.meeting.sessions if one.folder == folder), None)
        if session is None:
            return None
        return self._session_page(session) if name == "index.html" else self._document_page(session, path)

    def _status(self, session: PublicSession) -> str:
        if session.newest is not None:
            return self.pages.stage(session.newest)
        return self.words("publish.not_issued" if session.ran else "publish.not_run")

    def _session_page(self, session: PublicSession) -> bytes:
        job = self.standing_job(session)
        classification = grid = None
        if job is not None:
            classification = _only(job, kind_of("classification"))
            grid = _only(job, kind_of("grid")) if session.sets_grid else None
        return self.pages.session(
            session, classification, grid, self.board, pole_right=job is not None and _pole_right(job)
        )

    def _document_page(self, session: PublicSession, path: str) -> bytes | None:
        found = self.find(path)
        if found is None:
            return None
        notice, result, kind = found
        if notice.language != self.words.language:
            return self._in(notice.language).page(path)
        job = self.job(session, result)
        if job is None:
            return None
        document = _only(job, kind)
        return self.pages.document(session, result, document, notice, pole_right=_pole_right(job))

    # ---- documents ----

    def find(self, path: str) -> tuple[Notice, PublicResult, DocumentKind] | None:
        """The document that a path is a form of, with its result in the log; None where there is none."""
        stem, _, ending = path.rpartition(".")
        for notice in self.board:
            if notice.key == stem and ending in notice.files:
                session = self.session_of(notice)
                for result in session.results if session is not None else ():
                    if result.sha256 == notice.sha256:
                        return notice, result, kind_of(notice.kind)
        return None

    def _in(self, language: str) -> PublicSite:
        """The same board for documents that were published in another language before."""
        if language not in self._others:
            home = self.pages.home
            with_log = self.pages.with_log
            other = PublicSite(
                self.meeting, Words(language), self.club, (), self.board, home, with_log=with_log
            )
            other.board = self.board
            self._others[language] = other
        return self._others[language]

    def session_of(self, notice: Notice) -> PublicSession | None:
        """The session of a document."""
        return next((one for one in self.meeting.sessions if one.folder == notice.folder), None)

    def file(self, path: str) -> bytes | None:
        """A document as PDF, CSV or JSON by its path; None where there is none.

        Raises:
            UsageError: the PDF cannot be made, since Typst is not installed.
        """
        folder, _, name = path.rpartition("/")
        if folder == BALANCE:
            return self._bulletin_file(name)
        found = self.find(path)
        if found is None:
            return None
        notice, result, kind = found
        if notice.language != self.words.language:
            return self._in(notice.language).file(path)
        session = self.session_of(notice)
        job = self.job(session, result) if session is not None else None
        if job is None:
            return None
        ending = path.rpartition(".")[2]
        if ending == "pdf":
            with tempfile.TemporaryDirectory() as place:
                return next(iter(produce(job, [kind], Path(place)))).read_bytes()
        if ending == "json":
            return to_json(_only(job, kind))
        return results_csv(job) if kind.key == "classification" else to_csv(_only(job, kind))

    # ---- Balance of Performance ----

    def _issues(self) -> list[tuple[BopVersion, BopIssue]]:
        """Every state that a version was given, in order."""
        given = [(version, issue) for version in self.meeting.tables for issue in version.issues]
        return sorted(given, key=lambda one: one[1].order)

    def _bulletin_job(self, version: BopVersion, issue: BopIssue) -> BulletinJob:
        return BulletinJob(
            standing=BopStanding(version=version, state=issue.state, issue=issue),
            before=previous_of(self.meeting.tables, version),
            words=self.words,
            club=self.club,
            zone=self.meeting.zone,
        )

    def _bulletin_notices(self) -> Iterator[Notice]:
        for version, issue in self._issues():
            document = bulletin(self._bulletin_job(version, issue))
            holds = issue is version.issues[-1]
            yield Notice(
                number=f"BOP {version.ref}",
                kind="bop",
                title=f"{document.title} {document.subtitle}",
                language=self.words.language,
                session="",
                session_name="",
                stage=issue.state.value,
                version=1,
                issued_us=issue.issued_us or issue.effective_us or 0,
                by=issue.by,
                sha256=version.sha256,
                state="newest" if holds and not self._superseded(version) else "superseded",
                folder=BALANCE,
                stem=_bulletin_stem(document, version),
                files=("pdf",),
                order=(0, issue.order, 0),
            )

    def _superseded(self, version: BopVersion) -> bool:
        return standing(self.meeting.tables, version, None).state is BopState.SUPERSEDED

    def _newest_bulletins(self) -> list[tuple[Document, str, str]]:
        """The last bulletin of each version, the newest version first, with the name of its file and its state."""
        last = {version.sha256: (version, issue) for version, issue in self._issues()}
        made = []
        for version, issue in reversed(last.values()):
            document = bulletin(self._bulletin_job(version, issue))
            state = "superseded" if self._superseded(version) else "newest"
            made.append((document, f"{_bulletin_stem(document, version)}.pdf", state))
        return made

    def _bulletin_file(self, name: str) -> bytes | None:
        for version, issue in self._issues():
            job = self._bulletin_job(version, issue)
            if f"{_bulletin_stem(bulletin(job), version)}.pdf" == name:
                with tempfile.TemporaryDirectory() as place:
                    return write_bulletin(job, Path(place)).read_bytes()
        return None


def _bulletin_stem(document: Document, version: BopVersion) -> str:
    # Of two tables with one name, the hash tells them apart.
    return f"{document.name}-{version.sha256[:8]}"


def _pole_right(job: Job) -> bool:
    """As on paper: place 1 on the left, where nobody knows better."""
    return (job.scored.state.pole_side or job.scored.state.circuit.pole_side) == "right"


def _only(job: Job, kind: DocumentKind) -> Document:
    return next(iter(documents(job, kind)))

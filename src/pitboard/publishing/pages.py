"""The pages: the meeting, a session, a document, the notice board, a Balance of Performance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from pitboard.documents.model import Document
from pitboard.documents.words import Words
from pitboard.publishing.board import Notice
from pitboard.publishing.html import Child, Html, tag
from pitboard.publishing.meeting import PublicMeeting, PublicResult, PublicSession
from pitboard.publishing.sheets import document_body, document_head
from pitboard.wire.score import time_of_day


class Pages:
    """Makes the pages of one meeting in one language.

    Args:
        meeting: as its log tells it.
        words: language.
        home: link back to where the pages hang; None for none.
        with_log: the log lies beside the pages.
    """

    def __init__(
        self,
        meeting: PublicMeeting,
        words: Words,
        home: tuple[str, str] | None = None,
        *,
        with_log: bool = False,
    ) -> None:
        self.meeting = meeting
        self.words = words
        self.home = home
        self.with_log = with_log

    def frame(self, title: str, *content: Child, depth: int = 0, here: str = "") -> bytes:
        """A page with its head, navigation and foot."""
        words, up = self.words, "../" * depth
        links = [
            (f"{up}index.html", self.meeting.name, "home"),
            (f"{up}documents/index.html", words("publish.board"), "board"),
        ]
        if self.meeting.tables:
            links.append((f"{up}balance-of-performance/index.html", words("publish.bop"), "bop"))
        if self.home is not None:
            links.insert(0, (*self.home, "live"))
        page = tag(
            "html",
            tag(
                "head",
                tag("meta", charset="utf-8"),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("title", f"{title} · {self.meeting.name}" if title != self.meeting.name else title),
                tag("link", rel="stylesheet", href=f"{up}style.css"),
                # No picture: browsers would ask every host for one.
                tag("link", rel="icon", href="data:,"),
            ),
            tag(
                "body",
                tag("a", words("publish.skip"), href="#content", class_="skip"),
                tag(
                    "nav",
                    *(
                        tag("a", text, href=to, aria_current="page" if key == here else None)
                        for to, text, key in links
                    ),
                    class_="top",
                    aria_label=self.meeting.name,
                ),
                tag("main", *content, id="content"),
                tag("footer", tag("p", words("publish.made")), tag("p", self.zone_note())),
            ),
            lang=words.language,
        )
        return b"<!doctype html>\n" + page.encode() + b"\n"

    # ---- the meeting ----

    def index(self, statuses: Sequence[str], board: Sequence[Notice]) -> bytes:
        """The meeting: its sessions with their times and results, and what hangs on the board."""
        words, meeting = self.words, self.meeting
        rows = [
            self._session_row(session, status)
            for session, status in zip(meeting.sessions, statuses, strict=True)
        ]
        about = [(words("publish.circuit"), meeting.circuit.name)]
        if meeting.circuit.length_m:
            about.append((words("head.length"), f"{meeting.circuit.length_m / 1000:.3f} km"))
        head = tag(
            "header",
            tag(
                "div",
                tag("p", self.series(), class_="quiet") if self.series() else None,
                tag("h1", meeting.name),
            ),
            tag(
                "dl",
                *(tag("div", tag("dt", key), tag("dd", text)) for key, text in about if text),
                class_="facts",
            ),
            class_="sheet-head",
        )
        keys = ("name", "start", "status", "result", "documents")
        labels = ("session", "start", "status", "result", "documents")
        hanging = [one for one in board if one.state == "newest"]
        return self.frame(
            meeting.name,
            head,
            tag("h2", words("publish.sessions")),
            self.table(keys, [words(f"publish.{label}") for label in labels], rows),
            tag("h2", words("publish.board")),
            self.board_table(hanging, depth=0) if hanging else tag("p", words("publish.nothing")),
            tag("p", self.verify_line(depth=0), class_="hash"),
            here="home",
        )

    def _session_row(self, session: PublicSession, status: str) -> Html:
        words = self.words
        to = f"{session.folder}/index.html"
        links: list[Child] = (
            [tag("a", words("publish.classification"), href=f"{to}#result")] if session.ran else []
        )
        if session.ran and session.sets_grid:
            links.append(tag("a", words("publish.grid"), href=f"{to}#grid"))
        count = len(session.results)
        documents = tag("a", words("publish.documents"), href=f"{to}#documents") if count else ""
        cells = (tag("a", session.name, href=to), self.start(session), status, links, documents)
        keys = ("name", "start", "status", "result", "documents")
        return _row(cell_of(key, cell) for key, cell in zip(keys, cells, strict=True))

    # ---- a session ----

    def session(
        self,
        session: PublicSession,
        classification: Document | None,
        grid: Document | None,
        board: Sequence[Notice],
        *,
        pole_right: bool = False,
    ) -> bytes:
        """A session: its result and grid as tables, and every result that was issued with its documents."""
        words = self.words
        parts: list[Child] = [self._switch(session)]
        if classification is None:
            said = words("publish.lost") if session.ran else words("publish.not_run_note")
            parts += [
                tag("header", tag("h1", session.name), class_="sheet-head"),
                # Links to the result and the grid end here: that there is none is what they have to say.
                tag("p", said, tag("span", id="grid"), id="result", class_="banner"),
            ]
        else:
            if session.newest is None:
                said = words("publish.live_note", when=self.as_of(session))
                parts.append(tag("p", said, class_="banner"))
            parts += [
                document_head(classification),
                tag("div", document_body(classification), id="result", class_=_kind(session)),
            ]
        if grid is not None:
            parts += [tag("h2", grid.title, id="grid"), document_body(grid, level=3, pole_right=pole_right)]
        if session.results:
            parts += [tag("h2", words("publish.results"), id="results"), self._results(session)]
            mine = [one for one in board if one.session == session.opened.plan.session]
            parts += [
                tag("h2", words("publish.all_documents"), id="documents"),
                self.board_table(mine, depth=1),
            ]
        return self.frame(session.name, *parts, depth=1)

    def _switch(self, here: PublicSession) -> Html:
        links = (
            tag(
                "a",
                one.name,
                href=f"../{one.folder}/index.html",
                aria_current="page" if one is here else None,
            )
            for one in self.meeting.sessions
        )
        return tag("nav", *links, class_="sessions", aria_label=self.words("publish.sessions"))

    def _results(self, session: PublicSession) -> Html:
        words = self.words
        rows = []
        for result in reversed(session.results):
            fact = result.fact
            told = [self.stage(result), self.issued(result), fact.by, words(f"publish.{result.state}")]
            keys = ("status", "issued", "issued_by", "state")
            cells = [cell_of(key, text) for key, text in zip(keys, told, strict=True)]
            cells.append(cell_of("hash", tag("span", result.sha256, class_="hash")))
            # The QR code on paper leads to this anchor, whatever is issued later.
            rows.append(_row(cells, result.state, result.sha256))
        labels = [words(f"publish.{key}") for key in ("version", "issued", "by", "now", "chain")]
        return Html(
            self.table(("status", "issued", "issued_by", "state", "hash"), labels, rows)
            + tag("p", self.verify_line(), class_="hash")
        )

    # ---- a document ----

    def document(
        self,
        session: PublicSession,
        result: PublicResult,
        document: Document,
        notice: Notice,
        *,
        pole_right: bool = False,
    ) -> bytes:
        """One document as it was issued, with what became of it."""
        words = self.words
        banner = None
        if result.state == "superseded" and session.newest is not None:
            link = tag("a", self.stage(session.newest), href="index.html")
            before, _, after = words("publish.superseded_note").partition("{what}")
            banner = tag("p", before, link, after, class_="banner")
        elif result.state == "withdrawn":
            banner = tag("p", words("publish.withdrawn_note"), class_="banner")
        files = tag("p", self.file_links(notice, depth=1, without="html"), class_="files")
        title = f"{document.title}, {session.name}, {self.stage(result)}"
        return self.frame(
            title,
            self._switch(session),
            banner,
            document_head(document),
            files,
            tag("div", document_body(document, pole_right=pole_right), class_=_kind(session)),
            tag("p", f"{words('publish.chain')}: {result.sha256}", class_="hash"),
            depth=1,
        )

    # ---- the board ----

    def board(self, board: Sequence[Notice]) -> bytes:
        """Every document in number order."""
        words = self.words
        return self.frame(
            words("publish.board"),
            tag("header", tag("div", tag("h1", words("publish.board"))), class_="sheet-head"),
            self.board_table(board, depth=1) if board else tag("p", words("publish.nothing")),
            tag("p", self.verify_line(), class_="hash"),
            depth=1,
            here="board",
        )

    def board_table(self, board: Iterable[Notice], *, depth: int) -> Html:
        """Documents as rows."""
        words = self.words
        keys = ("number", "name", "session", "status", "issued", "issued_by", "state", "files")
        labels = [
            words(f"publish.{key}")
            for key in ("number", "document", "session", "version", "issued", "by", "now", "files")
        ]
        rows = []
        for one in board:
            first = f"{'../' * depth}{one.folder}/{one.stem}.{one.files[0]}"
            cells: list[Child] = [
                one.number,
                tag("a", one.title, href=first),
                one.session_name,
                self.stage_text(one.stage, one.version),
                words.instant(one.issued_us, self.meeting.zone) if one.issued_us else "",
                one.by,
                words(f"publish.{one.state}"),
                self.file_links(one, depth=depth),
            ]
            rows.append(_row((cell_of(key, cell) for key, cell in zip(keys, cells, strict=True)), one.state))
        return self.table(keys, labels, rows, "board")

    def file_links(self, notice: Notice, *, depth: int, without: str = "") -> list[Child]:
        """Links to the files of a document."""
        names = {"html": self.words("publish.page"), "pdf": "PDF", "csv": "CSV", "json": "JSON"}
        up = "../" * depth
        return [
            tag("a", names.get(ending, ending), href=f"{up}{notice.folder}/{notice.stem}.{ending}")
            for ending in notice.files
            if ending != without
        ]

    # ---- Balance of Performance ----

    def balance(self, bulletins: Sequence[tuple[Document, str, str]]) -> bytes:
        """Every table that was issued, the newest first.

        Args:
            bulletins: each with the name of its file and its state on the board.
        """
        words = self.words
        parts: list[Child] = []
        for document, pdf, state in bulletins:
            parts.append(
                tag(
                    "article",
                    tag("p", words(f"publish.{state}"), class_="banner") if state != "newest" else None,
                    document_head(document),
                    tag("p", tag("a", "PDF", href=pdf), class_="files"),
                    document_body(document),
                    tag("p", f"{document.head.hash_of}: {document.head.sha256}", class_="hash"),
                    id=document.head.sha256,
                )
            )
        return self.frame(words("publish.bop"), *parts, depth=1, here="bop")

    # ---- words ----

    def table(self, keys: Sequence[str], labels: Sequence[str], rows: Iterable[Html], kind: str = "") -> Html:
        """A table of links."""
        heads = (
            tag("th", label, scope="col", role="columnheader", class_=f"c-{key}")
            for key, label in zip(keys, labels, strict=True)
        )
        head = tag("thead", _row(heads), role="rowgroup")
        made = tag(
            "table", head, tag("tbody", *rows, role="rowgroup"), role="table", class_=f"list {kind}".strip()
        )
        return tag("div", made, class_="wide", tabindex="0")

    def series(self) -> str:
        """Series and season."""
        about = self.meeting.meeting
        if about is None:
            return ""
        parts = (about.series.replace("_", " ").upper(), str(about.season) if about.season else "")
        return " ".join(part for part in parts if part)

    def start(self, session: PublicSession) -> str:
        """When a session starts."""
        at_us, plan = session.start_us, session.opened.plan
        if at_us is None:
            return ""
        if plan.scheduled_us is None and plan.source_name:
            # An official file without a date in its name tells times of day only.
            return f"{time_of_day(at_us, self.meeting.zone, decimals=0)} {self.meeting.circuit.zone or 'UTC'}"
        return self.words.instant(at_us, self.meeting.zone)

    def as_of(self, session: PublicSession) -> str:
        """The newest instant that a session knows."""
        last = session.scored.state.last
        return self.words.clock(last.at_us, self.meeting.zone) if last is not None else ""

    def stage(self, result: PublicResult) -> str:
        """`Provisional 2`."""
        return self.stage_text(result.fact.stage, result.fact.version)

    def stage_text(self, stage: str, version: int) -> str:
        """A stage in words, with its version where that says something."""
        word = self.words.get(f"status.{stage}", self.words.get(f"bop_state.{stage}", stage))
        return f"{word} {version}" if version > 1 or stage == "amended" else word

    def issued(self, result: PublicResult) -> str:
        """When a result was issued."""
        fact = result.fact
        at_us = fact.recorded_us if fact.recorded_us is not None else fact.at_us
        return self.words.instant(at_us, self.meeting.zone)

    def verify_line(self, *, depth: int = 1) -> Html:
        """How to check what is published, with a link to the log where it lies beside the pages."""
        before, _, after = self.words("publish.verify").partition("{command}")
        command: Html = tag("code", f"pitboard verify {self.meeting.log}")
        if self.with_log:
            command = tag("a", command, href="../" * depth + quote(self.meeting.log))
        return Html(tag("span", before) + command + tag("span", after))

    def zone_note(self) -> str:
        """Whose times they are."""
        name, said = self.meeting.circuit.zone, self.words("publish.zone")
        return f"{said} ({name})" if name else said


def cell_of(key: str, content: Child) -> Html:
    """A cell of a table of links. Its role is in words: a phone shows a row as a block, which would take it away."""
    return tag("td", content, role="cell", class_=f"c-{key}{' files' if key in ('files', 'result') else ''}")


def _row(cells: Iterable[Html], state: str | None = None, anchor: str | None = None) -> Html:
    return tag("tr", *cells, role="row", class_=state, id=anchor)


def _kind(session: PublicSession) -> str:
    """What a phone leaves out depends on whether laps or times decide."""
    return "result race" if session.opened.plan.kind.is_race else "result timed"

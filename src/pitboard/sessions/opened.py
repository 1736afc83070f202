"""A session with its facts and its rulebook, before it is scored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pitboard.errors import SourceError, UsageError
from pitboard.model import facts as f
from pitboard.model.circuit import Circuit
from pitboard.model.meeting import Meeting, Session
from pitboard.racelog import choose_session, is_selector, open_log, parse_selector, require_path

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\d{8}(?!\d)|(?!\d))")


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as it was found.

    Attributes:
        name: as `score --json` prints it.
        plan, meeting, circuit: what it is and where.
        facts: of the session and its meeting, in order of arrival, with their `seq`.
        rulebook: in force.
        log: the race log it is kept in; None for a file or a bundled session.
        laps_file, results_file: the files it was read from; None for a log or a bundled session.
        notes: what a user should know, for stderr.
    """

    name: str
    plan: Session
    circuit: Circuit
    facts: list[f.Fact]
    rulebook: Rulebook
    meeting: Meeting | None = None
    log: Path | None = None
    laps_file: Path | None = None
    results_file: Path | None = None
    notes: tuple[str, ...] = ()

    def with_facts(self, more: list[f.Fact]) -> Opened:
        """The same session with further facts, numbered on from the last."""
        last = max((fact.seq for fact in self.facts), default=0)
        return replace(
            self, facts=[*self.facts, *(f.with_seq(fact, last + n) for n, fact in enumerate(more, 1))]
        )


@dataclass(slots=True)
class OpenOptions:
    """How sessions are to be opened.

    Attributes:
        rulebook: name or path given by the user; empty for the session's own.
        entries: an entry list that replaces the one beside the laps file.
        feed_seed: turn files into single arrivals shuffled with this seed; None to leave them whole.
    """

    rulebook: str = ""
    entries: Path | None = None
    feed_seed: int | None = None
    _books: dict[tuple[str, tuple[str, ...]], Rulebook] = field(default_factory=dict)

    def book(self, name: str, *places: str) -> Rulebook:
        """Load a rulebook once, with the overrides of its event."""
        from pitboard.model.rulebook import load

        key = (name, places)
        if key not in self._books:
            book = load(name)
            self._books[key] = book.for_meeting(*places) if places else book
        return self._books[key]


def open_session(selector: str, options: OpenOptions | None = None) -> Opened:
    """Open one session: `FILE.pitboard[#ID]`, a bundled name or a laps file.

    Raises:
        UsageError: nothing is found under that name, or several sessions are meant.
        SourceError, LogError: it cannot be read.
    """
    options = options or OpenOptions()
    if is_selector(selector):
        return open_from_log(selector, options)
    from pitboard import bundled

    if selector in bundled.names():
        return _open_bundled(selector, options)
    path = Path(selector)
    require_path(path)
    if path.is_dir():
        raise UsageError(f"{selector}: expected one session, was a folder; name one of its laps files")
    if not path.exists():
        raise UsageError(
            f"{selector}: expected a laps file, FILE.pitboard[#ID] or a bundled name ({', '.join(bundled.names())})"
        )
    from pitboard.sources.official_csv import find_sessions

    return open_file(find_sessions([path])[0], options)


def open_from_log(selector: str, options: OpenOptions) -> Opened:
    """Open a session that is kept in a race log.

    Raises:
        UsageError: no such session, or options that only files can follow.
        LogError: it cannot be read.
    """
    chosen = parse_selector(selector)
    _refuse_entries(selector, options)
    if options.feed_seed is not None:
        # Decisions in the log point at facts by their place, which another order of arrival would change.
        raise UsageError(
            f"{selector}: --feed shuffles laps files and bundled sessions, not what is kept in a log"
        )
    with open_log(chosen.path, read_only=True) as log:
        session = choose_session(log, chosen)
        facts: list[f.Fact] = list(log.read(session=session))
        plan = log.sessions()[session] or Session(session=session, kind=_kind_of(session))
    return from_facts(facts, plan, options, name=plan.source_name or session, log=chosen.path)


def from_facts(
    facts: list[f.Fact], plan: Session, options: OpenOptions, *, name: str, log: Path | None = None
) -> Opened:
    """A session from the facts of its log."""
    meeting = circuit = None
    adopted: f.RulebookAdopted | None = None
    for fact in facts:
        if isinstance(fact, f.MeetingOpened):
            meeting = fact.meeting
        elif isinstance(fact, f.CircuitDescribed):
            circuit = fact.circuit
        elif isinstance(fact, f.RulebookAdopted):
            adopted = fact
        elif isinstance(fact, f.SessionScheduled) and fact.plan.session == plan.session:
            plan = fact.plan
    return Opened(
        name=name,
        plan=plan,
        circuit=circuit or Circuit(),
        facts=facts,
        rulebook=_book_of_log(adopted, options),
        meeting=meeting,
        log=log,
    )


def _book_of_log(adopted: f.RulebookAdopted | None, options: OpenOptions) -> Rulebook:
    from pitboard.model.rulebook import Rulebook

    if options.rulebook:
        return options.book(options.rulebook)
    if adopted is not None:
        return Rulebook.from_text(adopted.text)
    return options.book("club")


def _refuse_entries(selector: str, options: OpenOptions) -> None:
    if options.entries is not None:
        raise UsageError(
            f"{selector}: --entries goes with laps files; this session brings its own entry list"
        )


def _kind_of(session: str):  # type: ignore[no-untyped-def]
    from pitboard.sources.official_csv import kind_of

    return kind_of(session)


def _open_bundled(name: str, options: OpenOptions) -> Opened:
    from pitboard import bundled
    from pitboard.sources.official_csv.feed import shuffled

    _refuse_entries(name, options)
    loaded = bundled.load(name)
    book = options.book(options.rulebook) if options.rulebook else options.book(loaded.rulebook, loaded.event)
    return Opened(
        name=name,
        plan=loaded.plan,
        circuit=loaded.circuit,
        facts=list(loaded.facts) if options.feed_seed is None else shuffled(loaded.facts, options.feed_seed),
        rulebook=book,
        meeting=loaded.meeting,
    )


def open_file(files: object, options: OpenOptions, book: Rulebook | None = None) -> Opened:
    """Open an official laps file with what lies beside it (`SessionFiles` of `sources.official_csv`).

    Args:
        files: the files.
        options: how to open them.
        book: the rulebook, whatever the options say; theirs, or the files' own, if None.
    """
    from pitboard.sources.official_csv import (
        SessionFiles,
        as_feed,
        load_session,
        normalise_classes,
        read_entries,
    )

    assert isinstance(files, SessionFiles)
    if files.conflict is not None:
        raise SourceError(files.conflict)
    entries = read_entries(options.entries) if options.entries is not None else None
    loaded = load_session(files.laps, name=files.name, entries=entries)
    book = book or rulebook_of(files, options)
    loaded = normalise_classes(loaded, book.class_code)
    facts = list(loaded.facts) if options.feed_seed is None else as_feed(loaded, options.feed_seed)
    return Opened(
        name=files.name,
        plan=loaded.plan,
        circuit=loaded.circuit,
        facts=facts,
        rulebook=book,
        laps_file=files.laps,
        results_file=files.results,
        notes=(*files.notes, *loaded.notes),
    )


def rulebook_of(files: object, options: OpenOptions) -> Rulebook:
    """The rulebook that the user named, else the one of the files' form and year with the rules of their event."""
    from pitboard.sources.official_csv import SessionFiles

    assert isinstance(files, SessionFiles)
    if options.rulebook:
        return options.book(options.rulebook)
    return options.book(rulebook_name(files), *_places(files.laps))


def rulebook_name(files: object) -> str:
    """`imsa-YYYY` or `wec-YYYY` by the form of the files, where a built-in book exists for the year; else `club`."""
    from pitboard.model.rulebook import built_in_names
    from pitboard.sources.official_csv import SessionFiles, is_imsa_form

    assert isinstance(files, SessionFiles)
    series = "imsa" if is_imsa_form(files) else "wec"
    known = built_in_names()
    for part in (files.laps.name, *(parent.name for parent in files.laps.resolve().parents)):
        found = _YEAR.search(part)
        if found and f"{series}-{found[1]}" in known:
            return f"{series}-{found[1]}"
    return "club"


def _places(laps: Path) -> tuple[str, ...]:
    # The WEC's files name the event themselves, IMSA's folders do.
    return laps.resolve().parent.name, laps.name

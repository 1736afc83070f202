"""Official files into race logs: a log a meeting, a transaction a session.

What is asked of a log before anything is written: is it this meeting's, has it the session from the same bytes, and under
which rulebook were its sessions read? `import_logs` says which log that is.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from pitboard.errors import LogError, PitboardError, SourceError, UsageError
from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry
from pitboard.model.meeting import Meeting
from pitboard.racelog import LockedError, RaceLog, is_new_import, open_log, require_path
from pitboard.sessions.import_logs import MeetingFiles, another_meeting, book_in_force, choose_logs, split
from pitboard.sessions.opened import Opened, OpenOptions, open_file

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

_PATIENCE_S = 5.0
_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one session.

    Attributes:
        log: the race log.
        session: the session's id.
        what: `imported, 1,234 facts` or `already there`.
        error: why it was not imported.
        notes: what the user should know.
    """

    log: Path
    session: str
    what: str = ""
    error: PitboardError | None = None
    notes: tuple[str, ...] = ()


def meetings_in(paths: Sequence[Path]) -> dict[Path, list[Any]]:
    """Laps files by the folder that holds them.

    Raises:
        UsageError: a path that is not there, or nothing to import.
    """
    from pitboard.sources.official_csv import find_sessions

    meetings: dict[Path, list[Any]] = {}
    for files in find_sessions(list(paths)):
        meetings.setdefault(files.laps.resolve().parent, []).append(files)
    if not meetings:
        raise UsageError("nothing to import: expected folders that hold laps files")
    return meetings


def import_meetings(meetings: dict[Path, list[Any]], out: Path, *, rulebook: str = "") -> Iterator[Outcome]:
    """Import each meeting; a session that cannot be read costs only itself.

    Raises:
        UsageError: a place whose name cannot be kept, or two meetings that no name tells apart.
        RulebookError: of the rulebook named.
    """
    options = OpenOptions(rulebook=rulebook)
    require_path(out.absolute())
    for folder, sessions in meetings.items():
        if any(files.conflict is None for files in sessions):
            require_path(folder)
    patience: dict[Path, float] = {}
    found = [one for folder, sessions in meetings.items() for one in split(folder, sessions, options)]
    for meeting, path in zip(found, choose_logs(found, out), strict=True):
        for files in meeting.sessions:
            yield _import_session(path, meeting, files, options, patience)


def _import_session(
    path: Path, meeting: MeetingFiles, files: Any, options: OpenOptions, patience: dict[Path, float]
) -> Outcome:
    try:
        return _import_or_find(path, meeting, files, options, patience)
    except LogError as error:
        text = str(error)
        return Outcome(path, files.session, error=LogError(text if str(path) in text else f"{path}: {text}"))
    except PitboardError as error:
        return Outcome(path, files.session, error=error)
    except OSError as error:
        return Outcome(path, files.session, error=UsageError(f"{path}: {error.strerror or error}"))


def _import_or_find(
    path: Path, meeting: MeetingFiles, files: Any, options: OpenOptions, patience: dict[Path, float]
) -> Outcome:
    if files.conflict is not None:
        raise SourceError(files.conflict)
    sha256 = hashlib.sha256(files.laps.read_bytes()).hexdigest()
    there = Outcome(path, files.session, "already there", notes=_named(files.name, files.notes))
    book = meeting.book
    if path.exists():
        with open_log(path, read_only=True) as log:
            book = book_in_force(log, meeting)
            if not _is_new(log, meeting, files, sha256, book):
                return there
    opened = open_file(files, options, book)
    notes = _named(opened.name, opened.notes)
    if not any(type(fact) is f.Passing for fact in opened.facts):
        # A log is never rewritten: the laps that come later could not be imported any more.
        return Outcome(path, files.session, "not imported, it has no laps yet", notes=notes)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _open_when_free(path, patience) as log:
        # Asked again: until the writer's lock was ours, another import could have been first.
        if not _is_new(log, meeting, files, sha256, book):
            return there
        count = len(log.append(_stored(log, opened, meeting, sha256)))
    return Outcome(path, files.session, f"imported, {count:,} facts", notes=notes)


def _open_when_free(path: Path, patience: dict[Path, float]) -> RaceLog:
    """Open a log for writing; another import lets go of it between two sessions, a live server does not.

    Args:
        path: the log; made where there is none.
        patience: how long to wait for each log, over all its sessions [s]; `_PATIENCE_S` where it is not in it yet.
    """
    while True:
        try:
            return open_log(path, create=not path.exists())
        except LockedError:
            left_s = patience.get(path, _PATIENCE_S)
            if left_s <= 0:
                raise
            time.sleep(_PAUSE_S)
            patience[path] = left_s - _PAUSE_S


def _named(name: str, notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}: {text}" for text in notes)


def _is_new(log: RaceLog, meeting: MeetingFiles, files: Any, sha256: str, book: Rulebook) -> bool:
    """Whether a session, read under a rulebook, is still to be imported.

    Raises:
        LogError: the log is another meeting's or keeps another rulebook, or has the session from other files.
        SourceError: the entry list of a session that is there cannot be read.
    """
    if book_in_force(log, meeting).sha256 != book.sha256:
        raise LogError("was begun under another rulebook meanwhile: import again")
    if is_new_import(log, files.session, sha256):
        if other := another_meeting(log, meeting):
            raise LogError(f"{other}; import them into another folder (-o)")
        return True
    if files.results is not None:
        from pitboard.sources.official_csv import read_entries

        listed = read_entries(files.results)
        if changed := _changed_entry(log, files.session, listed, book):
            raise LogError(
                f"{files.session}: already imported with another entry list than {files.results.name} now is:"
                f" {changed}; a log is never rewritten: import the files into a new log"
            )
    return False


def _changed_entry(log: RaceLog, session: str, listed: list[Entry], book: Rulebook) -> str:
    """The first difference between an entry list and the entries that were imported; empty where there is none.

    Drivers and manufacturers that only the laps name were added to what the list has.
    """
    kept: dict[str, Entry] = {}
    for fact in log.read(session=session, kinds=(f.EntryAdded,)):
        if isinstance(fact, f.EntryAdded) and fact.session == session:
            kept.setdefault(fact.entry.entry_id, fact.entry)
    for entry in listed:
        was = kept.pop(entry.entry_id, None)
        if was is None:
            return f"car {entry.number} was not on it"
        now = msgspec.structs.replace(
            entry,
            car_class=book.class_code(entry.car_class),
            manufacturer=entry.manufacturer or was.manufacturer,
            crew=entry.crew + was.crew[len(entry.crew) :],
        )
        for name in Entry.__struct_fields__:
            if getattr(now, name) != getattr(was, name):
                return f"car {entry.number}, {name}: {_shown(was, name)} then, {_shown(now, name)} now"
    return f"car {next(iter(kept.values())).number} is gone" if kept else ""


def _shown(entry: Entry, name: str) -> str:
    if name == "crew":
        return ", ".join(_driver(driver) for driver in entry.crew) or "nobody"
    value = getattr(entry, name)
    return ", ".join(value) if isinstance(value, tuple) else repr(value)


def _driver(driver: Driver) -> str:
    told = "/".join(word for word in (driver.country_as_filed, str(driver.rating), driver.hometown) if word)
    return f"{driver.name} ({told})" if told else driver.name


def _stored(log: RaceLog, opened: Opened, meeting: MeetingFiles, sha256: str) -> Iterator[f.Fact]:
    session = opened.plan.session
    if log.last_seq == 0:
        yield from meeting_facts(opened, meeting)
    plan = msgspec.structs.replace(opened.plan, source_name=opened.name, source_sha256=sha256)
    yield f.CircuitDescribed(at_us=0, session=session, circuit=opened.circuit)
    for fact in opened.facts:
        if isinstance(fact, f.SessionScheduled):
            yield msgspec.structs.replace(fact, plan=plan, session=session)
        elif not isinstance(fact, f.MeetingOpened | f.CircuitDescribed):
            yield fact if fact.session == session else msgspec.structs.replace(fact, session=session)


def meeting_facts(opened: Opened, files: MeetingFiles) -> list[f.Fact]:
    """The facts a log begins with: the meeting and the rulebook, whole."""
    name = files.folder.name
    meeting = opened.meeting or Meeting(
        meeting=name,
        name=name.replace("-", " ").strip().title(),
        series=opened.rulebook.series,
        season=int(files.year) if files.year else opened.rulebook.season,
        circuit_name=opened.circuit.name,
    )
    return [
        f.MeetingOpened(at_us=0, meeting=meeting),
        f.RulebookAdopted(
            at_us=0,
            rulebook=opened.rulebook.id,
            text=opened.rulebook.resolved_text(),
            sha256=opened.rulebook.sha256,
        ),
    ]

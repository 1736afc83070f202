"""Official files into race logs: a log a meeting, a transaction a session."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from pitboard.errors import PitboardError, UsageError
from pitboard.model import facts as f
from pitboard.model.meeting import Meeting
from pitboard.racelog import RaceLog, is_new_import, open_log
from pitboard.sessions.opened import Opened, OpenOptions, open_file


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
    """Import each meeting; a session that cannot be read costs only itself."""
    options = OpenOptions(rulebook=rulebook)
    names = _log_names(list(meetings))
    for folder, sessions in meetings.items():
        path = out / f"{names[folder]}.pitboard"
        for files in sessions:
            yield _import_session(path, folder, files, options)


def _log_names(folders: list[Path]) -> dict[Path, str]:
    # `01-roar-before-the-24` exists in several seasons: the parent's name goes before it where the name alone is taken
    # or the parent is a year.
    return {
        folder: f"{folder.parent.name}-{folder.name}" if folder.parent.name.isdigit() else folder.name
        for folder in folders
    }


def _import_session(path: Path, folder: Path, files: Any, options: OpenOptions) -> Outcome:
    session = files.session
    try:
        sha256 = hashlib.sha256(files.laps.read_bytes()).hexdigest()
        if path.exists():
            with open_log(path, read_only=True) as log:
                if not is_new_import(log, files.name, sha256):
                    return Outcome(path, session, "already there")
        opened = open_file(files, options)
        session = opened.plan.session
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_log(path, create=not path.exists()) as log:
            count = len(log.append(_stored(log, opened, folder, sha256)))
    except PitboardError as error:
        return Outcome(path, session, error=error)
    except OSError as error:
        return Outcome(path, session, error=UsageError(f"{path}: {error.strerror or error}"))
    return Outcome(
        path,
        session,
        f"imported, {count:,} facts",
        notes=tuple(f"{opened.name}: {text}" for text in opened.notes),
    )


def _stored(log: RaceLog, opened: Opened, folder: Path, sha256: str) -> Iterator[f.Fact]:
    session = opened.plan.session
    if log.last_seq == 0:
        yield from meeting_facts(opened, folder.name)
    plan = msgspec.structs.replace(opened.plan, source_name=opened.name, source_sha256=sha256)
    yield f.CircuitDescribed(at_us=0, session=session, circuit=opened.circuit)
    for fact in opened.facts:
        if isinstance(fact, f.SessionScheduled):
            yield msgspec.structs.replace(fact, plan=plan, session=session)
        elif not isinstance(fact, f.MeetingOpened | f.CircuitDescribed):
            yield fact if fact.session == session else msgspec.structs.replace(fact, session=session)


def meeting_facts(opened: Opened, name: str) -> list[f.Fact]:
    """The facts a log begins with: the meeting and the rulebook, whole."""
    meeting = opened.meeting or Meeting(
        meeting=name,
        name=name.replace("-", " ").strip().title(),
        series=opened.rulebook.series,
        season=opened.rulebook.season,
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

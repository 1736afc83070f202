"""A meeting file and its entry list as the facts that a race log begins with."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pitboard.errors import PitboardError, UsageError
from pitboard.model import facts as f
from pitboard.model.entry import Entry
from pitboard.model.meeting_file import MeetingFile, MeetingFileError, read_meeting_file
from pitboard.model.rulebook import Rulebook, load
from pitboard.racelog import open_log
from pitboard.racelog.sqlite_log import SqliteLog


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting file with everything it names.

    Attributes:
        path: the file.
        about: what it says.
        rulebook: in force.
        entries: the entry list.
    """

    path: Path
    about: MeetingFile
    rulebook: Rulebook
    entries: tuple[Entry, ...]

    @property
    def log(self) -> Path:
        """The race log."""
        return self.path.parent / (self.about.meeting.log or f"{self.about.meeting.id}.pitboard")


def plan_meeting(path: Path) -> PlannedMeeting:
    """Read a meeting file, its rulebook and its entry list.

    Raises:
        MeetingFileError: with every mistake by its key.
    """
    about = read_meeting_file(path)
    problems: list[tuple[str, str]] = []
    book: Rulebook | None = None
    entries: list[Entry] = []
    try:
        beside = path.parent / about.meeting.rulebook
        book = load(str(beside) if beside.is_file() else about.meeting.rulebook)
    except PitboardError as error:
        problems.append(("meeting.rulebook", str(error)))
    try:
        entries = read_entry_list(path.parent / about.meeting.entries)
    except PitboardError as error:
        problems.append(("meeting.entries", str(error)))
    problems += _doubled_transponders(entries)
    if problems or book is None:
        raise MeetingFileError(str(path), problems)
    coded = tuple(
        msgspec.structs.replace(entry, car_class=book.class_code(entry.car_class)) for entry in entries
    )
    return PlannedMeeting(path, about, book, coded)


def _doubled_transponders(entries: list[Entry]) -> list[tuple[str, str]]:
    carried: dict[str, str] = {}
    found = []
    for entry in entries:
        for transponder in entry.transponders:
            if transponder in carried:
                text = f"transponder {transponder} is in car {carried[transponder]} and in car {entry.number}"
                found.append(("meeting.entries", text))
            carried[transponder] = entry.number
    return found


def read_entry_list(path: Path) -> list[Entry]:
    """An entry list as CSV or Excel.

    Raises:
        SourceError: with every fault found in it.
        UsageError: it is not there, or Excel cannot be read here.
    """
    from pitboard.sources.official_csv import read_entries

    if not path.is_file():
        raise UsageError(f"{path}: the entry list is not there")
    if path.suffix.lower() not in (".xlsx", ".xls", ".ods"):
        return list(read_entries(path))
    try:
        import fastexcel  # noqa: F401
    except ImportError:
        raise UsageError(
            f"{path}: reading Excel needs `pip install pitboard[press]`; or save it as CSV"
        ) from None
    import polars as pl

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / f"{path.stem}.csv"
        # As text: car 01 must not become car 1.
        pl.read_excel(path, infer_schema_length=0).write_csv(plain)
        return list(read_entries(plain))


def open_meeting(planned: PlannedMeeting) -> SqliteLog:
    """The meeting's log, made from the file where there is none yet. An existing log is gone on with as it stands.

    Raises:
        LogError, UsageError: it cannot be opened, or it is another meeting's.
    """
    log = open_log(planned.log, create=True)
    try:
        if log.last_seq == 0:
            log.append(first_facts(planned))
        else:
            _refuse_another(log, planned)
    except BaseException:
        log.close()
        raise
    return log


def _refuse_another(log: SqliteLog, planned: PlannedMeeting) -> None:
    opened = next(iter(log.read(kinds=(f.MeetingOpened,))), None)
    name = opened.meeting.meeting if isinstance(opened, f.MeetingOpened) else ""
    if name != planned.about.meeting.id:
        raise UsageError(f"{planned.log}: is the log of {name!r}, not of {planned.about.meeting.id!r}")


def first_facts(planned: PlannedMeeting) -> list[f.Fact]:
    """Meeting, rulebook, circuit, sessions and entries."""
    book = planned.rulebook
    return [
        f.MeetingOpened(at_us=0, meeting=planned.about.as_meeting()),
        f.RulebookAdopted(at_us=0, rulebook=book.id, text=book.resolved_text(), sha256=book.sha256),
        f.CircuitDescribed(at_us=0, circuit=planned.about.as_circuit()),
        *(
            f.SessionScheduled(at_us=0, session=plan.session, plan=plan)
            for plan in planned.about.as_sessions()
        ),
        *(f.EntryAdded(at_us=0, entry=entry) for entry in planned.entries),
    ]

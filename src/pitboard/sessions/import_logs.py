"""Which race log a session's files go into: one a meeting, and one rulebook a log.

A meeting is the files of one folder that are of one year, one circuit and one rulebook. Its log is named after the
folder, with the year before it where the folder's parent is a year. Where that name is another meeting's, the next one
that tells them apart is taken: the year, then the circuit, then both with the rulebook, then the folders above.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pitboard.errors import LogError, UsageError
from pitboard.model import facts as f
from pitboard.racelog import RaceLog, imported, open_log
from pitboard.sessions.opened import OpenOptions, rulebook_name, rulebook_of

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

_NAME_BYTES_MAX = 200
_BY_FORM = re.compile(r"(?:imsa|wec)-[0-9]{4}")
_FILLED = ("year", "place", "book_name", "event")
"""What a meeting is known by within a folder, each within those before it."""


@dataclass(frozen=True)
class MeetingFiles:
    """The files of one meeting.

    Attributes:
        folder: where they are.
        year: of the meeting; empty where no name says it.
        place: id of the circuit; empty for an unknown one.
        book_name: of the rulebook that the form of the files and the year ask for; empty for a club's.
        event: of that rulebook; empty for the season's rules.
        book: the rulebook, as the user named it or by the files.
        sessions: the files, session by session.
        by_hand: the user named the rulebook.
    """

    folder: Path
    year: str
    place: str
    book_name: str
    event: str
    book: Rulebook
    sessions: tuple[Any, ...]
    by_hand: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What tells meetings in one folder apart."""
        return tuple(getattr(self, name) for name in _FILLED)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each laps file that can be read, by session id."""
        found = {}
        for files in self.sessions:
            try:
                found[files.session] = hashlib.sha256(files.laps.read_bytes()).hexdigest()
            except OSError:
                continue  # told when the session is imported
        return found

    def names(self) -> list[str]:
        """What its log may be called, the shortest first."""
        folder, parent = self.folder.name or "meeting", self.folder.parent
        base = f"{parent.name}-{folder}" if parent.name.isdigit() else folder
        dated = base if not self.year or base.startswith(self.year) else f"{self.year}-{base}"
        found = [base, dated, *(_joined(start, self.place) for start in (base, dated))]
        found.append(_joined(dated, self.place, self.event, self.book.id))
        above = [one.name for one in self.folder.parents if one.name]
        above = above if base == folder else above[1:]
        for start in (base, found[-1]):
            found += [_joined(*reversed(above[:count]), start) for count in range(1, len(above) + 1)]
        return list(dict.fromkeys(name for name in found if len(os.fsencode(name)) <= _NAME_BYTES_MAX))


def _joined(*words: str) -> str:
    return "-".join(word for word in words if word)


def split(folder: Path, sessions: Sequence[Any], options: OpenOptions) -> list[MeetingFiles]:
    """The meetings whose files lie in one folder.

    What one file leaves open (a name without a year) it has from the others, where those agree.
    """
    found = [_alone(folder, files, options) for files in sessions]
    for place in range(len(_FILLED)):
        found = [_filled(one, found, place) for one in found]
    meetings: dict[tuple[str, ...], MeetingFiles] = {}
    for one in found:
        before = meetings.get(one.key)
        meetings[one.key] = replace(before, sessions=before.sessions + one.sessions) if before else one
    return list(meetings.values())


def _filled(one: MeetingFiles, others: Sequence[MeetingFiles], place: int) -> MeetingFiles:
    """With the value at this place of the key that all others have who agree in those before it."""
    if one.key[place]:
        return one
    known = [other for other in others if other.key[:place] == one.key[:place] and other.key[place]]
    if len({other.key[place] for other in known}) != 1:
        return one
    values: dict[str, Any] = {_FILLED[place]: known[0].key[place]}
    if _FILLED[place] in ("book_name", "event"):
        values["book"] = known[0].book
    return replace(one, **values)


def _alone(folder: Path, files: Any, options: OpenOptions) -> MeetingFiles:
    from pitboard.sources.official_csv.names import season_of
    from pitboard.sources.official_csv.places import place_of

    book = rulebook_of(files, options)
    place, name = place_of(files.laps), options.rulebook or rulebook_name(files)
    return MeetingFiles(
        folder=folder,
        year=str(season_of(files.laps) or ""),
        place=place.circuit_id if place is not None else "",
        book_name="" if name == "club" else name,
        event=book.event,
        book=book,
        sessions=(files,),
        by_hand=bool(options.rulebook),
    )


def choose_logs(meetings: Sequence[MeetingFiles], out: Path) -> list[Path]:
    """The log of each meeting.

    Raises:
        UsageError: two meetings that no name tells apart.
    """
    chosen: dict[int, Path] = {}
    for index, meeting in enumerate(meetings):
        held = next(
            (path for path in _paths(meeting, out) if path.exists() and _holds_one(path, meeting)), None
        )
        if held is not None and held not in chosen.values():
            chosen[index] = held
    shared = _shared_names([meeting for index, meeting in enumerate(meetings) if index not in chosen])
    for index, meeting in enumerate(meetings):
        if index not in chosen:
            chosen[index] = _free(meeting, out, shared, set(chosen.values()))
    return [chosen[index] for index in range(len(meetings))]


def _paths(meeting: MeetingFiles, out: Path) -> Iterator[Path]:
    return (out / f"{name}.pitboard" for name in meeting.names())


def _shared_names(meetings: Iterable[MeetingFiles]) -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for meeting in meetings:
        names = set(meeting.names())
        shared |= names & seen
        seen |= names
    return shared


def _free(meeting: MeetingFiles, out: Path, shared: set[str], taken: set[Path]) -> Path:
    """A log of this meeting that is there, the longest name first; else the shortest name that is free."""
    paths = [path for path in _paths(meeting, out) if path.stem not in shared and path not in taken]
    there = [path for path in paths if path.exists()]
    for path in reversed(there):
        if _same_meeting(path, meeting):
            return path
    free = next((path for path in paths if path not in there), None)
    if free is None:
        raise UsageError(
            f"{meeting.folder}: every name its log could have is another meeting's; import it into another folder (-o)"
        )
    return free


def _holds_one(path: Path, meeting: MeetingFiles) -> bool:
    try:
        with open_log(path, read_only=True) as log:
            return any(imported(log, session) == sha256 for session, sha256 in meeting.hashes.items())
    except LogError:
        return False


def _same_meeting(path: Path, meeting: MeetingFiles) -> bool:
    try:
        with open_log(path, read_only=True) as log:
            return not another_meeting(log, meeting)
    except LogError:
        return True  # told when a session is imported into it


def another_meeting(log: RaceLog, meeting: MeetingFiles) -> str:
    """What shows that a log is another meeting's than these files; empty where nothing does."""
    years, places = _years_of(log), _places_of(log)
    if meeting.year and years and meeting.year not in years:
        return f"holds a meeting of {_or(years)}, these files are of {meeting.year}"
    if meeting.place and places and meeting.place not in places:
        return f"holds a meeting at {_or(places)}, these files are of {meeting.place}"
    adopted = adopted_by(log)
    asked = "" if meeting.by_hand or adopted is None else meeting.book_name
    if adopted is not None and asked not in ("", adopted.rulebook) and _BY_FORM.fullmatch(adopted.rulebook):
        return (
            f"keeps the rulebook {adopted.rulebook}, these files are of {asked} (or name one with --rulebook)"
        )
    return ""


def adopted_by(log: RaceLog) -> f.RulebookAdopted | None:
    """The rulebook a log began with; None in an empty log."""
    adopted = next((fact for fact in log.read(kinds=(f.RulebookAdopted,))), None)
    return adopted if isinstance(adopted, f.RulebookAdopted) else None


def _years_of(log: RaceLog) -> set[str]:
    for fact in log.read(kinds=(f.MeetingOpened,)):
        if isinstance(fact, f.MeetingOpened) and fact.meeting.season is not None:
            return {str(fact.meeting.season)}
    return set()


def _places_of(log: RaceLog) -> set[str]:
    facts = log.read(kinds=(f.CircuitDescribed,))
    return {fact.circuit.circuit_id for fact in facts if isinstance(fact, f.CircuitDescribed)} - {""}


def _or(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))


def book_in_force(log: RaceLog, meeting: MeetingFiles) -> Rulebook:
    """The rulebook that a meeting's sessions are read under: the log's, and the files' own in an empty log.

    Raises:
        LogError: the log keeps another one than the user named, or than the files ask for.
    """
    from pitboard.model.rulebook import Rulebook

    adopted = adopted_by(log)
    if adopted is None:
        return meeting.book
    if adopted.sha256 == meeting.book.sha256:
        return meeting.book
    kept = Rulebook.from_text(adopted.text)
    if meeting.by_hand:
        # An event's rules were derived when the log began; the name given means the whole season's book.
        if kept.event and meeting.book.for_meeting(kept.event).sha256 == adopted.sha256:
            return kept
        raise LogError(
            f"the log keeps the rulebook {adopted.rulebook} (SHA-256 {adopted.sha256[:12]}…), --rulebook names"
            f" {meeting.book.id} ({meeting.book.sha256[:12]}…); a log has one rulebook: leave --rulebook out, or import"
            " into another folder (-o)"
        )
    return kept

"""What the names of official files say: which session, when it was scheduled, and which files belong together.

Two families of names: `202401211355-qualifying-laps.csv.gz` with `-results` and `-weather` beside it, and the timing
system's own, `23_Analysis_Race.CSV` with `03_Classification_Race.CSV` and `26_Weather_Race.CSV`.
"""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from pitboard.errors import Fault, SourceError
from pitboard.model.meeting import SessionKind
from pitboard.sources.official_csv.rawfile import read_bytes

_TABLE: Final = re.compile(r"(?P<base>.+)-(?P<role>laps|results|weather)\.csv(?:\.gz)?", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?P<before>(?:.*[_-])?)(?P<role>23|03|26)_(?P<report>[^_]+)(?P<after>.*?)\.csv(?:\.gz)?", re.IGNORECASE
)
_ROLES: Final = {"23": "laps", "03": "results", "26": "weather"}
_SUFFIX: Final = re.compile(r"(?:(?:-laps)?\.csv)?(?:\.gz)?$", re.IGNORECASE)
_NAME_SHOWN_MAX: Final = 240
_STAMP: Final = re.compile(r"(?<!\d)(20\d{10})(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")

# The last word that is known decides: `r24h-qualifying-race` is a race, `race-1-qualifying` is not.
_KINDS: Final = {
    "practice": SessionKind.PRACTICE,
    "free": SessionKind.PRACTICE,
    "fp": SessionKind.PRACTICE,
    "session": SessionKind.TEST,
    "test": SessionKind.TEST,
    "prologue": SessionKind.TEST,
    "qualifying": SessionKind.QUALIFYING,
    "qualification": SessionKind.QUALIFYING,
    "hyperpole": SessionKind.QUALIFYING,
    "warm": SessionKind.WARM_UP,
    "warmup": SessionKind.WARM_UP,
    "race": SessionKind.RACE,
}
_NOT_IN_TITLES: Final = frozenset({"", "23", "analysis", "time", "cards"})


@dataclass(frozen=True, slots=True)
class SessionFiles:
    """The files of one session.

    Attributes:
        name: path of the laps file below the folder given, posix, without `-laps.csv.gz`; names the session in JSON.
        laps: the laps file.
        results: the results file beside it, or None.
        weather: the weather file beside it, or None.
        notes: what people should be told about the files.
        conflict: why they cannot be read as one session; None where they can.
    """

    name: str
    laps: Path
    results: Path | None = None
    weather: Path | None = None
    notes: tuple[str, ...] = ()
    conflict: Fault | None = None

    @property
    def session(self) -> str:
        """Id of the session within its meeting."""
        return session_of(self.laps)


def find_sessions(paths: Iterable[Path], *, notes: list[str] | None = None) -> list[SessionFiles]:
    """Find the sessions in folders (at any depth) and among files.

    Args:
        paths: folders, or laps files of any name.
        notes: gets a sentence for every file that is no session's: results without laps, names not recognised.

    Returns:
        Sessions sorted by name; one that is reached twice is listed once, as reached first, and one that lies there
        packed and plain is listed with a note, or as a conflict where the two differ.

    Raises:
        SourceError: a path that does not exist, cannot be read or is not named in UTF-8; a folder without a laps file.
    """
    found: dict[Path, SessionFiles] = {}
    faults: list[Fault] = []
    told = notes if notes is not None else []
    for path in paths:
        wrong: list[Fault] = []
        try:
            for session in _sessions_at(path, wrong, told):
                found.setdefault(session.laps.resolve(), session)
        except OSError as error:
            shown, reason = _shown(path)[-_NAME_SHOWN_MAX:], error.strerror or str(error)
            wrong.append(Fault(shown, None, "", "a file or folder that can be read", reason))
        faults += wrong
    if faults:
        raise SourceError(faults)
    return sorted(_one_each(found.values()), key=lambda session: session.name)


def _sessions_at(path: Path, faults: list[Fault], told: list[str]) -> list[SessionFiles]:
    if not _is_utf8(path):
        faults.append(_no_utf8(path))
        return []
    if path.is_dir():
        return _sessions_in(path, faults, told)
    if path.exists():
        return [session_files(path, path.parent)]
    faults.append(Fault(str(path), None, "", "a laps file or a folder of them", "nothing there"))
    return []


def _sessions_in(folder: Path, faults: list[Fault], told: list[str]) -> list[SessionFiles]:
    names = [one for one in _files_below(folder, faults) if not _hidden(one, folder)]
    sessions = [_session_in(one, folder) for one in names if is_laps_file(one)]
    if not sessions and not faults:
        faults.append(
            Fault(str(folder), None, "", "laps files (…-laps.csv, …-laps.csv.gz or 23_….CSV)", "none")
        )
    told.extend(_left_over(names, sessions))
    return sessions


def _session_in(laps: Path, folder: Path) -> SessionFiles:
    files = session_files(laps, folder)
    if _is_utf8(laps):
        return files
    return replace(files, name=_shown(Path(files.name)), conflict=_no_utf8(laps))


def _no_utf8(path: Path) -> Fault:
    return Fault(_shown(path), None, "", "a name in UTF-8", "another one; rename it")


def _is_utf8(path: Path) -> bool:
    """Whether a name can be printed and kept: messages, facts and JSON are UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(path: Path) -> str:
    return os.fsencode(path).decode(errors="backslashreplace")


def _files_below(folder: Path, faults: list[Fault]) -> list[Path]:
    """All files in a folder and those in it, sorted; a fault for each folder that cannot be read."""

    def refuse(error: OSError) -> None:
        where = _shown(Path(error.filename or folder))
        faults.append(Fault(where, None, "", "a folder that can be read", error.strerror or str(error)))

    walked = os.walk(folder, onerror=refuse)
    return sorted(
        path for above, _, names in walked for path in (Path(above, name) for name in names) if path.is_file()
    )


def _one_each(sessions: Iterable[SessionFiles]) -> list[SessionFiles]:
    """Each session once, although its laps may lie in a folder both packed and plain."""
    same: dict[tuple[Path, str], list[SessionFiles]] = {}
    for session in sessions:
        same.setdefault((session.laps.resolve().parent, session.session), []).append(session)
    return [found[0] if len(found) == 1 else _one_of(found) for found in same.values()]


def _one_of(same: list[SessionFiles]) -> SessionFiles:
    taken, *others = sorted(same, key=lambda one: (one.laps.suffix.lower() != ".gz", one.laps.name))
    beside = " and ".join(one.laps.name for one in others)
    try:
        contents = {read_bytes(one.laps)[1] for one in same}
    except SourceError as error:
        return replace(taken, conflict=error.faults[0])
    if len(contents) == 1:
        return replace(taken, notes=(f"{beside} holds the same as {taken.laps.name}, which is read",))
    expected, was = "one laps file a session", f"{taken.laps.name} beside {beside}, and they differ"
    return replace(taken, conflict=Fault(str(taken.laps), None, "", expected, was))


def session_files(laps: Path, below: Path | None = None) -> SessionFiles:
    """The files of the session whose laps file this is; its name is the path below the folder given."""
    relative = laps.relative_to(below) if below is not None else Path(laps.name)
    return SessionFiles(
        _SUFFIX.sub("", relative.as_posix()), laps, sibling(laps, "results"), sibling(laps, "weather")
    )


def role_of(path: Path) -> str | None:
    """`laps`, `results` or `weather` by the name of the file; None where it says nothing."""
    if table := _TABLE.fullmatch(path.name):
        return table["role"].lower()
    if numbered := _NUMBERED.fullmatch(path.name):
        return _ROLES[numbered["role"]]
    return None


def is_laps_file(path: Path) -> bool:
    """Whether a file is a laps file by its name."""
    return role_of(path) == "laps"


def sibling(laps: Path, role: str) -> Path | None:
    """The file of this role that belongs to a laps file; None where there is none, or no telling which."""
    if table := _TABLE.fullmatch(laps.name):
        both = (laps.with_name(f"{table['base']}-{role}.csv{packed}") for packed in (".gz", ""))
        return next((path for path in both if path.is_file()), None)
    wanted = _numbered_key(laps)
    if wanted is None or not laps.parent.is_dir():
        return None
    beside = [
        path for path in laps.parent.iterdir() if role_of(path) == role and _numbered_key(path) == wanted
    ]
    return beside[0] if len(beside) == 1 else None


def is_imsa_form(files: SessionFiles) -> bool:
    """Whether the files have the form in which IMSA's are published: `…-laps.csv`, without the WEC's S1_SECONDS."""
    if not _TABLE.fullmatch(files.laps.name):
        return False
    try:
        with files.laps.open("rb") as stored:
            packed = stored.read(2) == b"\x1f\x8b"
        with gzip.open(files.laps) if packed else files.laps.open("rb") as opened:
            return b"S1_SECONDS" not in opened.readline(4096)
    except (OSError, EOFError, zlib.error):
        return True


def _numbered_key(path: Path) -> tuple[str, str] | None:
    """What the timing system's files of one session have in common."""
    numbered = _NUMBERED.fullmatch(path.name)
    return (numbered["before"].lower(), numbered["after"].lower()) if numbered else None


def _hidden(path: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(below).parts)


def _left_over(names: list[Path], sessions: list[SessionFiles]) -> Iterator[str]:
    used = {one for session in sessions for one in (session.laps, session.results, session.weather)}
    for one in names:
        role = role_of(one)
        if one in used or (role is None and one.suffix.lower() not in (".csv", ".gz")):
            continue
        if role == "results":
            yield f"{_shown(one)}: no laps file beside it, not scored"
        elif role is None:
            yield f"{_shown(one)}: name not recognised, not read"


def session_of(laps: Path) -> str:
    """Id of the session: the file name without what says that it is the laps file.

    >>> session_of(Path("202401211355-qualifying-laps.csv.gz")), session_of(Path("23_Analysis_Race.CSV"))
    ('202401211355-qualifying', '23_Analysis_Race')
    """
    return _SUFFIX.sub("", laps.name)


def slug(text: str) -> str:
    """Small letters, digits and single hyphens.

    >>> slug("GTD PRO + GTD")
    'gtd-pro-gtd'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def known_kind(session: str) -> SessionKind | None:
    """What a session is for, by the words of its id; None where none is known."""
    for word in reversed(_words(session)):
        kind = _KINDS.get(word.rstrip("0123456789"))
        if kind is not None:
            return kind
    return None


def kind_of(session: str) -> SessionKind:
    """What a session is for, by the words of its id; a practice where none is known.

    >>> kind_of("202101241405-r24h-qualifying-race").value, kind_of("202401191100-session-1").value
    ('race', 'test')
    """
    return known_kind(session) or SessionKind.PRACTICE


def title_of(session: str) -> str:
    """The session's name as people read it.

    >>> title_of("202401191100-session-1"), title_of("23_Analysis_Race")
    ('Session 1', 'Race')
    """
    return " ".join(word.capitalize() for word in _words(session)) or session


def _words(session: str) -> list[str]:
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", _STAMP.sub("", session))
    return [word for word in slug(apart).split("-") if word not in _NOT_IN_TITLES]


def scheduled_of(laps: Path) -> datetime | None:
    """Scheduled start, local time: by the file's name, else by its folder's (`202406151600_Race/`); None without."""
    for name in (laps.name, laps.parent.name):
        for stamp in _STAMP.findall(name):
            try:
                return datetime.strptime(stamp, "%Y%m%d%H%M")  # noqa: DTZ007 - the circuit's zone joins later
            except ValueError:
                continue
    return None


def year_of(laps: Path) -> int | None:
    """The year in a name without a date, such as `2024_le_mans_24h_23_Analysis_Race.csv.gz`; None without."""
    found = _YEAR.search(laps.name)
    return int(found[1]) if found else None


def season_of(laps: Path) -> int | None:
    """The year of the meeting: by the file's name, else by the nearest folder's; None where none says it.

    >>> season_of(Path("2024/01-roar/23_Analysis_Race.CSV")), season_of(Path("2024/202312151100-test-laps.csv"))
    (2024, 2023)
    """
    for name in (laps.name, *(folder.name for folder in laps.absolute().parents[:3])):
        if found := _STAMP.search(name) or _YEAR.search(name):
            return int(found[1][:4])
    return None

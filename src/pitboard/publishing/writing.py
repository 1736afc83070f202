"""Pages written to a folder: each file whole or not at all, what was issued never changed, nothing ever taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pitboard.errors import UsageError
from pitboard.publishing.board import Notice
from pitboard.publishing.meeting import PublicMeeting
from pitboard.publishing.site import BALANCE, PublicSite
from pitboard.racelog import open_log
from pitboard.racelog.copying import copy_log

LIST = "published.json"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What `published.json` holds: the board for programs, and for the next publication.

    Attributes:
        identity: hash of the log's first fact.
        meeting: as pages print it.
        log: name of its file; `last_seq` and `sha256` are its newest fact and the chain there.
        documents: the board.
    """

    identity: str
    meeting: str
    log: str
    last_seq: int
    sha256: str
    documents: tuple[Notice, ...]


@dataclass(slots=True)
class Published:
    """What was done.

    Attributes:
        written: files that are new or changed.
        kept: files that were there already and stay as they are.
        notes: what the user should know.
    """

    written: int = 0
    kept: int = 0
    notes: tuple[str, ...] = ()


def read_list(out: Path, meeting: PublicMeeting) -> tuple[Notice, ...]:
    """What an earlier publication put on the board of this folder.

    Raises:
        UsageError: the folder holds the pages of another meeting, or its list cannot be read.
    """
    path = out / LIST
    try:
        told = msgspec.json.decode(path.read_bytes(), type=Listed)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: expected the list of an earlier publication, was something else: {error}"
        ) from None
    if told.identity != meeting.identity:
        raise UsageError(
            f"{out}: holds the pages of {told.meeting} ({told.log}); a folder is one meeting's: name another"
        )
    return told.documents


def publish(
    out: Path,
    make: Callable[[tuple[Notice, ...]], PublicSite],
    meeting: PublicMeeting,
    step: Callable[[], object] | None = None,
    log: Path | None = None,
) -> Published:
    """Write the pages of a meeting.

    Documents first, then the pages that lead to them, then the list: a reader never meets a link to what is not there yet.

    Args:
        out: folder; made where it is not there.
        make: makes the site, given what is on the board already.
        meeting: as its log tells it.
        step: called after each document, if given.
        log: the log, to be copied beside the pages; None to leave it at home.

    Raises:
        UsageError: the folder is another meeting's, or cannot be written.
        LogError: the log cannot be copied.
    """
    done = Published()
    older = read_list(out, meeting)
    site = make(older)
    _refuse_rewritten(out, older, site)
    try:
        out.mkdir(parents=True, exist_ok=True)
        site.board = tuple(_documents(out, site, notice, done, step or _nothing) for notice in site.board)
        site.board = tuple(notice for notice in site.board if notice.files)
        if log is not None:
            _log(out, log, meeting, done)
        for path in _paths(site):
            made = site.page(path)
            if made is not None:
                _written(out / path, made, done)
        listed = Listed(
            identity=meeting.identity,
            meeting=meeting.name,
            log=meeting.log,
            last_seq=meeting.last_seq,
            sha256=meeting.head,
            documents=site.board,
        )
        _written(out / LIST, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n", done)
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror}") from None
    return done


def _log(out: Path, log: Path, meeting: PublicMeeting, done: Published) -> None:
    """Copy the log as the pages were made from it, or later; a copy that is up to date is left alone."""
    path = out / meeting.log
    if path.is_file():
        with open_log(path, read_only=True) as there:
            if (there.last_seq, there.head_hash.hex()) == (meeting.last_seq, meeting.head):
                done.kept += 1
                return
    part = out / f".{meeting.log}.part"
    part.unlink(missing_ok=True)
    with open_log(log, read_only=True) as source:
        copy_log(source, part)
    part.replace(path)
    done.written += 1


def _refuse_rewritten(out: Path, older: tuple[Notice, ...], site: PublicSite) -> None:
    """A log that was begun anew from the same meeting file would put other results under links that are out in the world."""
    now = {notice.key: notice for notice in site.board}
    for one in older:
        if now[one.key].sha256 != one.sha256:
            raise UsageError(
                f"{out}: holds {one.number} {one.title} from another log (SHA-256 {one.sha256[:16]}… there, "
                f"{now[one.key].sha256[:16]}… in this one); what was issued is never changed: name another folder"
            )


def _nothing() -> None:
    """Nobody watches."""


def _paths(site: PublicSite) -> list[str]:
    paths = ["style.css"]
    paths += [f"{notice.key}.html" for notice in site.board if "html" in notice.files]
    paths += [f"{session.folder}/index.html" for session in site.meeting.sessions]
    if site.meeting.tables:
        paths.append(f"{BALANCE}/index.html")
    return [*paths, "documents/index.html", "index.html"]


def _documents(
    out: Path, site: PublicSite, notice: Notice, done: Published, step: Callable[[], object]
) -> Notice:
    """Write the files of a document that are not there yet; the document with the files that it really has."""
    for ending in notice.files:
        if ending == "html":
            continue
        path = f"{notice.key}.{ending}"
        _once(out / path, lambda path=path: site.file(path), done)  # type: ignore[misc]
    step()
    here = tuple(
        ending for ending in notice.files if ending != "html" and (out / f"{notice.key}.{ending}").is_file()
    )
    path = f"{notice.key}.html"
    page = "html" in notice.files and ((out / path).is_file() or site.page(path) is not None)
    if not here and not page:
        done.notes += (
            f"{notice.number} {notice.title}: cannot be recomputed with this version, and is not published",
        )
    return msgspec.structs.replace(notice, files=(*(("html",) if page else ()), *here))


def _once(path: Path, make: Callable[[], bytes | None], done: Published) -> None:
    """Write a file that is never changed again."""
    if path.is_file():
        done.kept += 1
        return
    made = make()
    if made is not None:
        _written(path, made, done)


def _written(path: Path, made: bytes, done: Published) -> None:
    try:
        if path.read_bytes() == made:
            done.kept += 1
            return
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(made)
    part.replace(path)
    done.written += 1

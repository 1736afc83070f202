"""Issued documents are kept beside their log, and a reprint is the kept file; every file is written whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from pitboard.documents.club import Club
from pitboard.documents.job import Job
from pitboard.documents.links import session_folder
from pitboard.documents.model import Document


def write_whole(path: Path, made: bytes) -> None:
    """Write a file beside its place and move it there: nobody ever reads half of it."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(made)
    part.replace(path)


def kept_path(job: Job, document: Document, name: str, paper: str) -> Path | None:
    """Where an issued document is kept: beside its log, under the hash of the chain at its result.

    Args:
        job: the session as of its result.
        document: what is printed.
        name: of the format.
        paper: of a PDF.
    """
    log = job.scored.opened.log
    # Standings rest on other sessions too: the same result does not always give the same table.
    if log is None or job.issued is None or document.kind == "standings":
        return None
    folder = log.with_suffix(".documents") / session_folder(job.scored.opened.plan.session) / job.sha256[:16]
    return folder / f"{document.name}-{document.language}-{paper}{_look(job.club)}.{name}"


def keep(path: Path, made: bytes) -> None:
    """Keep a document."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made)
    except OSError:
        # A log on a read-only disk is still printed: the same facts give the same bytes.
        return


def _look(club: Club) -> str:
    """Tells one club's paper from another's; nothing for plain paper."""
    if club == Club():
        return ""
    told = club.model_dump(mode="json", exclude={"logo"})
    logo = club.logo.read_bytes() if club.logo is not None else b""
    return "-" + hashlib.sha256(msgspec.json.encode(told) + logo).hexdigest()[:8]

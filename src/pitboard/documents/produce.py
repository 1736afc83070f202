"""Documents written to files: made once, kept beside the log when they were issued, and reprinted to the byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pitboard.documents.al_kamel import laps_csv, results_csv, weather_csv
from pitboard.documents.catalogue import DocumentKind, documents, kind_of
from pitboard.documents.job import Job, make_job
from pitboard.documents.keeping import keep, kept_path, write_whole
from pitboard.documents.model import Document
from pitboard.documents.outputs import to_csv, to_json, to_xlsx
from pitboard.documents.page import PAPERS, Sheet, sheet
from pitboard.documents.presses import bytes_of
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.sessions.scored import Scored

FORMATS = ("pdf", "csv", "json", "xlsx")
OFFICIAL_TABLES: dict[str, tuple[str, Callable[[Job], bytes]]] = {
    "classification": ("results", results_csv),
    "lap-cards": ("laps", laps_csv),
    "weather": ("weather", weather_csv),
}
"""Kinds whose CSV is one file in the columns of official files, named as those are."""

_STAMP = re.compile(r"(?<!\d)20\d{10}(?!\d)")

Asked = tuple[str, Path | None]
"""The name of a file, and where it is kept too."""


def produce(
    job: Job,
    kinds: Sequence[DocumentKind],
    out: Path,
    *,
    paper: str = "A4",
    formats: Sequence[str] = ("pdf",),
    workers: int = 1,
) -> Iterator[Path]:
    """Write documents, one after the other; each path is yielded when its file is complete.

    Args:
        job: the session as of a result.
        kinds: what to print.
        out: folder; made where it is not there.
        paper: of the PDFs.
        formats: of `FORMATS`.
        workers: processes that compile PDFs; 1 for none but this one.

    Raises:
        UsageError: an unknown format or paper, or a folder that cannot be written.
    """
    files = printed(job, kinds, paper=paper, formats=formats, workers=workers)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, made in files:
            path = out / name
            write_whole(path, made)
            yield path
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror}") from None


def printed(
    job: Job,
    kinds: Sequence[DocumentKind],
    *,
    paper: str = "A4",
    formats: Sequence[str] = ("pdf",),
    workers: int = 1,
) -> Iterator[tuple[str, bytes]]:
    """Documents as names of files and their bytes; see `produce`.

    Raises:
        UsageError: an unknown format or paper.
    """
    wrong = [name for name in formats if name not in FORMATS]
    if wrong or not formats:
        raise UsageError(f"expected formats of {', '.join(FORMATS)}, was {wrong[0] if wrong else ''!r}")
    if paper not in PAPERS:
        raise UsageError(f"expected a paper of {', '.join(PAPERS)}, was {paper!r}")
    return _printed((one for kind in kinds for one in _asked(job, kind, paper, formats)), workers)


def _printed(asked: Iterator[tuple[Asked, Sheet | bytes]], workers: int) -> Iterator[tuple[str, bytes]]:
    for (name, kept), made in bytes_of(asked, workers):
        if kept is not None:
            keep(kept, made)
        yield name, made


def _asked(
    job: Job, kind: DocumentKind, paper: str, formats: Sequence[str]
) -> Iterator[tuple[Asked, Sheet | bytes]]:
    official = OFFICIAL_TABLES.get(kind.key) if "csv" in formats else None
    others = [name for name in formats if name != "csv" or official is None]
    for document in documents(job, kind) if others else ():
        for name in others:
            file = f"{file_stem(job, document)}.{name}"
            kept = kept_path(job, document, name, paper)
            if kept is not None and kept.is_file():
                yield (file, None), kept.read_bytes()
            else:
                yield (file, kept), _made(job, document, name, paper)
    if official is not None:
        role, table = official
        yield (f"{table_stem(job)}-{_stage(job)}-{role}.csv", None), table(job)


def table_stem(job: Job) -> str:
    """Schedule and kind as names of official files have them, so that these are read with their date."""
    plan = job.scored.opened.plan
    at_us = plan.scheduled_us if plan.scheduled_us is not None else job.scored.state.started_us
    if _STAMP.search(plan.session) or at_us is None:
        return plan.session
    there = datetime.fromtimestamp(at_us // 1_000_000, job.zone)
    return f"{there:%Y%m%d%H%M}-{plan.kind}"


def file_stem(job: Job, document: Document) -> str:
    """`02-classification-provisional-1-it`: a new version never takes the name of an older one."""
    return f"{document.name}-{_stage(job)}-{document.language}"


def _stage(job: Job) -> str:
    return f"{job.stage}-{job.issued.version}" if job.issued is not None else job.stage


def _made(job: Job, document: Document, name: str, paper: str) -> Sheet | bytes:
    if name == "json":
        return to_json(document)
    if name == "xlsx":
        return to_xlsx(document)
    if name == "csv":
        return to_csv(document)
    return sheet(
        document,
        paper=paper,
        classes=job.classes,
        club=job.club,
        words=job.words,
        at_us=_at_us(job),
        pole_side=job.scored.state.pole_side or job.scored.state.circuit.pole_side,
    )


def _at_us(job: Job) -> int:
    """When the document was made, as its bytes say: at the issue; live, at the newest fact."""
    if job.issued is not None:
        return job.issued.recorded_us if job.issued.recorded_us is not None else job.issued.at_us
    return max((fact.at_us for fact in job.scored.opened.facts), default=0)


def write_demo(scored: Scored, out_dir: Path, language: str = "en") -> list[Path]:
    """Write the classification and the grid of a session as it stands, for `make demo`.

    Returns:
        The PDF files.
    """
    job = make_job(scored.opened, status="live", words=Words(language))
    kinds = ("classification", "grid") if not job.race else ("classification",)
    return list(produce(job, [kind_of(key) for key in kinds], out_dir))

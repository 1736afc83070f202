"""Documents written to files: made once, kept beside the log when they were issued, and reprinted to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pitboard.documents.al_kamel import laps_csv, results_csv
from pitboard.documents.catalogue import DocumentKind, documents, kind_of
from pitboard.documents.job import Job, make_job
from pitboard.documents.model import Document
from pitboard.documents.outputs import to_csv, to_json, to_xlsx
from pitboard.documents.page import pdf
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.sessions.scored import Scored

FORMATS = ("pdf", "csv", "json", "xlsx")


def produce(
    job: Job,
    kinds: Sequence[DocumentKind],
    out: Path,
    *,
    paper: str = "A4",
    formats: Sequence[str] = ("pdf",),
) -> Iterator[Path]:
    """Write documents, one after the other; each path is yielded when its file is complete.

    Raises:
        UsageError: an unknown format or paper, or a folder that cannot be written.
    """
    wrong = [name for name in formats if name not in FORMATS]
    if wrong:
        raise UsageError(f"expected formats of {', '.join(FORMATS)}, was {wrong[0]!r}")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            yield from _kind(job, kind, out, paper, formats)
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror}") from None


def _kind(job: Job, kind: DocumentKind, out: Path, paper: str, formats: Sequence[str]) -> Iterator[Path]:
    whole = "csv" in formats and kind.key == "lap-cards"
    for document in documents(job, kind):
        for name in formats:
            if name == "csv" and whole:
                continue
            path = out / f"{file_stem(job, document)}.{name}"
            path.write_bytes(_bytes(job, document, name, paper))
            yield path
    if whole:
        # One file for all cars, as official laps files are.
        path = out / f"laps-{_stage(job)}.csv"
        path.write_bytes(laps_csv(job))
        yield path


def file_stem(job: Job, document: Document) -> str:
    """`02-classification-provisional-1-it`: a new version never takes the name of an older one."""
    return f"{document.name}-{_stage(job)}-{document.language}"


def _stage(job: Job) -> str:
    return f"{job.stage}-{job.issued.version}" if job.issued is not None else job.stage


def _bytes(job: Job, document: Document, name: str, paper: str) -> bytes:
    kept = _kept_path(job, document, name, paper)
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    made = _made(job, document, name, paper)
    if kept is not None:
        _keep(kept, made)
    return made


def _kept_path(job: Job, document: Document, name: str, paper: str) -> Path | None:
    """Where an issued document is kept: beside its log, under the hash of the chain at its result."""
    log = job.scored.opened.log
    # Standings rest on other sessions too: the same result does not always give the same table.
    if log is None or job.issued is None or document.kind == "standings":
        return None
    folder = log.with_suffix(".documents") / job.scored.opened.plan.session / job.sha256[:16]
    return folder / f"{document.name}-{document.language}-{paper}.{name}"


def _keep(path: Path, made: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(made)
        part.replace(path)
    except OSError:
        # A log on a read-only disk is still printed: the same facts give the same bytes.
        return


def _made(job: Job, document: Document, name: str, paper: str) -> bytes:
    if name == "json":
        return to_json(document)
    if name == "xlsx":
        return to_xlsx(document)
    if name == "csv":
        return results_csv(job) if document.kind == "classification" else to_csv(document)
    return pdf(
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


def write_demo(scored: Scored, out_dir: Path) -> list[Path]:
    """Write the classification and the grid of a session as it stands, for `make demo`.

    Returns:
        The PDF files.
    """
    job = make_job(scored.opened, status="live", words=Words("en"))
    kinds = ("classification", "grid") if not job.race else ("classification",)
    return list(produce(job, [kind_of(key) for key in kinds], out_dir))

"""The bulletin of a Balance of Performance table: what binds, what changed, and who says so, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal
from pathlib import Path

from pitboard.documents.club import Club
from pitboard.documents.model import Cell, Column, Document, Fact, Head, Kind, Mark, Section, Table
from pitboard.documents.page import pdf
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.model.bop import (
    BopCell,
    BopStanding,
    BopState,
    BopTable,
    BopVersion,
    change_of,
    figure,
    lever_of,
    refill_times,
)

UNKNOWN = "?"
NOT_APPLYING = "–"


@dataclass(frozen=True, kw_only=True)
class BulletinJob:
    """A version to be printed.

    Attributes:
        standing: the version and what it is.
        before: the version before; None for the first.
        words, club: language and look.
        zone: of the instants; UTC where nobody knows better.
    """

    standing: BopStanding
    before: BopVersion | None
    words: Words
    club: Club
    zone: tzinfo = UTC

    @property
    def table(self) -> BopTable:
        """What it says."""
        return self.standing.version.table

    @property
    def old(self) -> BopTable | None:
        """What the version before says."""
        return self.before.table if self.before is not None else None


def bulletin(job: BulletinJob) -> Document:
    """The bulletin of a version."""
    words, table = job.words, job.table
    return Document(
        kind="bop",
        name=f"bop-{_file_name(job.standing.version.name)}-{job.standing.state.value}-{words.language}",
        language=words.language,
        title=words("bop.title"),
        subtitle=version_text(job.standing.version, words),
        landscape=True,
        size_pt=7.5,
        head=_head(job),
        sections=(
            Section(lines=tuple(_lines(job)), tables=(figures(job),)),
            *_notes(job),
            Section(title=words("bop.sources"), tables=(_sources(table, words),), keep=True),
        ),
    )


def version_text(version: BopVersion, words: Words) -> str:
    """`GTD · IWSC 25-62`, or `GTD · version 2` where no number is known."""
    return f"{version.table.table} · {version.table.bulletin or words('bop.version', n=version.version)}"


def standing_text(standing: BopStanding, words: Words) -> str:
    """`GTD · IWSC 25-62 (Definitive)`: how results name what binds them."""
    return f"{version_text(standing.version, words)} ({words(f'bop_state.{standing.state.value}')})"


def _head(job: BulletinJob) -> Head:
    words, version = job.words, job.standing.version
    table = version.table
    return Head(
        series=job.club.name or table.series.replace("_", " ").upper(),
        meeting=table.meeting,
        session=table.title or table.table,
        facts=tuple(Fact(words(f"bop.{key}"), value) for key, value in _facts(job) if value),
        status=words(f"bop_state.{job.standing.state.value}"),
        stage=job.standing.state.value,
        version=version.version,
        status_lines=(words("bop.draft_note"),) if job.standing.state is BopState.DRAFT else (),
        number=f"BOP {version.ref}",
        sha256=version.sha256,
        hash_of=words("bop.hash"),
        verify=f"pitboard bop {version.name} sha256 {version.sha256}",
    )


def _facts(job: BulletinJob) -> list[tuple[str, str]]:
    table, issue, words = job.table, job.standing.issue, job.words
    effective = ""
    if issue is not None and issue.effective_us is not None:
        effective = words.instant(issue.effective_us, job.zone)
    return [
        ("bulletin", table.bulletin or words("bop.no_number")),
        ("table", f"{table.table}, {words('bop.version', n=job.standing.version.version)}"),
        ("classes", ", ".join(table.classes)),
        ("effective", effective),
        ("issued", _issued(job)),
        ("supersedes", version_text(job.before, words) if job.before is not None else ""),
        ("author", table.author),
    ]


def _issued(job: BulletinJob) -> str:
    issue = job.standing.issue
    if issue is None:
        return ""
    when = job.words.instant(issue.issued_us, job.zone) if issue.issued_us is not None else ""
    return ", ".join(part for part in (when, issue.by) if part)


def _lines(job: BulletinJob) -> list[str]:
    words, table = job.words, job.table
    changed = any(_changed(job, lever) for lever in table.levers)
    lines = [words("bop.required" if changed else "bop.required_first")]
    if table.v1_kmh is not None and table.v2_kmh is not None:
        lines.append(words("bop.speeds", v1=table.v1_kmh, v2=table.v2_kmh))
    refill = refill_time_s(table)
    if refill is not None:
        lines.append(words("bop.refill", time=f"{refill:.1f}"))
    why = table.reason or (job.standing.issue.why if job.standing.issue is not None else "")
    if why:
        lines.append(words("bop.reason", reason=why))
    known, of = table.known
    if known < of:
        lines.append(words("bop.known", known=known, of=of))
    return [*lines, table.note] if table.note else lines


def refill_time_s(table: BopTable) -> Decimal | None:
    """The one refill time that all rows allow, to a tenth of a second; None where there is none."""
    if table.refill_time_s is not None:
        return table.refill_time_s
    times = refill_times(table).values()
    if not times:
        return None
    low, high = max(one[0] for one in times), min(one[1] for one in times)
    middle = ((low + high) / 2).quantize(Decimal("0.1"))
    return middle if low <= middle <= high else None


# ---- the figures -----------------------------------------------------------------------------------------------------


def figures(job: BulletinJob) -> Table:
    """Models by levers, each lever with its current figure and, where any is known, its change."""
    words, table = job.words, job.table
    columns = [Column("model", words("bop.model"))]
    for lever in table.levers:
        columns.append(
            Column(lever, f"{lever_label(lever, words)}\n{words('bop.current')}", Kind.NUMBER, 1.0)
        )
        if _changed(job, lever):
            columns.append(Column(f"{lever}_change", words("bop.change"), Kind.NUMBER))
    rows = []
    for model in table.models:
        row = [Cell(model.name, mark=Mark.STRONG)]
        for lever in table.levers:
            cell = model.cell(lever)
            row.append(_figure(table, cell))
            if _changed(job, lever):
                row.append(_change(change_of(job.old, model.name, lever, cell)))
        rows.append(tuple(row))
    return Table(columns=tuple(columns), rows=tuple(rows), note=words("bop.legend"))


def lever_label(key: str, words: Words) -> str:
    """`Minimum mass [kg]`; with the bracket for a lever of a family."""
    lever = lever_of(key)
    if lever is None:
        return key
    label = words(f"bop_lever.{lever.word}")
    if lever.at:
        label = words("bop.at", lever=label, speed=lever.at)
    return f"{label} [{lever.unit}]" if lever.unit else label


def _changed(job: BulletinJob, lever: str) -> bool:
    return any(
        change_of(job.old, model.name, lever, model.cell(lever)) is not None for model in job.table.models
    )


def _figure(table: BopTable, cell: BopCell) -> Cell:
    if not cell.applies:
        return Cell(NOT_APPLYING)
    if cell.value is None:
        return Cell(UNKNOWN, mark=Mark.DIM)
    mark = f" {_letters(table)[cell.source]}" if cell.source else ""
    return Cell(figure(cell.value) + mark, float(cell.value))


def _change(change: Decimal | None) -> Cell:
    if change is None:
        return Cell(UNKNOWN, mark=Mark.DIM)
    if not change:
        return Cell("0", 0.0, Mark.DIM)
    return Cell(f"{change:+f}".replace("-", "−"), float(change), Mark.STRONG)


def _letters(table: BopTable) -> dict[str, str]:
    """A mark for each source but the table's own: a, b, c, …"""
    others = [key for key in table.sources if key != table.source]
    return {
        key: f"({chr(97 + index)})" if index < 26 else f"({index + 1})" for index, key in enumerate(others)
    }


# ---- what is said of the figures ---------------------------------------------------------------------------------------


def _notes(job: BulletinJob) -> list[Section]:
    words, table = job.words, job.table
    rows = [
        (Cell(model.name), Cell(lever_label(lever, words)), Cell(model.cell(lever).note))
        for model in table.models
        for lever in table.levers
        if model.cell(lever).note
    ]
    rows += [(Cell(model.name), Cell(""), Cell(model.note)) for model in table.models if model.note]
    if not rows:
        return []
    columns = (
        Column("model", words("bop.model")),
        Column("lever", words("bop.lever")),
        Column("note", words("column.note"), share=1.0),
    )
    return [Section(title=words("bop.notes"), tables=(Table(columns=columns, rows=tuple(rows)),), keep=True)]


def _sources(table: BopTable, words: Words) -> Table:
    letters = _letters(table)
    rows = [
        (Cell(letters.get(key, "")), Cell(words(f"bop_source.{one.kind.value}")), Cell(one.text))
        for key, one in table.sources.items()
    ]
    columns = (
        Column("mark", words("bop.mark")),
        Column("kind", words("bop.kind")),
        Column("text", words("column.source"), share=1.0),
    )
    return Table(columns=columns, rows=tuple(rows))


def _file_name(text: str) -> str:
    kept = "".join(char if char.isascii() and char.isalnum() else "-" for char in text)
    return "-".join(part for part in kept.split("-") if part)[:80] or "table"


def write_bulletin(job: BulletinJob, out: Path, *, paper: str = "A4") -> Path:
    """Write the bulletin as PDF; the file is whole or not there.

    Raises:
        UsageError: the folder cannot be written.
    """
    document = bulletin(job)
    issue = job.standing.issue
    at_us = (issue.issued_us or issue.effective_us or 0) if issue is not None else 0
    made = pdf(document, paper=paper, classes=(), club=job.club, words=job.words, at_us=max(at_us, 0))
    path = out / f"{document.name}.pdf"
    try:
        out.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(made)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror}") from None
    return path

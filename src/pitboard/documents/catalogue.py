"""Every kind of document, in the order of its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pitboard.documents import (
    best_laps,
    best_sectors,
    classification,
    drive_time,
    entry_list,
    flags,
    grid,
    lap_cards,
    lap_chart,
    leading,
    pit_stops,
    points,
    rulings,
    season_standings,
    sector_analysis,
    weather,
)
from pitboard.documents.head import head
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Document
from pitboard.errors import UsageError
from pitboard.model.meeting import SessionKind


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document.

    Attributes:
        key: on the command line and in file names.
        build: makes its bodies: one, or one a car.
        races, others: whether it makes sense for a race, and for practice and qualifying.
        practice: whether it makes sense for practice, test and warm-up.
        of_season: needs a season.
    """

    key: str
    build: Callable[[Job], Iterable[Body]]
    races: bool = True
    others: bool = True
    practice: bool = True
    of_season: bool = False

    def suits(self, session: SessionKind, *, season: bool = False) -> bool:
        """Whether it belongs to the whole set of a session; `season`: whether one was named."""
        if self.of_season and not season:
            return False
        if session.is_race:
            return self.races
        return self.others and (self.practice or session is SessionKind.QUALIFYING)


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind("entry-list", entry_list.build),
    DocumentKind("classification", classification.overall),
    DocumentKind("classification-by-class", classification.of_classes),
    DocumentKind("grid", grid.build, races=False),
    DocumentKind("best-laps", best_laps.build),
    DocumentKind("best-sectors", best_sectors.build),
    DocumentKind("lap-cards", lap_cards.build),
    DocumentKind("sector-analysis", sector_analysis.build),
    DocumentKind("lap-chart", lap_chart.build, others=False),
    DocumentKind("pit-stops", pit_stops.build),
    DocumentKind("drive-time", drive_time.build, others=False),
    DocumentKind("leaders", leading.build, others=False),
    DocumentKind("flags", flags.build),
    DocumentKind("decisions", rulings.build),
    DocumentKind("weather", weather.build),
    DocumentKind("points", points.build, practice=False),
    DocumentKind("standings", season_standings.build, practice=False, of_season=True),
)


def kind_of(key: str) -> DocumentKind:
    """The kind of a key.

    Raises:
        UsageError: no such kind.
    """
    for kind in KINDS:
        if kind.key == key:
            return kind
    raise UsageError(f"expected a kind of {', '.join(kind.key for kind in KINDS)}, was {key!r}")


def kinds_for(job: Job) -> tuple[DocumentKind, ...]:
    """The kinds that make sense for this session."""
    plan = job.scored.opened.plan
    return tuple(kind for kind in KINDS if kind.suits(plan.kind, season=job.season is not None))


def documents(job: Job, kind: DocumentKind) -> Iterator[Document]:
    """The documents of one kind: one, or one a car."""
    number = document_number(job, kind)
    for body in kind.build(job):
        suffix = f"-{_file_name(body.suffix)}" if body.suffix else ""
        yield Document(
            kind=kind.key,
            name=f"{KINDS.index(kind) + 1:02d}-{kind.key}{suffix}",
            language=job.words.language,
            title=job.words(f"title.{kind.key}"),
            subtitle=body.subtitle,
            landscape=body.landscape,
            size_pt=body.size_pt,
            head=head(job, number=f"{number}-{body.suffix}" if body.suffix else number),
            sections=body.sections,
        )


def document_number(job: Job, kind: DocumentKind) -> str:
    """`03-02-P1`: session of the meeting, kind, and stage with version; `L` while live."""
    version = job.issued.version if job.issued is not None else 0
    return number_of(job.session_number, kind, job.stage, version)


def number_of(session_number: int, kind: DocumentKind, stage: str, version: int) -> str:
    """The number of a document; `version` 0 while live."""
    return f"{session_number:02d}-{KINDS.index(kind) + 1:02d}-{stage[0].upper()}{version or ''}"


def _file_name(text: str) -> str:
    return "".join(char if char.isalnum() else "_" for char in text)

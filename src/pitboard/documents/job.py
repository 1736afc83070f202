"""What a document is printed from: a session as of a result, in a language, on a club's paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from pitboard.documents.club import Club
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.model.car_class import CarClass
from pitboard.model.flags import Status
from pitboard.model.meeting import SessionKind
from pitboard.model.palette import palette
from pitboard.racelog import open_log
from pitboard.sessions.issuing import STAGES, canonical_rows, sha256
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import Scored, score
from pitboard.wire.score import zone_of

if TYPE_CHECKING:
    from pitboard.sessions.season import Season

LIVE = "live"
_SIGNED_BY = {"timekeeper": ("timekeeper", "chief_of_timing"), "race_director": ("race_director",)}


@dataclass(frozen=True)
class Job:
    """A session to be printed.

    Attributes:
        scored: as of the result, or of the newest fact.
        issued: the result that was issued; None while live.
        sha256: head of the log's chain at the result; hash of the facts where there is no log.
        chained: the hash is of a chain.
        session_number: place of the session in its log, from 1.
        words, club: language and look.
        season: whose standings are printed; None where no season was named.
    """

    scored: Scored
    issued: f.ResultIssued | None
    sha256: str
    chained: bool
    session_number: int
    words: Words
    club: Club
    season: Season | None = None

    @property
    def stage(self) -> str:
        """The stage of the result; `live` where none was issued."""
        return self.issued.stage if self.issued is not None else LIVE

    @property
    def race(self) -> bool:
        """Whether the session is a race."""
        return self.scored.opened.plan.kind.is_race

    @property
    def qualifying(self) -> bool:
        """Whether the session sets the grid."""
        return self.scored.opened.plan.kind is SessionKind.QUALIFYING

    @property
    def dated(self) -> bool:
        """Whether the day is known: an official file without a date in its name tells times of day only."""
        plan = self.scored.opened.plan
        return plan.scheduled_us is not None or not plan.source_name

    @cached_property
    def zone(self) -> tzinfo:
        """The venue's zone."""
        return zone_of(self.scored.state.circuit.zone)

    @cached_property
    def classes(self) -> tuple[CarClass, ...]:
        """The classes of the session in the rulebook's order, then others as they appear."""
        known = {one.code: one for one in self.scored.opened.rulebook.classes}
        entries = [car.entry for car in self.scored.state.cars.values()]
        codes = list(dict.fromkeys(entry.car_class for entry in entries))
        codes.sort(key=lambda code: known[code].order if code in known else 1 << 20)
        plates = palette().classes.on_paper
        return tuple(
            known.get(code)
            or CarClass(code=code, name=code, order=index, colour_on_paper=plates[index % len(plates)])
            for index, code in enumerate(codes)
        )

    def class_name(self, code: str) -> str:
        """A class as people read it."""
        return next((one.name for one in self.classes if one.code == code), code)

    @cached_property
    def disqualified(self) -> frozenset[str]:
        """Entries whose laps do not count any more: they stay on the sheets, and are the best of nothing."""
        return frozenset(row.entry_id for row in self.scored.rows if row.status is Status.DISQUALIFIED)

    def missing_signatures(self) -> tuple[str, ...]:
        """Roles without which a result is not official."""
        if self.issued is None or self.issued.stage not in ("official", "amended"):
            return ()
        signed = set(self.issued.roles)
        return tuple(role for role, names in _SIGNED_BY.items() if not signed.intersection(names))


def make_job(
    opened: Opened,
    *,
    status: str = "",
    version: int = 0,
    words: Words,
    club: Club | None = None,
    season: Season | None = None,
) -> Job:
    """Find what is to be printed.

    Args:
        opened: the session.
        status: a stage, of which the newest version is printed; empty for the newest result of any stage. Where no such
            result was issued, and for `live`, the session is printed as it stands.
        version: of the stage; 0 for the newest.
        words: the language.
        club: whose paper; None for plain.
        season: whose standings are printed.

    Raises:
        UsageError: an unknown status, or an issued result that this version cannot recompute.
    """
    if status not in ("", LIVE, *STAGES):
        raise UsageError(f"expected a status of {LIVE}, {', '.join(STAGES)}, was {status!r}")
    issued = _issued(opened, status, version)
    scored = score(opened, until_seq=issued.as_of_seq if issued is not None else None)
    if issued is not None and sha256(canonical_rows(scored.rows)) != issued.rows_sha256:
        raise UsageError(
            f"{opened.name}: {issued.stage} {issued.version} cannot be recomputed; see `pitboard verify {opened.log}`"
        )
    digest, number = _hash(opened, issued)
    return Job(scored, issued, digest, opened.log is not None, number, words, club or Club(), season)


def results_of(opened: Opened) -> list[f.ResultIssued]:
    """What was issued of a session, in order."""
    return [
        fact
        for fact in opened.facts
        if isinstance(fact, f.ResultIssued) and fact.session == opened.plan.session
    ]


def _issued(opened: Opened, status: str, version: int) -> f.ResultIssued | None:
    if status == LIVE:
        return None
    for fact in reversed(results_of(opened)):
        if status in ("", fact.stage) and version in (0, fact.version):
            return fact
    return None


def _hash(opened: Opened, issued: f.ResultIssued | None) -> tuple[str, int]:
    if opened.log is None:
        return facts_sha256(opened.facts), 1
    seq = issued.seq if issued is not None else max((fact.seq for fact in opened.facts), default=0)
    with open_log(opened.log, read_only=True) as log:
        sessions = list(log.sessions())
        number = sessions.index(opened.plan.session) + 1 if opened.plan.session in sessions else 1
        return log.hash_at(seq).hex(), number


def facts_sha256(facts: Iterable[f.Fact]) -> str:
    """Hash of facts that no log holds: each as a log would store it, and a line feed."""
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f.encode(fact) + b"\n")
    return digest.hexdigest()

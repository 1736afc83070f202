"""What a log has to publish: its sessions, the results issued in each, and what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from pitboard.documents.links import session_folder
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.model.bop import BopVersion
from pitboard.model.circuit import Circuit
from pitboard.model.meeting import Meeting, SessionKind
from pitboard.racelog import open_log
from pitboard.scoring.effective import Corrections
from pitboard.sessions.bop import KINDS, versions_of
from pitboard.sessions.opened import Opened, OpenOptions, from_facts
from pitboard.sessions.scored import Scored, score
from pitboard.wire.score import zone_of


@dataclass(frozen=True, slots=True)
class PublicResult:
    """A result as it was issued, and what became of it.

    Attributes:
        fact: the fact that issued it.
        sha256: head of the log's chain at that fact: the anchor that its QR code leads to.
        state: `newest`, `superseded` or `withdrawn`.
        key: in file names, such as `provisional-1`; no other result of the session has it.
    """

    fact: f.ResultIssued
    sha256: str
    state: str
    key: str


@dataclass(frozen=True)
class PublicSession:
    """A session of the meeting.

    Attributes:
        opened: with its facts.
        number: place in the log, from 1.
        folder: name of its folder, for ever.
        results: every result issued, in order.
    """

    opened: Opened
    number: int
    folder: str
    results: tuple[PublicResult, ...]

    @property
    def name(self) -> str:
        """As pages print it."""
        return self.opened.plan.name or self.opened.plan.session

    @property
    def newest(self) -> PublicResult | None:
        """The result that holds; None where none was issued."""
        return next((one for one in reversed(self.results) if one.state == "newest"), None)

    @cached_property
    def scored(self) -> Scored:
        """As the session stands."""
        return score(self.opened)

    @property
    def ran(self) -> bool:
        """Whether any car was timed."""
        return any(type(fact) is f.Passing for fact in self.opened.facts)

    @property
    def sets_grid(self) -> bool:
        """Whether a grid is made of it."""
        return self.opened.plan.kind is SessionKind.QUALIFYING

    @property
    def start_us(self) -> int | None:
        """When it starts or started; None where nobody knows."""
        started = [fact.at_us for fact in self.opened.facts if isinstance(fact, f.SessionStarted)]
        return self.opened.plan.scheduled_us if not started else started[-1]


@dataclass(frozen=True)
class PublicMeeting:
    """A meeting as its log tells it.

    Attributes:
        log: name of the log's file, without its folder.
        identity: hash of the log's first fact: no other log has it.
        meeting, circuit: where and what.
        sessions: in order.
        tables: Balance of Performance, drafts left out.
        head: chain at the newest fact; `last_seq` is that fact.
    """

    log: str
    identity: str
    meeting: Meeting | None
    circuit: Circuit
    sessions: tuple[PublicSession, ...]
    tables: tuple[BopVersion, ...]
    head: str
    last_seq: int

    @property
    def name(self) -> str:
        """As pages print it."""
        if self.meeting is None:
            return self.log.removesuffix(".pitboard")
        return self.meeting.name or self.meeting.meeting

    @property
    def zone(self) -> tzinfo:
        """The venue's zone."""
        return zone_of(self.circuit.zone)


def read_meeting(path: Path) -> PublicMeeting:
    """Read a log.

    Raises:
        LogError: it cannot be read.
        UsageError: it holds no session.
    """
    options = OpenOptions()
    with open_log(path, read_only=True) as log:
        opened = [
            (number, from_facts(list(log.read(session=session)), plan, options, name=session, log=path))
            for number, (session, plan) in enumerate(log.sessions().items(), 1)
            if plan is not None
        ]
        if not opened:
            raise UsageError(f"{path}: holds no session")
        return meeting_of(
            [(number, one, lambda seq: log.hash_at(seq).hex()) for number, one in opened],
            log=path.name,
            identity=hashlib.sha256(log.hash_at(1)).hexdigest(),
            head=log.head_hash.hex(),
            last_seq=log.last_seq,
        )


def meeting_of(
    sessions: Sequence[tuple[int, Opened, Callable[[int], str]]],
    *,
    log: str,
    identity: str,
    head: str,
    last_seq: int,
) -> PublicMeeting:
    """What sessions have to publish.

    Args:
        sessions: each with its place in the log, its facts, and the hash of the log's chain at a fact.
        log: name of the log's file.
        identity: hash of its first fact.
        head: chain at its newest fact.
        last_seq: that fact.
    """
    first = sessions[0][1]
    tables = versions_of(fact for fact in first.facts if isinstance(fact, KINDS))
    return PublicMeeting(
        log=log,
        identity=identity,
        meeting=first.meeting,
        circuit=first.circuit,
        sessions=tuple(
            PublicSession(opened, number, session_folder(opened.plan.session), _results(opened, hash_at))
            for number, opened, hash_at in sessions
        ),
        tables=tuple(version for version in tables if version.issues),
        head=head,
        last_seq=last_seq,
    )


def _results(opened: Opened, hash_at: Callable[[int], str]) -> tuple[PublicResult, ...]:
    issued = [
        fact
        for fact in opened.facts
        if isinstance(fact, f.ResultIssued) and fact.session == opened.plan.session
    ]
    gone = Corrections(opened.facts).withdrawn if issued else frozenset()
    standing = [fact.seq for fact in issued if fact.seq not in gone]
    results: list[PublicResult] = []
    for fact in issued:
        state = "withdrawn" if fact.seq in gone else "newest" if fact.seq == standing[-1] else "superseded"
        digest, key = hash_at(fact.seq), f"{fact.stage}-{fact.version}"
        # After a withdrawal the same stage and version are issued again; the older one keeps its name.
        if any(other.key == key for other in results):
            key = f"{key}-{digest[:8]}"
        results.append(PublicResult(fact, digest, state, key))
    return tuple(results)

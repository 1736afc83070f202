"""What every race log offers, whatever it is kept in.

A new implementation proves itself with `pitboard.testing.log_contract.RaceLogContract`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from pitboard.model.facts import AnyFact, Fact
from pitboard.model.meeting import Session


class StoredFact(NamedTuple):
    """A fact as the log holds it.

    Attributes:
        seq: place in the log, from 1.
        session: id of its session; empty for facts of the whole meeting. Repeats what `stored` says, for the index.
        kind: tag of its kind, such as `passing`. Repeats what `stored` says.
        stored: the bytes, written once.
        hash: the chain up to and including this fact.
    """

    seq: int
    session: str
    kind: str
    stored: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class LogFault:
    """One thing wrong with a log.

    Attributes:
        seq: the fact where it shows; 0 where the file as a whole is meant.
        what: what is wrong, in plain words.
    """

    seq: int
    what: str

    def __str__(self) -> str:
        return f"fact {self.seq}: {self.what}" if self.seq else self.what


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` found.

    Attributes:
        facts: how many facts were read.
        last_seq: the newest fact that should be there.
        head_hash: the chain at that fact, as the log states it.
        faults: everything wrong, by seq; empty for a sound log.
    """

    facts: int
    last_seq: int
    head_hash: bytes
    faults: tuple[LogFault, ...]

    @property
    def ok(self) -> bool:
        """Whether the log is sound."""
        return not self.faults


class RaceLog(Protocol):
    """An append-only log of one meeting. One writer at a time, any number of readers."""

    @property
    def last_seq(self) -> int:
        """The newest fact; 0 in an empty log."""
        ...

    @property
    def head_hash(self) -> bytes:
        """The hash chain at the newest fact."""
        ...

    def append(self, facts: Iterable[Fact], *, expect_last: Mapping[int, int] | None = None) -> range:
        """Append facts: all of them or none, on disk when this returns.

        Args:
            facts: in order of arrival; their `seq` is ignored. May be a generator; what it raises leaves nothing behind.
            expect_last: for each target, the newest fact on it that the operator had seen (any later `seq` of the log
                will do, such as the last one on the screen). `target_last_seq` inside the facts is checked likewise.

        Returns:
            The places the facts were given.

        Raises:
            StaleTargetError: a target has a newer fact than the operator had seen.
            LogError: a fact points at one that is not there; or the log cannot be written.
        """
        ...

    def read(
        self, from_seq: int = 1, *, session: str | None = None, kinds: Collection[type[Fact]] | None = None
    ) -> Iterator[AnyFact]:
        """Yield facts in order of arrival, lazily, up to the newest one when the reading began.

        Args:
            from_seq: the first place wanted.
            session: only what a fold of this session needs: its own facts and those of the whole meeting. With the empty
                text only the latter. None for everything.
            kinds: only these kinds; None for all.

        Raises:
            LogError: a stored fact cannot be read.
        """
        ...

    def stored(self, from_seq: int = 1) -> Iterator[StoredFact]:
        """Yield facts as they are stored, in order of arrival, lazily: for another log that holds the same bytes.

        Args:
            from_seq: the first place wanted.
        """
        ...

    def latest_on(self, target_seq: int) -> int:
        """The newest fact on a target: the last that points at it, also by way of another; else the target itself."""
        ...

    def hash_at(self, seq: int) -> bytes:
        """The hash chain at a fact; at 0 the constant it starts from.

        Raises:
            LogError: there is no such fact.
        """
        ...

    def sessions(self) -> dict[str, Session | None]:
        """Session ids in the order they were scheduled, each with its plan in force; None where only facts name it."""
        ...

    def verify(self, *, known: Mapping[int, bytes] | None = None) -> VerifyReport:
        """Check the chain, gaps and that every fact can be read.

        Args:
            known: hashes known from elsewhere, by `seq`; only they show that a log was rewritten with new hashes.
        """
        ...

    def close(self) -> None:
        """Let go of the log. Closing twice is fine."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

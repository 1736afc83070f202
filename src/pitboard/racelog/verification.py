"""Checking a log fact by fact: gaps, chain, columns, readability."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pitboard.errors import LogError
from pitboard.model.facts import AnyFact
from pitboard.racelog.chain import GENESIS, link
from pitboard.racelog.interface import LogFault, StoredFact
from pitboard.racelog.stored import UPCASTS, kind_of, read_stored
from pitboard.racelog.targets import targets_of


@dataclass(slots=True)
class Check:
    """A walk over the stored facts.

    Each fault shows once, where it is: after a broken link the walk goes on from the hash that stands there.

    Attributes:
        known: hashes known from elsewhere, by seq.
        facts: how many facts were walked over.
        seq, head: the last fact walked over.
        touches: for each fact that points at others, directly or by way of them, all of those.
        faults: what was wrong.
    """

    known: Mapping[int, bytes] = field(default_factory=dict)
    facts: int = 0
    seq: int = 0
    head: bytes = GENESIS
    touches: dict[int, frozenset[int]] = field(default_factory=dict)
    faults: list[LogFault] = field(default_factory=list)

    def walk(self, rows: Iterable[StoredFact]) -> None:
        """Check the rows, which come by seq."""
        for row in rows:
            self.facts += 1
            self._check_link(row)
            self._check_fact(row)
            self.seq = row.seq

    def finish(self, last_seq: int, head_hash: bytes) -> None:
        """Check the end of the log against what it says of itself."""
        if self.seq != last_seq:
            self.faults.append(LogFault(self.seq + 1, _missing(self.seq + 1, last_seq)))
        elif self.head != head_hash:
            self.faults.append(
                LogFault(last_seq, "its hash is not the one that the log states as its newest")
            )
        late = sorted(seq for seq in self.known if seq > last_seq)
        self.faults.extend(
            LogFault(seq, f"its hash is known, but the log ends at fact {last_seq}") for seq in late
        )

    def _check_link(self, row: StoredFact) -> None:
        if not _all_bytes(row.stored, row.hash):
            self.faults.append(LogFault(row.seq, "expected bytes in the columns stored and hash"))
            self.head = row.hash
            return
        if row.seq != self.seq + 1:
            self.faults.append(LogFault(self.seq + 1, _missing(self.seq + 1, row.seq - 1)))
        elif not _all_bytes(self.head) or link(self.head, row.seq, row.stored) != row.hash:
            self.faults.append(
                LogFault(row.seq, "the hash chain breaks here: this fact or its place was changed")
            )
        if row.seq in self.known and self.known[row.seq] != row.hash:
            self.faults.append(LogFault(row.seq, "its hash differs from the one that was published"))
        self.head = row.hash

    def _check_fact(self, row: StoredFact) -> None:
        try:
            fact = read_stored(row.stored, row.seq)
        except LogError as error:
            self.faults.append(LogFault(row.seq, str(error).removeprefix(f"fact {row.seq}: ")))
            return
        kind = row.kind if row.kind in UPCASTS and UPCASTS[row.kind].to is type(fact) else kind_of(type(fact))
        if (row.session, row.kind) != (fact.session, kind):
            self.faults.append(
                LogFault(
                    row.seq,
                    f"the index says {row.kind!r} of session {row.session!r}, the fact says otherwise",
                )
            )
        self._follow(fact)

    def _follow(self, fact: AnyFact) -> None:
        direct = targets_of(fact)
        for target in direct:
            if not 0 < target < fact.seq:
                self.faults.append(
                    LogFault(fact.seq, f"points at fact {target}, which does not come before it")
                )
        if direct:
            self.touches[fact.seq] = frozenset(direct).union(*(self.touches.get(seq, ()) for seq in direct))

    def compare_touches(self, stored: Iterator[tuple[int, int]]) -> None:
        """Check the table of (target, seq), by which stale targets are refused."""
        expected = {(target, seq) for seq, targets in self.touches.items() for target in targets}
        for target, seq in sorted(expected.symmetric_difference(stored), key=lambda pair: pair[1]):
            self.faults.append(LogFault(seq, f"the index of corrections is wrong about fact {target}"))


def _all_bytes(*columns: object) -> bool:
    # SQLite keeps whatever type was put into a column.
    return all(isinstance(column, bytes) for column in columns)


def _missing(first: int, last: int) -> str:
    return "missing" if first >= last else f"missing, and so is everything up to fact {last}"

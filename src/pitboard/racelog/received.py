"""Facts that another log already numbered, encoded and chained, on their way into this one: byte for byte, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pitboard.errors import LogError
from pitboard.model.facts import AnyFact
from pitboard.racelog.chain import link
from pitboard.racelog.interface import StoredFact
from pitboard.racelog.stored import read_stored
from pitboard.racelog.targets import targets_of


class Received:
    """One append of stored facts.

    Attributes:
        last_seq, head_hash: the log's head, once `rows` is through.
        facts: what was received.
        pointers: (seq, target) of every fact that points at another.
    """

    def __init__(self, last_seq: int, head_hash: bytes) -> None:
        self.last_seq = last_seq
        self.head_hash = head_hash
        self.facts: list[AnyFact] = []
        self.pointers: list[tuple[int, int]] = []

    def rows(self, stored: Iterable[StoredFact]) -> Iterator[StoredFact]:
        """The facts as they are, each held to the chain.

        Raises:
            LogError: one is missing, was changed, or is none that this version knows.
        """
        for row in stored:
            if row.seq != self.last_seq + 1:
                raise LogError(f"expected fact {self.last_seq + 1} of the other log, was fact {row.seq}")
            if link(self.head_hash, row.seq, row.stored) != row.hash:
                raise LogError(
                    f"fact {row.seq} of the other log does not continue the hash chain of this one"
                )
            fact = read_stored(row.stored, row.seq)
            if fact.session != row.session:
                raise LogError(
                    f"fact {row.seq} of the other log is of session {fact.session!r}, not {row.session!r}"
                )
            self.pointers += [(row.seq, target) for target in targets_of(fact)]
            self.facts.append(fact)
            self.last_seq, self.head_hash = row.seq, row.hash
            yield row

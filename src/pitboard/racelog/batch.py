"""Facts on their way into a log: numbered, encoded and chained, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from pitboard.errors import LogError
from pitboard.model.facts import Fact, encode
from pitboard.racelog.stored import KINDS, kind_of
from pitboard.racelog.targets import POINTER_FIELDS, check_target, seen_of, targets_of


class Batch:
    """One append.

    Attributes:
        first_seq: place of the first fact.
        last_seq, head_hash: the log's head, once `rows` is through.
        pointers: (seq, target) of every fact that points at another.
        seen: (target, newest fact on it that the operator had seen), as the facts say.
    """

    def __init__(self, last_seq: int, head_hash: bytes) -> None:
        self.first_seq = last_seq + 1
        self.last_seq = last_seq
        self.head_hash = head_hash
        self.pointers: list[tuple[int, int]] = []
        self.seen: list[tuple[int, int]] = []

    @property
    def seqs(self) -> range:
        """The places given."""
        return range(self.first_seq, self.last_seq + 1)

    def rows(self, facts: Iterable[Fact]) -> Iterator[tuple[int, str, str, bytes, bytes]]:
        """Yield the columns of `StoredFact` for each fact."""
        # The loop of an import: locals, plain tuples and `chain.link` written out; 60,000 facts pass here at once.
        seq, head = self.last_seq, self.head_hash
        kinds, pointing = KINDS, POINTER_FIELDS
        for fact in facts:
            seq += 1
            cls = type(fact)
            kind = kinds.get(cls) or kind_of(cls)
            stored = encode(fact)
            head = sha256(head + seq.to_bytes(8, "big") + stored).digest()
            if pointing[cls]:
                self._note(fact, seq)
            yield seq, fact.session, kind, stored, head
        self.last_seq, self.head_hash = seq, head

    def expectations(self, expect_last: Mapping[int, int] | None) -> list[tuple[int, int]]:
        """All (target, newest fact seen on it) to hold before the append counts, once `rows` is through.

        Raises:
            LogError: a target is not in the log.
        """
        expected = list((expect_last or {}).items())
        for target, _ in expected:
            if not 0 < target < self.first_seq:
                raise LogError(
                    f"there is no fact {target} to expect anything of; the log ends at fact {self.first_seq - 1}"
                )
        return expected + self.seen

    def _note(self, fact: Fact, seq: int) -> None:
        for target in targets_of(fact):
            check_target(seq, target)
            self.pointers.append((seq, target))
        self.seen.extend(seen_of(fact))

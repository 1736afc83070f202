"""Results issued, and who writes the log."""

from __future__ import annotations

from typing import ClassVar

from pitboard.model.facts.base import Fact


class ResultIssued(Fact, frozen=True, tag="result_issued"):
    """A result as it was issued.

    Attributes:
        stage: `unofficial`, `provisional`, `official` or `amended`.
        version: 1 for the first of its stage, then counted up.
        as_of_seq: the last fact that was scored.
        rulebook_sha256: of the rulebook in force.
        engine_version: Pitboard's.
        rows: the classification as canonical JSON.
        rows_sha256: hash of `rows`.
        protest_until_us: end of the protest time, µs since 1970 UTC; None where none was set.
        roles: roles that signed.
        changed: what differs from the result before, in words, for an amended one.
    """

    stage: str
    version: int
    as_of_seq: int
    rulebook_sha256: str
    engine_version: str
    rows: str
    rows_sha256: str
    protest_until_us: int | None = None
    roles: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    rank: ClassVar[int] = 9


class WriterTakenOver(Fact, frozen=True, tag="writer_taken_over"):
    """Another machine goes on writing this log; a server that sees one it did not write turns read-only."""

    writer: str
    last_seq_held: int

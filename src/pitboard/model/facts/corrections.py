"""Corrections: facts about other facts."""

from __future__ import annotations

from pitboard.model.facts.base import Fact


class FactWithdrawn(Fact, frozen=True, tag="fact_withdrawn"):
    """A fact is taken back as if it had never been. Undo is this; redo withdraws the withdrawal.

    Attributes:
        target_seq: which.
        target_last_seq: the newest fact on that target that the operator had seen; None where nobody checks.
    """

    target_seq: int
    target_last_seq: int | None = None


class FactMoved(Fact, frozen=True, tag="fact_moved"):
    """A passing, a flag, a start or any other fact happened at another instant.

    Attributes:
        target_seq: which.
        to_us: when, on the timing clock.
        target_last_seq: as in `FactWithdrawn`.
    """

    target_seq: int
    to_us: int
    target_last_seq: int | None = None


class PassingReassigned(Fact, frozen=True, tag="passing_reassigned"):
    """A passing was another car's."""

    target_seq: int
    entry_id: str
    target_last_seq: int | None = None

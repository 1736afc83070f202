"""What a fact points at, so that nobody corrects what somebody else has just changed.

A fact's targets are the seqs in its pointer fields. A fact on a correction is also on whatever that correction is on: to
withdraw the moving of a passing changes the passing.
"""

from __future__ import annotations

from pitboard.errors import LogError, StaleTargetError
from pitboard.model.facts import Fact
from pitboard.racelog.stored import KINDS

POINTERS = frozenset({"target_seq", "passing_seq", "flag_seq"})
"""Fields that point at an earlier fact."""

NOT_POINTERS = frozenset({"target_last_seq", "as_of_seq", "last_seq_held"})
"""Fields named like pointers that only say how far somebody had read."""

POINTER_FIELDS: dict[type[Fact], tuple[str, ...]] = {
    cls: tuple(name for name in cls.__struct_fields__ if name in POINTERS) for cls in KINDS
}
"""Each kind of fact with its pointer fields; for most kinds there are none."""


def targets_of(fact: Fact) -> tuple[int, ...]:
    """The facts that this one points at.

    >>> from pitboard.model.facts import FactWithdrawn
    >>> targets_of(FactWithdrawn(at_us=0, target_seq=7))
    (7,)
    """
    values = (getattr(fact, name) for name in POINTER_FIELDS[type(fact)])
    return tuple(seq for seq in values if seq is not None)


def seen_of(fact: Fact) -> tuple[tuple[int, int], ...]:
    """What the fact itself says about how far its operator had seen: (target, newest fact seen on it)."""
    seen: int | None = getattr(fact, "target_last_seq", None)
    return () if seen is None else tuple((target, seen) for target in targets_of(fact))


def check_target(seq: int, target: int) -> None:
    """A fact may only point back.

    Raises:
        LogError: the target is not an earlier fact.
    """
    if not 0 < target < seq:
        raise LogError(
            f"fact {seq} would point at fact {target}; expected one that is already in the log (1 to {seq - 1})"
        )


def check_seen(target: int, *, latest: int, seen: int) -> None:
    """Refuse what was prepared before somebody else changed its target.

    Raises:
        StaleTargetError: the target has a newer fact than was seen.
    """
    if latest > seen:
        raise StaleTargetError(
            f"fact {target} was changed by fact {latest}; you had seen it up to fact {seen}: look again, then decide"
        )

"""When the entry list last changed, so that a desk reads it again however it came to."""

from __future__ import annotations

from collections.abc import Sequence

from pitboard.model import facts as f

_OF_THE_LIST = (
    f.EntryAdded,
    f.NumberChanged,
    f.ClassChanged,
    f.CrewChanged,
    f.TransponderAssigned,
    f.StatusRuled,
)


def entries_seq(facts: Sequence[f.Fact]) -> int:
    """The newest fact that says something about the entry list, or takes such a fact back or in force again.

    Args:
        facts: in order of arrival; passings may be left out.

    >>> entries_seq([f.NumberChanged(at_us=0, seq=3, entry_id="e1", number="9"), f.FlagShown(at_us=0, seq=4, flag="red")])
    3
    """
    by_seq: dict[int, f.Fact] | None = None
    for fact in reversed(facts):
        if isinstance(fact, _OF_THE_LIST):
            return fact.seq
        if isinstance(fact, f.FactWithdrawn):
            by_seq = by_seq or {each.seq: each for each in facts}
            if isinstance(_root(fact, by_seq), _OF_THE_LIST):
                return fact.seq
    return 0


def _root(fact: f.Fact, by_seq: dict[int, f.Fact]) -> f.Fact | None:
    """What a chain of undo and redo is about; a pointer only ever leads back."""
    found: f.Fact | None = fact
    while isinstance(found, f.FactWithdrawn):
        found = by_seq.get(found.target_seq)
    return found

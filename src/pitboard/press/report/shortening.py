"""What fits into so many words: by rank, and no sentence without the one that it leans on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pitboard.press.report.values import Statement

_FIRST_OF_CLASS = frozenset({"class-pole", "class-fastest", "class-win", "class-win-team", "class-lead-now"})
"""What everything else in a class's section leans on."""
_LEADS: dict[str, tuple[str, ...]] = {
    "pole-margin": ("pole",),
    "fastest-margin": ("fastest",),
    "win-margin": ("win",),
    "win-margin-inherited": ("win-inherited",),
    "lead-now-margin": ("lead-now",),
    "make-sweep": ("pole-margin", "fastest-margin", "pole", "fastest"),
    "record-track": ("pole",),
    "under-record-all": ("record-track",),
    "under-record": ("record-track",),
    "pole-count-row": ("pole",),
    "pole-count": ("pole",),
    "last-edition-faster": ("pole",),
    "last-edition-same": ("pole",),
    "last-edition-slower": ("pole",),
    "provisional": ("pole", "class-pole"),
    "provisional-late": ("pole", "class-pole"),
    "pole-lap": ("pole", "class-pole"),
    "pole-lap-last": ("pole", "class-pole"),
    "class-behind": ("class-margin",),
    "class-behind-one": ("class-margin",),
    "class-behind-lead": ("pole-margin", "fastest-margin", "win-margin", "win-margin-inherited"),
    "class-behind-lead-one": ("pole-margin", "fastest-margin", "win-margin", "win-margin-inherited"),
}
"""Kinds that a sentence refers to (`them`, `the old record`, a gap without the time it is to), the likeliest first."""


def fitting(
    statements: Sequence[Statement], lengths: Sequence[int], headings: Mapping[str, int], room: int
) -> list[int]:
    """Indexes of the statements that fit, in their order.

    Args:
        statements: all that could be said.
        lengths: of each in words.
        headings: words that a section's heading takes once anything stands under it.
        room: how many words there are.
    """
    leads = [_leads_of(index, statements) for index in range(len(statements))]
    opened: set[str] = set()
    kept: set[int] = set()
    for index in sorted(range(len(statements)), key=lambda one: (_rank(one, statements, leads), one)):
        section = statements[index].section
        needed = lengths[index] + (0 if section in opened else headings.get(section, 0))
        if needed <= room and kept.issuperset(leads[index]):
            kept.add(index)
            opened.add(section)
            room -= needed
    return sorted(kept)


def _rank(index: int, statements: Sequence[Statement], leads: Sequence[Sequence[int]]) -> tuple[int, int]:
    """A sentence's turn never comes before that of what it leans on; the second part counts the steps between."""
    own = (statements[index].rank, 0)
    above = [_rank(lead, statements, leads) for lead in leads[index]]
    return max([own, *((rank, steps + 1) for rank, steps in above)])


def _leads_of(index: int, statements: Sequence[Statement]) -> list[int]:
    """The sentences without which this one hangs in the air."""
    one = statements[index]
    # Whatever else there is room for, a report without its news is none.
    found = [nth for nth, other in enumerate(statements) if other.rank == 1 < one.rank]
    if one.kind not in _FIRST_OF_CLASS:
        found += [
            nth
            for nth, other in enumerate(statements)
            if other.kind in _FIRST_OF_CLASS and other.section == one.section
        ]
    for kind in _LEADS.get(one.kind, ()):
        nearest = _nearest(kind, one, statements)
        if nearest is not None:
            return [*found, nearest]
    return found


def _nearest(kind: str, one: Statement, statements: Sequence[Statement]) -> int | None:
    """Of the statements of a kind the one in the same section, else one on the same laps, else one in the opening."""
    found = [nth for nth, other in enumerate(statements) if other.kind == kind]
    for near in (
        lambda other: other.section == one.section,
        lambda other: set(other.facts) <= set(one.facts),
        lambda other: other.section == "lead",
    ):
        for nth in found:
            if near(statements[nth]):
                return nth
    return None

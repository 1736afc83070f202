"""A session's facts as single arrivals, late and out of order, as a decoder's feed would bring them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pitboard.model.facts import DriverChanged, Fact, FlagShown, Passing, PitVisitTimed, with_seq

if TYPE_CHECKING:
    from pitboard.sources.official_csv.load import LoadedSession

LATE_US: Final = 2_000_000
"""Every fact arrives within this of its instant."""

_MOVING: Final = (Passing, FlagShown, DriverChanged, PitVisitTimed)


def as_feed(loaded: LoadedSession, seed: int) -> list[Fact]:
    """The session's facts in a shuffled order of arrival, numbered by it; `shuffled` says how.

    Decisions point at passings by `seq`, so they are resolved after this.
    """
    return shuffled(loaded.facts, seed)


def shuffled(facts: Sequence[Fact], seed: int) -> list[Fact]:
    """Facts in the order in which they might arrive: up to two seconds late, the same for the same seed.

    Passings, flags, driver changes and pit visits move; the rest (entries, the start, parts, weather) was known before.
    """
    late = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    known: list[Fact] = []
    arriving: list[tuple[int, int, Fact]] = []
    for index, fact in enumerate(facts):
        if isinstance(fact, _MOVING):
            arriving.append((fact.at_us + late.randrange(LATE_US), index, fact))
        else:
            known.append(fact)
    arriving.sort(key=lambda arrival: arrival[:2])
    ordered = [*known, *(fact for _, _, fact in arriving)]
    return [with_seq(fact, seq) for seq, fact in enumerate(ordered, start=1)]

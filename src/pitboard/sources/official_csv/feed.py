"""A session's facts as single arrivals, late and out of order, as a decoder's feed would bring them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pitboard.model.facts import DriverChanged, Fact, FlagShown, Passing, PitVisitTimed, with_seq

LATE_US = 2_000_000
"""No fact arrives later than this after its instant."""


def as_feed(facts: Sequence[Fact], seed: int) -> list[Fact]:
    """The facts in a shuffled order of arrival, numbered by it.

    Passings, flags and driver changes arrive up to two seconds after their instant; what was known before stays first.
    """
    late = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    moving = (Passing, FlagShown, DriverChanged, PitVisitTimed)
    known = [fact for fact in facts if not isinstance(fact, moving)]
    arriving = [(fact.at_us + late.randrange(LATE_US), index, fact) for index, fact in enumerate(facts) if isinstance(fact, moving)]
    arriving.sort(key=lambda arrival: arrival[:2])
    return [with_seq(fact, seq) for seq, fact in enumerate([*known, *(fact for _, _, fact in arriving)], 1)]

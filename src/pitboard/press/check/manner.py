"""How a figure is hedged: `almost`, `just over`, `less than`, `about`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pitboard.press.check.context import Context
from pitboard.press.check.values import Value


@dataclass(frozen=True, slots=True)
class Manner:
    """How exactly a figure is meant.

    Attributes:
        least, most: what the exact value may be, as parts of the figure; None for an exact figure.
    """

    least: float | None = None
    most: float | None = None

    @property
    def is_loose(self) -> bool:
        """Whether the figure is hedged."""
        return self.least is not None

    def fits(self, value: Value, exact_us: int) -> bool:
        """Whether the exact value may be told with this figure."""
        if value.fits(exact_us):
            return True
        if self.least is None or self.most is None:
            return False
        return self.least * value.us <= exact_us <= self.most * value.us

    def holds_within(self, value: Value, exact_us: int) -> bool:
        """Whether a spread lies within a round figure: "within a second" of 0.850."""
        return value.step_us > 1000 and 0.5 * value.us <= exact_us <= value.us

    def is_laps_apart(self, context: Context, start: int) -> bool:
        """Whether the figure belongs to laps, as in "a lap and 12 seconds"."""
        return re.search(r"\b(?:laps?|gir[oi]) (?:and|e) $", context.before(start, 12)) is not None


def manner_of(context: Context, start: int) -> Manner:
    """The hedge right before a figure."""
    lead = " ".join(context.before(start, 30).split()[-4:]) + " "
    for key, least, most in (
        ("above", 1.0, 1.3),
        ("below", 0.5, 1.0),
        ("near", 0.8, 1.2),
        ("almost", 0.8, 1.0),
    ):
        if context.lang.ends("manner", key, lead):
            return Manner(least, most)
    return Manner()

"""Which passing numbers of one decoder were seen: doubles, holes, and a counter that starts again.

A decoder counts its passings one by one. A number that was seen is dropped; a number that was jumped over is asked
for, a few times; a number that comes again for another read means that the counter has started again.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from pitboard.times import SECOND_US

REMEMBERED: Final = 100_000
"""Reads remembered for each decoder: 60 cars, 24 hours and two lines' worth."""

WIDEST_HOLE: Final = 10_000
"""A jump further than this is another counter, not a hole."""

RETRY_US: Final = 2 * SECOND_US
TRIES: Final = 3

_SAME_READ_US: Final = SECOND_US


class Seen(Enum):
    """What a passing number says."""

    NEW = "new"
    AGAIN = "again"
    RESTARTED = "restarted"


class Numbers:
    """The passing numbers of one decoder.

    Attributes:
        missing: numbers jumped over and not seen since, with how often each was asked for.
    """

    def __init__(self) -> None:
        self.missing: dict[int, int] = {}
        self._reads: dict[int, tuple[int, str]] = {}
        self._highest: int | None = None
        self._asked_us = 0

    @property
    def highest(self) -> int | None:
        """The highest number seen; None before the first."""
        return self._highest

    @property
    def lost(self) -> int:
        """How many numbers were asked for in vain."""
        return sum(tries >= TRIES for tries in self.missing.values())

    def see(self, number: int, at_us: int, transponder: str) -> Seen:
        """A passing with this number came; remember it.

        Args:
            number: its passing number.
            at_us: its instant, the same whenever the decoder sends it [µs].
            transponder: who.
        """
        known = self._reads.get(number)
        if known is not None and known[1] == transponder and abs(known[0] - at_us) <= _SAME_READ_US:
            return Seen.AGAIN
        restarted = known is not None or self._jumped(number, at_us)
        if restarted:
            self.missing.clear()
            self._reads.clear()
            self._highest = None
        self._remember(number, at_us, transponder)
        return Seen.RESTARTED if restarted else Seen.NEW

    def _jumped(self, number: int, at_us: int) -> bool:
        if self._highest is None or number in self.missing:
            return False
        if number > self._highest:
            return number - self._highest > WIDEST_HOLE
        # Below what was seen first: an old passing, sent because somebody asked, unless it is newer than the newest.
        return at_us > self._reads[self._highest][0]

    def _remember(self, number: int, at_us: int, transponder: str) -> None:
        highest = self._highest
        self.missing.pop(number, None)
        if highest is not None:
            self.missing.update((hole, 0) for hole in range(highest + 1, number))
        self._highest = number if highest is None else max(highest, number)
        self._reads[number] = at_us, transponder
        while len(self._reads) > REMEMBERED:
            del self._reads[next(iter(self._reads))]
        while len(self.missing) > REMEMBERED:
            del self.missing[next(iter(self.missing))]

    def ask_again(self) -> None:
        """A new connection: what was asked for on the old one may have gone down with it."""
        self.missing = dict.fromkeys(self.missing, 0)

    def to_ask(self, now_us: int) -> list[tuple[int, int]]:
        """Ranges to ask for now, both ends included: new holes at once, unanswered ones every two seconds."""
        again = now_us - self._asked_us >= RETRY_US
        wanted = [n for n, tries in self.missing.items() if tries == 0 or (again and tries < TRIES)]
        if not wanted:
            return []
        for number in wanted:
            self.missing[number] += 1
        self._asked_us = now_us
        return _ranges(sorted(wanted))


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], number
        else:
            ranges.append((number, number))
    return ranges

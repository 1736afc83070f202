"""The only clock of the server: the wall's, or a replay's. A viewer's delay is taken off here, before every view."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from pitboard.times import SECOND_US

FASTEST = 1000.0
"""The fastest a replay runs."""


class DataClock(Protocol):
    """What tells the data's instant."""

    @property
    def speed(self) -> float:
        """1 live, 0 paused, 10 for a replay at ten times speed."""
        ...

    def now_us(self) -> int:
        """The data's instant, µs since 1970 UTC."""
        ...


def wall_us() -> int:
    """Now on the wall, µs since 1970 UTC."""
    return time.time_ns() // 1000


class WallClock:
    """The clock of a live session."""

    speed = 1.0

    def now_us(self) -> int:
        return wall_us()


def _monotonic_us() -> int:
    return time.monotonic_ns() // 1000


class ReplayClock:
    """A clock that can be paused, moved and made faster; it stops at `to_us`.

    Args:
        from_us, to_us: extent of the session.
        speed: how much faster than the wall.
        playing: whether it runs from the beginning.
        monotonic_us: the machine's clock; tests put their own here.
    """

    def __init__(
        self,
        from_us: int,
        to_us: int,
        *,
        speed: float = 1.0,
        playing: bool = True,
        monotonic_us: Callable[[], int] = _monotonic_us,
    ) -> None:
        self.from_us = from_us
        self.to_us = to_us
        self.rate = speed
        self.playing = playing
        self._monotonic_us = monotonic_us
        self._at_us = from_us
        self._since_us = monotonic_us()

    @property
    def speed(self) -> float:
        return self.rate if self.playing and self.now_us() < self.to_us else 0.0

    def now_us(self) -> int:
        if not self.playing:
            return self._at_us
        gone = (self._monotonic_us() - self._since_us) * self.rate
        return min(self.to_us, self._at_us + int(gone))

    @property
    def at_end(self) -> bool:
        """Nothing more will come."""
        return self.now_us() >= self.to_us

    def play(self) -> None:
        """Run."""
        self.seek(self.now_us())
        self.playing = True

    def pause(self) -> None:
        """Stand still."""
        self.seek(self.now_us())
        self.playing = False

    def seek(self, to_us: int) -> None:
        """Go to an instant within the session."""
        self._at_us = max(self.from_us, min(self.to_us, to_us))
        self._since_us = self._monotonic_us()

    def set_speed(self, speed: float) -> None:
        """Run at another speed from now on."""
        self.seek(self.now_us())
        self.rate = max(0.01, min(FASTEST, speed))


def delay_us(seconds: float) -> int:
    """A viewer's delay in whole microseconds."""
    return int(seconds * SECOND_US)

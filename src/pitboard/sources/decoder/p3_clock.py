"""A decoder's clock against the timing clock.

A decoder whose clock was set sends µs since 1970 UTC, and a passing keeps that instant as read. One whose clock was
never set counts from its boot: its passings are put on the timing clock with one offset, measured once after the
connect, so that lap times stay exactly what the decoder measured.
"""

from __future__ import annotations

from typing import Final

from pitboard.times import DAY_US, SECOND_US

_SET_SINCE_US: Final = 30 * 365 * DAY_US
"""A clock before the end of 1999 counts from boot: no decoder runs for thirty years."""

_REBOOT_US: Final = SECOND_US
"""An offset from boot that moves by more than this was not drift."""


def counts_from_boot(rtc_us: int) -> bool:
    """Whether an instant of the decoder is the time since its boot instead of a date."""
    return rtc_us < _SET_SINCE_US


class DecoderClock:
    """Measures how far the decoder's clock is from ours, and places instants that count from boot.

    Attributes:
        offset_us: decoder minus ours, from the last answer to GET_TIME [µs]; None before the first.
        uncertainty_us: half the time that the answer took [µs].
        unset: the decoder's clock was never set.
    """

    def __init__(self) -> None:
        self.offset_us: int | None = None
        self.uncertainty_us = 0
        self.unset = False
        self._asked_us: int | None = None
        self._boot_us: int | None = None
        self._boot_uncertainty_us = 0
        self._confirmed = False

    def connected(self) -> None:
        """A new connection: the decoder may have booted since, so `place` waits for the next answer."""
        self._asked_us = None
        self._confirmed = False

    def asked(self, now_us: int) -> None:
        """GET_TIME was sent."""
        self._asked_us = now_us

    def answered(self, rtc_us: int, now_us: int) -> None:
        """The answer to GET_TIME came."""
        asked_us = now_us if self._asked_us is None else self._asked_us
        self._asked_us = None
        self._measure(rtc_us, (asked_us + now_us) // 2, (now_us - asked_us) // 2)

    def assume(self, rtc_us: int, arrived_us: int) -> None:
        """No answer came: take the arrival of a passing for its instant, uncertain by a second."""
        self._measure(rtc_us, arrived_us, SECOND_US)

    def _measure(self, rtc_us: int, at_us: int, uncertainty_us: int) -> None:
        self.offset_us = rtc_us - at_us
        self.uncertainty_us = uncertainty_us
        self.unset = counts_from_boot(rtc_us)
        self._confirmed = True
        if not self.unset:
            self._boot_us = None
            return
        boot_us = at_us - rtc_us
        if self._boot_us is None or abs(boot_us - self._boot_us) > _REBOOT_US:
            self._boot_us = boot_us
            self._boot_uncertainty_us = uncertainty_us

    def place(self, rtc_us: int) -> tuple[int, int] | None:
        """Put an instant of the decoder on the timing clock.

        Returns:
            The instant and the uncertainty that placing it added, both [µs]; None while an answer is awaited.
        """
        if not counts_from_boot(rtc_us):
            return rtc_us, 0
        if self._boot_us is None or not self._confirmed:
            return None
        return self._boot_us + rtc_us, self._boot_uncertainty_us

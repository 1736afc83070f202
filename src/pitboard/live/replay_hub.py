"""A replay served: the same hub, with a clock that can be moved and a scratch log that is filled as it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pitboard.live.clock import ReplayClock
from pitboard.live.hub import HubOptions, SessionHub, run_of
from pitboard.live.replaying import IDLE_US, Playlist, repointed
from pitboard.model.facts import with_seq
from pitboard.racelog import MemoryLog
from pitboard.sessions.opened import Opened
from pitboard.times import SECOND_US
from pitboard.wire.board import Mode
from pitboard.wire.pages import ReplayState


class ReplayHub(SessionHub):
    """A session played again.

    Args:
        opened: the session with all its facts.
        speed: how much faster than the wall.
        from_us: where to begin; None for the start.
        playing: whether it runs from the beginning.
        skip_idle: jump over stretches in which nothing happens.
        frame_s: as in `HubOptions`.

    Attributes:
        on_end: called once when everything has been handed out.
    """

    clock: ReplayClock

    def __init__(
        self,
        opened: Opened,
        *,
        speed: float = 1.0,
        from_us: int | None = None,
        playing: bool = True,
        skip_idle: bool = True,
        frame_s: float = 0.1,
        clock: ReplayClock | None = None,
    ) -> None:
        self.playlist = Playlist(opened)
        self.skip_idle = skip_idle
        self.on_end: Callable[[], None] | None = None
        self._next = 0
        self._places: dict[int, int] = {}
        at = clock or ReplayClock(self.playlist.from_us, self.playlist.to_us, speed=speed, playing=playing)
        at.seek(self.playlist.first_us() if from_us is None else from_us)
        options = HubOptions(frame_s=frame_s, mode=Mode.REPLAY)
        super().__init__(MemoryLog(), replace(opened, facts=[]), at, options)
        self._refill()

    def mode(self) -> Mode:
        return Mode.FINISHED if self._next >= len(self.playlist.facts) else Mode.REPLAY

    def wait_s(self) -> float:
        return 0.02

    # ---- handing out ----

    def before_step(self) -> None:
        self._skip()
        at_end = self._next >= len(self.playlist.facts)
        self._hand_out(arriving=True)
        if not at_end and self._next >= len(self.playlist.facts) and self.on_end is not None:
            self.step_all()
            self.on_end()

    def _skip(self) -> None:
        if not (self.skip_idle and self.clock.playing):
            return
        busy = self.playlist.busy_from(self._next)
        if busy is not None and busy - self.clock.now_us() > IDLE_US:
            self.clock.seek(busy - 3 * SECOND_US)

    def _hand_out(self, *, arriving: bool) -> None:
        now_us, first = self.clock.now_us(), self._next
        while self._next < len(self.playlist.facts) and self.playlist.times[self._next] <= now_us:
            self._next += 1
        due = self.playlist.facts[first : self._next]
        if not due:
            return
        # Places are given one after the other, so a fact of this batch may point at an earlier one of it.
        place, facts = self.log.last_seq, []
        for fact in due:
            place += 1
            facts.append(repointed(fact, self._places))
            self._places[fact.seq] = place
        seqs = self.log.append(facts)
        stored = [with_seq(fact, seq) for fact, seq in zip(facts, seqs, strict=True)]
        self.facts += stored
        self.arrived_us += self.playlist.times[first : self._next]
        if arriving:
            for listener in self.listeners:
                listener(stored)

    def _refill(self) -> None:
        """A new scratch log with everything up to the clock's instant: a new run."""
        self.writer.log = MemoryLog()
        self.run = run_of(self.log, Mode.REPLAY)
        self.facts, self.arrived_us = [], []
        self._next = 0
        self._places.clear()
        self._hand_out(arriving=False)
        for cohort in list(self.cohorts.values()):
            cohort.restart(self._origin)
            self.step(cohort)

    # ---- control ----

    def seek(self, to_us: int | None) -> None:
        """Go to an instant; None is the start. What operators did in this replay is gone."""
        self.clock.seek(self.playlist.first_us() if to_us is None else to_us)
        self._refill()

    def play(self) -> None:
        """Run on; from the end it begins anew."""
        if self.clock.at_end:
            self.seek(None)
        self.clock.play()
        self._dirty.set()

    def pause(self) -> None:
        """Stand still."""
        self.clock.pause()
        self._dirty.set()

    def set_speed(self, speed: float) -> None:
        """Another speed from now on."""
        self.clock.set_speed(speed)
        self._dirty.set()

    def state(self) -> ReplayState:
        """Where it is."""
        return ReplayState(
            run=self.run,
            playing=self.clock.playing and not self.clock.at_end,
            speed=self.clock.rate,
            now_us=self.clock.now_us(),
            from_us=self.playlist.from_us,
            to_us=self.playlist.to_us,
            marks=self.playlist.marks,
        )

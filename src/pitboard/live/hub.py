"""One session served: facts in, one scorer for each delay that somebody watches with, frames out.

Facts are on disk before they are scored. Viewers with the same delay share everything; the pump looks at the clock, hands the
facts that are due to each scorer, and publishes what changed, at most `1 / frame_s` times a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from pitboard.live.channel import Channel
from pitboard.live.clock import DataClock, WallClock
from pitboard.live.replaying import arrivals
from pitboard.live.running import Running
from pitboard.live.writer import Writer
from pitboard.model import facts as f
from pitboard.racelog import RaceLog
from pitboard.sessions.opened import Opened
from pitboard.times import SECOND_US
from pitboard.wire.board import Board, Mode, Tick
from pitboard.wire.delta import diff

TICK_S = 1.0
KEPT_S = 60.0
"""A delay that nobody has watched with for this long is forgotten."""

COHORTS = 24
"""Different delays at one time; more viewers share the next longer one."""


@dataclass(slots=True)
class HubOptions:
    """How a session is served.

    Attributes:
        frame_s: least time between two frames [s]; 0 sends each append at once (for measuring latency).
        mode: live or replay.
        before: points of the season up to this meeting, by (title, class, who); None where no season was given.
    """

    frame_s: float = 0.1
    mode: Mode = Mode.LIVE
    before: Mapping[tuple[str, str, str], Decimal] | None = None


class Cohort:
    """The viewers of one delay: a scorer, a stream, and how far it has come."""

    def __init__(self, opened: Opened, delay_us: int, run: str) -> None:
        self.delay_us = delay_us
        self.running = Running(opened)
        self.channel = Channel(run)
        self.board: Board | None = None
        self.taken = 0
        self.sent_s = 0.0
        self.asked_s = 0.0

    def restart(self, opened: Opened) -> None:
        """Forget the score; what was sent stays sent."""
        self.running = Running(opened)
        self.board = None
        self.taken = 0


class SessionHub:
    """A session and everybody who watches it.

    Args:
        log: where its facts are kept, or who writes it for several sessions.
        opened: the session as it was found, with all its facts.
        clock: the data clock.
        options: how it is served.

    Attributes:
        facts: of the session in order of arrival, and `arrived_us` when each was known.
        listeners: called after each append with the facts.
    """

    def __init__(
        self,
        log: RaceLog | Writer,
        opened: Opened,
        clock: DataClock | None = None,
        options: HubOptions | None = None,
    ) -> None:
        self.writer = log if isinstance(log, Writer) else Writer(log)
        self.writer.hubs.append(self)
        self.clock: DataClock = clock or WallClock()
        self.options = options or HubOptions()
        self.run = run_of(self.log, self.options.mode)
        self.facts: list[f.Fact] = list(opened.facts)
        self.arrived_us = arrivals(self.facts)
        self._origin = replace(opened, facts=[])
        self.cohorts: dict[int, Cohort] = {}
        self.listeners: list[Callable[[Sequence[f.Fact]], None]] = []
        self._dirty = asyncio.Event()
        self.after_step: list[Callable[[], None]] = []
        self.main = self._new_cohort(0)

    # ---- who watches ----

    @property
    def log(self) -> RaceLog:
        """The race log."""
        return self.writer.log

    @property
    def read_only(self) -> bool:
        """Whether another machine writes the log."""
        return self.writer.read_only

    @property
    def session(self) -> str:
        """The session's id."""
        return self._origin.plan.session

    @property
    def opened(self) -> Opened:
        """The session with the facts so far."""
        return self.main.running.opened

    def _new_cohort(self, delay_us: int) -> Cohort:
        cohort = Cohort(self._origin, delay_us, self.run)
        self.cohorts[delay_us] = cohort
        self.step(cohort)
        return cohort

    def cohort(self, delay_s: int = 0) -> Cohort:
        """The viewers of a delay; when too many delays are watched with, those of the next longer one."""
        delay_us = delay_s * SECOND_US
        found = self.cohorts.get(delay_us)
        if found is None and len(self.cohorts) >= COHORTS:
            longer = [delay for delay in self.cohorts if delay > delay_us]
            if longer:
                found = self.cohorts[min(longer)]
            else:
                self._forget(force=True)
        found = found or self._new_cohort(delay_us)
        found.asked_s = _loop_s()
        return found

    def _forget(self, *, force: bool = False) -> None:
        now = _loop_s()
        for delay, cohort in list(self.cohorts.items()):
            idle = not cohort.channel.viewers and (force or now - cohort.asked_s > KEPT_S)
            if delay and idle:
                cohort.channel.close()
                del self.cohorts[delay]

    # ---- facts in ----

    async def append(
        self,
        facts: Sequence[f.Fact],
        *,
        expect_last: Mapping[int, int] | None = None,
        check: Callable[[], None] | None = None,
    ) -> range:
        """Put facts on disk, then show them; see `Writer.append`."""
        return await self.writer.append(facts, expect_last=expect_last, check=check)

    def arrived(self, facts: Sequence[f.Fact]) -> None:
        """Facts that are on disk now."""
        now_us = self.clock.now_us()
        self.facts += facts
        self.arrived_us += [now_us] * len(facts)
        for listener in self.listeners:
            listener(facts)
        if not self.options.frame_s:
            self.step_all()
        self._dirty.set()

    # ---- frames out ----

    def mode(self) -> Mode:
        """How the session reaches its viewers."""
        return self.options.mode

    def step_all(self) -> None:
        """Look at the clock and bring everybody up to date."""
        for cohort in list(self.cohorts.values()):
            self.step(cohort)
        for after in self.after_step:
            after()

    def step(self, cohort: Cohort) -> None:
        """Hand a cohort what is due for it and publish what changed."""
        now_us = self.clock.now_us() - cohort.delay_us
        first = cohort.taken
        until = len(self.facts)
        if cohort.delay_us:
            until = first
            while until < len(self.facts) and self.arrived_us[until] <= now_us:
                until += 1
        cohort.running.add(self.facts[first:until])
        cohort.taken = until
        self._publish(cohort, now_us, news=until > first)

    def _publish(self, cohort: Cohort, now_us: int, *, news: bool) -> None:
        speed = self.clock.speed
        board = cohort.running.board(run=self.run, now_us=now_us, speed=speed, mode=self.mode())
        before, channel = cohort.board, cohort.channel
        if before is None:
            cohort.board = board
            channel.reset(self.run, board, board.seq)
            return
        if not news and _same(before, board):
            self._tick(cohort, board, now_us, speed)
            return
        cohort.board = board
        channel.set_whole(board, board.seq)
        channel.publish("patch", diff(before, board), board.seq)
        cohort.sent_s = _loop_s()

    def _tick(self, cohort: Cohort, board: Board, now_us: int, speed: float) -> None:
        if _loop_s() - cohort.sent_s < TICK_S:
            return
        cohort.sent_s = _loop_s()
        cohort.channel.set_whole(board, board.seq)
        tick = Tick(
            now_us=now_us,
            speed=speed,
            to_go_us=board.header.clock.to_go_us,
            last_read_us=cohort.running.last_read_us,
        )
        cohort.channel.publish("tick", tick, None)

    async def pump(self) -> None:
        """Run until cancelled."""
        while True:
            wait_s = self.wait_s()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._dirty.wait(), wait_s)
            self._dirty.clear()
            self.before_step()
            self.step_all()
            self._forget()
            if self.options.frame_s:
                await asyncio.sleep(self.options.frame_s)

    def wait_s(self) -> float:
        """How long the pump may sleep when nothing arrives."""
        return 0.1 if len(self.cohorts) > 1 else 0.5

    def before_step(self) -> None:
        """What a replay does first."""

    def close(self) -> None:
        """End every stream."""
        for cohort in self.cohorts.values():
            cohort.channel.close()


def _same(before: Board, board: Board) -> bool:
    header = msgspec.structs.replace(board.header, clock=before.header.clock)
    # Times to go of parts run on with the clock; they are as of its `now_us`.
    parts = tuple(
        msgspec.structs.replace(part, to_go_us=was.to_go_us)
        for part, was in zip(header.parts, before.header.parts, strict=False)
    )
    header = msgspec.structs.replace(header, parts=parts)
    quiet = header == before.header and board.header.clock.text == before.header.clock.text
    return (
        quiet
        and board.rows == before.rows
        and board.messages == before.messages
        and board.header.clock.speed == before.header.clock.speed
    )


def _loop_s() -> float:
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:
        return 0.0


def run_of(log: RaceLog, mode: Mode) -> str:
    """The name of a run: of a live log always the same; of a replay a new one each time."""
    if mode is Mode.REPLAY:
        return secrets.token_hex(4)
    return log.hash_at(1).hex()[:8] if log.last_seq else "new"

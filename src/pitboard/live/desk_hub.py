"""The desk of one session: its stream, and the one way in which an operator's fact gets into the log."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from pitboard.errors import LogError, StaleTargetError
from pitboard.live.channel import Channel
from pitboard.live.commands import expectations, fact_of, guard
from pitboard.live.desk_view import desk, desk_diff
from pitboard.live.http import Refused
from pitboard.live.hub import SessionHub
from pitboard.live.previews import in_words, preview
from pitboard.live.writer import ReadOnlyError
from pitboard.model import facts as f
from pitboard.wire.desk import Appended, Desk, FactCommand, Preview, Role

_REMEMBERED = 1_000


class DeskHub:
    """A session as its operators see it.

    Attributes:
        hub: the session.
        channel: the stream of desks.
    """

    def __init__(self, hub: SessionHub) -> None:
        self.hub = hub
        self.channel = Channel(hub.run, "desk")
        self._desk: Desk | None = None
        self._done: OrderedDict[str, Appended] = OrderedDict()
        self._turns: dict[str, asyncio.Lock] = {}
        hub.after_step.append(self._step)
        self.now()

    def now(self) -> Desk:
        """The desk as it stands, brought up to date."""
        hub = self.hub
        running = hub.main.running
        more = [item for work in hub.writer.work for item in work()]
        fresh = desk(running.scored, running.opened.facts, hub.clock.now_us(), running.seq, more)
        before = self._desk
        if before is None or self.channel.run != hub.run:
            self.channel.reset(hub.run, fresh, fresh.seq)
        elif fresh != before:
            self.channel.set_whole(fresh, fresh.seq)
            self.channel.publish("desk_patch", desk_diff(before, fresh), fresh.seq)
        self._desk = fresh
        return fresh

    def _step(self) -> None:
        if self.channel.viewers:
            self.now()

    # ---- commands ----

    def acted_us(self) -> int:
        """When an operator acts: on the wall, or in a replay's time."""
        return self.hub.clock.now_us()

    def preview(self, command: FactCommand, *, by: str, role: Role) -> Preview:
        """What a command would change; why it would be refused, where it would."""
        last_seq = self.hub.main.running.seq
        try:
            fact = fact_of(command, self.hub, by=by, role=role, now_us=self.acted_us())
            guard(fact, self.hub, command.target_last_seq)()
            self._unchanged(fact, command.target_last_seq)
        except Refused as refused:
            if refused.problem.status == 403:
                raise
            return Preview(
                summary="", changes=(), warnings=(), refused=refused.problem.detail, last_seq=last_seq
            )
        return preview(self.hub, fact)

    def _unchanged(self, fact: f.Fact, seen: int | None) -> None:
        for target, known in expectations(fact, seen).items():
            latest = self.hub.log.latest_on(target)
            if latest > known:
                raise Refused(409, "newer_fact", f"fact {target} was changed by fact {latest}", latest)

    async def append(self, command: FactCommand, *, by: str, role: Role) -> Appended:
        """Put a command's fact into the log.

        Raises:
            Refused: it is not allowed, cannot be, or somebody was faster.
        """
        if self.hub.read_only:
            raise Refused(503, "read_only", "another machine writes this log now")
        key = f"{by}\n{command.request_id[:200]}"
        if not command.request_id:
            return await self._append(command, by=by, role=role)
        if key not in self._done:
            # The same request again while the first is still on its way to the disk waits for that one.
            try:
                async with self._turns.setdefault(key, asyncio.Lock()):
                    if key not in self._done:
                        self._done[key] = await self._append(command, by=by, role=role)
            finally:
                self._turns.pop(key, None)
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)
        return self._done[key]

    async def _append(self, command: FactCommand, *, by: str, role: Role) -> Appended:
        fact = fact_of(command, self.hub, by=by, role=role, now_us=self.acted_us())
        seen = command.target_last_seq
        try:
            seqs = await self.hub.append(
                [fact], expect_last=expectations(fact, seen), check=guard(fact, self.hub, seen)
            )
        except StaleTargetError as error:
            latest = max(map(self.hub.log.latest_on, expectations(fact, seen)))
            raise Refused(409, "newer_fact", str(error), latest) from None
        except ReadOnlyError as error:
            raise Refused(503, "read_only", str(error)) from None
        except LogError as error:
            raise Refused(400, "bad_command", str(error)) from None
        self.hub.step_all()
        return Appended(seq=seqs[0], text=in_words(fact, self.hub.main.running.scored))

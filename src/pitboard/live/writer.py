"""The one who appends to a race log while it is served, and tells the sessions what arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.racelog import RaceLog

if TYPE_CHECKING:
    from pitboard.live.hub import SessionHub


class Writer:
    """Appends one after the other, in a thread of its own, so that a slow disk holds up no viewer.

    Attributes:
        log: the race log; nobody else appends to it.
        hubs: the sessions that are served from it.
    """

    def __init__(self, log: RaceLog) -> None:
        self.log = log
        self.hubs: list[SessionHub] = []
        self._turn = asyncio.Lock()
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="racelog")

    async def append(
        self,
        facts: Sequence[f.Fact],
        *,
        expect_last: Mapping[int, int] | None = None,
        check: Callable[[], None] | None = None,
    ) -> range:
        """Put facts on disk, then show them.

        Args:
            facts: in order of arrival.
            expect_last: as `RaceLog.append` takes it.
            check: called when it is this append's turn; what it raises stops it.

        Raises:
            StaleTargetError, LogError: as `RaceLog.append`.
        """
        async with self._turn:
            if check is not None:
                check()
            log, loop = self.log, asyncio.get_running_loop()
            seqs = await loop.run_in_executor(self._disk, lambda: log.append(facts, expect_last=expect_last))
            stored = [f.with_seq(fact, seq) for fact, seq in zip(facts, seqs, strict=True)]
            for hub in self.hubs:
                own = [fact for fact in stored if fact.session in ("", hub.session)]
                if own:
                    hub.arrived(own)
        return seqs

    def close(self) -> None:
        """Let the disk finish and the log go."""
        self._disk.shutdown(wait=True)
        self.log.close()

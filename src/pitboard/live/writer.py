"""The one who appends to a race log while it is served, and tells the sessions what arrived."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import socket
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pitboard.errors import LogError
from pitboard.model import facts as f
from pitboard.racelog import RaceLog, SqliteLog, StoredFact
from pitboard.wire.desk import WorkItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pitboard.live.copier import Copier
    from pitboard.live.hub import SessionHub


class ReadOnlyError(LogError):
    """Another machine writes this log."""


def writer_name(log: RaceLog) -> str:
    """Who a server is in `WriterTakenOver`: machine, file and a mark of the file's place, so that a copy is another writer."""
    name = getattr(log, "name", "")
    place = hashlib.sha256(str(name).encode()).hexdigest()[:6]
    return f"{socket.gethostname()}/{Path(name).name or 'memory'} {place}"


class Writer:
    """Appends one after the other, in a thread of its own, so that a slow disk holds up no viewer.

    Attributes:
        log: the race log; nobody else appends to it.
        name: who this server is; see `writer_name`.
        hubs: the sessions that are served from it.
        following: another server's facts are followed; nothing of our own is appended.
        taken_over_by: the writer of the last take-over, where it is another than this one.
        copier: keeps a second disk; None where there is none.
        work: say what needs a person that no fact says: a failing disk, a silent server.
    """

    def __init__(self, log: RaceLog) -> None:
        self.log = log
        self.name = writer_name(log)
        self.hubs: list[SessionHub] = []
        self.following = False
        self.taken_over_by = ""
        self.copier: Copier | None = None
        self.work: list[Callable[[], tuple[WorkItem, ...]]] = []
        self._turn = asyncio.Lock()
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="racelog")
        self._news = asyncio.Event()
        self._look(log.read(kinds=(f.WriterTakenOver,)))

    @property
    def read_only(self) -> bool:
        """Whether facts are refused, because another machine writes."""
        return self.following or bool(self.taken_over_by)

    async def append(
        self,
        facts: Sequence[f.Fact],
        *,
        expect_last: Mapping[int, int] | None = None,
        check: Callable[[], None] | None = None,
    ) -> range:
        """Put facts on disk, on the second one too where there is one, then show them.

        Args:
            facts: in order of arrival.
            expect_last: as `RaceLog.append` takes it.
            check: called when it is this append's turn; what it raises stops it.

        Raises:
            ReadOnlyError: another machine writes this log.
            StaleTargetError, LogError: as `RaceLog.append`.
        """
        async with self._turn:
            if check is not None:
                check()
            if self.read_only:
                raise ReadOnlyError("another machine writes this log now")
            log, loop = self.log, asyncio.get_running_loop()
            seqs = await loop.run_in_executor(self._disk, lambda: log.append(facts, expect_last=expect_last))
            if self.copier is not None:
                await self.copier.copy()
            self._show([f.with_seq(fact, seq) for fact, seq in zip(facts, seqs, strict=True)])
        return seqs

    async def receive(self, rows: Sequence[StoredFact]) -> None:
        """Take what the followed server wrote, byte for byte.

        Raises:
            LogError: it does not go on from what is here.
        """
        async with self._turn:
            log, loop = self.log, asyncio.get_running_loop()
            if not isinstance(log, SqliteLog):
                raise TypeError("only a log on disk follows another")
            facts = await loop.run_in_executor(self._disk, lambda: log.append_stored(rows))
            if self.copier is not None:
                await self.copier.copy()
            self._show(facts)

    async def take_over(self, at_us: int, *, by: str = "", writer: str = "", held: int | None = None) -> int:
        """Append the take-over by a writer, this one where no other is named: it writes from that fact on.

        Args:
            at_us: now.
            by: who decided.
            writer: the new writer.
            held: the newest fact that the new writer holds; None for all.

        Returns:
            Its place in the log.
        """
        async with self._turn:
            if writer and self.read_only:
                raise ReadOnlyError("another machine writes this log already")
            log, loop = self.log, asyncio.get_running_loop()
            fact = f.WriterTakenOver(
                at_us=at_us,
                by=by,
                recorded_us=at_us,
                writer=writer or self.name,
                last_seq_held=log.last_seq if held is None else held,
            )
            seqs = await loop.run_in_executor(self._disk, lambda: log.append([fact]))
            if self.copier is not None:
                await self.copier.copy()
            self.following = False
            self._show([f.with_seq(fact, seqs[0])])
        return seqs[0]

    def _show(self, facts: Sequence[f.Fact]) -> None:
        self._look(facts)
        for hub in self.hubs:
            own = [fact for fact in facts if fact.session in ("", hub.session)]
            if own:
                hub.arrived(own)
        self._news.set()
        self._news = asyncio.Event()

    def _look(self, facts: Iterable[f.Fact]) -> None:
        for fact in facts:
            if isinstance(fact, f.WriterTakenOver):
                self.taken_over_by = "" if fact.writer == self.name else fact.writer

    async def news(self, seq: int, wait_s: float) -> None:
        """Return when there is a fact after `seq`, or after `wait_s`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                while self.log.last_seq <= seq:
                    await self._news.wait()

    def close(self) -> None:
        """Let the disks finish and the log go."""
        self._disk.shutdown(wait=True)
        if self.copier is not None:
            self.copier.close()
        self.log.close()

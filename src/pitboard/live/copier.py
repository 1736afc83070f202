"""A second disk while a meeting runs: a fact is acknowledged when both disks have it; without the second, work goes on with an alarm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pitboard.errors import LogError
from pitboard.racelog import Mirror, SqliteLog, open_mirror
from pitboard.wire.desk import WorkItem

PATIENCE_S = 2.0
"""A second disk that takes longer has failed: the session cannot wait for it."""

RETRY_S = 5.0


class Copier:
    """Keeps the copy, in a thread of its own.

    Args:
        log: the log, open for writing.
        path: the copy.
        now_us: the clock, for saying since when the copy fails.
        say: prints a line when the copy fails and when it is whole again.
        patience_s, retry_s: how long a copy may take, and after how long a failed one is tried again.

    Raises:
        LogError: the copy cannot be begun: as `open_mirror`.
    """

    def __init__(
        self,
        log: SqliteLog,
        path: Path,
        *,
        now_us: Callable[[], int],
        say: Callable[[str], object] = print,
        patience_s: float = PATIENCE_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self.path = path
        self.fault = ""
        self.since_us = 0
        self._log = log
        self._now_us = now_us
        self._say = say
        self._patience_s = patience_s
        self._retry_s = retry_s
        self._mirror: Mirror | None = open_mirror(log, path)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="second disk")
        self._writing: asyncio.Future[int] | None = None
        self._again: asyncio.TimerHandle | None = None

    async def copy(self) -> None:
        """Bring the copy up to the log. Returns when it is on the second disk, or when that has failed."""
        if not self.fault:
            await self._try()

    async def _try(self) -> None:
        loop = asyncio.get_running_loop()
        if self._writing is None or self._writing.done():
            self._writing = loop.run_in_executor(self._thread, self._catch_up)
            # What fails after we stopped waiting has been said already.
            self._writing.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            async with asyncio.timeout(self._patience_s):
                copied = await asyncio.shield(self._writing)
        except TimeoutError:
            self._failed(f"{self.path}: has not answered for {self._patience_s:g} s")
        except (LogError, OSError) as error:
            self._failed(str(error))
        else:
            if copied < self._log.last_seq:  # what came while a failed copy was made good
                await self._try()
            elif self.fault:
                self._say(f"The copy {self.path} is whole again.")
                self.fault = ""

    def _catch_up(self) -> int:
        try:
            if self._mirror is None:
                self._mirror = open_mirror(self._log, self.path)
            return self._mirror.catch_up()
        except BaseException:
            broken, self._mirror = self._mirror, None
            if broken is not None:
                broken.close()
            raise

    def _failed(self, fault: str) -> None:
        if not self.fault:
            self.since_us = self._now_us()
            self._say(f"THE SECOND DISK FAILS, the session goes on without it: {fault}")
        self.fault = fault
        loop = asyncio.get_running_loop()
        self._again = loop.call_later(self._retry_s, lambda: asyncio.ensure_future(self._try()))

    def work(self) -> tuple[WorkItem, ...]:
        """The alarm on the desk; nothing while the copy is whole."""
        if not self.fault:
            return ()
        return (
            WorkItem(
                id="copy_failed", kind="copy_failed", urgency="now", at_us=self.since_us, due_us=None, seq=None, car=None,
                text=f"The second disk fails; the session goes on with the first alone. {self.fault}", remedies=(),
            ),
        )  # fmt: skip

    def close(self) -> None:
        """Let go of the copy."""
        if self._again is not None:
            self._again.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._mirror is not None and (self._writing is None or self._writing.done()):
            self._mirror.close()

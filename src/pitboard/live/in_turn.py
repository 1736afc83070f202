"""Slow work of a server (documents, reports, checked articles): one piece after the other, beside the loop that scores."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pitboard.errors import UsageError
from pitboard.live.http import Refused

MOST_WAITING = 8
T = TypeVar("T")


class InTurn:
    """A thread of its own with a short queue.

    Attributes:
        waiting: pieces of work that are asked for and not done.
    """

    def __init__(self, name: str, what: str, retry_after_s: int) -> None:
        """Make it.

        Args:
            name: of the thread.
            what: others wait for, in words, where the queue is full.
            retry_after_s: when to ask again then [s].
        """
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._what = what
        self._retry_after_s = retry_after_s
        self.waiting = 0

    async def made(self, make: Callable[[], T]) -> T:
        """What `make` returns, when its turn has come.

        Raises:
            Refused: too many are waiting, or `make` raised a `UsageError`.
        """
        if self.waiting >= MOST_WAITING:
            busy = Refused(429, "busy", f"others are waiting for {self._what}: try again in a moment")
            busy.retry_after_s = self._retry_after_s
            raise busy
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, make)
        except UsageError as error:
            raise Refused(422, "bad_request", str(error)) from None
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

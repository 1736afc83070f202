"""Several PDFs at a time: each is compiled by a process of its own, and they come back in the order they were asked for."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from pitboard.documents.page import Sheet, compiled

Key = TypeVar("Key")


def bytes_of(asked: Iterable[tuple[Key, Sheet | bytes]], workers: int) -> Iterator[tuple[Key, bytes]]:
    """Bytes of sheets and of what is ready, in order.

    Args:
        asked: anything to know it by, and a sheet or the bytes themselves; read only as far as is needed next.
        workers: processes; 1 for none but this one.
    """
    if workers < 2:
        for key, one in asked:
            yield key, one if isinstance(one, bytes) else compiled(one)
        return
    # A fresh process each: a fork would take this one's locks and threads along. What Typst remembers grows with every
    # sheet, so a process goes after some.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=24) as pool:
        waiting: deque[tuple[Key, bytes | Future[bytes]]] = deque()
        for key, one in asked:
            waiting.append((key, one if isinstance(one, bytes) else pool.submit(compiled, one)))
            if len(waiting) > 2 * workers:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)


def _first(waiting: deque[tuple[Key, bytes | Future[bytes]]]) -> tuple[Key, bytes]:
    key, one = waiting.popleft()
    return key, one if isinstance(one, bytes) else one.result()

"""Several PDFs at a time: the compiler lets go of the interpreter, and they come back in the order they were asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from pitboard.documents.page import Sheet, compiled

Key = TypeVar("Key")


def bytes_of(asked: Iterable[tuple[Key, Sheet | bytes]], workers: int) -> Iterator[tuple[Key, bytes]]:
    """Bytes of sheets and of what is ready, in order.

    Args:
        asked: anything to know it by, and a sheet or the bytes themselves; read only as far as is needed next.
        workers: threads that compile; 1 for none but this one.
    """
    if workers < 2:
        for key, one in asked:
            yield key, one if isinstance(one, bytes) else compiled(one)
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="press") as pool:
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

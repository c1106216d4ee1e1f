"""One function over many chunks in a few processes, with no more in memory than they are working on."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_WAITING = 2
"""Chunks that wait for each process, so that none is idle while the next is read."""


def mapped(work: Callable[[T], R], chunks: Iterable[T], processes: int) -> Iterator[R]:
    """Yield what the work makes of each chunk, in order.

    Args:
        work: can be pickled, is sent to each process once, and is called there for each chunk.
        chunks: read only as fast as they are worked on.
        processes: how many; with one, the work is done here.
    """
    if processes <= 1:
        yield from map(work, chunks)
        return
    # A fresh interpreter: it holds no locks or connections of this one, and is the same on every system.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(work,)) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_work, chunk))
                if len(waiting) >= processes * _WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_held: list[Callable[[Any], Any]] = []


def _begin(work: Callable[[Any], Any]) -> None:
    _held.append(work)


def _work(chunk: Any) -> Any:
    return _held[0](chunk)

"""Work on many files spread over the processors of the machine."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_MOST = 8
_WIDTH = 2
_MOST_ITEMS = 8_000
"""So many places, of two bytes each, are in a pipe before anybody reads from it."""
_WORTH_IT = 60_000
"""So many bytes for each process at least: starting one has its price too."""


def spread(
    work: Callable[[_Item], _Result], items: Sequence[_Item], sizes: Sequence[int]
) -> list[_Result]:
    """What ``work`` makes of each item, in order.

    ``sizes`` are the bytes behind each item: the largest come first. Processes are forked where
    that is safe and pays, and each takes the next item when it is done with one; whatever one of
    them fails to do is done here, so an exception is raised as if there were no processes.
    """
    queue = _queue(sorted(range(len(items)), key=lambda at: -sizes[at]))
    children = [_child(work, items, queue) for _ in range(_processes(len(items), sum(sizes)) - 1)]
    done = {at: work(items[at]) for at in _taken(queue)}
    for process, pipe in children:
        done.update(_results(process, pipe))
    os.close(queue)
    return [done[at] if at in done else work(item) for at, item in enumerate(items)]


def _processes(items: int, size: int) -> int:
    """How many processes to work with, this one among them."""
    if sys.platform != "linux" or threading.active_count() > 1 or items > _MOST_ITEMS:
        return 1  # elsewhere, and beside threads, a fork may hang
    return max(1, min(_MOST, len(os.sched_getaffinity(0)), items, size // _WORTH_IT))


def _queue(places: Sequence[int]) -> int:
    """A pipe with the places of items in it, from which each process reads the next one."""
    out, into = os.pipe()
    with os.fdopen(into, "wb") as pipe:
        pipe.write(b"".join(place.to_bytes(_WIDTH, "big") for place in places[:_MOST_ITEMS]))
    return out


def _taken(queue: int) -> Iterator[int]:
    """The places that this process takes from the queue, until it is empty."""
    while place := os.read(queue, _WIDTH):
        yield int.from_bytes(place, "big")


def _child(work: Callable[[_Item], object], items: Sequence[_Item], queue: int) -> tuple[int, int]:
    """A process that works on items from the queue: its number, and where its results come out."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return process, out
    try:
        results = [(at, work(items[at])) for at in _taken(queue)]
        # Only now, as a pipe takes little and the parent reads when the queue is empty.
        with os.fdopen(into, "wb") as pipe:
            pickle.dump(results, pipe)
    except BaseException:
        os._exit(1)  # the parent does it all again, and meets the same exception
    os._exit(0)


def _results(process: int, pipe: int) -> list[Any]:
    """What a process made of items, by their places; nothing where it failed."""
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(process, 0)
    results: list[Any] = pickle.loads(data) if status == 0 else []  # noqa: S301 - our own child's
    return results

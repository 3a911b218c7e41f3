"""Work on many files spread over the processors of the machine."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_MOST = 8
_WORTH_IT = 60_000
"""So many bytes for each process at least: starting one has its price too."""


def spread(
    work: Callable[[_Item], _Result], items: Sequence[_Item], sizes: Sequence[int]
) -> list[_Result]:
    """What ``work`` makes of each item, in order.

    ``sizes`` are the bytes behind each item, by which they are shared out. Processes are forked
    where that is safe and pays; whatever one of them fails to do is done here, so an exception
    is raised as if there were no processes.
    """
    shares = _shares(sizes, _processes(sum(sizes)))
    children = [_child(work, [items[at] for at in share]) for share in shares[1:]]
    done = {at: work(items[at]) for at in shares[0]}
    for share, (process, pipe) in zip(shares[1:], children, strict=True):
        done.update(zip(share, _results(process, pipe), strict=False))
    return [done[at] if at in done else work(item) for at, item in enumerate(items)]


def _processes(size: int) -> int:
    """How many processes to work with, this one among them."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1  # elsewhere, and beside threads, a fork may hang
    return max(1, min(_MOST, len(os.sched_getaffinity(0)), size // _WORTH_IT))


def _shares(sizes: Sequence[int], most: int) -> list[list[int]]:
    """The places of the sizes, dealt out so that all shares come to about the same."""
    shares: list[list[int]] = [[] for _ in range(most)]
    totals = [0] * most
    for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
        least = totals.index(min(totals))
        shares[least].append(at)
        totals[least] += sizes[at]
    return [share for share in shares if share] or [[]]


def _child(work: Callable[[_Item], object], items: Sequence[_Item]) -> tuple[int, int]:
    """A process that does the work on these items: its number, and where its results come out."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return process, out
    try:
        results = [work(item) for item in items]
        # Only now, as a pipe takes little and the parent reads when its own share is done.
        with os.fdopen(into, "wb") as pipe:
            pickle.dump(results, pipe)
    except BaseException:
        os._exit(1)  # the parent does it all again, and meets the same exception
    os._exit(0)


def _results(process: int, pipe: int) -> list[Any]:
    """What a process made of its items; nothing where it failed."""
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(process, 0)
    results: list[Any] = pickle.loads(data) if status == 0 else []  # noqa: S301 - our own child's
    return results

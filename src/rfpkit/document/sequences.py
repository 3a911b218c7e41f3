"""Where the equal things of two sequences stand: the longest common run, found fast.

What occurs once in both comes first, as in Bram Cohen's patience diff; what is left is matched
with the fewest edits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

_MAX_EDITS = 300
_MAX_REPEATS = 50_000
Match = tuple[int, int]
"""Where something stands in ours and in theirs."""


def in_order(
    a: Sequence[Hashable], b: Sequence[Hashable], weight: Callable[[int], int]
) -> list[Match]:
    """Where equal things stand, in the same order in both, and as many and heavy as can be.

    ``weight`` tells how much a thing of ``a`` counts, by its position.
    """
    found: list[Match] = []
    open_gaps = [(0, len(a), 0, len(b))]
    while open_gaps:
        i0, i1, j0, j1 = open_gaps.pop()
        while i0 < i1 and j0 < j1 and a[i0] == b[j0]:
            found.append((i0, j0))
            i0, j0 = i0 + 1, j0 + 1
        while i0 < i1 and j0 < j1 and a[i1 - 1] == b[j1 - 1]:
            i1, j1 = i1 - 1, j1 - 1
            found.append((i1, j1))
        if i0 == i1 or j0 == j1:
            continue
        once = [(i0 + i, j0 + j) for i, j in _unique(a[i0:i1], b[j0:j1])]
        anchors = chain([(i, j, weight(i)) for i, j in once])
        if anchors:
            found += anchors
            shifted = [(i - i0, j - j0) for i, j in anchors]
            open_gaps += [
                (i0 + p, i0 + q, j0 + r, j0 + s) for p, q, r, s in gaps(shifted, i1 - i0, j1 - j0)
            ]
        else:
            found += [(i0 + i, j0 + j) for i, j in _repeated(a[i0:i1], b[j0:j1])]
    return sorted(found)


def _unique(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[Match]:
    """What occurs once in both, letters and digits only: a comma says nothing."""
    in_a, in_b = Counter(a), Counter(b)
    place = {thing: j for j, thing in enumerate(b) if in_b[thing] == 1}
    for i, thing in enumerate(a):
        if in_a[thing] == 1 and thing in place and says_something(thing):
            yield i, place[thing]


def says_something(thing: Hashable) -> bool:
    """Whether a thing is more than a sign: a word, or no text at all."""
    return not isinstance(thing, str) or thing[0].isalnum()


def _repeated(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Match]:
    """Equal things where none occurs once: with the fewest edits, where few are enough.

    None where the same few things repeat so often that no alignment would tell a reader anything.
    """
    found = _fewest_edits(a, b)
    if found is None:
        in_b = Counter(b)
        if sum(in_b[thing] for thing in a) > _MAX_REPEATS:
            return []
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        found = [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]
    return found


def _fewest_edits(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Match] | None:
    """Myers' greedy algorithm (1986); None where it would take more than 300 edits."""
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(len(a) + len(b), _MAX_EDITS) + 1):
        trail.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reach[k] = x
            if x >= len(a) and x - k >= len(b):
                return _walk_back(trail, len(a), len(b))
    return None


def _walk_back(trail: list[dict[int, int]], x: int, y: int) -> list[Match]:
    found: list[Match] = []
    for edits in range(len(trail) - 1, -1, -1):
        reach, k = trail[edits], x - y
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        before_k = k + 1 if down else k - 1
        before_x = reach[before_k] if edits else 0
        before_y = before_x - before_k if edits else 0
        while x > before_x and y > before_y:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = before_x, before_y
    return found[::-1]


def chain(candidates: Sequence[tuple[int, int, float]]) -> list[Match]:
    """The heaviest of the candidates (two places and a weight) that rise together, in order."""
    ordered = sorted(candidates, key=lambda one: (one[0], -one[1]))
    size = max((j for _, j, _ in ordered), default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # Fenwick's, of the best up to j
    before: list[int] = []
    for at, (_, j, weight) in enumerate(ordered):
        best, k = (0.0, -1), j
        while k > 0:
            best = max(best, tree[k])
            k -= k & -k
        before.append(best[1])
        mine, k = (best[0] + weight, at), j + 1
        while k <= size:
            tree[k] = max(tree[k], mine)
            k += k & -k
    best, k = (0.0, -1), size
    while k > 0:
        best = max(best, tree[k])
        k -= k & -k
    found: list[Match] = []
    at = best[1]
    while at >= 0:
        found.append(ordered[at][:2])
        at = before[at]
    return found[::-1]


def gaps(matches: Sequence[Match], n: int, m: int) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of both between matches in order, where at least one side has something."""
    i0 = j0 = 0
    for i, j in (*matches, (n, m)):
        if i > i0 or j > j0:
            yield i0, i, j0, j
        i0, j0 = i + 1, j + 1

"""What changed between two texts: which passage answers to which, and which words differ.

Passages that read alike are found first, those that occur once in both before the others, then
those that share a bookmark, then those that are alike. Of what has changed places, the longer
part counts as unmoved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_ALIKE = 0.5
"""The share of words, by their letters, from which two passages are versions of one."""

_KEPT = 0.25
"""The share of words below which a passage reads better as replaced whole."""

_MAX_EDITS = 300
_MAX_REPEATS = 50_000
_SMALL_GAP = 10_000
_RARE = 8
_WORD = "(?:[^\\W_]|[\u0300-\u036f\u00ad\u200c\u200d])"
_TOKEN = re.compile(f"{_WORD}+(?:[.,:’'\\-‑/&@_]{_WORD}+)*|.", re.DOTALL)
Match = tuple[int, int]  # where something stands in ours and in theirs


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, table or row as the comparison sees it.

    Only passages of one ``shape`` can be versions of each other. ``role`` is its style's name,
    ``names`` are its bookmarks.
    """

    text: str
    shape: str = ""
    role: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of ours and its version in theirs, by position; None where there is none."""

    ours: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``start`` to ``end`` of ours, replaced by ``their_start`` to ``their_end``."""

    start: int
    end: int
    their_start: int
    their_end: int


def align(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Pair]:
    """Every passage of both, in order, in pairs where one is a version of the other.

    Between two pairs the passages that only ours has come first.
    """
    matches = _equal(
        [(p.shape, p.text) for p in ours],
        [(p.shape, p.text) for p in theirs],
        lambda at: len(ours[at].text) + 1,
    )
    for find in (_named, _alike, _left_over):
        found = [
            (i0 + i, j0 + j)
            for i0, i1, j0, j1 in _gaps(matches, len(ours), len(theirs))
            for i, j in find(ours[i0:i1], theirs[j0:j1])
        ]
        matches = sorted(matches + found)
    return list(_in_pairs(matches, len(ours), len(theirs)))


def changed_words(ours: str, theirs: str) -> list[Change]:
    """What to replace in ``ours`` to get ``theirs``: whole words and phrases, in order."""
    if ours == theirs:
        return []
    a, b = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    matches = _equal(a, b, lambda at: len(a[at]))
    hunks = [Change(*gap) for gap in _gaps(matches, len(a), len(b))]
    hunks = _readable(hunks, a, b)
    at, their_at = _offsets(a), _offsets(b)
    return [
        Change(at[h.start], at[h.end], their_at[h.their_start], their_at[h.their_end])
        for h in hunks
    ]


def _equal(
    a: Sequence[Hashable], b: Sequence[Hashable], weight: Callable[[int], int]
) -> list[Match]:
    """A long run of equal things, in the same order in both."""
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
        anchors = _chain([(i, j, weight(i)) for i, j in once])
        if anchors:
            found += anchors
            shifted = [(i - i0, j - j0) for i, j in anchors]
            open_gaps += [
                (i0 + p, i0 + q, j0 + r, j0 + s) for p, q, r, s in _gaps(shifted, i1 - i0, j1 - j0)
            ]
        else:
            found += [(i0 + i, j0 + j) for i, j in _repeated(a[i0:i1], b[j0:j1])]
    return sorted(found)


def _unique(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[Match]:
    """What occurs once in both, letters and digits only: a comma says nothing."""
    in_a, in_b = Counter(a), Counter(b)
    place = {thing: j for j, thing in enumerate(b) if in_b[thing] == 1}
    for i, thing in enumerate(a):
        if in_a[thing] == 1 and thing in place and _says_something(thing):
            yield i, place[thing]


def _says_something(thing: Hashable) -> bool:
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


def _chain(candidates: Sequence[tuple[int, int, float]]) -> list[Match]:
    """The heaviest of the candidates that rise together in both, in order."""
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


def _gaps(matches: Sequence[Match], n: int, m: int) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of both between matches in order, where at least one side has something."""
    i0 = j0 = 0
    for i, j in (*matches, (n, m)):
        if i > i0 or j > j0:
            yield i0, i, j0, j
        i0, j0 = i + 1, j + 1


def _named(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Match]:
    """Passages that carry the same bookmark."""
    place = {(p.shape, name): j for j, p in enumerate(theirs) for name in p.names}
    return _chain(
        [
            (i, place[p.shape, name], len(p.text) + 1)
            for i, p in enumerate(ours)
            for name in sorted(p.names)
            if (p.shape, name) in place
        ]
    )


def _alike(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Match]:
    """Passages with half of their words in common."""
    if not ours or not theirs:
        return []
    a = [_weights(p.text) for p in ours]
    b = [_weights(p.text) for p in theirs]
    candidates = []
    for i, j in _likely(a, b):
        share = _share(a[i], b[j]) if ours[i].shape == theirs[j].shape else 0.0
        if share >= _ALIKE:
            same_role = ours[i].role == theirs[j].role
            candidates.append((i, j, share * (1.25 if same_role else 1.0)))
    return _chain(candidates)


def _weights(text: str) -> Counter[str]:
    """How many letters each word of a text takes up: long words tell more than short ones."""
    counts: Counter[str] = Counter()
    for token in _TOKEN.findall(text.lower()):
        if _says_something(token):
            counts[token] += len(token)
    return counts


def _share(a: Counter[str], b: Counter[str]) -> float:
    if len(a) > len(b):
        a, b = b, a
    common = sum(min(weight, b[word]) for word, weight in a.items() if word in b)
    return 2 * common / ((a.total() + b.total()) or 1)


def _likely(a: Sequence[Counter[str]], b: Sequence[Counter[str]]) -> Iterator[Match]:
    """Which passages to compare: all in a short gap, in a long one those that share rare words."""
    if len(a) * len(b) <= _SMALL_GAP:
        yield from ((i, j) for i in range(len(a)) for j in range(len(b)))
        return
    where: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(b):
        for word in words:
            where[word].append(j)
    for i, words in enumerate(a):
        votes: Counter[int] = Counter()
        for word in words:
            if 0 < len(where.get(word, ())) <= _RARE:
                votes.update(where[word])
        yield from ((i, j) for j, _ in votes.most_common(_RARE))


def _left_over(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Match]:
    """The one passage on each side of a gap, where both are for the same."""
    if len(ours) == len(theirs) == 1:
        (mine,), (other,) = ours, theirs
        if (mine.shape, mine.role) == (other.shape, other.role):
            return [(0, 0)]
    return []


def _in_pairs(matches: Sequence[Match], n: int, m: int) -> Iterator[Pair]:
    i0 = j0 = 0
    for i, j in (*matches, (n, m)):
        yield from (Pair(k, None) for k in range(i0, i))
        yield from (Pair(None, k) for k in range(j0, j))
        if (i, j) != (n, m):
            yield Pair(i, j)
        i0, j0 = i + 1, j + 1


def _readable(hunks: list[Change], a: Sequence[str], b: Sequence[str]) -> list[Change]:
    kept = _count(a) - sum(_count(a[h.start : h.end]) for h in hunks)
    if kept < _KEPT * max(_count(a), _count(b)) and kept <= len(hunks):
        return [Change(0, len(a), 0, len(b))]
    merged = _merged([_with_bracket(hunk, a, b) for hunk in _merged(hunks, a, b)], a, b)
    slid: list[Change] = []
    for hunk, after in zip(merged, (*merged[1:], None), strict=True):
        slid.append(_slid(hunk, a, b, slid[-1] if slid else None, after))
    return slid


def _count(tokens: Sequence[str]) -> int:
    """How many words there are."""
    return sum(1 for token in tokens if _says_something(token))


def _merged(hunks: list[Change], a: Sequence[str], b: Sequence[str]) -> list[Change]:
    """Changes joined where next to nothing stands between: a phrase, not its odd words."""
    while True:
        done: list[Change] = []
        for hunk in hunks:
            if done and _belong(done[-1], hunk, a, b):
                first = done.pop()
                hunk = Change(first.start, hunk.end, first.their_start, hunk.their_end)
            done.append(hunk)
        if len(done) == len(hunks):
            return done
        hunks = done


def _belong(first: Change, second: Change, a: Sequence[str], b: Sequence[str]) -> bool:
    between = _count(a[first.end : second.start])
    return 2 * between <= min(_size(first, a, b), _size(second, a, b))


def _size(hunk: Change, a: Sequence[str], b: Sequence[str]) -> int:
    mine, other = a[hunk.start : hunk.end], b[hunk.their_start : hunk.their_end]
    return max(_count(mine), _count(other))


def _with_bracket(hunk: Change, a: Sequence[str], b: Sequence[str]) -> Change:
    """The change with the bracket that closes it: "sixty (60)", not "sixty (60"."""
    mine, other = a[hunk.start : hunk.end], b[hunk.their_start : hunk.their_end]
    opened = all(side.count("(") > side.count(")") for side in (mine, other))
    if opened and a[hunk.end : hunk.end + 1] == [")"] == b[hunk.their_end : hunk.their_end + 1]:
        return Change(hunk.start, hunk.end + 1, hunk.their_start, hunk.their_end + 1)
    return hunk


def _slid(
    hunk: Change, a: Sequence[str], b: Sequence[str], before: Change | None, after: Change | None
) -> Change:
    """Words only added or only taken out, moved along to where they begin and end best.

    "one[ two] three" is the same change as "one [two ]three".
    """
    if hunk.start < hunk.end and hunk.their_start < hunk.their_end:
        return hunk
    added = hunk.start == hunk.end
    words, start, end = (
        (b, hunk.their_start, hunk.their_end) if added else (a, hunk.start, hunk.end)
    )
    back = start - (0 if before is None else (before.their_end if added else before.end))
    ahead = (len(words) if after is None else (after.their_start if added else after.start)) - end
    best, shift = _neatness(words, start, end), 0
    for step, room in ((-1, back), (1, ahead)):
        for moved in range(step, step * (room + 1), step):
            one_out = min(moved, moved - step)
            if words[start + one_out] != words[end + one_out]:
                break
            neatness = _neatness(words, start + moved, end + moved)
            if neatness > best:
                best, shift = neatness, moved
    return Change(
        hunk.start + shift, hunk.end + shift, hunk.their_start + shift, hunk.their_end + shift
    )


def _neatness(words: Sequence[str], start: int, end: int) -> int:
    """How well a stretch reads alone: whole sentences best, then words with their space."""
    last = words[end - 1]
    sentence = last in ".;:!?" or (last == " " and end - start > 1 and words[end - 2] in ".;:!?")
    fresh = start == 0 or words[start - 1].isspace()
    opens = _says_something(words[start]) and fresh
    return 4 * sentence + 2 * opens + (last == " ")


def _offsets(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found

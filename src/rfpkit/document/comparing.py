"""What changed between two texts: which passage answers to which, and which words differ.

Passages that read alike are found first, those that occur once in both before the others, then
those that share a bookmark, then those that are alike. Of what has changed places, the longer
part counts as unmoved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rfpkit.document.sequences import Match, chain, gaps, in_order, says_something

_ALIKE = 0.5
"""The share of words, by their letters, from which two passages are versions of one."""

_KEPT = 0.25
"""The share of words below which a passage reads better as replaced whole."""

_SMALL_GAP = 10_000
_RARE = 8
_WORD = "(?:[^\\W_]|[\u0300-\u036f\u00ad\u200c\u200d])"
_TOKEN = re.compile(f"{_WORD}+(?:[.,:’'\\-‑/&@_]{_WORD}+)*|.", re.DOTALL)


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


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts have, or only the old one, or only the new one."""

    kind: Literal["kept", "removed", "inserted"]
    text: str


def align(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Pair]:
    """Every passage of both, in order, in pairs where one is a version of the other.

    Between two pairs the passages that only ours has come first.
    """
    matches = in_order(
        [(p.shape, p.text) for p in ours],
        [(p.shape, p.text) for p in theirs],
        lambda at: len(ours[at].text) + 1,
    )
    for find in (_named, _alike, _left_over):
        found = [
            (i0 + i, j0 + j)
            for i0, i1, j0, j1 in gaps(matches, len(ours), len(theirs))
            for i, j in find(ours[i0:i1], theirs[j0:j1])
        ]
        matches = sorted(matches + found)
    return list(_in_pairs(matches, len(ours), len(theirs)))


def changed_words(ours: str, theirs: str) -> list[Change]:
    """What to replace in ``ours`` to get ``theirs``: whole words and phrases, in order."""
    if ours == theirs:
        return []
    a, b = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    matches = in_order(a, b, lambda at: len(a[at]))
    hunks = [Change(*gap) for gap in gaps(matches, len(a), len(b))]
    hunks = _readable(hunks, a, b)
    at, their_at = _offsets(a), _offsets(b)
    return [
        Change(at[h.start], at[h.end], their_at[h.their_start], their_at[h.their_end])
        for h in hunks
    ]


def pieces(before: str, after: str) -> Iterator[Piece]:
    """A text as it is now with what was taken out of it, in order; ``changed_words`` in pieces."""
    at = 0
    for change in changed_words(before, after):
        parts = (
            Piece("kept", before[at : change.start]),
            Piece("removed", before[change.start : change.end]),
            Piece("inserted", after[change.their_start : change.their_end]),
        )
        yield from (part for part in parts if part.text)
        at = change.end
    if before[at:]:
        yield Piece("kept", before[at:])


def likeness(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, float]]:
    """Which texts have half of their words in common: positions, and the share of the words."""
    a, b = list(map(_weights, ours)), list(map(_weights, theirs))
    shares = ((i, j, _share(a[i], b[j])) for i, j in _likely(a, b))
    return [(i, j, share) for i, j, share in shares if share >= _ALIKE]


def likeness_of(ours: str, theirs: str) -> float:
    """The share of their words that two texts have in common, by letters, from 0 to 1."""
    return _share(_weights(ours), _weights(theirs))


def _named(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Match]:
    """Passages that carry the same bookmark."""
    place = {(p.shape, name): j for j, p in enumerate(theirs) for name in p.names}
    return chain(
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
    found = likeness([p.text for p in ours], [p.text for p in theirs])
    return chain(
        [
            (i, j, share * (1.25 if ours[i].role == theirs[j].role else 1.0))
            for i, j, share in found
            if ours[i].shape == theirs[j].shape
        ]
    )


def _weights(text: str) -> Counter[str]:
    """How many letters each word of a text takes up: long words tell more than short ones."""
    counts: Counter[str] = Counter()
    for token in _TOKEN.findall(text.lower()):
        if says_something(token):
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
    return sum(1 for token in tokens if says_something(token))


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
    opens = says_something(words[start]) and fresh
    return 4 * sentence + 2 * opens + (last == " ")


def _offsets(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found

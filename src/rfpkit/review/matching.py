"""Which line of a returned document is which line of ours, and to which clause each belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rfpkit.document.comparing import Passage, align, likeness
from rfpkit.document.sequences import in_order
from rfpkit.review.lines import FRAME, OurLine, TheirLine

_TELLING = 5
"""From how many words on a line tells by itself which it is."""

_HEADING_WORDS = 14
_SURE = 0.6
"""The share of words from which a line that stands elsewhere is taken for an edited one."""


@dataclass(slots=True)
class Matches:
    """The pairs of lines, by position in ours and in theirs, and who owns the rest of theirs.

    ``owners`` are clauses by number, ``FRAME``, or None for what is foreign.
    """

    ours: Sequence[OurLine]
    theirs: Sequence[TheirLine]
    their: dict[int, int] = field(default_factory=dict)
    our: dict[int, int] = field(default_factory=dict)
    owners: list[int | None] = field(default_factory=list)

    def pair(self, i: int, j: int) -> None:
        """Take note that two lines are one."""
        self.their[i], self.our[j] = j, i

    def free(self, i: int, j: int) -> bool:
        """Whether both lines have no partner yet."""
        return i not in self.their and j not in self.our

    def opens(self, j: int) -> bool:
        """Whether a line of theirs begins something: a heading of ours, or one that is foreign."""
        if j >= len(self.theirs):
            return True
        if j in self.our:
            return self.ours[self.our[j]].opens
        return self.owners[j] is None and self.looks_like_heading(j)

    def looks_like_heading(self, j: int) -> bool:
        """By its style; where the file has lost the styles, by its words and what follows."""
        line = self.theirs[j]
        if line.is_heading is not None:
            return line.is_heading
        words = line.text.split()
        if line.in_table or len(words) > _HEADING_WORDS or line.text.rstrip()[-1:] in ".;:,":
            return False
        following = self.theirs[j + 1].text.split() if j + 1 < len(self.theirs) else []
        return line.text[:1].isupper() and len(following) > len(words) and j + 1 not in self.our

    def own(self) -> None:
        """Say of each line of theirs to which clause it belongs."""
        self.owners = [
            self.ours[self.our[j]].clause if j in self.our else None
            for j in range(len(self.theirs))
        ]
        for start, end in self.free_runs():
            before = self.owners[start - 1] if start else None
            after = self.owners[end] if end < len(self.theirs) else None
            if before is not None and before == after != FRAME and not self._begins(end):
                first = end
            elif before is None or before == FRAME:
                first = start
            else:
                first = next((j for j in range(start, end) if self.looks_like_heading(j)), end)
            for j in range(start, first):
                self.owners[j] = before
            if after is not None and after != FRAME and not self._begins(end):
                self._own_tail(first, end, after)

    def _own_tail(self, start: int, end: int, clause: int) -> None:
        """Give a clause that lost its heading what stands in its place."""
        for j in range(end - 1, start - 1, -1):
            self.owners[j] = clause
            if self.looks_like_heading(j):
                return

    def _begins(self, j: int) -> bool:
        """Whether a line of theirs is the first of its clause."""
        return j in self.our and self.ours[self.our[j]].opens

    def free_runs(self) -> list[tuple[int, int]]:
        """The stretches of theirs without partners, as they are now."""
        is_free = [j not in self.our for j in range(len(self.theirs))]
        found, at = [], 0
        for free, run in groupby(is_free):
            length = len(list(run))
            if free:
                found.append((at, at + length))
            at += length
        return found


def matched(ours: Sequence[OurLine], theirs: Sequence[TheirLine]) -> Matches:
    """The pairs of all lines, and the owner of each of theirs."""
    found = Matches(ours, theirs)
    _in_place(found)
    _elsewhere(found)
    _named(found)
    _reworded(found)
    _reworded_elsewhere(found)
    found.own()
    return found


def _in_place(found: Matches) -> None:
    """Lines that read alike, in the same order in both."""
    a, b = [line.key for line in found.ours], [line.key for line in found.theirs]
    for i, j in in_order(a, b, lambda at: len(a[at]) + 1):
        found.pair(i, j)


def _elsewhere(found: Matches) -> None:
    """Lines that read alike and stand elsewhere: whole stretches first, from long lines on."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, line in enumerate(found.theirs):
        if j not in found.our:
            places[line.key].append(j)
    stretches = []
    for i, mine in enumerate(found.ours):
        if i not in found.their and len(mine.key.split()) >= _TELLING:
            stretches += [(_stretch(found, i, j), -i, -j) for j in places[mine.key]]
    for _, i, j in sorted(stretches, reverse=True):
        if found.free(-i, -j):
            _extend(found, -i, -j)


def _stretch(found: Matches, i: int, j: int) -> int:
    """How many letters of lines around a pair read alike too."""
    return sum(len(found.ours[p].key) for p, _ in _around(found, i, j))


def _extend(found: Matches, i: int, j: int) -> None:
    for p, q in list(_around(found, i, j)):
        found.pair(p, q)


def _around(found: Matches, i: int, j: int) -> Iterator[tuple[int, int]]:
    """The pair and those next to it, up and down, that read alike."""
    for step in (-1, 1):
        p, q = (i, j) if step == 1 else (i - 1, j - 1)
        while (
            0 <= p < len(found.ours)
            and 0 <= q < len(found.theirs)
            and found.free(p, q)
            and found.ours[p].key == found.theirs[q].key
        ):
            yield p, q
            p, q = p + step, q + step


def _named(found: Matches) -> None:
    """Headings that were reworded and kept their bookmark."""
    place = {name: j for j, line in enumerate(found.theirs) for name in line.names}
    for i, mine in enumerate(found.ours):
        j = place.get(mine.bookmark, -1) if mine.bookmark else -1
        if j >= 0 and found.free(i, j):
            found.pair(i, j)


def _reworded(found: Matches) -> None:
    """Lines that read otherwise, between lines that belong to each other."""
    for start, end in found.free_runs():
        before = found.our.get(start - 1, -1)
        after = found.our.get(end, len(found.ours))
        left = [i for i in _between(found, before, after) if i not in found.their]
        pairs = align(
            [Passage(found.ours[i].text, role=_role(found.ours[i].opens)) for i in left],
            [
                Passage(line.text, role=_role(bool(line.is_heading)))
                for line in found.theirs[start:end]
            ],
        )
        for pair in pairs:
            if pair.ours is not None and pair.theirs is not None:
                found.pair(left[pair.ours], start + pair.theirs)


def _role(is_heading: bool) -> str:
    return "heading" if is_heading else "text"


def _between(found: Matches, before: int, after: int) -> list[int]:
    """The lines of ours that may stand between two: those between them where they are in order,
    else the rest of the clause that goes before and what the clause after lacks of its beginning.
    """
    if before < after:
        return list(range(before + 1, after))
    end = before + 1
    while end < len(found.ours) and not found.ours[end].opens:
        end += 1
    begin = after
    while begin > 0 and not found.ours[begin].opens:
        begin -= 1
    return sorted({*range(before + 1, end), *range(begin, after)})


def _reworded_elsewhere(found: Matches) -> None:
    """Longer lines that read otherwise and stand elsewhere, the likest first."""
    mine = [
        i
        for i, line in enumerate(found.ours)
        if i not in found.their and len(line.text.split()) >= _TELLING
    ]
    other = [
        j
        for j, line in enumerate(found.theirs)
        if j not in found.our and len(line.text.split()) >= _TELLING
    ]
    alike = likeness([found.ours[i].text for i in mine], [found.theirs[j].text for j in other])
    for share, a, b in sorted(((s, a, b) for a, b, s in alike), key=lambda one: (-one[0], one[1:])):
        if share >= _SURE and found.free(mine[a], other[b]):
            found.pair(mine[a], other[b])
    _reworded(found)

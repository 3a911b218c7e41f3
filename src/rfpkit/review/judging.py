"""The verdict on each clause of one view of a returned document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rfpkit.document.comparing import Piece, pieces
from rfpkit.document.fingerprints import normalised, visible
from rfpkit.document.provenance import Line, Manifest, plain
from rfpkit.document.sequences import chain
from rfpkit.review.lines import FRAME, OurLine, is_sign, pattern_of, same_shape
from rfpkit.review.matching import Matches
from rfpkit.review.model import BlankChange, LineChange, Verdict

_ANNEX = "Annex "
_TRACE = 0.15
"""The share of a clause's letters up to which what is left of it counts as chance."""


@dataclass(frozen=True)
class Judge:
    """Judges the clauses of one view."""

    manifest: Manifest
    matches: Matches
    has_paragraphs: bool
    _lines: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for i, line in enumerate(self.matches.ours):
            if line.clause != FRAME:
                self._lines.setdefault(line.clause, []).append(i)

    def lines(self, clause: int) -> list[int]:
        """The lines of a clause, by position in ours."""
        return self._lines.get(clause, [])

    def verdict(self, clause: int) -> Verdict:
        """What became of a clause."""
        if self._is_gone(clause):
            return "removed"
        return "verbatim" if self._is_verbatim(clause) else "edited"

    def place(self, clause: int) -> int:
        """Where a clause begins, by position in theirs; -1 where it is gone."""
        found = [self.matches.their[i] for i in self.lines(clause) if i in self.matches.their]
        return -1 if not found or self._is_gone(clause) else found[0]

    def number(self, clause: int) -> str:
        """The number that the clause's heading shows now."""
        first = self.lines(clause)[0]
        j = self.matches.their.get(first, -1)
        return self.matches.theirs[j].label if j >= 0 else ""

    def _is_gone(self, clause: int) -> bool:
        lines = self.lines(clause)
        found = [i for i in lines if i in self.matches.their]
        if not found or lines[0] in self.matches.their:
            return not found
        letters = sum(len(self.matches.ours[i].text) for i in found)
        return letters <= _TRACE * sum(len(self.matches.ours[i].text) for i in lines)

    def _is_verbatim(self, clause: int) -> bool:
        lines = [i for i in self.lines(clause) if not self._may_be_lost(i)]
        if any(i not in self.matches.their for i in lines):
            return False
        first = self.matches.their[lines[0]]
        places = [self.matches.their[i] for i in lines]
        if places != list(range(first, first + len(lines))):
            return False
        if not self.matches.opens(first + len(lines)):
            return False
        return all(self.reads_alike(i) for i in lines)

    def _may_be_lost(self, i: int) -> bool:
        """Whether the reader may have lost a line of ours that is no more than a sign."""
        is_there = self.has_paragraphs or i in self.matches.their
        return not is_there and is_sign(self.matches.ours[i].line)

    def reads_alike(self, i: int) -> bool:
        """Whether a line of ours reads in theirs as it was sent, references aside that show the
        number which their target has now.
        """
        mine, other = self.matches.ours[i], self.matches.theirs[self.matches.their[i]]
        if other.is_struck:
            return False
        if self.has_paragraphs and not same_shape(mine.line.number, other.label):
            return False
        text = normalised(other.text)
        if text == normalised(mine.text) and (self.has_paragraphs or not mine.cites):
            return True
        pattern = pattern_of(mine.line, self.allowed, marked=not self.has_paragraphs)
        return re.fullmatch(pattern, text) is not None

    @cached_property
    def numbers(self) -> dict[str, tuple[str, ...]]:
        """What references to each anchor may show now: the number of its line, alone and after
        those of the lines that it stands under.
        """
        found: dict[str, tuple[str, ...]] = {}
        for clause, carried in enumerate(self.manifest.clauses):
            now = self.number(clause) or self._counted.get(clause, "")
            for at, line in enumerate(carried.lines):
                if line.anchor:
                    found[line.anchor] = tuple(self._shown(clause, at, now))
        return found

    @cached_property
    def _counted(self) -> dict[int, str]:
        """The numbers of headings as they must be by now, in a file that has lost them: our own, in
        the order in which headings stand in it.
        """
        annexes = [c.number for c in self.manifest.clauses if c.number.startswith(_ANNEX)]
        numbers = [c.number for c in self.manifest.clauses if not c.number.startswith(_ANNEX)]
        found: dict[int, str] = {}
        seen = {True: 0, False: 0}
        for j in range(len(self.matches.theirs)):
            i = self.matches.our.get(j, -1)
            clause = self.matches.ours[i].clause if i >= 0 else FRAME
            is_ours = clause != FRAME and self.matches.ours[i].at == 0
            if is_ours or (i < 0 and self.matches.looks_like_heading(j)):
                is_annex = is_ours and self.manifest.clauses[clause].number.startswith(_ANNEX)
                known, at = (annexes if is_annex else numbers), seen[is_annex]
                seen[is_annex] += 1
                if is_ours:
                    found[clause] = known[at] if at < len(known) else _next(known[-1])
        return found

    def _shown(self, clause: int, at: int, now: str) -> Iterator[str]:
        lines = self.lines(clause)
        sent = self.manifest.clauses[clause]
        if at == 0:
            yield from _bare(now)
            return
        if now and sent.number and sent.lines[at].number.startswith(sent.number):
            yield now + sent.lines[at].number[len(sent.number) :]
        full = [""]
        wanted: set[str] = set()
        for i in reversed(lines[: at + 1]):
            j = self.matches.their.get(i, -1)
            label = self.matches.theirs[j].label if j >= 0 else ""
            shape = re.sub(r"\w+", "a", label)
            if not label or shape in wanted:
                continue
            wanted.add(shape)
            full += [one + joint + rest for one in _bare(label) for rest in full if rest
                     for joint in ("", ".")] + list(_bare(label))  # fmt: skip
        yield from dict.fromkeys(one for one in full if one)

    @cached_property
    def allowed(self) -> dict[str, tuple[str, ...]]:
        """What references to each anchor may show: the number as sent, or the one it has now."""
        found = dict(self.numbers)
        for clause in self.manifest.clauses:
            for line in clause.lines:
                for span in line.spans:
                    if span.to:
                        shown = found.get(span.to, ())
                        found[span.to] = tuple(dict.fromkeys((*shown, span.text)))
        return found

    def moved(self) -> set[int]:
        """The clauses that no longer stand in our order: as few as can be."""
        stand = [
            (clause, place, 1 + self._weight(clause))
            for clause in range(len(self.manifest.clauses))
            if (place := self.place(clause)) >= 0
        ]
        kept = {clause for clause, _ in chain(stand)}
        return {clause for clause, _, _ in stand if clause not in kept}

    def _weight(self, clause: int) -> float:
        """Less than one, and more for longer clauses: so few have moved, and the short ones."""
        letters = sum(len(self.matches.ours[i].text) for i in self.lines(clause))
        return letters / (1 + sum(len(line.text) for line in self.matches.ours))

    def stale(self, clause: int) -> Iterator[str]:
        """References of a clause that show a number which their target had before."""
        for i in self.lines(clause):
            j = self.matches.their.get(i, -1)
            line = self.matches.ours[i].line
            if j < 0 or not any(span.to for span in line.spans):
                continue
            text = normalised(self.matches.theirs[j].text)
            pattern = pattern_of(line, self.allowed, marked=not self.has_paragraphs)
            match = re.fullmatch(pattern, text)
            for at, span in enumerate(line.spans):
                now = self.numbers.get(span.to, ())
                if match and span.to and now and match[f"r{at}"] not in now:
                    yield f"{match[f'r{at}']} (now {now[0]})"

    def changes(self, clause: int) -> Iterator[LineChange]:
        """The lines of a clause that differ, in the order of theirs; what is gone, at its place."""
        lines = self.lines(clause)
        owned = [j for j, owner in enumerate(self.matches.owners) if owner == clause]
        order = [(self.matches.their[i], i) for i in lines if i in self.matches.their]
        last = -1.0
        events: list[tuple[float, int, int | None, int | None]] = []
        for i in lines:
            j = self.matches.their.get(i)
            last = last if j is None else j
            events.append((last + (0.5 if j is None else 0.0), i, i, j))
        paired = {j for j, _ in order}
        events += [(float(j), -1, None, j) for j in owned if j not in paired]
        for _, _, mine, other in sorted(events, key=lambda one: one[:2]):
            yield from self._change(mine, other)

    def _change(self, i: int | None, j: int | None) -> Iterator[LineChange]:
        if j is None:
            if i is not None and not self._may_be_lost(i):
                yield LineChange((Piece("removed", self.matches.ours[i].text),))
            return
        other = self.matches.theirs[j]
        if i is None:
            yield LineChange((Piece("inserted", other.text),), other.ordinal, other.start)
        elif not self.reads_alike(i):
            mine = self._ours_as_now(self.matches.ours[i], other.text)
            yield LineChange(tuple(_telling(mine, other.text)), other.ordinal, other.start)

    def _ours_as_now(self, mine: OurLine, theirs: str) -> str:
        """Our words, references with the number that theirs shows where it may."""
        now = {
            span.to: number
            for span in mine.line.spans
            for number in self.numbers.get(span.to, ())
            if span.to and re.search(rf"(?<![\w.]){re.escape(number)}(?![\w(])", theirs)
        }
        return plain(mine.line, now)

    def blanks(self, clause: int) -> Iterator[BlankChange]:
        """The blanks of a clause that are filled otherwise, each once."""
        seen = set()
        for i in self.lines(clause):
            j = self.matches.their.get(i, -1)
            line = self.matches.ours[i].line
            if j < 0 or not any(span.blank for span in line.spans):
                continue
            for name, was, now in _fillings(line, visible(self.matches.theirs[j].text)):
                if name not in seen and normalised(was) != normalised(now):
                    seen.add(name)
                    yield BlankChange(name, was, now)

    def is_struck(self, clause: int) -> bool:
        """Whether words of a clause are crossed out by their look."""
        places = (self.matches.their.get(i, -1) for i in self.lines(clause))
        return any(self.matches.theirs[j].is_struck for j in places if j >= 0)


def _next(number: str) -> str:
    """The number after one in figures; where it is none, the number itself."""
    return str(int(number) + 1) if number.isdigit() else number


def _bare(label: str) -> tuple[str, ...]:
    """A number as it stands in its line, and without the full stop that references drop."""
    return tuple(dict.fromkeys((label, label.rstrip(".")))) if label else ()


def _telling(before: str, after: str) -> Iterator[Piece]:
    """The pieces of a change, without those that only white space, quotes or dashes make."""
    found = list(pieces(before, after))
    at = 0
    while at < len(found):
        piece = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if piece.kind == "removed" and following is not None and following.kind == "inserted":
            if normalised(piece.text) == normalised(following.text):
                yield Piece("kept", following.text)
            else:
                yield piece
                yield following
            at += 2
            continue
        if piece.kind != "kept" and not normalised(piece.text):
            if piece.kind == "inserted":
                yield Piece("kept", piece.text)
        else:
            yield piece
        at += 1


def _fillings(line: Line, theirs: str) -> Iterator[tuple[str, str, str]]:
    """The blanks of a line: name, words as sent, words now, where the words around them stayed."""
    at = 0
    edges = []
    for span in line.spans:
        if span.blank:
            edges.append((span.blank, at, at + len(span.text)))
        at += len(span.text)
    now, place = {name: "" for name, _, _ in edges}, 0
    for piece in pieces(plain(line), theirs):
        start = place
        place += len(piece.text) if piece.kind != "inserted" else 0
        for name, begin, end in edges:
            if piece.kind == "inserted" and begin <= start <= end:
                now[name] += piece.text
            elif piece.kind == "kept":
                now[name] += piece.text[max(begin - start, 0) : max(end - start, 0)]
    whole = plain(line)
    for name, begin, end in edges:
        yield name, whole[begin:end], now[name].strip()

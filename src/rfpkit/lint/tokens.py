"""Text cut into sentences, and sentences into words: what patterns are matched against.

Both matching engines see exactly these sentences and words, so they cannot disagree about where
a word begins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property


def word_set(text: str) -> frozenset[str]:
    """The words of a text that sets them apart by spaces: how this package writes word lists."""
    return frozenset(text.split())


_WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?![^\W_])"  # numbers: 90, 1,000.50, the 4.2 of a clause
    r"|[^\W_]+(?:['’][^\W_]+)*(?:\((?:[eE]?[sS]|IES|ies)\)(?![^\W_]))?"  # don't, vendor(s)
    r"|[$€£₹%]"
)
_POSSESSIVE = re.compile(r"['’]s$|\((?:e?s|ies)\)$", re.IGNORECASE)
_TRADE = ("®", "™")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")

_BREAK = re.compile(
    r"(?P<stop>[.!?])[\"'”’)\]]*(?=\s|$)"
    r"|(?P<semicolon>;)(?=\s|$)"
    r"|\n[ \t]*\n"
    r"|(?P<bullet>(?<=\s)[•●▪■◦‣](?=\s))"
)
_ABBREVIATIONS = word_set(
    """
    no nos inc ltd llc corp co bros mr mrs ms dr prof hon rev gen col art arts sec secs sect para
    paras cl cls ch chs fig figs tab vol vols ver ed eds p pp cf vs v viz dept div gov govt est
    approx jan feb mar apr jun jul aug sep sept oct nov dec rs reg regs app appx att attn ext tel
    fax incl excl resp subpt subsec pt pts ref refs e.g i.e eg ie u.s u.k e.u u.n a.m p.m ph.d
    d.c al ex exh sched ann par st ave blvd seq id ibid op cit ca max min avg acct assn mfg
    """
)
_NUMBERED = word_set("section part annex appendix exhibit schedule attachment option lot")
_LAST_WORD = re.compile(r"([^\s(\[“\"]+)$")
_MARKER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxlcIVXLC]{1,5}|[A-Z]\.\d+(?:\.\d+)*)$")


@dataclass(frozen=True)
class Words:
    """The words of one sentence, as patterns see them, and where each one stands.

    ``lower`` holds them folded: lower case, no possessive, no thousands separators. What few
    sentences are asked for is worked out when it is: where the words stand, and their capitals.
    """

    lower: tuple[str, ...]
    text: str = field(repr=False)
    first: int
    last: int

    @cached_property
    def _matches(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.text, self.first, self.last))

    @cached_property
    def raw(self) -> tuple[str, ...]:
        """The folded words with the writer's capitals."""
        return tuple([_folded(match.group()) for match in self._matches])

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins, as an offset into the block's text."""
        return tuple([match.start() for match in self._matches])

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends, as an offset into the block's text."""
        return tuple([match.end() for match in self._matches])

    @cached_property
    def marked(self) -> tuple[int, ...]:
        """The places of words with a sign of a trade mark after them."""
        if not any(sign in self.text for sign in _TRADE):
            return ()
        return tuple(at for at, end in enumerate(self.ends) if self.text[end : end + 1] in _TRADE)


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a stretch of text."""
    last = len(text) if end is None else end
    if text.isascii():
        found = _WORD.findall(text.lower(), start, last)
        lower = tuple([word if word.isalpha() else _stem(word) for word in found])
    else:
        lower = tuple([_folded(word).lower() for word in _WORD.findall(text, start, last)])
    return Words(lower, text, start, last)


def _folded(word: str) -> str:
    word = word if word.isascii() else fold(word)
    return word if word.isalpha() else _stem(word)


def fold(word: str) -> str:
    """The word with ligatures taken apart, soft hyphens dropped and apostrophes straight."""
    return unicodedata.normalize("NFKC", word.replace("’", "'")).replace("\xad", "")


def _stem(word: str) -> str:
    if word[0].isdigit():
        return _THOUSANDS.sub("", word)
    return _POSSESSIVE.sub("", word) or word


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a block as (start, end) offsets, without the white space around them.

    A sentence ends at a full stop, a question or exclamation mark, or a semicolon; not at the
    point of an abbreviation ("No. 5", "Inc."), of an initial, or of a list or section number.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        end = match.start() if match["bullet"] else match.end()
        if match["stop"] == "." and not _ends_sentence(text, start, match.start(), match.end()):
            continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(stripped)))


def _ends_sentence(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop at ``stop`` ends the sentence that begins at ``start``."""
    rest = text[end : end + 40].lstrip()
    if rest and (rest[0].islower() or rest[0] in ",;:"):
        return False
    before = text[start:stop].lstrip()
    if _MARKER.fullmatch(before):
        return False
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word = last.group(1)
    if word.lower() in _ABBREVIATIONS:
        return not rest
    if len(word) == 1 and word.isalpha() and word.isupper():
        preceding = before[: last.start()].rsplit(None, 1)
        return not rest or (bool(preceding) and preceding[-1].lower() in _NUMBERED)
    return True

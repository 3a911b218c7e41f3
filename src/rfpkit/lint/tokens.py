"""Text cut into sentences, and sentences into words: what patterns are matched against.

Both matching engines see exactly these sentences and words, so they cannot disagree about where
a word begins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    """The words of a text that sets them apart by spaces: how this package writes word lists."""
    return frozenset(text.split())


_WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?![^\W_])"  # numbers: 90, 1,000.50, the 4.2 of a clause
    r"|[^\W_]+(?:['’][^\W_]+)*(?:\((?:e?s|ies)\)(?![^\W_]))?"  # words: don't, vendor(s)
    r"|[$€£₹%]"
)
_POSSESSIVE = re.compile(r"['’]s$|\((?:e?s|ies)\)$")
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


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, as patterns see them, and where each one stands.

    ``lower`` holds them folded: lower case, no possessive, no thousands separators; ``raw`` the
    same with the writer's capitals. ``starts`` and ``ends`` are offsets into the block's text.
    ``marked`` holds the places of words with a sign of a trade mark after them.
    """

    lower: tuple[str, ...]
    raw: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    marked: tuple[int, ...] = ()


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a stretch of text."""
    found = list(_WORD.finditer(text, start, len(text) if end is None else end))
    raw = [match.group() for match in found]
    starts = tuple([match.start() for match in found])
    ends = tuple([match.end() for match in found])
    marked: tuple[int, ...] = ()
    if not text.isascii():
        raw = [word if word.isascii() else fold(word) for word in raw]
        marked = tuple(at for at, stop in enumerate(ends) if text[stop : stop + 1] in _TRADE)
    folded = tuple([word if word.isalpha() else _stem(word) for word in raw])
    return Words(tuple([word.lower() for word in folded]), folded, starts, ends, marked)


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

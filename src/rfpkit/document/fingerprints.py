"""The fingerprint of a text: the same for the same words, however a word processor sets them."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable

_QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′`´", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "…": "..."}
_CONTROL = "".join(map(chr, [*range(9), 11, 12, *range(14, 28), 127]))  # no file format keeps them
_UNSEEN = dict.fromkeys(_CONTROL + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
_FOLDED = _QUOTES | _DASHES | _LIGATURES | _UNSEEN
_ODD = re.compile(f"[{''.join(_FOLDED)}]")

# "4", "4.2(a)(i)", "A.1", "II.A.1.a": only right after a word that announces a number of the
# document, so that no term in days and no sum is ever taken for one.
_NUMBER = (
    r"(?:\d{1,3}|[A-Z]|[IVXLC]{1,8})(?:\.(?:\d{1,3}|[A-Z]{1,2}|[a-z]{1,6}))*"
    r"(?:\([A-Za-z]{1,5}\))*(?![\w%]|\.\d)"
)
_REFERENCES = re.compile(
    rf"\b((?i:clause|section|paragraph|article|part|annex|table) )(?:{_NUMBER})"
    rf"|\b((?i:clauses|sections|paragraphs|articles|parts|annexes|tables) )"
    rf"(?:{_NUMBER})(?:(?:, (?:and |or )?| and | or | to ){_NUMBER})*"
)
# The space before what may be such a number, after the end of what may be such a word: it is found
# many times as fast as the words, and nearly every match is a reference.
_PERHAPS = re.compile(" (?=[0-9A-Z])(?<=(?i:use|ion|aph|cle|art|nex|ble|ses|ons|phs|les|rts|xes) )")


def hash_of(value: object) -> str:
    """64 hexadecimal digits for a value that JSON can hold, whatever the order of its keys."""
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def normalised(text: str) -> str:
    """The text with white space, quotes, dashes and ligatures folded, and unseen signs gone."""
    composed = unicodedata.normalize("NFC", text)
    folded = _ODD.sub(_folded, composed)
    if folded.isprintable() and "  " not in folded:  # white space but for spaces is not printable
        return folded.strip()
    return " ".join(folded.split())


def _folded(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]


def visible(text: str) -> str:
    """The text without the signs that nobody sees, such as soft hyphens."""
    return text.translate({ord(sign): None for sign in _UNSEEN})


def without_numbers(text: str) -> str:
    """The normalised text with a # for the number of each reference ("clause 4.2(a)")."""
    text = normalised(text)
    parts: list[str] = []
    end = 0
    for space in _PERHAPS.finditer(text):
        start = _word_before(text, space.start())
        match = _REFERENCES.match(text, start) if start >= end else None
        if match:
            parts += [text[end : match.end(match.lastindex or 0)], "#"]
            end = match.end()
    return "".join(parts) + text[end:] if parts else text


def _word_before(text: str, end: int) -> int:
    """Where the word begins that ends there."""
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return start


def fingerprint(lines: Iterable[str]) -> str:
    """64 hexadecimal digits that stand for the words of the lines, in order.

    Line ends count as spaces, for a PDF tells paragraphs only by guess. The numbers in references
    ("clause 4.2(a)", "Annex B") do not count either, nor do those of laws ("section 20"), for the
    words alone do not tell them apart: renumbering is no edit. So a fingerprint recognises a
    clause; that it is verbatim, its lines must show (``provenance.plain``).
    """
    return hashlib.sha256(without_numbers(" ".join(lines)).encode()).hexdigest()

"""What a line looks like: a heading, a list item, a numbered paragraph, or running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["bullet", "digit", "letter", "roman", "dotted"]

_PART = re.compile(
    r"(?P<word>section|part|article|chapter|annexe?|appendix|schedule|attachment|exhibit|volume"
    r"|enclosure|tab|sec\.)\s+(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z](?:[.-]?\d{1,3})*)"
    r"(?P<delimiter>\s*[-–—:.]+\s*|\s+|$)",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?P<number>(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3})+|[A-Z]\.\d{1,3}|[A-Z]\d{1,2}(?=\.\s))"
    r"\.?\)?(?:\s+|$)"
)
_DIGIT = re.compile(r"(?P<number>\d{1,3}[.)]|\(\d{1,3}\)\.?)(?:\s+|$)")
_LETTER = re.compile(
    r"(?P<number>[A-Za-z][.)]|\((?:[A-Za-z]|(?P<twice>[a-z])(?P=twice))\)\.?)(?:\s+(?![A-Z]\.)|$)"
)
_ROMAN = re.compile(
    r"(?P<number>(?:[ivx]{2,6}|[IVX]{2,6})[.)]|\((?:[ivx]{1,6}|[IVX]{1,6})\)\.?)(?:\s+|$)"
)
_BULLET = re.compile(
    r"(?P<number>[•●▪■◦‣➢✓❖\x83\x95\uf0a7\uf0b7\uf0d8])\s*|(?P<dash>[-–—*·o§□])(?:\s+|$)"
    r"|(?P<x>x)\s+(?=[A-Z])"
)
_BARE = re.compile(r"(?P<number>\d{1,2})")
_MODAL = re.compile(r"\b(?:shall|must|will|may|should|is|are|was|has|have|can|cannot|not)\b", re.I)
_FINITE = re.compile(r"\b(?:SHALL|MUST|WILL|MAY|IS|ARE|WAS|WERE|HAS|HAVE|BE|DOES|NOT)\b")
_SIGNS = re.compile(r"[≤≥<>=±]|\*$")
_SMALL = frozenset(
    ["of", "and", "the", "for", "to", "in", "with", "from", "by", "or", "on", "an", "a", "at"]
)
_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,})\s*[\divxlc]{0,4}\s*$", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?:;][\"'”’)\]*]*(?:(?<=;) (?:and|or))?$")
_CODE = re.compile(r"\d{4,}|[A-Z]\d[A-Z\d]{3,}")
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’&-]*")
_LONGEST_TITLE = 100
_TAIL = 20


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line begins with: its number as it is shown, its style, and where the text begins."""

    number: str
    style: Style
    end: int


def marker(text: str) -> Marker | None:
    """The number or bullet that a line begins with."""
    if text[:2].isalpha() and len(text) > 1 and text[0] not in "ivxIVX":
        return None  # a word, as on most lines
    found = _BULLET.match(text)
    if found:
        return Marker("", "bullet", found.end())
    styles: tuple[tuple[re.Pattern[str], Style], ...] = (
        (_DOTTED, "dotted"),
        (_DIGIT, "digit"),
        (_ROMAN, "roman"),
        (_LETTER, "letter"),
    )
    for pattern, style in styles:
        found = pattern.match(text)
        if found:
            return Marker(found["number"].replace(").", ")"), style, found.end())
    return None


def bare_number(text: str) -> bool:
    """Whether a line is one small number and nothing else."""
    return bool(_BARE.fullmatch(text))


def has_ended(text: str) -> bool:
    """Whether a line ends as a sentence, a lead-in or an item does."""
    if text[-1:].isalnum() and not text.endswith((" and", " or")):
        return False  # as most lines do
    return bool(_TERMINAL.search(text, max(len(text) - _TAIL, 0)))


def is_contents_line(text: str) -> bool:
    """Whether a line of a table of contents, with dots that lead to a page number."""
    dotted = "...." in text or ". . ." in text or "……" in text
    return dotted and bool(_LEADERS.search(text))


def part_heading(text: str) -> tuple[str, int] | None:
    """The number of a heading such as "SECTION C - Scope", and where its title begins."""
    found = _PART.match(text)
    if found is None or len(text) > _LONGEST_TITLE or is_contents_line(text):
        return None
    rest = text[found.end() :]
    plain = found["word"][0].isupper() and not text.endswith((".", ";", ",", ")"))
    if rest and not (looks_like_title(rest) and (plain or rest.isupper())):
        return None
    if not rest and text.endswith((",", ";")):
        return None
    if not rest:
        return "", 0
    return f"{found['word'].rstrip('.')} {found['number']}", found.end()


def looks_like_title(text: str, *, strict: bool = True) -> bool:
    """Whether words look like a heading: few, with capitals, without the end of a sentence.

    Without ``strict`` the words need no capitals but the first, and no verb that binds.
    """
    if not text or len(text) > _LONGEST_TITLE or text.endswith((".", ";", ",", "!", "?", ":")):
        return False
    found = _WORDS.findall(text)
    if not found or len(found) > 12 or not (text[0].isalnum() or text[0] in "“\"'‘("):
        return False
    if "|" in text or "____" in text or "http" in text or "@" in text or is_contents_line(text):
        return False
    if strict:
        return is_title_case(found) and not _CODE.search(text) and not _says_something(text)
    return found[0][0].isupper() and len(found) <= 8 and not _MODAL.search(text)


def _says_something(text: str) -> bool:
    """Whether words in capitals are a sentence, or signs rather than words."""
    if _SIGNS.search(text) or (text[0] == "(" and text[-1] == ")"):
        return True
    return is_capitals(text) and len(text.split()) >= 5 and bool(_FINITE.search(text))


def is_title_case(words: list[str]) -> bool:
    """Whether all words but the small ones begin with a capital."""
    return words[0][0].isupper() and all(
        word[0].isupper() or word in _SMALL for word in words if len(word) > 1
    )


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals, with at least four of them."""
    if not text.isupper():
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and all(c.isupper() for c in letters)

"""Page headers, footers, page numbers and line numbers: what pages repeat, told from the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from rfpkit.formats.text.lines import Line

_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(
    r"(?:page|pg\.?)\s*(?:[A-Z]-)?\d*(?:\s*(?:of|/)\s*\d+)?|[-–—]\s*\d{1,4}\s*[-–—]"
    r"|.{0,80}\bpage\s+\d+\s+of\s+\d+\b.{0,40}|_{10,}|_{1,9}",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\W*[A-Z]?\W*#(?:\.#)*[.)]?|[A-Z]\.?#\.?", re.ASCII)
"""Shapes of section and list numbers, which go up by one as well."""
_RULE = re.compile(r"[_=\-–—\s]{4,}")
_BARE = re.compile(r"\d{1,4}")
_OPEN_END = re.compile(
    r"[,;]$|\b(?:of|in|to|the|and|or|an?|for|with|by|as|on|that|is|are|be|shall|from|at|which)$"
)
_VERB = re.compile(r"\b(?:shall|must|will|may|if|is|are|be|not|where|when|during)\b")
_FEWEST = 3
_NEAR = 4
_PAGE_LINES = 8
_AMOUNT = re.compile(r"(?:[A-Z]{3}|[$€£])\s?#(?:[.,]#)*")
_NUMBERED_RUN = 20


def mark_furniture(lines: list[Line]) -> list[Line]:
    """The lines, with those that belong to the page and not to the text marked as furniture."""
    texts = [" ".join(line.text.split()) for line in lines]
    numbering = _line_numbers(texts)
    counters = _counters(texts) - numbering
    pages = counters | {i for i, text in enumerate(texts) if _PAGE.fullmatch(text)}
    found = pages | numbering | _repeated(texts, pages | _page_edges(lines))
    return [replace(line, furniture=True) if i in found else line for i, line in enumerate(lines)]


def _counters(texts: list[str]) -> set[int]:
    """Lines that count pages: alike but for one number, which goes up by one, far apart."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        if text and len(text) < 120 and _DIGITS.search(text):
            groups[_DIGITS.sub("#", text)].append(index)
    found: set[int] = set()
    for shape, places in groups.items():
        if len(places) < _FEWEST or (shape != "#" and _SECTION.fullmatch(shape)):
            continue
        if _is_running_text(texts[places[0]]):
            continue
        slots = len(_DIGITS.findall(texts[places[0]]))
        for slot in range(slots):
            chain = _chain([(i, int(_DIGITS.findall(texts[i])[slot][:9])) for i in places])
            share = 0.6 if shape != "#" else 0
            if shape == "#" and not _beside_gaps(chain, texts, groups):
                continue
            if len(chain) >= max(_FEWEST, share * len(places)):
                found |= set(chain)
                break
    return found


def _beside_gaps(chain: list[int], texts: list[str], groups: dict[str, list[int]]) -> bool:
    """Whether bare numbers stand beside empty or repeated lines: heading numbers do not."""
    beside = 0
    for place in chain:
        around = [texts[i] for i in (place - 1, place + 1) if 0 <= i < len(texts)]
        beside += any(
            not text or text.lower() == "page" or len(groups.get(_DIGITS.sub("#", text), ())) > 2
            for text in around
        )
    return beside >= 0.6 * len(chain)


def _chain(numbered: list[tuple[int, int]]) -> list[int]:
    """The longest run of places, far enough apart for pages, whose numbers go up by one."""
    best: list[int] = []
    ends: dict[int, list[int]] = {}
    for place, number in numbered:
        before = ends.get(number - 1, [])
        if before and place - before[-1] < _PAGE_LINES:
            continue
        chain = [*before, place]
        if len(chain) > len(ends.get(number, [])):
            ends[number] = chain
        best = max(best, chain, key=len)
    return best


def _line_numbers(texts: list[str]) -> set[int]:
    """Bare numbers that number the lines of the text: a long run that goes up by one, closely."""
    found: set[int] = set()
    run: list[int] = []
    last = -1
    for index, text in enumerate(texts):
        if not _BARE.fullmatch(text):
            continue
        number = int(text)
        near = bool(run) and (index - run[-1] <= 3 or (index - run[-1] <= 12 and len(run) > 5))
        if not (near and 0 < number - last <= 2):
            if len(run) >= _NUMBERED_RUN:
                found |= set(run)
            run = []
        run.append(index)
        last = number
    return found | set(run) if len(run) >= _NUMBERED_RUN else found


def _page_edges(lines: list[Line]) -> set[int]:
    """The first and last lines of each page, where pages are known."""
    edges: set[int] = set()
    for index in range(1, len(lines)):
        if lines[index].page != lines[index - 1].page:
            edges |= {index - 1, index}
    return edges


def _is_dated(shape: str, places: list[int], texts: list[str]) -> bool:
    """Whether a line with a number, such as a version, stands at the top of page after page."""
    if "#" not in shape or len(shape) > 60 or len(places) < 4 or len(shape.split()) < 2:
        return False
    if any(after - before < 15 for before, after in pairwise(places)):
        return False
    same = len({texts[place] for place in places}) == 1
    topped = sum(place == 0 or not texts[place - 1] for place in places)
    return same and topped >= 0.7 * len(places)


def _is_running_text(text: str) -> bool:
    """Whether a line reads as a sentence or a part of one, as repeated clauses do."""
    words = text.split()
    if text[0].islower() and (len(words) >= 4 or text.endswith(".")):
        return True
    if len(words) >= 4 and _OPEN_END.search(text):
        return True
    small = sum(word[0].islower() for word in words)
    return (len(words) >= 6 and bool(_VERB.search(text))) or small >= 6


def _is_on_every_page(places: list[int], beside: list[int], texts: list[str], pages: int) -> bool:
    """Whether a sentence is the same at the edge of page after page, as a notice in a footer."""
    same = len({texts[place] for place in places}) == 1
    return same and len(beside) >= 0.9 * len(places) and len(places) >= pages / 4


def _repeated(texts: list[str], anchors: set[int]) -> set[int]:
    """Lines that come again and again beside page numbers or the edges of pages."""
    near = {j for i in anchors for j in range(i - _NEAR, i + _NEAR + 1)}
    groups: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        if text and len(text) < 200:
            groups[_DIGITS.sub("#", text)].append(index)
    found: set[int] = set()
    for shape, places in groups.items():
        if len(places) < _FEWEST and shape[0].isalnum():
            continue  # most lines stand there once, and are no rule
        if _AMOUNT.fullmatch(shape):
            continue  # cells of a price table, some of which stand where a page ends
        beside = [place for place in places if place in near]
        enough = len(beside) >= _FEWEST and len(beside) >= 0.6 * len(places)
        if _is_dated(shape, places, texts):
            found |= set(places)
        words = len(shape) > 2 and shape != "#"
        if enough and words and _is_running_text(texts[places[0]]):
            enough = _is_on_every_page(places, beside, texts, len(anchors))
        if (enough and words) or _RULE.fullmatch(shape):
            found |= set(beside)
    return found

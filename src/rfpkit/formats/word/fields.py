"""The fields of a story: which text is a result that shows, and which an instruction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.ooxml import w

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_CONTENTS = re.compile(r"^\s*TOC\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False

    @property
    def shows(self) -> bool:
        """Whether what stands here now shows: results do, but for tables of contents.

        A table of contents says again what its headings say.
        """
        return self.in_result and not _CONTENTS.match(self.instruction)


@dataclass(slots=True)
class Fields:
    """The fields that are open at a point of a story; they may run over many paragraphs."""

    _stray: frozenset[etree._Element]
    _open: list[_Field] = field(default_factory=list)

    @property
    def visible(self) -> bool:
        """Whether text that stands here shows."""
        return all(one.shows for one in self._open)

    @property
    def link(self) -> str:
        """The address of the hyperlink field that we stand in, empty where in none."""
        for one in reversed(self._open):
            found = _HYPERLINK.match(one.instruction)
            if found:
                return found[1]
        return ""

    def character(self, element: etree._Element) -> None:
        """Take note of a field's begin, separator or end (``w:fldChar``)."""
        if element in self._stray:
            return
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take note of a piece of a field's instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text


def fields_of(story: etree._Element) -> Fields:
    """No field open yet; begins without an end, which would hide all that follows, do not count."""
    stack: list[etree._Element] = []
    for element in story.iter(w("fldChar")):
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            stack.append(element)
        elif kind == "end" and stack:
            stack.pop()
    return Fields(frozenset(stack))


def is_contents(instruction: str) -> bool:
    """Whether a simple field is a table of contents."""
    return bool(_CONTENTS.match(instruction))

"""A document as the linter sees it: passages with their headings and lead-ins, and sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from rfpkit.document.model import AnyBlock, Document, Heading, Item, Paragraph, Table
from rfpkit.document.notes import is_note
from rfpkit.lint.tokens import Words, sentences, words

_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{6,})\s*[\divxlc]{1,4}\s*$", re.IGNORECASE)
_OUTLINE = re.compile(r"[A-Z]{1,2}\.")
"""The number of a paragraph that counts under its heading's: A. under II."""
_CONTENTS_LINK = re.compile(r"\s*\[[^\]]+\]\(#[^)]*\)\s*$")
_CONTENTS_TITLE = re.compile(r"(?:table of )?contents(?: page)?[:.]?|index|list of \w+", re.I)
_PAGE_AT_END = re.compile(r"\s[\divxlc]{1,4}\s*$", re.IGNORECASE)
_DEFINITION = re.compile(
    r"\s*(?:\(?\w{1,3}[.)]\s*)?[\"“‘'][^\"”’]{1,80}[\"”’']"
    r"(?:\s+or\s+[\"“‘'][^\"”’]{1,80}[\"”’'])?[^.;]{0,60}?"
    r"\b(?:means|mean|has the meaning|have the meaning|refers to|shall mean|is defined|includes)\b"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_LAW_CLAUSE = re.compile(r"\b(?:2?52\.2\d\d-\d+|FAR\s+52\.\d+-\d+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of text and where it stands.

    ``trail`` holds the ordinals of the headings above it, outermost first; ``context`` those of
    the passages that it is read with: the lead-in of a list, the headers of a table's column.
    ``paragraph`` counts from 1 under its heading. ``section`` is what a reader is told.
    """

    ordinal: int
    block: Heading | Paragraph | Item
    text: str
    section: str = ""
    paragraph: int = 0
    trail: tuple[int, ...] = ()
    context: tuple[int, ...] = ()
    is_heading: bool = False
    is_contents: bool = False
    is_furniture: bool = False
    is_cell: bool = False
    is_definition: bool = False
    is_quoted_law: bool = False

    @property
    def is_body(self) -> bool:
        """Whether findings are reported here: not headings, contents lists, page headers."""
        return not (self.is_heading or self.is_contents or self.is_furniture)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its offsets in the passage's text, and its words."""

    passage: int
    start: int
    end: int
    words: Words


@dataclass(frozen=True)
class Subject:
    """A document made ready for the rules."""

    document: Document
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    first: tuple[int, ...]
    """The ordinal of each passage's first sentence, and after the last passage the end."""

    @property
    def words(self) -> int:
        """How many words the passages hold."""
        return sum(len(sentence.words.lower) for sentence in self.sentences)

    def holding(self, words: Set[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words, in order."""
        found = (self._places[word] for word in self._places.keys() & words)
        return sorted(set().union(*found))

    @cached_property
    def _places(self) -> Mapping[str, set[int]]:
        """The sentences that each word stands in."""
        places: defaultdict[str, set[int]] = defaultdict(set)
        for ordinal, sentence in enumerate(self.sentences):
            for word in sentence.words.lower:
                places[word].add(ordinal)
        return places

    def sentences_of(self, passage: int) -> range:
        """The ordinals of a passage's sentences."""
        return range(self.first[passage], self.first[passage + 1])


def subject(document: Document) -> Subject:
    """The document's passages and sentences."""
    walk = _Walk()
    walk.blocks(document.blocks)
    found: list[Sentence] = []
    first = [0]
    for passage in walk.passages:
        for start, end in sentences(passage.text):
            found.append(Sentence(passage.ordinal, start, end, words(passage.text, start, end)))
        first.append(len(found))
    return Subject(document, tuple(walk.passages), tuple(found), tuple(first))


@dataclass(slots=True)
class _Walk:
    """Goes through the blocks in reading order and remembers what each one stands under."""

    passages: list[Passage] = field(default_factory=list)
    headings: list[tuple[Heading, int]] = field(default_factory=list)
    paragraph: int = 0
    number: str = ""
    items: dict[int, str] = field(default_factory=dict)
    lead_ins: dict[int, int] = field(default_factory=dict)
    broken: tuple[dict[int, str], dict[int, int]] = field(default_factory=lambda: ({}, {}))
    """The numbers and lead-ins of the list before the last paragraph: it may go on after it."""
    in_contents: bool = False

    def blocks(self, blocks: tuple[AnyBlock, ...]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Heading):
                self._heading(block)
            else:
                self._text(block, (), in_cell=False)

    def _heading(self, block: Heading) -> None:
        text = block.text
        contents = _is_contents_line(text)
        if not contents:
            self.in_contents = bool(_CONTENTS_TITLE.fullmatch(text.strip()))
            self.headings = [(h, o) for h, o in self.headings if h.level < block.level]
        trail = tuple(ordinal for _, ordinal in self.headings)
        if not contents:
            self.headings.append((block, len(self.passages)))
            self.paragraph = 0
            self.number = ""
            self.items.clear()
            self.lead_ins.clear()
            self.broken = ({}, {})
        self._add(block, trail=trail, is_heading=True, is_contents=contents or self.in_contents)

    def _text(self, block: Paragraph | Item, headers: tuple[int, ...], *, in_cell: bool) -> None:
        furniture = isinstance(block, Paragraph) and block.kind in ("header", "footer")
        text = block.text
        if furniture:
            self._add(block, is_furniture=True)
            return
        self.paragraph += 1
        if is_note(block) or _is_caption(block):  # it stands beside the text, and breaks no list
            trail = tuple(ordinal for _, ordinal in self.headings)
            definition = bool(_DEFINITION.match(text))
            self._add(block, trail=trail, is_cell=in_cell, is_definition=definition)
            return
        contents = self._is_contents(text)
        context = headers
        if isinstance(block, Item):
            self._resume(block)
            above = [level for level in self.lead_ins if level < block.level]
            if above:
                context = (self.lead_ins[max(above)], *headers)
            self.items = {k: v for k, v in self.items.items() if k < block.level}
            self.items[block.level] = block.number
            level = block.level
        else:
            if self.items:
                self.broken = (dict(self.items), dict(self.lead_ins))
            self.items.clear()
            self.number = block.number or self.number
            level = 0
        self.lead_ins = {k: v for k, v in self.lead_ins.items() if k < level}
        if text.rstrip().endswith((":", ":-", "：")):
            self.lead_ins[level] = len(self.passages)
        self._add(
            block,
            trail=tuple(ordinal for _, ordinal in self.headings),
            context=context,
            is_contents=contents,
            is_cell=in_cell,
            is_definition=bool(_DEFINITION.match(text)),
        )

    def _resume(self, block: Item) -> None:
        """Takes up a list that the edge of a page or the like broke off, with its lead-in."""
        items, lead_ins = self.broken
        if self.items or self.lead_ins or not _follows(items.get(block.level, ""), block.number):
            return
        self.items, self.lead_ins = dict(items), dict(lead_ins)

    def _is_contents(self, text: str) -> bool:
        if _is_contents_line(text):
            return True
        if self.in_contents and len(text) < 120 and not text.rstrip().endswith((".", ";")):
            return True
        if self.in_contents and not _PAGE_AT_END.search(text):
            self.in_contents = False
        return self.in_contents

    def _table(self, table: Table) -> None:
        headers: dict[int, tuple[int, ...]] = {}
        for ordinal, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                first = len(self.passages)
                for block in cell.blocks:
                    self._text(block, headers.get(column, ()), in_cell=True)
                if ordinal < table.header_rows:
                    here = tuple(range(first, len(self.passages)))
                    headers[column] = headers.get(column, ()) + here
        self.lead_ins.clear()

    def _add(
        self,
        block: Heading | Paragraph | Item,
        *,
        trail: tuple[int, ...] = (),
        context: tuple[int, ...] = (),
        is_heading: bool = False,
        is_contents: bool = False,
        is_furniture: bool = False,
        is_cell: bool = False,
        is_definition: bool = False,
    ) -> None:
        above = [self.passages[ordinal].text for ordinal in trail]
        self.passages.append(
            Passage(
                ordinal=len(self.passages),
                block=block,
                text=block.text,
                section="" if is_furniture else self._section(),
                paragraph=self.paragraph,
                trail=trail,
                context=context,
                is_heading=is_heading,
                is_contents=is_contents,
                is_furniture=is_furniture,
                is_cell=is_cell,
                is_definition=is_definition,
                is_quoted_law=any(_LAW_CLAUSE.search(text) for text in above[-1:]),
            )
        )

    def _section(self) -> str:
        """The place in a reader's words: "4.2(b) Payment", "4 Payment > Invoices"."""
        if not self.headings:
            return self._number("")
        titles: list[str] = []
        number = ""
        for heading, _ in reversed(self.headings):
            titles.insert(0, " ".join(heading.text.split()))
            number = heading.number
            if number or len(titles) == 3:
                break
        return f"{self._number(number)} {' > '.join(titles)}".strip()

    def _number(self, heading: str) -> str:
        number = self.number.rstrip(".") or heading.rstrip(".")
        outline = bool(heading and _OUTLINE.fullmatch(self.number))
        if outline:
            number = f"{heading.rstrip('.')}.{number}"
        elif self.number.startswith("(") and heading:
            number = heading.rstrip(".") + self.number
        for item in filter(None, self.items.values()):
            if number and item.startswith(f"{number}."):
                number = item.rstrip(".")  # "4.2.1" says what it stands under
            else:
                number += f".{item[:-1]}" if outline and item[-1] == "." else _in_brackets(item)
        return number


def _is_caption(block: Paragraph | Item) -> bool:
    return isinstance(block, Paragraph) and block.kind == "caption"


def _is_contents_line(text: str) -> bool:
    """Whether dots lead to a page number, or the whole line is a link into the document."""
    dotted = any(dots in text for dots in ("....", ". . . .", "……", "______"))
    return bool(dotted and _LEADERS.search(text)) or bool(_CONTENTS_LINK.match(text))


def _follows(before: str, number: str) -> bool:
    """Whether a number is the next one after another: (c) after (b), 4. after 3."""
    old, new = before.strip("(). "), number.strip("(). ")
    if old.isdigit() and new.isdigit():
        return int(new) == int(old) + 1
    if len(old) == len(new) == 1 and old.isalpha() and new.isalpha():
        return ord(new) == ord(old) + 1
    numerals = [_ROMAN.index(one) if one in _ROMAN else -1 for one in (old.lower(), new.lower())]
    return numerals[0] >= 0 and numerals[1] == numerals[0] + 1


def _in_brackets(number: str) -> str:
    return "(" + number.strip("(). ") + ")"


def heading_texts(subject: Subject, passage: Passage) -> Iterator[str]:
    """The headings above a passage, outermost first, with their numbers."""
    for ordinal in passage.trail:
        block = subject.passages[ordinal].block
        yield f"{block.number} {block.text}".strip()

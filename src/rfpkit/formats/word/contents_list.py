"""The contents list and the list of tables: live fields that show their lines from the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rfpkit.formats.word.house import STYLES, House
from rfpkit.formats.word.markup import END_FIELD, begin_field, run
from rfpkit.formats.word.ooxml import w

STAND_IN = "00"
"""The page number of each entry until ``pages.py`` fills in the right one."""

_FEW = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what its style is for, its number and words, and its bookmark."""

    use: str
    number: str
    text: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class EntryLists:
    """Writes the lists of one document in its house style.

    ``paged`` ones have room for page numbers, which are known when the pages are laid out. A
    ``letter`` has none.
    """

    house: House
    paged: bool = False
    letter: bool = False

    def contents(self, entries: Sequence[Entry]) -> str:
        """The XML of the contents list; empty for a document too short to need one."""
        bare = "" if self.paged else "\\n "
        instruction = f'TOC \\o "1-2" \\h \\z {bare}\\u \\t "{STYLES["annex"]},1"'
        unique = "<w:docPartUnique/>"
        return self._list("Contents", entries, instruction, "100000001", unique)

    def tables(self, entries: Sequence[Entry]) -> str:
        """The XML of the list of tables; empty where there are few."""
        bare = "" if self.paged else "\\n "
        return self._list("Tables", entries, f'TOC \\h \\z {bare}\\c "Table"', "100000002")

    def _list(
        self, title: str, entries: Sequence[Entry], instruction: str, key: str, more: str = ""
    ) -> str:
        if self.letter or len(entries) < _FEW:
            return ""
        lines = []
        for at, entry in enumerate(entries):
            start = begin_field(instruction) if at == 0 else ""
            end = END_FIELD if at == len(entries) - 1 else ""
            lines.append(
                f"<w:p><w:pPr>{self._look(entry)}</w:pPr>{start}{self._line(entry)}{end}</w:p>"
            )
        # Word offers to update what stands in a content control of this gallery.
        gallery = f'<w:docPartGallery w:val="Table of Contents"/>{more}'
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{key}"/><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{self._heading(title)}{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def _heading(self, title: str) -> str:
        look = f'<w:pStyle w:val="{self.house.ids["contents heading"]}"/>'
        if title != "Contents":
            # Only the first of the lists opens a page.
            look += '<w:pageBreakBefore w:val="0"/><w:spacing w:before="480"/>'
        return f"<w:p><w:pPr>{look}</w:pPr>{run(title)}</w:p>"

    def _look(self, entry: Entry) -> str:
        """The style, and the place of the page number where the style has none."""
        look = f'<w:pStyle w:val="{self.house.ids[entry.use]}"/>'
        if not self.paged:
            return look
        stops = self.house.style(entry.use).iter(w("tab"))
        if any(stop.get(w("val")) in ("right", "end") for stop in stops):
            return look
        edge = f'<w:tab w:val="right" w:leader="dot" w:pos="{self.house.text_width()}"/>'
        return f"{look}<w:tabs>{edge}</w:tabs>"

    def _line(self, entry: Entry) -> str:
        words = " ".join(entry.text.split())
        between = ": " if entry.use == "list of tables" else "\t"
        inner = run(f"{entry.number}{between}{words}" if entry.number else words)
        if self.paged:
            look = "<w:webHidden/>"
            field = begin_field(f"PAGEREF {entry.bookmark} \\h", look) + run(STAND_IN, look)
            inner += run("\t", look) + field + END_FIELD
        return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{inner}</w:hyperlink>'


def counted_label(number: str) -> str:
    """The XML of a caption's "Table 3": Word counts the number anew, and lists its tables by it."""
    name, _, count = number.rpartition(" ")
    return run(f"{name} ") + begin_field(f"SEQ {name} \\* ARABIC") + run(count) + END_FIELD

"""The blocks of a document as WordprocessingML: paragraphs carry a style, and little else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rfpkit.document.model import AnyBlock, Heading, Item, Paragraph, Table
from rfpkit.formats.word.contents_list import Entry, EntryLists, counted_label
from rfpkit.formats.word.grid import Grid
from rfpkit.formats.word.lists_out import Numbering
from rfpkit.formats.word.markup import Markup, run

_MARGINS = {"header", "footer", "cover"}
_FIRST_CONTENTS, _FIRST_TABLES = 100_000_000, 200_000_000
_BULLET_DEPTH = 3
_HEADING_DEPTH = 4


@dataclass(slots=True)
class Body:
    """Writes the blocks of one document; ids run on through it.

    ``clauses`` are the bookmarks of the library's clauses, by the anchors of their headings;
    ``ink`` is the colour that bars are drawn in.
    """

    styles: Mapping[str, str]
    markup: Markup
    numbering: Numbering
    width: int
    lists: EntryLists
    clauses: Mapping[str, str] = field(default_factory=dict)
    ink: str = "404040"
    _bookmark: int = 0
    _area: str = ""
    _in_paragraph: bool = False
    _loose_list: int = 0
    _entries: list[Entry] = field(default_factory=list)
    _tables: list[Entry] = field(default_factory=list)

    def write(self, blocks: Iterable[AnyBlock]) -> str:
        """The XML of the lists and of every block; covers and margins are the house's."""
        kept = [
            block
            for block in blocks
            if not (isinstance(block, Paragraph) and block.kind in _MARGINS)
        ]
        body = "".join(self._blocks(kept))
        return self.lists.contents(self._entries) + self.lists.tables(self._tables) + body

    def _blocks(self, blocks: Sequence[AnyBlock]) -> Iterator[str]:
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(block, Table):
                yield self._table(block)
            else:
                # The first block opens a page of its own, after cover and contents.
                opens_page = at == 0 and not self.lists.letter
                yield self._paragraph(block, following, opens_page=opens_page)

    def _paragraph(
        self, block: Heading | Paragraph | Item, following: AnyBlock | None, *, opens_page: bool
    ) -> str:
        use = self._use(block)
        look = f'<w:pStyle w:val="{self.styles[use]}"/>'
        if _introduces(block, following):
            look += "<w:keepNext/>"
        if opens_page:
            look += "<w:pageBreakBefore/>"
        if isinstance(block, Item) and block.ordered and not self._in_paragraph:
            look += self._loose(block, use)
        inner = self.markup.runs(block.runs)
        if use == "caption" and block.number:
            inner = self._caption(block, inner)
        else:
            if isinstance(block, Heading):
                inner = self._entry(block, inner)
            inner = self._anchored(block.anchor, inner)
        if block.anchor in self.clauses:
            inner = self._bookmarked(self.clauses[block.anchor], inner)
        return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"

    def _loose(self, block: Item, use: str) -> str:
        """The list of an item under no numbered paragraph, with the indent of its style."""
        self._loose_list = self._loose_list or self.numbering.loose_list()
        level = min(block.level, self.numbering.depth) - 1
        list_place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{self._loose_list}"/>'
        return f"<w:numPr>{list_place}</w:numPr>{self.numbering.indents[use]}"

    def _use(self, block: Heading | Paragraph | Item) -> str:
        """What the block's style is for."""
        if isinstance(block, Heading):
            return self._heading_use(block)
        if isinstance(block, Item):
            if not block.ordered:
                return f"bullet {min(block.level, _BULLET_DEPTH)}"
            return f"{self._area or 'clause'} {min(block.level, self.numbering.depth) + 1}"
        if block.kind == "caption":
            return "caption"
        if block.numbered:
            self._in_paragraph = True
            return f"{self._area or 'clause'} 1"
        return "text in clause" if self._area else "text"

    def _heading_use(self, block: Heading) -> str:
        self._loose_list = 0
        if block.role == "heading":
            return f"heading {min(block.level, _HEADING_DEPTH)}"
        self._in_paragraph = False
        self._area = "" if block.role == "part" else block.role
        return block.role

    def _entry(self, block: Heading, inner: str) -> str:
        """The heading with the bookmark of its line in the contents list."""
        if block.role == "heading" and block.level > 2:
            return inner
        level = 2 if block.role == "clause" or (block.role, block.level) == ("heading", 2) else 1
        name = f"_Toc{_FIRST_CONTENTS + len(self._entries)}"
        self._entries.append(Entry(f"contents {level}", block.number, block.text, name))
        return self._bookmarked(name, inner)

    def _caption(self, block: Heading | Paragraph | Item, inner: str) -> str:
        """The caption with the bookmark of its line in the list of tables.

        That of its anchor holds the label alone, which is what a reference shows.
        """
        name = f"_Toc{_FIRST_TABLES + len(self._tables)}"
        self._tables.append(Entry("list of tables", block.number, block.text, name))
        label = self._anchored(block.anchor, counted_label(block.number))
        return self._bookmarked(name, f"{label}{run(': ')}{inner}")

    def _anchored(self, anchor: str, inner: str) -> str:
        return self._bookmarked(self.markup.bookmarks.name(anchor), inner) if anchor else inner

    def _bookmarked(self, name: str, inner: str) -> str:
        self._bookmark += 1
        start = f'<w:bookmarkStart w:id="{self._bookmark}" w:name="{name}"/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{self._bookmark}"/>'

    def _table(self, table: Table) -> str:
        grid = Grid(self.styles, self.markup, self.numbering, self._anchored, self.width, self.ink)
        # Word runs tables together that touch, and wants a paragraph at the end.
        gap = f'<w:p><w:pPr><w:pStyle w:val="{self.styles["gap"]}"/></w:pPr></w:p>'
        return f"{grid.write(table)}{gap}"


def _introduces(block: Heading | Paragraph | Item, following: AnyBlock | None) -> bool:
    """Whether a block must stay on the page of the table or list that comes after it."""
    if isinstance(following, Table):
        return True
    if isinstance(following, Item):
        return not isinstance(block, Item) or following.level > block.level
    return False

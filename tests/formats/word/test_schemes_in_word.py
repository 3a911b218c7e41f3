"""Whatever the scheme: numbers are read back as written, and long ones have room."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rfpkit.content import data_folder
from rfpkit.document.counting import Level
from rfpkit.document.model import Cell, Document, Heading, Item, Paragraph, Run, Table, text_blocks
from rfpkit.document.numbering import number
from rfpkit.document.schemes import FILE, Scheme, read_schemes
from rfpkit.formats.word import read, write
from rfpkit.formats.word.ooxml import VAL, child, w
from rfpkit.formats.word.zipped import unpack

HOUSE = data_folder("templates") / "house"
SCHEMES = read_schemes(data_folder("templates") / FILE)
FORMATS = ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")
SIGNS = st.sampled_from(["", "(", ")", ".", "-", "§ ", "Art. ", "&", '"', "<"])


@st.composite
def level(draw: st.DrawFn, ordinal: int) -> Level:
    first = draw(st.integers(1, ordinal))
    counts = draw(SIGNS).strip().join(f"%{at}" for at in range(first, ordinal + 1))
    # Space at the edge of a number is no part of it, in schemes and in files alike.
    return Level(
        draw(st.sampled_from(FORMATS)), f"{draw(SIGNS).lstrip()}{counts}{draw(SIGNS).rstrip()}"
    )


@st.composite
def scheme(draw: st.DrawFn) -> Scheme:
    depth = draw(st.integers(1, 3))

    def levels(count: int) -> tuple[Level, ...]:
        return tuple(draw(level(at)) for at in range(1, count + 1))

    return Scheme("drawn", levels(1), levels(depth + 2), levels(depth + 2), levels(depth))


WORDS = (Run("Words."),)
ITEMS = st.builds(Item, runs=st.just(WORDS), level=st.integers(1, 4), ordered=st.booleans())
BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, runs=st.just(WORDS), role=st.sampled_from(["part", "clause", "annex"])),
        st.builds(Paragraph, runs=st.just(WORDS), numbered=st.just(True)),
        ITEMS,
        st.lists(ITEMS, min_size=1, max_size=4).map(
            lambda items: Table(rows=((Cell(tuple(items)),),), header_rows=0)
        ),
    ),
    max_size=25,
)


def rooted(blocks: list) -> list:
    """The blocks with lists that begin at their first level and skip none, as Markdown's do."""
    deepest, done = 0, []
    for block in blocks:
        if isinstance(block, Table):
            cells = (Cell(tuple(rooted(list(cell.blocks)))) for row in block.rows for cell in row)
            block = replace(block, rows=(tuple(cells),))
        elif isinstance(block, Item) and block.ordered:
            deepest = min(block.level, deepest + 1)
            block = replace(block, level=deepest)
        elif not isinstance(block, Item):
            deepest = 0
        done.append(block)
    return done


@settings(max_examples=60, deadline=None)
@given(scheme=scheme(), blocks=BLOCKS.map(rooted))
def test_numbers_read_back_are_those_written(scheme: Scheme, blocks: list) -> None:
    document = number(Document("T", tuple(blocks)), scheme)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.docx"
        path.write_bytes(write(document, HOUSE / "plain.docx"))
        back = read(path)
    found = [block.number for block in text_blocks(back.blocks) if block.text == "Words."]
    assert found == [block.number for block in text_blocks(document.blocks)]


def long_contract(scheme: Scheme) -> Document:
    """Thirteen clauses of thirteen paragraphs, with items to the last level in the last one."""
    blocks: list = []
    for _ in range(13):
        blocks.append(Heading(runs=WORDS, role="clause", level=2))
        blocks += [Paragraph(runs=WORDS, numbered=True)] * 13
    blocks += [Item(runs=WORDS, level=deep) for deep in (1, 2, 3)]
    return number(Document("T", tuple(blocks)), scheme)


def indents(data: bytes) -> dict[str, tuple[int, int, list[int]]]:
    """By style: where the text begins, how far the number hangs out, the tab stops."""
    found = {}
    for style in etree.fromstring(unpack(data)["word/styles.xml"]).iter(w("style")):
        properties = child(style, "pPr")
        indent = child(properties, "ind")
        if properties is not None and indent is not None:
            stops = [int(tab.get(w("pos"), "")) for tab in properties.iter(w("tab"))]
            left, hanging = indent.get(w("left"), "0"), indent.get(w("hanging"), "0")
            found[style.get(w("styleId"), "")] = int(left), int(hanging), stops
    return found


@pytest.mark.parametrize("house", ["plain", "colour"])
def test_long_numbers_get_room_and_what_is_indented_further_moves_along(house):
    path = HOUSE / f"{house}.docx"
    usual = indents(write(long_contract(SCHEMES["legal"]), path))
    wide = indents(write(long_contract(SCHEMES["decimal"]), path))
    assert usual == indents(path.read_bytes())  # 13.13 and (a) fit as drawn
    assert wide["ClauseParagraph"] == usual["ClauseParagraph"]
    for at, least in ((1, 800), (2, 1000), (3, 1150)):  # 13.13.1, 13.13.1.1, 13.13.1.1.1
        left, hanging, stops = wide[f"ClauseItem{at}"]
        assert hanging > least
        assert stops == [left]
        assert wide[f"AnnexItem{at}"] == wide[f"ClauseItem{at}"]
    edges = [wide[f"ClauseItem{at}"][0] - wide[f"ClauseItem{at}"][1] for at in (1, 2, 3)]
    assert edges == [wide[f"Clause{name}"][0] for name in ("Paragraph", "Item1", "Item2")]


def test_levels_take_on_the_wider_indents_of_their_styles():
    data = write(long_contract(SCHEMES["decimal"]), HOUSE / "plain.docx")
    wide = indents(data)
    levels = etree.fromstring(unpack(data)["word/numbering.xml"]).iter(w("lvl"))
    for one in levels:
        style = child(one, "pStyle")
        if style is not None and style.get(VAL) in wide:
            indent = child(child(one, "pPr"), "ind")
            assert indent is not None
            left, hanging, _ = wide[style.get(VAL, "")]
            assert (indent.get(w("left")), indent.get(w("hanging"))) == (str(left), str(hanging))


def test_signs_that_xml_minds_may_stand_in_a_number():
    part = Level("upperLetter", 'Part "%1" <&>')
    legal = SCHEMES["legal"]
    odd = Scheme("odd", (part,), legal.clauses, legal.annexes, legal.loose)
    document = number(Document("T", (Heading(runs=WORDS, role="part"),)), odd)
    text = unpack(write(document, HOUSE / "plain.docx"))["word/numbering.xml"].decode()
    assert re.search(r'w:lvlText w:val="Part (&quot;|")%1(&quot;|") &lt;&amp;', text)

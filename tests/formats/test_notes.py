"""Footnotes in HTML and Markdown: written with links both ways, and read back."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.document.markdown import parse
from rfpkit.document.model import Cell, Document, Heading, Paragraph, Run, Table, text_blocks
from rfpkit.document.numbering import number
from rfpkit.formats import html, markdown
from rfpkit.formats.html.reader import from_html

SAMPLE = """\
^[First & <3.]: The Supplier^[Of **bold** words and [a link](https://example.org).] must
act.^[Third.]

- a bullet^[Fourth.]

| a^[Cell.] |
|---|
| b |
"""


def sample() -> Document:
    title = Heading(runs=(Run("Titled"), Run("", note="9")), role="clause", level=2)
    note = Paragraph(runs=(Run("Of a title."),), kind="note", number="9")
    more = Paragraph(runs=(Run("And more."),), kind="note")
    return number(Document("T", (title, note, more, *parse(SAMPLE))))


def lines(blocks):
    return [
        (isinstance(block, Paragraph) and block.kind == "note",
         re.sub(r"^(?:1 |• ?)", "", "".join(run.text or f"[{run.note}]" for run in block.runs)))
        for block in text_blocks(tuple(blocks))
    ]  # fmt: skip


def test_markdown_is_read_back(tmp_path: Path):
    path = tmp_path / "t.md"
    path.write_text(markdown.write(sample()), encoding="utf-8")
    assert lines(markdown.read(path).blocks[1:]) == lines(sample().blocks)


def test_markdown_has_the_notes_at_its_end():
    text = markdown.write(sample())
    assert "[^2]\\: The Supplier[^3] must act.[^4]" in text
    assert "[^1]: Of a title.\n\n    And more.\n\n[^2]: First & \\<3.\n" in text
    assert text.rstrip().endswith("[^6]: Cell.")


def test_html_is_read_back():
    blocks = from_html(html.write(sample())).blocks
    start = next(at for at, block in enumerate(blocks) if block.text.startswith("1 Titled")
                 and isinstance(block, Heading))  # fmt: skip
    assert lines(blocks[start:]) == lines(sample().blocks)


def test_html_links_both_ways():
    page = html.write(sample())
    cited = re.findall(r'<sup><a href="#(fn-\d)" id="(fnref-\d)" role="doc-noteref">(\d)</a>', page)
    assert cited == [(f"fn-{n}", f"fnref-{n}", str(n)) for n in range(1, 7)]
    notes = re.findall(r'<li id="(fn-\d)">.*?<a href="#(fnref-\d)" role="doc-backlink"', page)
    assert notes == [(f"fn-{n}", f"fnref-{n}") for n in range(1, 7)]
    assert len(ids := re.findall(r' id="([^"]+)"', page)) == len(set(ids))


def test_html_of_pandoc_is_read_too():
    page = """\
<p>Text<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> goes
on.</p><section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>A <em>note</em>.</p>
<ul><li>listed</li></ul><p>End<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>
<p>After.</p>"""
    assert lines(from_html(page).blocks) == [
        (False, "Text[1] goes on."), (True, "A note."), (True, "listed"), (True, "End"),
        (False, "After."),
    ]  # fmt: skip


words = st.text("ab.:", min_size=1, max_size=5)
texts = st.lists(st.tuples(words, words), max_size=3).map(
    lambda found: "".join(f"{text}^[{note}]" for text, note in found)
)


@given(st.lists(st.tuples(texts, words).map("".join), min_size=1, max_size=4), st.booleans())
def test_notes_anywhere_are_read_back(paragraphs, in_table):
    blocks = [parse(text) for text in paragraphs]
    if in_table:
        cells = tuple(Cell(tuple(one)) for one in blocks)
        made = number(Document("T", (Table(rows=(cells, cells)),)))
    else:
        made = number(Document("T", tuple(block for one in blocks for block in one)))
    assert lines(from_html(html.write(made)).blocks[1:]) == lines(made.blocks)
    assert lines(parse(markdown.write(made))[1:]) == lines(made.blocks)

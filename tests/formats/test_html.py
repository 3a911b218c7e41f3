"""HTML is read as a page shows it, and written so that it reads back."""

from pathlib import Path

from rfpkit.document.model import (
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.formats import html
from rfpkit.formats.html.reader import from_html

PAGE = """\
<!doctype html><html lang="en"><head><title>Notice &amp; terms</title>
<style>p { color: red }</style></head>
<body><h1>The   notice</h1>
<p>Bidders must
 send <b>one</b> copy.<br>By portal.</p>
<ul><li>open<ol start="3"><li>third</li></ol></li></ul>
<table><tr><th>What</th><th>When</th></tr><tr><td>Deadline</td><td>1 May</td></tr></table>
<p hidden>secret</p><script>evil()</script>
</body></html>
"""


def test_a_page_is_read_as_it_shows():
    document = from_html(PAGE)
    assert document.title == "Notice & terms"
    shown = [
        [cell.text for row in b.rows for cell in row] if isinstance(b, Table) else b.text
        for b in document.blocks
    ]
    assert shown == [
        "The notice",
        "Bidders must send one copy.\nBy portal.",
        "open",
        "third",
        ["What", "When", "Deadline", "1 May"],
    ]


def test_nested_lists_know_level_and_number():
    items = [block for block in from_html(PAGE).blocks if isinstance(block, Item)]
    assert [(item.level, item.ordered, item.number) for item in items] == [
        (1, False, "•"),
        (2, True, "3."),
    ]


def test_text_stands_at_its_line_and_column():
    lines = PAGE.split("\n")
    for block in text_blocks(from_html(PAGE).blocks):
        ends = [stretch.start for stretch in block.stretches[1:]] + [len(block.text)]
        for stretch, end in zip(block.stretches, ends, strict=True):
            assert stretch.line is not None
            assert stretch.column is not None
            words = block.text[stretch.start : end].strip()
            assert words in lines[stretch.line - 1][stretch.column - 1 :]


def _document() -> Document:
    cell = Cell((Paragraph(runs=(Run("a < b & c"),)),))
    return Document(
        title="Agreement",
        blocks=(
            Heading(level=1, role="part", number="Part A", runs=(Run("Start"),)),
            Heading(level=2, role="clause", number="1", runs=(Run("Terms"),), anchor="basis/terms"),
            Paragraph(runs=(Run("See clause "), Run("1", ref="basis/terms")), number="1.1"),
            Item(runs=(Run("one"),), number="(a)"),
            Item(runs=(Run("inner"),), number="(i)", level=2),
            Item(runs=(Run("two"),), number="(b)"),
            Table(rows=((cell, cell), (cell, cell))),
            Paragraph(runs=(Run("[How many days?]", mark="unfilled"),)),
        ),
        properties={"status": "draft", "subtitle": "<script>alert(1)</script>"},
    )


def test_a_document_written_reads_back_with_its_words(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(html.write(_document()), encoding="utf-8")
    words = " ".join(block.text for block in text_blocks(html.read(path).blocks))
    for expected in ("Part A – Start", "1.1 See clause 1", "(i) inner", "a < b & c"):
        assert expected in words


def test_a_written_page_escapes_values_and_runs_no_script():
    page = html.write(_document())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<mark>[How many days?]</mark>" in page


def test_references_link_to_the_clause_they_name():
    page = html.write(_document())
    assert '<a href="#basis-terms">1</a>' in page
    assert 'id="basis-terms"' in page


def test_lists_nest_and_close():
    page = html.write(_document())
    assert page.count("<ul>") == page.count("</ul>")
    assert page.count("<li") == page.count("</li>")


def test_what_is_hidden_ends_where_its_element_ends_and_captions_are_read():
    text = (
        "<p hidden>secret <b>more</b></p><p>seen</p><div hidden><div>in</div>still</div>"
        "<table><caption>Table 1: Levels</caption><tr><th>A</th></tr><tr><td>b</td></tr></table>"
    )
    seen, caption, table = from_html(text).blocks
    assert (seen.text, caption.text) == ("seen", "Table 1: Levels")
    assert caption.kind == "caption"
    assert [[cell.text for cell in row] for row in table.rows] == [["A"], ["b"]]

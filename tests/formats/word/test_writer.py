"""A document written is the document read, and Word finds everything where it wants it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace

import pytest

from rfpkit.document.model import Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.numbering import number
from rfpkit.formats.word import read, write

PROPERTIES = {
    "title": "Agreement", "subtitle": "Permits", "buyer": "Smith & Sons <Ltd>",
    "reference": "{{ 7*7 }}", "date": "2026-11-26", "status": "draft", "language": "en-GB",
}  # fmt: skip


def text(words: str, **more) -> Paragraph:
    return Paragraph(runs=(Run(words),), **more)


def heading(role, words, anchor="", level=0) -> Heading:
    level = level or {"part": 1, "annex": 1, "clause": 2}[role]
    return Heading(runs=(Run(words),), role=role, anchor=anchor, level=level)


def item(level, words, anchor="", ordered=True) -> Item:
    return Item(runs=(Run(words),), level=level, anchor=anchor, ordered=ordered)


def sample() -> Document:
    cells = Cell((text("cell"), item(1, "in a cell"), item(1, "dot", ordered=False)))
    blocks = (
        heading("part", "The agreement", "part"),
        heading("clause", "Terms", "clause"),
        Paragraph(
            runs=(
                Run("Bold", bold=True),
                Run(" and "),
                Run("italic", italic=True),
                Run(" to "),
                Run("?", ref="item"),
                Run(", see "),
                Run("this", link="https://example.org/?a=1&b=2"),
            ),
            numbered=True,
        ),
        text("Two\nlines & <tags>\tand a tab", numbered=True),
        item(1, "first"),
        item(2, "deep", "item"),
        item(3, "deeper"),
        item(1, "dot", ordered=False),
        item(2, "dash", ordered=False),
        text("Plain."),
        heading("heading", "Sub", level=3),
        Table(rows=((Cell((text("h"),)),) * 2, (cells, Cell((text("x"),)))), widths=(0.25, 0.75)),
        heading("part", "More"),
        text("Before any clause."),
        heading("clause", "Next"),
        text("Runs on.", numbered=True),
        text("Figure 1", kind="caption"),
        heading("annex", "Environment", "annex"),
        text("Inside.", numbered=True),
        item(1, "first"),
        heading("heading", "Plain", level=1),
        heading("heading", "Plainer", level=2),
    )
    return number(Document("Agreement", blocks, kind="contract", properties=PROPERTIES))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def again(document: Document, plain, tmp_path) -> Document:
    path = tmp_path / "written.docx"
    path.write_bytes(write(document, plain))
    return read(path)


def bare(blocks):
    """The blocks without what no Word file keeps: anchors, and which runs were references."""
    for block in blocks:
        if isinstance(block, Table):
            rows = tuple(
                tuple(Cell(tuple(bare(cell.blocks))) for cell in row) for row in block.rows
            )
            yield replace(block, rows=rows)
        else:
            runs: list[Run] = []
            for run in block.runs:
                run = replace(run, ref="")
                if runs and replace(runs[-1], text="") == replace(run, text=""):
                    run = replace(run, text=runs.pop().text + run.text)
                runs.append(run)
            yield replace(block, runs=tuple(runs), anchor="")


def test_what_is_written_is_read_back(plain, tmp_path):
    document = sample()
    made = again(document, plain, tmp_path)
    body = [
        block
        for block in made.blocks
        if not (isinstance(block, Paragraph) and block.kind in ("cover", "header", "footer"))
        and not (isinstance(block, Table) and block.rows[0][0].text == "Reference")
    ]
    assert body == list(bare(document.blocks))


def test_the_cover_and_the_margins_say_what_the_properties_say(plain, tmp_path):
    made = again(sample(), plain, tmp_path)
    shown = {(b.kind, b.text) for b in made.blocks if isinstance(b, Paragraph)}
    assert {
        ("cover", "Agreement"), ("cover", "Permits"), ("cover", "Smith & Sons <Ltd>"),
        ("header", "Agreement\tDRAFT  {{ 7*7 }}"), ("footer", "Smith & Sons <Ltd>\tPage 1 of 1"),
    } <= shown  # fmt: skip
    (details,) = [
        b for b in made.blocks if isinstance(b, Table) and b.rows[0][0].text == "Reference"
    ]
    assert [[cell.text for cell in row] for row in details.rows] == [
        ["Reference", "{{ 7*7 }}"], ["Date", "26 November 2026"], ["Status", "Draft"],
    ]  # fmt: skip


def test_the_file_tells_about_itself(plain, tmp_path):
    made = again(sample(), plain, tmp_path)
    assert (made.title, made.kind) == ("Agreement", "contract")
    assert made.properties == PROPERTIES


def test_a_final_document_has_no_draft_mark_and_empty_facts_no_line(plain, tmp_path):
    made = again(replace(sample(), properties={"status": "final"}), plain, tmp_path)
    words = "\n".join(b.text for b in made.blocks if isinstance(b, Paragraph))
    assert "DRAFT" not in words
    tables = [b for b in made.blocks if isinstance(b, Table)]
    assert [cell.text for cell in tables[0].rows[0]] == ["Status", "Final"]


def test_a_cover_without_facts_has_no_empty_table(plain):
    document = parts(write(Document("T", ()), plain))["word/document.xml"]
    assert "<w:tbl>" not in document


def test_the_same_document_gives_the_same_bytes(plain):
    first = write(sample(), plain)
    time.sleep(2.1)  # zip files keep times of two seconds
    assert write(sample(), plain) == first


def test_zip_entries_carry_no_time_and_no_leftovers(plain):
    data = write(sample(), plain)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert entries[0].filename == "[Content_Types].xml"
    everything = parts(data)
    assert not any("thumbnail" in name or "stylesWithEffects" in name for name in everything)
    assert not any("w:rsid" in text for text in everything.values())
    core = everything["docProps/core.xml"]
    assert core.count("2026-11-26T00:00:00Z") == 2


def test_every_level_names_its_style_and_every_style_its_level(plain):
    everything = parts(write(sample(), plain))
    numbering, styles = everything["word/numbering.xml"], everything["word/styles.xml"]
    links = re.findall(
        r'<w:lvl w:ilvl="(\d)">(?:(?!</w:lvl>).)*?<w:pStyle w:val="(\w+)"', numbering
    )
    assert len(links) == 14
    for level, style in links:
        (definition,) = re.findall(rf'w:styleId="{style}".*?</w:style>', styles)
        ilvl = re.search(r'<w:numPr>(?:<w:ilvl w:val="(\d)"/>)?<w:numId', definition)
        assert ilvl
        assert (ilvl[1] or "0") == level


def test_paragraphs_carry_only_their_style(plain):
    body = parts(write(sample(), plain))["word/document.xml"]
    assert '<w:p><w:pPr><w:pStyle w:val="ClauseItem3"/></w:pPr>' in body
    # Direct list places stand in table cells alone.
    assert "<w:numPr>" not in re.sub(r"<w:tbl>.*?</w:tbl>", "", body)


def test_references_are_live_and_their_targets_bookmarked(plain):
    body = parts(write(sample(), plain))["word/document.xml"]
    (name,) = re.findall(r" REF (_Ref\d{9}) \\w \\h ", body)
    assert f'w:name="{name}"' in body
    assert ">1.2(a)(i)<" in body
    ids = re.findall(r'<w:bookmarkStart w:id="(\d+)"', body)
    assert sorted(ids) == sorted(set(ids))
    assert sorted(re.findall(r'<w:bookmarkEnd w:id="(\d+)"', body)) == sorted(ids)
    names = re.findall(r'w:name="(_\w+)"', body)
    assert len(names) == len(set(names))


def test_bookmarks_do_not_depend_on_the_rest_of_the_document(plain):
    def name(document):
        body = parts(write(document, plain))["word/document.xml"]
        return re.findall(r" REF (_Ref\d{9})", body)

    document = sample()
    more = number(replace(document, blocks=(heading("clause", "First", "new"), *document.blocks)))
    assert name(document) == name(more)


def test_contents_list_shows_its_lines(plain):
    body = parts(write(sample(), plain))["word/document.xml"]
    contents = body[body.index("<w:sdt>") : body.index("</w:sdt>")]
    plain_text = re.sub(r"<w:tab/>", " ", contents)
    lines = [
        "".join(re.findall(r"<w:t[^>]*>([^<]*)| (?=<)", line))
        for line in plain_text.split("</w:p>")
    ]
    assert lines[:4] == ["Contents", "Part AThe agreement", "1Terms", "Part BMore"]
    anchors = re.findall(r'w:anchor="(_Toc\d+)"', contents)
    assert all(f'w:name="{anchor}"' in body for anchor in anchors)
    assert "Sub" not in plain_text


def test_tables_fill_the_width_and_repeat_their_headers(plain):
    body = parts(write(sample(), plain))["word/document.xml"]
    (grid,) = re.findall(r"<w:tblGrid>((?:(?!</w:tblGrid>).)*)</w:tblGrid>", body)[1:]
    widths = [int(width) for width in re.findall(r'w:w="(\d+)"', grid)]
    assert sum(widths) == 9070
    assert widths[1] == pytest.approx(3 * widths[0], abs=2)
    assert body.count("<w:tblHeader/>") == 1


def test_a_list_in_a_cell_does_not_disturb_the_list_around_its_table(plain, tmp_path):
    cell = Cell((item(1, "In the cell."), item(1, "So too.")))
    blocks = (item(1, "Before."), Table(((cell,),), header_rows=0), item(1, "After."))
    made = number(Document("T", blocks))
    read_back = again(made, plain, tmp_path)
    numbers = [
        [b.number for row in block.rows for c in row for b in c.blocks]
        if isinstance(block, Table)
        else block.number
        for block in read_back.blocks
        if not isinstance(block, Paragraph)
    ]
    assert numbers == ["(a)", ["(a)", "(b)"], "(b)"]


def test_narrow_columns_get_room_for_their_words(plain):
    words = ("representatives", "a", "b", "c", "d", "e")
    table = Table(rows=(tuple(Cell((text(word),)) for word in words),), widths=(1, 2, 2, 2, 2, 2))
    body = parts(write(Document("T", (table,)), plain))["word/document.xml"]
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', body)][-6:]
    assert widths[0] > 15 * 90
    assert sum(widths) == 9070


def test_signatures_have_lines_to_sign_on(plain):
    rows = tuple((Cell((text(words),)),) * 2 for words in ("For the Buyer", "Signature:"))
    body = parts(write(Document("T", (Table(rows=rows, kind="signatures"),)), plain))
    document = body["word/document.xml"]
    assert document.count('w:leader="underscore"') == 2
    assert 'w:tblStyle w:val="HouseSignatures"' in document


def test_unfilled_blanks_are_marked(plain):
    marked = Paragraph(runs=(Run("[How long?]", mark="unfilled"), Run("“Term”", mark="term")))
    body = parts(write(Document("T", (marked,)), plain))["word/document.xml"]
    assert '<w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">[How long?]' in body
    assert '<w:b/></w:rPr><w:t xml:space="preserve">“Term”' in body


@pytest.mark.parametrize(("language", "size"), [("en-US", "12240"), ("en-GB", "11906")])
def test_the_page_follows_the_language(plain, language, size):
    everything = parts(write(Document("T", (), properties={"language": language}), plain))
    document = everything["word/document.xml"]
    assert f'<w:pgSz w:w="{size}"' in document
    left = int(re.search(r'w:left="(\d+)" w:header', document)[1])
    assert int(size) - 2 * left == pytest.approx(9070, abs=1)
    assert f'<w:lang w:val="{language}"' in everything["word/styles.xml"]


def test_characters_that_xml_forbids_are_dropped(plain, tmp_path):
    dirty = text("a\x00b\x0bc\x1fd\ud800e\ufffef")
    made = again(Document("T\x00itle", (dirty,)), plain, tmp_path)
    assert made.title == "Title"
    assert "abcdef" in [block.text for block in made.blocks if isinstance(block, Paragraph)]


def test_a_long_contract_is_written_quickly(plain):
    write(sample(), plain)  # imports
    words = "The Supplier shall do this with skill and care and tell the Buyer of delays. " * 3
    blocks = [
        block
        for at in range(60)
        for block in (
            heading("clause", f"Clause {at}", f"c{at}"),
            *(
                Paragraph(runs=(Run(words), Run("?", ref=f"c{at}")), numbered=True)
                for _ in range(8)
            ),
        )
    ]
    document = number(Document("T", tuple(blocks)))
    start = time.process_time()
    write(document, plain)
    # 0.05 s of a processor; the rest is for slower ones.
    assert time.process_time() - start < 1


def test_importing_the_package_loads_no_heavy_library():
    import subprocess
    import sys

    code = (
        "import sys, rfpkit.formats.word;"
        "print(sorted({'docx', 'docxtpl', 'jinja2', 'lxml'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"

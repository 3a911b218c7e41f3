"""Footnotes written are footnotes read, and LibreOffice sets them at the foot of the page."""

from __future__ import annotations

import re
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rfpkit.document.model import Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.numbering import number
from rfpkit.errors import InputError
from rfpkit.formats import read as read_any
from rfpkit.formats.word import read, write
from rfpkit.formats.word.fitting import faults_of
from rfpkit.formats.word.ooxml import W
from rfpkit.formats.word.soundness import faults_of_package
from rfpkit.formats.word.zipped import pack, unpack

SHOWN = ("number", "level", "role", "numbered", "kind", "ordered")
CITED = Run("", note="1")


def note(*runs: Run | str) -> Paragraph:
    made = tuple(Run(run) if isinstance(run, str) else run for run in runs)
    return Paragraph(runs=made, kind="note", number="1")


def body(*runs: Run | str, **more) -> Paragraph:
    made = tuple(Run(run) if isinstance(run, str) else run for run in runs)
    return Paragraph(runs=made, **more)


def heading(words, role, anchor=""):
    return Heading(runs=(Run(words),), role=role, level=2 if role == "clause" else 1, anchor=anchor)


def sample() -> Document:
    link = Run("the text", link="https://example.org/law?a=1&b=2")
    cells = (Cell((body("Cell", CITED), note("In a cell."))), Cell((body("Plain"),)))
    blocks = (
        heading("Part", "part"),
        heading("Clause", "clause", "clause"),
        body(CITED, "At the start, twice", CITED, " in one.", numbered=True, anchor="here"),
        note("First of two."),
        note("See clause ", Run("?", ref="here"), ", ", Run("bold", bold=True), " and ", link, "."),
        Item(runs=(Run("an item"), CITED, Run(";")), level=1),
        note("Of an ", Run("item", italic=True), ".\nTwo lines & <signs>."),
        Item(runs=(Run("another."),), level=1),
        Table(rows=((Cell((body("Head"),)),) * 2, cells)),
        body("After.", CITED, numbered=True),
        note("With more than one"),
        body("paragraph.", kind="note"),
    )
    return number(Document("Agreement", blocks, properties={"language": "en-GB"}))


def plain_refs(blocks):
    """The blocks as a file gives them back: without anchors, references joined to their words."""
    for block in blocks:
        if isinstance(block, Table):
            rows = [[Cell(tuple(plain_refs(cell.blocks))) for cell in row] for row in block.rows]
            yield Table(rows=tuple(map(tuple, rows)), header_rows=block.header_rows)
            continue
        runs: list[Run] = []
        for run in block.runs:
            run = Run(run.text, run.bold, run.italic, link=run.link, note=run.note)
            joins = runs and not run.note and not runs[-1].note
            if joins and Run("", *looks(runs[-1])) == Run("", *looks(run)):
                run = Run(runs.pop().text + run.text, *looks(run))
            runs.append(run)
        yield type(block)(
            **{name: getattr(block, name) for name in SHOWN if hasattr(block, name)},
            runs=tuple(runs),
        )


def looks(run):
    return run.bold, run.italic, "", "", run.link


def shown(document: Document) -> list:
    kept = (
        block
        for block in document.blocks
        if not (isinstance(block, Paragraph) and block.kind in ("cover", "header", "footer"))
        and not (isinstance(block, Table) and block.rows[0][0].text == "Reference")
    )
    return list(plain_refs(kept))


def saved(document, house, tmp_path, name="written.docx"):
    path = tmp_path / name
    path.write_bytes(write(document, house))
    return path


def test_notes_count_through_the_document():
    numbers = [
        run.note
        for block in sample().blocks
        for one in (block.rows[1][0].blocks if isinstance(block, Table) else (block,))
        for run in one.runs
        if run.note
    ]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_what_is_written_is_read_back(plain, tmp_path):
    assert shown(read(saved(sample(), plain, tmp_path))) == shown(sample())


def test_the_file_is_sound_and_the_same_each_time(plain):
    data = write(sample(), plain)
    assert faults_of_package(data) == ()
    assert data == write(sample(), plain)
    parts = unpack(data)
    assert b'w:type="separator"' in parts["word/footnotes.xml"]
    assert (
        b'<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        in (parts["word/settings.xml"])
    )
    assert b"example.org" in parts["word/_rels/footnotes.xml.rels"]


def test_a_document_without_notes_has_no_part_for_them(plain):
    parts = unpack(write(number(Document("T", (body("Text."),))), plain))
    assert not any("footnotes" in name for name in parts)
    assert b"footnotePr" not in parts["word/settings.xml"]


def with_parts(plain, tmp_path, change):
    parts = unpack(plain.read_bytes())
    change(parts)
    path = tmp_path / "house.docx"
    path.write_bytes(pack(parts))
    return path


def without_styles(parts):
    root = etree.fromstring(parts["word/styles.xml"])
    for style in root.findall(f"{{{W}}}style"):
        if style.get(f"{{{W}}}styleId") in ("FootnoteText", "FootnoteReference"):
            root.remove(style)
    parts["word/styles.xml"] = etree.tostring(root)


def test_a_house_style_without_styles_for_notes_gets_words_own(plain, tmp_path):
    house = with_parts(plain, tmp_path, without_styles)
    assert faults_of(house) == ()
    parts = unpack(write(sample(), house))
    for name in ("footnote text", "footnote reference"):
        key = name.title().replace(" ", "")
        assert f'w:styleId="{key}"><w:name w:val="{name}"/>'.encode() in parts["word/styles.xml"]
    assert shown(read(saved(sample(), house, tmp_path))) == shown(sample())


def with_old_notes(parts):
    space = f'xmlns:w="{W}"'
    rest = "<w:p><w:r><w:t>Old.</w:t></w:r></w:p>"
    parts["word/footnotes.xml"] = (
        f'<w:footnotes {space}><w:footnote w:type="separator" w:id="3"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{rest}</w:footnote></w:footnotes>'
    ).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", link.encode())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", override.encode()
    )
    counting = b'<w:footnotePr><w:numFmt w:val="upperRoman"/></w:footnotePr><w:compat>'
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:compat>", counting)


def test_a_house_style_keeps_its_separators_and_no_counting_of_its_own(plain, tmp_path):
    house = with_parts(plain, tmp_path, with_old_notes)
    data = write(sample(), house)
    assert faults_of_package(data) == ()
    parts = unpack(data)
    root = etree.fromstring(parts["word/footnotes.xml"])
    kinds = [(one.get(f"{{{W}}}type"), one.get(f"{{{W}}}id")) for one in root]
    assert kinds[:3] == [("separator", "3"), ("continuationSeparator", "0"), (None, "4")]
    assert b"upperRoman" not in parts["word/settings.xml"]
    assert b"Old." not in parts["word/footnotes.xml"]
    assert shown(read(saved(sample(), house, tmp_path))) == shown(sample())


def test_a_house_style_with_a_note_of_its_own_is_refused(plain, tmp_path):
    def change(parts):
        with_old_notes(parts)
        mark = b'<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:p>", mark, 1)

    house = with_parts(plain, tmp_path, change)
    with pytest.raises(InputError, match="has a footnote of its own"):
        write(sample(), house)
    with pytest.raises(InputError, match="has a footnote of its own"):
        faults_of(house)
    assert write(number(Document("T", (body("Text."),))), house)


def test_notes_of_other_peoples_files_bear_the_numbers_that_word_gives_them(docx):
    def p(*runs):
        return f"<w:p>{''.join(runs)}</w:p>"

    def r(words):
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    def mark(kind, key, more=""):
        return f'<w:r><w:{kind}Reference w:id="{key}"{more}/></w:r>'

    own = ' w:customMarkFollows="1"'
    text = p(r("One"), mark("footnote", 5), r(" star"), mark("footnote", 6, own), r("* end"),
             mark("endnote", 2), mark("footnote", 9), r(" on."))  # fmt: skip
    notes = "".join(
        f'<w:footnote w:id="{key}">{p(r(words))}</w:footnote>'
        for key, words in ((9, "Nine."), (5, "Five."), (6, "Six."))
    )
    ends = f'<w:endnote w:id="2">{p(r("End."))}{p(r("More."))}</w:endnote>'
    blocks = read(docx(text, footnotes=notes, endnotes=ends)).blocks
    assert [(run.text, run.note) for run in blocks[0].runs] == [
        ("One", ""), ("", "1"), (" star* end", ""), ("", "i"), ("", "2"), (" on.", ""),
    ]  # fmt: skip
    assert [(b.number, b.text) for b in blocks[1:]] == [
        ("1", "Five."), ("", "Six."), ("i", "End."), ("", "More."), ("2", "Nine."),
    ]  # fmt: skip


words = st.text("ab c.&<", min_size=1, max_size=6).map(str.strip).filter(bool)


@st.composite
def cited_texts(draw):
    """The runs of a block that cites up to two notes, and these notes."""
    count = draw(st.integers(0, 2))
    texts = [draw(words) for _ in range(count + 1)]
    if count and draw(st.booleans()):
        texts[0] = ""  # at the very start
    if count > 1 and draw(st.booleans()):
        texts[1] = ""  # side by side
    runs = [Run(texts[0])]
    for after in texts[1:]:
        runs += [CITED, Run(after)]
    notes = [note(draw(words)) for _ in range(count)]
    return tuple(run for run in runs if run.text or run.note), notes


@st.composite
def odd_documents(draw):
    blocks = [heading("C", "clause")]
    for _ in range(draw(st.integers(1, 4))):
        runs, notes = draw(cited_texts())
        kind = draw(st.sampled_from(("numbered", "plain", "item", "bullet", "heading", "table")))
        if kind == "table":
            blocks += [Table(rows=((Cell((Paragraph(runs=runs), *notes)),),), header_rows=0)]
            continue
        if kind == "heading":
            blocks.append(Heading(runs=runs, level=3))
        elif kind in ("item", "bullet"):
            blocks.append(Item(runs=runs, level=1, ordered=kind == "item"))
        else:
            blocks.append(Paragraph(runs=runs, numbered=kind == "numbered"))
        blocks += notes
    return number(Document("T", tuple(blocks)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(document=odd_documents())
def test_notes_at_odd_places_are_read_back(plain, tmp_path, document):
    data = write(document, plain)
    assert faults_of_package(data) == ()
    path = tmp_path / "odd.docx"
    path.write_bytes(data)
    assert shown(read(path)) == shown(document)


@pytest.fixture
def by_libreoffice(tmp_path):
    """A function that saves a file anew with LibreOffice, in another format or the same."""

    def convert(path, ending):
        folder = tmp_path / "again"
        command = [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", ending, "--outdir", str(folder), str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return folder / f"{path.stem}.{ending}"

    return convert


@pytest.mark.libreoffice
def test_a_page_shows_notes_at_its_foot_with_references_worked_out(plain, tmp_path, to_pdf):
    parts = unpack(write(sample(), plain))
    stale, count = re.subn(
        rb"(REF _Ref\d+ \\w \\h </w:instrText>.*?<w:t xml:space=.preserve.>)[^<]*",
        rb"\1STALE",
        parts["word/footnotes.xml"],
    )
    assert count == 1
    path = tmp_path / "stale.docx"
    path.write_bytes(pack(parts | {"word/footnotes.xml": stale}))
    _, foot = " ".join(to_pdf(path).split()).split("1.2 After.5 ")
    assert foot.startswith(
        "1 First of two. 2 See clause 1.1, bold and the text. 3 Of an item. Two lines & <signs>. "
        "4 In a cell. 5 With more than one paragraph. Page"
    )


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_notes_outlive_libreoffice(plain, tmp_path, by_libreoffice, ending):
    again = by_libreoffice(saved(sample(), plain, tmp_path), ending)
    assert shown(read_any(again)) == shown(sample())

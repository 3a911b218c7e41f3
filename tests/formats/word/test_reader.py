"""What Word shows is read, and nothing else."""

from __future__ import annotations

import pytest

from rfpkit.document.model import Heading, Item, Paragraph, Run, Stretch, Table
from rfpkit.errors import UnreadableError
from rfpkit.formats.word import read


def p(*inner: str, ppr: str = "") -> str:
    return f"<w:p><w:pPr>{ppr}</w:pPr>{''.join(inner)}</w:p>"


def r(text: str, rpr: str = "") -> str:
    return f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def texts(document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("thirty") + f"<w:del>{r('gone')}</w:del><w:ins>{r(' days')}</w:ins>", "thirty days"),
        (f"<w:moveFrom>{r('old')}</w:moveFrom><w:moveTo>{r('new')}</w:moveTo>", "new"),
        ("<w:moveFrom>" + r("old", "<w:vanish w:val='0'/>") + "</w:moveFrom>" + r("x"), "x"),
        ("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>" + r("kept"), "kept"),
        (f"<w:sdt><w:sdtContent>{r('control')}</w:sdtContent></w:sdt>", "control"),
        (f"<w:smartTag>{r('smart')}</w:smartTag>", "smart"),
        (f'<w:hyperlink w:anchor="x">{r("link")}</w:hyperlink>', "link"),
        (f'<w:fldSimple w:instr="REF x">{r("4.2")}</w:fldSimple>', "4.2"),
        (field("REF x \\h", r("4.2")), "4.2"),
        (field("IF " + field("DOCPROPERTY x", r("inner")) + " = 1", r("outer")), "outer"),
        (field("QUOTE", r("a ") + field("REF y", r("b"))), "a b"),
        (r("a") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("b"), "ab"),
        (r("a") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("b"), "ab"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", "a-b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" yes"), "☑ yes"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 4"), "≥ 4"),
        (r("seen") + r("hidden", "<w:vanish/>"), "seen"),
        (r("a") + "<w:commentRangeStart/><w:r><w:commentReference/></w:r>" + r("b"), "ab"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/>'
            "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX"
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" I agree"),
            "☒ I agree",
        ),
        (r("  padded \t"), "padded"),
    ],
)
def test_a_paragraph_shows(docx, inner, text):
    assert texts(read(docx(p(inner)))) == [text]


def test_paragraphs_whose_mark_is_deleted_run_on(docx):
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = p(r("one "), ppr=deleted) + p(r("two "), ppr=deleted) + p(r("three")) + p(r("four"))
    assert texts(read(docx(body))) == ["one two three", "four"]


def test_a_field_runs_over_paragraphs(docx):
    body = (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF x</w:instrText></w:r>')
        + p("<w:r><w:instrText>more</w:instrText></w:r><w:r><w:t>secret</w:t></w:r>")
        + p('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("one"))
        + p(r("two") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )
    assert texts(read(docx(body))) == ["one", "two"]


def test_a_table_of_contents_is_not_read_twice(docx):
    body = p(field("TOC \\o", r("1 Terms"))) + p(r("Terms"))
    assert texts(read(docx(body))) == ["Terms"]


def test_runs_keep_their_look_and_their_links(docx):
    link = (
        '<Relationship Id="web" Type="http://x/hyperlink" Target="https://example.org" '
        'TargetMode="External"/>'
    )
    body = p(
        r("a", "<w:b/>"), r("b", "<w:b/>"), r("c", '<w:b w:val="0"/><w:i/>'),
        f'<w:hyperlink r:id="web">{r("d")}</w:hyperlink>',
        field('HYPERLINK "https://example.com"', r("e")),
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('f')}</w:sdtContent></w:sdt>",
    )  # fmt: skip
    (block,) = read(docx(body, links=link)).blocks
    assert block.runs == (
        Run("ab", bold=True),
        Run("c", italic=True),
        Run("d", link="https://example.org"),
        Run("e", link="https://example.com"),
        Run("f", mark="unfilled"),
    )


def test_text_boxes_are_read_once(docx):
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box.replace('boxed', 'old')}</v:textbox></w:pict></w:r>"
    blocks = read(docx(p(r("around"), drawing, old))).blocks
    assert [(b.text, b.kind) for b in blocks] == [
        ("around", "body"), ("boxed", "box"), ("old", "box"),
    ]  # fmt: skip


def test_notes_follow_the_block_that_cites_them(docx):
    notes = (
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" First note."))}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{p(r("End note."))}</w:endnote>'
    body = (
        p(r("Cites"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" on."))
        + p(r("Too"), '<w:r><w:endnoteReference w:id="2"/></w:r>')
        + p("<w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:del>", r("Not"))
    )
    blocks = read(docx(body, footnotes=notes, endnotes=ends)).blocks
    assert [(b.text, b.kind) for b in blocks] == [
        ("Cites on.", "body"), ("First note.", "note"), ("Too", "body"), ("End note.", "note"),
        ("Not", "body"),
    ]  # fmt: skip


def test_headers_and_footers_come_last_and_once(docx):
    def section(*kinds, first=""):
        refs = "".join(
            f'<w:{k.rstrip("0123456789")}Reference w:type="{t}" r:id="{k}"/>' for k, t in kinds
        )
        return f"<w:sectPr>{refs}{first}</w:sectPr>"

    body = (
        p(r("one"), ppr=section(("header1", "default"), ("header3", "first")))
        + p(r("two"))
        + section(("header2", "default"), ("header1", "even"), ("footer1", "default"))
    )
    same, footer = p(r("Same")), p(r("Page "), field("PAGE", r("1")))
    blocks = read(
        docx(body, header1=same, header2=same, header3=p(r("Unseen")), footer1=footer)
    ).blocks
    assert [(b.text, b.kind) for b in blocks] == [
        ("one", "body"), ("two", "body"), ("Same", "header"), ("Page 1", "footer"),
    ]  # fmt: skip


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H2"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Out"><w:name w:val="Out"/>'
    '<w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="L"/><w:basedOn w:val="Loop"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="Note"><w:name w:val="Note"/><w:rPr><w:vanish/>'
    "</w:rPr></w:style>"
)


def styled(style: str, text: str, more: str = "") -> str:
    return p(r(text), ppr=f'<w:pStyle w:val="{style}"/>{more}')


def test_headings_come_from_styles_and_what_they_are_based_on(docx):
    body = (
        styled("H2", "a") + styled("Own", "b") + styled("Out", "c") + styled("Loop", "d")
        + styled("Own", "e", '<w:outlineLvl w:val="9"/>')
        + p(r("f"), ppr='<w:outlineLvl w:val="0"/>')
    )  # fmt: skip
    blocks = read(docx(body, styles=STYLES)).blocks
    assert [b.level if isinstance(b, Heading) else 0 for b in blocks] == [2, 2, 4, 0, 0, 1]


def test_titles_and_captions_are_told_apart(docx):
    document = read(docx(styled("T", "The title") + styled("C", "Table 1"), styles=STYLES))
    assert [b.kind for b in document.blocks] == ["cover", "caption"]
    assert document.title == "The title"


def test_text_hidden_by_its_style_is_out(docx):
    body = styled("Hid", "no") + p(r("no", '<w:rStyle w:val="Note"/>'), r("yes"))
    body += p(r("shown", '<w:vanish w:val="0"/>'), ppr='<w:pStyle w:val="Hid"/>')
    assert texts(read(docx(body, styles=STYLES))) == ["yes", "shown"]


def tc(inner: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def test_tables_keep_their_columns(docx):
    nested = f"<w:tbl>{tr(tc(p(r('n1'))), tc(p(r('n2'))))}</w:tbl>"
    body = (
        "<w:tbl><w:tblGrid><w:gridCol w:w='100'/><w:gridCol w:w='200'/><w:gridCol w:w='100'/>"
        "</w:tblGrid>"
        + tr(tc(p(r("h1")), "<w:gridSpan w:val='2'/>"), tc(p(r("h2"))), look="<w:tblHeader/>")
        + tr(
            tc(p(r("a")), "<w:vMerge w:val='restart'/>"),
            tc(p(r("b")) + p(r("c"))),
            tc(nested + p()),
        )
        + tr(tc(p(), "<w:vMerge/>"), tc(p(r("d"))), look="<w:gridAfter w:val='1'/>")
        + tr(tc(p(r("gone"))), look="<w:del/>")
        + f"<w:sdt><w:sdtContent>{tr(tc(p(r('e'))), tc(p()), tc(p()))}</w:sdtContent></w:sdt>"
        + "</w:tbl>"
    )
    (table,) = read(docx(body)).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["h1", "", "h2"], ["a", "b\nc", "n1\nn2"], ["", "d", ""], ["e", "", ""],
    ]  # fmt: skip
    assert (table.header_rows, table.widths) == (1, (0.25, 0.5, 0.25))


def test_block_controls_are_transparent(docx):
    body = (
        f"<w:sdt><w:sdtContent>{p(r('a'))}<w:tbl>{tr(tc(p(r('b'))))}</w:tbl></w:sdtContent></w:sdt>"
    )
    first, second = read(docx(body)).blocks
    assert (first.text, second.rows[0][0].text) == ("a", "b")


def test_pages_where_the_file_tells(docx):
    turn = "<w:lastRenderedPageBreak/>"
    body = (
        p(r("one"))
        + p(r("two "), f"<w:r>{turn}<w:t>three</w:t></w:r>")
        + p('<w:r><w:br w:type="page"/></w:r>')
        + p(f"<w:r>{turn}<w:t>four</w:t></w:r>")
    )
    stretches = [block.stretches for block in read(docx(body)).blocks]
    assert stretches == [
        (Stretch(0, page=1),), (Stretch(0, page=1), Stretch(4, page=2)), (Stretch(0, page=3),),
    ]  # fmt: skip


def test_no_pages_where_the_file_does_not_tell(docx):
    body = p(r("one")) + p('<w:r><w:br w:type="page"/></w:r>', r("two"))
    assert [block.stretches for block in read(docx(body)).blocks] == [(), ()]


def test_strict_office_open_xml_is_read(docx):
    path = docx(p(r("strict")))
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(usual, strict)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert texts(read(path)) == ["strict"]


def test_documents_that_word_merges_in_are_not_passed_over(docx):
    with pytest.raises(UnreadableError, match="merges in"):
        read(docx(p(r("a")) + '<w:altChunk r:id="x"/>'))


def test_items_are_told_from_paragraphs(docx):
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def at(level):
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'

    body = (
        p(r("a"), ppr=at(0)) + p(r("b"), ppr=at(1)) + p(ppr=at(0)) + p(r("c"), ppr=at(0))
        + p(r("d"), ppr='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("<w:del>" + r("x") + "</w:del>", ppr=at(0) + "<w:rPr><w:del/></w:rPr>")
        + p(r("e"), ppr=at(0))
    )  # fmt: skip
    blocks = read(docx(body, numbering=lists)).blocks
    assert blocks == (
        Item(runs=(Run("a"),), number="1.", level=1),
        Item(runs=(Run("b"),), level=2, ordered=False),
        # The empty second item shows its number in Word, so the next one is the third.
        Item(runs=(Run("c"),), number="3.", level=1),
        Paragraph(runs=(Run("d"),)),
        Item(runs=(Run("e"),), number="4.", level=1),
    )

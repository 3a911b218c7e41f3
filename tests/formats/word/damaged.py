"""A sound Word file with one of everything, and many small ways to break it."""

from __future__ import annotations

from .conftest import OFFICE, parts_of

DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="{}" name="Picture" descr="A map"/></wp:inline>'
    "</w:drawing></w:r>"
)
CHANGE = 'w:author="A" w:date="2026-01-02T00:00:00Z"'


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(instruction: str, words: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{text(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BODY = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:keepNext/><w:numPr><w:ilvl w:val="0"/>'
    '<w:numId w:val="1"/></w:numPr><w:jc w:val="left"/></w:pPr>'
    '<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + text("Scope") + '<w:bookmarkEnd w:id="1"/></w:p>'
    '<w:p><w:bookmarkStart w:id="2" w:name="_Ref2"/><w:bookmarkEnd w:id="2"/>'
    + field("REF _Ref1 \\w \\h", "1")
    + '<w:hyperlink w:anchor="_Ref2"><w:r><w:t>Scope</w:t></w:r></w:hyperlink>'
    '<w:hyperlink r:id="rId7"><w:r><w:rPr><w:rStyle w:val="Link"/><w:b/><w:sz w:val="20"/></w:rPr>'
    "<w:t>The law</w:t></w:r></w:hyperlink></w:p>"
    '<w:p><w:commentRangeStart w:id="0"/>' + text("Commented") + '<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    f'<w:p><w:ins w:id="11" {CHANGE}><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins>'
    f'<w:del w:id="12" {CHANGE}><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
    '<w:p><w:moveFromRangeStart w:id="21" w:name="move1" w:author="A"/>'
    f'<w:moveFrom w:id="22" {CHANGE}>{text("moved")}</w:moveFrom><w:moveFromRangeEnd w:id="21"/>'
    '<w:moveToRangeStart w:id="23" w:name="move1" w:author="A"/>'
    f'<w:moveTo w:id="24" {CHANGE}>{text("moved")}</w:moveTo><w:moveToRangeEnd w:id="23"/></w:p>'
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/>'
    '<w:tblLook w:val="0620" w:firstRow="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/>'
    '<w:gridCol w:w="200"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>'
    f"<w:tc><w:p>{text('Name')}</w:p></w:tc><w:tc><w:p>{text('Sum')}</w:p></w:tc></w:tr>"
    f'<w:tr><w:tc><w:tcPr><w:tcW w:w="300" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>'
    f"<w:p>{text('All')}</w:p></w:tc></w:tr></w:tbl>"
    '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    f"<w:p>{DRAWING.format(1)}{DRAWING.format(2)}</w:p>"
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11906" '
    'w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="700" w:footer="700" w:gutter="0"/></w:sectPr>'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1">'
    '<w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="character" '
    'w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F5A8A"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>'
    '<w:lvlText w:val="%1"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num>'
)
LINKS = (
    f'<Relationship Id="rId7" Type="{OFFICE}/hyperlink" Target="https://example.org/law" '
    f'TargetMode="External"/><Relationship Id="rId8" Type="{OFFICE}/comments" '
    'Target="comments.xml"/>'
)
MAIN_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD10 = "http://schemas.microsoft.com/office/word/2010/wordml"
COMMENTS = (
    f'<w:comments xmlns:w="{MAIN_SPACE}" xmlns:w14="{WORD10}"><w:comment w:id="0" w:author="A" '
    f'w:date="2026-01-02T00:00:00Z"><w:p w14:paraId="1A2B3C4D">{text("Why?")}</w:p></w:comment>'
    "</w:comments>"
)
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="1"><w:p>{text("Note.")}</w:p></w:footnote>'
)


def good() -> dict[str, str]:
    """The parts of the sound file."""
    parts = parts_of(
        BODY,
        {
            "styles": STYLES, "numbering": NUMBERING, "footnotes": NOTES, "links": LINKS,
            "header1": f"<w:p>{text('Head')}</w:p>", "word/comments.xml": COMMENTS,
        },
    )  # fmt: skip
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", override)
    return parts


DOCUMENT, RELS = "word/document.xml", "word/_rels/document.xml.rels"
TYPES, STYLE_PART, LIST_PART = "[Content_Types].xml", "word/styles.xml", "word/numbering.xml"
COMMENT_PART = "word/comments.xml"

# What is done, where, what stands there, what takes its place, and what must be told.
BREAKS = [
    ("bookmark id twice", DOCUMENT, 'Start w:id="2" w:name="_R', 'Start w:id="1" w:name="_R',
     "has the id 1 of another one"),
    ("bookmark without end", DOCUMENT, '<w:bookmarkEnd w:id="2"/>', "", "has no w:bookmarkEnd"),
    ("bookmark without start", DOCUMENT, '<w:bookmarkStart w:id="2" w:name="_Ref2"/>', "",
     "has no w:bookmarkStart before it"),
    ("bookmark backwards", DOCUMENT,
     '<w:bookmarkStart w:id="2" w:name="_Ref2"/><w:bookmarkEnd w:id="2"/>',
     '<w:bookmarkEnd w:id="2"/><w:bookmarkStart w:id="2" w:name="_Ref2"/>',
     "has no w:bookmarkStart before it"),
    ("bookmark end twice", DOCUMENT, '<w:bookmarkEnd w:id="2"/>', '<w:bookmarkEnd w:id="2"/>' * 2,
     "w:bookmarkEnd 2 stands twice"),
    ("bookmark name twice", DOCUMENT, 'w:name="_Ref2"', 'w:name="_ref1"', "another bookmark _ref1"),
    ("bookmark name with a space", DOCUMENT, 'w:name="_Ref2"', 'w:name="a b"', "no name of a"),
    ("bookmark name too long", DOCUMENT, 'w:name="_Ref2"', f'w:name="{"a" * 41}"', "no name of a"),
    ("bookmark name a number", DOCUMENT, 'w:name="_Ref2"', 'w:name="2"', "no name of a"),
    ("reference to nothing", DOCUMENT, "REF _Ref1 ", "REF _Ref9 ", "leads to no bookmark"),
    ("link to nothing", DOCUMENT, 'anchor="_Ref2"', 'anchor="_Ref9"', "bookmark _Ref9, which is"),
    ("field without end", DOCUMENT, '<w:fldChar w:fldCharType="end"/>', "", "has no end"),
    ("field without begin", DOCUMENT, '<w:fldChar w:fldCharType="begin"/>', "", "has not begun"),
    ("field parted twice", DOCUMENT, '<w:fldChar w:fldCharType="separate"/>',
     '<w:fldChar w:fldCharType="separate"/>' * 2, "parted twice"),
    ("comment range without end", DOCUMENT, '<w:commentRangeEnd w:id="0"/>', "",
     "no w:commentRangeEnd"),
    ("comment not there", COMMENT_PART, 'w:comment w:id="0"', 'w:comment w:id="4"',
     "the comment 0 is not there"),
    ("comment nowhere", DOCUMENT, '<w:commentReference w:id="0"/>', "", "comment 0 stands nowhere"),
    ("comment twice", COMMENT_PART, "</w:comments>",
     '<w:comment w:id="0" w:author="A"><w:p/></w:comment></w:comments>', "another comment 0"),
    ("comment without paragraph", COMMENT_PART, "</w:comments>",
     '<w:comment w:id="9" w:author="A"/></w:comments>', "w:comment holds no paragraph"),
    ("paraId too high", COMMENT_PART, "1A2B3C4D", "9A2B3C4D", "not below 80000000"),
    ("footnote not there", DOCUMENT, 'footnoteReference w:id="1"', 'footnoteReference w:id="7"',
     "the footnote 7 is not there"),
    ("footnote nowhere", DOCUMENT, '<w:footnoteReference w:id="1"/>', "", "1 stands nowhere"),
    ("footnote in place of a comment", DOCUMENT, '<w:commentReference w:id="0"/>',
     '<w:footnoteReference w:id="1"/>', "the footnote 1 is named twice"),
    ("text in a deletion", DOCUMENT, "<w:delText>old</w:delText>", "<w:t>old</w:t>",
     "must be w:delText"),
    ("deleted text outside", DOCUMENT, "<w:t>Scope</w:t>", "<w:delText>Scope</w:delText>",
     "outside of a deletion"),
    ("change id twice", DOCUMENT, 'w:del w:id="12"', 'w:del w:id="11"', "11 of another change"),
    ("change without author", DOCUMENT, f'w:id="12" {CHANGE}', 'w:id="12"', "lacks the attribute"),
    ("change on no day", DOCUMENT, f'w:id="12" {CHANGE}', 'w:id="12" w:author="A" w:date="today"',
     "no value that Word knows"),
    ("move without its other half", DOCUMENT, 'RangeStart w:id="23" w:name="move1"',
     'RangeStart w:id="23" w:name="move2"', "the move has no"),
    ("table without grid", DOCUMENT,
     '<w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="200"/></w:tblGrid>', "",
     "without w:tblGrid"),
    ("row out of line", DOCUMENT, '<w:gridSpan w:val="2"/>', "", "fills 1 columns, and the table"),
    ("row without cells", DOCUMENT, "</w:tbl>", "<w:tr/></w:tbl>", "a row without cells"),
    ("cell without paragraph", DOCUMENT, "<w:p><w:r><w:t>Sum</w:t></w:r></w:p>", "",
     "w:tc holds no paragraph"),
    ("merge from nowhere", DOCUMENT, '<w:gridSpan w:val="2"/>',
     '<w:gridSpan w:val="2"/><w:vMerge/>', "has not begun above it"),
    ("properties in the wrong order", DOCUMENT, '<w:pStyle w:val="Heading1"/><w:keepNext/>',
     '<w:keepNext/><w:pStyle w:val="Heading1"/>', "w:pStyle must stand before w:keepNext"),
    ("look in the wrong order", DOCUMENT, '<w:b/><w:sz w:val="20"/>', '<w:sz w:val="20"/><w:b/>',
     "w:b must stand before w:sz"),
    ("property twice", DOCUMENT, "<w:keepNext/>", "<w:keepNext/>" * 2, "stands twice in w:pPr"),
    ("table look in front", DOCUMENT, '<w:tblStyle w:val="Grid"/>',
     '<w:tblLook w:val="0620"/><w:tblStyle w:val="Grid"/>', "must stand before w:tblLook"),
    ("section before the text", DOCUMENT, "<w:body>", "<w:body><w:sectPr/>", "must come last"),
    ("paragraph in a paragraph", DOCUMENT, "<w:t>Scope</w:t></w:r>", "<w:t>Scope</w:t></w:r><w:p/>",
     "w:p may not stand in w:p"),
    ("text outside of a run", DOCUMENT, "<w:r><w:t>Name</w:t></w:r>", "<w:t>Name</w:t>",
     "w:t may not stand in w:p"),
    ("list before its definition", LIST_PART, '<w:abstractNum w:abstractNumId="0">',
     '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0">',
     "w:abstractNum must stand before w:num"),
    ("list without definition", LIST_PART, '<w:abstractNumId w:val="0"/>',
     '<w:abstractNumId w:val="3"/>', "has no definition"),
    ("list not there", DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="8"/>', "list 8 is not"),
    ("list twice", LIST_PART, "</w:num>", '</w:num><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
     "</w:num>", "another w:num 1"),
    ("level too deep", DOCUMENT, '<w:ilvl w:val="0"/>', '<w:ilvl w:val="9"/>', "no value that"),
    ("style not there", DOCUMENT, 'pStyle w:val="Heading1"', 'pStyle w:val="Heading9"',
     "the style Heading9 is not there"),
    ("style of another type", DOCUMENT, 'rStyle w:val="Link"', 'rStyle w:val="Normal"',
     "not a character style"),
    ("style twice", STYLE_PART, 'w:styleId="Link"', 'w:styleId="Heading1"', "another style with"),
    ("style based on itself", STYLE_PART, 'basedOn w:val="Normal"', 'basedOn w:val="Heading1"',
     "based on itself"),
    ("style based on nothing", STYLE_PART, 'basedOn w:val="Normal"', 'basedOn w:val="None"',
     "names None, which is not there"),
    ("style's parts out of order", STYLE_PART,
     '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>',
     '<w:next w:val="Normal"/><w:basedOn w:val="Normal"/>', "must stand before w:next"),
    ("colour in words", STYLE_PART, 'color w:val="1F5A8A"', 'color w:val="blue"', "no value that"),
    ("alignment unknown", DOCUMENT, '<w:jc w:val="left"/>', '<w:jc w:val="middle"/>', "no value"),
    ("pictures with one number", DOCUMENT, 'docPr id="2"', 'docPr id="1"', "another picture"),
    ("spaces lost", DOCUMENT, '<w:t xml:space="preserve">new ', "<w:t>new ", "are lost"),
    ("relation missing", DOCUMENT, 'r:id="rId7"', 'r:id="rId9"', "relation rId9, which is not"),
    ("relation of another kind", DOCUMENT, '<w:hyperlink r:id="rId7">',
     '<w:hyperlink r:id="styles">', "asks for styles as hyperlink"),
    ("relation id twice", RELS, 'Id="rId8"', 'Id="rId7"', "to two relations"),
    ("relation to nowhere", RELS, 'Target="styles.xml"', 'Target="style.xml"', "style.xml, which"),
    ("address with a space", RELS, "https://example.org/law", "https://example.org/a law",
     "Word does not take"),
    ("no content type", TYPES, '<Default Extension="xml" ContentType="application/xml"/>'
     '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
     'officedocument.wordprocessingml.document.main+xml"/>', "", "has no content type"),
    ("content type of nothing", TYPES, "/word/styles.xml", "/word/style.xml", "which is not there"),
    ("wrong content type", TYPES, "styles+xml", "numbering+xml", "not the content type of styles"),
    ("not well formed", STYLE_PART, "</w:styles>", "", "is not well formed"),
    ("a document type", COMMENT_PART, "<w:comments ", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:comments ",
     "holds a DOCTYPE"),
    ("no main document", "_rels/.rels", "officeDocument\"", "document\"", "no main document"),
]  # fmt: skip

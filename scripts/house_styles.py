"""The styles of our house styles, as WordprocessingML; make_house.py puts them in a file."""

from __future__ import annotations

from dataclasses import dataclass

from rfpkit.formats.word.ooxml import R, W


@dataclass(frozen=True)
class Palette:
    """The colours of a house style; each text colour has contrast 4.5 on its ground, or more."""

    ink: str  # headings
    quiet: str  # labels, captions, page headers
    rule: str  # lines
    shade: str  # header rows of tables
    on_shade: str  # text on them
    alarm: str  # DRAFT
    band: str = ""  # the ground of the cover's title; none where empty


PLAIN = Palette("22384C", "5B6B79", "B4BFC9", "E9EEF2", "22384C", "A4262C")
COLOUR = Palette("0B4A5E", "4A5F66", "9DB8BF", "0B4A5E", "FFFFFF", "A4262C", band="0B4A5E")

COLUMN = 794  # the hanging column of clause and paragraph numbers: 1.4 cm
STEP = 567  # each further level of items: 1 cm
TEXT_WIDTH = 9070  # A4 less two margins of 2.5 cm
SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def style(
    name: str,
    based: str = "Normal",
    next: str = "",
    ppr: str = "",
    rpr: str = "",
    kind: str = "paragraph",
    ui: str = "<w:qFormat/>",
) -> str:
    """A style; its id is its name without spaces, with capitals."""
    key = ident(name)
    built = "" if name in BUILT_IN else ' w:customStyle="1"'
    follow = f'<w:next w:val="{ident(next)}"/>' if next else ""
    parent = f'<w:basedOn w:val="{ident(based)}"/>' if based else ""
    paragraph = f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    run = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return (
        f'<w:style w:type="{kind}"{built} w:styleId="{key}"><w:name w:val="{name}"/>'
        f"{parent}{follow}{ui}{paragraph}{run}</w:style>"
    )


BUILT_IN = {
    "heading 1", "heading 2", "heading 3", "heading 4", "Body Text", "List Bullet",
    "List Bullet 2", "List Bullet 3", "caption", "TOC Heading", "toc 1", "toc 2",
    "table of figures", "Hyperlink", "header", "footer", "Title", "Subtitle", "footnote text",
    "footnote reference",
}  # fmt: skip


def ident(name: str) -> str:
    """The id of a style: "heading 1" is Heading1, "Clause Item 1" is ClauseItem1."""
    if name.startswith("toc "):
        return name.upper().replace(" ", "")
    return "".join(word[0].upper() + word[1:] for word in name.split())


def look(size: float = 0, color: str = "", bold: bool = False, caps: bool = False) -> str:
    """Run properties, in the order that the schema wants."""
    parts = []
    if bold:
        parts.append("<w:b/><w:bCs/>")
    if caps:
        parts.append("<w:caps/>")
    if color:
        parts.append(f'<w:color w:val="{color}"/>')
    if caps:
        parts.append('<w:spacing w:val="20"/>')
    if size:
        half = round(size * 2)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    return "".join(parts)


def space(before: float = 0, after: float = 6, line: float = 1.15) -> str:
    """Spacing in points and lines."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(line * 240)}" w:lineRule="auto"/>'
    )


def indent(left: int, hanging: int = 0) -> str:
    """An indent, in twentieths of a point, with a tab where the text begins."""
    if not hanging:
        return f'<w:ind w:left="{left}"/>'
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def tabs(*stops: tuple[str, int], leader: str = "") -> str:
    """Tab stops; before the last one the line fills with the leader."""
    more = [""] * (len(stops) - 1) + [f' w:leader="{leader}"' if leader else ""]
    inner = "".join(
        f'<w:tab w:val="{kind}"{dots} w:pos="{at}"/>'
        for (kind, at), dots in zip(stops, more, strict=True)
    )
    return f"<w:tabs>{inner}</w:tabs>"


def entry(*text: int) -> str:
    """The tab stops of a line of a contents list: where its words begin, and the page number."""
    return tabs(*(("left", at) for at in text), ("right", TEXT_WIDTH), leader="dot")


KEEP = "<w:keepNext/><w:keepLines/>"


def outline(level: int) -> str:
    """The level in the navigation pane and the contents list."""
    return f'<w:outlineLvl w:val="{level - 1}"/>'


def headings(colours: Palette) -> str:
    """Headings: parts, clauses, plain ones, annexes."""
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="{colours.rule}"/></w:pBdr>'
    )
    part = look(16, colours.ink, bold=True)
    clause = look(12, colours.ink, bold=True)
    return "".join(
        [
            style(
                "heading 1", next="heading 2", rpr=part,
                ppr=KEEP + rule + tabs(("num", 1304)) + space(26, 12, 1.1)
                + indent(1304, 1304) + outline(1),
            ),
            style(
                "heading 2", next="Clause Paragraph", rpr=clause,
                ppr=KEEP + tabs(("num", COLUMN)) + space(18, 6, 1.1)
                + indent(COLUMN, COLUMN) + outline(2),
            ),
            style(
                "heading 3", next="Body Text", rpr=look(10.5, colours.ink, bold=True),
                ppr=KEEP + space(10, 4, 1.1) + indent(COLUMN) + outline(3),
            ),
            style(
                "heading 4", next="Body Text", rpr=look(10.5, colours.quiet, bold=True),
                ppr=KEEP + space(8, 4, 1.1) + indent(COLUMN) + outline(4),
            ),
            style(
                "Plain Heading 1", next="Body Text", rpr=part,
                ppr=KEEP + rule + space(26, 12, 1.1) + outline(1),
            ),
            style(
                "Plain Heading 2", next="Body Text", rpr=clause,
                ppr=KEEP + space(18, 6, 1.1) + outline(2),
            ),
            style(
                "Annex Heading", next="Annex Paragraph", rpr=part,
                ppr=KEEP + "<w:pageBreakBefore/>" + rule + tabs(("num", 1644))
                + space(0, 12, 1.1) + indent(1644, 1644) + outline(1),
            ),
        ]
    )  # fmt: skip


def numbered(area: str) -> str:
    """The numbered paragraphs and items of the clauses or the annexes."""
    parts = [
        style(
            f"{area} Paragraph",
            ppr=tabs(("num", COLUMN)) + space(3, 6) + indent(COLUMN, COLUMN),
        )
    ]
    for level in (1, 2, 3):
        left = COLUMN + level * STEP
        ppr = tabs(("num", left)) + space(0, 4) + indent(left, STEP)
        parts.append(style(f"{area} Item {level}", ppr=ppr))
    return "".join(parts)


def text(colours: Palette) -> str:
    """Plain text, bullets, captions, links."""
    parts = [
        style("Body Text", ppr=space()),
        style("Body Text Indent", based="Body Text", ppr=indent(COLUMN)),
        style(
            "caption", ppr=KEEP + space(8, 4), rpr=look(9.5, colours.quiet, bold=True)
        ),
        style(
            "Hyperlink", based="", kind="character", ui='<w:uiPriority w:val="99"/>',
            rpr='<w:color w:val="1F5A8A"/><w:u w:val="single"/>',
        ),
        style(
            "footnote text", ui='<w:uiPriority w:val="99"/>', ppr=space(0, 2, 1.05), rpr=look(8.5)
        ),
        style(
            "footnote reference", based="", kind="character", ui='<w:uiPriority w:val="99"/>',
            rpr='<w:vertAlign w:val="superscript"/>',
        ),
    ]  # fmt: skip
    for level in (1, 2, 3):
        left = COLUMN + 397 * level
        ppr = tabs(("num", left)) + space(0, 4) + indent(left, 397)
        parts.append(style("List Bullet" + (f" {level}" if level > 1 else ""), ppr=ppr))
    return "".join(parts)


def tables(colours: Palette) -> str:
    """Styles of tables and of the paragraphs in them."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colours.rule}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = (
        '<w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="70" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )
    header = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" '
        f'w:space="0" w:color="{colours.quiet}"/></w:tcBorders><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{colours.shade}"/></w:tcPr></w:tblStylePr>'
    )

    # The names stand on the paper, where the header cells' own colour may not show.
    signers = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{look(color=colours.ink, bold=True)}</w:rPr>'
        "</w:tblStylePr>"
    )

    def table(name: str, inner: str, more: str) -> str:
        return (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{ident(name)}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
            f"<w:tblPr>{inner}{padding}</w:tblPr>{more}</w:style>"
        )

    return "".join(
        [
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
            '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
            '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr></w:style>",
            table("House Table", f"<w:tblBorders>{edges}</w:tblBorders>", header),
            table("House Signatures", "", signers),
            style("Table Text", ppr=space(0, 2, 1.1), rpr=look(9)),
            style(
                "Table Heading", based="Table Text", ppr="<w:keepNext/>",
                rpr=look(color=colours.on_shade, bold=True),
            ),
            style(
                "Table Gap", ui="",
                ppr='<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>',
                rpr=look(4),
            ),
        ]
    )  # fmt: skip


def front(colours: Palette) -> str:
    """Cover, contents, page headers and footers."""
    title, beside, above = colours.ink, colours.quiet, 150
    if colours.band:
        title, beside, above = "FFFFFF", "E6F0F2", 30
    return "".join(
        [
            style("Title", ppr=space(0, 10, 1.05), rpr=look(30, title, bold=True)),
            style("Subtitle", ppr=space(0, 30, 1.1), rpr=look(16, beside)),
            style("Cover Buyer", ppr=space(above, 14), rpr=look(11, beside, bold=True, caps=True)),
            style("Cover Detail", ppr=space(3, 3), rpr=look(10.5)),
            style(
                "Cover Label", based="Cover Detail", rpr=look(color=colours.quiet)
            ),
            style(
                "TOC Heading", next="Body Text", rpr=look(16, colours.ink, bold=True),
                ppr=KEEP + "<w:pageBreakBefore/>" + space(0, 14, 1.1),
            ),
            style(
                "toc 1", next="Body Text", ui='<w:uiPriority w:val="39"/>',
                ppr=KEEP + entry(1134) + space(9, 3, 1.1) + indent(1134, 1134),
                rpr=look(color=colours.ink, bold=True),
            ),
            style(
                "toc 2", next="Body Text", ui='<w:uiPriority w:val="39"/>',
                ppr=entry(1134) + space(0, 3, 1.1) + indent(1134, 567),
            ),
            style(
                "table of figures", next="Body Text", ui='<w:uiPriority w:val="99"/>',
                rpr=look(9), ppr=entry() + space(0, 1, 1.05) + indent(567, 567),
            ),
            style(
                "header", ui='<w:uiPriority w:val="99"/>', rpr=look(8.5, colours.quiet),
                ppr='<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="5" '
                f'w:color="{colours.rule}"/></w:pBdr>'
                + tabs(("right", TEXT_WIDTH)) + space(0, 0, 1),
            ),
            style(
                "footer", ui='<w:uiPriority w:val="99"/>', rpr=look(8.5, colours.quiet),
                ppr=tabs(("right", TEXT_WIDTH)) + space(0, 0, 1),
            ),
        ]
    )  # fmt: skip


def styles(colours: Palette) -> str:
    """word/styles.xml."""
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    return (
        f"{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{space()}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
        f"{headings(colours)}{numbered('Clause')}{numbered('Annex')}{text(colours)}{tables(colours)}"
        f"{front(colours)}"
        "</w:styles>"
    )

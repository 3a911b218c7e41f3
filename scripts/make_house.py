"""Makes templates/house/*.docx, the house styles that rfpkit ships. Same script, same bytes.

``plain`` is black and slate. ``colour`` has a coloured cover with a place for a logo beside the
buyer's name: open it in Word, put the picture into the empty cell, and save.

Beside each stands its letter (``plain-letter``): for letters and forms, with the titles on top of
the first page and no cover.

A house style holds the cover, the page header and footer, and the styles; the numbers themselves
come from rfpkit. To change the house style by hand, edit the .docx in Word instead and keep the
names of the styles and the tags.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from house_styles import (
    COLOUR,
    HEAD,
    OFFICE,
    PLAIN,
    SPACES,
    TEXT_WIDTH,
    Palette,
    ident,
    look,
    styles,
)

from rfpkit.formats.word.ooxml import R
from rfpkit.formats.word.zipped import pack

HOUSES = Path(__file__).resolve().parents[1] / "templates" / "house"
AIR = '<w:p><w:pPr><w:spacing w:before="240" w:after="0"/></w:pPr></w:p>'
PALETTES = {"plain": PLAIN, "colour": COLOUR}


def paragraph(style: str, *runs: str) -> str:
    """A paragraph of runs that are already XML, or plain text."""
    inner = "".join(run if run.startswith("<") else words(run) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{ident(style)}"/></w:pPr>{inner}</w:p>'


def words(text: str, rpr: str = "") -> str:
    """A run of text."""
    properties = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def layout(title: str) -> str:
    """What tells screen readers that a table has no header row, and what it holds."""
    return (
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{title}"/>'
    )


def counted(field: str) -> str:
    """A page number field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cover(colours: Palette, *, letter: bool = False) -> str:
    """The cover, or the head of a letter, then the place of the document."""

    def detail(label: str, tag: str) -> str:
        def cell(width: int, inner: str) -> str:
            return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'

        def only(text: str) -> str:
            inner = cell(2268, paragraph("Cover Detail", text)) + cell(
                6802, paragraph("Cover Detail", words(""))
            )
            return f"<w:tr>{inner}</w:tr>"

        row = cell(2268, paragraph("Cover Label", label)) + cell(
            6802, paragraph("Cover Detail", f"{{{{ {tag} }}}}")
        )
        return (
            only(f"{{%tr if {tag} %}}")
            + f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>"
            + only("{%tr endif %}")
        )

    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colours.rule}"/>'
        for side in ("top", "bottom", "insideH")
    )
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="9070" w:type="dxa"/>'
        f"<w:tblBorders>{rules}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"{layout('Details of the document')}</w:tblPr>"
        '<w:tblGrid><w:gridCol w:w="2268"/><w:gridCol w:w="6802"/></w:tblGrid>'
        + detail("Reference", "reference")
        + detail("Date", "date")
        + detail("Status", "status")
        + "</w:tbl>"
    )
    titles = (
        paragraph("Title", "{{ title }}")
        + paragraph("Body Text", "{%p if subtitle %}")
        + paragraph("Subtitle", "{{ subtitle }}")
        + paragraph("Body Text", "{%p endif %}")
    )
    if letter:
        top = paragraph("Cover Label", "{{ buyer }}") + titles
        return top + table + AIR + paragraph("Body Text", "{{ body }}")
    if colours.band:
        top = band(colours.band, titles)
    else:
        top = paragraph("Cover Buyer", "{{ buyer }}") + titles
    return top + table + paragraph("Body Text", "{{ body }}")


def band(colour: str, titles: str) -> str:
    """The coloured ground of the cover: the buyer beside an empty cell for a logo, the titles."""
    logo = 2268

    def cell(width: int, inner: str, more: str = "") -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:tcPr>{inner}</w:tc>'
        )

    def row(height: int, *cells: str) -> str:
        properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/></w:trPr>'
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    blank = '<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="right"/></w:pPr></w:p>'
    buyer = paragraph("Cover Buyer", "{{ buyer }}")
    span = '<w:gridSpan w:val="2"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="340" w:type="dxa"/><w:right w:w="340" w:type="dxa"/>'
        f"</w:tblCellMar>{layout('Title of the document')}</w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH - logo}"/>'
        f'<w:gridCol w:w="{logo}"/></w:tblGrid>'
        + row(1418, cell(TEXT_WIDTH - logo, buyer), cell(logo, blank))
        + row(4536, cell(TEXT_WIDTH, titles, span))
        + "</w:tbl>"
        + AIR
    )


def document(colours: Palette, *, letter: bool = False) -> str:
    """word/document.xml: the cover on the first page, which has no header."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="first" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418" '
        'w:header="737" w:footer="680" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    body = f"{cover(colours, letter=letter)}{section}"
    return f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def margin(kind: str, inner: str) -> str:
    """A page header (hdr) or footer (ftr)."""
    return f"{HEAD}<w:{kind} {SPACES}>{inner}</w:{kind}>"


def parts(name: str, colours: Palette, *, letter: bool = False) -> dict[str, bytes]:
    """Every part of the file."""
    tab = "<w:r><w:tab/></w:r>"
    top = paragraph(
        "header", "{{ short_title }}", tab,
        words("{% if draft %}{{ draft }}  {% endif %}", look(color=colours.alarm, bold=True)),
        "{{ reference }}",
    )  # fmt: skip
    bottom = paragraph(
        "footer", "{{ buyer }}", tab, "Page ", counted("PAGE"), " of ", counted("NUMPAGES")
    )
    blank = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'
    settings = (
        f'{HEAD}<w:settings {SPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )
    links = {
        "rId1": ("styles", "styles.xml"),
        "rId2": ("settings", "settings.xml"),
        "rId3": ("header", "header1.xml"),
        "rId4": ("footer", "footer1.xml"),
        "rId5": ("header", "header2.xml"),
        "rId6": ("footer", "footer2.xml"),
    }
    package = "http://schemas.openxmlformats.org/package/2006"

    def relations(found: dict[str, tuple[str, str]]) -> str:
        inner = "".join(
            f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{R}/{kind}"}" '
            f'Target="{target}"/>'
            for key, (kind, target) in found.items()
        )
        return f'{HEAD}<Relationships xmlns="{package}/relationships">{inner}</Relationships>'

    overrides = {
        "/word/document.xml": f"{OFFICE}.document.main+xml",
        "/word/styles.xml": f"{OFFICE}.styles+xml",
        "/word/settings.xml": f"{OFFICE}.settings+xml",
        "/word/header1.xml": f"{OFFICE}.header+xml",
        "/word/header2.xml": f"{OFFICE}.header+xml",
        "/word/footer1.xml": f"{OFFICE}.footer+xml",
        "/word/footer2.xml": f"{OFFICE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml":
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }  # fmt: skip
    types = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    found = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": relations(
            {
                "rId1": ("officeDocument", "word/document.xml"),
                "rId2": (f"{package}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": ("extended-properties", "docProps/app.xml"),
            }
        ),
        "docProps/core.xml": (
            f'{HEAD}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{name.capitalize()} house style of rfpkit</dc:title></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Application>rfpkit</Application></Properties>'
        ),
        "word/document.xml": document(colours, letter=letter),
        "word/styles.xml": styles(colours),
        "word/settings.xml": settings,
        "word/header1.xml": margin("hdr", top),
        "word/header2.xml": margin("hdr", blank),
        "word/footer1.xml": margin("ftr", bottom),
        "word/footer2.xml": margin("ftr", bottom if letter else blank),
        "word/_rels/document.xml.rels": relations(links),
    }
    return {name: text.encode() for name, text in found.items()}


def main() -> None:
    """Write the house styles to their place, or into the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HOUSES
    folder.mkdir(parents=True, exist_ok=True)
    for name, colours in PALETTES.items():
        for ending, letter in (("", False), ("-letter", True)):
            ground = replace(colours, band="") if letter else colours
            made = parts(f"{name}{ending}", ground, letter=letter)
            (folder / f"{name}{ending}.docx").write_bytes(pack(made))


if __name__ == "__main__":
    main()

"""Makes templates/letters/*.docx, Word templates for ``rfpkit fill``. Same script, same bytes.

``invitation`` is the letter that goes with a request for proposals; ``score-sheet`` is the form on
which a member of the panel scores one Proposal alone. Both take every fact from the spec.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from house_styles import HEAD, OFFICE, PLAIN, SPACES, TEXT_WIDTH, ident, look
from make_house import counted, layout, margin, paragraph, parts, words

from rfpkit.formats.word.ooxml import R
from rfpkit.formats.word.zipped import pack

LETTERS = Path(__file__).resolve().parents[1] / "templates" / "letters"
LANDSCAPE_WIDTH = 14002  # A4 on its side, less two margins of 2.5 cm

ROW = tuple[str, ...]


def cell(width: int, *inner: str) -> str:
    """A table cell of paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(inner)}</w:tc>'


def bullet(text: str) -> str:
    """A paragraph of a list."""
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return paragraph("List Bullet", text).replace("</w:pPr>", f"{place}</w:pPr>", 1)


def numbering() -> str:
    """word/numbering.xml: the bullets."""
    return (
        f'{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def row(style: str, widths: Sequence[int], texts: ROW, more: str = "") -> str:
    """A table row of texts in one style."""
    cells = "".join(
        cell(width, paragraph(style, text)) for width, text in zip(widths, texts, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def table(
    title: str, widths: Sequence[int], header: ROW, rows: Sequence[ROW], *, last: bool = False
) -> str:
    """A table; a row of one text is a tag that goes away with its row."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inner = row("Table Heading", widths, header, "<w:tblHeader/>") if header else ""
    for texts in rows:
        filled = (*texts, *[""] * (len(widths) - len(texts)))
        # What is filled in by hand has room for it.
        room = "" if len(texts) > 1 or "{" in texts[0] else '<w:trHeight w:val="510"/>'
        inner += row("Table Text", widths, filled, room)
    look_of = (
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{title}"/>'
        if header
        else layout(title)
    )
    # So low that it never opens a page of its own.
    low = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    gap = paragraph("Table Gap", words(""))
    gap = gap.replace("</w:pPr>", f"{low}</w:pPr>", 1) if last else gap
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ident("House Table")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look_of}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>{gap}"
    )


def section(*, landscape: bool = False) -> str:
    """The page: A4, with the letterhead on the first one."""
    size = (
        'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    )
    top, bottom = (1304, 1134) if landscape else (1588, 1418)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="first" r:id="rId6"/>'
        f"<w:pgSz {size}/>"
        f'<w:pgMar w:top="{top}" w:right="1418" w:bottom="{bottom}" w:left="1418" '
        'w:header="737" w:footer="680" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


def body(*blocks: str, landscape: bool = False) -> str:
    """word/document.xml."""
    inner = "".join(blocks) + section(landscape=landscape)
    return f"{HEAD}<w:document {SPACES}><w:body>{inner}</w:body></w:document>"


def text(*runs: str) -> str:
    """A paragraph of the letter."""
    return paragraph("Body Text", *runs)


def kept(*runs: str) -> str:
    """A paragraph that stays on the page of what comes after it."""
    return text(*runs).replace("</w:pPr>", "<w:keepNext/></w:pPr>", 1)


def invitation() -> str:
    """The letter that goes with a request for proposals."""
    half = (2835, TEXT_WIDTH - 2835)
    facts: list[ROW] = [
        ("{%tr if timetable.briefing %}",),
        ("Briefing, open to everyone", "{{ timetable.briefing }}"),
        ("{%tr endif %}",),
        ("Last day for questions", "{{ timetable.questions_until }}"),
        ("Answers to all questions", "{{ timetable.answers_by }}"),
        (
            "Deadline for Proposals",
            "{{ timetable.submit }}, {{ timetable.submit_time }} ({{ timetable.time_zone }})",
        ),
        ("{%tr if timetable.demonstrations %}",),
        ("First day of demonstrations", "{{ timetable.demonstrations }}"),
        ("{%tr endif %}",),
        ("All Bidders are told the result", "{{ timetable.award }}"),
        ("Planned start of the work", "{{ timetable.start }}"),
        ("Where to submit a Proposal", "{{ submission.portal }}"),
        ("Where to ask questions", "{{ submission.questions_channel }}"),
        ("Where answers are published", "{{ submission.answers_channel }}"),
        (
            "Contact Point",
            "{{ contact.name }}, {{ contact.email }}{% if contact.phone %}, "
            "{{ contact.phone }}{% endif %}",
        ),
    ]
    return body(
        paragraph("Cover Detail", "{{ buyer.name }}"),
        paragraph("Cover Detail", "{{ buyer.address }}"),
        paragraph("Cover Detail", words("")),
        paragraph("Cover Detail", "{{ project.date }}"),
        paragraph("Cover Detail", "Reference: {{ project.reference }}"),
        paragraph("Plain Heading 1", "Invitation to submit a Proposal: {{ project.title }}"),
        text("Dear Bidder,"),
        text(
            "{{ buyer.name }} invites you to submit a Proposal for the project "
            "“{{ project.title }}”. {{ project.summary }}"
        ),
        text("{%p if modules %}"),
        text("The work is divided into these modules:"),
        text("{%p for module in modules %}"),
        bullet("{{ module.name }}: {{ module.outcome }}"),
        text("{%p endfor %}"),
        text("{%p endif %}"),
        text(
            "The request for proposals that comes with this letter sets the rules of this "
            "procurement, and says how Proposals are judged. This letter only sums up. Where the "
            "two differ, the request for proposals applies."
        ),
        table("Dates and addresses of the procurement", half, ("What", "When or where"), facts),
        text("A Proposal holds:"),
        text("{%p for part in submission.parts %}"),
        bullet("{{ part }}"),
        text("{%p endfor %}"),
        text(
            "{{ buyer.name }} charges nothing for documents, for questions or for handing in a "
            "Proposal. This letter is an invitation and not an offer: nobody is bound to a "
            "contract by it."
        ),
        kept("Yours faithfully,"),
        kept("For {{ buyer.name }}"),
        table(
            "Signature", half, (), [("Name",), ("Position",), ("Signature",)]
        ),
    )  # fmt: skip


def score_sheet() -> str:
    """The form on which one member of the panel scores one Proposal."""
    half = (2835, LANDSCAPE_WIDTH - 2835)
    five = (4000, 964, 4000, 964, LANDSCAPE_WIDTH - 9928)
    three = (6000, 1700, LANDSCAPE_WIDTH - 7700)
    scored = 'criteria if criterion.kind == "scored"'
    return body(
        paragraph("Plain Heading 1", "Score sheet: {{ project.title }}"),
        table(
            "Who scores what", half, (),
            [
                ("Reference", "{{ project.reference }}"), ("Bidder",), ("Member of the panel",),
                ("Seat on the panel",), ("Date and signature",),
            ],
        ),
        text(
            "Fill in this sheet alone, before the panel meets, and only after you have declared in "
            "writing that no personal or business interest stands in the way. Judge by the "
            "criteria below as the request for proposals describes them, and by nothing else."
        ),
        paragraph("Plain Heading 2", "Mandatory criteria"),
        text('{%p if criteria | selectattr("kind", "equalto", "mandatory") | list %}'),
        table(
            "Mandatory criteria", three, ("Criterion and evidence", "Met: yes or no", "Reason"),
            [
                ('{%tr for must in criteria if must.kind == "mandatory" %}',),
                ("{{ must.text }} Evidence: {{ must.evidence }}",),
                ("{%tr endfor %}",),
            ],
        ),
        text("{%p else %}"),
        text("There are none."),
        text("{%p endif %}"),
        paragraph("Plain Heading 2", "Scored criteria"),
        text(
            "The score is a whole number from 0 to {{ evaluation.scale_max }}. Give the reason for "
            "each score in words that the Bidder may read. Price is not scored here: its points "
            "follow from the price sheet."
        ),
        table(
            "Scored criteria", five, ("Criterion", "Weight", "Measure", "Score", "Reason"),
            [
                (f"{{%tr for criterion in {scored} %}}",),
                (
                    "{{ criterion.text }} Evidence: {{ criterion.evidence }}",
                    "{% if criterion.weight %}{{ criterion.weight }}%{% endif %}",
                    "{% if criterion.measure %}{{ criterion.measure }}{% endif %}",
                    '{% if criterion.subject == "price" %}not here{% endif %}',
                ),
                ("{%tr endfor %}",),
            ],
            last=True,
        ),
        landscape=True,
    )  # fmt: skip


TEMPLATES = {
    "invitation": ("Invitation to submit a Proposal", invitation, TEXT_WIDTH),
    "score-sheet": ("Score sheet", score_sheet, LANDSCAPE_WIDTH),
}


def filled(name: str) -> dict[str, bytes]:
    """Every part of a template: those of the plain house style, with a page of its own."""
    title, document, width = TEMPLATES[name]
    found = parts("plain", PLAIN)
    draft = words("{% if draft %}{{ draft }}{% endif %}", look(color=PLAIN.alarm, bold=True))
    pages = ("Page ", counted("PAGE"), " of ", counted("NUMPAGES"))

    def line(style: str, left: str, *right: str) -> str:
        stops = f'<w:tab w:val="right" w:pos="{width}"/>'
        if width != TEXT_WIDTH:
            stops = f'<w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/>{stops}'
        made = paragraph(style, left, "<w:r><w:tab/></w:r>", *right)
        return made.replace("</w:pPr>", f"<w:tabs>{stops}</w:tabs></w:pPr>", 1)

    foot = margin("ftr", line("footer", "{{ project.reference }}", *pages))
    texts = {
        "word/document.xml": document(),
        "word/numbering.xml": numbering(),
        "word/header1.xml": margin("hdr", line("header", title, draft)),
        "word/header2.xml": margin("hdr", line("header", "{{ buyer.name }}", draft)),
        "word/footer1.xml": foot,
        "word/footer2.xml": foot,
    }
    links = found["word/_rels/document.xml.rels"].decode()
    link = f'<Relationship Id="rId7" Type="{R}/numbering" Target="numbering.xml"/>'
    texts["word/_rels/document.xml.rels"] = links.replace(
        "</Relationships", f"{link}</Relationships", 1
    )
    types = found["[Content_Types].xml"].decode()
    kind = f'<Override PartName="/word/numbering.xml" ContentType="{OFFICE}.numbering+xml"/>'
    texts["[Content_Types].xml"] = types.replace("</Types", f"{kind}</Types", 1)
    core = found["docProps/core.xml"].decode()
    told = f"{title}: {{{{ project.title }}}}"
    start, end = core.index("<dc:title>"), core.index("</dc:title>")
    texts["docProps/core.xml"] = f"{core[:start]}<dc:title>{told}{core[end:]}"
    return found | {part: one.encode() for part, one in texts.items()}


def main() -> None:
    """Write the templates to their place, or into the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    folder.mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        (folder / f"{name}.docx").write_bytes(pack(filled(name)))


if __name__ == "__main__":
    main()

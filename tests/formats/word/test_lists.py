"""List numbers are those that Word shows, whatever way a file says them."""

from __future__ import annotations

import pytest

from rfpkit.document.model import Paragraph
from rfpkit.formats.word import read


def lvl(at: int, text: str, form: str = "decimal", more: str = "", start: str = "1") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def at(level: int, key: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"


def styled(style: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>'


def style(key: str, ppr: str = "", based: str = "", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{parent}'
        f"<w:pPr>{ppr}</w:pPr></w:style>"
    )


LEGAL = abstract(
    0,
    lvl(0, "%1."),
    lvl(1, "%1.%2"),
    lvl(2, "(%3)", "lowerLetter"),
    lvl(3, "(%4)", "lowerRoman"),
)

CASES = {
    "legal": (LEGAL + num(1, 0), [0, 1, 2, 2, 3, 1, 2, 0, 1]),
    "starts elsewhere": (abstract(0, lvl(0, "%1)", start="4")) + num(1, 0), [0, 0]),
    "roman": (abstract(0, lvl(0, "Article %1", "upperRoman")) + num(1, 0), [0] * 9),
    "padded": (abstract(0, lvl(0, "%1", "decimalZero")) + num(1, 0), [0] * 10),
    "never restarts": (
        abstract(0, lvl(0, "%1"), lvl(1, "%2", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
        [0, 1, 0, 1],
    ),
    "legal figures": (
        abstract(0, lvl(0, "%1", "upperRoman"), lvl(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0),
        [0, 0, 1, 1],
    ),
    "letters run over": (abstract(0, lvl(0, "%1", "lowerLetter")) + num(1, 0), [0] * 28),
    "restarted": (
        LEGAL
        + num(1, 0)
        + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        [0, 0, (0, 2), (0, 2)],
    ),
    "goes on under another id": (LEGAL + num(1, 0) + num(2, 0), [0, 0, (0, 2), 0]),
    "looks different": (
        LEGAL
        + num(1, 0)
        + num(2, 0, '<w:lvlOverride w:ilvl="0">' + lvl(0, "§ %1") + "</w:lvlOverride>"),
        [0, (0, 2)],
    ),
    "of two lists": (LEGAL + abstract(1, lvl(0, "%1)")) + num(1, 0) + num(2, 1), [0, (0, 2), 0]),
}
SHOWN = {
    "legal": ["1.", "1.1", "(a)", "(b)", "(i)", "1.2", "(a)", "2.", "2.1"],
    "starts elsewhere": ["4)", "5)"],
    "roman": [f"Article {n}" for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")],
    "padded": ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"],
    "never restarts": ["1", "1", "2", "2"],
    "legal figures": ["I", "II", "2.1", "2.2"],
    "letters run over": [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"],
    "restarted": ["1.", "2.", "1.", "2."],
    "goes on under another id": ["1.", "2.", "3.", "4."],
    "looks different": ["1.", "§ 2"],
    "of two lists": ["1.", "1)", "2."],
}


def body_of(places) -> str:
    return "".join(at(*place) if isinstance(place, tuple) else at(place) for place in places)


@pytest.mark.parametrize("name", CASES)
def test_numbers(docx, name):
    numbering, places = CASES[name]
    document = read(docx(body_of(places), numbering=numbering))
    assert [block.number for block in document.blocks] == SHOWN[name]


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same(docx, soffice, tmp_path):
    # LibreOffice 7.4 knows neither levels that never restart nor legal figures.
    names = [name for name in CASES if name not in ("never restarts", "legal figures")]
    paths = []
    for name in names:
        numbering, places = CASES[name]
        paths.append(tmp_path / f"{name}.docx")
        docx(body_of(places), numbering=numbering).rename(paths[-1])
    for name, shown in zip(names, soffice(*paths), strict=True):
        lines = [line.strip().removesuffix(" x") for line in shown.split("\n") if line]
        assert lines == SHOWN[name], name


LINKED = abstract(
    0,
    lvl(0, "%1.", more='<w:pStyle w:val="H1"/>'),
    lvl(1, "%1.%2", more='<w:pStyle w:val="H2"/>'),
) + num(1, 0)
NUMPR = '<w:numPr><w:numId w:val="1"/></w:numPr>'
STYLES = (
    style("H1", NUMPR)
    + style("H2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', based="H1")
    + style("Kin", based="H2")
    + style("Off", '<w:numPr><w:numId w:val="0"/></w:numPr>', based="H1")
)


def test_styles_put_paragraphs_in_lists(docx):
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        [styled("H1"), styled("H2"), styled("Kin"), styled("Off"), styled("H2", off), styled("H2")]
    )
    blocks = read(docx(body, numbering=LINKED, styles=STYLES)).blocks
    assert [block.number for block in blocks] == ["1.", "1.1", "1.2", "", "", "1.3"]
    assert isinstance(blocks[3], Paragraph)


def test_a_level_that_names_a_style_has_its_paragraphs(docx):
    styles = style("H1", NUMPR) + style("H2", NUMPR)
    blocks = read(docx(styled("H1") + styled("H2"), numbering=LINKED, styles=styles)).blocks
    assert [block.number for block in blocks] == ["1.", "1.1"]


def test_a_paragraph_may_change_the_level_of_its_style(docx):
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = styled("H1") + styled("H1", deeper)
    blocks = read(docx(body, numbering=LINKED, styles=STYLES)).blocks
    assert [block.number for block in blocks] == ["1.", "1.1"]


def test_a_list_style_lends_its_levels(docx):
    numbering = (
        abstract(0, lvl(0, "§ %1"), more='<w:styleLink w:val="Law"/>')
        + abstract(1, more='<w:numStyleLink w:val="Law"/>')
        + num(1, 0)
        + num(2, 1)
    )
    styles = style("Law", NUMPR, kind="numbering")
    blocks = read(docx(at(0, 2) + at(0, 2), numbering=numbering, styles=styles)).blocks
    assert [block.number for block in blocks] == ["§ 1", "§ 2"]


def test_lists_that_point_at_each_other_end(docx):
    numbering = abstract(0, more='<w:numStyleLink w:val="Law"/>') + num(1, 0)
    styles = style("Law", NUMPR, kind="numbering")
    (block,) = read(docx(at(0), numbering=numbering, styles=styles)).blocks
    assert isinstance(block, Paragraph)


def test_paragraphs_of_lists_that_do_not_exist_are_paragraphs(docx):
    (block,) = read(docx(at(0, 99), numbering=LEGAL)).blocks
    assert isinstance(block, Paragraph)


def test_lists_that_show_nothing_make_no_items(docx):
    numbering = abstract(0, lvl(0, "", "none")) + num(1, 0)
    (block,) = read(docx(at(0), numbering=numbering)).blocks
    assert isinstance(block, Paragraph)


def test_hidden_and_deleted_paragraphs_do_not_count(docx):
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = (
        f"<w:p><w:pPr>{place}<w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>h</w:t></w:r></w:p>"
    )
    blocks = read(docx(at(0) + hidden + at(0), numbering=LEGAL + num(1, 0))).blocks
    assert [block.number for block in blocks] == ["1.", "2."]


def test_headers_count_for_themselves(docx):
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    made = read(docx(at(0) + section, header1=at(0), numbering=LEGAL + num(1, 0)))
    assert [block.number for block in made.blocks] == ["1.", "1."]

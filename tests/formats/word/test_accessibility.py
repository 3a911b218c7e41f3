"""What keeps people out is told: headings, tables, pictures, links, colours, title, language."""

from __future__ import annotations

import re

import pytest

from rfpkit.document.model import Document, Heading, Paragraph, Run
from rfpkit.document.numbering import number
from rfpkit.formats.word import write
from rfpkit.formats.word.accessibility import barriers_of_package
from rfpkit.formats.word.contrast import contrast_ratio
from rfpkit.formats.word.zipped import pack

from .damaged import DOCUMENT, STYLE_PART, good

CORE = "http://schemas.openxmlformats.org/package/2006"
TITLED = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{CORE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Title</dc:title></cp:coreProperties>'
}


def told(part: str = DOCUMENT, old: str = "", new: str = "") -> str:
    parts = good() | TITLED
    kind = f"{CORE}/relationships/metadata/core-properties"
    link = f'<Relationship Id="rId2" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", link)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    data = pack({name: text.encode() for name, text in parts.items()})
    return "\n".join(map(str, barriers_of_package(data)))


def test_a_file_open_to_everybody_has_no_barriers():
    assert told() == ""


HEADING = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>Sub</w:t></w:r></w:p>'
TABLE_LOOK = '<w:tblLook w:val="0620" w:firstRow="1"/>'


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("docProps/core.xml", "Title<", "<", "the document has no title"),
        (STYLE_PART, '<w:lang w:val="en-GB"/>', "", "language is not said"),
        (STYLE_PART, '<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="1"/>',
         "a heading of level 2, the first in the document"),
        (DOCUMENT, "<w:tbl>", HEADING.format(2) + "<w:tbl>", "a heading of level 3, after level 1"),
        (DOCUMENT, "<w:tblHeader/>", "", "without a header row"),
        (DOCUMENT, "<w:cantSplit/><w:tblHeader/></w:trPr>",
         '</w:trPr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>', "header row"),
        (DOCUMENT, "<w:tr><w:tc><w:tcPr>",
         "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr>", "merged or nested cell"),
        (DOCUMENT, 'descr="A map"', 'descr=" "', "without alternative text"),
        (DOCUMENT, "<w:t>The law</w:t>", "<w:t>Click here</w:t>", "does not say where it leads"),
        (DOCUMENT, "<w:t>The law</w:t>", "", "does not say where it leads"),
        (STYLE_PART, "1F5A8A", "9DB8BF", r"9DB8BF on FFFFFF has contrast 2\.1"),
        (DOCUMENT, '<w:gridSpan w:val="2"/></w:tcPr><w:p>',
         '<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="777777"/></w:tcPr><w:p><w:r><w:rPr>'
         '<w:color w:val="888888"/></w:rPr><w:t>grey</w:t></w:r>', "888888 on 777777"),
    ],
)  # fmt: skip
def test_every_barrier_is_told(part, old, new, words):
    assert re.search(words, told(part, old, new))


def test_a_table_for_layout_needs_a_title_and_no_header():
    plain = f"{TABLE_LOOK}</w:tblPr>"
    layout = '<w:tblLook w:val="0600" w:firstRow="0"/>'
    parts = good()[DOCUMENT].replace("<w:tblHeader/>", "")
    assert plain in parts
    for caption, words in (("", "without a title"), ('<w:tblCaption w:val="Cover"/>', "")):
        old = good()[DOCUMENT]
        new = parts.replace(plain, f"{layout}{caption}</w:tblPr>")
        found = told(DOCUMENT, old, new)
        assert words in found
        assert bool(words) == bool(found)


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("777777", "FFFFFF", 4.48)],
)
def test_contrast_is_that_of_the_guidelines(text, ground, ratio):
    assert contrast_ratio(text, ground) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(ground, text) == contrast_ratio(text, ground)


@pytest.mark.parametrize("role", ["part", "annex"])
def test_our_headings_skip_no_level(plain, role):
    blocks = (
        Heading(runs=(Run("Part"),), role=role),
        Heading(runs=(Run("Clause"),), role="clause", level=2),
        Paragraph(runs=(Run("Text"),), numbered=True),
        Heading(runs=(Run("Sub"),), level=3),
    )
    document = number(Document("T", blocks, properties={"language": "en-GB"}))
    assert barriers_of_package(write(document, plain)) == ()

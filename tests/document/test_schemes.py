"""Numbering schemes are read from a file, and every fault in it is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.content import data_folder
from rfpkit.document.model import Document, Heading, Item, Paragraph, Run
from rfpkit.document.numbering import number
from rfpkit.document.schemes import FILE, read_schemes, standard
from rfpkit.errors import InputError

SHIPPED = data_folder("templates") / FILE
SCHEMES = read_schemes(SHIPPED)
TEXT = SHIPPED.read_text(encoding="utf-8")


def heading(role, anchor):
    return Heading(runs=(Run("Title"),), role=role, anchor=anchor)


def numbered(anchor):
    return Paragraph(runs=(Run("Text."),), numbered=True, anchor=anchor)


def item(level, anchor):
    return Item(runs=(Run("Point."),), level=level, anchor=anchor)


BLOCKS = (
    heading("part", "part"), heading("clause", "c1"), item(1, "loose"), item(2, "deeper"),
    heading("clause", "c2"), numbered("p1"), item(1, "i1"), item(2, "ii1"), item(2, "ii2"),
    item(3, "iii1"), item(1, "i2"), numbered("p2"), item(1, "i3"), heading("annex", "a"),
    numbered("a1"), item(1, "a1i"), item(2, "a1ii"), heading("annex", "b"), numbered("b1"),
)  # fmt: skip


def shown(name):
    return [block.number for block in number(Document("T", BLOCKS), SCHEMES[name]).blocks]


def cited(name):
    refs = [Paragraph(runs=(Run("?", ref=block.anchor),)) for block in BLOCKS]
    made = number(Document("T", (*BLOCKS, *refs)), SCHEMES[name])
    return [block.text for block in made.blocks[-len(refs) :]]


@pytest.mark.parametrize(
    ("name", "numbers", "references"),
    [
        (
            "legal",
            "Part A|1|(a)|(i)|2|2.1|(a)|(i)|(ii)|(A)|(b)|2.2|(a)|Annex A|A.1|(a)|(i)|Annex B|B.1",
            "Part A|1|(a)|(a)(i)|2|2.1|2.1(a)|2.1(a)(i)|2.1(a)(ii)|2.1(a)(ii)(A)|2.1(b)|2.2|2.2(a)"
            "|Annex A|A.1|A.1(a)|A.1(a)(i)|Annex B|B.1",
        ),
        (
            "decimal",
            "Part A|1|(1)|(1.1)|2|2.1|2.1.1|2.1.1.1|2.1.1.2|2.1.1.2.1|2.1.2|2.2|2.2.1"
            "|Annex A|A.1|A.1.1|A.1.1.1|Annex B|B.1",
            "Part A|1|(1)|(1.1)|2|2.1|2.1.1|2.1.1.1|2.1.1.2|2.1.1.2.1|2.1.2|2.2|2.2.1"
            "|Annex A|A.1|A.1.1|A.1.1.1|Annex B|B.1",
        ),
        (
            "outline",
            "Part 1|I.|(1)|(a)|II.|A.|1.|a.|b.|i.|2.|B.|1.|Annex A|A.1.|a.|i.|Annex B|B.1.",
            "Part 1|I|(1)|(1)(a)|II|II.A|II.A.1|II.A.1.a|II.A.1.b|II.A.1.b.i|II.A.2|II.B|II.B.1"
            "|Annex A|A.1|A.1.a|A.1.a.i|Annex B|B.1",
        ),
    ],
)
def test_a_scheme_numbers_a_whole_document_and_cites_it(name, numbers, references):
    assert "|".join(shown(name)) == numbers
    assert "|".join(cited(name)) == references


def test_a_document_remembers_how_it_was_numbered():
    once = number(Document("T", BLOCKS), SCHEMES["outline"])
    assert once.scheme == SCHEMES["outline"]
    assert number(once) == once
    assert number(Document("T", BLOCKS)).scheme == standard() == SCHEMES["legal"]


def test_an_annex_is_cited_as_annex_a_in_every_scheme():
    assert {cited(name)[13] for name in SCHEMES} == {"Annex A"}


def faults(tmp_path: Path, *edits: tuple[str, str]) -> list[str]:
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_schemes(path)
    for fault in caught.value.faults:
        assert fault.path == str(path)
        assert fault.line
        assert fault.column
    return [fault.message for fault in caught.value.faults]


def test_all_faults_are_told_at_once(tmp_path):
    found = faults(
        tmp_path,
        ('text: "Part %1"', 'text: "Part"'),
        ('text: "%1.%2"', 'text: "%2.%1"'),
        ('text: "(%4)"', 'text: "(%2.%4)"'),
    )
    assert found == [
        "“Part” must show the count of its own level, %1, once and last",
        "“%2.%1” must show the count of its own level, %2, once and last; before it may stand "
        "those right above, as in %1.%2",
        "“(%2.%4)” must show the count of its own level, %4, once and last; before it may stand "
        "those right above, as in %3.%4",
    ]


def test_the_scheme_of_those_who_choose_none_must_be_there(tmp_path):
    (message,) = faults(tmp_path, ("  legal:", "  lawful:"))
    assert message.startswith("there is no scheme “legal”")


def test_lists_are_of_one_depth(tmp_path):
    gone = '      - {format: upperLetter, text: "(%3)"}\n'
    assert faults(tmp_path, (gone, "")) == [
        "the items of clauses have 3 levels; give the items here as many"
    ]


def test_an_unknown_way_of_counting_is_told_with_those_there_are(tmp_path):
    (message,) = faults(tmp_path, ("format: upperRoman", "format: upperroman"))
    assert "did you mean “upperRoman”?" in message
    (message,) = faults(tmp_path, ("    loose:\n", "    lose:\n"))
    assert "there is no key “lose” here; did you mean “loose”?" in message

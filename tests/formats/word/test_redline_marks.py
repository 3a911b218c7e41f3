"""What a redline looks like: which words are marked, and what stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.formats.word.redline import compare
from rfpkit.formats.word.zipped import unpack

from .redlining import MAIN, p, reference, run


def body(made: bytes) -> str:
    """The paragraphs of a redline, without what every mark says of its author and date."""
    text = unpack(made)[MAIN].decode()
    text = text[text.index("<w:body>") + 8 : text.index("</w:body>")]
    return re.sub(r' w:(id|author|date)="[^"]*"| xml:space="preserve"', "", text)


@pytest.fixture
def redlined(docx: Callable[..., Path], tmp_path: Path) -> Callable[[str, str], str]:
    """A function that gives the redline of two bodies."""

    def make(ours: str, theirs: str) -> str:
        docx(ours).replace(tmp_path / "ours.docx")
        docx(theirs).replace(tmp_path / "theirs.docx")
        return body(compare(tmp_path / "ours.docx", tmp_path / "theirs.docx").data)

    return make


def test_a_replaced_word_keeps_the_formatting_around_it(redlined):
    bold = "<w:rPr><w:b/></w:rPr>"
    assert redlined(p(run("in 30 days", bold)), p(run("in 60 days"))) == (
        f"<w:p><w:r>{bold}<w:t>in </w:t></w:r><w:del><w:r>{bold}<w:delText>30</w:delText></w:r>"
        f"</w:del><w:ins><w:r><w:t>60</w:t></w:r></w:ins><w:r>{bold}<w:t> days</w:t></w:r></w:p>"
    )


def test_a_reference_whose_result_differs_stays_a_reference(redlined):
    made = redlined(p(run("see "), reference("4.2")), p(run("see "), reference("4.3")))
    assert made.index("separate") < made.index("<w:del>") < made.index("<w:ins>")
    assert made.index("</w:ins>") < made.index('"end"')
    assert "delInstrText" not in made


def test_a_reference_that_goes_goes_whole(redlined):
    made = redlined(p(run("pay, see "), reference("4.2"), run(" now")), p(run("pay now")))
    gone = "".join(re.findall("<w:del>.*?</w:del>", made))
    assert all(kind in gone for kind in ("begin", "separate", "delInstrText", "4.2", "end"))
    assert "instrText>" not in made.replace("delInstrText", "")


def test_a_link_keeps_its_address_and_new_words_after_it_stand_outside(redlined):
    link = f'<w:hyperlink w:anchor="_Ref1">{run("the annex")}</w:hyperlink>'
    made = redlined(p(run("see "), link), p(run("see "), link, run(" and more")))
    assert made.endswith("</w:hyperlink><w:ins><w:r><w:t> and more</w:t></w:r></w:ins></w:p>")


def test_words_at_the_end_of_a_bookmark_come_inside_it(redlined):
    start, end = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>', '<w:bookmarkEnd w:id="1"/>'
    made = redlined(p(start, run("Fees"), end), p(run("Fees and costs")))
    assert made.index("bookmarkStart") < made.index("<w:ins>") < made.index("bookmarkEnd")


def test_changes_open_in_either_file_are_accepted_first(redlined):
    opened = p(run("in "), f"<w:del>{run('30')}</w:del><w:ins>{run('60')}</w:ins>", run(" days"))
    assert redlined(opened, p(run("in 60 days"))) == p(
        *(f"<w:r><w:t>{text}</w:t></w:r>" for text in ("in ", "60", " days"))
    )
    assert "w:ins" not in redlined(p(run("in 60 days")), opened)


def test_changes_open_in_a_header_are_accepted_and_leave_it_a_paragraph(docx, tmp_path):
    gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
    words = '<w:del w:id="2" w:author="A"><w:r><w:delText>Draft</w:delText></w:r></w:del>'
    path = docx(p(run("One.")), header1=p(gone, words))
    made = unpack(compare(path, path).data)
    assert re.search("<w:p>.*</w:p></w:hdr>", made["word/header1.xml"].decode())
    assert b"Draft" not in made["word/header1.xml"]


def test_a_paragraph_added_at_the_end_of_a_cell_leaves_no_empty_one_when_rejected(redlined):
    ours = f"<w:tbl><w:tr><w:tc>{p(run('One.'))}</w:tc></w:tr></w:tbl><w:p/>"
    theirs = ours.replace("</w:tc>", p(run("Quite other words.")) + "</w:tc>")
    made = redlined(ours, theirs)
    first, second = re.findall("<w:p>.*?</w:p>", made)
    assert "<w:rPr><w:ins/></w:rPr>" in first
    assert "<w:rPr>" not in second

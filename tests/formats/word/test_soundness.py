"""The check of Word files tells every way to break one, and is silent about sound files."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from rfpkit.errors import InputError, RfpkitError
from rfpkit.formats.word.fitting import faults_of, refuse_damaged
from rfpkit.formats.word.soundness import Flaw, faults_of_package, new_flaws
from rfpkit.formats.word.zipped import pack, unpack

from .damaged import BREAKS, DOCUMENT, good


def packed(parts: dict[str, str]) -> bytes:
    return pack({name: text.encode() for name, text in parts.items()})


def broken(part: str, old: str, new: str) -> bytes:
    parts = good()
    assert old in parts[part]
    return packed(parts | {part: parts[part].replace(old, new, 1)})


def test_a_sound_file_has_no_faults():
    assert faults_of_package(packed(good())) == ()


@pytest.mark.parametrize(
    ("part", "old", "new", "told"), [one[1:] for one in BREAKS], ids=[one[0] for one in BREAKS]
)
def test_every_way_to_break_a_file_is_told(part, old, new, told):
    flaws = faults_of_package(broken(part, old, new))
    assert re.search(told, "\n".join(map(str, flaws)))


def test_a_fault_names_its_part_and_place():
    _, part, old, new, _ = next(one for one in BREAKS if one[0] == "property twice")
    assert [str(flaw) for flaw in faults_of_package(broken(part, old, new))] == [
        "word/document.xml, w:body/w:p[1]/w:pPr/w:keepNext[2]: w:keepNext stands twice in w:pPr"
    ]


def test_names_that_differ_in_case_alone_are_one_part():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in good().items():
            archive.writestr(name, text)
        archive.writestr("word/Styles.xml", "<x/>")
    assert Flaw("word/Styles.xml", "", "stands twice in the zip") in faults_of_package(
        out.getvalue()
    )


def test_a_part_that_is_linked_to_and_missing_is_told():
    parts = good()
    del parts["word/header1.xml"]
    told = "\n".join(map(str, faults_of_package(packed(parts))))
    assert "header1 leads to word/header1.xml, which is not there" in told
    assert "names /word/header1.xml, which is not there" in told


def test_what_is_no_zip_is_told():
    (flaw,) = faults_of_package(b"PK nothing")
    assert "is no zip" in flaw.message


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("word/document.xml", "<w:cantSplit/>", "<w:cantSplit/><w:cantSplit/><w:p/>", "may not"),
        ("word/document.xml", 'w:type="default" r:id="rId3"', 'w:type="default" r:id="rId33"', ""),
        (
            "word/styles.xml",
            '<w:basedOn w:val="TableNormal"/>',
            '<w:basedOn w:val="X"/>',
            "names X",
        ),
        ("word/header1.xml", "<w:p>", "<w:p><w:p/>", "w:p may not stand in w:p"),
        ("word/settings.xml", "<w:zoom ", "<w:compat/><w:zoom ", "must stand before"),
        ("word/_rels/document.xml.rels", "header1.xml", "header9.xml", "header9.xml"),
        ("[Content_Types].xml", "/word/footer1.xml", "/word/footer9.xml", "footer9.xml"),
        ("word/document.xml", "</w:sectPr>", "</w:sectPr><w:p/>", "must come last"),
    ],
)
def test_a_house_style_that_makes_damaged_files_is_told(plain, tmp_path, part, old, new, told):
    path = tmp_path / "ours.docx"
    parts = unpack(plain.read_bytes())
    assert old.encode() in parts[part]
    path.write_bytes(pack(parts | {part: parts[part].replace(old.encode(), new.encode(), 1)}))
    try:
        faults = faults_of(path)
    except RfpkitError as error:
        faults = error.faults
    assert faults
    assert told in "\n".join(map(str, faults))


def test_a_file_is_refused_for_flaws_of_its_own_and_not_for_those_of_its_template(tmp_path):
    part, old, new = BREAKS[0][1:4]
    damaged, path = broken(part, old, new), tmp_path / "own.docx"
    path.write_bytes(packed(good()))
    with pytest.raises(InputError, match="none was written"):
        refuse_damaged(path, damaged)
    path.write_bytes(damaged)
    refuse_damaged(path, damaged)
    assert new_flaws(damaged, damaged) == ()


def test_the_check_takes_no_time_that_a_person_sees():
    import time

    body = good()[DOCUMENT].removesuffix("</w:body></w:document>")
    long = f"{body[: body.index('<w:sectPr>')]}{PARAGRAPH * 1500}</w:body></w:document>"
    data = packed(good() | {DOCUMENT: long})
    start = time.process_time()
    faults_of_package(data)
    assert time.process_time() - start < 0.5


PARAGRAPH = '<w:p><w:r><w:t xml:space="preserve">Words that stand in a contract. </w:t></w:r></w:p>'

"""Unsafe and broken files are refused in plain words, before anything is parsed."""

from __future__ import annotations

import contextlib
import re
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rfpkit.document.model import Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.numbering import number as numbered
from rfpkit.errors import UnreadableError
from rfpkit.formats.word import read, write
from rfpkit.formats.word.zipped import unpack


@pytest.fixture(scope="module")
def written(plain):
    """The parts of a small document that we wrote."""
    words = (Run("Words."),)
    blocks = (
        Heading(runs=words, role="clause", anchor="a"),
        Paragraph(runs=(*words, Run("?", ref="a")), numbered=True),
        Item(runs=words),
        Item(runs=words, level=2, ordered=False),
        Table(rows=((Cell((Item(runs=words),)),),)),
    )
    return unpack(write(numbered(Document("T", blocks)), plain))


def refused(path, match):
    with pytest.raises(UnreadableError, match=match) as caught:
        read(path)
    (fault,) = caught.value.faults
    assert fault.path == str(path)


def add(path, name, data=b"", **entry):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)


def test_what_is_no_zip(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"Dear Sir or Madam")
    refused(path, "not a Word file, or a damaged one")
    path.write_bytes(b"")
    refused(path, "not a Word file")


def test_encrypted_and_old_files(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    refused(path, r"password-protected or old \.doc: .*save it as \.docx")


def test_missing_files(tmp_path):
    refused(tmp_path / "none.docx", "cannot be read: No such file")


def test_zips_that_hold_no_document(tmp_path):
    path = tmp_path / "a.docx"
    add(path, "readme.txt", b"x")
    refused(path, "no Word document")


def test_too_many_parts(docx):
    path = docx("")
    with zipfile.ZipFile(path, "a") as archive:
        for at in range(2_000):
            archive.writestr(f"x/{at}", b"")
    refused(path, "more than any real document")


def test_bombs(docx):
    path = docx("")
    add(path, "word/media/bomb.xml", bytes(2_000_000))
    refused(path, "200 times its size")


def test_too_much_in_all(docx):
    path = docx("")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a", b"x")
    data = bytearray(path.read_bytes())
    # The last central directory entry claims 300 MB, packed into 200 MB.
    at = data.rfind(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", 200_000_000, 300_000_000)
    path.write_bytes(bytes(data))
    refused(path, "more than 200 MB")


@pytest.mark.parametrize("name", ["/etc/passwd", "word/../../x.xml", "C:/x.xml", "..\\x.xml"])
def test_unsafe_names(docx, name):
    path = docx("")
    add(path, name)
    refused(path, "unsafe name")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_that_stand_twice(docx):
    path = docx("")
    add(path, "word/Document.xml", b"<x/>")
    refused(path, "twice")


def test_single_encrypted_parts(docx):
    path = docx("")
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    refused(path, "encrypted")


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_doctypes(docx, code):
    text = f'<?xml version="1.0" encoding="{code}"?><!DOCTYPE x [<!ENTITY e "boo">]><x>&e;</x>'
    path = docx("")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = text.encode(code)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    refused(path, "DOCTYPE")


@pytest.mark.parametrize("wrap", ["smartTag", "sdt", "ins", "r"])
@pytest.mark.parametrize("depth", [80, 120, 250, 5000])
def test_deep_nesting(docx, wrap, depth):
    inner = "<w:sdtContent>" if wrap == "sdt" else ""
    outer = "</w:sdtContent>" if wrap == "sdt" else ""
    deep = f"<w:{wrap}>{inner}" * depth + "<w:r><w:t>x</w:t></w:r>" + f"{outer}</w:{wrap}>" * depth
    attempt(docx(f"<w:p>{deep}</w:p>"))


def test_broken_xml(docx):
    refused(docx("<w:p>"), "not sound XML")


def test_broken_zip_contents(docx):
    path = docx("<w:p/>" * 1000)
    data = bytearray(path.read_bytes())
    at = data.find(b"word/document.xml") + len("word/document.xml")
    data[at + 5 : at + 25] = bytes(20)
    path.write_bytes(bytes(data))
    refused(path, "damaged")


CUTS = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=8)


def attempt(path):
    """Read a damaged file: a document or a plain refusal, never another error."""
    with contextlib.suppress(UnreadableError):
        read(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=CUTS)
def test_damaged_zips_give_no_traceback(plain, tmp_path, cuts):
    data = bytearray(plain.read_bytes())
    for at, byte in cuts:
        data[at % len(data)] = byte
    path = tmp_path / "damaged.docx"
    path.write_bytes(bytes(data))
    attempt(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    part=st.sampled_from(
        [
            "word/document.xml",
            "word/styles.xml",
            "word/numbering.xml",
            "word/_rels/document.xml.rels",
        ]
    ),
    swaps=st.lists(
        st.tuples(
            st.integers(0, 400),
            st.sampled_from(["", "<w:p/>", "-1", "99999999999", "x", "<!--", '"', "w:numId"]),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_strange_parts_give_no_traceback(written, tmp_path, part, swaps):
    texts = dict(written)
    pieces = re.split(r'(<[^>]*>|"[^"]*")', texts[part].decode())
    for at, new in swaps:
        pieces[at * 7 % len(pieces)] = new
    texts[part] = "".join(pieces).encode()
    # Numbers out of any range are as strange, and stay sound XML.
    texts["word/styles.xml"] = re.sub(rb'w:val="1"', b'w:val="-7"', texts["word/styles.xml"])
    path = tmp_path / "strange.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in texts.items():
            archive.writestr(name, data)
    attempt(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    number=st.sampled_from(["-1", "0", "9", "99999", "x", "", "1.5", "-99999999999999"]),
    at=st.integers(0, 200),
)
def test_numbers_out_of_range_give_no_traceback(written, tmp_path, number, at):
    path = tmp_path / "range.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in written.items():
            if name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
                found = list(re.finditer(rb'(w:(?:val|ilvl|numId|abstractNumId|w))="-?\d+"', data))
                one = found[at % len(found)]
                data = data[: one.end(1)] + f'="{number}"'.encode() + data[one.end() :]
            archive.writestr(name, data)
    attempt(path)

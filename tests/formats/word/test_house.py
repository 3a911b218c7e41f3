"""The shipped house style is what its script makes, and fits what the writer asks of it."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from rfpkit.document.model import Document
from rfpkit.errors import InputError
from rfpkit.formats.word import write
from rfpkit.formats.word.fitting import faults_of


@pytest.mark.parametrize("name", ["plain", "colour"])
def test_the_script_makes_the_same_bytes_again(plain, tmp_path, name):
    script = plain.parents[2] / "scripts" / "make_house.py"
    if not script.is_file():
        pytest.skip("not a checkout")
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    shipped = plain.with_name(f"{name}.docx")
    assert (tmp_path / shipped.name).read_bytes() == shipped.read_bytes()
    assert faults_of(shipped) == ()


def changed(plain, tmp_path, part, old, new):
    path = tmp_path / "house.docx"
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(path, "w") as out:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            out.writestr(name, data)
    return path


def test_missing_styles_are_all_named(plain, tmp_path):
    old, new = b'w:val="Clause Item 2"', b'w:val="Something Else"'
    house = changed(plain, tmp_path, "word/styles.xml", old, new)
    with pytest.raises(InputError, match="lacks the style “Clause Item 2”"):
        write(Document("T", ()), house)


def test_a_house_style_must_say_where_the_body_goes(plain, tmp_path):
    house = changed(plain, tmp_path, "word/document.xml", b"{{ body }}", b"nothing")
    with pytest.raises(InputError, match=r"one paragraph with nothing but \{\{ body \}\}"):
        write(Document("T", ()), house)


def test_unknown_tags_in_headers_are_reported(plain, tmp_path):
    house = changed(plain, tmp_path, "word/header1.xml", b"{{ reference }}", b"{{ refrence }}")
    with pytest.raises(InputError, match="refrence"):
        write(Document("T", ()), house)


def test_lists_of_the_house_style_are_kept(plain, tmp_path, docx):
    path = tmp_path / "house.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbering = (
        f'<w:numbering xmlns:w="{space}"><w:abstractNum w:abstractNumId="7"/>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    relation = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/numbering" Target="numbering.xml"/></Relationships>'
    )
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(path, "w") as out:
        for name in archive.namelist():
            text = archive.read(name).decode()
            if name == "[Content_Types].xml":
                override = f'<Override PartName="/word/numbering.xml" ContentType="{kind}"/>'
                text = text.replace("</Types>", f"{override}</Types>")
            if name == "word/_rels/document.xml.rels":
                text = text.replace("</Relationships>", relation)
            out.writestr(name, text)
        out.writestr("word/numbering.xml", numbering)
    (tmp_path / "made.docx").write_bytes(write(Document("T", ()), path))
    with zipfile.ZipFile(tmp_path / "made.docx") as archive:
        text = archive.read("word/numbering.xml").decode()
        types = archive.read("[Content_Types].xml").decode()
    assert 'w:abstractNumId="7"' in text
    assert 'w:numId="3"' in text
    assert text.rindex("<w:abstractNum ") < text.index("<w:num ")
    assert types.count("/word/numbering.xml") == 1

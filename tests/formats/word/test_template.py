"""Tags are filled with values, literally; whatever else a tag tries is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from rfpkit.errors import InputError
from rfpkit.formats.word.reader import read
from rfpkit.formats.word.template import safe_render


def line(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def shown(docx, text: str, tmp_path, **values: str) -> str:
    path = tmp_path / "out.docx"
    path.write_bytes(safe_render(docx(line(text)), values))
    return "\n".join(block.text for block in read(path).blocks)


@pytest.mark.parametrize(
    "value",
    [
        "Smith & Sons <Ltd>",
        "{{ 7*7 }}",
        "{% if x %}",
        "“quotes” 'and' \"more\"",
        "Ünïcode – 漢字",
        "a]]>b",
        "</w:t></w:r><w:p/>",
    ],
)
def test_values_come_out_literally(docx, tmp_path, value):
    assert shown(docx, "A {{ x }} B", tmp_path, x=value) == f"A {value} B"


def test_control_characters_are_dropped(docx, tmp_path):
    assert shown(docx, "A {{ x }} B", tmp_path, x="a\x00b\x07c\x0cd\ud800e") == "A abcde B"


def test_tags_in_pieces_are_filled(docx, tmp_path):
    body = "<w:p><w:r><w:t>{{ ti</w:t></w:r><w:r><w:t>tle }}</w:t></w:r></w:p>"
    path = tmp_path / "out.docx"
    path.write_bytes(safe_render(docx(body), {"title": "Whole"}))
    assert read(path).blocks[0].text == "Whole"


def test_all_unknown_tags_are_named(docx):
    path = docx(line("{{ titel }} {{ title }} {{ byer }}"))
    with pytest.raises(InputError) as caught:
        safe_render(path, {"title": "T"})
    messages = [str(fault) for fault in caught.value.faults]
    assert len(messages) == 2
    assert "{{ byer }} is not known; known are: title" in messages[0]
    assert all(message.startswith(str(path)) for message in messages)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Fee {{ title", "not well formed"),
        ("{% if title %} no end", "not well formed"),
        ("{{ title | nofilter }}", "not well formed|cannot be filled"),
        ("{{ ''.__class__.__mro__ }}", "tries to do what no tag may|asks for what is not there"),
        ("{{ title.__init__.__globals__ }}", "no tag may|not there"),
        ("{{ range(10**9) }}", "cannot be worked out"),
        ("{{ 1/0 }}", "cannot be worked out"),
        ("{{ title.nothing }}", "not there"),
    ],
)
def test_bad_tags_are_reported(docx, text, message):
    with pytest.raises(InputError, match=message):
        safe_render(docx(line(text)), {"title": "T"})


def test_the_text_near_a_bad_tag_is_shown(docx):
    with pytest.raises(InputError, match=r"near “.*oops"):
        safe_render(docx(line("{{ title | oops }}")), {"title": "T"})


def test_a_missing_house_style(tmp_path):
    with pytest.raises(InputError, match="no such house style"):
        safe_render(tmp_path / "none.docx", {})


def test_every_part_stays_sound_xml(plain):
    from lxml import etree

    values = dict.fromkeys(
        ("title", "short_title", "subtitle", "buyer", "reference", "date", "status", "draft"),
        "<&>\"'",
    )
    data = safe_render(plain, values | {"body": "x"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))

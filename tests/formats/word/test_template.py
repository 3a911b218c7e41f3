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
        ("{{ range(10**9) }}", "no tag may"),
        ("{{ range(10000000) }}", "cannot be worked out"),
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


HOSTILE = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title.__class__ }}",
    "{{ title | attr('__class__') }}",
    "{{ title.upper() }}",
    "{{ fields.items() }}",
    "{{ fields['__class__'] }}",
    "{{ fields.__init__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__ }}",
    "{{ namespace.__init__ }}",
    "{{ title | safe }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'a' * 999999999 }}",
    "{{ 2 ** 999999 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% for x in loop.__class__ %}{% endfor %}",
)
TITLED = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{}</dc:title></cp:coreProperties>"
)
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def everywhere(docx, tag: str, place: str):
    """A Word file with the tag in one of its parts."""
    more = {}
    if place in ("header1", "footer1"):
        more[place] = line(tag)
    elif place in ("footnotes", "endnotes"):
        note = place[:-1]
        more[place] = f'<w:{note} w:id="1">{line(tag)}</w:{note}>'
    elif place == "properties":
        more["docProps/core.xml"] = TITLED.format(tag)
        more["_rels/.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{CORE}" Target="docProps/core.xml"/></Relationships>'
        )
    return docx(line(tag if place == "body" else "text"), **more)


PLACES = ("body", "header1", "footer1", "footnotes", "endnotes", "properties")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("tag", HOSTILE)
def test_no_tag_reaches_python_from_anywhere(docx, tag, place):
    with pytest.raises(InputError, match="tag"):
        safe_render(everywhere(docx, tag, place), {"title": "T", "fields": {"a": "b"}})


@pytest.mark.parametrize("place", PLACES)
def test_tags_are_filled_everywhere(docx, place):
    data = safe_render(
        everywhere(docx, "{{ title }} {{ title | upper }}", place), {"title": "a&<b"}
    )
    names = {"body": "word/document.xml", "properties": "docProps/core.xml"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(names.get(place, f"word/{place}.xml")).decode()
    assert "a&amp;&lt;b A&amp;&lt;B" in text


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (line("{%p if title %}{{ title }}{%p endif %}"), r"stand in one paragraph.*of its own"),
        (line("Fee {%p if title %}") + line("{%p endif %}"), "the rest of it would be lost"),
        (line("{{p title }}"), r"write \{\{ title \}\}"),
        (line("a {{r title }} b"), r"write \{\{ title \}\}"),
        (
            f"<w:tbl><w:tr><w:tc>{line('{%tr for x in all %}')}</w:tc>"
            f"<w:tc>{line('{{ x }}')}{line('{%tr endfor %}')}</w:tc></w:tr></w:tbl>",
            "stand in one table row",
        ),
        (
            f"<w:tbl><w:tr><w:tc>{line('{% if title %}')}</w:tc></w:tr></w:tbl>"
            f"{line('{% endif %}')}",
            "no sound XML.*begin and end in paragraphs",
        ),
    ],
)
def test_what_would_lose_text_is_refused(docx, body, message):
    with pytest.raises(InputError, match=message):
        safe_render(docx(body), {"title": "", "all": []})


def test_smart_quotes_and_tags_in_many_pieces_are_understood(docx, tmp_path):
    pieces = ("{", "% i", "f ti", "tle == “T” %", "}yes{% end", "if %}")
    body = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in pieces)
    path = tmp_path / "out.docx"
    path.write_bytes(safe_render(docx(f"<w:p>{body}</w:p>"), {"title": "T"}))
    assert read(path).blocks[0].text == "yes"


def test_the_signs_that_docxtpl_has_for_braces_stay_words_in_a_value(docx, tmp_path):
    assert shown(docx, "{_{ {{ x }}", tmp_path, x="{_{ {_% %_} }_}") == "{{ {_{ {_% %_} }_}"


def test_the_paragraph_of_a_fault_is_told(docx):
    body = line("{{ a }}") + line("{{ b + 1 }}") + line("{{ a }}")
    with pytest.raises(InputError, match=r"cannot be worked out.*near “\{\{ b \+ 1 \}\}”"):
        safe_render(docx(body), {"a": "1", "b": "x"})


def test_what_word_takes_for_damage_is_put_right(docx):
    from lxml import etree

    from rfpkit.formats.word.ooxml import w

    cell = f"<w:tc>{line('{%p if x %}')}{line('{{ x }}')}{line('{%p endif %}')}</w:tc>"
    marked = (
        '<w:p><w:bookmarkStart w:id="0" w:name="a"/><w:r><w:t>{{ y }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="0"/></w:p>'
    )
    body = (
        f"<w:tbl><w:tr>{cell}</w:tr></w:tbl><w:tbl><w:tr><w:tc>{line('{%tr if x %}')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{line('x')}</w:tc></w:tr><w:tr><w:tc>{line('{%tr endif %}')}</w:tc></w:tr>"
        f"</w:tbl>{line('{%p for y in all %}')}{marked}{line('{%p endfor %}')}"
    )
    data = safe_render(docx(body), {"x": "", "all": ["1", "2"]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert len(list(root.iter(w("tbl")))) == 1
    assert next(root.iter(w("tc"))).find(w("p")) is not None
    assert len(list(root.iter(w("bookmarkStart")))) == len(list(root.iter(w("bookmarkEnd")))) == 1


def test_parts_without_tags_stay_byte_for_byte(docx):
    path = docx(line("{{ title }}"), header1=line("plain"), settings="<w:zoom/>")
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(io.BytesIO(safe_render(path, {"title": "T"}))) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert before.keys() == after.keys()


def test_a_template_that_changes_under_its_name_is_read_anew(docx, tmp_path):
    path = docx(line("old {{ x }}"))
    safe_render(path, {"x": "1"})
    path.write_bytes(docx(line("new {{ x }}")).read_bytes())
    out = tmp_path / "out.docx"
    out.write_bytes(safe_render(path, {"x": "2"}))
    assert read(out).blocks[0].text == "new 2"


def test_a_template_used_again_forgets_the_values(docx, tmp_path):
    path = docx(line("{% if x %}{{ x }}{% else %}nothing{% endif %}"))
    out = tmp_path / "out.docx"
    for value, words in (("one", "one"), ("", "nothing"), ("two", "two")):
        out.write_bytes(safe_render(path, {"x": value}))
        assert read(out).blocks[0].text == words
    with pytest.raises(InputError, match="not known"):
        safe_render(path, {"y": "1"})

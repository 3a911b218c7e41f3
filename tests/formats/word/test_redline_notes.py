"""Notes in redlines: changed where both files have them, brought along, taken out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.formats.word.redline import Redline, compare
from rfpkit.formats.word.zipped import unpack

from .redlining import ENDNOTES, FOOTNOTES, MAIN, check, p, run

RELATIONS, TYPES, SETTINGS = (
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
    "word/settings.xml",
)
BODY = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
)


def cites(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def note(key: int, *words: str, kind: str = "footnote", style: str = "") -> str:
    """A note of a paragraph for each text, the first one with the note's number."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    number = f"<w:r><w:{kind}Ref/></w:r>"
    made = (p(look, number if at == 0 else "", run(f" {one}")) for at, one in enumerate(words))
    return f'<w:{kind} w:id="{key}">{"".join(made)}</w:{kind}>'


def styles(text: str, mark: str) -> str:
    """Styles for notes under ids that another language of Word gives them."""
    return (
        BODY + f'<w:style w:type="paragraph" w:styleId="{text}"><w:name w:val="footnote text"/>'
        f'<w:basedOn w:val="Normal"/></w:style><w:style w:type="character" w:styleId="{mark}">'
        '<w:name w:val="footnote reference"/></w:style>'
    )


NUMBER = "<w:r><w:footnoteRef/></w:r>"
OLD = p(run("Old words"), cites(1))
Make = Callable[[dict[str, str], dict[str, str]], Redline]


@pytest.fixture
def redlined(docx: Callable[..., Path], tmp_path: Path) -> Make:
    """A function that gives the redline of two files, after all that must hold of it."""

    def make(ours: dict[str, str], theirs: dict[str, str]) -> Redline:
        paths = tmp_path / "ours.docx", tmp_path / "theirs.docx"
        for parts, path in zip((ours, theirs), paths, strict=True):
            docx(**parts).replace(path)
        check(*paths, tmp_path)
        return compare(*paths)

    return make


def story(made: Redline, name: str = FOOTNOTES) -> str:
    """A part of a redline, without what every mark says of its author and date."""
    text = unpack(made.data)[name].decode()
    text = text[text.index(">", text.index("<w:")) + 1 : text.rindex("</w:")]
    return re.sub(
        r' w:(author|date)="[^"]*"| xml:space="preserve"|(?<=ins|del) w:id="\d+"', "", text
    )


def test_words_changed_in_a_note_are_marked_in_it_and_nowhere_else(redlined, tmp_path):
    body = p(run("The fee"), cites(1), run(" is due."))
    made = redlined(
        {"body": body, "footnotes": note(1, "In 30 days.")},
        {"body": body, "footnotes": note(1, "In 60 days.")},
    )
    assert story(made) == (
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> In </w:t></w:r>'
        "<w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>60</w:t></w:r></w:ins>"
        "<w:r><w:t> days.</w:t></w:r></w:p></w:footnote>"
    )
    assert (made.changes, made.dropped, made.margins) == (1, 0, False)
    before = unpack((tmp_path / "ours.docx").read_bytes())
    after = unpack(made.data)
    assert {name for name in before if before[name] != after[name]} == {FOOTNOTES}


def test_notes_are_paired_by_their_places_whatever_their_ids(redlined, tmp_path):
    ours = p(run("Fees"), cites(1), run(" and costs"), cites(2))
    theirs = p(run("Fees"), cites(7), run(" and all costs"), cites(3))
    made = redlined(
        {"body": ours, "footnotes": note(1, "First.") + note(2, "Second.")},
        {"body": theirs, "footnotes": note(3, "Second.") + note(7, "First.")},
    )
    assert made.changes == 1
    before = unpack((tmp_path / "ours.docx").read_bytes())
    assert unpack(made.data)[FOOTNOTES] == before[FOOTNOTES]


def test_a_note_changed_in_a_table_is_found(redlined):
    row = f"<w:tr><w:tc>{p(run('Fee'), cites(1))}</w:tc></w:tr>"
    body = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>{row}</w:tbl>{p()}'
    made = redlined(
        {"body": body, "footnotes": note(1, "In pounds.")},
        {"body": body, "footnotes": note(1, "In euros.")},
    )
    assert "<w:delText>pounds</w:delText>" in story(made)


def test_a_paragraph_added_to_a_note_or_taken_out_is_marked_in_it(redlined):
    body = p(run("The fee"), cites(1))
    one, two = note(1, "In pounds."), note(1, "In pounds.", "With tax, as the law has it.")
    made = redlined({"body": body, "footnotes": one}, {"body": body, "footnotes": two})
    assert "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:footnoteRef/>" in story(made)
    assert "<w:ins><w:r><w:t> With tax, as the law has it.</w:t></w:r></w:ins>" in story(made)
    made = redlined({"body": body, "footnotes": two}, {"body": body, "footnotes": one})
    assert "<w:del><w:r><w:delText> With tax, as the law has it.</w:delText>" in story(made)
    assert "<w:del><w:r><w:footnoteRef/>" not in story(made)


def test_a_note_of_other_words_keeps_its_number(redlined):
    body = p(run("The fee"), cites(1))
    made = redlined(
        {"body": body, "footnotes": note(1, "In pounds sterling.", "Without tax.")},
        {"body": body, "footnotes": note(1, "Without tax.")},
    )
    assert "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:footnoteRef/></w:r>" in story(made)
    late = [f'<w:footnote w:id="1">{p(run(one), NUMBER, run(two))}</w:footnote>' for one, two in
            (("See ", "the law."), ("Not ", "in tax."))]  # fmt: skip
    made = redlined({"body": body, "footnotes": late[0]}, {"body": body, "footnotes": late[1]})
    assert f"</w:del>{NUMBER}<w:del>" in story(made)


def test_a_paragraph_that_came_in_brings_its_note_along_in_our_styles(redlined):
    kept = p(run("It ends here."))
    made = redlined(
        {
            "body": p(run("The fee"), cites(1)) + kept,
            "footnotes": note(1, "In pounds.", style="Text"),
            "styles": styles("Text", "Mark"),
        },
        {
            "body": p(run("Quite new words"), cites(4)) + p(run("The fee"), cites(5)) + kept,
            "footnotes": note(4, "See the law.", style="Fuss") + note(5, "In pounds."),
            "styles": styles("Fuss", "Zeichen"),
        },
    )
    assert (
        "<w:ins><w:r><w:t>Quite new words</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:footnoteReference w:id="1"/></w:r></w:ins>'
    ) in story(made, MAIN)
    new, old = re.findall("<w:footnote .*?</w:footnote>", story(made))
    assert new == (
        '<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="Text"/></w:pPr><w:ins>'
        '<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:footnoteRef/></w:r>'
        "<w:r><w:t> See the law.</w:t></w:r></w:ins></w:p></w:footnote>"
    )
    assert old.startswith('<w:footnote w:id="2">')
    assert (made.changes, made.dropped) == (1, 0)


def test_words_that_came_in_bring_their_notes_along_all_of_them(redlined):
    made = redlined(
        {"body": p(run("The fee is due.")) + OLD, "footnotes": note(1, "Old.")},
        {
            "body": p(run("The fee"), cites(2), run(" is due."), cites(1, "endnote")) + OLD,
            "footnotes": note(1, "Old.") + note(2, "In pounds.", "Without tax."),
            "endnotes": note(1, "At the end.", kind="endnote"),
        },
    )
    assert re.findall('w:footnote w:id="(.)"|<w:t> (.*?)<', story(made)) == [
        ("1", ""), ("", "In pounds."), ("", "Without tax."), ("2", ""), ("", "Old."),
    ]  # fmt: skip
    assert "At the end." in story(made, ENDNOTES)
    assert made.changes == 2


def test_a_file_without_notes_gets_a_part_for_them_with_separators_and_styles(redlined, tmp_path):
    house = '<w:zoom w:percent="90"/><w:compat/>'
    made = redlined(
        {"body": p(run("The fee is due.")), "styles": BODY, "settings": house},
        {"body": p(run("The fee"), cites(2), run(" is due.")), "footnotes": note(2, "Pounds.")},
    )
    parts = {name: data.decode() for name, data in unpack(made.data).items()}
    before = unpack((tmp_path / "ours.docx").read_bytes())
    changed = {name for name in parts if before.get(name, b"").decode() != parts[name]}
    assert changed == {MAIN, FOOTNOTES, RELATIONS, TYPES, SETTINGS, "word/styles.xml"}
    assert re.findall(r'w:footnote (?:w:type="(\w+)" )?w:id="(-?\d+)"', parts[FOOTNOTES]) == [
        ("separator", "-1"), ("continuationSeparator", "0"), ("", "1"),
    ]  # fmt: skip
    assert (
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat/>'
        in (parts[SETTINGS])
    )
    assert '<w:name w:val="footnote reference"/>' in parts["word/styles.xml"]
    assert parts[MAIN].count('<w:rStyle w:val="FootnoteReference"/>') == 1


def test_changes_in_both_parts_for_notes_have_ids_of_their_own(redlined):
    theirs = p(run("The"), cites(1, "endnote"), run(" fee"), cites(1))
    notes = {"footnotes": note(1, "Foot."), "endnotes": note(1, "End.", kind="endnote")}
    made = redlined({"body": p(run("The fee"))}, {"body": theirs} | notes)
    assert story(made).count("Foot.") == story(made, ENDNOTES).count("End.") == 1


def test_a_file_without_styles_gets_a_raised_mark(redlined):
    made = redlined(
        {"body": p(run("The fee"))},
        {"body": p(run("The fee"), cites(2)), "footnotes": note(2, "In pounds.")},
    )
    assert '<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef' in story(made, MAIN)


def test_a_note_that_goes_with_its_words_is_marked_deleted_whole(redlined):
    kept = p(run("It ends here."))
    made = redlined(
        {
            "body": p(run("The fee"), cites(1), run(" is due.")) + kept,
            "footnotes": note(1, "In pounds.", "Without tax."),
        },
        {"body": p(run("The fee is due.")) + kept},
    )
    assert f"<w:del>{cites(1)}</w:del>" in story(made, MAIN)
    assert story(made) == (
        '<w:footnote w:id="1"><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r>'
        "<w:footnoteRef/></w:r><w:r><w:delText> In pounds.</w:delText></w:r></w:del></w:p>"
        "<w:p><w:del><w:r><w:delText> Without tax.</w:delText></w:r></w:del></w:p></w:footnote>"
    )
    assert made.changes == 1


def test_a_footnote_that_became_an_endnote_goes_and_comes(redlined):
    made = redlined(
        {"body": p(run("The fee"), cites(1)), "footnotes": note(1, "In pounds.")},
        {
            "body": p(run("The fee"), cites(1, "endnote")),
            "endnotes": note(1, "In pounds.", kind="endnote"),
        },
    )
    assert f"<w:del>{cites(1)}</w:del>" in story(made, MAIN)
    assert "<w:ins>" in story(made, ENDNOTES)


def test_a_mark_of_its_own_making_comes_along_as_it_is(redlined):
    mark = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    made = redlined(
        {"body": p(run("The fee"))},
        {
            "body": p(run("The fee"), mark),
            "footnotes": f'<w:footnote w:id="1">{p(run("* In pounds."))}</w:footnote>',
        },
    )
    assert 'w:customMarkFollows="1"' in story(made, MAIN)
    assert "<w:footnoteRef/>" not in story(made)


def test_a_hidden_mark_stays_hidden(redlined):
    hidden = cites(1).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    made = redlined(
        {"body": p(run("The fee is due")), "styles": styles("Text", "Mark")},
        {"body": p(run("The fee is due"), hidden), "footnotes": note(1, "In pounds.")},
    )
    assert '<w:rStyle w:val="Mark"/><w:vanish/></w:rPr><w:footnoteRef' in story(made, MAIN)


def test_a_mark_whose_note_is_missing_is_dropped_and_counted(docx, tmp_path):
    ours, theirs = tmp_path / "ours.docx", tmp_path / "theirs.docx"
    docx(p(run("The fee"))).replace(ours)
    docx(p(run("The fee"), cites(8)), footnotes=note(2, "Of nothing.")).replace(theirs)
    made = compare(ours, theirs)
    assert (made.changes, made.dropped) == (1, 1)
    assert b"footnoteReference" not in unpack(made.data)[MAIN]


def test_a_note_inside_a_note_is_no_trap(docx, tmp_path):
    """Word makes no such thing, and reads no such thing."""
    ours, theirs = tmp_path / "ours.docx", tmp_path / "theirs.docx"
    inner = f'<w:footnote w:id="1">{p(run("See"), cites(1))}</w:footnote>'
    docx(p(run("New words"), cites(1)), footnotes=inner).replace(theirs)
    docx(p(run("Words"))).replace(ours)
    assert compare(ours, theirs).dropped == 1
    assert "<w:delText>See</w:delText>" in story(compare(theirs, ours))


def test_a_note_cited_twice_stays_as_long_as_one_mark_does(docx, tmp_path):
    """Word makes no such thing, but reads it."""
    new = p(run("Quite other words"), cites(1))
    ours, theirs = tmp_path / "ours.docx", tmp_path / "theirs.docx"
    docx(new + OLD, footnotes=note(1, "Both.")).replace(ours)
    docx(OLD, footnotes=note(1, "Both.")).replace(theirs)
    assert "<w:del" not in story(compare(ours, theirs))


def test_a_note_whose_deletion_is_open_in_ours_is_gone(redlined):
    gone = f'<w:del w:id="3" w:author="A">{cites(1)}</w:del>'
    made = redlined(
        {
            "body": p(run("The fee"), gone, run(" is due."), cites(2)),
            "footnotes": note(1, "In pounds.") + note(2, "In time."),
        },
        {"body": p(run("The fee is due."), cites(1)), "footnotes": note(1, "In time.")},
    )
    assert made.changes == 0
    assert "In pounds" not in story(made)


def test_notes_that_differ_are_no_reason_to_warn_and_text_boxes_are(docx, redlined, tmp_path):
    def parts(boxed: str, noted: str) -> dict[str, str]:
        box = f"<w:txbxContent>{p(run(boxed))}</w:txbxContent>"
        shape = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
        return {"body": p(run("The fee"), cites(1), shape), "footnotes": note(1, noted)}

    assert not redlined(parts("A box.", "In pounds."), parts("A box.", "In euros.")).margins
    docx(**parts("The box.", "In pounds.")).replace(tmp_path / "theirs.docx")
    assert compare(tmp_path / "ours.docx", tmp_path / "theirs.docx").margins

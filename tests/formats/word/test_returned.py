"""A file that comes back with open changes: both readings, those of its notes too."""

from __future__ import annotations

from rfpkit.formats.word.returned import read_returned

from .redlining import p, run, texts_of

GONE = '<w:pPr><w:rPr><w:del w:id="9" w:author="A"/></w:rPr></w:pPr>'


def added(*inner: str) -> str:
    return f'<w:ins w:id="7" w:author="A">{"".join(inner)}</w:ins>'


def deleted(*inner: str) -> str:
    text = "".join(inner).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="8" w:author="A">{text}</w:del>'


def cites(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def note(key: int, *paragraphs: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{key}">{"".join(paragraphs)}</w:{kind}>'


NUMBER = "<w:r><w:footnoteRef/></w:r>"


def test_changes_open_in_notes_are_read_both_ways(docx):
    """As Word writes them: what stands in a new or deleted note is marked as well."""
    path = docx(
        p(run("Kept"), cites(1))
        + p(run("Old"), deleted(cites(2)), run(" and new"), added(cites(3)))
        + p(GONE, deleted(run("Gone whole"), cites(4)))
        + p(run("End"), cites(1, "endnote")),
        footnotes=note(1, p(NUMBER, run("In "), deleted(run("30")), added(run("60")), run(" days")))
        + note(2, p(GONE, deleted(NUMBER, run("Taken"))), p(deleted(run(" out"))))
        + note(3, p(added(NUMBER, run("Brought in"))))
        + note(4, p(GONE, deleted(NUMBER, run("With its words")))),
        endnotes=note(1, p(run("At "), added(run("the end"))), kind="endnote"),
    )
    returned = read_returned(path)
    assert [words for _, _, words in texts_of(returned.accepted.document)] == [
        "Kept[1]", "In 60 days", "Old and new[2]", "Brought in", "End[i]", "At the end",
    ]  # fmt: skip
    assert returned.original is not None
    assert [words for _, _, words in texts_of(returned.original.document)] == [
        "Kept[1]", "In 30 days", "Old[2] and new", "Taken", "out", "Gone whole[3]",
        "With its words", "End[i]", "At",
    ]  # fmt: skip


def test_changes_that_are_open_in_notes_alone_are_seen(docx):
    path = docx(
        p(run("Kept"), cites(1)), footnotes=note(1, p(NUMBER, run("Words"), added(run(" new"))))
    )
    original = read_returned(path).original
    assert original is not None
    assert [words for _, _, words in texts_of(original.document)] == ["Kept[1]", "Words"]

"""Captions of tables: written as "Table: …" in a clause, numbered through the document."""

from pathlib import Path

import pytest

from rfpkit.assembly.captions import captioned, misplaced_captions, over_tables
from rfpkit.document.markdown import parse
from rfpkit.document.model import Document, Item, Paragraph, Run
from rfpkit.document.numbering import number
from rfpkit.formats import html, markdown
from rfpkit.library.load import Clause, read_clause

FRONT = """---
title: Service levels
version: 1.0.0
status: draft
need: optional
summary: The levels.
guidance: None.
risk: None.
sources:
  - {title: Our own, verified: false}
---
"""
TABLE = "| What | Level |\n|---|---|\n| Up | 99% |\n"


def clause(folder: Path, text: str) -> Clause:
    path = folder / "annex" / "levels.md"
    path.parent.mkdir()
    path.write_text(FRONT + text, encoding="utf-8")
    return read_clause(path, folder)


def numbered(text: str, anchor: str = "") -> Document:
    blocks = [captioned(block) for block in parse(text)]
    if anchor:
        at = next(at for at, b in enumerate(blocks) if isinstance(b, Paragraph) and b.numbered)
        blocks[at] = Paragraph(runs=blocks[at].runs, kind="caption", numbered=True, anchor=anchor)
        blocks.append(Paragraph(runs=(Run("See "), Run("?", ref=anchor), Run("."))))
    return number(Document("A plan", tuple(blocks)))


def test_a_paragraph_that_begins_with_table_is_a_caption_without_that_word():
    (block,) = map(captioned, parse("Table: Service **levels**"))
    assert isinstance(block, Paragraph)
    assert (block.kind, block.numbered, block.text) == ("caption", True, "Service levels")
    assert [run.bold for run in block.runs] == [False, True]


@pytest.mark.parametrize(
    "text", ["The Table: Levels", "**Table:** Levels", "Tables: two", "- Table: x"]
)
def test_other_words_stay_as_they_are(text: str):
    (block,) = parse(text)
    assert captioned(block) == block


def test_captions_count_through_the_document_and_references_cite_them():
    document = numbered(f"Table: One\n\n{TABLE}\nWords.\n\nTable: Two\n\n{TABLE}", anchor="x#one")
    captions = [b for b in document.blocks if isinstance(b, Paragraph) and b.kind == "caption"]
    assert [(block.number, block.text) for block in captions] == [
        ("Table 1", "One"),
        ("Table 2", "Two"),
    ]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text == "See Table 1."


def test_a_caption_over_what_is_no_table_after_all_is_left_out():
    caption, table = Paragraph(runs=(Run("x"),), kind="caption"), parse(TABLE)[0]
    bullet = Item(runs=(Run("None."),), ordered=False)
    assert list(over_tables([caption, bullet, caption, table, caption])) == [bullet, caption, table]


def test_html_has_the_caption_in_its_table_and_markdown_above_it():
    document = numbered(f"Table: Levels & co\n\n{TABLE}", anchor="x#one")
    page = html.write(document)
    assert '<table>\n<caption id="x-one">Table 1: Levels &amp; co</caption>\n<thead>' in page
    assert '<a href="#x-one">Table 1</a>' in page
    assert "\n\nTable 1: Levels & co\n\n| What | Level |\n" in markdown.write(document)


@pytest.mark.parametrize("under", [TABLE, '{{ insert("users") }}\n'])
def test_a_caption_right_above_a_table_or_an_insert_is_in_its_place(tmp_path: Path, under: str):
    made = clause(tmp_path, f"These are they:\n\nTable: Levels\n\n{under}")
    assert list(misplaced_captions(made)) == []


@pytest.mark.parametrize("under", ["", "Words.\n", f"Words.\n\n{TABLE}", "1. An item\n"])
def test_any_other_caption_is_told_with_its_line(tmp_path: Path, under: str):
    made = clause(tmp_path, f"These are they:\n\nTable: Levels\n\n{under}")
    (fault,) = misplaced_captions(made)
    assert fault.line == made.text_line + 2
    assert "stands right above a table" in fault.message

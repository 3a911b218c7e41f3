"""The documents of the steps: how a file is cut into sections, and what each of ours must have."""

from pathlib import Path

import pytest

from rfpkit.assembly.step_planning import step_documents
from rfpkit.content import data_root
from rfpkit.errors import InputError
from rfpkit.library.load import load_library
from rfpkit.library.step_documents import read_step_document
from rfpkit.spec.conditions import FIELDS

FRONT = """---
title: Plan
step: market
version: 1.0.0
summary: A plan.
blanks:
  who: {ask: Who does it?}
sources:
  - {title: A guide}
---
"""
DOCUMENTS = step_documents(load_library(data_root()))
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)


def written(folder: Path, text: str, front: str = FRONT) -> Path:
    path = folder / "market" / "plan.md"
    path.parent.mkdir()
    path.write_text(front + text, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_step_document(path)
    return [str(fault).partition("plan.md:")[2] for fault in caught.value.faults]


def test_parts_and_sections_are_cut_at_their_headings(tmp_path: Path):
    text = "# One\n\n## First thing\n\n{{ who }}.\n\n## Second\n\nText.\n"
    text += "\n# Two\n\n## Third\n\nText.\n"
    made = read_step_document(written(tmp_path, text))
    assert [(part.title, part.clauses) for part in made.template.value.sections] == [
        ("One", ("plan/first-thing", "plan/second")),
        ("Two", ("plan/third",)),
    ]
    assert [list(section.front.blanks) for section in made.sections] == [["who"], [], []]
    assert all("plan" in section.names for section in made.sections)


def test_a_condition_under_a_heading_is_that_of_its_section(tmp_path: Path):
    text = "## One\n<!-- when: {strategy: [B, C]} -->\n\nText.\n\n## Two\n\nText.\n"
    one, two = read_step_document(written(tmp_path, text)).sections
    assert one.front.when == {"strategy": ["B", "C"]}
    assert two.front.when == {}
    assert "when" not in one.text
    assert one.loaded.place("when")[0] == 12


def test_text_before_a_heading_needs_a_document_without_numbers(tmp_path: Path):
    path = written(tmp_path, "Dear all,\n\n## One\n\nText.\n")
    assert faults(path) == ["11:1: text stands under no heading of a section; begin it with “## …”"]
    path.write_text(path.read_text().replace("step: market", "step: market\nnumbered: false"))
    opening, one = read_step_document(path).sections
    assert (opening.id, opening.front.title, one.id) == ("plan/opening", "", "plan/one")


def test_the_folder_is_the_step_and_titles_are_unlike(tmp_path: Path):
    path = written(
        tmp_path, "## One\n\nText.\n\n## One\n\nText.\n", FRONT.replace("market", "agile")
    )
    told = faults(path)
    assert told[0].endswith("the file lies in the folder 'market'; move it to 'agile'")
    assert "a second section is called “One”" in told[1]


def test_a_document_without_text_is_refused(tmp_path: Path):
    assert "there is no text under the front matter" in faults(written(tmp_path, "\n"))[0]


def test_a_broken_condition_is_told_with_its_line(tmp_path: Path):
    path = written(tmp_path, "## One\n<!-- when: {strategy: [B} -->\n\nText.\n")
    assert faults(path)[0].startswith("12:")


@EACH
def test_every_document_is_useful(document):
    text = "\n".join(section.text for section in document.sections)
    assert len(text.split()) >= 60, "a form has a few questions, a paper some pages"
    assert document.front.dated in ("", *FIELDS)
    assert document.front.readers != "internal" or "Guidance:" in text or "insert(" in text

"""A clause's footnotes in the documents: filled in, counted, linted, carried, left alone."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder
from rfpkit.document.model import Document, Paragraph, text_blocks
from rfpkit.document.provenance import lines_of, plain
from rfpkit.formats.word import read, write
from rfpkit.library.load import Library, check_library

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "tests" / "spec" / "minimal.yml"
HOUSE = data_folder("templates") / "house" / "plain.docx"


def with_text(library: Library, clause: str, text: str) -> Library:
    """The library with another text in one clause."""
    old = library.clauses[clause]
    return replace(library, clauses={**library.clauses, clause: replace(old, text=text)})


def drafted(library: Library, text: str = "") -> Document:
    """The contract of the small example, with this text in place of its first clause's."""
    made = plan(specs.load(SPEC), library)
    planned = next(one for one in made.documents if one.name == "contract")
    if text:
        changed = with_text(library, planned.clauses[0].id, text)
        made = plan(specs.load(SPEC), changed)
        planned = next(one for one in made.documents if one.name == "contract")
    return assemble(made, planned)


TEXT = """\
The **Buyer**^[See {{ buyer.name }} and *clause* {{ ref("basis/governing-law") }}.] pays:

1. at once;^[Or soon.] {#soon}
2. late, under {{ ref("basis/parties#soon") }}.

{{ buyer.name }}^[Alone with its note.]
"""


def notes(document: Document) -> list[tuple[str, str]]:
    return [
        (block.number, block.text)
        for block in text_blocks(document.blocks)
        if isinstance(block, Paragraph) and block.kind == "note"
    ]


@pytest.fixture(scope="module")
def contract(library: Library) -> Document:
    return drafted(library, TEXT)


def test_blanks_and_references_are_filled_in(contract):
    law = next(b.number for b in text_blocks(contract.blocks) if b.anchor == "basis/governing-law")
    buyer = contract.properties["buyer"]
    assert notes(contract)[:3] == [
        ("1", f"See {buyer} and clause {law}."), ("2", "Or soon."), ("3", "Alone with its note."),
    ]  # fmt: skip
    blocks = list(text_blocks(contract.blocks))
    cited = [run.note for block in blocks for run in block.runs if run.note]
    assert cited == [number for number, _ in notes(contract)]
    soon = next(block for block in blocks if block.anchor == "basis/parties#soon")
    assert (soon.text, soon.number) == ("at once;", "(a)")


def test_what_a_clause_carries_has_its_notes(contract, tmp_path):
    lines = lines_of(contract, contract.provenance.extents[0])
    assert "Or soon." in map(plain, lines)
    path = tmp_path / "contract.docx"
    path.write_bytes(write(contract, HOUSE))
    back = [(block.number, block.text) for block in text_blocks(read(path).blocks)]
    ours = [(block.number, block.text) for block in text_blocks(contract.blocks) if block.text]
    assert [line for line in back if line in set(ours)] == ours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A^[never ends.", r"has words, ends in \] and stands in no other"),
        ("A^[one ^[two] three].", "stands in no other"),
        ("A^[one]^[two].", "two footnotes at one place"),
        ("A[^1].\n\n[^1]: One.", r"write \^\[…\] in place of \[\^…\]"),
    ],
)
def test_notes_that_would_not_read_as_notes_are_told(library, text, said):
    faults = check_library(with_text(library, "basis/parties", f"First.\n\n{text}\n"))
    found = [fault for fault in faults if fault.path.endswith("basis/parties.md")]
    line = library.clauses["basis/parties"].text_line + 2
    first = next(fault for fault in found if "footnote" in fault.message)
    assert first.line == line
    assert re.search(said, first.message)


def rfpkit(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_findings_in_notes_are_comments_at_their_marks(library, tmp_path):
    text = "A licence.^[The licence renews automatically each year.]\n"
    path, out = tmp_path / "contract.docx", tmp_path / "out.docx"
    path.write_bytes(write(drafted(library, text), HOUSE))
    done = rfpkit("lint", "--format", "docx", "-o", out, path, "--select", "lock-in/auto-renewal")
    assert "(comments: 1, suggestions: 0)" in done.stdout, done.stderr
    assert read(out).blocks == read(path).blocks


def test_a_redline_shows_what_changed_in_text_and_notes(library, tmp_path):
    paths = []
    for name, word, why in (("a", "must", "One."), ("b", "may", "Two.")):
        paths.append(tmp_path / f"{name}.docx")
        text = f"The Supplier^[{why}] {word} act.^[Same.]\n"
        paths[-1].write_bytes(write(drafted(library, text), HOUSE))
    done = rfpkit("redline", *paths, "-o", tmp_path / "red.docx")
    assert done.returncode == 0, done.stderr
    assert "(2 changes)" in done.stdout
    assert not done.stderr
    blocks = read(tmp_path / "red.docx").blocks
    assert [run.note for block in text_blocks(blocks) for run in block.runs if run.note][:2] == [
        "1", "2",
    ]  # fmt: skip

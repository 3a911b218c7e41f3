"""Verify judges edited contracts as a lawyer would: 500 seeded cases, and their engine held too."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import docx as python_docx
import pytest

from rfpkit.document.model import Table

from .carriers import CARRIERS
from .cases import CASES, DOCUMENTS, SCHEDULE, base, cut, document_of, make
from .drafts import Draft, labels
from .judging import Outcome, add, outcome_of, table
from .kinds import KINDS
from .markup import W, style_of, text_of
from .wording import EDITS, folded

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.libreoffice
def test_verify_judges_500_edited_documents_as_a_lawyer_would(tmp_path: Path):
    total = measured(tmp_path, processes=2)
    print(table(total))  # noqa: T201 - pytest shows it with -s, and where the test fails
    assert total.cases == CASES
    assert not total.grave
    assert share(total.clauses, total.wrong) >= 0.98
    assert 1 - total.wrong_touched / total.touched >= 0.9
    assert 1 - total.wrong_deviating / total.deviating >= 0.9
    assert share(total.foreign, total.foreign_missed) >= 0.95
    assert share(total.passages, total.spurious) >= 0.95
    assert share(total.blanks, total.blanks_missed) >= 0.95


def measured(folder: Path, processes: int) -> Outcome:
    """The outcome of all cases, shared out between processes."""
    commands = []
    for start in range(processes):
        (folder / str(start)).mkdir()
        commands.append(
            [sys.executable, "-m", "review.measured", "--from", str(start), "--step",
             str(processes), "--json", "--folder", str(folder / str(start))]
        )  # fmt: skip
    running = [
        subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)
        for command in commands
    ]
    total = Outcome()
    for process in running:
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0
        add(total, outcome_of(json.loads(said)))
    return total


def share(number: int, missed: list) -> float:
    """The share that was not missed."""
    assert number
    return 1 - len(missed) / number


@pytest.mark.parametrize(("case", "name"), DOCUMENTS)
@pytest.mark.parametrize("part", [None, 0, 1, 2])
def test_the_engine_counts_as_the_writer_does(case: str, name: str, part: int | None):
    document = document_of(case, name)
    document = document if part is None else cut(document, part)
    draft = Draft(base(case, name, part), make(0).draft.rng)
    counted = {
        (label, text_of(node)) for node, label, _ in labels(draft.sections, "accepted") if label
    }
    written = {
        (block.number, block.text)
        for block in document.blocks
        if not isinstance(block, Table)
        and block.number
        and getattr(block, "kind", "") in ("", "body")
    }
    assert counted == written
    for bookmark, result in draft.references():
        assert result.text == draft.base.numbers[bookmark]


def test_a_case_is_the_same_every_time():
    for number in range(0, 25, 6):
        one, other = make(number), make(number)
        assert (one.kinds, one.draft.truth) == (other.kinds, other.draft.truth)
        assert one.data == other.data


def test_the_cases_hold_every_kind_of_mutation_and_every_way_back():
    done = Counter(kind for number in range(CASES) for kind in make(number).kinds)
    assert not {kind.name for kind in KINDS} - set(done)
    assert set(EDITS) <= set(done)
    assert {*SCHEDULE} - {"LibreOffice"} == {*CARRIERS} - {
        "saved by LibreOffice",
        "PDF by LibreOffice",
    }


# It shows tracked changes neither accepted nor rejected.
@pytest.mark.parametrize(
    "number", [at for at, carrier in enumerate(SCHEDULE) if not carrier.endswith("tracked changes")]
)
def test_another_reader_sees_the_words_that_the_truth_tells_of(number: int):
    """python-docx, which knows nothing of us, finds each verbatim clause word for word."""
    case = make(number)
    shown = squeezed("".join(plain_lines(case.data)))
    for section in case.draft.sections:
        verdicts = [case.draft.truth[key].verdict for key in section.ids]
        if verdicts == [{"verbatim"}]:
            for node in section.nodes:
                for one in node.iter(f"{W}p"):
                    words = text_of(one)
                    if style_of(one) == "Caption":
                        words = words.partition(": ")[2]
                    assert squeezed(words) in shown, words


def plain_lines(data: bytes) -> list[str]:
    """The paragraphs of a Word file as python-docx reads them, tables included."""
    document = python_docx.Document(io.BytesIO(data))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "runs"):
            lines.append(block.text)
        else:
            cells = (cell for row in block.rows for cell in row.cells)
            lines += [paragraph.text for cell in cells for paragraph in cell.paragraphs]
    return lines


def squeezed(text: str) -> str:
    """The folded text without spaces."""
    return folded(text).replace(" ", "")

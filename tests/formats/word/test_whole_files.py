"""Every Word file that rfpkit writes is sound, open to everybody, and reads back as it was."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rfpkit import spec as specs
from rfpkit.api import lint_document
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder, data_root
from rfpkit.document.model import (
    AnyBlock,
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.document.numbering import number
from rfpkit.formats.word import read, write
from rfpkit.formats.word.accessibility import barriers_of_package
from rfpkit.formats.word.comments import annotate
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.redline import compare
from rfpkit.formats.word.soundness import faults_of_package
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.library.load import load_library

from .sound import faults, new_faults

ROOT = Path(__file__).resolve().parents[3]
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")
EXAMPLES = pytest.mark.parametrize(
    ("case", "name"), [(case, name) for case in CASES for name in ("rfp", "contract")]
)
HOUSES = pytest.mark.parametrize("house", ["plain", "colour"])
REAL = (
    "us-18f-tdrs-rfq", "us-alaska-submittal-forms", "us-usds-agile-task-order",
    "us-usds-digital-service-soo", "us-usds-ux-contract-provisions",
)  # fmt: skip
MARGINS = ("header", "footer")


@cache
def drafted(case: str, name: str) -> Document:
    made = plan(specs.load(ROOT / "examples" / case / "spec.yml"), load_library(data_root()))
    return assemble(made, next(one for one in made.documents if one.name == name))


def house_file(house: str) -> Path:
    return data_folder("templates") / "house" / f"{house}.docx"


@cache
def built(case: str, name: str, house: str) -> bytes:
    return write(drafted(case, name), house_file(house))


def read_back(data: bytes, path: Path) -> Document:
    path.write_bytes(data)
    return read(path)


# What no Word file keeps, and what its reader does not look for.


def kept(blocks: tuple[AnyBlock, ...]) -> Iterator[AnyBlock]:
    """The blocks as a file holds them.

    Lost are: anchors (bookmarks are not read), what a run was made from (a reference, a blank),
    places in the source, the widths of columns to the last digit, empty paragraphs in cells, and
    that a table is for signatures. A term where it is defined is bold. Covers and margins are the
    house style's.
    """
    for block in blocks:
        if isinstance(block, Table):
            width = max(len(row) for row in block.rows)
            rows = tuple(
                tuple(Cell(tuple(filled(cell))) for cell in row) + (Cell(()),) * (width - len(row))
                for row in block.rows
            )
            yield Table(rows=rows, header_rows=block.header_rows)
        elif not (isinstance(block, Paragraph) and block.kind in (*MARGINS, "cover")):
            yield replace(block, runs=tuple(runs(block.runs)), anchor="", stretches=())


def filled(cell: Cell) -> Iterator[AnyBlock]:
    return (block for block in kept(cell.blocks) if block.runs)


def runs(given: tuple[Run, ...]) -> list[Run]:
    """The runs by what can be seen of them; those that look alike are one."""
    found: list[Run] = []
    for run in given:
        bold = run.bold or run.mark == "term"
        seen = replace(run, bold=bold, mark="", ref="", blank="", note="")
        if found and replace(found[-1], text="") == replace(seen, text=""):
            seen = replace(seen, text=found.pop().text + seen.text)
        if seen.text:
            found.append(seen)
    return found


def body(read: Document, front: int) -> tuple[AnyBlock, ...]:
    """The blocks after those of the cover, without page headers and footers."""
    return tuple(
        block
        for block in read.blocks[front:]
        if not (isinstance(block, Paragraph) and block.kind in MARGINS)
    )


def front_of(document: Document, house: str, path: Path) -> int:
    """How many blocks the cover has: all that a document without any shows before the margins."""
    cover = read_back(write(replace(document, blocks=(), provenance=None), house_file(house)), path)
    return len(body(cover, 0))


@HOUSES
@EXAMPLES
def test_the_examples_are_sound_and_open_to_everybody(case, name, house):
    data = built(case, name, house)
    assert faults(data) == []
    assert barriers_of_package(data) == ()


@HOUSES
@EXAMPLES
def test_the_examples_read_back_block_by_block(tmp_path, case, name, house):
    document = drafted(case, name)
    path = tmp_path / "made.docx"
    front = front_of(document, house, path)
    back = read_back(built(case, name, house), path)
    assert list(kept(body(back, front))) == list(kept(document.blocks))
    assert (back.title, back.kind) == (document.title, document.kind)
    for said in ("reference", "status", "language", "buyer", "date"):
        assert back.properties.get(said, "") == document.properties.get(said, "")


@pytest.mark.libreoffice
def test_libreoffice_shows_every_word_of_the_examples_in_order(tmp_path, soffice):
    cases = [(case, name, house) for case in CASES for name, house in
             (("rfp", "colour"), ("contract", "plain"))]  # fmt: skip
    paths = [tmp_path / f"{'-'.join(case)}.docx" for case in cases]
    for case, path in zip(cases, paths, strict=True):
        path.write_bytes(built(*case))
    for case, text in zip(cases, soffice(*paths), strict=True):
        shown, at = folded(text), 0
        for block in text_blocks(drafted(*case[:2]).blocks):
            if isinstance(block, Paragraph) and block.kind == "note":
                continue  # which stand in another place of a page, or in the words that cite them
            for run in block.runs:
                found = shown.find(folded(run.text), at)
                assert found >= 0, (case, block.text)
                at = found


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def edited(data: bytes, seed: int) -> bytes:
    """A contract in the other side's hands: words changed, paragraphs and rows gone and new."""
    parts = unpack(data)
    root = etree.fromstring(parts["word/document.xml"])
    found = [p for p in root[0] if p.tag == w("p") and len("".join(p.itertext())) > 60]
    for at in range(seed, len(found), 7):
        texts = [t for t in found[at].iter(w("t")) if " " in (t.text or "").strip()]
        if texts:
            texts[0].text = re.sub(r"(\w+)(\W*)$", r"otherwise\2", texts[0].text or "", count=1)
    for at in range(seed + 3, len(found) - 1, 29):
        root[0].remove(found[at])
    for row in [row for table in root.iter(w("tbl")) for row in list(table.iter(w("tr")))[2:]][:2]:
        row.getparent().remove(row)
    return pack(parts | {"word/document.xml": etree.tostring(root)})


@pytest.mark.parametrize("seed", range(4))
def test_redlines_are_sound(tmp_path, seed):
    case = CASES[seed % len(CASES)]
    ours, theirs = tmp_path / "ours.docx", tmp_path / "theirs.docx"
    ours.write_bytes(built(case, "contract", ("plain", "colour")[seed % 2]))
    theirs.write_bytes(edited(ours.read_bytes(), seed))
    for first, second in ((ours, theirs), (theirs, ours)):
        made = compare(first, second)
        assert made.changes > 3
        # A paragraph that ``edited`` took out leaves its footnote behind.
        found = new_faults(made.data, theirs.read_bytes())
        assert [fault for fault in found if "stands nowhere" not in fault] == []


@EXAMPLES
def test_findings_written_into_the_examples_leave_them_sound(tmp_path, case, name):
    path = tmp_path / "ours.docx"
    path.write_bytes(built(case, name, "plain"))
    once = annotate(path, lint_document).data
    assert faults(once) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_findings_written_into_real_files_bring_no_new_fault(shared, name):
    path = shared / "real" / f"{name}.docx"
    assert new_faults(annotate(path, lint_document).data, path.read_bytes()) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_redlines_of_real_files_bring_no_new_fault(shared, tmp_path, name):
    path, theirs = shared / "real" / f"{name}.docx", tmp_path / "theirs.docx"
    theirs.write_bytes(edited(path.read_bytes(), 2))
    made = compare(path, theirs).data
    assert new_faults(made, path.read_bytes(), theirs.read_bytes()) == []


@pytest.mark.parametrize("house", ["plain", "colour"])
def test_the_house_styles_are_sound(house):
    data = house_file(house).read_bytes()
    assert faults(data) == []
    assert barriers_of_package(data) == ()


WORDS = st.from_regex(r"\A[\w&<>\"'{}%–€(][\w &<>\"'{}%–€\n\t.,;()\u00a0]{0,40}[\w&>'.)]\Z").filter(
    lambda text: text == text.strip() and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
)
RUNS = st.lists(
    st.builds(
        Run, WORDS, bold=st.booleans(), italic=st.booleans(),
        link=st.sampled_from(["", "", "https://example.org/?a=1&b=[2] 3", "mailto:a@b.eu"]),
    ),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip
IN_CELLS = st.one_of(
    st.builds(Paragraph, runs=RUNS),
    st.builds(Item, runs=RUNS, level=st.integers(1, 3), ordered=st.booleans()),
)
CELLS = st.builds(Cell, st.lists(IN_CELLS, max_size=2).map(tuple))
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        rows=st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=3).map(tuple),
        header_rows=st.integers(0, 1),
        kind=st.sampled_from(["plain", "signatures"]),
    )
)
BLOCKS = st.one_of(
    st.builds(Heading, runs=RUNS, role=st.just("part")),
    st.builds(Heading, runs=RUNS, role=st.just("clause"), level=st.just(2)),
    st.builds(Heading, runs=RUNS, role=st.just("annex")),
    st.builds(Heading, runs=RUNS, level=st.integers(1, 4)),
    st.builds(Paragraph, runs=RUNS, numbered=st.booleans()),
    st.builds(Item, runs=RUNS, level=st.integers(1, 3), ordered=st.booleans()),
    TABLES.filter(lambda table: any(cell.blocks for row in table.rows for cell in row)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks=st.lists(BLOCKS, max_size=12), house=st.sampled_from(["plain", "colour"]))
def test_any_document_is_sound_and_reads_back(tmp_path, blocks, house):
    properties = {"title": "T", "buyer": "B", "language": "en-GB", "date": "2026-11-26"}
    document = number(Document("T", tuple(blocks), kind="contract", properties=properties))
    data = write(document, house_file(house))
    assert faults(data) == []
    front = front_of(document, house, tmp_path / "made.docx")
    back = read_back(data, tmp_path / "made.docx")
    assert list(kept(body(back, front))) == list(escaped(kept(document.blocks)))


def escaped(blocks: Iterator[AnyBlock]) -> Iterator[AnyBlock]:
    """The blocks with the addresses of their links as a Word file can hold them."""
    for block in blocks:
        if isinstance(block, Table):
            yield replace(
                block,
                rows=tuple(
                    tuple(Cell(tuple(escaped(iter(cell.blocks)))) for cell in row)
                    for row in block.rows
                ),
            )
        else:
            links = (replace(run, link=run.link.replace(" ", "%20")) for run in block.runs)
            yield replace(block, runs=tuple(links))


def test_a_long_contract_is_checked_in_under_a_tenth_of_a_second():
    blocks = tuple(kept(drafted("us-case-management", "contract").blocks))
    document = number(Document("T", blocks * 2, properties={"language": "en-US"}))
    data = write(document, house_file("plain"))
    times = []
    for _ in range(5):
        start = time.process_time()
        faults_of_package(data)
        times.append(time.process_time() - start)
    assert min(times) < 0.1, times

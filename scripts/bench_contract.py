"""Measure assembling and writing a contract of a hundred pages, warm, beside docxtpl.

Both make the same document, as a file, in turn in one process that has done it before. rfpkit
assembles the planned contract and writes it. docxtpl fills a Word template of that contract: the
same paragraphs, styles, bookmarks, references, lists and tables, with a blank for each value, a
condition around each clause and a loop over the rows of each table. Every run is for another
buyer, with another date, reference and notice. Times are processor seconds, medians of the runs.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
from docxtpl import DocxTemplate

import rfpkit
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import Decision, Part, Plan, PlannedDocument
from rfpkit.assembly.planning import plan as plan_of
from rfpkit.content import data_root
from rfpkit.document.model import AnyBlock, Cell, Document, Paragraph, Run, Table, text_blocks
from rfpkit.formats.houses import house
from rfpkit.formats.word import writer
from rfpkit.formats.word.house import set_letter, take_apart
from rfpkit.formats.word.pages import find_office
from rfpkit.formats.word.template import safe_render
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.library.load import load_library
from rfpkit.spec import load

SPEC = Path(__file__).resolve().parents[1] / "examples" / "us-case-management" / "spec.yml"
HOUSE = house("plain")
RUNS = 7
WORDS = 34_000
"""So many words of clauses stand on a hundred pages."""

_VARIED = {
    "  name: United States Tax Court\n": "  name: The Court of the {0}th District\n",
    "  reference: 18-0018\n": "  reference: 18-{0:04}\n",
    "  date: 2018-08-03 ": "  date: 2018-07-{0:02} ",
    "      notice_days: 15\n": "      notice_days: {0}\n",
}


def variants(folder: Path) -> Iterator[tuple[Plan, PlannedDocument]]:
    """The plan of a long contract again and again, each time for another buyer."""
    library = load_library(data_root())
    text = SPEC.read_text(encoding="utf-8")
    for at in range(11, 12 + RUNS):
        changed = text
        for old, new in _VARIED.items():
            if old not in changed:
                sys.exit(f"{SPEC} says no longer {old.strip()!r}; change this script with it")
            changed = changed.replace(old, new.format(at))
        path = folder / f"spec-{at}.yml"
        path.write_text(changed, encoding="utf-8")
        plan = plan_of(load(path), library)
        yield plan, longer(next(one for one in plan.documents if one.name == "contract"), WORDS)


def longer(planned: PlannedDocument, words: int) -> PlannedDocument:
    """A document with its clauses, annexes left out, again and again until it has so many words."""
    parts = [[one for one in part.decisions if one.included] for part in planned.parts]
    extra: list[list[Decision]] = [[] for _ in parts]
    clauses = [
        (at, decision)
        for at, part in enumerate(planned.parts)
        for decision in parts[at]
        if not part.annex and 'insert("definitions")' not in decision.clause.text
    ]
    count = sum(len(decision.clause.text.split()) for part in parts for decision in part)
    for number, (at, decision) in enumerate(cycle(clauses)):
        if count >= words:
            break
        clause = decision.clause
        again = replace(clause, id=f"{clause.id}-again-{number}")
        extra[at].append(replace(decision, clause=again))
        count += len(clause.text.split())
    made: list[Part] = [
        replace(part, decisions=(*part.decisions, *more))
        for part, more in zip(planned.parts, extra, strict=True)
    ]
    return replace(planned, parts=tuple(made))


@dataclass(slots=True)
class Tagged:
    """A document with docxtpl's tags in place of what differs, and the values for the tags."""

    values: dict[str, Any] = field(default_factory=dict)

    def document(self, document: Document) -> Document:
        """The document with its tags. It keeps the bookmarks of its clauses."""
        assert document.provenance
        ends = {extent.end for extent in document.provenance.extents}
        starts = {extent.start for extent in document.provenance.extents}
        blocks: list[AnyBlock] = []
        for at, block in enumerate(document.blocks):
            if at in starts:
                blocks.append(_text(f"{{%p if {self._value(True)} %}}"))
            blocks.append(self._table(block) if isinstance(block, Table) else self._filled(block))
            if at + 1 in ends:
                blocks.append(_text("{%p endif %}"))
        properties = {
            name: f"{{{{ {self._value(value)} }}}}" if value and name not in _FIXED else value
            for name, value in document.properties.items()
        }
        return replace(document, blocks=tuple(blocks), properties=properties)

    def _value(self, value: Any) -> str:
        name = f"value_{len(self.values)}"
        self.values[name] = value
        return name

    def _filled(self, block: Any) -> Any:
        return replace(block, runs=tuple(map(self._run, block.runs)))

    def _run(self, run: Run) -> Run:
        if run.mark not in ("blank", "unfilled"):
            return run
        return replace(run, text=f"{{{{ {self._value(run.text)} }}}}")

    def _table(self, table: Table) -> Table:
        """A table of one row between the tags of a loop; one with lists or looks, blank by blank.

        The head stands as it is.
        """
        head, body = table.rows[: table.header_rows], table.rows[table.header_rows :]
        plain = all(_plain(cell) for row in body for cell in row)
        if table.kind == "signatures" or not plain or len(body) < 2:
            rows = tuple(
                tuple(Cell(tuple(map(self._filled, cell.blocks))) for cell in row) for row in body
            )
            return replace(table, rows=(*head, *rows))
        name = self._value([{f"c{at}": cell.text for at, cell in enumerate(row)} for row in body])
        width = max(map(len, table.rows))
        loop, end = f"{{%tr for row in {name} %}}", "{%tr endfor %}"
        fields = tuple(Cell((_text(f"{{{{ row.c{at} }}}}"),)) for at in range(width))
        rest = (Cell((_text(""),)),) * (width - 1)
        rows = ((Cell((_text(loop),)), *rest), fields, (Cell((_text(end),)), *rest))
        return replace(table, rows=(*head, *rows))


_FIXED = ("status", "language", "date")


def _text(words: str) -> Paragraph:
    return Paragraph(runs=(Run(words),))


def _plain(cell: Cell) -> bool:
    """Whether a cell holds one paragraph of one look, which is what a tag of docxtpl gives."""
    (first, *rest) = cell.blocks or (_text(""),)
    if rest or not isinstance(first, Paragraph) or first.anchor:
        return False
    looks = {(run.bold, run.italic, run.ref, run.link, run.note) for run in first.runs}
    return looks <= {(False, False, "", "", "")}


def template_of(document: Document) -> bytes:
    """The Word file that ``rfpkit`` writes of a document, but for its manifest."""
    taken = take_apart(HOUSE, unpack(safe_render(HOUSE, writer.values(document))))
    if document.properties["language"] == "en-US":
        set_letter(taken)
    writer.put_body(document, taken)
    return pack(taken.parts)


def pages(paths: list[Path]) -> list[int]:
    """How many pages each Word file has, as LibreOffice counts them; none where it is not there."""
    office = find_office()
    if office is None:
        return []
    out = paths[0].parent / "pdf"
    command = [
        str(office), f"-env:UserInstallation=file://{out}/profile", "--headless",
        "--convert-to", "pdf", "--outdir", str(out), *map(str, paths),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    counts = []
    for path in paths:
        with pypdfium2.PdfDocument(out / f"{path.stem}.pdf") as pdf:
            counts.append(len(pdf))
    return counts


def words_in(path: Path) -> int:
    """How many words a Word file shows, as rfpkit reads it."""
    return sum(len(block.text.split()) for block in text_blocks(rfpkit.read(path).blocks))


def seconds(work: Callable[[], object]) -> float:
    """The processor's seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


@dataclass(slots=True)
class Times:
    """The processor's seconds of each run, by what was done."""

    whole: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    docxtpl: list[float] = field(default_factory=list)


def measured(folder: Path, made: list[tuple[Plan, PlannedDocument]]) -> Times:
    """The times of all variants but the first, on which both programs warm up."""
    ours, theirs, source = (folder / name for name in ("ours.docx", "theirs.docx", "template.docx"))
    drafts = [assemble(*one) for one in made]
    filled: list[dict[str, Any]] = []
    for draft in drafts:
        tagged = Tagged()
        document = tagged.document(draft)
        if not filled:
            source.write_bytes(template_of(document))
        filled.append(tagged.values)

    def rfpkit_makes(at: int) -> None:
        rfpkit.write(assemble(*made[at]), ours, house=HOUSE, page_numbers=False)

    def docxtpl_makes(at: int) -> None:
        template = DocxTemplate(source)
        template.render(filled[at], autoescape=True)
        template.save(theirs)

    times = Times()
    for at, draft in enumerate(drafts):
        times.whole.append(seconds(lambda: rfpkit_makes(at)))  # noqa: B023 - called at once
        times.docxtpl.append(seconds(lambda: docxtpl_makes(at)))  # noqa: B023
        other = folder / "written.docx"
        times.writing.append(
            seconds(lambda: rfpkit.write(draft, other, house=HOUSE, page_numbers=False))  # noqa: B023
        )
    return Times(times.whole[1:], times.writing[1:], times.docxtpl[1:])


def peak() -> float:
    """The most memory that rfpkit alone takes for one such contract, in a process of its own."""
    command = [sys.executable, __file__, "--memory"]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(made.stdout))


def main() -> None:
    """Print the lines of ``make bench``, and what they were measured on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "--memory" in sys.argv:
            rfpkit.write(assemble(*next(variants(folder))), folder / "ours.docx", house=HOUSE)
            print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
            return
        times = measured(folder, list(variants(folder)))
        whole, writing, other = map(statistics.median, (times.whole, times.writing, times.docxtpl))
        paths = [folder / "ours.docx", folder / "theirs.docx"]
        words, counted = [words_in(path) for path in paths], pages(paths)
    print(
        f"{'contract of 100 pages, warm':34} {whole:6.3f} s  {whole / other:5.2f} x "
        f"{f'docxtpl ({other:.3f} s)':24} {peak():4.0f} MB"
    )
    print(f"{'    of it rfpkit.write':34} {writing:6.3f} s  {writing / other:5.2f} x docxtpl")
    sizes = [f"{count:,} words" for count in words]
    if counted:
        sizes = [f"{count} pages, {size}" for count, size in zip(counted, sizes, strict=True)]
    print(f"    rfpkit: {sizes[0]}; docxtpl: {sizes[1]}; {RUNS} runs, each for another buyer")


if __name__ == "__main__":
    main()

"""The drawn timeline says in words what its bars show, in every format."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rfpkit import spec as specs
from rfpkit.assembly.inserts import insert
from rfpkit.content import data_folder
from rfpkit.document.markdown import parse
from rfpkit.document.model import Cell, Document, Paragraph, Run, Table
from rfpkit.formats import markdown
from rfpkit.formats.html.writer import to_html
from rfpkit.formats.word.writer import write
from rfpkit.formats.word.zipped import unpack
from rfpkit.formats.zipped_xml import safe_parser
from rfpkit.spec import Spec

ROOT = Path(__file__).resolve().parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def spec() -> Spec:
    return specs.load(ROOT / "examples" / "uk-library-system" / "spec.yml").value


def drawn(spec: Spec) -> Table:
    (table,) = insert("timeline", spec)
    assert isinstance(table, Table)
    return table


def words(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text.replace("\n", " ") for cell in row) for row in table.rows]


def test_every_step_has_its_days_in_words(spec: Spec) -> None:
    assert words(drawn(spec)) == [
        ("What is done", "From and to", "1 March 2027 to 5 July 2027"),
        ("Bidders ask questions", "1 March 2027 to 19 March 2027", ""),
        ("The Buyer answers", "19 March 2027 to 25 March 2027", ""),
        ("Bidders prepare Proposals", "1 March 2027 to 12 April 2027", ""),
        ("The Buyer reads Proposals", "12 April 2027 to 26 April 2027", ""),
        ("Demonstrations, and the decision", "26 April 2027 to 7 June 2027", ""),
        ("Standstill period", "7 June 2027 to 18 June 2027", ""),
        ("The work is prepared", "18 June 2027 to 5 July 2027", ""),
    ]


def test_the_bars_are_as_long_as_the_days(spec: Spec) -> None:
    bars = [row[2].bar for row in drawn(spec).rows]
    assert bars[0] is None
    assert bars[1] == (0, 18 / 126)
    assert bars[-1] == (109 / 126, 1)


def test_a_dialogue_shows_its_stages(spec: Spec) -> None:
    assert spec.timetable is not None
    days = {"requests": 30, "invited": 40, "dialogue_closes": 80, "submit": 100, "award": 130}
    start = spec.timetable.issue
    dates = {name: start + dt.timedelta(days=n) for name, n in days.items()}
    talks = replace(spec.timetable, demonstrations=None, standstill_end=None, **dates)
    found = [row[0] for row in words(drawn(replace(spec, timetable=talks)))[3:]]
    assert found == [
        "Bidders ask to take part",
        "The Buyer selects",
        "The Buyer and Bidders talk",
        "Bidders prepare final Proposals",
        "The Buyer evaluates",
    ]


def test_demonstrations_of_first_proposals_come_before_the_final_ones(spec: Spec) -> None:
    assert spec.timetable is not None
    start = spec.timetable.issue
    days = {"initial_tenders": 30, "demonstrations": 40, "submit": 60, "award": 90}
    dates = {name: start + dt.timedelta(days=n) for name, n in days.items()}
    found = [
        row[0] for row in words(drawn(replace(spec, timetable=replace(spec.timetable, **dates))))
    ]
    assert found[3:7] == [
        "Bidders prepare first Proposals",
        "The Buyer reads first Proposals",
        "Bidders prepare final Proposals",
        "The Buyer evaluates",
    ]


def test_without_a_timetable_there_is_nothing_to_draw(spec: Spec) -> None:
    assert insert("timeline", replace(spec, timetable=None)) == ()


def with_bar(start: float, end: float) -> Document:
    row = (Cell((Paragraph(runs=(Run("Step"),)),)), Cell((), bar=(start, end)))
    head = tuple(Cell((Paragraph(runs=(Run(text),)),)) for text in ("What", "When"))
    return Document(title="Bars", blocks=(Table(rows=(head, row), widths=(0.5, 0.5)),))


shares = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: tuple(sorted(pair)))


@settings(deadline=None)
@given(shares)
def test_a_bar_in_markdown_is_never_empty_and_always_as_wide_as_its_cell(bar) -> None:
    line = markdown.write(with_bar(*bar)).splitlines()[-1]
    cell = line.split("|")[2].strip()
    assert len(cell) == 24
    assert "█" in cell


def test_a_bar_in_markdown_is_read_back_as_a_bar_and_not_as_words() -> None:
    (table,) = (b for b in parse(markdown.write(with_bar(0.25, 0.75))) if isinstance(b, Table))
    assert table.rows[1][1] == Cell((), bar=(0.25, 0.75))


def test_a_bar_in_html_has_a_place_and_a_length() -> None:
    page = to_html(with_bar(0.25, 0.75))
    assert '<td><div class="bar" style="margin-left:25.0%;width:50.0%"></div></td>' in page


@pytest.mark.parametrize("house", ["plain", "colour"])
@pytest.mark.parametrize("bar", [(0, 1), (0.25, 0.75), (1, 1), (0, 0)])
def test_a_bar_in_word_is_a_shaded_paragraph_between_indents(house, bar, tmp_path: Path) -> None:
    data = write(with_bar(*bar), data_folder("templates") / "house" / f"{house}.docx")
    root = etree.fromstring(unpack(data)["word/document.xml"], safe_parser())
    (shade,) = [one for one in root.iter(f"{W}shd") if one.getparent().tag == f"{W}pPr"]
    assert shade.get(f"{W}fill") not in (None, "auto")
    indent = shade.getparent().find(f"{W}ind")
    width = int(root.findall(f".//{W}tcW")[-1].get(f"{W}w")) - 200
    left, right = int(indent.get(f"{W}left")), int(indent.get(f"{W}right"))
    assert left >= 0
    assert right >= 0
    assert width - left - right >= 60
    assert left == pytest.approx(min(bar[0] * width, width - 60), abs=1)

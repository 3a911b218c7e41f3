"""A template of the user's own takes the text of a document, and stays the user's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import rfpkit
from rfpkit.assembly.planning import Plan
from rfpkit.document.model import Heading, text_blocks
from rfpkit.errors import InputError
from rfpkit.formats.word.filling import fill
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.provenance import read_manifest
from rfpkit.formats.word.reader import read
from rfpkit.formats.word.soundness import faults_of_package
from rfpkit.formats.word.template import safe_render

ROOT = Path(__file__).resolve().parents[3]
Letter = Callable[..., Path]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return rfpkit.plan(ROOT / "examples" / "eu-open-permits" / "spec.yml")


@pytest.fixture
def letter(tmp_path: Path) -> Letter:
    """A function that makes a Word file as Word does, with these paragraphs."""

    def make(*paragraphs: str, name: str = "letter.docx") -> Path:
        made = docx.Document()
        for text in paragraphs:
            made.add_paragraph(text)
        made.save(str(tmp_path / name))
        return tmp_path / name

    return make


def texts(data: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "filled.docx"
    path.write_bytes(data)
    return [block.text for block in text_blocks(read(path).blocks)]


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def style_of(root: etree._Element, name: str) -> etree._Element:
    (found,) = (s for s in root if s.find(w("name")) is not None
                and s.find(w("name")).get(w("val")).lower() == name.lower())  # fmt: skip
    return found


def test_fields_are_filled_by_their_path_as_clauses_write_them(letter, plan, tmp_path):
    path = letter(
        "{{ project.title }} of {{ buyer.short_name }} ({{ buyer }})",
        "{{ contract.term_months }} months, {{ budget.total }}, by {{ timetable.submit }}",
        "{{ data.personal }}; {{ submission.formats }}; {{ modules[0].budget }}",
        '{{ values["exit/termination"].notice_days }} days; {{ title }}; {{ draft }}',
    )
    notice = "{{ values['exit/termination'].notice_days }}"
    assert texts(fill(path, plan), tmp_path) == [
        "Open building permits of the City (Gemeente Veldhaven)",
        "24 months, EUR 900,000, by 15 March 2027",
        "yes; PDF and OpenDocument; EUR 260,000",
        f"{texts(fill(letter(notice), plan), tmp_path)[0]} days; Open building permits; DRAFT",
    ]


def test_loops_and_conditions_make_rows_and_paragraphs(letter, plan, tmp_path):
    made = docx.Document(str(letter("{%p if supplier %}", "Dear {{ supplier.name }},",
                                    "{%p else %}", "Dear Bidder,", "{%p endif %}")))  # fmt: skip
    table = made.add_table(rows=4, cols=2)
    rows = (
        ("Module", "Budget"), ("{%tr for m in modules %}", ""),
        ("{{ loop.index }}. {{ m.name }}", "{% if m.budget %}{{ m.budget }}{% endif %}"),
        ("{%tr endfor %}", ""),
    )  # fmt: skip
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.save(str(tmp_path / "rows.docx"))
    shown = texts(fill(tmp_path / "rows.docx", plan), tmp_path)
    assert shown[0] == "Dear Bidder,"
    assert shown[1:5] == ["Module", "Budget", "1. Intake", "EUR 260,000"]
    assert len(shown) == 1 + 2 + 2 * len(plan.spec.value.modules)


def test_headers_footers_notes_and_properties_are_filled(letter, plan, tmp_path):
    made = docx.Document(str(letter("Text")))
    made.sections[0].header.paragraphs[0].text = "{{ buyer.name }} & Co"
    made.sections[0].footer.paragraphs[0].text = "{{ project.reference }}"
    made.core_properties.title = "{{ project.title }} & more"
    made.core_properties.keywords = "{{ submission.parts }}"
    made.save(str(tmp_path / "margins.docx"))
    data = fill(tmp_path / "margins.docx", plan)
    assert texts(data, tmp_path) == ["Text", "Gemeente Veldhaven & Co", "VH-2027-018"]
    core = docx.Document(io.BytesIO(data)).core_properties
    assert core.title == "Open building permits & more"
    assert core.keywords.startswith("European Single Procurement Document, ")


def test_a_letter_takes_the_document_in_its_own_styles(letter, plan, tmp_path):
    path = letter("Dear Bidder,", "{{p clauses }}", "Yours faithfully,")
    data = fill(path, plan, "contract")
    assert faults_of_package(data) == ()
    shown = texts(data, tmp_path)
    assert shown[0] == "Dear Bidder,"
    assert shown[-1] == "Yours faithfully,"
    before, after = (part(one, "word/styles.xml") for one in (path.read_bytes(), data))
    kept = {
        style.get(w("styleId")): etree.tostring(style, method="c14n", exclusive=True)
        for style in after
    }
    for style in before.iter(w("style")):
        assert kept[style.get(w("styleId"))] == etree.tostring(style, method="c14n", exclusive=True)
    # The user has a "heading 2" and no "Clause Paragraph".
    heading = style_of(after, "heading 2 numbered")
    assert heading.find(w("basedOn")).get(w("val")) == "Heading2"
    assert style_of(after, "Clause Paragraph").find(f"{w('pPr')}/{w('numPr')}") is not None
    assert after.find(w("docDefaults")) is not None
    manifest = read_manifest(tmp_path / "filled.docx")
    assert manifest is not None
    assert len(manifest.clauses) > 40
    marks = {m.get(w("name")) for m in part(data, "word/document.xml").iter(w("bookmarkStart"))}
    assert {carried.bookmark for carried in manifest.clauses} <= marks


@pytest.mark.parametrize("name", ["contract", "rfp"])
def test_the_document_in_a_letter_reads_back_with_its_numbers(letter, plan, tmp_path, name):
    document = rfpkit.assemble(plan, name)
    path = tmp_path / "filled.docx"
    path.write_bytes(fill(letter("Dear Bidder,", "{{p clauses }}"), plan, name))
    headings = [(b.role, b.number, b.text) for b in document.blocks if isinstance(b, Heading)]
    back = [(b.role, b.number, b.text) for b in read(path).blocks if isinstance(b, Heading)]
    assert back == headings


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["contract", "rfp"])
def test_libreoffice_computes_the_same_numbers_and_references(letter, plan, tmp_path, to_pdf, name):
    document = rfpkit.assemble(plan, name)
    path = tmp_path / "filled.docx"
    path.write_bytes(fill(letter("Dear Bidder,", "{{p clauses }}", "Yours,"), plan, name))
    shown = re.sub(r"\s+", "", to_pdf(path))
    assert "Error" not in shown
    checked = 0
    for block in text_blocks(document.blocks):
        if isinstance(block, Heading) or any(run.ref for run in block.runs):
            text = "".join(run.note or run.text for run in block.runs)
            words = re.sub(r"\s+", "", block.number + text)
            assert words in shown, f"{block.number} {block.text}"
            checked += 1
    assert checked > 40


def two_sections(path: Path) -> Path:
    """A template whose document goes into a landscape section before an upright one."""
    made = docx.Document()
    made.add_paragraph("Dear Bidder,")
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("{{p clauses }}")
    wide = made.sections[-1]
    wide.orientation, wide.page_width, wide.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    last = made.add_section(WD_SECTION.NEW_PAGE)
    last.orientation, last.page_width, last.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    made.add_paragraph("Yours faithfully,")
    made.save(str(path))
    return path


def test_tables_are_as_wide_as_the_section_that_they_stand_in(plan, tmp_path):
    data = fill(two_sections(tmp_path / "two.docx"), plan, "contract")
    root = part(data, "word/document.xml")
    assert len(list(root.iter(w("sectPr")))) == 3
    wide = list(root.iter(w("sectPr")))[1]
    margins = wide.find(w("pgMar"))
    width = int(wide.find(w("pgSz")).get(w("w")))
    width -= sum(int(margins.get(w(side))) for side in ("left", "right"))
    tables = [sum(int(col.get(w("w"))) for col in grid) for grid in root.iter(w("tblGrid"))]
    assert max(tables) == pytest.approx(width, abs=20)


def test_a_place_that_ends_a_section_leaves_the_section(plan, tmp_path, letter):
    made = docx.Document(str(letter("Dear Bidder,", "{{p clauses }}", "Yours,")))
    place = made.paragraphs[1]._p
    place.get_or_add_pPr().append(made.sections[0]._sectPr.__copy__())
    made.save(str(tmp_path / "end.docx"))
    root = part(fill(tmp_path / "end.docx", plan, "rfp"), "word/document.xml")
    assert len(list(root.iter(w("sectPr")))) == 2


def test_the_same_template_and_spec_give_the_same_bytes(letter, plan):
    path = letter("{{ project.title }}", "{{p clauses }}")
    assert fill(path, plan, "rfp") == fill(path, plan, "rfp")


def test_a_house_style_serves_as_a_template_too(plan, plain):
    data = fill(plain, plan, "contract")
    assert faults_of_package(data) == ()


def test_a_house_style_may_name_its_place_as_a_template_does(plan, plain, tmp_path):
    house = tmp_path / "house.docx"
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(house, "w") as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name).replace(b"{{ body }}", b"{{p clauses }}"))
    document = rfpkit.assemble(plan, "rfp")
    rfpkit.write(document, tmp_path / "ours.docx", house=house)
    rfpkit.write(document, tmp_path / "plain.docx", house=plain)
    assert (tmp_path / "ours.docx").read_bytes() == (tmp_path / "plain.docx").read_bytes()


@pytest.mark.parametrize(
    ("paragraphs", "name", "message"),
    [
        (("{{p clauses }}",), "", "say which with --document: contract, rfp"),
        (("Text",), "rfp", "has no place for 'rfp'"),
        (("{{p clauses }}",), "contrakt", "did you mean “contract”"),
        (("{{p clauses }}", "{{p clauses }}"), "rfp", "it has 2"),
        (("See {{p clauses }}",), "", "must stand alone in its paragraph"),
        (("See {{ clauses }}",), "", "must stand alone in its paragraph"),
    ],
)
def test_what_is_wrong_with_a_place_is_told(letter, plan, paragraphs, name, message):
    with pytest.raises(InputError, match=message):
        fill(letter(*paragraphs), plan, name)


def test_a_place_in_a_table_or_a_header_is_refused(letter, plan, tmp_path):
    made = docx.Document(str(letter("Text")))
    made.add_table(rows=1, cols=1).cell(0, 0).text = "{{p clauses }}"
    made.save(str(tmp_path / "cell.docx"))
    with pytest.raises(InputError, match="must not stand in a table"):
        fill(tmp_path / "cell.docx", plan, "rfp")
    made = docx.Document(str(letter("Text")))
    made.sections[0].header.paragraphs[0].text = "{{p clauses }}"
    made.save(str(tmp_path / "header.docx"))
    with pytest.raises(InputError, match="not in a line, a header or a note"):
        fill(tmp_path / "header.docx", plan)


def test_what_the_spec_leaves_out_is_told_where_it_is_to_be_shown(letter, plan, tmp_path):
    with pytest.raises(InputError, match=r"does not say supplier.name; add it, or put what needs"):
        fill(letter("{{ supplier.name }}"), plan)
    path = letter('{{ supplier.name or "not yet known" }}, {{ supplier.name | default("open") }}')
    assert texts(fill(path, plan), tmp_path) == ["not yet known, open"]


@pytest.mark.parametrize(
    ("tag", "near"),
    [
        ("{{ projct.title }}", "projct }} is not known; did you mean “project”"),
        ("{{ project.titel }}", "project.titel }} is not known; did you mean “title”"),
        ("{{ short_name }}", "did you mean “buyer.short_name”"),
        ("{% for m in modules %}{{ m.nmae }}{% endfor %}", "m.nmae }} is not known; did you mean"),
        ('{{ values["exit/terminaton"].x }}', "did you mean “exit/termination"),
        ("{{ project }}", "name one of title, reference"),
        ("{{ modules }}", r"go through it with \{% for"),
    ],
)
def test_a_wrong_name_is_told_with_those_that_are_like_it(letter, plan, tag, near):
    with pytest.raises(InputError, match=near):
        fill(letter(tag), plan)


def test_all_wrong_names_of_all_parts_are_told_at_once(letter, plan, tmp_path):
    made = docx.Document(str(letter("{{ projct.title }} {{ project.titel }}")))
    made.sections[0].footer.paragraphs[0].text = "{{ byer }}"
    made.core_properties.title = "{{ tilte }}"
    made.save(str(tmp_path / "wrong.docx"))
    with pytest.raises(InputError) as caught:
        fill(tmp_path / "wrong.docx", plan)
    assert len(caught.value.faults) == 4


WORDS = st.text(
    st.one_of(st.sampled_from("&<>\"'{}%#_\n\t ]"), st.characters(max_codepoint=500)),
    min_size=1,
    max_size=30,
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=st.lists(WORDS, min_size=1, max_size=4))
def test_whatever_a_value_holds_comes_out(docx, tmp_path, values):
    def run(text: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'

    body = run("{%p for one in all %}") + run("[{{ one }}]") + run("{%p endfor %}")
    data = safe_render(docx(body + run("{{ all[0] }}")), {"all": values})
    shown = []
    for paragraph in part(data, "word/document.xml").iter(w("p")):
        marks = {w("br"): "\n", w("tab"): "\t"}
        shown.append(
            "".join(marks.get(n.tag, n.text or "") for n in paragraph.iter(w("t"), *marks))
        )
    clean = [re.sub("[\x00-\x08\x0e-\x1f\x7f\x0c]", "", re.sub("\r\n|[\r\x0b\x85]", "\n", v))
             for v in values]  # fmt: skip
    assert shown == [*(f"[{value}]" for value in clean), clean[0]]

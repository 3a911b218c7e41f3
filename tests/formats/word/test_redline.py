"""Redlines: to reject all gives our text, to accept all gives theirs, and a reader sees phrases."""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.document.model import Paragraph, text_blocks
from rfpkit.errors import UnreadableError
from rfpkit.formats import read, rendered
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.redline import compare
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.library.load import Library
from rfpkit.spec import load

ROOT = Path(__file__).resolve().parents[3]
MAIN = "word/document.xml"


# An accept and a reject of all changes that know nothing of the code under test.


def settle(data: bytes, how: str) -> bytes:
    """The file with all changes accepted or rejected."""
    stays, goes = {"accept": ("ins", "del"), "reject": ("del", "ins")}[how]
    parts = unpack(data)
    root = etree.fromstring(parts[MAIN])

    def found(path: str) -> list:
        return root.xpath(path, namespaces=root.nsmap)

    drop(found(f"//w:tr[w:trPr/w:{goes}]"))
    drop(found("//w:tbl[not(.//w:tr)]"))
    ended = found(f"//w:p[w:pPr/w:rPr/w:{goes}]")
    drop(found("//w:trPr/w:ins | //w:trPr/w:del | //w:rPr/w:ins | //w:rPr/w:del"))
    drop(found(f"//w:{goes}"))
    for change in found(f"//w:{stays}"):
        for inner in list(change):
            change.addprevious(inner)
    drop(found(f"//w:{stays}"))
    for text in root.iter(w("delText"), w("delInstrText")):
        text.tag = w("t" if text.tag == w("delText") else "instrText")
    for paragraph in ended:
        run_on(paragraph)
    return pack(parts | {MAIN: etree.tostring(root)})


def drop(elements: list) -> None:
    for element in elements:
        element.getparent().remove(element)


def run_on(paragraph: etree._Element) -> None:
    """A paragraph whose end is gone is one with the next, which keeps its own properties."""
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        for at, node in enumerate([n for n in paragraph if n.tag != w("pPr")]):
            following.insert(at + (following.find(w("pPr")) is not None), node)
        drop([paragraph])
        return
    assert paragraph.find(f".//{w('t')}") is None, "an end went that could not"
    if following is not None and following.tag == w("tbl"):
        drop([paragraph])


def texts(path: Path) -> list[tuple[str, str, str]]:
    """What a reader sees of the body: shape, number and text of every block."""
    return [
        (type(block).__name__, block.number, block.text)
        for block in text_blocks(read(path).blocks)
        if not (isinstance(block, Paragraph) and block.kind in ("header", "footer"))
    ]


def words(path: Path) -> list[str]:
    return [text for _, _, text in texts(path)]


def check(
    ours: Path, theirs: Path, folder: Path, *, seen: Callable[[Path], object] = texts
) -> tuple[bytes, int]:
    """The redline and its changes, after all that must hold of every redline."""
    made = compare(ours, theirs)
    for how, whole in (("reject", ours), ("accept", theirs)):
        settled = folder / f"{how}.docx"
        settled.write_bytes(settle(made.data, how))
        assert seen(settled) == seen(whole), how
    redline = folder / "redline.docx"
    redline.write_bytes(made.data)
    assert words(redline) == words(theirs)  # the reader shows the accepted view
    root = etree.fromstring(unpack(made.data)[MAIN])
    marks = [int(mark.get(w("id"))) for mark in root.iter(w("ins"), w("del"))]
    assert marks == sorted(set(marks))
    others = {e.get(w("id")) for e in root.iter() if e.tag not in (w("ins"), w("del"))}
    assert others.isdisjoint(map(str, marks))
    assert not root.xpath("//w:del//w:t | //w:del//w:instrText", namespaces=root.nsmap)
    assert not root.xpath("//w:ins//w:delText", namespaces=root.nsmap)
    assert compare(ours, theirs).data == made.data
    return made.data, made.changes


# Contracts, and what the other side does to them.


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    path = tmp_path_factory.mktemp("ours") / "contract.docx"
    made = plan(load(ROOT / "examples/uk-library-system/spec.yml"), library)
    planned = next(d for d in made.documents if d.name == "contract")
    house = ROOT / "templates" / "house" / "plain.docx"
    path.write_bytes(rendered(assemble(made, planned), "docx", house))
    return path


class Edited:
    """A contract in the other side's hands."""

    def __init__(self, path: Path) -> None:
        self.parts = unpack(path.read_bytes())
        self.root = etree.fromstring(self.parts[MAIN])
        self.body = self.root[0]

    def paragraphs(self) -> list:
        """The paragraphs of the body after the contents list that hold more than a few words."""
        start = self.body.index(self.body.find(w("sdt"))) + 1
        found = [p for p in self.body[start:] if p.tag == w("p")]
        return [p for p in found if len("".join(t.text for t in p.iter(w("t")))) > 40]

    def rows(self) -> list:
        return [row for table in self.body.iter(w("tbl")) for row in list(table.iter(w("tr")))[1:]]

    def word(self, at: int, new: str) -> None:
        found = [t for p in self.paragraphs() for t in p.iter(w("t")) if " " in t.text.strip()]
        text = found[at % len(found)]
        parts = re.split(r"(\w+)", text.text)
        parts[1 + 2 * (at % (len(parts) // 2))] = new
        text.text = "".join(parts)

    def delete(self, at: int) -> None:
        found = self.paragraphs()
        self.body.remove(found[at % len(found)])

    def insert(self, at: int, new: str) -> None:
        found = self.paragraphs()
        place = found[at % len(found)]
        made = etree.SubElement(self.body, w("p"))
        made.append(deepcopy(place.find(w("pPr"))))
        etree.SubElement(etree.SubElement(made, w("r")), w("t")).text = f"The {new} is new here."
        place.addnext(made)

    def move(self, at: int, to: int) -> None:
        found = self.paragraphs()
        found[to % len(found)].addnext(found[at % len(found)])

    def add_row(self, at: int, new: str) -> None:
        found = self.rows()
        row = deepcopy(found[at % len(found)])
        for text in row.iter(w("t")):
            text.text = f"{new} {text.text}"
        found[at % len(found)].addnext(row)

    def remove_row(self, at: int) -> None:
        row = self.rows()[at % len(self.rows())]
        row.getparent().remove(row)

    def save(self, path: Path) -> Path:
        path.write_bytes(pack(self.parts | {MAIN: etree.tostring(self.root)}))
        return path


places = st.integers(0, 5000)
new_words = st.sampled_from(["shall", "Customer", "ninety", "not", "naïve", "the", "A & B", "(60)"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("word"), places, new_words),
        st.tuples(st.just("delete"), places),
        st.tuples(st.just("insert"), places, new_words),
        st.tuples(st.just("move"), places, places),
        st.tuples(st.just("add_row"), places, new_words),
        st.tuples(st.just("remove_row"), places),
    ),
    max_size=12,
)


@settings(
    max_examples=20, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(EDITS)
def test_whatever_was_edited_reject_gives_ours_and_accept_gives_theirs(contract, tmp_path, edits):
    edited = Edited(contract)
    for kind, *values in edits:
        getattr(edited, kind)(*values)
    check(contract, edited.save(tmp_path / "theirs.docx"), tmp_path)


def test_a_hundred_pages_with_thirty_edits_show_thirty_changes(contract, tmp_path, to_pdf):
    """The contract four times over, which leaves hardly a paragraph that occurs once."""
    whole = Edited(contract)
    start = whole.body.index(whole.body.find(w("sdt"))) + 1
    once = [node for node in whole.body[start:] if node.tag != w("sectPr")]
    for copy in range(2, 5):
        for node in once:
            made = deepcopy(node)
            for mark in made.iter(w("bookmarkStart")):
                mark.set(w("name"), f"{mark.get(w('name'))}_{copy}")
            whole.body.insert(len(whole.body) - 1, made)
    for at, mark in enumerate(whole.body.iter(w("bookmarkStart"))):
        mark.set(w("id"), str(at))
    for at, mark in enumerate(whole.body.iter(w("bookmarkEnd"))):
        mark.set(w("id"), str(at))
    ours = whole.save(tmp_path / "ours.docx")
    pages = to_pdf(ours).count("\f")
    assert pages >= 100
    edited = Edited(ours)
    found = edited.paragraphs()
    spread = range(10, len(found) - 10, len(found) // 27)
    kinds = ["word"] * 18 + ["delete"] * 4 + ["insert"] * 4
    random.Random(1).shuffle(kinds)
    for kind, at in sorted(zip(kinds, spread, strict=False), key=lambda one: -one[1]):
        if kind == "word":
            text = max(found[at].iter(w("t")), key=lambda one: len(one.text))
            text.text = re.sub(r"\b\w{4,}\b", "Antarctica", text.text, count=1)
        else:
            getattr(edited, kind)(*((at,) if kind == "delete" else (at, "penguin")))
    for at in (5, 60):
        edited.add_row(at, "Antarctica")
        edited.remove_row(at + 30)
    theirs = edited.save(tmp_path / "theirs.docx")
    begun = time.perf_counter()
    made = compare(ours, theirs)
    took = time.perf_counter() - begun
    print(f"\n{pages} pages, {made.changes} changes, {took:.2f} s")  # noqa: T201 -- shown by pytest -s
    assert made.changes == 30
    assert took < 2
    check(ours, theirs, tmp_path)


# Documents that have little in common, with everything that a paragraph may hold.

SOME = st.lists(
    st.sampled_from(
        ["the", "fee", "is", "due", "in", "30", "days", "(", ")", ",", ".", "of", "it"]
    ),
    max_size=6,
)
PROSE = SOME.map(" ".join)


def run(text: str, look: str = "") -> str:
    text = text.replace("&", "&amp;")
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def reference(result: str, target: str = "_Ref1") -> str:
    code = f"<w:r><w:instrText> REF {target} \\w \\h </w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + run(result) + mark("end")


INLINE = st.one_of(
    PROSE.map(run),
    PROSE.map(lambda text: run(text, "<w:rPr><w:b/></w:rPr>")),
    st.builds(reference, st.sampled_from(["4.2", "4.3", "5"]), st.sampled_from(["_Ref1", "_Ref2"])),
    PROSE.map(lambda text: f'<w:hyperlink w:anchor="_Ref1">{run(text)}</w:hyperlink>'),
    PROSE.map(lambda text: f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"),
    PROSE.map(lambda text: f'<w:fldSimple w:instr=" REF _Ref1 ">{run(text)}</w:fldSimple>'),
    st.just("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>"),
    PROSE.map(lambda text: f'<w:ins w:id="1" w:author="A">{run(text)}</w:ins>'),
    PROSE.map(lambda text: f'<w:del w:id="2" w:author="A">{run(text)}</w:del>'),
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
    for name in ("heading 1", "Body")
)
PARAGRAPH = st.builds(
    lambda style, inner: f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(inner)}</w:p>',
    st.sampled_from(["heading 1", "Body"]),
    st.lists(INLINE, max_size=4),
)


def table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl><w:p/>"


CELL = st.lists(PARAGRAPH, min_size=1, max_size=2).map("".join)
ROW = st.lists(CELL, min_size=1, max_size=2)
BODY = st.lists(
    st.one_of(PARAGRAPH, PARAGRAPH, st.lists(ROW, min_size=1, max_size=3).map(table)), max_size=6
).map("".join)


@settings(
    max_examples=300, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(BODY, BODY)
def test_two_documents_with_little_in_common_are_told_apart_whole(docx, tmp_path, one, other):
    anchor = '<w:p><w:bookmarkStart w:id="9" w:name="_Ref1"/><w:bookmarkEnd w:id="9"/></w:p>'
    paths = []
    for name, body in (("ours", one), ("theirs", other)):
        paths.append(tmp_path / f"{name}.docx")
        docx(anchor + body, styles=STYLES).replace(paths[-1])
    check(*paths, tmp_path, seen=words)


@pytest.mark.libreoffice
def test_libreoffice_sees_the_same_changes(contract, tmp_path):
    """Its .odt holds deleted words apart, so that what stands in the text is the accepted view."""
    edited = Edited(contract)
    for at in (40, 700, 1900):
        edited.word(at, "Antarctica")
    edited.delete(20)
    edited.insert(60, "penguin")
    edited.move(90, 150)
    edited.add_row(3, "Antarctica")
    edited.remove_row(30)
    theirs = edited.save(tmp_path / "theirs.docx")
    accepted, rejected = tmp_path / "accepted.docx", tmp_path / "rejected.docx"
    accepted.write_bytes(compare(contract, theirs).data)
    parts = unpack(accepted.read_bytes())
    # Insertions become deletions and the other way round: now the text is the rejected view.
    swapped = re.sub(
        rb"<(/?)w:(ins|del)(?=[ />])",
        lambda found: b"<%sw:%s" % (found[1], b"del" if found[2] == b"ins" else b"ins"),
        parts[MAIN],
    )
    rejected.write_bytes(pack(parts | {MAIN: swapped}))
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "odt", "--outdir", str(tmp_path), str(accepted), str(rejected),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert words(tmp_path / "accepted.odt") == words(theirs)
    assert words(tmp_path / "rejected.odt") == words(contract)


def body(made: bytes) -> str:
    """The paragraphs of a redline, without what every mark says of its author and date."""
    text = unpack(made)[MAIN].decode()
    text = text[text.index("<w:body>") + 8 : text.index("</w:body>")]
    return re.sub(r' w:(id|author|date)="[^"]*"| xml:space="preserve"', "", text)


@pytest.fixture
def redlined(docx: Callable[..., Path], tmp_path: Path) -> Callable[[str, str], str]:
    """A function that gives the redline of two bodies."""

    def make(ours: str, theirs: str) -> str:
        docx(ours).replace(tmp_path / "ours.docx")
        docx(theirs).replace(tmp_path / "theirs.docx")
        return body(compare(tmp_path / "ours.docx", tmp_path / "theirs.docx").data)

    return make


def p(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def test_a_replaced_word_keeps_the_formatting_around_it(redlined):
    bold = "<w:rPr><w:b/></w:rPr>"
    assert redlined(p(run("in 30 days", bold)), p(run("in 60 days"))) == (
        f"<w:p><w:r>{bold}<w:t>in </w:t></w:r><w:del><w:r>{bold}<w:delText>30</w:delText></w:r>"
        f"</w:del><w:ins><w:r><w:t>60</w:t></w:r></w:ins><w:r>{bold}<w:t> days</w:t></w:r></w:p>"
    )


def test_a_reference_whose_result_differs_stays_a_reference(redlined):
    made = redlined(p(run("see "), reference("4.2")), p(run("see "), reference("4.3")))
    assert made.index("separate") < made.index("<w:del>") < made.index("<w:ins>")
    assert made.index("</w:ins>") < made.index('"end"')
    assert "delInstrText" not in made


def test_a_reference_that_goes_goes_whole(redlined):
    made = redlined(p(run("pay, see "), reference("4.2"), run(" now")), p(run("pay now")))
    gone = "".join(re.findall("<w:del>.*?</w:del>", made))
    assert all(kind in gone for kind in ("begin", "separate", "delInstrText", "4.2", "end"))
    assert "instrText>" not in made.replace("delInstrText", "")


def test_a_link_keeps_its_address_and_new_words_after_it_stand_outside(redlined):
    link = f'<w:hyperlink w:anchor="_Ref1">{run("the annex")}</w:hyperlink>'
    made = redlined(p(run("see "), link), p(run("see "), link, run(" and more")))
    assert made.endswith("</w:hyperlink><w:ins><w:r><w:t> and more</w:t></w:r></w:ins></w:p>")


def test_words_at_the_end_of_a_bookmark_come_inside_it(redlined):
    start, end = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>', '<w:bookmarkEnd w:id="1"/>'
    made = redlined(p(start, run("Fees"), end), p(run("Fees and costs")))
    assert made.index("bookmarkStart") < made.index("<w:ins>") < made.index("bookmarkEnd")


def test_changes_open_in_either_file_are_accepted_first(redlined):
    opened = p(run("in "), f"<w:del>{run('30')}</w:del><w:ins>{run('60')}</w:ins>", run(" days"))
    assert redlined(opened, p(run("in 60 days"))) == p(
        *(f"<w:r><w:t>{text}</w:t></w:r>" for text in ("in ", "60", " days"))
    )
    assert "w:ins" not in redlined(p(run("in 60 days")), opened)


def test_a_paragraph_added_at_the_end_of_a_cell_leaves_no_empty_one_when_rejected(redlined):
    ours = f"<w:tbl><w:tr><w:tc>{p(run('One.'))}</w:tc></w:tr></w:tbl><w:p/>"
    theirs = ours.replace("</w:tc>", p(run("Quite other words.")) + "</w:tc>")
    made = redlined(ours, theirs)
    first, second = re.findall("<w:p>.*?</w:p>", made)
    assert "<w:rPr><w:ins/></w:rPr>" in first
    assert "<w:rPr>" not in second


def test_everything_but_the_body_is_byte_for_byte_ours(contract, tmp_path):
    edited = Edited(contract)
    edited.word(40, "Antarctica")
    made = compare(contract, edited.save(tmp_path / "theirs.docx"), author="A. B.")
    before, after = unpack(contract.read_bytes()), unpack(made.data)
    assert {name for name in before if before[name] != after[name]} == {MAIN}
    assert b'w:author="A. B." w:date="2027-03-01T00:00:00Z"' in after[MAIN]
    dated = compare(contract, tmp_path / "theirs.docx", date=dt.date(2030, 2, 1)).data
    assert b'w:date="2030-02-01T00:00:00Z"' in unpack(dated)[MAIN]


def test_a_file_without_date_gets_the_first_day_of_1980(redlined, tmp_path):
    redlined(p(run("a")), p(run("b")))
    made = compare(tmp_path / "ours.docx", tmp_path / "theirs.docx").data
    assert b'w:date="1980-01-01T00:00:00Z"' in unpack(made)[MAIN]


def test_a_file_that_is_no_word_document_is_refused(contract, tmp_path):
    (tmp_path / "bad.docx").write_text("words")
    with pytest.raises(UnreadableError, match="not a Word file"):
        compare(contract, tmp_path / "bad.docx")


@pytest.mark.shared
def test_real_documents_are_compared_whole(shared, tmp_path):
    names = ("us-alaska-submittal-forms", "us-usds-agile-task-order", "us-usds-digital-service-soo")
    paths = [shared / "real" / f"{name}.docx" for name in names]
    for ours, theirs in zip(paths, (*paths[1:], paths[0]), strict=True):
        check(ours, theirs, tmp_path, seen=words)

"""What the tests of redlines share: changes settled, contracts edited, small documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.document.model import Document, Paragraph, text_blocks
from rfpkit.formats import read, rendered
from rfpkit.formats.word.ooxml import W, w
from rfpkit.formats.word.redline import compare
from rfpkit.formats.word.returned import read_returned
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.library.load import Library
from rfpkit.spec import load

from .sound import new_faults

ROOT = Path(__file__).resolve().parents[3]
MAIN, FOOTNOTES, ENDNOTES = (f"word/{name}.xml" for name in ("document", "footnotes", "endnotes"))
STORIES = (MAIN, FOOTNOTES, ENDNOTES)


# An accept and a reject of all changes that know nothing of the code under test.


def settle(data: bytes, how: str) -> bytes:
    """The file with all changes accepted or rejected, and without notes that nothing cites."""
    parts = unpack(data)
    roots = {name: etree.fromstring(parts[name]) for name in STORIES if name in parts}
    for root in roots.values():
        settle_story(root, *{"accept": ("ins", "del"), "reject": ("del", "ins")}[how])
    for kind in ("footnote", "endnote"):
        cited = {mark.get(w("id")) for mark in roots[MAIN].iter(w(f"{kind}Reference"))}
        for root in roots.values():
            notes = [n for n in root.findall(w(kind)) if n.get(w("type"), "normal") == "normal"]
            drop([note for note in notes if note.get(w("id")) not in cited])
    return pack(parts | {name: etree.tostring(root) for name, root in roots.items()})


def settle_story(root: etree._Element, stays: str, goes: str) -> None:
    def found(path: str) -> list:
        return root.xpath(path, namespaces={"w": W})

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


Shown = list[tuple[str, str, str]]
"""Shape, number and text of every block; notes stand after what cites them."""


def texts(path: Path) -> Shown:
    """What a reader sees of the body and its notes."""
    return texts_of(read(path))


def texts_of(document: Document) -> Shown:
    return [
        (type(block).__name__, block.number, "".join(r.text or f"[{r.note}]" for r in block.runs))
        for block in text_blocks(document.blocks)
        if not (isinstance(block, Paragraph) and block.kind in ("header", "footer"))
    ]


def words(shown: Shown) -> list[str]:
    return [text for _, _, text in shown]


def check(
    ours: Path, theirs: Path, folder: Path, *, seen: Callable[[Shown], object] = list
) -> tuple[bytes, int]:
    """The redline and its changes, after all that must hold of every redline."""
    made = compare(ours, theirs)
    for how, whole in (("reject", ours), ("accept", theirs)):
        settled = folder / f"{how}.docx"
        settled.write_bytes(settle(made.data, how))
        assert seen(texts(settled)) == seen(texts(whole)), how
    redline = folder / "redline.docx"
    redline.write_bytes(made.data)
    assert new_faults(made.data, ours.read_bytes(), theirs.read_bytes()) == []
    assert words(texts(redline)) == words(texts(theirs))  # the reader shows the accepted view
    check_marks(made.data)
    check_returned(redline, ours, theirs)
    assert compare(ours, theirs).data == made.data
    return made.data, made.changes


def check_marks(data: bytes) -> None:
    """That the changes in body and notes have ids of their own, and the right elements in them."""
    parts = unpack(data)
    roots = [etree.fromstring(parts[name]) for name in STORIES if name in parts]
    every = [element for root in roots for element in root.iter()]
    marks = [int(one.get(w("id"))) for one in every if one.tag in (w("ins"), w("del"))]
    assert marks == sorted(set(marks))
    others = {one.get(w("id")) for one in every if one.tag not in (w("ins"), w("del"))}
    assert others.isdisjoint(map(str, marks))
    for root in roots:
        wrong = "//w:del//w:t | //w:del//w:instrText | //w:ins//w:delText"
        assert not root.xpath(wrong, namespaces={"w": W})


def check_returned(redline: Path, ours: Path, theirs: Path) -> None:
    """That ``rfpkit verify`` reads the same two texts in a redline that comes back."""
    returned = read_returned(redline)
    assert words(texts_of(returned.accepted.document)) == words(texts(theirs))
    original = returned.original or returned.accepted
    assert words(texts_of(original.document)) == words(texts(ours))


# Contracts, and what the other side does to them.


def write_contract(path: Path, library: Library) -> Path:
    """A contract of 34 pages, with lists, tables, references and footnotes."""
    made = plan(load(ROOT / "examples/uk-library-system/spec.yml"), library)
    planned = next(d for d in made.documents if d.name == "contract")
    house = ROOT / "templates" / "house" / "plain.docx"
    path.write_bytes(rendered(assemble(made, planned), "docx", house))
    edited = Edited(path)
    for at in range(3, 300, 40):
        edited.cite(at, f"part {at}")
    edited.renumber_notes()
    return edited.save(path)


class Edited:
    """A contract in the other side's hands."""

    def __init__(self, path: Path) -> None:
        self.parts = unpack(path.read_bytes())
        self.root = etree.fromstring(self.parts[MAIN])
        self.body = self.root[0]
        self.notes = etree.fromstring(self.parts[FOOTNOTES])

    def paragraphs(self) -> list:
        """The paragraphs of the body after the contents list that hold more than a few words."""
        start = self.body.index(self.body.find(w("sdt"))) + 1
        found = [p for p in self.body[start:] if p.tag == w("p")]
        return [p for p in found if len("".join(t.text for t in p.iter(w("t")))) > 40]

    def rows(self) -> list:
        return [row for table in self.body.iter(w("tbl")) for row in list(table.iter(w("tr")))[1:]]

    def word(self, at: int, new: str) -> None:
        self._word([t for p in self.paragraphs() for t in p.iter(w("t"))], at, new)

    def note_word(self, at: int, new: str) -> None:
        self._word(list(self.notes.iter(w("t"))), at, new)

    def _word(self, texts: list, at: int, new: str) -> None:
        found = [text for text in texts if " " in text.text.strip()]
        text = found[at % len(found)]
        parts = re.split(r"(\w+)", text.text)
        parts[1 + 2 * (at % (len(parts) // 2))] = new
        text.text = "".join(parts)

    def cite(self, at: int, new: str) -> None:
        """A new note of two paragraphs at the end of a paragraph."""
        key = str(len(self.notes) + 100)
        note = etree.SubElement(self.notes, w("footnote"), {w("id"): key})
        first = next(one for one in self.notes if one.get(w("type")) is None)
        note.extend(deepcopy(one) for one in (first[0], first[0]))
        drop(list(note[1].iter(w("footnoteRef"))))
        for text in note.iter(w("t")):
            text.text = f" A note on {new}."
        found = self.paragraphs()
        mark = etree.SubElement(found[at % len(found)], w("r"))
        etree.SubElement(mark, w("footnoteReference"), {w("id"): key})

    def renumber_notes(self) -> None:
        """Notes in the order of their marks, as every program writes them."""
        notes = {note.get(w("id")): note for note in self.notes}
        for at, mark in enumerate(self.body.iter(w("footnoteReference")), start=1):
            note = notes[mark.get(w("id"))]
            for one in (mark, note):
                one.set(w("id"), str(at))
            self.notes.append(note)

    def uncite(self, at: int) -> None:
        marks = list(self.body.iter(w("footnoteReference")))
        drop([marks[at % len(marks)]] if marks else [])

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
        changed = {MAIN: etree.tostring(self.root), FOOTNOTES: etree.tostring(self.notes)}
        path.write_bytes(pack(self.parts | changed))
        return path


# Small documents.


def run(text: str, look: str = "") -> str:
    text = text.replace("&", "&amp;")
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def reference(result: str, target: str = "_Ref1") -> str:
    code = f"<w:r><w:instrText> REF {target} \\w \\h </w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + run(result) + mark("end")


def p(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"

"""A Word file tells which spec, library and clauses it was made from, whoever saved it since."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder
from rfpkit.document.fingerprints import fingerprint
from rfpkit.document.model import Document, Heading, Run
from rfpkit.document.numbering import number
from rfpkit.document.provenance import (
    Extent,
    Filling,
    bookmark,
    manifest_of,
    plain,
)
from rfpkit.errors import UnreadableError
from rfpkit.formats.word import write
from rfpkit.formats.word.provenance import NAMESPACE, attach, read_manifest
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.library.load import Library

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
HOUSE = data_folder("templates") / "house" / "plain.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVERY = pytest.mark.parametrize(
    ("case", "name"),
    [
        (case, name)
        for case in ("us-case-management", "eu-open-permits", "uk-library-system")
        for name in ("rfp", "contract")
    ],
)


def draft(library: Library, case: str, name: str) -> Document:
    made = plan(specs.load(EXAMPLES / case / "spec.yml"), library)
    (planned,) = (document for document in made.documents if document.name == name)
    return assemble(made, planned)


@pytest.fixture(scope="module")
def contract(library: Library) -> Document:
    return draft(library, "us-case-management", "contract")


@pytest.fixture(scope="module")
def built(contract: Document) -> bytes:
    return write(contract, HOUSE)


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A function that opens a Word file in LibreOffice and saves it as a Word file."""
    if not shutil.which("soffice"):
        (pytest.fail if os.environ.get("RFPKIT_CI") else pytest.skip)("LibreOffice is absent")
    folder = tmp_path_factory.mktemp("saved")

    def save(path: Path) -> Path:
        command = [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "docx", "--outdir", str(folder), str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return folder / path.name

    return save


def saved(data: bytes, tmp_path: Path, name: str = "built.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def held(path: Path, document: Document) -> dict[str, str]:
    """The fingerprint of what stands from each clause's bookmark to the next or the next part."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        cited = "word/footnotes.xml" in archive.namelist()
        noted = etree.fromstring(archive.read("word/footnotes.xml")) if cited else ()
    notes = {
        note.get(f"{W}id"): "".join(text.text or "" for text in note.iter(f"{W}t"))
        for note in noted
    }
    others = {
        block.text
        for block in document.blocks
        if isinstance(block, Heading) and block.role in ("part", "heading")
    }
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for paragraph in root.iter(f"{W}p"):
        names = [str(mark.get(f"{W}name")) for mark in paragraph.iter(f"{W}bookmarkStart")]
        clauses = [name for name in names if name.startswith("_Clause_")]
        words = "".join(
            " " if node.tag in (f"{W}tab", f"{W}br") else node.text or ""
            for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        )
        if clauses or (
            words in others and lines and any(name.startswith("_Toc") for name in names)
        ):
            lines = []
            found.update(dict.fromkeys(clauses, lines))
        is_caption = any(
            "SEQ Table" in (node.text or "") for node in paragraph.iter(f"{W}instrText")
        )
        lines.append(words.partition(": ")[2] if is_caption else words)
        lines += [notes[mark.get(f"{W}id")] for mark in paragraph.iter(f"{W}footnoteReference")]
    return {name: fingerprint(words) for name, words in found.items()}


def test_a_built_file_says_what_it_was_made_from(
    contract: Document, built: bytes, tmp_path: Path, library: Library
) -> None:
    manifest = read_manifest(saved(built, tmp_path))
    assert manifest is not None
    assert manifest == manifest_of(contract)
    assert (manifest.name, manifest.library) == ("contract", library.digest)
    assert len(manifest.spec) == len(manifest.library) == 64
    headings = [b for b in contract.blocks if isinstance(b, Heading)]
    assert [c.origin.id for c in manifest.clauses] == [
        heading.anchor for heading in headings if heading.role in ("clause", "annex")
    ]
    parties = manifest.clauses[0]
    assert parties.origin.version == library.clauses["basis/parties"].front.version
    assert parties.origin.reasons
    assert parties.origin.blanks[0] == Filling("supplier_name", "", "open")
    assert parties.text[0] == parties.origin.title == "Parties"
    assert {waiver.reason for waiver in manifest.waivers} == {
        waiver.reason
        for waiver in specs.load(EXAMPLES / "us-case-management" / "spec.yml").value.waivers
    }


def test_references_are_told_from_words(contract: Document) -> None:
    manifest = manifest_of(contract)
    assert manifest is not None
    numbers = {clause.origin.id: clause.number for clause in manifest.clauses}
    lines = [line for clause in manifest.clauses for line in clause.lines]
    references = [span for line in lines for span in line.spans if span.to]
    assert len(references) > 50
    assert all(span.text == numbers[span.to] for span in references if "#" not in span.to)
    line = next(line for line in lines if any(span.to for span in line.spans))
    to = next(span.to for span in line.spans if span.to)
    assert "99.9" in plain(line, {to: "99.9"})


def test_each_line_has_its_number_its_anchor_and_the_names_of_its_blanks(
    contract: Document,
) -> None:
    manifest = manifest_of(contract)
    assert manifest is not None
    for clause in manifest.clauses:
        assert clause.lines[0].number == clause.number
        assert clause.lines[0].anchor == clause.origin.id
        filled = {span.blank for line in clause.lines for span in line.spans if span.blank}
        assert filled <= {blank.name for blank in clause.origin.blanks}
    spans = [span for c in manifest.clauses for line in c.lines for span in line.spans]
    assert sum(bool(span.blank) for span in spans) > 10
    assert any("(a)" in line.number for c in manifest.clauses for line in c.lines)


def test_what_stands_outside_the_clauses_is_kept(contract: Document) -> None:
    manifest = manifest_of(contract)
    assert manifest is not None
    assert manifest.frame[:2] == ((0, "Parties and background"), (2, "Definitions"))


def test_a_document_that_was_never_assembled_carries_no_manifest(tmp_path: Path) -> None:
    data = write(Document("T", ()), HOUSE)
    assert not any("customXml" in name for name in unpack(data))
    assert read_manifest(saved(data, tmp_path)) is None


@EVERY
def test_every_bookmark_begins_its_clause(
    library: Library, tmp_path: Path, case: str, name: str
) -> None:
    document = draft(library, case, name)
    path = saved(write(document, HOUSE), tmp_path)
    manifest = read_manifest(path)
    assert manifest is not None
    assert held(path, document) == {
        clause.bookmark: clause.fingerprint for clause in manifest.clauses
    }


@pytest.mark.libreoffice
@EVERY
def test_manifest_bookmarks_and_words_outlive_libreoffice(
    library: Library, resaved: Callable[[Path], Path], tmp_path: Path, case: str, name: str
) -> None:
    document = draft(library, case, name)
    path = resaved(saved(write(document, HOUSE), tmp_path, f"{case}-{name}.docx"))
    manifest = read_manifest(path)
    assert manifest == manifest_of(document)
    assert manifest is not None
    assert held(path, document) == {
        clause.bookmark: clause.fingerprint for clause in manifest.clauses
    }


@pytest.mark.libreoffice
def test_beside_custom_parts_of_the_house_style_it_outlives_libreoffice_too(
    contract: Document, house_with_parts: Path, resaved: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = resaved(saved(write(contract, house_with_parts), tmp_path, "house-parts.docx"))
    assert read_manifest(path) == manifest_of(contract)


@pytest.fixture
def house_with_parts(tmp_path: Path) -> Path:
    """A house style that owns /customXml/item1.xml, as those of large offices do."""
    parts = unpack(HOUSE.read_bytes())
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["customXml/item1.xml"] = b'<house xmlns="urn:our-house"/>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId900" Type="{relations}/customXml" '
        'Target="../customXml/item1.xml"/></Relationships>'.encode(),
    )
    return saved(pack(parts), tmp_path, "house.docx")


def test_the_manifest_takes_a_free_name(
    contract: Document, house_with_parts: Path, tmp_path: Path
) -> None:
    data = write(contract, house_with_parts)
    parts = unpack(data)
    assert b"urn:our-house" in parts["customXml/item1.xml"]
    assert NAMESPACE.encode() in parts["customXml/item2.xml"]
    assert read_manifest(saved(data, tmp_path)) == manifest_of(contract)


def test_a_built_file_as_a_house_style_hands_on_no_old_manifest(
    contract: Document, library: Library, tmp_path: Path
) -> None:
    parts = unpack(HOUSE.read_bytes())
    old = manifest_of(draft(library, "uk-library-system", "rfp"))
    assert old is not None
    attach(parts, old)
    data = write(contract, saved(pack(parts), tmp_path, "house.docx"))
    assert read_manifest(saved(data, tmp_path)) == manifest_of(contract)
    custom = {name for name in unpack(data) if name.startswith("customXml/")}
    assert custom == {name for name in unpack(write(contract, HOUSE)) if "customXml/" in name}
    assert unpack(data)["[Content_Types].xml"].count(b"/customXml/") == 2
    assert unpack(data)["word/_rels/document.xml.rels"].count(b"/customXml/") == 1


def test_parts_relations_and_types_fit_together(built: bytes) -> None:
    parts = unpack(built)
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = [node.get("PartName") for node in types if node.get("PartName")]
    assert len(overrides) == len(set(overrides))
    assert all(name[1:] in parts for name in overrides)
    assert {"/customXml/item1.xml", "/customXml/itemProps1.xml"} <= set(overrides)
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    ids = [node.get("Id") for node in relations]
    assert len(ids) == len(set(ids))
    assert "../customXml/item1.xml" in [node.get("Target") for node in relations]
    (link,) = etree.fromstring(parts["customXml/_rels/item1.xml.rels"])
    assert link.get("Target") == "itemProps1.xml"


def test_bookmarks_are_paired_unique_short_and_begin_in_the_heading(
    contract: Document, built: bytes
) -> None:
    root = etree.fromstring(unpack(built)["word/document.xml"])
    starts, ends = root.findall(f".//{W}bookmarkStart"), root.findall(f".//{W}bookmarkEnd")
    ids = [node.get(f"{W}id") for node in starts]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(node.get(f"{W}id") for node in ends)
    names = [node.get(f"{W}name") for node in starts]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40
    manifest = manifest_of(contract)
    assert manifest is not None
    first = {
        node.get(f"{W}name"): "".join(t.text or "" for t in node.getparent().iter(f"{W}t"))
        for node in starts
    }
    assert all(first[c.bookmark] == c.text[0] for c in manifest.clauses)
    assert (
        bookmark("basis/parties") == manifest.clauses[0].bookmark == "_Clause_8032f620f6242e558aab"
    )


def test_the_same_document_is_the_same_bytes(contract: Document, built: bytes) -> None:
    assert write(contract, HOUSE) == built


def test_python_docx_opens_the_file(contract: Document, built: bytes) -> None:
    opened = python_docx.Document(io.BytesIO(built))
    titles = {paragraph.text for paragraph in opened.paragraphs}
    assert "Parties" in titles
    out = io.BytesIO()
    opened.save(out)
    assert NAMESPACE.encode() in unpack(out.getvalue())["customXml/item1.xml"]


@EVERY
def test_renumbering_is_no_edit(library: Library, case: str, name: str) -> None:
    document = draft(library, case, name)
    before = manifest_of(document)
    assert document.provenance is not None
    first = document.provenance.extents[0].start
    new = tuple(Heading(level=2, role="clause", runs=(Run("New"),)) for _ in range(7))
    new += (Heading(level=1, role="annex", runs=(Run("New annex"),)),)
    extents = tuple(
        Extent(extent.origin, extent.start + len(new), extent.end + len(new))
        for extent in document.provenance.extents
    )
    moved = replace(
        document,
        blocks=(*document.blocks[:first], *new, *document.blocks[first:]),
        provenance=replace(document.provenance, extents=extents),
    )
    after = manifest_of(number(moved))
    assert before is not None
    assert after is not None
    assert [c.number for c in before.clauses] != [c.number for c in after.clauses]
    assert [c.fingerprint for c in before.clauses] == [c.fingerprint for c in after.clauses]


def test_a_damaged_manifest_is_told(built: bytes, tmp_path: Path) -> None:
    parts = unpack(built)
    item = parts["customXml/item1.xml"]
    parts["customXml/item1.xml"] = item.replace(b" bookmark=", b" bookmarked=")
    with pytest.raises(UnreadableError, match="its manifest was damaged; build"):
        read_manifest(saved(pack(parts), tmp_path))


def test_two_manifests_that_differ_are_told_and_two_alike_are_one(
    built: bytes, tmp_path: Path
) -> None:
    parts = unpack(built)
    item = parts["customXml/item1.xml"]
    parts["customXml/item7.xml"] = item
    assert read_manifest(saved(pack(parts), tmp_path)) is not None
    parts["customXml/item7.xml"] = item.replace(b'document="contract"', b'document="rfp"')
    with pytest.raises(UnreadableError, match="the manifests of two documents"):
        read_manifest(saved(pack(parts), tmp_path))


def test_a_broken_custom_part_of_somebody_else_is_left_alone(
    built: bytes, contract: Document, tmp_path: Path
) -> None:
    parts = unpack(built) | {"customXml/item3.xml": b"<broken"}
    assert read_manifest(saved(pack(parts), tmp_path)) == manifest_of(contract)

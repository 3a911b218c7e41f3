"""Real documents, commented: only the body changes, and each finding stands at its words."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from rfpkit.api import lint_document
from rfpkit.document.model import Document
from rfpkit.formats.word import read
from rfpkit.formats.word.comments import annotate
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.zipped import unpack
from rfpkit.lint.report import Report

BLANK = re.compile(r"\s+")
SUGGESTED = {
    "us-18f-tdrs-rfq": [("thereafter", "after that")],
    "us-usds-agile-task-order": [("Notwithstanding", "Despite")],
}
"""What was replaced in each document when somebody last read the sentences."""


def covered(data: bytes) -> dict[str, str]:
    """The letters between the marks of each comment, without white space."""
    texts: dict[str, str] = {}
    opened: set[str] = set()
    names = ("commentRangeStart", "commentRangeEnd", "t", "noBreakHyphen")
    for node in etree.fromstring(unpack(data)["word/document.xml"]).iter(*map(w, names)):
        if node.tag == w("commentRangeStart"):
            opened.add(node.get(w("id")))
            texts[node.get(w("id"))] = ""
        elif node.tag == w("commentRangeEnd"):
            opened.remove(node.get(w("id")))
        else:
            for number in opened:
                texts[number] += BLANK.sub("", node.text or "-" * (node.tag != w("t")))
    return texts


def comments(data: bytes) -> dict[str, list[str]]:
    root = etree.fromstring(unpack(data)["word/comments.xml"])
    return {
        one.get(w("id")): ["".join(line.itertext()) for line in one.iter(w("p"))] for one in root
    }


def without_fixes(document: Document) -> Report:
    """What the linter finds, and nothing to replace."""
    found = lint_document(document)
    return replace(found, findings=tuple(replace(one, fix=None) for one in found.findings))


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "us-18f-tdrs-rfq", "us-alaska-submittal-forms", "us-usds-agile-task-order",
        "us-usds-digital-service-soo", "us-usds-ux-contract-provisions",
    ],
)  # fmt: skip
class TestRealDocuments:
    def test_only_the_body_and_the_comments_change(self, shared, tmp_path, name):
        path, out = shared / "real" / f"{name}.docx", tmp_path / "reviewed.docx"
        done = annotate(path, lint_document)
        out.write_bytes(done.data)
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out) as new:
            before = {n: old.read(n) for n in old.namelist()}
            after = {n: new.read(n) for n in new.namelist()}
        changed = {n for n in after if after[n] != before.get(n)}
        assert changed == {
            "[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml",
            "word/comments.xml",
        }  # fmt: skip
        assert before.keys() <= after.keys()
        assert annotate(out, lint_document).data == done.data
        assert (read(out).blocks == read(path).blocks) is (done.suggestions == 0)
        out.write_bytes(annotate(out, without_fixes).data)
        assert read(out).blocks == read(path).blocks

    def test_of_the_words_that_it_replaces_all_read_well(self, shared, name):
        path = shared / "real" / f"{name}.docx"
        done = annotate(path, lint_document)
        fixes = [(one.fixed, one.fix) for one in done.report.findings if one.fix is not None]
        assert fixes == SUGGESTED.get(name, [])
        assert done.suggestions == len(fixes)

    def test_every_finding_is_told_at_its_words(self, shared, name):
        path = shared / "real" / f"{name}.docx"
        done = annotate(path, without_fixes)
        told = comments(done.data)
        shown = covered(done.data)
        quoted = [f for f in done.report.findings if f.quote]
        first = len(told) - len(quoted)
        for number, finding in enumerate(quoted, first):
            assert shown[str(number)] == BLANK.sub("", finding.quote)
            assert told[str(number)][0] == f"{finding.level} {finding.rule}"
        rest = [f for f in done.report.findings if not f.quote]
        title = "\n".join(told["0"]) if first else ""
        assert all(f.rule in title for f in rest)

    @pytest.mark.libreoffice
    def test_libreoffice_opens_it_and_shows_the_same_pages(self, shared, tmp_path, to_pdf, name):
        path = shared / "real" / f"{name}.docx"
        reviewed = tmp_path / f"{name}.docx"
        reviewed.write_bytes(annotate(path, without_fixes).data)
        assert to_pdf(reviewed) == to_pdf(path)

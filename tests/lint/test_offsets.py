"""Every finding in a text file points at exactly the words that it quotes."""

import re

import pytest

from rfpkit.content import data_folder
from rfpkit.document.model import Paragraph, text_blocks
from rfpkit.formats import read
from rfpkit.lint import lint_document, load_rules

NAMES = [f"d{number:02}.txt" for number in range(1, 13)]


def folded(text):
    """Without white space, hyphens at line ends, and the marks of quoted mail."""
    return re.sub(r"[\s>-]+", "", text)


def words_at(lines, finding):
    """What stands in the file from the first to the last place of a finding."""
    first, last = finding.line - 1, finding.end_line - 1
    if first == last:
        return lines[first][finding.column - 1 : finding.end_column - 1]
    between = lines[first + 1 : last]
    return "\n".join(
        [lines[first][finding.column - 1 :], *between, lines[last][: finding.end_column - 1]]
    )


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_places_hold_the_quoted_words(shared, name):
    path = shared / "gold" / "text" / name
    document = read(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    for block in text_blocks(document.blocks):
        if isinstance(block, Paragraph) and block.kind == "header":
            lines[block.stretches[0].line - 1] = ""  # no part of any paragraph
    report = lint_document(document, load_rules(data_folder("linters")))
    placed = [finding for finding in report.findings if finding.quote]
    assert placed
    for finding in placed:
        assert folded(finding.quote) == folded(words_at(lines, finding))

"""The contents list: a live field that shows its lines from the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rfpkit.formats.word.house import STYLES
from rfpkit.formats.word.markup import END_FIELD, begin_field, run

_FEW = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the heading's number and words, and its bookmark."""

    level: int
    number: str
    text: str
    bookmark: str


def contents(entries: Sequence[Entry], styles: Mapping[str, str]) -> str:
    """The XML of the contents list; empty for a document too short to need one.

    Without page numbers: they would be wrong until Word has laid out the pages.
    """
    if len(entries) < _FEW:
        return ""
    instruction = f'TOC \\o "1-2" \\h \\z \\n \\u \\t "{STYLES["annex"]},1"'
    lines = []
    for at, entry in enumerate(entries):
        start = begin_field(instruction) if at == 0 else ""
        end = END_FIELD if at == len(entries) - 1 else ""
        lines.append(
            f'<w:p><w:pPr><w:pStyle w:val="{styles[f"contents {entry.level}"]}"/></w:pPr>'
            f"{start}{_line(entry)}{end}</w:p>"
        )
    return (
        '<w:sdt><w:sdtPr><w:id w:val="100000001"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f'<w:sdtContent><w:p><w:pPr><w:pStyle w:val="{styles["contents heading"]}"/></w:pPr>'
        f"{run('Contents')}</w:p>{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _line(entry: Entry) -> str:
    number = f"{entry.number}\t" if entry.number else ""
    words = " ".join(entry.text.split())
    inner = run(number + words)
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{inner}</w:hyperlink>'

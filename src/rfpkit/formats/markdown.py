"""Markdown: read into a document, and a document written as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rfpkit.document.markdown import parse
from rfpkit.document.model import AnyBlock, Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.notes import set_apart
from rfpkit.formats.files import read_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_LIST_NUMBER = re.compile(r"^(\d+)([.)])$")
_DEFINING = re.compile(r"^(\[\^[^\]]+\]):")
_BAR = 24  # signs that a bar is drawn with
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def read(path: Path) -> Document:
    """The document in a Markdown file, with the line and column of every character.

    Raises ``UnreadableError`` when the file is not UTF-8 text.
    """
    text = read_text(path)
    first = 1
    if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
        first = text.count("\n", 0, end + 5) + 1  # front matter is not prose
        text = text[end + 5 :]
    blocks = parse(text, first_line=first)
    heading = next((block.text for block in blocks if isinstance(block, Heading)), path.stem)
    return Document(title=heading, blocks=blocks, path=str(path))


def write(document: Document) -> str:
    """The document as Markdown, numbers written out, so that it reads the same anywhere."""
    head = [f"# {escape(document.title)}"]
    properties = document.properties
    for name in ("subtitle", "buyer", "reference", "date_text"):
        if properties.get(name):
            head.append(escape(properties[name]))
    if properties.get("status") == "draft":
        head.append("**DRAFT**")
    blocks, notes = set_apart(document.blocks)
    body = [text for block in blocks for text in _lines(block)]
    body += [_note(number, note) for number, note in notes.items()]
    if properties.get("choices"):
        body.append(f"<!-- {properties['choices'].replace('--', '–')} -->")
    return "\n\n".join([*head, *body]) + "\n"


def escape(text: str) -> str:
    """The text with every character that Markdown would take for markup escaped."""
    return _LEADING.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", text)).replace("\n", "  \n")


def _lines(block: AnyBlock) -> Iterator[str]:
    if isinstance(block, Table):
        yield _table(block)
    elif isinstance(block, Heading):
        level = {"part": 2, "annex": 2, "clause": 3}.get(block.role, min(block.level, 6))
        yield f"{'#' * level} {_numbered(block.number, _inline(block.runs), block.role)}"
    elif isinstance(block, Item):
        marker = _written_out(block.number) if block.ordered and block.number else ""
        yield f"{'  ' * (block.level - 1)}- {marker}{' ' if marker else ''}{_inline(block.runs)}"
    elif isinstance(block, Paragraph):
        yield _numbered(_written_out(block.number), _inline(block.runs), block.kind)


def _written_out(number: str) -> str:
    r"""A number that Markdown does not take for one of its own lists: ``1\.``."""
    return _LIST_NUMBER.sub(r"\1\\\2", escape(number))


def _numbered(number: str, text: str, role: str) -> str:
    if not number:
        return text
    dash = {"part": " – ", "annex": " – ", "caption": ": "}.get(role, " ")
    return f"{number}{dash}{text}"


def _inline(runs: tuple[Run, ...]) -> str:
    return _DEFINING.sub(r"\1\:", "".join(map(_run, runs)))


def _note(number: str, note: tuple[Paragraph, ...]) -> str:
    """The definition of a note; its further paragraphs are indented."""
    return f"[^{number}]: " + "\n\n    ".join(_inline(paragraph.runs) for paragraph in note)


def _run(run: Run) -> str:
    if run.note:
        return f"[^{run.note}]"
    text = escape(run.text)
    if run.mark == "unfilled" or run.bold:
        text = f"**{text}**"
    if run.italic:
        text = f"*{text}*"
    return f"[{text}](<{run.link}>)" if run.link else text


def _cell(cell: Cell) -> str:
    if cell.bar is None:
        return "<br>".join(_inline(block.runs) for block in cell.blocks)
    start, end = (round(share * _BAR) for share in cell.bar)
    start = min(start, _BAR - 1)
    end = max(end, start + 1)
    return "·" * start + "█" * (end - start) + "·" * (_BAR - end)


def _table(table: Table) -> str:
    rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table.rows]
    ruler = "|" + " --- |" * len(table.rows[0])
    return "\n".join([rows[0], ruler, *rows[1:]])

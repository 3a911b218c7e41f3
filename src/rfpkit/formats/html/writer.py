"""A document as one HTML page: numbered, linked, readable on paper and by a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TypeGuard

from rfpkit.document.model import AnyBlock, Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.notes import set_apart

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 Arial, "Liberation Sans", sans-serif; color: #1b1f24; background: #fff;
  max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { color: #1f3a56; line-height: 1.25; }
h2 { margin-top: 3rem; border-bottom: 1px solid #c5ccd3; padding-bottom: .3rem; }
h3 { margin-top: 2rem; }
.facts { color: #414b55; }
.draft { color: #8a1c1c; font-weight: bold; letter-spacing: .1em; }
.number { display: inline-block; box-sizing: border-box; min-width: 3rem; padding-right: .5rem; }
p.numbered { padding-left: 3rem; text-indent: -3rem; }
ul { list-style: none; padding-left: 3rem; }
ul li { margin: .3rem 0; padding-left: 2.2rem; text-indent: -2.2rem; }
li .number { min-width: 2.2rem; text-indent: 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #b8c0c8; padding: .4rem .6rem; text-align: left;
  vertical-align: top; }
th { background: #e9edf1; }
caption, .caption { color: #414b55; font-weight: bold; text-align: left; padding: .3rem 0; }
td p, th p { margin: 0 0 .3rem; }
table.signatures th, table.signatures td { border: 0; background: none; }
table.signatures td { border-bottom: 1px solid #414b55; padding-top: 1.6rem; }
.bar { height: .7rem; min-width: 3px; background: #1f3a56; print-color-adjust: exact; }
sup { line-height: 0; }
.notes { margin-top: 3rem; border-top: 1px solid #c5ccd3; font-size: .9rem; }
.notes p { margin: .3rem 0; }
mark { background: #fff3a3; }
nav ul { padding-left: 0; }
nav ul ul { padding-left: 1.5rem; }
@media print { body { max-width: none; margin: 0; } nav { break-after: page; } }
""".strip()


def to_html(document: Document) -> str:
    """The page, from doctype to end; the same bytes for the same document."""
    properties = document.properties
    blocks, notes = set_apart(document.blocks)
    facts = [properties.get(name, "") for name in ("subtitle", "buyer", "reference", "date_text")]
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(properties.get("language", "en"))}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        *_choices(properties),
        f"<title>{escape(document.title)} – {escape(properties.get('subtitle', ''))}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<header>",
        f"<h1>{escape(document.title)}</h1>",
        *(f'<p class="facts">{escape(fact)}</p>' for fact in facts if fact),
        *(['<p class="draft">DRAFT</p>'] if properties.get("status") == "draft" else []),
        "</header>",
        *_contents(blocks),
        "<main>",
        *_body(blocks),
        *_notes(notes),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _choices(properties: dict[str, str]) -> Iterator[str]:
    """The clauses that the spec forces in or out, for whoever looks into the file."""
    if properties.get("choices"):
        yield f'<meta name="rfpkit-choices" content="{escape(properties["choices"])}">'


def _name(anchor: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", anchor)


def _title(heading: Heading) -> str:
    dash = " – " if heading.role in ("part", "annex") else " "
    number = f"{escape(heading.number)}{dash}" if heading.number else ""
    return number + _inline(heading.runs)


def _heading_name(heading: Heading) -> str:
    return _name(heading.anchor or f"{heading.role}-{heading.number or heading.text}")


def _contents(blocks: Sequence[AnyBlock]) -> Iterator[str]:
    headings = [b for b in blocks if isinstance(b, Heading) and b.role != "heading"]
    if not headings:
        return
    yield '<nav aria-label="Contents">'
    yield "<h2>Contents</h2>"
    yield "<ul>"
    inner = False
    for heading in headings:
        if (heading.role == "clause") != inner:
            yield "<li><ul>" if not inner else "</ul></li>"
            inner = not inner
        words = replace(heading, runs=tuple(run for run in heading.runs if not run.note))
        yield f'<li><a href="#{_heading_name(heading)}">{_title(words)}</a></li>'
    if inner:
        yield "</ul></li>"
    yield "</ul>"
    yield "</nav>"


def _body(blocks: Sequence[AnyBlock]) -> Iterator[str]:
    for is_item, group in groupby(blocks, key=lambda block: isinstance(block, Item)):
        if is_item:
            yield from _list([block for block in group if isinstance(block, Item)], 1)
        else:
            yield from _blocks([block for block in group if not isinstance(block, Item)])


def _blocks(blocks: Sequence[Heading | Paragraph | Table]) -> Iterator[str]:
    """The blocks between two lists; the caption of a table goes into it."""
    caption = ""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            yield "\n".join(_table(block, caption))
            caption = ""
        elif _is_caption(block) and at + 1 < len(blocks) and isinstance(blocks[at + 1], Table):
            caption = f"<caption{_id(block.anchor)}>{_labelled(block)}</caption>"
        else:
            yield _block(block)


def _list(items: Sequence[Item], level: int) -> Iterator[str]:
    yield "<ul>"
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].level > level:
            end += 1
        item = items[at]
        number = escape(item.number) if item.ordered and item.number else "•"
        yield (
            f'<li{_id(item.anchor)}><span class="number">{number}</span> {_inline(item.runs)}'
            + ("" if end > at + 1 else "</li>")
        )
        if end > at + 1:
            yield from _list(items[at + 1 : end], level + 1)
            yield "</li>"
        at = end
    yield "</ul>"


def _id(anchor: str) -> str:
    return f' id="{_name(anchor)}"' if anchor else ""


def _block(block: Heading | Paragraph) -> str:
    if isinstance(block, Heading):
        level = {"part": 2, "annex": 2, "clause": 3}.get(block.role, min(block.level + 1, 6))
        return f'<h{level} id="{_heading_name(block)}">{_title(block)}</h{level}>'
    if _is_caption(block):
        return f'<p class="caption"{_id(block.anchor)}>{_labelled(block)}</p>'
    if block.number:
        number = f'<span class="number">{escape(block.number)}</span> '
        return f'<p class="numbered"{_id(block.anchor)}>{number}{_inline(block.runs)}</p>'
    return f"<p{_id(block.anchor)}>{_inline(block.runs)}</p>"


def _is_caption(block: AnyBlock) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.kind == "caption"


def _labelled(caption: Paragraph) -> str:
    label = f"{escape(caption.number)}: " if caption.number else ""
    return label + _inline(caption.runs)


def _inline(runs: Sequence[Run]) -> str:
    return "".join(map(_run, runs))


def _notes(notes: Mapping[str, Sequence[Paragraph]]) -> Iterator[str]:
    """The footnotes at the end of the page, each with a link back to where it is cited."""
    if not notes:
        return
    yield '<section class="notes" role="doc-endnotes" aria-label="Footnotes">'
    yield "<ol>"
    for at, (number, paragraphs) in enumerate(notes.items(), 1):
        name, label = _name(number), escape(number)
        back = (
            f' <a href="#fnref-{name}" role="doc-backlink" aria-label="Back to where note {label} '
            'is cited">↩</a>'
        )
        words = [_inline(paragraph.runs) for paragraph in paragraphs]
        inner = "".join(f"<p>{one}</p>" for one in (*words[:-1], words[-1] + back))
        mark = "" if number == str(at) else f" style=\"list-style-type: '{label} '\""
        yield f'<li id="fn-{name}"{mark}>{inner}</li>'
    yield "</ol>"
    yield "</section>"


def _run(run: Run) -> str:
    if run.note:
        name = _name(run.note)
        link = f'<a href="#fn-{name}" id="fnref-{name}" role="doc-noteref">{escape(run.note)}</a>'
        return f"<sup>{link}</sup>"
    text = escape(run.text).replace("\n", "<br>")
    if run.mark == "unfilled":
        return f"<mark>{text}</mark>"
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.italic:
        text = f"<em>{text}</em>"
    if run.ref:
        return f'<a href="#{_name(run.ref)}">{text}</a>'
    if run.link.startswith(("http://", "https://", "mailto:")):
        return f'<a href="{escape(run.link)}">{text}</a>'
    return text


def _table(table: Table, caption: str = "") -> Iterator[str]:
    yield '<table class="signatures">' if table.kind == "signatures" else "<table>"
    if caption:
        yield caption
    if table.header_rows:
        yield "<thead>"
        for row in table.rows[: table.header_rows]:
            cells = "".join(f'<th scope="col">{_cell(cell.blocks)}</th>' for cell in row)
            yield f"<tr>{cells}</tr>"
        yield "</thead>"
    yield "<tbody>"
    for row in table.rows[table.header_rows :]:
        yield (
            "<tr>"
            + "".join(f"<td>{_bar(cell) or _cell(cell.blocks)}</td>" for cell in row)
            + "</tr>"
        )
    yield "</tbody>"
    yield "</table>"


def _bar(cell: Cell) -> str:
    """The bar of a cell, which says nothing that the row does not say in words; else nothing."""
    if cell.bar is None:
        return ""
    start, end = cell.bar
    return f'<div class="bar" style="margin-left:{start:.1%};width:{end - start:.1%}"></div>'


def _cell(blocks: Sequence[Paragraph | Item]) -> str:
    return "".join(f"<p>{_inline(block.runs)}</p>" for block in blocks if block.runs)

"""Footnotes for the Markdown parser: ``^[…]`` where it is cited, or ``[^1]`` and ``[^1]: …``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:")
_INDENT = 4
"""By how much the further paragraphs of a definition are indented."""


def teach_notes(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which then knows notes.

    A citation is a token ``note_cited`` with the note's ``label`` in its ``meta``. Where the note
    is written in its place it has the note's tokens as children, and ``start`` and ``end`` say
    where in the text around it its words stand. A definition lies between ``note_open``, with the
    ``label``, and ``note_close``.
    """
    parser.inline.ruler.before("link", "note", _cited)
    # What may break off a paragraph, and comes before the definitions of links, which look alike.
    parser.block.ruler.before("reference", "note", _defined, {"alt": ["paragraph", "reference"]})
    return parser


def _cited(state: StateInline, silent: bool) -> bool:
    if state.src.startswith("^[", state.pos):
        return _in_place(state, silent)
    match = _LABEL.match(state.src, state.pos)
    if match is None or match[1] not in state.env.get("notes", ()):
        return False
    if not silent:
        state.push("note_cited", "", 0).meta = {"label": match[1]}
    state.pos = match.end()
    return True


def _in_place(state: StateInline, silent: bool) -> bool:
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0 or "in_note" in state.env or not state.src[state.pos + 2 : end].strip():
        return False
    if not silent:
        start = state.pos + 2
        inner = state.src[start:end]
        token = state.push("note_cited", "", 0)
        token.children = []
        state.env["in_note"] = True  # a note in a note would have no place
        state.md.inline.parse(inner.strip(), state.md, state.env, token.children)
        del state.env["in_note"]
        written = state.env["written"] = state.env.get("written", 0) + 1
        token.meta = {"label": f"^{written}", "start": start, "end": end}
    state.pos = end + 1
    return True


def _defined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    match = _DEFINITION.match(state.src, at, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    if silent or "in_note" in state.env:
        return silent
    state.env.setdefault("notes", set()).add(match[1])
    state.push("note_open", "", 1).meta = {"label": match[1]}
    kept = (state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType)
    state.bMarks[start] = match.end()
    state.tShift[start] = 0
    state.blkIndent += _INDENT
    state.sCount[start] = state.blkIndent
    state.env["in_note"] = True
    state.md.block.tokenize(state, start, end)
    del state.env["in_note"]
    state.blkIndent -= _INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    state.push("note_close", "", -1)
    return True

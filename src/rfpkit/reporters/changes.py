"""Changes since a lock, for people and for programs: each reworded clause as a redline in text."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from rfpkit.assembly.drift import ClauseChange
from rfpkit.document.comparing import Piece

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_COLOURS = {"removed": "\033[31m", "inserted": "\033[32m"}
_RESET = "\033[0m"
_AROUND = 8


def render(changes: Sequence[ClauseChange], *, colour: bool = False, width: int = 100) -> str:
    """The changes as lines for a terminal, by document; a clause that is reworded as a redline."""
    return "\n".join(_lines(changes, colour=colour, width=width)) + "\n" if changes else ""


def render_json(changes: Sequence[ClauseChange]) -> str:
    """The changes as JSON, without colours and with every redline in full."""
    data = [
        {
            "document": change.document,
            "clause": change.clause,
            "change": change.kind,
            "version": change.version,
            "why": list(change.why),
            "redline": [redline(line) for line in change.lines],
        }
        for change in changes
    ]
    return json.dumps({"version": 1, "changes": data}, indent=2, ensure_ascii=False) + "\n"


def redline(line: Sequence[Piece]) -> str:
    """One line with what went as ``[-old-]`` and what came as ``{+new+}``."""
    return "".join(_marked(piece) for piece in line)


def _lines(changes: Sequence[ClauseChange], *, colour: bool, width: int) -> Iterator[str]:
    for document, group in groupby(changes, key=lambda change: change.document):
        yield document
        for change in group:
            why = f": {'; '.join(change.why)}" if change.why else ""
            head = f"{_SIGNS[change.kind]} {change.clause} {change.version}".rstrip()
            yield f"  {head} {change.kind}{why}"
            for line in change.lines:
                wrapped = textwrap.wrap(
                    redline(list(shortened(line))),
                    width - 6,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                yield from coloured([f"      {words}" for words in wrapped], colour)


def _marked(piece: Piece) -> str:
    if piece.kind == "removed":
        return f"[-{piece.text}-]"
    return f"{{+{piece.text}+}}" if piece.kind == "inserted" else piece.text


def shortened(line: Sequence[Piece]) -> Iterator[Piece]:
    """The line with what has not changed cut down to a few words around what has."""
    for at, piece in enumerate(line):
        words = piece.text.split(" ")
        before, after = at > 0, at < len(line) - 1
        most = _AROUND * (before + after)
        if piece.kind != "kept" or len(words) <= most + 2:
            yield piece
            continue
        head = words[:_AROUND] if before else []
        tail = words[-_AROUND:] if after else []
        yield Piece("kept", " ".join([*head, "…", *tail]))


def coloured(lines: list[str], colour: bool) -> list[str]:
    """The lines with the marks in colour; a mark may run on over several lines."""
    if not colour:
        return lines
    shown, open_colour = [], ""
    for line in lines:
        words = open_colour + line
        for start, end, kind in (("[-", "-]", "removed"), ("{+", "+}", "inserted")):
            words = words.replace(start, _COLOURS[kind] + start).replace(end, end + _RESET)
        last = max((words.rfind(code), code) for code in (*_COLOURS.values(), _RESET))
        open_colour = last[1] if last[0] >= 0 and last[1] != _RESET else ""
        shown.append(words + (_RESET if open_colour else ""))
    return shown

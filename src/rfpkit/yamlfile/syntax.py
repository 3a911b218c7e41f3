"""What PyYAML's complaints mean, in words for somebody who has never heard of YAML.

Lines and columns here are PyYAML's: counted from 0 in the text that was parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from yaml import MarkedYAMLError, YAMLError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Problem", "YAMLError", "explain", "invisible"]

_QUOTES = "put the text between quotation marks"
# Control characters, which YAML and XML refuse, and line breaks that editors do not count as such.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAK = re.compile("\r\n|\r|\n")
_KEY_FIRST = re.compile(r"\s*(- +)*[\w.-]+:(\s|$)")
_BRACKET_FIRST = re.compile(r"[:\-]\s+[\[{]")
_AFTER_QUOTE = re.compile(r"""[:\-]\s+("[^"]*"|'[^']*')\s*[^\s#]""")


class Problem(NamedTuple):
    """A fault in the syntax and where it is."""

    line: int
    column: int
    message: str


def invisible(source: str) -> Iterator[Problem]:
    """A problem for each character that cannot be seen and must not be there."""
    for number, line in enumerate(_BREAK.split(source)):
        for match in _INVISIBLE.finditer(line):
            name = f"U+{ord(match[0]):04X}"
            yield Problem(
                number, match.start(), f"an invisible character ({name}) stands here; remove it"
            )


def explain(error: YAMLError, source: str) -> Problem:
    """The complaint in plain words, where the fault is rather than where the parser gave up."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Problem(0, 0, f"this is not YAML: {error}")
    lines = [*_BREAK.split(source), ""]
    end = error.problem_mark.line, error.problem_mark.column
    mark = error.context_mark or error.problem_mark
    start = mark.line, mark.column
    tab = _tab(lines, end[0])
    if tab is not None:
        return tab
    complaint = f"{error.context or ''}; {error.problem or ''}"
    for pattern, at_start, say in _COMPLAINTS:
        if pattern in complaint:
            line, column = _within(lines, *(start if at_start else end))
            return Problem(line, column, say(lines[line], column))
    line, column = _within(lines, *end)
    return Problem(line, column, f"this is not YAML ({error.problem}); {_QUOTES}")


def _within(lines: list[str], line: int, column: int) -> tuple[int, int]:
    """The place, or the end of the last line with text when it lies behind that."""
    last = max((number for number, text in enumerate(lines) if text.strip()), default=0)
    return (line, column) if line <= last else (last, len(lines[last]))


def _tab(lines: list[str], near: int) -> Problem | None:
    """A problem when the indentation at or just above a line has a tab in it."""
    for number in (near, near - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        indentation = line[: len(line) - len(line.lstrip())]
        if "\t" in indentation:
            message = "a tab stands in the indentation; use spaces"
            return Problem(number, indentation.index("\t"), message)
    return None


def _colon(text: str, column: int) -> str:
    """Why a colon cannot stand there: a second one on the line, or a wrong indentation."""
    first = _KEY_FIRST.match(text)
    if first and column < first.end():
        return "this key is indented too far, or the line above it lacks its colon; line it up"
    return f"a colon followed by a space stands inside a text; {_QUOTES}"


def _bracket(text: str, column: int) -> str:
    opening = text[column : column + 1]
    if not opening:
        return "the file ends before a bracket that is open is closed"
    if opening not in "[{":
        return f"a value is missing before this {opening}; if it belongs to a text, {_QUOTES}"
    closing = "]" if opening == "[" else "}"
    return (
        f"the bracket {opening} that opens here is not closed with {closing}, or a comma is "
        f"missing after it; if it belongs to a text, {_QUOTES}"
    )


def _misplaced(text: str) -> str:
    if _BRACKET_FIRST.search(text):
        return f"a text cannot begin with a bracket and go on after it; {_QUOTES}"
    if _AFTER_QUOTE.search(text):
        return "text follows the closing quotation mark; put all of the text between the marks"
    return (
        "this line does not fit the lines above it; indent it like its neighbours, "
        "or, if it is part of a text, indent it further"
    )


def _unclosed(text: str, column: int) -> str:
    quote = text[column : column + 1]
    return f"the text that begins here with {quote} has no {quote} at its end"


def _first_character(text: str, column: int) -> str:
    return f"a text cannot begin with {text[column : column + 1]}; {_QUOTES}"


# A part of PyYAML's complaint, whether the fault is where the construct begins (or where the
# parser gave up), and what to say. The first that fits is taken.
_COMPLAINTS: tuple[tuple[str, bool, Callable[[str, int], str]], ...] = (
    ("mapping values are not allowed", False, _colon),
    ("nesting depth", False, lambda *_: "is nested too deep"),
    ("<document start>", False, lambda *_: "nothing may stand after the end of the document"),
    ("while parsing a flow", True, _bracket),
    (
        "escape",
        False,
        lambda *_: "a backslash has a meaning of its own inside \"…\"; use '…' instead",
    ),
    ("quoted scalar", True, _unclosed),
    (
        "simple key",
        True,
        lambda *_: (
            "this line has no colon; write “key: value”, or indent it as part of the text above"
        ),
    ),
    (
        "sequence entries are not allowed",
        False,
        lambda *_: "a list begins on a line of its own: put “- ” on the next line",
    ),
    ("start any token", False, _first_character),
    ("while scanning an alias", True, _first_character),
    ("while scanning an anchor", True, _first_character),
    ("while scanning a tag", True, _first_character),
    ("node content", False, _first_character),
    ("block scalar", False, lambda *_: "after | or > the text begins on the next line"),
    ("while parsing a block", False, lambda text, _: _misplaced(text)),
)

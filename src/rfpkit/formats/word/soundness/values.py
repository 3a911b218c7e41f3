"""Attributes with values of a few kinds: names from closed lists, numbers, colours, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rfpkit.formats.word.ooxml import W, w
from rfpkit.formats.word.soundness.flaws import Flaw, Part, matching

_NUMBER = r"-?\d+"
_COUNT = r"\d+"
# Measures may be said with a unit since the second edition.
_MEASURE = r"-?\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|pi|%)?"
_SIZE = r"\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|pi)?"
_WIDTH = "nil|pct|dxa|auto"
_COLOUR = r"auto|[0-9A-Fa-f]{6}"
_BORDER = r"[a-zA-Z][A-Za-z0-9]*"
_LEVEL = "[0-8]"
_DATE = r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"
_ON = "0|1|true|false|on|off"

_PATTERNS = {
    "jc": {"val": "left|center|right|both|start|end|distribute|mediumKashida|highKashida|"
           "lowKashida|thaiDistribute|numTab"},
    "lvlJc": {"val": "left|center|right|start|end"},
    "numFmt": {"val": "[a-z][A-Za-z]*"},
    "multiLevelType": {"val": "singleLevel|multilevel|hybridMultilevel"},
    "suff": {"val": "tab|space|nothing"},
    "start": {"val": _COUNT},
    "startOverride": {"val": _COUNT},
    "lvlRestart": {"val": "[0-9]"},
    "nsid": {"val": "[0-9A-Fa-f]{8}"},
    "tmpl": {"val": "[0-9A-Fa-f]{8}"},
    "lvl": {"ilvl": _LEVEL},
    "lvlOverride": {"ilvl": _LEVEL},
    "ilvl": {"val": _LEVEL},
    "numId": {"val": _COUNT},
    "abstractNumId": {"val": _COUNT},
    "outlineLvl": {"val": "[0-9]"},
    "fldChar": {"fldCharType": "begin|separate|end"},
    "br": {"type": "page|column|textWrapping", "clear": "none|left|right|all"},
    "tab": {"val": "clear|left|start|center|right|end|decimal|bar|num", "pos": _MEASURE,
            "leader": "none|dot|hyphen|underscore|heavy|middleDot"},
    "tblLayout": {"type": "fixed|autofit"},
    "tblLook": {"val": "[0-9A-Fa-f]{4}", "firstRow": _ON, "noHBand": _ON},
    "tblW": {"w": _MEASURE, "type": _WIDTH},
    "tcW": {"w": _MEASURE, "type": _WIDTH},
    "tblInd": {"w": _MEASURE, "type": _WIDTH},
    "gridCol": {"w": _SIZE},
    "gridSpan": {"val": "[1-9][0-9]*"},
    "vMerge": {"val": "restart|continue"},
    "trHeight": {"val": _SIZE, "hRule": "auto|exact|atLeast"},
    "vAlign": {"val": "top|center|both|bottom"},
    "vertAlign": {"val": "baseline|superscript|subscript"},
    "sz": {"val": _SIZE},
    "szCs": {"val": _SIZE},
    "color": {"val": _COLOUR},
    "shd": {"val": _BORDER, "fill": _COLOUR, "color": _COLOUR},
    "highlight": {"val": "none|black|blue|cyan|green|magenta|red|yellow|white|darkBlue|darkCyan|"
                  "darkGreen|darkMagenta|darkRed|darkYellow|darkGray|lightGray"},
    "u": {"val": _BORDER, "color": _COLOUR},
    "style": {"type": "paragraph|character|table|numbering", "default": _ON},
    "headerReference": {"type": "default|first|even"},
    "footerReference": {"type": "default|first|even"},
    "type": {"val": "continuous|nextPage|nextColumn|evenPage|oddPage|bbPlcHdr|autoExp|normal|"
             "toolbar|none"},
    "pgSz": {"w": _SIZE, "h": _SIZE, "orient": "portrait|landscape"},
    "pgMar": dict.fromkeys(("top", "bottom"), _MEASURE)
    | dict.fromkeys(("left", "right", "header", "footer", "gutter"), _SIZE),
    "spacing": {"before": _MEASURE, "after": _MEASURE, "line": _MEASURE, "val": _MEASURE,
                "lineRule": "auto|exact|atLeast"},
    "ind": dict.fromkeys(("left", "right", "start", "end"), _MEASURE)
    | dict.fromkeys(("hanging", "firstLine"), _SIZE),
    "bookmarkStart": {"id": _NUMBER},
    "bookmarkEnd": {"id": _NUMBER},
    "comment": {"id": _NUMBER, "date": _DATE},
    "ins": {"id": _NUMBER, "date": _DATE},
    "del": {"id": _NUMBER, "date": _DATE},
    "footnote": {"id": _NUMBER, "type": _BORDER},
    "footnoteReference": {"id": _NUMBER},
}  # fmt: skip
"""The values of attributes by element, as regular expressions; those that we write."""

_NEEDED = {
    "pStyle": "val", "rStyle": "val", "tblStyle": "val", "jc": "val", "numFmt": "val",
    "numId": "val", "ilvl": "val", "abstractNumId": "val", "num": "numId",
    "abstractNum": "abstractNumId", "lvl": "ilvl", "fldChar": "fldCharType", "comment": "author",
    "ins": "author", "del": "author", "bookmarkStart": "name", "outlineLvl": "val",
    "sz": "val", "color": "val", "shd": "val",
}  # fmt: skip
"""Attributes that must be there."""

_ON_OFF = (
    "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "noProof", "keepNext",
    "keepLines", "pageBreakBefore", "widowControl", "contextualSpacing", "cantSplit", "tblHeader",
    "titlePg", "evenAndOddHeaders", "trackRevisions", "updateFields", "qFormat", "isLgl",
)  # fmt: skip

_COMPILED = {
    name: tuple((w(key), key, re.compile(pattern)) for key, pattern in said.items())
    for name, said in (_PATTERNS | {name: {"val": _ON} for name in _ON_OFF}).items()
}
_PARA_IDS = re.compile(r"[0-7][0-9A-Fa-f]{7}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"


def value_flaws(part: Part) -> Iterator[Flaw]:
    """Attributes that are missing or say what Word does not know, and spaces that it would drop."""
    yield from _attributes(part)
    yield from _paragraph_ids(part)
    for name in ("t", "delText", "instrText"):
        for element in part.all(name):
            text = element.text
            edged = text and (text[0] in _BLANKS or text[-1] in _BLANKS)
            if edged and element.get(_SPACE) != "preserve":
                yield part.flaw(element, "spaces at its ends are lost without xml:space")


def _attributes(part: Part) -> Iterator[Flaw]:
    for name, attribute in _NEEDED.items():
        key = w(attribute)
        for element in part.all(name):
            if element.get(key) is None:
                yield part.flaw(element, f"lacks the attribute w:{attribute}")
    for name, checks in _COMPILED.items():
        for element in part.all(name):
            for key, attribute, pattern in checks:
                said = element.get(key)
                if said is not None and not pattern.fullmatch(said):
                    yield part.flaw(element, f"w:{attribute}=“{said}” is no value that Word knows")


def _paragraph_ids(part: Part) -> Iterator[Flaw]:
    """Newer versions of Word number paragraphs; a number too high makes a file damaged."""
    seen: set[str] = set()
    for element in matching(part.root, "//*[@*[local-name()='paraId']]"):
        found = (
            str(said)
            for name, said in element.attrib.items()
            if str(name).endswith("}paraId") and W not in str(name)
        )
        for said in found:
            if not _PARA_IDS.fullmatch(said):
                yield part.flaw(element, f"paraId “{said}” is not below 80000000")
            elif said.upper() in seen and element.tag == w("p"):
                yield part.flaw(element, f"paraId {said} stands twice")
            seen.add(said.upper())

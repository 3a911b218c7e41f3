"""The one door to docxtpl: fills the tags of a Word file with values, and nothing more.

A template is a file that somebody else may have made, and the values come from a spec: so the tags
run in a sandbox, values are escaped, and every tag must be known before anything is filled. Only
the parts that hold tags change; docxtpl's own way, through python-docx, writes all of them anew.
"""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Template, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from lxml import etree

from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import read_bytes
from rfpkit.formats.word.house import BODY
from rfpkit.formats.word.ooxml import serialised
from rfpkit.formats.word.package import Package, open_package
from rfpkit.formats.word.reader import main_part
from rfpkit.formats.word.repair import repaired
from rfpkit.formats.word.sandbox import Sandbox, Words, absent
from rfpkit.formats.word.tags import mark_places, stray_places, traps, unknown_names
from rfpkit.formats.word.zipped import pack
from rfpkit.formats.zipped_xml import safe_parser

_T = TypeVar("_T")
_LARGE = 1024 * 1024
"""Files of more bytes are not kept."""

_HOLDS_TAGS = re.compile(r"\{[{%#_]")
_TAG = re.compile(r"\{[{%].*?[%}]\}")
# Characters that XML forbids, those that docxtpl takes for paragraph and page breaks, our mark.
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff{BODY[0]}]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_STORIES = ("header", "footer", "footnotes", "endnotes")
_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")
_COUNTS_CELLS = re.compile(r"\{[{%]tc\s|\{%\s*(colspan|hm)\b")
# How a template writes braces that are no tags; the signs are docxtpl's.
_SIGNS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))

_FAILURES = (
    TemplateError, TypeError, ValueError, OverflowError, ArithmeticError, LookupError,
    AttributeError, RecursionError,
)  # fmt: skip
"""What tags can raise when they are read or worked out."""


def safe_render(
    path: Path, values: Mapping[str, Any], words: Words = ", ".join, what: str = "house style"
) -> bytes:
    """The bytes of the Word file at ``path`` with its tags filled; raises as ``filled_parts``."""
    return pack(filled_parts(path, values, words, what))


def filled_parts(
    path: Path, values: Mapping[str, Any], words: Words = ", ".join, what: str = "house style"
) -> dict[str, bytes]:
    """The parts of the Word file at ``path`` with its tags filled; values come out literally.

    ``values`` are texts, numbers, lists and mappings of them, and None for what is not said. A tag
    that asks for a list shows it as ``words`` writes it. ``what`` is what a message calls the file
    where there is none. A place of the body becomes a paragraph that holds ``BODY``.

    Raises ``InputError`` for tags that no value answers, tags that are not well formed, lose text
    or do what they must not, and results that are no sound XML.
    """
    _must_be_there(path, what)
    data = read_bytes(path)
    read = _read if len(data) <= _LARGE else _read.__wrapped__
    ready = read(path, data, words)
    clean = {name: _clean(value) for name, value in values.items()}
    known = {name: absent(name) if value is None else value for name, value in clean.items()}
    checked = [unknown_names(one.tree, one.asked, clean) for one in ready.templates]
    _refuse(path, [fault for faults in checked for fault in faults])
    parts = dict(ready.parts)
    for one in ready.templates:
        filled = _answered(path, one.source, lambda _: one.template.render(known))  # noqa: B023
        parts[one.source.name] = _finished(path, one.source, filled)
    return parts


@dataclass(frozen=True, slots=True)
class _Template:
    """A part that holds tags, made ready: what the tags ask for, and what fills them."""

    source: _Source
    tree: nodes.Template
    asked: frozenset[str]
    template: Template


@dataclass(frozen=True, slots=True)
class _Ready:
    """A Word file made ready for filling: its parts as they are, and those that hold tags."""

    parts: Mapping[str, bytes]
    templates: tuple[_Template, ...]


@lru_cache(maxsize=4)
def _read(path: Path, data: bytes, words: Words) -> _Ready:
    """The Word file with these bytes, made ready. A few stay so, as house styles are used again."""
    package = open_package(path, data)
    parts = {name: package.data(name) for name in package.names.values() if name[-1:] != "/"}
    sources = list(_sources(package))
    _refuse(path, [fault for source in sources for fault in traps(source.root)])
    sandbox = Sandbox(words)
    trees = [_answered(path, source, lambda s: sandbox.parse(s.text)) for source in sources]
    asked = [_answered(path, source, lambda s: _asked(sandbox, s)) for source in sources]
    made = [_answered(path, source, lambda s: sandbox.from_string(s.text)) for source in sources]
    return _Ready(parts, tuple(map(_Template, sources, trees, asked, made)))


def has_place(path: Path) -> bool:
    """Whether the Word file at ``path`` has a place for the body of a document.

    Raises as ``safe_render`` does for a file that is not there or cannot be read.
    """
    _must_be_there(path, "template")
    package = open_package(path)
    return mark_places(copy.deepcopy(package.xml(main_part(package)))) > 0


def _must_be_there(path: Path, what: str) -> None:
    if not path.is_file():
        remedy = "; look in templates/house" if what == "house style" else ""
        raise _fault(path, f"there is no such {what}{remedy}")


@dataclass(frozen=True, slots=True)
class _Source:
    """A part that holds tags: its XML, and the template that docxtpl makes of it."""

    name: str
    root: etree._Element
    text: str


def _sources(package: Package) -> Iterator[_Source]:
    """The parts that hold tags, the body first."""
    main = main_part(package)
    names = [main]
    for owner, kinds in ((main, _STORIES), ("", _PROPERTIES)):
        links = package.relations(owner).values()
        names += sorted({link.target for link in links if link.kind in kinds and not link.external})
    engine = _engine()
    for name in dict.fromkeys(names):
        if not package.has(name):
            continue
        root = copy.deepcopy(package.xml(name))
        places = mark_places(root)
        text = str(engine.patch_xml(etree.tostring(root, encoding="unicode")))
        if places or _HOLDS_TAGS.search(text):
            # Each paragraph on a line of its own: so the line of a fault tells its paragraph.
            text = re.sub(r"(<w:p[ >])", r"\n\1", text)
            yield _Source(package.names[name.lower()], root, text)


def _engine() -> Any:
    from docxtpl import DocxTemplate

    return DocxTemplate("")


def _asked(sandbox: Sandbox, source: _Source) -> frozenset[str]:
    return frozenset(meta.find_undeclared_variables(sandbox.parse(source.text)))


def _answered(path: Path, source: _Source, step: Callable[[_Source], _T]) -> _T:
    """What a step makes of a part; what its tags do wrong as ``InputError``."""
    try:
        return step(source)
    except _FAILURES as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error)
        raise _fault(path, f"{_wrong(error)}{_near(source, line)}") from None


def _wrong(error: Exception) -> str:
    """What a tag does wrong, in plain words."""
    if isinstance(error, SecurityError):
        return f"a tag tries to do what no tag may: {error}"
    if isinstance(error, TemplateSyntaxError):
        return f"a tag is not well formed: {error.message}"
    if isinstance(error, UndefinedError):
        return f"a tag asks for what is not there: {error.message}"
    if isinstance(error, TemplateError):
        return f"a tag cannot be filled: {error}"
    return f"a tag cannot be worked out: {error}"


def _line(error: Exception) -> int:
    """The line of the template in which an error came up, 0 where it is not known."""
    at, found = error.__traceback__, 0
    while at is not None:
        if at.tb_frame.f_code.co_filename == "<template>":
            found = at.tb_lineno
        at = at.tb_next
    return found


def _near(source: _Source, line: int) -> str:
    """The tags that stand in the paragraph of a fault or around it, else its words."""
    lines = source.text.splitlines()
    for first, last in ((line - 1, line), (line - 4, line + 3)):
        found = " ".join(lines[max(first, 0) : max(last, 0)])
        text = html.unescape(re.sub(r"<[^>]+>", "", found))
        tags = _TAG.findall(text)
        if tags:
            return f", near “{' '.join(tags)[:120]}”"
    text = " ".join(text.split())
    return f", near “{text[:120]}”" if text and line else ""


def _finished(path: Path, source: _Source, filled: str) -> bytes:
    """The part, filled, as sound XML."""
    text = re.sub(r"\n(<w:p[ >])", r"\1", filled)
    for sign, brace in _SIGNS:
        text = text.replace(sign, brace)
    engine = _engine()
    text = str(engine.resolve_listing(text))
    parser = safe_parser()
    try:
        root = etree.fromstring(text.encode(), parser)
        if _COUNTS_CELLS.search(source.text):
            root = etree.fromstring(etree.tostring(engine.fix_tables(text)), parser)
    except (etree.XMLSyntaxError, AttributeError) as error:
        message = f"its tags leave {source.name} no sound XML: {error}; let a condition or a loop "
        remedy = "begin and end in paragraphs, rows or cells of its own: {%p …%}, {%tr …%}"
        raise _fault(path, f"{message}{remedy}") from None
    _refuse(path, list(stray_places(root)))
    return serialised(repaired(root))


def _clean(value: Any) -> Any:
    """A value without what no Word file can hold; each line end one line feed."""
    if isinstance(value, str):
        return value if value == BODY else _CONTROL.sub("", _LINE_ENDS.sub("\n", value))
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


def _refuse(path: Path, messages: list[str]) -> None:
    if messages:
        raise InputError(*(Fault(str(path), 0, 0, text) for text in dict.fromkeys(messages)))


def _fault(path: Path, message: str) -> InputError:
    return InputError(Fault(str(path), 0, 0, message))

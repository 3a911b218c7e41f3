"""YAML text read into nodes, within limits that keep a hostile or broken file harmless.

The tree is built from the parser's events, never with PyYAML's own constructors: nothing is
resolved, expanded or executed, and every event has its place. PyYAML is imported here alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rfpkit.errors import Fault, InputError, UnreadableError
from rfpkit.yamlfile.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_BYTES = 2_000_000
_MOST_EVENTS = 400_000
_DEEPEST = 64


def read(path: Path, text: str | None, first_line: int) -> Mapping:
    """The top mapping of the file, or of ``text``; ``InputError`` with all faults otherwise."""
    source = text if text is not None else _decode(path)
    builder = _Builder(str(path), first_line)
    top = builder.build(source)
    if builder.faults:
        raise InputError(*builder.faults)
    if top is None or (isinstance(top, Scalar) and top.value is None):
        raise InputError(
            Fault(str(path), first_line if text is not None else 0, 0, "there is nothing in it")
        )
    if not isinstance(top, Mapping):
        message = "the file must begin with a key and a colon, such as “title: …”"
        raise InputError(Fault(str(path), top.line, top.column, message))
    return top


def plain_text(path: Path) -> str:
    """The text of a file that is no YAML, within the same limits; ``InputError`` otherwise."""
    from rfpkit.yamlfile import syntax

    text = _decode(path)
    faults = [Fault(str(path), at + 1, n + 1, told) for at, n, told in syntax.invisible(text)]
    if faults:
        raise InputError(*faults)
    return text


def _decode(path: Path) -> str:
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(Fault(name, 0, 0, "there is no such file")) from None
    except IsADirectoryError:
        raise InputError(Fault(name, 0, 0, "this is a folder; name a file in it")) from None
    except OSError as error:
        raise UnreadableError(Fault(name, 0, 0, f"cannot be read: {error.strerror}")) from error
    if len(data) > _MOST_BYTES:
        raise InputError(Fault(name, 0, 0, f"is larger than {_MOST_BYTES // 1_000_000} MB"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
        message = "this character is not UTF-8; save the file with the encoding UTF-8"
        raise InputError(Fault(name, line, column, message)) from None


@dataclass(slots=True)
class _Builder:
    """Builds the tree from events and collects what is wrong on the way."""

    path: str
    first_line: int
    faults: list[Fault] = field(default_factory=list)
    open: list[Mapping | Sequence] = field(default_factory=list)
    keys: list[Scalar | None] = field(default_factory=list)
    """For each open collection, the key that waits for its value."""
    top: Node | None = None
    documents: int = 0

    def build(self, source: str) -> Node | None:
        """The top node; what is wrong is in ``faults``."""
        from rfpkit.yamlfile import syntax

        faults = list(syntax.invisible(source))
        if not faults:
            try:
                self._take_all(_events(source))
            except syntax.YAMLError as error:
                faults = [syntax.explain(error, source)]
        for line, column, message in faults:
            self._fault(line, column, message)
        return self.top

    def _take_all(self, events: Iterator[Any]) -> None:
        for number, event in enumerate(events):
            if number > _MOST_EVENTS:
                self._fault(*_place(event), "holds too many values from here on; split the file")
                return
            if not self._take(event):
                return

    def _take(self, event: Any) -> bool:
        """Add one event to the tree; False when nothing after it can be read."""
        line, column = _place(event)
        kind = type(event).__name__
        if kind == "ScalarEvent" and not (event.anchor or event.tag):  # most events are
            self._add_scalar(event, line, column)
            return True
        self._check_extras(event, line, column)
        if kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                message = "a second document begins here; keep one and remove the line “---”"
                self._fault(line, column, message)
                return False
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            if len(self.open) >= _DEEPEST:
                self._fault(line, column, f"is nested more than {_DEEPEST} levels deep")
                return False
            self._open(kind, line, column)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            node = self.open.pop()
            self.keys.pop()
            self._add(node)
        elif kind == "ScalarEvent":
            self._add_scalar(event, line, column)
        elif kind == "AliasEvent":
            self._add(Scalar("", True, line + self.first_line, column + 1))
        return True

    def _check_extras(self, event: Any, line: int, column: int) -> None:
        kind = type(event).__name__
        anchor = getattr(event, "anchor", None)
        if kind == "AliasEvent":
            message = f"“*{anchor}” would repeat another part of the file, which is not supported; "
            self._fault(line, column, message + "write it out, or put it between quotation marks")
        elif anchor:
            message = f"“&{anchor}” would name this part for repetition, which is not supported; "
            self._fault(line, column, message + "remove it, or put it between quotation marks")
        tag = getattr(event, "tag", None)
        if tag and kind != "DocumentStartEvent":
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"“{shown}” is a YAML tag, which is not supported; "
            self._fault(line, column, message + "remove it, or put it between quotation marks")

    def _open(self, kind: str, line: int, column: int) -> None:
        place = line + self.first_line, column + 1
        self.open.append(Mapping(*place) if kind == "MappingStartEvent" else Sequence(*place))
        self.keys.append(None)

    def _add_scalar(self, event: Any, line: int, column: int) -> None:
        quoted = not event.implicit[0]
        self._add(Scalar(event.value, quoted, line + self.first_line, column + 1))

    def _add(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self.open:
            self.top = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = self._key(node)
        else:
            self._pair(parent, self.keys[-1], node)
            self.keys[-1] = None

    def _key(self, node: Node) -> Scalar:
        """The node as a key; a fault and a stand-in when it is not text."""
        where = node.line - self.first_line, node.column - 1
        if not isinstance(node, Scalar):
            self._fault(*where, _KEY_IS_BRACKET)
            return Scalar("", True, node.line, node.column)
        if not isinstance(node.value, str):
            shown = node.text or "nothing"
            message = f"“{shown}” is no name for a key; put it between quotation marks"
            self._fault(*where, message)
        return node

    def _pair(self, parent: Mapping, key: Scalar, value: Node) -> None:
        earlier = parent.pairs.get(key.text)
        if earlier is None:
            parent.pairs[key.text] = key, value
        elif key.text:
            message = f"“{key.text}” stands here and on line {earlier[0].line}; keep one of them"
            self._fault(key.line - self.first_line, key.column - 1, message)

    def _fault(self, line: int, column: int, message: str) -> None:
        """Note a fault; line and column are the parser's, counted from 0 in the text."""
        self.faults.append(Fault(self.path, line + self.first_line, column + 1, message))


_KEY_IS_BRACKET = (
    "brackets stand where a key should be; put a text that begins with { or [ between quotation "
    'marks, such as "{{ name }}"'
)


def _events(source: str) -> Iterator[Any]:
    """The parser's events, from the C parser where PyYAML has it."""
    import yaml

    yield from yaml.parse(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line, mark.column

"""Nodes turned into the values that a model wants; pydantic is imported here and in ``schemas``.

``_prepare`` reads each scalar as the type that its field has, so a text field keeps ``1.10`` as
it is written and only true and false are booleans. Whatever does not fit becomes ``UNFIT``, which
pydantic refuses at that place. pydantic then finds unknown and missing keys, wrong choices and
limits, and ``words`` says what is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar

from rfpkit.errors import Fault
from rfpkit.yamlfile import hints, words
from rfpkit.yamlfile.nodes import Mapping, Node, Scalar, Sequence, find, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import TypeAdapter

T = TypeVar("T")

UNFIT = object()
"""Stands for a value that no type of its field can hold."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def build(root: Node, model: type[T], path: str) -> tuple[T, list[Fault]]:
    """The value, and the faults; the value means nothing when there are any."""
    from pydantic import ValidationError

    value: Any = None
    kind: hints.Model = model
    try:
        value = adapter(kind).validate_python(_prepare(root, model))
    except ValidationError as error:
        wrongs = _wrongs(error.errors(include_url=False), root, model)
        return value, [Fault(path, *wrong.place, wrong.message) for wrong in words.merge(wrongs)]
    return value, []


@cache
def adapter(model: hints.Model) -> TypeAdapter[Any]:
    """The validator of a model; made once, because that takes a tenth of a second."""
    from pydantic import TypeAdapter

    return TypeAdapter(model)


def _prepare(node: Node, hint: Any) -> Any:
    """The node as the value that the hint asks for."""
    if Any in hints.options(hint):
        return plain(node)
    match node:
        case Mapping():
            if hints.record_in(hint) is None and not hints.allows_dict(hint):
                return UNFIT
            return {
                key: _prepare(value, hints.value_hint(hint, key))
                for key, (_, value) in node.pairs.items()
            }
        case Sequence():
            if not hints.allows_list(hint):
                return UNFIT
            return [_prepare(item, hints.item_hint(hint)) for item in node.items]
        case Scalar():
            return _scalar(node, hint)


def _scalar(node: Scalar, hint: Any) -> Any:
    value, options = node.value, hints.options(hint)
    if value is None:
        return None if NoneType in options else UNFIT
    for choice in hints.choices(hint):
        if type(choice) is type(value) and choice == value:
            return choice
    if type(value) in options:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and Decimal in options:
        return Decimal(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and float in options:
        return float(value)
    if dt.date in options and _is_date(node.text):
        return dt.date.fromisoformat(node.text)
    if node.text in hints.choices(hint) or str in options:
        return node.text
    return UNFIT


def _is_date(text: str) -> bool:
    if not _DATE.match(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wrongs(errors: Iterable[Any], root: Node, model: hints.Model) -> Iterator[words.Wrong]:
    """One ``Wrong`` for each thing that is wrong, in plain words."""
    seen: set[words.Place] = set()
    found = [(_way(root, model, error["loc"]), error) for error in errors]
    # A union complains once for each of its types. What one of them says about a part of the
    # value is worth more than that the others cannot hold it at all.
    deeper = {way.union for way, _ in found if way.union is not None and way.deep}
    for way, error in found:
        if error["type"] == "too_short" and not _is_short(root, way, error["ctx"]):
            continue
        if way.union is not None and not way.deep:
            if way.union in deeper or way.loc in seen:
                continue
            seen.add(way.loc)
        yield words.wrong(root, way.loc, way.hint, way.owner, error["type"], error.get("ctx", {}))


def _is_short(root: Node, way: _Way, context: dict[str, Any]) -> bool:
    # pydantic counts only the items that are right, which are faults of their own already.
    node = find(root, way.loc).node
    return not isinstance(node, Sequence) or len(node.items) < context["min_length"]


class _Way:
    """The way from the top of a file to an error: pydantic's ``loc`` without its union tags."""

    def __init__(self, model: Any) -> None:
        self.loc: tuple[str | int, ...] = ()
        self.hint: Any = model
        self.owner: hints.Model | None = None
        self.union: tuple[str | int, ...] | None = None
        self.deep = False


def _way(root: Node, model: hints.Model, loc: tuple[str | int, ...]) -> _Way:
    way = _Way(model)
    steps = list(loc)
    while steps:
        if len([part for part in hints.options(way.hint) if part is not NoneType]) > 1:
            way.union, way.deep = way.loc, len(steps) > 1
            steps.pop(0)
            if not steps:
                break
        step = steps.pop(0)
        if step == "[key]":
            break
        node = find(root, way.loc).node
        if isinstance(node, Sequence):
            way.owner, way.hint = None, hints.item_hint(way.hint)
        else:
            way.owner = hints.record_in(way.hint)
            way.hint = hints.value_hint(way.hint, str(step))
        way.loc = (*way.loc, step)
    return way

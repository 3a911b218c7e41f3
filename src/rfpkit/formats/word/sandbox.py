"""The sandbox that tags run in: fields, loops, conditions and a few filters, and no Python.

A tag sees mappings, lists, texts and numbers. No attribute of any object can be reached, no filter
that passes text unescaped or builds texts without bound, and nothing that is not a plain value.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup, escape

Words = Callable[[list[str]], str]
"""How several texts are written as one: "a, b and c"."""

# The others pass text unescaped, fill lines without bound, or answer differently each time.
_FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "e", "escape", "first", "float",
    "groupby", "int", "join", "last", "length", "list", "lower", "map", "max", "min", "reject",
    "rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice", "sort", "string",
    "sum", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_GLOBALS = ("range", "namespace")

# docxtpl turns these into the braces of tags after it has filled them in.
_BRACES = re.compile(r"(?<=[{%])_|_(?=[}%])")


class Absent(Undefined):
    """A field that the spec leaves out: false in a condition, an error where it is to be shown."""

    __slots__ = ()

    def __str__(self) -> str:
        """Nothing: raises ``UndefinedError``, which says what the spec leaves out."""
        self._fail_with_undefined_error()


def absent(name: str) -> Absent:
    """What stands for the field of that name, which the spec leaves out."""
    remedy = f"add it, or put what needs it between {{% if {name} %}} and {{% endif %}}"
    return Absent(hint=f"the spec does not say {name}; {remedy}", name=name)


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills the tags in XML with values, escaped; ``words`` writes a list as one text."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._shown)
        self.filters = {name: FILTERS[name] for name in _FILTERS}
        self.globals = {name: self.globals[name] for name in _GLOBALS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a mapping; nothing of any other object."""
        return self._field(obj, attribute, super().getattr)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The field of a mapping or the item of a list."""
        if isinstance(obj, list | tuple | str) and isinstance(argument, int | slice):
            return super().getitem(obj, argument)
        return self._field(obj, argument, super().getitem)

    def _field(self, obj: Any, name: Any, own: Callable[[Any, Any], Any]) -> Any:
        if isinstance(obj, Mapping):
            return self._named(obj, name)
        if isinstance(obj, Absent):
            return absent(f"{obj._undefined_name}.{name}")
        if isinstance(obj, LoopContext | Namespace | Undefined):
            return own(obj, name)
        if str(name).startswith("_"):
            return self.unsafe_undefined(obj, str(name))
        what = "a list" if isinstance(obj, list | tuple) else "a single value"
        return self.undefined(hint=f"“.{name}” is asked of {what}, which has no fields")

    def _named(self, fields: Mapping[str, Any], name: Any) -> Any:
        if name in fields:
            value = fields[name]
            return absent(str(name)) if value is None else value
        if str(name).startswith("__"):
            return self.unsafe_undefined(fields, str(name))
        return self.undefined(hint=f"there is no field “{name}”{near(str(name), fields)}")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The product or remainder of two numbers; texts are not multiplied."""
        numbers = all(isinstance(side, int | float | Decimal) for side in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f"“{operator}” may only join two numbers, and “**” none")
        return super().call_binop(context, operator, left, right)

    def _shown(self, value: Any) -> Markup:
        """What a tag shows of a value, safe from docxtpl's own signs for braces."""
        return Markup(_BRACES.sub("&#95;", str(escape(self._text(value)))))  # noqa: S704

    def _text(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, Undefined):
            return str(value)  # raises, and says what is not there
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return f"{value:,}"
        if isinstance(value, float | Decimal):
            return str(value)
        if isinstance(value, list | tuple) and not any(isinstance(x, Mapping) for x in value):
            return self._words([self._text(item) for item in value])
        if isinstance(value, Mapping) and isinstance(value.get("name"), str):
            return str(value["name"])
        raise TemplateRuntimeError(_several(value))


def _several(value: Any) -> str:
    """Why a value is nothing that a tag can show."""
    if isinstance(value, Mapping):
        return f"it asks for several fields at once; name one of {', '.join(value)}"
    if isinstance(value, list | tuple):
        return "it asks for a list of several fields; go through it with {% for … in … %}"
    return "it asks for what is no text; name a field"


def near(name: str, known: Iterable[str]) -> str:
    """``; did you mean …?`` with up to three known names, nothing where none is like it.

    A name is also like a longer one that ends in it: ``short_name``, ``buyer.short_name``.
    """
    options = list(known)
    ends = [option for option in options if option.rpartition(".")[2] == name]
    found = ends or difflib.get_close_matches(name, options, n=3, cutoff=0.65)
    if not found:
        return ""
    *head, last = [f"“{option}”" for option in found[:3]]
    return f"; did you mean {', '.join(head)}{' or ' if head else ''}{last}?"

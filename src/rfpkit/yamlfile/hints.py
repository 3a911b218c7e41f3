"""What a model wants at each place, read from its type hints and docstrings."""

from __future__ import annotations

import ast
import inspect
import sys
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from rfpkit.yamlfile.nodes import key_of

Model: TypeAlias = Any
"""A record's class; mypy does not take ``type`` for hashable, and ``cache`` wants it to be."""


@cache
def field_hints(model: Model) -> dict[str, Any]:
    """The type hint of each field of a record by its key, in order."""
    hints = get_type_hints(model, include_extras=True)
    return {key_of(field.name): hints[field.name] for field in fields(model)}


@cache
def required(model: Model) -> frozenset[str]:
    """The fields of a record that have no default."""
    return frozenset(
        key_of(field.name)
        for field in fields(model)
        if field.default is MISSING and field.default_factory is MISSING
    )


@cache
def options(hint: Any) -> tuple[Any, ...]:
    """The types that a hint allows, without annotations, unions taken apart; None last."""
    origin = get_origin(hint)
    if origin is Annotated:
        return options(get_args(hint)[0])
    if origin in (Union, UnionType):
        parts = [part for arg in get_args(hint) for part in options(arg)]
        return tuple(sorted(parts, key=lambda part: part is NoneType))
    return (hint,)


@cache
def record_in(hint: Any) -> Model | None:
    """The record that a hint allows, or None."""
    return next((part for part in options(hint) if is_record(part)), None)


def is_record(part: Any) -> bool:
    """Whether a type is a record."""
    return isinstance(part, type) and is_dataclass(part)


@cache
def item_hint(hint: Any) -> Any:
    """What a list that the hint allows holds; Any where it allows no list."""
    for part in options(hint):
        if get_origin(part) in (tuple, list, set, frozenset):
            return get_args(part)[0]
    return Any


@cache
def allows_list(hint: Any) -> bool:
    """Whether a hint allows a list."""
    origins = (tuple, list, set, frozenset)
    return any(get_origin(part) in origins or part in origins for part in options(hint))


def value_hint(hint: Any, key: str) -> Any:
    """What stands under a key of a mapping that the hint allows; Any where it is not known."""
    model = record_in(hint)
    if model is not None:
        return field_hints(model).get(key, Any)
    for part in options(hint):
        if get_origin(part) is dict:
            return get_args(part)[1]
    return Any


@cache
def allows_dict(hint: Any) -> bool:
    """Whether a hint allows free keys."""
    return any(get_origin(part) is dict or part is dict for part in options(hint))


@cache
def choices(hint: Any) -> tuple[Any, ...]:
    """The values of all ``Literal`` types that a hint allows."""
    parts = (part for part in options(hint) if get_origin(part) is Literal)
    return tuple(value for part in parts for value in get_args(part))


def description(model: Model, name: str) -> str:
    """The docstring under a field, on one line; empty where there is none."""
    return _docstrings(model.__module__).get((model.__name__, name), "")


@cache
def _docstrings(module: str) -> dict[tuple[str, str], str]:
    # pydantic can do this too, class by class, which doubles the time it takes to start.
    found: dict[tuple[str, str], str] = {}
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):  # no source: descriptions are a courtesy
        return found
    for item in ast.walk(tree):
        if isinstance(item, ast.ClassDef):
            for before, after in zip(item.body, item.body[1:], strict=False):
                if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name):
                    text = _text(after)
                    found[item.name, key_of(before.target.id)] = " ".join(text.split())
    return found


def _text(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        value = statement.value.value
        return value if isinstance(value, str) else ""
    return ""

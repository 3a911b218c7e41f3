"""YAML read into typed values, with the place of each, or every fault at once.

``nodes`` holds what was read and where, ``reader`` reads it with PyYAML, ``syntax`` puts PyYAML's
complaints into plain words, ``typed`` turns nodes into values with pydantic, ``words`` says what
is wrong with a value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, dataclass_transform

from rfpkit.errors import InputError
from rfpkit.yamlfile.guess import did_you_mean
from rfpkit.yamlfile.nodes import Node, find, key_of, plain

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Loaded", "did_you_mean", "load", "load_plain", "record", "schema"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A frozen, slotted dataclass that ``load`` can read a YAML mapping into.

    Unknown keys are faults, space around a text is dropped, and the docstring under a field is
    its description in the JSON Schema and in messages. A field ``from_`` is the key ``from``.
    """
    config: dict[str, Any] = {"extra": "forbid", "str_strip_whitespace": True}
    if any(name.endswith("_") for name in cls.__annotations__):
        config["alias_generator"] = key_of
    cls.__pydantic_config__ = config  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T_co]):
    """A value that was read from YAML, and the place of every key and value in it."""

    value: T_co
    path: str
    root: Node = field(repr=False)

    def place(self, *loc: str | int) -> tuple[int, int]:
        """Line and column of the value at ``loc``, or of the nearest parent that exists."""
        return find(self.root, loc).place

    def key_place(self, *loc: str | int) -> tuple[int, int]:
        """Line and column of the key at ``loc``, or of the nearest parent that exists."""
        return find(self.root, loc).key_place


def load(path: Path, model: type[T], *, text: str | None = None, first_line: int = 1) -> Loaded[T]:
    """The file as a ``model``, or ``InputError`` with all its faults.

    ``text`` is read instead of the file where it is given, such as the front matter of a clause;
    ``first_line`` is the line of the file on which it begins.
    """
    from rfpkit.yamlfile import reader, typed

    name = str(path)
    root = reader.read(path, text, first_line)
    value, faults = typed.build(root, model, name)
    if faults:
        raise InputError(*faults)
    return Loaded(value, name, root)


def load_plain(path: Path, *, text: str | None = None, first_line: int = 1) -> Loaded[Any]:
    """The file as dictionaries, lists, texts, numbers, booleans and None."""
    from rfpkit.yamlfile import reader

    root = reader.read(path, text, first_line)
    return Loaded(plain(root), str(path), root)


def schema(model: type[Any]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the YAML that ``load`` reads into ``model``."""
    from rfpkit.yamlfile import schemas

    return schemas.schema(model)

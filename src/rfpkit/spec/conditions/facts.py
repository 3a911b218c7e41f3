"""The fields that a condition may name, and what they are in a given spec and document."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rfpkit.spec.dossier import Dossier
from rfpkit.spec.mix import strategies
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import hints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Fact: TypeAlias = bool | int | Decimal | str | dt.date | object
"""One value of a field; an opaque object where the field is a record."""

Lookup: TypeAlias = Callable[[str], tuple[Fact, ...]]
"""Gives the values of a field: none where it is empty, several where it is a list."""

Kind: TypeAlias = Literal["text", "choice", "boolean", "number", "date", "record"]

DOCUMENTS = ("rfp", "contract")
"""The kinds of document that a condition can ask for."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that conditions may name: what it holds and whether it can be empty."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    optional: bool = False
    plural: bool = False
    whole: bool = False
    """Whether its numbers are whole ones."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of a spec's fields, for one document."""

    spec: Spec
    document: str
    _known: dict[str, tuple[Fact, ...]] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The fields that were asked for before: many conditions ask for the same."""

    def __call__(self, name: str) -> tuple[Fact, ...]:
        """The values of a field; ``strategies`` are the project's and all its modules'."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> tuple[Fact, ...]:
        if name == "document":
            return (self.document,)
        if name == "strategies":
            return strategies(self.spec)
        found: list[Any] = [self.spec]
        for step in name.split("."):
            found = [value for item in found for value in _values(getattr(item, step))]
        return tuple(dict.fromkeys(found))


def _values(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None or value == "" else (value,)


def _fields(model: hints.Model, prefix: str, *, optional: bool, plural: bool) -> Iterator[Field]:
    wanted = hints.field_hints(model)
    for field in fields(model):
        hint = wanted[field.name]
        listed = hints.allows_list(hint)
        inner = hints.item_hint(hint) if listed else hint
        kind = hints.options(inner)[0]
        record = hints.record_in(inner)
        choices = hints.choices(inner)
        if hints.allows_dict(hint):
            continue
        found = Field(
            name=f"{prefix}{field.name}",
            kind="record" if record else "choice" if choices else _KINDS[kind],
            choices=tuple(str(choice) for choice in choices if choice != ""),
            optional=optional or field.default in (None, "", ()),
            plural=plural or listed,
            whole=kind is int,
        )
        yield found
        if record is not None:
            within = f"{found.name}."
            yield from _fields(record, within, optional=found.optional, plural=found.plural)


_KINDS: dict[Any, Kind] = {
    str: "text",
    bool: "boolean",
    int: "number",
    Decimal: "number",
    dt.date: "date",
}

# How the spec was made is no fact about the procurement.
_NOT_FACTS = ("rfpkit", "clauses", "values", "waivers")


def _all_fields() -> Mapping[str, Field]:
    found = {"document": Field("document", "choice", DOCUMENTS)}
    for field in _fields(Dossier, "", optional=False, plural=False):
        if field.name.partition(".")[0] not in _NOT_FACTS:
            found[field.name] = field
    found["strategies"] = Field("strategies", "choice", found["strategy"].choices, plural=True)
    return found


FIELDS: Mapping[str, Field] = _all_fields()
"""Every field that a condition may name."""

"""The questions that a library puts to a spec, the answers that make a difference, and a spec for
each set of answers.

The specs are the starter's with other answers written into it as data, read as any spec is and put
to the spec's own rules. So a set of answers that no buyer could give is refused here, with the
words that the buyer would get.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from rfpkit.errors import InputError
from rfpkit.spec import Spec, rules
from rfpkit.spec.conditions import FIELDS, Test
from rfpkit.yamlfile import Loaded, hints, load, load_plain

LEFT_OUT = "left out"

Edit = tuple[str, Any]
"""A field's dotted name and what to write there; None takes it out."""

_FIRST = ("strategy", "jurisdiction", "procedure")
_STRATEGIES = ("modules", "modules.strategy")
"""Beside the project's own: what the fact ``strategies`` is made of."""

_GOES_WITH: dict[str, tuple[Edit, ...]] = {
    "jurisdiction us": (
        ("buyer.country", "US"), ("project.language", "en-US"), ("budget.currency", "USD"),
    ),
    "jurisdiction uk": (
        ("buyer.country", "GB"), ("project.language", "en-GB"), ("budget.currency", "GBP"),
    ),
    "data.categories None": (("data.personal", False),),
}  # fmt: skip
"""What a buyer who gives an answer writes elsewhere, because the spec's rules ask for it."""

_SAMPLES: dict[str, Any] = {
    "supplier": {
        "name": "Harbour Software Ltd", "address": "2 Quay Street, Kilmorran", "number": "123456",
    },
    "upstream": [
        {"name": "FixMyTown", "licence": "AGPL-3.0-only", "repository": "https://code.example/fmt"},
    ],
    "evaluation.demonstration": "Each Bidder shows the tasks of criterion S1.",
    "modules.strategy": "A",
}  # fmt: skip
"""What a buyer could write in fields that the starter leaves empty."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, in words (``strategy C``), and what it writes into a spec."""

    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Question:
    """A field of the spec, and the answers that make a difference."""

    field: str
    answers: tuple[Answer, ...]


@cache
def names_asked(name: str) -> tuple[str, ...]:
    """The fields that decide whether a field has a value: itself and the parts it lies in that may
    be left out."""
    if name == "document":
        return ()
    if name == "strategies":
        return ("strategy", *_STRATEGIES)
    steps = name.split(".")
    above = [".".join(steps[:count]) for count in range(1, len(steps))]
    return (*(one for one in above if _may_be_empty(one)), name)


def _may_be_empty(name: str) -> bool:
    """Whether a field has no value where the part of the spec that it lies in leaves it out."""
    model: Any = Spec
    *above, last = name.split(".")
    for step in above:
        hint = hints.field_hints(model)[step]
        model = hints.record_in(hints.item_hint(hint) if hints.allows_list(hint) else hint)
    return any(one.name == last and one.default in (None, "", ()) for one in fields(model))


class Answers:
    """The questions of a library, and the specs of their answers."""

    def __init__(self, starter: Path, asked: Iterable[Test], needed: Iterable[str]) -> None:
        """``asked`` are the tests of all conditions; ``needed`` are fields that texts use."""
        self.starter = starter
        self._base: Any = load_plain(starter).value
        # What is proven is the contract that is signed, and by then the supplier is known.
        _write(self._base, "supplier", _SAMPLES["supplier"])
        self._loaded = self._load(())
        self.questions = self._questions(list(asked), set(needed))
        self.numbers = {one.field: number for number, one in enumerate(self.questions)}
        self._edits = tuple(
            tuple(self._written(one.field, answer.value) for answer in one.answers)
            for one in self.questions
        )
        self._parts: dict[tuple[str, tuple[Edit, ...]], _Part] = {}
        self._refused: dict[tuple[int, ...], frozenset[str]] = {}

    @property
    def levels(self) -> tuple[int, ...]:
        """How many answers each question has."""
        return tuple(len(one.answers) for one in self.questions)

    def involved(self, names: Iterable[str]) -> frozenset[int]:
        """The questions that decide about some fields, by number."""
        return frozenset(
            self.numbers[one] for name in names for one in names_asked(name) if one in self.numbers
        )

    def words(self, row: Sequence[int]) -> dict[str, str]:
        """Each question's field and its answer, as ``C`` or ``left out``."""
        return {
            one.field: one.answers[answer].words.removeprefix(f"{one.field} ")
            for one, answer in zip(self.questions, row, strict=True)
        }

    def refusals(self, row: tuple[int, ...]) -> frozenset[str]:
        """Why no buyer could give these answers together; nothing where one could.

        Numbers in the reasons, such as lines, are masked: one reason is one text.
        """
        if row not in self._refused:
            self._refused[row] = frozenset(_masked(found) for found in self._faults(row))
        return self._refused[row]

    def _faults(self, row: tuple[int, ...]) -> list[str]:
        torn = self._torn(row)
        if torn:
            return torn
        parts = self._parts_of(row)
        faults = [fault for part in parts.values() for fault in part.faults]
        return faults or [fault.message for fault in rules.check(self._joined(parts))]

    def spec(self, row: tuple[int, ...]) -> Loaded[Spec]:
        """The spec that gives these answers; its places are those of the starter."""
        return self._joined(self._parts_of(row))

    def text(self, row: tuple[int, ...]) -> str:
        """The same spec as the YAML that a buyer could keep in a file."""
        return self._text(self._all_edits(row))

    def _questions(self, asked: list[Test], needed: set[str]) -> tuple[Question, ...]:
        names = {one for test in asked for one in names_asked(test.field)}
        names |= {one for name in needed for one in names_asked(name) if _may_be_empty(one)}
        order = [*_FIRST, *(name for name in FIELDS if name not in _FIRST)]
        found = (
            Question(name, self._answers(name, [test for test in asked if test.field == name]))
            for name in sorted(names, key=order.index)
        )
        return tuple(one for one in found if len(one.answers) > 1)

    def _answers(self, name: str, asked: Sequence[Test]) -> tuple[Answer, ...]:
        known = FIELDS[name]
        values: list[Any]
        if known.kind == "choice":
            values = list(known.choices)
        elif known.kind == "boolean":
            values = [True, False]
        else:
            values = self._values(name, asked)
        given = "given" if len(values) == 1 else ""
        found = [Answer(f"{name} {given or _shown(value)}", value) for value in values]
        if known.optional:
            found.append(Answer(f"{name} {LEFT_OUT}", None))
        return tuple(found)

    def _values(self, name: str, asked: Sequence[Test]) -> list[Any]:
        """The starter's own value, and those that the conditions compare it with."""
        value = _read(self._base, name)
        own = _sample(name) if value in (None, "", []) else value
        near: set[Any] = set()
        for test in asked:
            for operand in test.operands if test.operator != "present" else ():
                near.update(_around(operand))
        return [own, *sorted(one for one in near if one != own)]

    def _written(self, name: str, value: Any) -> tuple[Edit, ...]:
        edits = [*_GOES_WITH.get(f"{name} {value}", ()), (name, value)]
        if (name, value) == ("evaluation.method", "price-only"):
            edits.append(("criteria", self._price_alone()))
        return tuple(edits)

    def _price_alone(self) -> list[Any]:
        """The starter's criteria where price alone decides."""
        kept = [one for one in self._base["criteria"] if one["kind"] != "scored"]
        price = [one for one in self._base["criteria"] if one.get("subject") == "price"]
        return [*({**one, "weight": 100} for one in price), *kept]

    def _torn(self, row: tuple[int, ...]) -> list[str]:
        """Answers about a part of something that other answers leave out."""
        out = {
            one.field
            for one, answer in zip(self.questions, row, strict=True)
            if one.answers[answer].value is None
        }
        return [
            f"{one.field} is given and {above} is left out"
            for one in self.questions
            if one.field not in out
            for above in out
            if one.field.startswith(f"{above}.")
        ]

    def _all_edits(self, row: tuple[int, ...]) -> list[Edit]:
        """What the answers write: first what goes with them, then they themselves."""
        chosen = [edits[answer] for edits, answer in zip(self._edits, row, strict=True)]
        own = {one.field for one in self.questions}
        flat = [edit for edits in chosen for edit in edits]
        return sorted(flat, key=lambda edit: (edit[0] in own, edit[0].count(".")))

    def _parts_of(self, row: tuple[int, ...]) -> dict[str, _Part]:
        """The spec's parts that differ from the starter's."""
        edits: dict[str, list[Edit]] = {}
        for edit in self._all_edits(row):
            edits.setdefault(edit[0].partition(".")[0], []).append(edit)
        return {name: self._part(name, tuple(found)) for name, found in edits.items()}

    def _part(self, name: str, edits: tuple[Edit, ...]) -> _Part:
        key = name, tuple((path, repr(value)) for path, value in edits)
        if key not in self._parts:
            try:
                self._parts[key] = _Part(getattr(self._load(edits).value, name))
            except InputError as error:
                self._parts[key] = _Part(None, tuple(fault.message for fault in error.faults))
        return self._parts[key]

    def _joined(self, parts: Mapping[str, _Part]) -> Loaded[Spec]:
        changed = {name: part.value for name, part in parts.items()}
        return replace(self._loaded, value=replace(self._loaded.value, **changed))

    def _load(self, edits: Iterable[Edit]) -> Loaded[Spec]:
        return load(self.starter, Spec, text=self._text(edits))

    def _text(self, edits: Iterable[Edit]) -> str:
        data = json.loads(json.dumps(self._base, default=_plain))
        for path, value in edits:
            _write(data, path, value)
        # JSON is YAML; the reader sees numbers, texts and lists as it does in the starter.
        return json.dumps(data, ensure_ascii=False, indent=1, default=_plain)


@dataclass(frozen=True, slots=True)
class _Part:
    """One top-level part of a spec as it was read, or why it could not be."""

    value: Any
    faults: tuple[str, ...] = field(default=())


def _masked(message: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in message)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


def _around(operand: Any) -> tuple[Any, ...]:
    """A value that a condition compares with, and for numbers and dates its neighbours."""
    if isinstance(operand, dt.date):
        return tuple((operand + dt.timedelta(days=days)).isoformat() for days in (-1, 0, 1))
    if isinstance(operand, int | Decimal):
        return tuple(operand + step for step in (-1, 0, 1))
    return (operand,)


def _sample(name: str) -> Any:
    """What a buyer could write in a field that the starter leaves empty."""
    if name in _SAMPLES:
        return _SAMPLES[name]
    known = FIELDS[name]
    kinds: dict[str, Any] = {"number": 1, "date": "2027-03-01", "record": {}}
    value = kinds.get(known.kind, "To be agreed")
    return [value] if known.plural and _is_list(name) else value


def _is_list(name: str) -> bool:
    model: Any = Spec
    hint: Any = None
    for step in name.split("."):
        hint = hints.field_hints(model)[step]
        model = hints.record_in(hints.item_hint(hint) if hints.allows_list(hint) else hint)
    return hints.allows_list(hint)


def _read(data: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(data, list):
            data = data[0] if data else {}
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _write(data: Any, path: str, value: Any) -> None:
    """Write into nested data; of a list the first item counts, and what is not there stays out."""
    *above, last = path.split(".")
    for step in above:
        if isinstance(data, list):
            data = data[0] if data else None
        if not isinstance(data, dict) or data.get(step) is None:
            return
        data = data[step]
    if isinstance(data, list):
        data = data[0] if data else None
    if isinstance(data, dict):
        if value is None:
            data.pop(last, None)
        else:
            data[last] = deepcopy(value)  # another answer may change a part of it

"""What is wrong with a value, said so that a lawyer knows what to write instead."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from rfpkit.yamlfile import hints
from rfpkit.yamlfile.guess import closest, did_you_mean, either
from rfpkit.yamlfile.nodes import Node, Scalar, Sequence, find

if TYPE_CHECKING:
    from collections.abc import Iterable

Place: TypeAlias = tuple[str | int, ...]

_YES = {"yes", "y", "on", "true", "1"}
_NO = {"no", "n", "off", "false", "0"}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_SHOWN = 40
_MANY = 4

_LIMITS = {"ge", "gt", "le", "lt", "min_length", "max_length"}
# pydantic's name for a limit: what to say when the limit is 1, and otherwise.
_LIMIT_WORDS = {
    "greater_than_equal": ("be at least 1", "be at least {}"),
    "greater_than": ("be more than 1", "be more than {}"),
    "less_than_equal": ("be at most 1", "be at most {}"),
    "less_than": ("be less than 1", "be less than {}"),
    "string_too_short": ("not be empty", "have at least {} characters"),
    "string_too_long": ("have at most 1 character", "have at most {} characters"),
    "too_short": ("have at least one entry", "have at least {} entries"),
    "too_long": ("have at most one entry", "have at most {} entries"),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: where, and what to say; its key when that is unknown or missing."""

    loc: Place
    place: tuple[int, int]
    message: str
    unknown: str = ""
    missing: str = ""


def wrong(
    root: Node, loc: Place, hint: Any, owner: hints.Model | None, kind: str, context: dict[str, Any]
) -> Wrong:
    """What pydantic found at ``loc``, in plain words; ``kind`` is pydantic's name for it."""
    spot = find(root, loc)
    if kind == "missing" and owner is not None:
        key = str(loc[-1])
        return Wrong(loc, find(root, loc[:-1]).key_place, _missing(owner, loc), missing=key)
    if kind == "unexpected_keyword_argument" and owner is not None:
        key = str(loc[-1])
        return Wrong(loc, spot.key_place, _unknown(owner, key), unknown=key)
    subject = _subject(loc)
    message = _limit(subject, kind, context) or _mismatch(subject, spot.node, hint, loc, owner)
    return Wrong(loc, spot.place, message)


def merge(wrongs: Iterable[Wrong]) -> list[Wrong]:
    """The wrongs, a missing key left out where an unknown one beside it looks like it."""
    found = list(wrongs)
    missing = {(one.loc[:-1], one.missing) for one in found if one.missing}
    misspelt = set()
    for one in found:
        names = [name for parent, name in missing if parent == one.loc[:-1]]
        guess = closest(one.unknown, names) if one.unknown else None
        if guess is not None:
            misspelt.add((one.loc[:-1], guess))
    return [one for one in found if (one.loc[:-1], one.missing) not in misspelt]


def _missing(owner: hints.Model, loc: Place) -> str:
    purpose = hints.description(owner, str(loc[-1]))
    under = f" under {_subject(loc[:-1])}" if len(loc) > 1 else ""
    return f"“{loc[-1]}” is missing{under}" + (f": {_lower(purpose)}" if purpose else "")


def _lower(text: str) -> str:
    """The sentence as it stands after a colon."""
    text = text.removesuffix(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _unknown(owner: hints.Model, key: str) -> str:
    names = list(hints.field_hints(owner))
    guess = did_you_mean(key, names)
    return f"there is no key “{key}” here{guess or '; the keys are ' + ', '.join(names)}"


def _subject(loc: Place) -> str:
    """The name of a place: its key, and for an item of a list its number too."""
    if not loc:
        return "the file"
    if isinstance(loc[-1], int):
        return f"item {loc[-1] + 1} of {_subject(loc[:-1])}"
    return f"“{loc[-1]}”"


def _limit(subject: str, kind: str, context: dict[str, Any]) -> str:
    """What to say about a limit that is not kept; empty when it is something else."""
    limit = next((value for name, value in context.items() if name in _LIMITS), None)
    if limit is None or kind not in _LIMIT_WORDS:
        return ""
    once, otherwise = _LIMIT_WORDS[kind]
    return f"{subject} must {once if limit == 1 else otherwise.format(limit)}"


def _mismatch(subject: str, node: Node, hint: Any, loc: Place, owner: hints.Model | None) -> str:
    """What to say about a value of the wrong type."""
    options = [part for part in hints.options(hint) if part is not NoneType]
    wanted = _wanted(options)
    if isinstance(node, Scalar) and node.value is None:
        optional = owner is not None and loc[-1] not in hints.required(owner)
        return f"{subject} has no value; write {wanted}" + ", or remove the line" * optional
    if isinstance(node, Scalar):
        return _wrong_scalar(subject, node, hint, options)
    if isinstance(node, Sequence):
        remedy = "; write it without “- ” or “[ ]”" if len(node.items) == 1 else ""
        return f"{subject} takes {wanted}, but a list stands here{remedy}"
    remedy = "; put a text that holds a colon between quotation marks" if str in options else ""
    return f"{subject} takes {wanted}, but keys stand here{remedy}"


def _wrong_scalar(subject: str, node: Scalar, hint: Any, options: list[Any]) -> str:
    shown, wanted = _shown(node.text), _wanted(options)
    allowed = [_yaml(choice) for choice in hints.choices(hint) if choice != ""]
    if node.quoted and isinstance(Scalar(node.text, False, 0, 0).value, _types(options)):
        return f"{subject} takes {wanted}; write {node.text} without quotation marks"
    if options == [bool]:
        word = node.text.casefold()
        better = "true" if word in _YES else "false" if word in _NO else wanted
        return f"{subject} takes {wanted}; write {better} instead of {shown}"
    if options == [dt.date]:
        if _ISO_DATE.match(node.text):
            return f"{node.text} is not a date in the calendar; correct it, as YYYY-MM-DD"
        return f"{subject} takes a date; write {shown} as YYYY-MM-DD, such as 2026-01-31"
    if _types(options) and bool not in options:
        point = ", with a point before decimals," if Decimal in options else ""
        return f"{subject} takes {wanted}; write digits only{point} instead of {shown}"
    if allowed and len(allowed) >= len(options):
        guess = did_you_mean(node.text, allowed)
        return f"{shown} is not a choice for {subject}; write {either(allowed)}{guess}"
    return f"{subject} takes {wanted}, not {shown}"


def _types(options: list[Any]) -> tuple[type, ...]:
    """What a scalar that is not text may be read as."""
    wider = [int] if Decimal in options or float in options else []
    return tuple(part for part in (*options, *wider) if part in (bool, int, Decimal, float))


def _wanted(options: list[Any]) -> str:
    if len(options) >= _MANY:
        return "a text, a number, true, false or a list"
    return either(_wish(part) for part in sorted(options, key=hints.is_record))


def _wish(part: Any) -> str:
    """A type in plain words."""
    if hints.is_record(part):
        return f"the keys {', '.join(hints.field_hints(part))} on indented lines"
    if hints.allows_list(part):
        return "a list, each entry on a line of its own after “- ”"
    if hints.allows_dict(part):
        return "keys with values on indented lines"
    choices = hints.choices(part)
    if choices:
        return either(_yaml(choice) for choice in choices if choice != "")
    names = {
        bool: "true or false",
        int: "a whole number",
        Decimal: "a number",
        float: "a number",
        str: "a text",
        dt.date: "a date such as 2026-01-31",
    }
    return names.get(part, "something else")


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short[:_SHOWN]}…”" if len(short) > _SHOWN else f"“{short}”"

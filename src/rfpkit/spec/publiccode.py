"""A ``publiccode.yml`` held against the standard's core: what is missing, and what does not fit.

The standard, version 0.4 and later: https://yml.publiccode.tools/schema.core.html. Only what it
calls mandatory, and its closed lists, are looked at; parts for single countries are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rfpkit.errors import Fault, InputError
from rfpkit.spec.known import OPEN_SOURCE_LICENCES
from rfpkit.yamlfile import Loaded, did_you_mean, load_plain

_MANDATORY = (
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
)  # fmt: skip
_CHOICES = {
    ("developmentStatus",): ("concept", "development", "beta", "stable", "obsolete"),
    ("softwareType",): (
        "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
        "standalone/backend", "standalone/other", "addon", "library", "configurationFiles",
    ),
    ("maintenance", "type"): ("internal", "contract", "community", "none"),
}  # fmt: skip
_SHORT, _LONG_FROM, _LONG_TO = 150, 150, 10_000
_WHO = {"internal": "contacts", "community": "contacts", "contract": "contractors"}


def check(path: Path) -> list[Fault]:
    """All that is wrong in a ``publiccode.yml``, in file order; empty where it is in order."""
    try:
        loaded = load_plain(path)
    except InputError as error:
        return list(error.faults)
    return sorted(
        Fault(loaded.path, *loaded.place(*loc), message) for loc, message in _wrongs(loaded)
    )


_Wrong = tuple[tuple[str | int, ...], str]


def _wrongs(loaded: Loaded[Any]) -> Iterator[_Wrong]:
    data = loaded.value
    for key in _MANDATORY:
        if data.get(key) in (None, "", [], {}):
            guess = did_you_mean(key, [name for name in data if name not in _MANDATORY])
            yield (), f"“{key}” is missing, which every publiccode.yml must say{guess}"
    for loc, choices in _CHOICES.items():
        value: Any = data
        for step in loc:
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None and value not in choices:
            guess = did_you_mean(str(value), choices)
            yield loc, f"“{value}” is none of {', '.join(choices)}{guess}"
    yield from _descriptions(data.get("description"))
    yield from _licence(data.get("legal"))
    yield from _maintenance(data.get("maintenance"))
    yield from _languages(data.get("localisation"))


def _descriptions(value: Any) -> Iterator[_Wrong]:
    if not isinstance(value, dict):
        return
    for language, texts in value.items():
        here = ("description", language)
        if not isinstance(texts, dict):
            yield here, "holds shortDescription, longDescription and features in that language"
            continue
        short, long = texts.get("shortDescription"), texts.get("longDescription")
        if not short:
            yield here, "“shortDescription” is missing"
        elif len(str(short)) > _SHORT:
            message = f"has {len(str(short))} characters; at most {_SHORT} are allowed"
            yield (*here, "shortDescription"), message
        if not long:
            yield here, "“longDescription” is missing"
        elif not _LONG_FROM <= len(str(long)) <= _LONG_TO:
            message = f"has {len(str(long))} characters; {_LONG_FROM} to {_LONG_TO:,} are allowed"
            yield (*here, "longDescription"), message
    if not any(isinstance(texts, dict) and texts.get("features") for texts in value.values()):
        yield ("description",), "“features” is missing: list them in at least one language"


def _licence(value: Any) -> Iterator[_Wrong]:
    licence = value.get("license") if isinstance(value, dict) else None
    if value and not licence:
        yield ("legal",), "“license” is missing: an SPDX expression, such as EUPL-1.2"
    for part in _licences(str(licence or "")):
        if part not in OPEN_SOURCE_LICENCES and not part.startswith("CC"):
            guess = did_you_mean(part, OPEN_SOURCE_LICENCES)
            message = f"“{part}” is not the SPDX identifier of an open source licence{guess}"
            yield ("legal", "license"), message


def _licences(expression: str) -> list[str]:
    """The identifiers in an SPDX expression."""
    words = expression.replace("(", " ").replace(")", " ").split()
    kept = [word for word in words if word not in ("AND", "OR")]
    pairs = zip(kept, ["", *kept], strict=False)
    return [word for word, last in pairs if "WITH" not in (word, last)]


def _maintenance(value: Any) -> Iterator[_Wrong]:
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind is None:
        yield ("maintenance",), "“type” is missing: internal, contract, community or none"
    who = _WHO.get(str(kind))
    if who and not value.get(who):
        yield ("maintenance",), f"“{who}” is missing, which maintenance of type {kind} must name"


def _languages(value: Any) -> Iterator[_Wrong]:
    if not isinstance(value, dict):
        return
    for key in ("localisationReady", "availableLanguages"):
        if value.get(key) in (None, "", []):
            yield ("localisation",), f"“{key}” is missing"

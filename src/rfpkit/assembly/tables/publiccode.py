"""The text of ``publiccode.yml``, as far as the spec and the records know it.

What nobody has told stands as a question in square brackets, quoted, so that the file is YAML
throughout. Keys follow the core schema of publiccode.yml, version 0.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from rfpkit.assembly.inserts import Blocks, table
from rfpkit.assembly.tables.contracting import months_after
from rfpkit.spec.dossier import Dossier

_ASSUMED = "  # assumed; change it where it is not so"
_LEAST, _FEATURE, _MOST_FEATURES = 150, 100, 20
"""Lengths that the schema sets, of the long description at least and of a feature at most; and
the number of features that it suggests at most."""


def publiccode_table(dossier: Dossier) -> Blocks:
    """The file in a table of one column, so that it stands apart from the text around it.

    Each key of the topmost level that holds others has a row of its own, so that pages can break.
    """
    rows: list[list[str]] = []
    for line in _lines(dossier):
        outer, holds = not line.startswith(" "), line.partition("  #")[0].endswith(":")
        if not rows or (outer and (holds or rows[-1][-1].startswith(" "))):
            rows.append([])
        rows[-1].append(line)
    return (table(("publiccode.yml",), [("\n".join(row),) for row in rows], (1.0,)),)


def _lines(dossier: Dossier) -> Iterator[str]:
    release, last = dossier.release, max(
        dossier.records.releases, key=lambda one: one.date, default=None
    )  # fmt: skip
    yield 'publiccodeYmlVersion: "0"'
    yield f"name: {_quoted(dossier.project.title)}"
    address = release.repository if release else "[Where is the source code?]"
    yield f"url: {_quoted(address)}"
    if dossier.upstream:
        yield "isBasedOn:"
        yield from (f"  - {_quoted(one.repository)}" for one in dossier.upstream)
    if last is not None:
        yield f"softwareVersion: {_quoted(last.version)}"
        yield f"releaseDate: {_quoted(last.date.isoformat())}"
    yield f"platforms:{_ASSUMED}"
    yield "  - web"
    yield "categories:"
    yield f"  - {_quoted('[Which category of the list fits?]')}"
    yield f"developmentStatus: {_status(dossier)}"
    yield f"softwareType: standalone/web{_ASSUMED}"
    yield "intendedAudience:"
    yield "  countries:"
    yield f"    - {dossier.buyer.country.lower()}"
    yield from _description(dossier)
    yield "legal:"
    yield f"  license: {release.licence if release else _quoted('[Which SPDX licence?]')}"
    yield f"  mainCopyrightOwner: {_quoted(dossier.buyer.name)}"
    yield f"  repoOwner: {_quoted(dossier.buyer.name)}"
    yield from _maintenance(dossier)
    yield "localisation:"
    yield f"  localisationReady: true{_ASSUMED}"
    yield "  availableLanguages:"
    yield f"    - {_quoted('[Which languages does it come in?]')}"


def _description(dossier: Dossier) -> Iterator[str]:
    features = [" ".join(text.split()) for m in dossier.modules for text in m.features]
    fitting = [text for text in features if len(text) <= _FEATURE][:_MOST_FEATURES]
    yield "description:"
    yield "  en:"
    yield f"    shortDescription: {_quoted('[What does it do, for whom? At most 150 characters]')}"
    yield f"    longDescription: {_quoted(_long(dossier))}"
    yield "    features:"
    for text in fitting or ["[What can users do with it?]"]:
        yield f"      - {_quoted(text)}"


def _long(dossier: Dossier) -> str:
    """What users can do with each module; the objectives too where that is too little."""
    told = [f"{module.name}: {module.outcome}" for module in dossier.modules]
    text = " ".join(" ".join(told).split())
    if len(text) < _LEAST:
        text = " ".join([*text.split(), *" ".join(dossier.objectives).split()])
    return text


def _status(dossier: Dossier) -> str:
    """Stable once every module is accepted, beta from the first release on."""
    accepted = {one.module for one in dossier.records.acceptances if one.decision != "refused"}
    if dossier.modules and all(module.id in accepted for module in dossier.modules):
        return "stable"
    return "beta" if dossier.records.releases else "development"


def _maintenance(dossier: Dossier) -> Iterator[str]:
    people = [role.name for role in dossier.roles if role.role == "technical-lead"]
    yield "maintenance:"
    if dossier.strategy == "D":
        yield "  type: internal"
    else:
        name = dossier.supplier.name if dossier.supplier else "[Who maintains it?]"
        yield "  type: contract"
        yield "  contractors:"
        yield f"    - name: {_quoted(name)}"
        yield f"      until: {_quoted(_until(dossier))}"
    yield "  contacts:"
    asked = f"[Which person? The technical lead is: {people[0]}]" if people else "[Which person?]"
    yield f"    - name: {_quoted(asked)}"
    yield f"      affiliation: {_quoted(dossier.buyer.name)}"


def _until(dossier: Dossier) -> str:
    """The last day of the contract's first period; a question where nobody knows when it begins."""
    if dossier.timetable is None:
        return "[Until which day, as YYYY-MM-DD?]"
    ends = months_after(dossier.timetable.start, dossier.contract.term_months)
    return (ends - dt.timedelta(days=1)).isoformat()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

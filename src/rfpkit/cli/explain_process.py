"""What ``rfpkit explain`` tells of steps, their documents, and the keys of spec and records."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from rfpkit.content import data_folder
from rfpkit.library.load import Clause, Library
from rfpkit.library.step_documents import StepDocument, read_step_document
from rfpkit.process.steps import Step, read_steps
from rfpkit.spec.model import Spec
from rfpkit.spec.records.folder import FOLDER
from rfpkit.spec.records.model import Records
from rfpkit.yamlfile import hints


def names(library: Library) -> Iterator[str]:
    """Every name that is explained here, but for those of sections."""
    yield from library.steps
    yield from (step.id for step in _steps())
    yield from hints.field_hints(Records)
    yield from hints.field_hints(Spec)


def explained(name: str, library: Library) -> list[str]:
    """What a name means, each of its meanings as a text of several lines; none where it has none.

    A step and a key of the spec may go by one name, such as market.
    """
    found = [_step(one) for one in _steps() if one.id == name]
    if name in library.steps:
        found.append(_document(read_step_document(library.steps[name])))
    for model, where in ((Records, _in_records(name)), (Spec, f"in the spec, under “{name}”")):
        if name in hints.field_hints(model):
            found.append(_key(model, name, where))
    return ["\n".join(lines) for lines in found]


def section_of(name: str, library: Library) -> tuple[Clause, ...]:
    """The section of a document of a step that goes by its id, such as rfp/scope."""
    document = name.partition("/")[0]
    if document == name or document not in library.steps:
        return ()
    sections = read_step_document(library.steps[document]).sections
    return tuple(one for one in sections if one.id == name)


def _steps() -> tuple[Step, ...]:
    return read_steps(data_folder("process") / "steps.yml").value.steps


def _step(step: Step) -> Iterator[str]:
    yield f"{step.id}: the step “{step.title}”, for {', '.join(step.all_strategies)}"
    yield from _listed("Goals", step.goals)
    yield from _listed("What is done", step.actions)
    yield from _listed("Gates", (f"{gate.title}. {gate.why}" for gate in step.gates))
    yield from _listed("Documents", (paper.name for paper in step.documents))
    challenges = (f"{one.text} {one.helps}" for one in step.challenges)
    yield from _listed("What often goes wrong", challenges)


def _document(document: StepDocument) -> Iterator[str]:
    front = document.front
    yield f"{document.name} {front.version} ({front.status}): {front.title}"
    yield from textwrap.wrap(front.summary, 80)
    yield f"Step: {front.step}. Readers: {front.readers}."
    if front.signed:
        yield "It is signed, and a gate waits for that."
    if front.each:
        yield f"It exists once for each of these: {front.each}."
    yield from _listed("Sections", (f"{one.id}: {one.front.title}" for one in document.sections))
    yield from _listed("Sources", (one.title for one in front.sources))


def _in_records(name: str) -> str:
    table = f" or {name}.csv" if hints.allows_list(hints.field_hints(Records).get(name)) else ""
    return f"in {FOLDER}/{name}.yml{table}"


def _key(model: hints.Model, name: str, where: str) -> Iterator[str]:
    hint = hints.field_hints(model)[name]
    many = ", a list" if hints.allows_list(hint) else ""
    yield from textwrap.wrap(f"{name}, {where}{many}: {hints.description(model, name)}", 80)
    yield from _fields(hint, "  ", (model,))


def _fields(hint: Any, indent: str, above: tuple[hints.Model, ...]) -> Iterator[str]:
    """The keys of the record that stands at a place, each with what it is for."""
    record = hints.record_in(hint) or hints.record_in(hints.item_hint(hint))
    if record is None or record in above:
        return
    for key, inner in hints.field_hints(record).items():
        needed = "" if key in hints.required(record) else " (may be left out)"
        choices = " | ".join(str(one) for one in hints.choices(inner) if one != "")
        told = f"{hints.description(record, key)} {choices}".strip()
        yield from _wrapped(f"{key}{needed}: {told}", indent)
        yield from _fields(inner, indent + "  ", (*above, record))


def _listed(heading: str, entries: Iterable[str]) -> Iterator[str]:
    yield f"{heading}:"
    for entry in entries:
        yield from _wrapped(entry, "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    rest = indent + "  "
    return textwrap.wrap(
        text, 80, initial_indent=indent, subsequent_indent=rest, break_on_hyphens=False
    )

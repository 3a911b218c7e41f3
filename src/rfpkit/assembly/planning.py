"""The plan: which documents and clauses a spec calls for, why each is in or out, and what is wrong.

Every reason is worked out from the clause's own condition and the facts of the spec.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rfpkit.assembly import styling
from rfpkit.assembly.values import answer, spec_value
from rfpkit.document.model import text_blocks
from rfpkit.errors import Fault
from rfpkit.library.load import Clause, Library
from rfpkit.library.model import Template
from rfpkit.library.placeholders import Insert, Malformed, Piece, Reference, SpecField, pieces
from rfpkit.spec.conditions import Condition, Facts, holds, parse, reasons
from rfpkit.spec.conditions.facts import DOCUMENTS
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that stands between the plan and its documents. Errors stop a build; warnings
    (open blanks, drafts of clauses) do not, unless it is to be final."""

    fault: Fault
    level: Level = "error"


@dataclass(frozen=True, slots=True)
class Decision:
    """A clause that was considered: in or out, and why. ``forced`` is the spec's own reason."""

    clause: Clause
    condition: Condition
    included: bool
    facts: Facts
    forced: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is in or out, worked out when somebody asks."""
        if self.forced:
            return (f"forced {'in' if self.included else 'out'} by the spec: {self.forced}",)
        if self.clause.front.status == "deprecated":
            return ("the clause is deprecated",)
        return reasons(self.condition, self.facts)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, or one of its annexes, with the clauses considered for it, in order."""

    title: str
    decisions: tuple[Decision, ...]
    annex: bool = False


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document: whether the spec calls for it, why, and its parts."""

    name: str
    template: Template
    included: bool
    reasons: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every clause considered, in document order."""
        return tuple(decision for part in self.parts for decision in part.decisions)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are in, in document order."""
        return tuple(decision.clause for decision in self.decisions if decision.included)

    def find(self, name: str) -> Clause | None:
        """The clause that is in and goes by this name (its id or its variant name)."""
        named = (
            decision.clause
            for part in self.parts
            for decision in part.decisions
            if decision.included and name in decision.clause.names
        )
        return next(named, None)


@dataclass(frozen=True, slots=True)
class Plan:
    """All documents of a spec, those that it does not call for included, and the problems."""

    spec: Loaded[Spec]
    library: Library
    documents: tuple[PlannedDocument, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def plan(spec: Loaded[Spec], library: Library) -> Plan:
    """The plan for a spec: pure, and the same for the same input."""
    templates = sorted(library.templates.items(), key=lambda item: _order(item[1].value.kind))
    documents = tuple(_document(name, template, spec, library) for name, template in templates)
    problems = set(_choice_problems(spec, library))
    problems.update(_value_problems(spec, library))
    problems.update(map(Problem, styling.faults(spec, library)))
    for document in documents:
        problems.update(_template_problems(library.templates[document.name], library))
        if document.included:
            problems.update(_document_problems(document, spec))
    return Plan(spec, library, documents, tuple(sorted(problems)))


def _order(kind: str) -> int:
    return DOCUMENTS.index(kind) if kind in DOCUMENTS else len(DOCUMENTS)


def _document(
    name: str, loaded: Loaded[Template], spec: Loaded[Spec], library: Library
) -> PlannedDocument:
    template = loaded.value
    facts = Facts(spec.value, template.kind)
    condition = parse(template.when, loaded, "when")
    listed = {entry for section in template.sections for entry in section.clauses}
    listed.update(template.annexes)
    parts = [
        Part(section.title, _decisions(section.clauses, listed, facts, spec.value, library))
        for section in template.sections
    ]
    annexes = _decisions(template.annexes, listed, facts, spec.value, library)
    parts += [Part(d.clause.front.title, (d,), annex=True) for d in annexes]
    return PlannedDocument(
        name, template, holds(condition, facts), reasons(condition, facts), tuple(parts)
    )


def _decisions(
    entries: tuple[str, ...], listed: set[str], facts: Facts, spec: Spec, library: Library
) -> tuple[Decision, ...]:
    decisions = []
    for entry in entries:
        for clause in _expand(entry, listed, library):
            decisions.append(_decide(clause, facts, spec))
    return tuple(decisions)


def _expand(entry: str, listed: set[str], library: Library) -> Iterator[Clause]:
    """The clause of an entry, the variants of a variant name, or for ``topic/*`` the clauses of
    the topic that no entry names."""
    if entry in library.clauses:
        yield library.clauses[entry]
        return
    if not entry.endswith("/*"):
        yield from library.named(entry)
        return
    for clause in library.clauses.values():
        if clause.id.startswith(entry[:-1]) and listed.isdisjoint(clause.names):
            yield clause


def _decide(clause: Clause, facts: Facts, spec: Spec) -> Decision:
    condition = parse(clause.front.when, clause.loaded, "when")
    for choices, included in ((spec.clauses.include, True), (spec.clauses.exclude, False)):
        for choice in choices:
            if choice.id == clause.id:
                return Decision(clause, condition, included, facts, choice.reason)
    included = clause.front.status != "deprecated" and holds(condition, facts)
    return Decision(clause, condition, included, facts)


def _spec_fault(spec: Loaded[Spec], message: str, *loc: str | int) -> Fault:
    line, column = spec.place(*loc)
    return Fault(str(spec.path), line, column, message)


def _choice_problems(spec: Loaded[Spec], library: Library) -> Iterator[Problem]:
    for key in ("include", "exclude"):
        for index, choice in enumerate(getattr(spec.value.clauses, key)):
            if choice.id.partition("/")[0] in library.steps and choice.id not in library.clauses:
                continue  # a section of a document that is not planned now
            if choice.id not in library.clauses:
                message = f"'{choice.id}' is no clause{library.closest(choice.id)}"
                yield Problem(_spec_fault(spec, message, "clauses", key, index, "id"))
            elif key == "exclude" and library.clauses[choice.id].front.need == "required":
                front = library.clauses[choice.id].front
                message = f"'{choice.id}' is a required clause and is forced out. {front.risk}"
                place = _spec_fault(spec, message.strip(), "clauses", key, index, "id")
                yield Problem(place, "warning")


def _value_problems(spec: Loaded[Spec], library: Library) -> Iterator[Problem]:
    for name, values in spec.value.values.items():
        clauses = library.named(name)
        if not clauses and name in library.steps:
            continue  # a document that is not planned now
        if not clauses:
            message = f"'{name}' is no clause{library.closest(name)}"
            yield Problem(_spec_fault(spec, message, "values", name))
            continue
        known = {blank for clause in clauses for blank in clause.front.blanks}
        for blank in values:
            if blank not in known:
                blanks = ", ".join(sorted(known)) or "none"
                message = f"'{name}' has no blank '{blank}'; its blanks are: {blanks}"
                yield Problem(_spec_fault(spec, message, "values", name, blank))
                continue
            for clause in clauses:
                if blank in clause.front.blanks:
                    fault = answer(clause, blank, spec.value).fault
                    if fault:
                        message = f"{name}, {blank}: {fault}"
                        yield Problem(_spec_fault(spec, message, "values", name, blank))


def _template_problems(loaded: Loaded[Template], library: Library) -> Iterator[Problem]:
    template = loaded.value
    entries: list[tuple[str, tuple[str | int, ...]]] = [
        (entry, ("sections", s, "clauses", c))
        for s, section in enumerate(template.sections)
        for c, entry in enumerate(section.clauses)
    ]
    entries += [(entry, ("annexes", a)) for a, entry in enumerate(template.annexes)]
    for entry, loc in entries:
        if entry in library.clauses or entry.endswith("/*"):
            continue
        if not library.named(entry):
            line, column = loaded.place(*loc)
            message = f"'{entry}' is no clause{library.closest(entry)}"
            yield Problem(Fault(str(loaded.path), line, column, message))


def _document_problems(document: PlannedDocument, spec: Loaded[Spec]) -> Iterator[Problem]:
    kind = document.template.title
    taken: dict[str, str] = {}
    for clause in document.clauses:
        front = clause.front
        if front.status == "draft":
            yield Problem(clause.fault(f"'{clause.id}' is a draft", "status"), "warning")
        if front.variant_of in taken:
            other = taken[front.variant_of]
            message = f"'{clause.id}' and '{other}' are variants of one clause and both in"
            yield Problem(clause.fault(f"{kind}: {message}", "when"))
        elif front.variant_of:
            taken[front.variant_of] = clause.id
        for index, name in enumerate(front.conflicts):
            if document.find(name):
                message = f"'{clause.id}' cannot stand beside '{name}', and both are in"
                yield Problem(clause.fault(f"{kind}: {message}", "conflicts", index))
        for index, name in enumerate(front.requires):
            if not document.find(name):
                message = f"'{clause.id}' needs '{name}', which is out"
                yield Problem(_missing(message, name, clause, document, spec, ("requires", index)))
        yield from _text_problems(clause, document, spec)


def _missing(
    message: str,
    name: str,
    clause: Clause,
    document: PlannedDocument,
    spec: Loaded[Spec],
    loc: tuple[str | int, ...],
) -> Fault:
    """The fault, placed at the line of the spec that forces the clause out, or else in the
    clause that asks for it."""
    for index, choice in enumerate(spec.value.clauses.exclude):
        if choice.id == name or any(
            name in decision.clause.names and decision.clause.id == choice.id
            for decision in document.decisions
        ):
            return _spec_fault(spec, f"{message}: forced out here", "clauses", "exclude", index)
    return clause.fault(f"{document.template.title}: {message}", *loc)


def _text_problems(
    clause: Clause, document: PlannedDocument, spec: Loaded[Spec]
) -> Iterator[Problem]:
    for name, blank in clause.front.blanks.items():
        reply = answer(clause, name, spec.value)
        if reply.origin == "open":
            field = f", or set {blank.spec}" if blank.spec else ""
            message = f"open: {blank.ask} (set values: {clause.id}: {name}{field})"
            yield Problem(_spec_fault(spec, message, "values", clause.id), "warning")
    blanks = set(clause.front.blanks)
    raw = pieces(clause.text, blanks)
    if all(_is_answered(piece, clause, document, spec) for piece in raw):
        return  # most texts are; reading one as Markdown takes a hundred times as long
    for block in text_blocks(clause.blocks()):
        line = block.stretches[0].line or clause.text_line if block.stretches else 1
        for piece in pieces(block.text, blanks):
            yield from _piece_problems(piece, clause, document, spec, line)


def _is_answered(
    piece: Piece, clause: Clause, document: PlannedDocument, spec: Loaded[Spec]
) -> bool:
    """Whether nothing is wrong with a piece of a text that was not read as Markdown. Braces that
    hold no placeholder may hold one once it is read."""
    if isinstance(piece, Malformed):
        return False
    return not any(_piece_problems(piece, clause, document, spec, 1))


def _piece_problems(
    piece: Piece, clause: Clause, document: PlannedDocument, spec: Loaded[Spec], line: int
) -> Iterator[Problem]:
    if isinstance(piece, Reference) and document.find(piece.target) is None:
        message = f"'{clause.id}' refers to '{piece.target}', which is out"
        fault = _missing(message, piece.target, clause, document, spec, ("title",))
        if fault.path == clause.path:
            fault = Fault(fault.path, line, 1, fault.message)
        yield Problem(fault)
    elif isinstance(piece, SpecField):
        yield from _field_problems(piece.path, clause, line, spec)
    elif isinstance(piece, Insert):
        yield from _insert_problems(piece.name, clause, line)


def _field_problems(path: str, clause: Clause, line: int, spec: Loaded[Spec]) -> Iterator[Problem]:
    try:
        value = spec_value(spec.value, path)
    except KeyError as error:
        message = f"'{path}' is neither a blank of the clause nor a field of the spec ({error})"
        yield Problem(Fault(clause.path, line, 1, message))
        return
    if value in (None, "", ()):
        message = f"'{clause.id}' needs {path}, which the spec leaves out"
        yield Problem(_spec_fault(spec, message, *path.split(".")))


def _insert_problems(name: str, clause: Clause, line: int) -> Iterator[Problem]:
    from rfpkit.assembly.inserts import insert_names

    if name not in insert_names():
        known = ", ".join(insert_names())
        message = f"there is no insert '{name}'; the inserts are: {known}"
        yield Problem(Fault(clause.path, line, 1, message))

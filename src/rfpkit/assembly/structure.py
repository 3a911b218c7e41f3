"""What can be wrong between the clauses of one planned document, told at the clause's own line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rfpkit.assembly.anatomy import Anatomies, Anatomy
from rfpkit.assembly.inserts import insert_names
from rfpkit.assembly.planning import Plan, PlannedDocument
from rfpkit.assembly.values import answer, spec_value
from rfpkit.document.model import text_blocks
from rfpkit.errors import Fault
from rfpkit.library.load import Clause
from rfpkit.library.placeholders import Insert, pieces
from rfpkit.spec.conditions import Facts, holds
from rfpkit.spec.model import Spec

Found = tuple[str, Fault, tuple[str, ...]]
"""The name of the check, the fault, and the fields of the spec that decide about it."""

_ANCHOR = re.compile(r"\{#([a-z0-9-]+)\}\s*$")
_LISTED = "definitions"


@dataclass(slots=True)
class Structure:
    """Looks at planned documents, and remembers which clauses, terms and definitions were met."""

    anatomies: Anatomies
    met: set[str] = field(default_factory=set)
    """The clauses that stood in a document."""
    used: set[str] = field(default_factory=set)
    """The terms that stood in a document."""
    chosen: set[tuple[str, int]] = field(default_factory=set)
    """The definitions that a document took, or would have taken had it used the term."""
    _anchors: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._anchors = {
            clause.id: frozenset(
                match.group(1)
                for block in text_blocks(clause.blocks())
                for match in [_ANCHOR.search(block.text)]
                if match
            )
            for clause in self.anatomies.library.clauses.values()
        }

    def faults(self, made: Plan) -> Iterator[Found]:
        """What is wrong in the documents of a plan, and which questions decide about it."""
        known: dict[str, bool | None] = {}
        for document in made.documents:
            if not document.included:
                continue
            standing = document.clauses
            clauses = {name: c for c in reversed(standing) for name in c.names}
            for clause in standing:
                self.met.add(clause.id)
                one = self.anatomies.clauses[clause.id]
                yield from self._references(one, clauses, document)
                yield from self._fields(one, made.spec.value, known)
                yield from self._conflicts(one, clauses, document)
                yield from _blanks(one, made.spec.value)
            yield from self._terms(clauses, document, made.spec.value)

    def never(self) -> Iterator[tuple[str, Fault]]:
        """The clauses that stood in no document, and the terms and definitions that none took."""
        for one in self.anatomies.clauses.values():
            if one.clause.id not in self.met and one.clause.front.status != "deprecated":
                message = f"no answers bring '{one.clause.id}' into a document"
                yield "unreachable", one.clause.fault(message, "when")
        glossary = self.anatomies.library.glossary
        for name, found in glossary.value.terms.items():
            if name not in self.used:
                place = glossary.key_place("terms", name)
                yield "terms", Fault(glossary.path, *place, f"no document uses the term “{name}”")
            for at in range(len(found)):
                if (name, at) not in self.chosen:
                    message = f"no document takes definition {at + 1} of “{name}”: wherever it "
                    message += "holds, one before it does"
                    place = glossary.place("terms", name, at)
                    yield "terms", Fault(glossary.path, *place, message)

    def _references(
        self, one: Anatomy, clauses: dict[str, Clause], document: PlannedDocument
    ) -> Iterator[Found]:
        clause = one.clause
        for mention in one.mentions:
            target = clauses.get(mention.name)
            if target is None:
                title = document.template.title
                message = f"{title}: '{clause.id}' {mention.words} '{mention.name}', which is out"
            elif mention.anchor and mention.anchor not in self._anchors[target.id]:
                message = f"'{clause.id}' {mention.words} '{mention.name}#{mention.anchor}', and "
                message += f"'{target.id}' has no paragraph that ends in {{#{mention.anchor}}}"
            else:
                continue
            asks = (*one.asks, *self.anatomies.asks_of_clause(mention.name))
            yield "references", Fault(clause.path, mention.line, 1, message), asks

    def _fields(self, one: Anatomy, spec: Spec, known: dict[str, bool | None]) -> Iterator[Found]:
        """``known`` are the fields asked for already: whether they hold anything, or None where
        the spec has no such field."""
        clause = one.clause
        for path, line in one.needs:
            if path not in known:
                known[path] = _holds_something(spec, path)
            if known[path] is None:
                message = f"'{path}' is neither a blank of '{clause.id}' nor a field of the spec"
                yield "references", Fault(clause.path, line, 1, message), ()
            elif not known[path]:
                message = f"'{clause.id}' needs {path}, and the spec may leave it out"
                yield "references", Fault(clause.path, line, 1, message), (*one.asks, path)

    def _conflicts(
        self, one: Anatomy, clauses: dict[str, Clause], document: PlannedDocument
    ) -> Iterator[Found]:
        clause, front = one.clause, one.clause.front
        for at, name in enumerate(front.conflicts):
            other = clauses.get(name)
            if other is not None and other.id != clause.id:
                message = f"'{clause.id}' cannot stand beside '{name}', and both are in"
                fault = clause.fault(f"{document.template.title}: {message}", "conflicts", at)
                yield "conflicts", fault, (*one.asks, *self.anatomies.asks_of_clause(name))
        first = clauses.get(front.variant_of) if front.variant_of else None
        if first is not None and first.id != clause.id:
            message = f"'{clause.id}' and '{first.id}' are variants of one clause and both in"
            fault = clause.fault(f"{document.template.title}: {message}", "when")
            yield "conflicts", fault, (*one.asks, *self.anatomies.asks_of_clause(first.id))

    def _terms(
        self, clauses: dict[str, Clause], document: PlannedDocument, spec: Spec
    ) -> Iterator[Found]:
        glossary = self.anatomies.library.glossary
        ones = [self.anatomies.clauses[clause.id] for clause in document.clauses]
        users: dict[str, Anatomy] = {}
        for one in ones:
            users.update({name: one for name in one.terms if name not in users})
        if users and not any(one.lists_terms for one in ones):
            name, one = min(users.items())
            message = f"{document.template.title}: uses terms such as “{name}”, and no clause of "
            message += f'it says {{{{ insert("{_LISTED}") }}}}'
            template = self.anatomies.library.templates[document.name]
            fault = Fault(template.path, *template.place("title"), message)
            yield "terms", fault, one.asks
        facts = Facts(spec, document.template.kind)
        chosen = {
            name: self._chosen(name, document.template.kind, facts)
            for name in self.anatomies.definitions
        }
        self.chosen.update((name, at) for name, at in chosen.items() if at is not None)
        waiting, done = sorted(users), set(users)
        while waiting:
            name = waiting.pop()
            at = chosen[name]
            self.used.add(name)
            if at is None:
                yield self._undefined(name, users[name], document)
                continue
            definition = self.anatomies.definitions[name][at]
            for mention in definition.mentions:
                if mention.name not in clauses:
                    message = f"{document.template.title}: the definition of “{name}” refers to "
                    message += f"'{mention.name}', which is out"
                    fault = Fault(glossary.path, *glossary.place("terms", name, at), message)
                    asks = (
                        *users[name].asks,
                        *self.anatomies.asks_of_term(name),
                        *self.anatomies.asks_of_clause(mention.name),
                    )
                    yield "references", fault, asks
            fresh = definition.terms - done
            users.update(dict.fromkeys(fresh, users[name]))
            done |= fresh
            waiting += sorted(fresh)

    def _chosen(self, name: str, kind: str, facts: Facts) -> int | None:
        """Which definition of a term a document takes: the first that holds."""
        for at, one in enumerate(self.anatomies.definitions[name]):
            if kind in one.documents and holds(one.condition, facts):
                return at
        return None

    def _undefined(self, name: str, one: Anatomy, document: PlannedDocument) -> Found:
        clause = one.clause
        blocks = [
            b for b in text_blocks(clause.blocks()) if name in self.anatomies.terms_in([b.text])
        ]
        line = blocks[0].stretches[0].line if blocks and blocks[0].stretches else None
        message = f"{document.template.title}: '{clause.id}' uses the term “{name}”, which "
        message += "clauses/terms.yml does not define for this document"
        fault = Fault(clause.path, line or clause.text_line, 1, message)
        return "terms", fault, (*one.asks, *self.anatomies.asks_of_term(name))


def _holds_something(spec: Spec, path: str) -> bool | None:
    try:
        return spec_value(spec, path) not in (None, "", ())
    except KeyError:
        return None


def _blanks(one: Anatomy, spec: Spec) -> Iterator[Found]:
    for name, blank in one.clause.front.blanks.items():
        if answer(one.clause, name, spec).origin == "open":
            source = f"the spec may leave out {blank.spec}, and it" if blank.spec else "it"
            message = f"blank '{name}' of '{one.clause.id}' stays open: {source} has no default"
            asks = (*one.asks, blank.spec) if blank.spec else one.asks
            yield "blanks", one.clause.fault(message, "blanks", name), asks


def unknown_inserts(one: Anatomy) -> Iterator[Fault]:
    """The inserts that a text asks for and that do not exist."""
    blanks = set(one.clause.front.blanks)
    for block in text_blocks(one.clause.blocks()):
        for piece in pieces(block.text, blanks):
            if isinstance(piece, Insert) and piece.name not in insert_names():
                line = block.stretches[0].line if block.stretches else None
                message = f"there is no insert '{piece.name}'"
                yield Fault(one.clause.path, line or one.clause.text_line, 1, message)

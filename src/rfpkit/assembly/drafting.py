"""A planned document made into a document: clause texts with their blanks filled and numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rfpkit.assembly import terms
from rfpkit.assembly.inserts import INSERTS, bullet, prose, table
from rfpkit.assembly.planning import Decision, Plan, PlannedDocument
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.tracing import provenance_of
from rfpkit.assembly.values import answer, field_text, locale_of
from rfpkit.document.markdown import joined, parse
from rfpkit.document.model import (
    AnyBlock,
    Block,
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.document.numbering import number
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Clause
from rfpkit.library.model import Term
from rfpkit.library.placeholders import (
    BlankName,
    Insert,
    Literal,
    Piece,
    Reference,
    SpecField,
    pieces,
)
from rfpkit.spec.conditions import Facts, holds
from rfpkit.spec.conditions import parse as parse_condition
from rfpkit.spec.model import Spec

_ANCHOR = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")


@dataclass(frozen=True, slots=True)
class Open:
    """A blank that no answer fills: the clause, the blank, and the question to ask."""

    clause: str
    blank: str
    ask: str


def assemble(plan: Plan, planned: PlannedDocument, *, final: bool = False) -> Document:
    """The document, numbered and with its references resolved.

    Open blanks stand in it as marked questions. Clauses that the spec forces in or out are on
    record in its properties, and in a draft in a table at its end. Raises ``InputError`` with the
    plan's errors, and for a ``final`` document with every open blank.
    """
    if plan.errors:
        raise InputError(*(problem.fault for problem in plan.errors))
    maker = _Maker(plan, planned)
    blocks = maker.with_definitions(tuple(maker.blocks()))
    spec = plan.spec.value
    gaps = open_blanks(planned, spec)
    if final and gaps:
        raise InputError(*(_gap_fault(plan, gap) for gap in gaps))
    forced = tuple(decision for decision in planned.decisions if decision.forced)
    document = Document(
        title=planned.template.title,
        blocks=blocks + (() if final else _choices(forced)),
        kind=planned.template.kind,
        properties={
            "title": planned.template.title,
            "subtitle": spec.project.title,
            "buyer": spec.buyer.name,
            "reference": spec.project.reference,
            "date": spec.project.date.isoformat(),
            "date_text": locale_of(spec).date(spec.project.date),
            "status": "final" if final else "draft",
            "language": spec.project.language,
            "choices": "; ".join(map(_choice, forced)),
        },
        provenance=provenance_of(plan, planned, blocks),
    )
    return number(document)


def _choice(decision: Decision) -> str:
    word = "in" if decision.included else "out"
    return f"{decision.clause.id} forced {word}: {decision.forced}"


def _choices(forced: tuple[Decision, ...]) -> tuple[AnyBlock, ...]:
    """What a draft says at its end about the clauses that the spec forces in or out."""
    if not forced:
        return ()
    rows = [
        (d.clause.front.title, d.clause.id, "in" if d.included else "out", d.forced) for d in forced
    ]
    return (
        Heading(level=2, runs=(Run("Choices made for this draft"),)),
        Paragraph(
            runs=(Run("The spec forces these clauses in or out, whatever their conditions:"),)
        ),
        table(("Clause", "Name in the library", "Forced", "Reason"), rows, (0.27, 0.25, 0.1, 0.38)),
    )


def open_blanks(planned: PlannedDocument, spec: Spec) -> tuple[Open, ...]:
    """The blanks of a document that neither the spec nor a default answers, in document order."""
    return tuple(
        Open(clause.id, name, blank.ask)
        for clause in planned.clauses
        for name, blank in clause.front.blanks.items()
        if answer(clause, name, spec).origin == "open"
    )


def _gap_fault(plan: Plan, gap: Open) -> Fault:
    line, column = plan.spec.place("values", gap.clause)
    message = f"still open, so the document cannot be final: {gap.ask}"
    remedy = f"add under values: {gap.clause}: {gap.blank}"
    return Fault(str(plan.spec.path), line, column, f"{message} ({remedy})")


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the blocks of one document from its clauses."""

    plan: Plan
    planned: PlannedDocument

    @property
    def spec(self) -> Spec:
        return self.plan.spec.value

    def blocks(self) -> Iterator[AnyBlock]:
        for part in self.planned.parts:
            included = [d.clause for d in part.decisions if d.included]
            if included and not part.annex:
                yield Heading(level=1, role="part", runs=(Run(self._spelled(part.title)),))
            for clause in included:
                yield Heading(
                    level=1 if part.annex else 2,
                    role="annex" if part.annex else "clause",
                    runs=(Run(self._spelled(clause.front.title)),),
                    anchor=clause.id,
                )
                yield from self.body(clause)

    def body(self, clause: Clause) -> Iterator[AnyBlock]:
        """The clause's blocks with everything filled in."""
        introduced = False
        for block in clause.blocks():
            if isinstance(block, Table):
                yield replace(block, rows=tuple(self._row(row, clause) for row in block.rows))
                continue
            alone = self._alone(block, clause)
            words = self._words(alone, clause)
            if isinstance(alone, Insert):
                yield from self._insert(alone.name)
            elif words and (introduced or "\n" in words):
                yield from self._quoted(words, numbered=not introduced)
            else:
                yield self._filled(block, clause)
            introduced = block.text.endswith(":")

    def _quoted(self, words: str, *, numbered: bool) -> Iterator[AnyBlock]:
        """A longer text of the spec; without a number where the clause has introduced it."""
        for block in prose(words):
            yield replace(block, numbered=numbered) if isinstance(block, Paragraph) else block

    def _row(self, row: tuple[Cell, ...], clause: Clause) -> tuple[Cell, ...]:
        return tuple(
            Cell(tuple(replace(b, runs=self._runs(b, clause), stretches=()) for b in cell.blocks))
            for cell in row
        )

    def _alone(self, block: AnyBlock, clause: Clause) -> Piece | None:
        """The placeholder that is all there is of a paragraph; None when there is more."""
        if not isinstance(block, Paragraph):
            return None
        parts = list(pieces(block.text.strip(), set(clause.front.blanks)))
        one = parts[0] if len(parts) == 1 else None
        return one if isinstance(one, Insert | SpecField | BlankName) else None

    def _insert(self, name: str) -> tuple[AnyBlock, ...]:
        if name == "definitions":
            return (_DEFINITIONS,)
        return INSERTS[name](self.spec) or (bullet("None."),)

    def _words(self, piece: Piece | None, clause: Clause) -> str:
        """What a blank or a field says; empty for anything else."""
        if isinstance(piece, BlankName):
            return answer(clause, piece.name, self.spec).text
        return field_text(self.spec, piece.path) if isinstance(piece, SpecField) else ""

    def _filled(self, block: Heading | Paragraph | Item, clause: Clause) -> AnyBlock:
        runs = self._runs(block, clause)
        anchor = ""
        match = _ANCHOR.search(runs[-1].text) if runs else None
        if match:
            anchor = f"{clause.id}#{match.group(1)}"
            runs = joined((*runs[:-1], replace(runs[-1], text=runs[-1].text[: match.start()])))
        block = replace(block, runs=runs, anchor=anchor, stretches=(), number="")
        return replace(block, numbered=True) if isinstance(block, Paragraph) else block

    def _runs(self, block: Block, clause: Clause) -> tuple[Run, ...]:
        return joined(
            [
                self._run(run, piece, clause)
                for run in block.runs
                for piece in pieces(run.text, set(clause.front.blanks))
            ]
        )

    def _run(self, run: Run, piece: Piece, clause: Clause) -> Run:
        if isinstance(piece, Literal):
            return replace(run, text=self._spelled(piece.text))
        if isinstance(piece, Reference):
            target = self._target(piece, clause)
            anchor = f"{target.id}#{piece.anchor}" if piece.anchor else target.id
            return replace(run, text="?", ref=anchor)
        if isinstance(piece, BlankName):
            reply = answer(clause, piece.name, self.spec)
            if reply.origin == "open":
                ask = clause.front.blanks[piece.name].ask
                return replace(run, text=f"[{ask}]", mark="unfilled", blank=piece.name)
            return replace(run, text=reply.text, mark="blank", blank=piece.name)
        return replace(run, text=self._words(piece, clause), mark="blank")

    def _spelled(self, text: str) -> str:
        return spelled(text, self.spec.project.language)

    def _target(self, piece: Reference, clause: Clause) -> Clause:
        """The clause that a reference means. The plan has seen to those in clauses; a definition
        may still refer to a clause that the spec forces out."""
        target = self.planned.find(piece.target)
        if target is None:
            message = f"a definition refers to '{piece.target}', which is out"
            raise InputError(Fault(clause.path, 0, 0, message))
        return target

    def with_definitions(self, blocks: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
        """The blocks with the place for definitions filled by the terms that the rest uses."""
        if _DEFINITIONS not in blocks:
            return blocks
        facts = Facts(self.spec, self.planned.template.kind)
        glossary = self.plan.library.glossary
        chosen = terms.choose(
            glossary.value.terms,
            self.planned.template.kind,
            lambda when: holds(parse_condition(when, glossary), facts),
        )
        names = terms.used(chosen, (block.text for block in text_blocks(blocks)))
        at = blocks.index(_DEFINITIONS)
        definitions = tuple(self._definition(name, chosen[name]) for name in names)
        return (*blocks[:at], *definitions, *blocks[at + 1 :])

    def _definition(self, name: str, term: Term) -> Paragraph:
        (block,) = parse(f"means {term.text.rstrip('.')}.")
        assert not isinstance(block, Table)  # noqa: S101 - a definition is one paragraph
        clause = self.planned.clauses[0]
        runs = self._runs(block, _no_blanks(clause, self.plan.library.glossary.path))
        head = (Run("“"), Run(name, bold=True, mark="term"), Run("” "))
        return Paragraph(runs=(*head, *runs))


def _no_blanks(clause: Clause, path: str) -> Clause:
    """A stand-in whose text declares no blanks: in a definition every name is a spec field."""
    front = replace(clause.front, blanks={})
    return replace(clause, path=path, loaded=replace(clause.loaded, value=front))


_DEFINITIONS = Paragraph(runs=(Run("definitions"),), anchor="definitions")

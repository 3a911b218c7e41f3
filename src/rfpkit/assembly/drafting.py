"""A planned document made into a document: clause texts with their blanks filled and numbered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rfpkit.assembly import terms
from rfpkit.assembly.captions import over_tables
from rfpkit.assembly.guidance import as_guidance, is_guidance
from rfpkit.assembly.inserts import bullet, insert, prose, table
from rfpkit.assembly.planning import Decision, Plan, PlannedDocument
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.stencils import Part, Stencil, TableStencil, Text, stencils_of
from rfpkit.assembly.styling import house_of, scheme_of
from rfpkit.assembly.tracing import Replies, provenance_of
from rfpkit.assembly.values import answers, field_text, locale_of, spec_value
from rfpkit.document.markdown import joined
from rfpkit.document.model import (
    AnyBlock,
    Cell,
    Document,
    Heading,
    HeadingRole,
    Mark,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.document.notes import is_note
from rfpkit.document.numbering import number
from rfpkit.document.revising import with_anchor, with_runs
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Clause
from rfpkit.library.model import Term
from rfpkit.library.placeholders import (
    BlankName,
    Insert,
    Piece,
    Reference,
    SpecField,
)
from rfpkit.spec.conditions import Facts, holds
from rfpkit.spec.conditions import parse as parse_condition
from rfpkit.spec.model import Spec

CHOICES = "Choices made for this draft"
"""The heading of the table that only a draft has, at its end."""


@dataclass(frozen=True, slots=True)
class Open:
    """A blank that no answer fills: the clause, the blank, and the question to ask."""

    clause: str
    blank: str
    ask: str


def assemble(
    plan: Plan, planned: PlannedDocument, *, final: bool = False, numbering: str = ""
) -> Document:
    """The document, numbered and with its references resolved.

    Open blanks stand in it as marked questions. Clauses that the spec forces in or out are on
    record in its properties, and in a draft in a table at its end. ``numbering`` names a scheme in
    place of the spec's. Raises ``InputError`` with the
    plan's errors, and for a ``final`` document with every open blank.
    """
    if plan.errors:
        raise InputError(*(problem.fault for problem in plan.errors))
    scheme = scheme_of(plan.spec.value, plan.library, numbering)
    maker = _Maker(plan, planned, final=final)
    blocks = maker.with_definitions(tuple(maker.blocks()))
    spec = plan.spec.value
    gaps = _gaps(planned.clauses, maker.answers)
    if final and gaps:
        raise InputError(*(_gap_fault(plan, gap) for gap in gaps))
    forced = tuple(decision for decision in planned.decisions if decision.forced)
    document = Document(
        title=planned.template.title,
        blocks=blocks + (() if final else _choices(forced)),
        kind=planned.template.kind,
        properties={
            **properties_of(spec, planned.template.title, _date(spec, planned), final=final),
            "choices": "; ".join(map(_choice, forced)),
        },
        # A letter or a form is no text of the library that somebody could return edited.
        provenance=provenance_of(plan, planned, blocks, maker.answers)
        if planned.template.numbered
        else None,
        house=house_of(plan.spec, planned.template, plan.library),
    )
    return number(document, scheme)


def _date(spec: Spec, planned: PlannedDocument) -> dt.date:
    """The date on the cover: that of what the document is about, where it is known."""
    dated = planned.template.dated
    found = spec_value(spec, dated) if dated else None
    return found if isinstance(found, dt.date) else spec.project.date


def properties_of(spec: Spec, title: str, date: dt.date, *, final: bool) -> dict[str, str]:
    """What a document made from a spec says about itself: on its cover and in page headers."""
    return {
        "title": title,
        "subtitle": spec.project.title,
        "buyer": spec.buyer.name,
        "reference": spec.project.reference,
        "date": date.isoformat(),
        "date_text": locale_of(spec).date(date),
        "status": "final" if final else "draft",
        "language": spec.project.language,
    }


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
        Heading(level=2, runs=(Run(CHOICES),)),
        Paragraph(
            runs=(Run("The spec forces these clauses in or out, whatever their conditions:"),)
        ),
        table(("Clause", "Name in the library", "Forced", "Reason"), rows, (0.27, 0.25, 0.1, 0.38)),
    )


def open_blanks(planned: PlannedDocument, spec: Spec) -> tuple[Open, ...]:
    """The blanks of a document that neither the spec nor a default answers, in document order."""
    return _gaps(planned.clauses, {one.id: answers(one, spec) for one in planned.clauses})


def _gaps(clauses: tuple[Clause, ...], replies: Replies) -> tuple[Open, ...]:
    return tuple(
        Open(clause.id, name, clause.front.blanks[name].ask)
        for clause in clauses
        for name, reply in replies[clause.id].items()
        if reply.origin == "open"
    )


def _gap_fault(plan: Plan, gap: Open) -> Fault:
    line, column = plan.spec.place("values", gap.clause)
    message = f"still open, so the document cannot be final: {gap.ask}"
    remedy = f"add under values: {gap.clause}: {gap.blank}"
    return Fault(str(plan.spec.path), line, column, f"{message} ({remedy})")


class _Maker:
    """Makes the blocks of one document from its clauses."""

    def __init__(self, plan: Plan, planned: PlannedDocument, *, final: bool) -> None:
        self.plan = plan
        self.planned = planned
        self.final = final
        self.spec = plan.spec.value
        self.language = self.spec.project.language
        self.answers: Replies = {one.id: answers(one, self.spec) for one in planned.clauses}
        self._targets: dict[str, Clause] = {}
        for clause in planned.clauses:
            for name in clause.names:
                self._targets.setdefault(name, clause)

    def blocks(self) -> Iterator[AnyBlock]:
        numbered = self.planned.template.numbered
        for part in self.planned.parts:
            included = [d.clause for d in part.decisions if d.included]
            if included and part.title and not part.annex:
                role: HeadingRole = "part" if numbered else "heading"
                yield Heading(level=1, role=role, runs=(Run(self._spelled(part.title)),))
            for clause in included:
                if clause.front.title:
                    yield self._head(clause, annex=part.annex)
                yield from map(_plain, self.body(clause)) if not numbered else self.body(clause)

    def _head(self, clause: Clause, *, annex: bool) -> Heading:
        role: HeadingRole = "annex" if annex else "clause"
        return Heading(
            level=1 if annex else 2,
            role=role if self.planned.template.numbered else "heading",
            runs=(Run(self._spelled(clause.front.title)),),
            anchor=clause.id,
        )

    def body(self, clause: Clause) -> Iterator[AnyBlock]:
        """The clause's blocks with everything filled in; guidance only in a draft."""
        return over_tables(
            tuple(
                as_guidance(block) if is_guidance(block) else block
                for block in self._body(clause)
                if not (self.final and is_guidance(block))
            )
        )

    def _body(self, clause: Clause) -> Iterator[AnyBlock]:
        introduced = False
        for stencil in stencils_of(clause.text, frozenset(clause.front.blanks), self.language):
            if isinstance(stencil, TableStencil):
                yield self._table(stencil, clause)
                continue
            words = self._words(stencil.alone, clause) if stencil.alone else ""
            if isinstance(stencil.alone, Insert):
                yield from self._insert(stencil.alone.name)
            elif words and (introduced or "\n" in words):
                yield from self._quoted(words, numbered=not introduced)
            else:
                yield self._filled(stencil, clause)
            if not is_note(stencil.block):
                introduced = stencil.introduces

    def _quoted(self, words: str, *, numbered: bool) -> Iterator[AnyBlock]:
        """A longer text of the spec; without a number where the clause has introduced it."""
        for block in prose(words):
            yield replace(block, numbered=numbered) if isinstance(block, Paragraph) else block

    def _table(self, stencil: TableStencil, clause: Clause) -> Table:
        if not stencil.rows:
            return stencil.table
        rows = tuple(
            tuple(Cell(tuple(self._filled(one, clause) for one in cell)) for cell in row)
            for row in stencil.rows
        )
        return replace(stencil.table, rows=rows)

    def _insert(self, name: str) -> tuple[AnyBlock, ...]:
        if name == "definitions":
            return (_DEFINITIONS,)
        return insert(name, self.spec) or (bullet("None."),)

    def _words(self, piece: Piece | None, clause: Clause) -> str:
        """What a blank or a field says; empty for anything else."""
        if isinstance(piece, BlankName):
            return self.answers[clause.id][piece.name].text
        return field_text(self.spec, piece.path) if isinstance(piece, SpecField) else ""

    def _filled(self, stencil: Stencil[Text], clause: Clause) -> Text:
        block = stencil.block
        if stencil.parts:
            runs = self._runs(stencil.parts, clause)
            if isinstance(block, Paragraph) and isinstance(stencil.parts[0][1], SpecField):
                runs = _capitalised(runs)
            block = with_runs(block, runs)
        return with_anchor(block, f"{clause.id}#{stencil.anchor}") if stencil.anchor else block

    def _runs(self, parts: tuple[Part, ...], clause: Clause) -> tuple[Run, ...]:
        return joined([self._run(run, piece, clause) if piece else run for run, piece in parts])

    def _run(self, run: Run, piece: Piece, clause: Clause) -> Run:
        if isinstance(piece, Reference):
            target = self._target(piece, clause)
            anchor = f"{target.id}#{piece.anchor}" if piece.anchor else target.id
            return Run("?", run.bold, run.italic, ref=anchor, link=run.link)
        if isinstance(piece, BlankName):
            reply = self.answers[clause.id][piece.name]
            if reply.origin == "open":
                ask = clause.front.blanks[piece.name].ask
                return _filling(run, f"[{ask}]", "unfilled", piece.name)
            return _filling(run, reply.text, "blank", piece.name)
        return _filling(run, self._words(piece, clause), "blank")

    def _spelled(self, text: str) -> str:
        return spelled(text, self.language)

    def _target(self, piece: Reference, clause: Clause) -> Clause:
        """The clause that a reference means. The plan has seen to those in clauses; a definition
        may still refer to a clause that the spec forces out."""
        target = self._targets.get(piece.target)
        if target is None:
            message = f"a definition refers to '{piece.target}', which is out"
            raise InputError(Fault(clause.path, 0, 0, message))
        return target

    def with_definitions(self, blocks: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
        """The blocks with the place for definitions filled by the terms that the rest uses."""
        at = next((at for at, block in enumerate(blocks) if block is _DEFINITIONS), None)
        if at is None:
            return blocks
        facts = Facts(self.spec, self.planned.template.kind)
        glossary = self.plan.library.glossary
        chosen = terms.choose(
            glossary.value.terms,
            self.planned.template.kind,
            lambda when: holds(parse_condition(when, glossary), facts),
        )
        names = terms.used(chosen, (block.text for block in text_blocks(blocks)))
        definitions = [one for name in names for one in self._definition(name, chosen[name])]
        return (*blocks[:at], *definitions, *blocks[at + 1 :])

    def _definition(self, name: str, term: Term) -> Iterator[Paragraph]:
        """What a term means: one paragraph, and its notes."""
        text = f"means {term.text.rstrip('.')}."
        clause = _no_blanks(self.planned.clauses[0], self.plan.library.glossary.path)
        head = (Run("“"), Run(name, bold=True, mark="term"), Run("” "))
        for at, stencil in enumerate(stencils_of(text, frozenset(), self.language)):
            assert isinstance(stencil, Stencil)  # noqa: S101 - a definition is one paragraph
            block = self._filled(stencil, clause)
            if at == 0:
                yield Paragraph(runs=(*head, *block.runs))
            elif isinstance(block, Paragraph):
                yield replace(block, numbered=False)


def _plain(block: AnyBlock) -> AnyBlock:
    """A block of a document without numbers; captions keep theirs, because they are cited."""
    if isinstance(block, Paragraph) and block.kind != "caption":
        return replace(block, numbered=False)
    return block


def _capitalised(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs of a sentence that begins with a field of the spec, such as "the City"."""
    first, *rest = runs
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def _filling(run: Run, text: str, mark: Mark, blank: str = "") -> Run:
    """What fills a placeholder, in the look of the run that it stood in."""
    return Run(text, run.bold, run.italic, mark, link=run.link, blank=blank)


def _no_blanks(clause: Clause, path: str) -> Clause:
    """A stand-in whose text declares no blanks: in a definition every name is a spec field."""
    front = replace(clause.front, blanks={})
    return replace(clause, path=path, loaded=replace(clause.loaded, value=front))


_DEFINITIONS = Paragraph(runs=(Run("definitions"),), anchor="definitions")

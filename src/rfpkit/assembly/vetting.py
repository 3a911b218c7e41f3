"""The documents of every combination assembled, and their texts put to the linters.

A clause reads the same in most documents, so each distinct text of a clause is linted once for each
jurisdiction and kind of document, within the first document that holds it. Rules that object to
something missing are put to each text once too: a document lacks what none of its texts has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import Plan, PlannedDocument, plan
from rfpkit.assembly.proving import Sightings, Walk
from rfpkit.document.model import AnyBlock, Cell, Document, Heading, Stretch, Table, text_blocks
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Clause
from rfpkit.lint.engine import lint_document
from rfpkit.lint.report import Finding
from rfpkit.lint.rules import Require, Rule

_TERMS = ("drafting/undefined-term", "drafting/unused-term")
"""Rules below level error that say of a document what the check ``terms`` says of the library."""


@dataclass(frozen=True, slots=True)
class _Text:
    """One clause as it reads in documents of one kind and jurisdiction; numbers of clauses that it
    refers to do not count."""

    kind: str
    jurisdiction: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class _Lacks:
    """What a text by itself says about the rules that object to something missing: those whose
    words it lacks, and those that it gives no reason to ask."""

    words: frozenset[str]
    triggers: frozenset[str]


@dataclass(slots=True)
class Vetting:
    """The documents of a walk, assembled and linted one after the other."""

    made: Walk
    sightings: Sightings
    rules: Sequence[Rule]
    assembled: int = 0
    linted: int = 0
    _rows: dict[_Text, int] = field(default_factory=dict)
    """The rows in which each text stands."""
    _found: dict[tuple[_Text, str, str], tuple[Finding, int]] = field(default_factory=dict)
    """Findings by text, rule and words; the row where not the text alone decides, else 0."""
    _lacks: dict[_Text, _Lacks] = field(default_factory=dict)

    @property
    def texts(self) -> int:
        """How many distinct texts there were."""
        return len(self._rows)

    def run(self) -> None:
        """Assemble all documents of the walk, lint those that bring a new text, and note every
        fault."""
        for at, row in enumerate(self.made.rows):
            planned = plan(self.made.answers.spec(row), self.made.anatomies.library)
            if not planned.errors:
                for document in planned.documents:
                    if document.included:
                        self._take(planned, document, 1 << at)
        for (text, rule, _), (finding, bit) in self._found.items():
            check = "terms" if rule in _TERMS else "linters"
            fields = () if bit else self._fields(text)
            self.sightings.add(check, self._fault(text, finding), bit or self._rows[text], fields)

    def _take(self, planned: Plan, document: PlannedDocument, bit: int) -> None:
        try:
            draft = assemble(planned, document)
        except InputError as error:
            for fault in error.faults:
                self.sightings.add("build", fault, bit)
            return
        self.assembled += 1
        jurisdiction = planned.spec.value.jurisdiction
        parts = list(_split(draft, set(self.made.anatomies.clauses)))
        texts = [
            _Text(draft.kind, jurisdiction, clause, _words(blocks)) for clause, blocks in parts
        ]
        fresh = [one for one in texts if one not in self._rows]
        for text in texts:
            self._rows[text] = self._rows.get(text, 0) | bit
        if not self.rules:
            return
        if fresh:
            self._lint(draft, parts, texts, set(fresh), bit)
        self._ask_for_missing(document, draft, parts, texts, bit)

    def _lint(
        self,
        draft: Document,
        parts: Sequence[tuple[str, tuple[AnyBlock, ...]]],
        texts: Sequence[_Text],
        fresh: set[_Text],
        bit: int,
    ) -> None:
        self.linted += 1
        rules = [
            rule
            for rule in self.rules
            if rule.id in _TERMS or (rule.level == "error" and not isinstance(rule.body, Require))
        ]
        owners: list[_Text] = []
        blocks: list[AnyBlock] = []
        for text, (_, own) in zip(texts, parts, strict=True):
            for block in own:
                owners.append(text)
                blocks.append(_marked(block, len(owners)))
        marked = replace(draft, blocks=tuple(blocks))
        for finding in self._findings(marked, texts[0].jurisdiction, rules):
            text = owners[(finding.line or 1) - 1]
            known = text, finding.rule, finding.quote
            # A text that passed before is not at fault by itself, but beside another one.
            self._found.setdefault(known, (finding, 0 if text in fresh else bit))

    def _findings(
        self, document: Document, jurisdiction: str, rules: Sequence[Rule]
    ) -> tuple[Finding, ...]:
        return lint_document(document, rules, jurisdiction=jurisdiction).findings

    def _ask_for_missing(
        self,
        document: PlannedDocument,
        draft: Document,
        parts: Sequence[tuple[str, tuple[AnyBlock, ...]]],
        texts: Sequence[_Text],
        bit: int,
    ) -> None:
        """Note the rules whose words no text of a document has, though one gives reason to ask."""
        for text, (_, blocks) in zip(texts, parts, strict=True):
            if text not in self._lacks:
                self._lacks[text] = self._what_lacks(replace(draft, blocks=blocks), text)
        lacks = [self._lacks[text] for text in texts]
        absent = frozenset.intersection(*(one.words for one in lacks))
        idle = frozenset.intersection(*(one.triggers for one in lacks))
        template = self.made.anatomies.library.templates[document.name]
        for rule in self.rules:
            if rule.id in absent - idle:
                message = f"{rule.message.format(quote='')} ({rule.id})"
                fault = Fault(template.path, *template.place("title"), message)
                self.sightings.add("linters", fault, bit)

    def _what_lacks(self, document: Document, text: _Text) -> _Lacks:
        asked = [
            (rule, rule.body)
            for rule in self.rules
            if rule.level == "error" and isinstance(rule.body, Require)
        ]
        plain = [replace(rule, body=replace(body, trigger=())) for rule, body in asked]
        triggers = [
            replace(rule, body=Require(patterns=body.trigger))
            for rule, body in asked
            if body.trigger
        ]
        return _Lacks(
            *(
                frozenset(
                    one.rule
                    for one in self._findings(document, text.jurisdiction, rules)
                    if one.level == "error"
                )
                for rules in (plain, triggers)
            )
        )

    def _fault(self, text: _Text, finding: Finding) -> Fault:
        message = f"{finding.message} ({finding.rule})"
        clause = self.made.anatomies.library.clauses.get(text.clause)
        if clause is None:
            loaded = self.made.anatomies.library.templates.values()
            template = next(one for one in loaded if one.value.kind == text.kind)
            return Fault(template.path, *template.place("title"), message)
        return Fault(clause.path, _line(clause, finding.quote), 1, message)

    def _fields(self, text: _Text) -> tuple[str, ...]:
        """The fields that decide whether a text stands in a document, where no insert does."""
        one = self.made.anatomies.clauses.get(text.clause)
        if one is None:
            return ()
        blanks = (blank.spec for blank in one.clause.front.blanks.values() if blank.spec)
        return ("jurisdiction", *one.asks, *(path for path, _ in one.needs), *blanks)


def _split(
    document: Document, clauses: Iterable[str]
) -> Iterator[tuple[str, tuple[AnyBlock, ...]]]:
    """The clauses of a document, each with its heading; what stands outside has no name."""
    name, blocks = "", list[AnyBlock]()
    for block in document.blocks:
        if isinstance(block, Heading) and (block.anchor in clauses or block.role == "part"):
            if blocks:
                yield name, tuple(blocks)
            name, blocks = block.anchor if block.anchor in clauses else "", []
        blocks.append(block)
    if blocks:
        yield name, tuple(blocks)


def _words(blocks: tuple[AnyBlock, ...]) -> str:
    return "\n".join(
        "".join(run.ref or run.text for run in block.runs) for block in text_blocks(blocks)
    )


def _marked(block: AnyBlock, line: int) -> AnyBlock:
    """The block with a line of its own, by which a finding is led back to its clause."""
    at = (Stretch(0, line, 1),)
    if not isinstance(block, Table):
        return replace(block, stretches=at)
    return replace(
        block,
        rows=tuple(
            tuple(Cell(tuple(replace(b, stretches=at) for b in cell.blocks)) for cell in row)
            for row in block.rows
        ),
    )


def _line(clause: Clause, quote: str) -> int:
    """The line of a clause's file where words stand; its first line of text where a value or a
    reference stands between them."""
    for block in text_blocks(clause.blocks()):
        if quote and quote in " ".join(block.text.split()) and block.stretches:
            return block.stretches[0].line or clause.text_line
    return clause.text_line

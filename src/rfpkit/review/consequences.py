"""Which rules of the linter a returned document breaks that ours did not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from rfpkit.document.fingerprints import normalised
from rfpkit.document.model import AnyBlock, Document, Heading, Item, Paragraph, Run
from rfpkit.document.provenance import Carried, Line, Manifest, plain
from rfpkit.lint import Finding, Rule, lint_document


@dataclass(frozen=True)
class Consequences:
    """Lints both documents, each once and only when somebody asks."""

    manifest: Manifest
    returned: Document
    load: Callable[[], Sequence[Rule]]
    jurisdiction: str | None

    def of_clause(self, carried: Carried, ordinals: Collection[int]) -> tuple[Finding, ...]:
        """What some blocks of an edited clause break and the clause as sent did not."""
        known = None
        found = []
        for finding in self.of_lines(ordinals):
            known = self._known(carried) if known is None else known
            if (finding.rule, normalised(finding.quote)) not in known:
                found.append(finding)
        return tuple(found)

    def of_lines(self, ordinals: Collection[int]) -> tuple[Finding, ...]:
        """What some blocks of the returned document break."""
        return tuple(one for one in self._theirs if one.ordinal >= 0 and one.ordinal in ordinals)

    def gaps(self) -> tuple[Finding, ...]:
        """What the linter misses in the returned document and did not miss in ours."""
        missing = [one for one in self._theirs if one.ordinal < 0 and not one.is_hint]
        if not missing:
            return ()
        before = {one.rule for one in self._ours if one.ordinal < 0}
        return tuple(one for one in missing if one.rule not in before)

    @cached_property
    def _theirs(self) -> tuple[Finding, ...]:
        return self._linted(self.returned)

    @cached_property
    def _ours(self) -> tuple[Finding, ...]:
        blocks = [block for carried in self.manifest.clauses for block in _blocks(carried)]
        sent = Document(
            self.returned.title,
            tuple(blocks),
            self.returned.kind,
            properties=self.returned.properties,
        )
        return self._linted(sent)

    @cached_property
    def _starts(self) -> dict[str, int]:
        """Where the blocks of each clause begin in ours."""
        at, found = 0, {}
        for carried in self.manifest.clauses:
            found[carried.origin.id] = at
            at += len(carried.lines)
        return found

    def _known(self, carried: Carried) -> set[tuple[str, str]]:
        start = self._starts[carried.origin.id]
        own = range(start, start + len(carried.lines))
        return {(one.rule, normalised(one.quote)) for one in self._ours if one.ordinal in own}

    def _linted(self, document: Document) -> tuple[Finding, ...]:
        if not self._rules:
            return ()
        return lint_document(document, self._rules, jurisdiction=self.jurisdiction).findings

    @cached_property
    def _rules(self) -> Sequence[Rule]:
        return self.load()


def _blocks(carried: Carried) -> list[AnyBlock]:
    head, *rest = carried.lines
    return [Heading(runs=_runs(head), number=head.number, level=2), *map(_block, rest)]


def _block(line: Line) -> Paragraph | Item:
    if line.number.startswith("("):
        return Item(runs=_runs(line), number=line.number)
    return Paragraph(runs=_runs(line), number=line.number)


def _runs(line: Line) -> tuple[Run, ...]:
    return (Run(plain(line)),)

"""What each clause asks of its document, read once: names, fields, terms, and its conditions.

Which questions of the spec bear on a clause follows from it; so does which of them must be
answered together in every way before nothing more can go wrong between two clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from itertools import chain
from typing import Any

from rfpkit.assembly import terms
from rfpkit.document.markdown import parse as read_markdown
from rfpkit.document.model import AnyBlock, Block, text_blocks
from rfpkit.library.load import Clause, Library
from rfpkit.library.model import Term
from rfpkit.library.placeholders import Insert, Reference, SpecField, pieces
from rfpkit.spec.conditions import Condition, Test, parse
from rfpkit.spec.conditions.model import tests
from rfpkit.yamlfile import Loaded

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ReadClause(Clause):
    """A clause whose text has been read: the same clause, many times as fast to plan with."""

    parsed: tuple[AnyBlock, ...]
    known: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which other clauses may refer to it."""
        return self.known

    def blocks(self) -> tuple[AnyBlock, ...]:
        """What the text says, read beforehand."""
        return self.parsed


@dataclass(frozen=True, slots=True)
class ReadLibrary(Library):
    """A library whose texts have been read and whose clauses are found by name at once."""

    index: Mapping[str, tuple[Clause, ...]]

    def named(self, name: str) -> tuple[Clause, ...]:
        """The clauses that go by this name."""
        return self.index.get(name, ())


def read_ahead(library: Library, *, texts: bool = True) -> ReadLibrary:
    """The same library with every text read; without its ``texts``, only what decides which
    clauses are in."""
    clauses: dict[str, Clause] = {}
    index: dict[str, list[Clause]] = {}
    for name, clause in library.clauses.items():
        own = {field.name: getattr(clause, field.name) for field in fields(clause)}
        own |= {"parsed": clause.blocks()} if texts else {"parsed": (), "text": ""}
        own |= {"known": clause.names}
        clauses[name] = read = ReadClause(**own)
        for known in read.names:
            index.setdefault(known, []).append(read)
    found = {name: tuple(all_) for name, all_ in index.items()}
    return ReadLibrary(
        clauses,
        library.templates,
        library.glossary,
        found,
        schemes=library.schemes,
        houses=library.houses,
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that a clause gives another clause, and the line where it does."""

    name: str
    anchor: str
    line: int
    words: str
    """What the clause does with it: refers to it, needs it, falls back on a text that does."""


@dataclass(frozen=True, slots=True)
class Anatomy:
    """One clause, taken apart."""

    clause: Clause
    condition: Condition
    mentions: tuple[Mention, ...]
    needs: tuple[tuple[str, int], ...]
    """Fields of the spec that the text uses, and where."""
    terms: frozenset[str]
    """Defined terms in the text, in any form."""
    lists_terms: bool
    """Whether the definitions are inserted here."""

    @property
    def asks(self) -> tuple[str, ...]:
        """The fields that decide whether the clause is in."""
        return tuple(test.field for test in tests(self.condition))


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition of a term, taken apart."""

    documents: tuple[str, ...]
    condition: Condition
    mentions: tuple[Mention, ...]
    terms: frozenset[str]
    """The terms in its words."""


class Anatomies:
    """A whole library, taken apart."""

    def __init__(self, library: Library) -> None:
        self.library = read_ahead(library)
        self.bare = read_ahead(library, texts=False)
        known = library.glossary.value.terms
        self._all_terms = {
            name: Term(text="…", forms=tuple(form for one in found for form in one.forms))
            for name, found in known.items()
        }
        self.clauses = {one.id: self._anatomy(one) for one in self.library.clauses.values()}
        self.definitions = {
            name: tuple(self._definition(one) for one in found) for name, found in known.items()
        }

    def terms_in(self, texts: Iterable[str]) -> frozenset[str]:
        """All terms of the library in some texts, whether or not a document defines them."""
        return frozenset(terms.used(self._all_terms, texts))

    def _definition(self, term: Term) -> Definition:
        return Definition(
            term.documents,
            parse(term.when, self.library.glossary),
            tuple(_mentions(read_markdown(term.text), set(), 0, "refers to")),
            self.terms_in([term.text]),
        )

    def _anatomy(self, clause: Clause) -> Anatomy:
        texts = tuple(text_blocks(clause.blocks()))
        blanks = set(clause.front.blanks)
        found = [*_mentions(texts, blanks, clause.text_line, "refers to")]
        for at, fallback in enumerate(clause.front.fallbacks):
            line, _ = clause.loaded.place("fallbacks", at, "text")
            blocks = text_blocks(read_markdown(fallback.text))
            found += _mentions(blocks, blanks, line, "has a fallback that refers to", fixed=True)
        for at, name in enumerate(clause.front.requires):
            line, _ = clause.loaded.place("requires", at)
            found.append(Mention(name, "", line, "needs"))
        cut = [(_line(b, clause.text_line), p) for b in texts for p in pieces(b.text, blanks)]
        return Anatomy(
            clause,
            parse(clause.front.when, clause.loaded, "when"),
            tuple(dict.fromkeys(found)),
            tuple((piece.path, line) for line, piece in cut if isinstance(piece, SpecField)),
            self.terms_in(block.text for block in texts),
            any(isinstance(piece, Insert) and piece.name == "definitions" for _, piece in cut),
        )

    @cached_property
    def conditions(self) -> tuple[tuple[Loaded[Any], Loc, Condition], ...]:
        """Every condition of clauses, templates and terms, whole, with its file and its place."""
        found: list[tuple[Loaded[Any], Loc, Condition]] = [
            (one.clause.loaded, ("when",), one.condition) for one in self.clauses.values()
        ]
        for template in self.library.templates.values():
            found.append((template, ("when",), parse(template.value.when, template, "when")))
        glossary = self.library.glossary
        for name, all_ in glossary.value.terms.items():
            for at, one in enumerate(all_):
                loc = ("terms", name, at, "when")
                found.append((glossary, loc, parse(one.when, glossary, *loc)))
        return tuple(found)

    def asked(self) -> Iterator[Test]:
        """Every question that a condition puts to the spec."""
        for _, _, condition in self.conditions:
            yield from tests(condition)

    def needed(self) -> Iterator[str]:
        """Every field of the spec that a text or a blank takes its words from, but the supplier's:
        that is known when a contract is signed."""
        for one in self.clauses.values():
            blanks = (blank.spec for blank in one.clause.front.blanks.values() if blank.spec)
            for name in chain((path for path, _ in one.needs), blanks):
                if name.partition(".")[0] != "supplier":
                    yield name

    def interplays(self) -> Iterator[tuple[str, ...]]:
        """The fields that must be answered together in every way: all that decide about a clause
        and about one thing that it asks of its document."""
        for one in self.clauses.values():
            own = (*one.asks, *self._of_templates)
            yield own
            for mention in one.mentions:
                yield (*own, *self.asks_of_clause(mention.name))
            for name in (*one.clause.front.conflicts, one.clause.front.variant_of):
                for other in self.library.named(name) if name else ():
                    yield (*own, *self.clauses[other.id].asks)
            for path, _ in one.needs:
                yield (*own, path)
            for blank in one.clause.front.blanks.values():
                if blank.spec:
                    yield (*own, blank.spec)
            for name in one.terms:
                for extra in self._of_term(name):
                    yield (*own, *extra)

    @cached_property
    def _of_templates(self) -> tuple[str, ...]:
        loaded = self.library.templates.values()
        return tuple(
            test.field for one in loaded for test in tests(parse(one.value.when, one, "when"))
        )

    def asks_of_clause(self, name: str) -> tuple[str, ...]:
        """The fields that decide which clause of a name is in."""
        return tuple(f for one in self.library.named(name) for f in self.clauses[one.id].asks)

    def asks_of_term(self, name: str) -> tuple[str, ...]:
        """The fields that decide what a term means."""
        found = self.definitions[name]
        return tuple(test.field for one in found for test in tests(one.condition))

    @cache  # noqa: B019 - a library lives as long as the program
    def _of_term(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The fields that decide what a term means, with those of all terms in its definitions and
        of each clause that these refer to."""
        reached, waiting = {name}, [name]
        while waiting:
            for one in self.definitions[waiting.pop()]:
                waiting += sorted(one.terms - reached)
                reached |= one.terms
        asks = tuple(asked for other in sorted(reached) for asked in self.asks_of_term(other))
        ones = [one for other in sorted(reached) for one in self.definitions[other]]
        targets = sorted({mention.name for one in ones for mention in one.mentions})
        return (asks, *((*asks, *self.asks_of_clause(target)) for target in targets))


def _mentions(
    blocks: Iterable[AnyBlock], blanks: set[str], line: int, words: str, *, fixed: bool = False
) -> Iterator[Mention]:
    """The references in some texts; ``fixed`` where all of them stand on the line given."""
    for block in text_blocks(tuple(blocks)):
        for piece in pieces(block.text, blanks):
            if isinstance(piece, Reference):
                at = line if fixed else _line(block, line)
                yield Mention(piece.target, piece.anchor, at, words)


def _line(block: Block, otherwise: int) -> int:
    return (block.stretches[0].line if block.stretches else None) or otherwise

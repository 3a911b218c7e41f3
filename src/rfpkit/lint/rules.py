"""The rules of the linter, ready to run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rfpkit.lint.levels import Confidence, Level
from rfpkit.lint.patterns import NAMES, Pattern

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from rfpkit.library.model import Source

LONGEST = 5_000
"""Regular expressions search so many characters of a sentence: some take time by the square."""

MARKED = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
"""The words of a bad example that the rule must flag."""


@dataclass(frozen=True, slots=True)
class Applies:
    """Which documents a rule looks at, and where in them; empty fields exclude nothing."""

    documents: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    sections: tuple[Pattern, ...] = ()
    not_sections: tuple[Pattern, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Kinds of document in which a finding is only a hint, told as advice."""


@dataclass(frozen=True, slots=True)
class Guards:
    """What must, and what may not, stand around words for them to be a finding."""

    near: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    unless_paragraph: tuple[Pattern, ...] = ()

    def patterns(self) -> tuple[Pattern, ...]:
        """Every pattern of the guards."""
        return self.near + self.unless + self.unless_paragraph


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern of words that should not be there, and the guards for it alone."""

    pattern: Pattern
    guards: Guards = Guards()


@dataclass(frozen=True, slots=True)
class Fix:
    """A pattern of words, what to write in their place (see ``fixes``), and guards for it alone."""

    pattern: Pattern
    wording: str
    guards: Guards = Guards()


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression, compiled when it is first needed.

    ``heads`` are words, or beginnings of words with a * after them, of which one stands wherever
    it matches; empty where they are unknown.
    """

    source: str
    heads: frozenset[str] = frozenset()

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression; ``re`` keeps it."""
        return re.compile(self.source, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Find:
    """Words that should not be there, and the guards against false alarms."""

    sought: tuple[Sought, ...]
    regexes: tuple[Regex, ...] = ()
    guards: Guards = Guards()
    skip_negated: bool = True
    bound: tuple[Pattern, ...] = ()
    """Who must do what the words say, where the rule asks for that; it takes a parsed sentence."""


@dataclass(frozen=True, slots=True)
class Require:
    """Words that must be somewhere in the document."""

    patterns: tuple[Pattern, ...]
    headings: tuple[Pattern, ...] = ()
    trigger: tuple[Pattern, ...] = ()
    place: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A named function of ``lint/checks`` and its options."""

    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of the linter. ``id`` is "pack/name", from the path of its file."""

    id: str
    title: str
    level: Level
    confidence: Confidence
    message: str
    why: str
    instead: str
    sources: tuple[Source, ...]
    applies: Applies
    body: Find | Require | Check
    fixes: tuple[Fix, ...] = ()
    bad: tuple[str, ...]
    good: tuple[str, ...]
    path: str

    @property
    def pack(self) -> str:
        """The folder that the rule lies in."""
        return self.id.partition("/")[0]

    @property
    def needs_parse(self) -> bool:
        """Whether the rule runs only with a trained pipeline."""
        return isinstance(self.body, Find) and bool(self.body.bound)

    @cached_property
    def with_names(self) -> Mapping[str, tuple[Pattern, ...]]:
        """Those of its patterns in which the name of a product, or of a system, must be known."""
        every = tuple(self.patterns())
        return {of: tuple(one for one in every if of in one.names) for of in NAMES}

    def patterns(self) -> Iterator[Pattern]:
        """Every pattern that the rule may ask an engine for."""
        yield from self.applies.sections + self.applies.not_sections
        for fix in self.fixes:
            yield from (fix.pattern, *fix.guards.patterns())
        match self.body:
            case Find(sought, _, guards, _, bound):
                yield from bound
                for one in sought:
                    yield from (one.pattern, *one.guards.patterns())
                yield from guards.patterns()
            case Require(patterns, headings, trigger):
                yield from patterns + headings + trigger
            case Check():
                pass


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Every rule under a folder of packs, sorted by id.

    The folder may hold ``vocabulary.yml``. Raises InputError with the faults of all files.
    """
    # Reading takes pydantic and PyYAML, which rules from the cache do without.
    from rfpkit.lint.reading import read_rules

    return read_rules(folder)

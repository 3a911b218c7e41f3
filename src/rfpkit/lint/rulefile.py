"""A rule as its file holds it: ``linters/<pack>/<rule>.yml``.

The docstrings under the fields are the descriptions in ``schemas/rule.schema.json``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import Annotated, Any, Literal

from annotated_types import MinLen

from rfpkit.library.model import Source, Text
from rfpkit.lint.levels import Confidence, Level
from rfpkit.spec.vocabulary import Jurisdiction
from rfpkit.yamlfile import record

DocumentKind = Literal["rfp", "contract", "statement-of-work", "spec", "other"]


@record
class AppliesFile:
    """Which documents a rule looks at, and where in them."""

    documents: tuple[DocumentKind, ...] = ()
    """Kinds of document; all where left out."""
    elsewhere: tuple[DocumentKind, ...] = ()
    """Kinds in which a gap is only worth a hint: what is missing may stand in another document."""
    jurisdictions: tuple[Jurisdiction, ...] = ()
    """Whose procurement law; all where left out."""
    since: dt.date | None = None
    """Only for documents dated on or after."""
    until: dt.date | None = None
    """Only for documents dated before."""
    sections: tuple[Text, ...] = ()
    """Only under headings in which one of these patterns stands."""
    not_sections: tuple[Text, ...] = ()
    """Never under headings in which one of these patterns stands."""


@record
class FindFile:
    """A pattern with guards of its own, beside those of its rule."""

    pattern: Text
    """The words that should not be there."""
    near: tuple[Text, ...] = ()
    """One of these patterns must stand in the same sentence too."""
    unless: tuple[Text, ...] = ()
    """None of these patterns may stand in the same sentence."""
    unless_paragraph: tuple[Text, ...] = ()
    """None of these patterns may stand in the same paragraph."""


@record
class RequireFile:
    """Words that must stand somewhere in the document."""

    any: tuple[Text, ...] = ()
    """One of these patterns anywhere in the document is enough."""
    headings: tuple[Text, ...] = ()
    """Or one of these patterns in a heading."""
    trigger: tuple[Text, ...] = ()
    """Asked for only where one of these patterns stands; always where left out."""
    place: str = ""
    """Where the words belong."""
    clauses: tuple[Text, ...] = ()
    """The clauses of the library that fill the gap, one for each variant."""


@record
class FixFile:
    """Words that plainer or fairer ones can replace wherever the rule finds them."""

    pattern: Text
    """The words to replace, among those found or around them."""
    replace: Text
    """What to write; ``{2}`` stands for the second of the words, ``{quote}`` for all of them."""
    near: tuple[Text, ...] = ()
    """One of these patterns must stand in the same sentence too."""
    unless: tuple[Text, ...] = ()
    """None of these patterns may stand in the same sentence."""
    unless_paragraph: tuple[Text, ...] = ()
    """None of these patterns may stand in the same paragraph."""


@record
class ExamplesFile:
    """Texts that the rule must flag, and texts that it must not: they are its tests."""

    bad: Annotated[tuple[Text, ...], MinLen(1)]
    """Must be flagged. For ``find``, ``**`` marks exactly the words."""
    good: Annotated[tuple[Text, ...], MinLen(1)]
    """Must not be flagged."""


@record
class RuleFile:
    """A rule of the linter: what it flags, why, and what to write instead."""

    title: Text
    """The thing it flags, named so that "allow <title>" reads well."""
    level: Level
    """How grave it is."""
    confidence: Confidence
    """How often a finding is right."""
    message: Text
    """One sentence for the report; ``{quote}`` stands for the words found."""
    why: Text
    """Why it does harm."""
    instead: Text
    """What to write instead."""
    sources: Annotated[tuple[Source, ...], MinLen(1)]
    """Where the rule comes from."""
    applies: AppliesFile = AppliesFile()
    """Which documents it looks at, and where in them."""
    find: tuple[Text | FindFile, ...] = ()
    """Patterns of words that should not be there, each alone or with guards of its own."""
    regex: tuple[Text, ...] = ()
    """Regular expressions beside ``find``, each within one sentence."""
    near: tuple[Text, ...] = ()
    """One of these patterns must stand in the same sentence too."""
    unless: tuple[Text, ...] = ()
    """None of these patterns may stand in the same sentence."""
    unless_paragraph: tuple[Text, ...] = ()
    """None of these patterns may stand in the same paragraph."""
    needs: Literal["", "parse"] = ""
    """``parse``: a trained spaCy pipeline; the rule is reported as not run where there is none."""
    bound: tuple[Text, ...] = ()
    """Lists of the vocabulary, such as ``supplier``: who must do what the words of ``find`` say."""
    negated: Literal["skip", "keep"] = "skip"
    """Whether a match that is negated is dropped."""
    require: RequireFile | None = None
    """Words that must stand somewhere."""
    check: str = ""
    """A function of ``rfpkit.lint.checks``."""
    options: dict[str, Any] = field(default_factory=dict)
    """Options of that function."""
    fix: tuple[FixFile, ...] = ()
    """What can be replaced by a click: the sentence stays whole, whatever words are found."""
    examples: ExamplesFile
    """Its tests."""

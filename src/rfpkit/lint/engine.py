"""The rules run over a document: the one call behind ``rfpkit lint``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rfpkit.document.model import Document
from rfpkit.lint.checks import CHECKS
from rfpkit.lint.kinds import kind_of
from rfpkit.lint.matching import Engine, FastEngine
from rfpkit.lint.names import Names
from rfpkit.lint.negation import ends_negated, negated
from rfpkit.lint.passages import Passage, Subject, subject
from rfpkit.lint.patterns import Pattern
from rfpkit.lint.report import Finding, Report, ordered, place
from rfpkit.lint.rules import Applies, Check, Find, Guards, Regex, Require, Rule
from rfpkit.lint.tokens import Words

EngineName = Literal["fast", "spacy"]


def lint_document(
    document: Document,
    rules: Sequence[Rule],
    *,
    as_of: dt.date | None = None,
    jurisdiction: str | None = None,
    kind: str | None = None,
    engine: EngineName = "fast",
) -> Report:
    """Everything that the rules have to say about a document.

    ``as_of`` is the document's date; without it the document's own property ``date`` counts, and
    without either the document is taken to be current. A rule bound to jurisdictions runs only
    where ``jurisdiction`` is one of them. ``kind`` overrides what the document is taken to be.
    """
    whole = subject(document)
    actual = kind or kind_of(document)
    date = as_of or _date(document)
    chosen = [rule for rule in rules if _concerns(rule.applies, actual, jurisdiction, date)]
    run = _Run(whole, _engine(engine, whole, chosen))
    findings = [finding for rule in chosen for finding in run.findings(rule)]
    return Report(document.path, actual, whole.words, ordered(findings))


def _engine(name: EngineName, whole: Subject, rules: Iterable[Rule]) -> Engine:
    sentences = [sentence.words for sentence in whole.sentences]
    names = Names(whole)
    if name == "fast":
        return FastEngine(sentences, names)
    from rfpkit.lint.nlp import SpacyEngine

    return SpacyEngine(sentences, [p for rule in rules for p in rule.patterns()], names)


def _date(document: Document) -> dt.date | None:
    try:
        return dt.date.fromisoformat(document.properties.get("date", ""))
    except ValueError:
        return None


def _concerns(applies: Applies, kind: str, jurisdiction: str | None, date: dt.date | None) -> bool:
    """Whether a rule looks at this document at all. An undated document counts as current."""
    if applies.documents and kind not in applies.documents:
        return False
    if applies.jurisdictions and jurisdiction not in applies.jurisdictions:
        return False
    if date is None:
        return applies.until is None
    if applies.since is not None and date < applies.since:
        return False
    return applies.until is None or date < applies.until


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words found in a sentence, as offsets in the passage's text."""

    sentence: int
    start: int
    end: int


@dataclass(slots=True)
class _Run:
    """One document under one engine; remembers where each pattern stands."""

    subject: Subject
    engine: Engine
    _standing: dict[str, frozenset[int]] = field(default_factory=dict)

    def findings(self, rule: Rule) -> Iterator[Finding]:
        """What one rule finds, in no particular order."""
        match rule.body:
            case Find():
                return self._find(rule, rule.body)
            case Require():
                return self._require(rule, rule.body)
            case Check():
                return self._check(rule, rule.body)

    def _find(self, rule: Rule, body: Find) -> Iterator[Finding]:
        """At most one finding a sentence: the leftmost, and of those the longest."""
        best: dict[int, _Hit] = {}
        for hit in self._hits(rule, body):
            known = best.get(hit.sentence)
            if known is None or (hit.start, -hit.end) < (known.start, -known.end):
                best[hit.sentence] = hit
        for hit in best.values():
            yield self._finding(rule, hit)

    def _hits(self, rule: Rule, body: Find) -> Iterator[_Hit]:
        for sought in body.sought:
            pattern = sought.pattern
            for match in self.engine.find(pattern):
                if not self._admits(rule, match.sentence, body.guards, sought.guards):
                    continue
                words = self.subject.sentences[match.sentence].words
                deniable = body.skip_negated and not pattern.is_negative
                if deniable and self._negated(match.sentence, words, match.start, match.end):
                    continue
                yield _Hit(match.sentence, words.starts[match.start], words.ends[match.end - 1])
        for regex in body.regexes:
            compiled = regex.compiled
            for ordinal, text, start, end in self._texts(regex):
                for found in compiled.finditer(text, start, end):
                    if found.group() and self._admits(rule, ordinal, body.guards):
                        yield _Hit(ordinal, found.start(), found.end())

    def _texts(self, regex: Regex) -> Iterator[tuple[int, str, int, int]]:
        """The sentences that may hold a regular expression: the ordinal of each, the text of its
        passage, and where in it the sentence stands."""
        every = self.subject.sentences
        for ordinal in self.engine.holding(regex.heads) if regex.heads else range(len(every)):
            sentence = every[ordinal]
            text = self.subject.passages[sentence.passage].text
            yield ordinal, text, sentence.start, sentence.end

    def _negated(self, ordinal: int, words: Words, start: int, end: int) -> bool:
        passage = self._passage(ordinal)
        if negated(passage.text, words, start, end):
            return True
        if passage.is_cell:
            return False
        read_with = (self.subject.sentences_of(other) for other in passage.context)
        return any(ends_negated(self.subject.sentences[r[-1]].words) for r in read_with if r)

    def _passage(self, sentence: int) -> Passage:
        return self.subject.passages[self.subject.sentences[sentence].passage]

    def _admits(self, rule: Rule, ordinal: int, *guards: Guards) -> bool:
        """Whether a rule and all guards let a match in this sentence stand."""
        passage = self._passage(ordinal)
        if not passage.is_body or not self._in_section(rule.applies, passage):
            return False
        around = [s for other in passage.context for s in self.subject.sentences_of(other)]
        return all(self._allow(guard, ordinal, around) for guard in guards)

    def _allow(self, guards: Guards, ordinal: int, around: Sequence[int]) -> bool:
        """Whether guards let a match in a sentence stand, with the sentences it is read with."""
        if guards.near and not self._stand(guards.near, [ordinal, *around]):
            return False
        if guards.unless and self._stand(guards.unless, [ordinal, *around]):
            return False
        if not guards.unless_paragraph:
            return True
        paragraph = self.subject.sentences_of(self.subject.sentences[ordinal].passage)
        return not self._stand(guards.unless_paragraph, [*paragraph, *around])

    def _in_section(self, applies: Applies, passage: Passage) -> bool:
        if not applies.sections and not applies.not_sections:
            return True
        headings = [s for h in passage.trail for s in self.subject.sentences_of(h)]
        if applies.sections and not self._stand(applies.sections, headings):
            return False
        return not self._stand(applies.not_sections, headings)

    def _stand(self, patterns: Sequence[Pattern], sentences: Sequence[int]) -> bool:
        """Whether one of the patterns stands in one of the sentences."""
        return any(s in self._where(pattern) for pattern in patterns for s in sentences)

    def _where(self, pattern: Pattern) -> frozenset[int]:
        if pattern.source not in self._standing:
            self._standing[pattern.source] = frozenset(self.engine.candidates(pattern))
        return self._standing[pattern.source]

    def _require(self, rule: Rule, body: Require) -> Iterator[Finding]:
        if any(self._somewhere(p, headings_only=False) is not None for p in body.patterns):
            return
        if any(self._somewhere(p, headings_only=True) is not None for p in body.headings):
            return
        if not body.trigger:
            yield self._about_document(rule)
            return
        triggers = [self._somewhere(p, headings_only=False) for p in body.trigger]
        hits = [hit for hit in triggers if hit is not None]
        if hits:
            yield self._finding(rule, min(hits, key=lambda hit: (hit.sentence, hit.start)))

    def _somewhere(self, pattern: Pattern, *, headings_only: bool) -> _Hit | None:
        """The first place of a pattern outside contents lists and page headers."""
        for match in self.engine.find(pattern):
            passage = self._passage(match.sentence)
            if passage.is_contents or passage.is_furniture:
                continue
            if passage.is_heading or not headings_only:
                words = self.subject.sentences[match.sentence].words
                return _Hit(match.sentence, words.starts[match.start], words.ends[match.end - 1])
        return None

    def _check(self, rule: Rule, body: Check) -> Iterator[Finding]:
        for flaw in CHECKS[body.name].function(self.subject, body.options):
            if flaw.passage < 0:
                yield self._about_document(rule, dict(flaw.words))
                continue
            if not self._in_section(rule.applies, self.subject.passages[flaw.passage]):
                continue
            ordinals = self.subject.sentences_of(flaw.passage)
            holding = [s for s in ordinals if self.subject.sentences[s].end > flaw.start]
            sentence = holding[0] if holding else ordinals[-1]
            yield self._finding(rule, _Hit(sentence, flaw.start, flaw.end), dict(flaw.words))

    def _about_document(self, rule: Rule, words: dict[str, str] | None = None) -> Finding:
        return Finding(
            rule=rule.id,
            level=rule.level,
            confidence=rule.confidence,
            message=rule.message.format(**{"quote": "", **(words or {})}),
            path=self.subject.document.path,
            instead=rule.instead,
        )

    def _finding(self, rule: Rule, hit: _Hit, words: dict[str, str] | None = None) -> Finding:
        sentence = self.subject.sentences[hit.sentence]
        passage = self.subject.passages[sentence.passage]
        quote = " ".join(passage.text[hit.start : hit.end].split())
        begin, last = place(passage.block, hit.start), place(passage.block, hit.end - 1)
        return Finding(
            rule=rule.id,
            level=rule.level,
            confidence=rule.confidence,
            message=rule.message.format(**{"quote": quote, **(words or {})}),
            path=self.subject.document.path,
            line=begin.line,
            column=begin.column,
            end_line=last.line,
            end_column=None if last.column is None else last.column + 1,
            page=begin.page,
            section=passage.section or None,
            paragraph=passage.paragraph or None,
            quote=quote,
            context=" ".join(passage.text[sentence.start : max(sentence.end, hit.end)].split()),
            passage=passage.text,
            instead=rule.instead,
            fix=rule.fix,
            ordinal=passage.ordinal,
            start=hit.start,
            end=hit.end,
        )

"""The rules run over a document: the one call behind ``rfpkit lint``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rfpkit.document.model import Document
from rfpkit.lint.checks import CHECKS
from rfpkit.lint.fixes import Replacement, replacement
from rfpkit.lint.grammar import Parse, Token, actors
from rfpkit.lint.kinds import kind_of
from rfpkit.lint.matching import Engine, FastEngine
from rfpkit.lint.names import Names
from rfpkit.lint.negation import ends_negated, negated
from rfpkit.lint.passages import Passage, Subject, subject
from rfpkit.lint.patterns import NAMES, Pattern
from rfpkit.lint.report import Finding, NotRun, Report, ordered, place
from rfpkit.lint.rules import LONGEST, Applies, Check, Find, Guards, Regex, Require, Rule
from rfpkit.lint.tokens import Words

EngineName = Literal["fast", "spacy"]
NO_PIPELINE = "needs a trained spaCy pipeline"


def lint_document(
    document: Document,
    rules: Sequence[Rule],
    *,
    as_of: dt.date | None = None,
    jurisdiction: str | None = None,
    kind: str | None = None,
    engine: EngineName = "fast",
    pipeline: Parse | None = None,
) -> Report:
    """Everything that the rules have to say about a document.

    ``as_of`` is the document's date; without it the document's own property ``date`` counts, and
    without either the document is taken to be current. A rule bound to jurisdictions runs only
    where ``jurisdiction`` is one of them. ``kind`` overrides what the document is taken to be.
    Without a ``pipeline`` the rules that ask who does what are reported as not run.
    """
    whole = subject(document)
    actual = kind or kind_of(document)
    date = as_of or _date(document)
    chosen = [
        replace(rule, level="advice", confidence="low")
        if actual in rule.applies.elsewhere
        else rule
        for rule in rules
        if _concerns(rule.applies, actual, jurisdiction, date)
    ]
    able = [rule for rule in chosen if pipeline is not None or not rule.needs_parse]
    run = _Run(whole, _engine(engine, whole, able), pipeline)
    findings = [finding for rule in able for finding in run.findings(rule)]
    left = [rule.id for rule in chosen if rule.needs_parse and pipeline is None]
    return Report(
        document.path,
        actual,
        whole.words,
        ordered(findings),
        not_run=tuple(NotRun(rule, NO_PIPELINE) for rule in left),
    )


def _engine(name: EngineName, whole: Subject, rules: Iterable[Rule]) -> Engine:
    sentences = [sentence.words for sentence in whole.sentences]
    names = Names(whole)
    if name == "fast":
        named = {of: [p for rule in rules for p in rule.with_names[of]] for of in NAMES}
        return FastEngine(sentences, names, named)
    from rfpkit.lint.nlp import SpacyEngine

    return SpacyEngine(sentences, [p for rule in rules for p in rule.patterns()], names)


def _date(document: Document) -> dt.date | None:
    try:
        return dt.date.fromisoformat(document.properties.get("date", ""))
    except ValueError:
        return None


def _remedy(body: Find | Require | Check) -> str:
    """Where what is missing belongs, and which clause of the library says it."""
    if not isinstance(body, Require) or not body.place:
        return ""
    place = f"Put it {body.place[0].lower()}{body.place[1:].rstrip('.')}"
    if not body.clauses:
        return f"{place}."
    *others, last = body.clauses
    named = (
        f"clauses {', '.join(others)} or {last} of the library say"
        if others
        else f"clause {last} of the library says"
    )
    return f"{place}; {named} it."


def _concerns(applies: Applies, kind: str, jurisdiction: str | None, date: dt.date | None) -> bool:
    """Whether a rule looks at this document at all. An undated document counts as current."""
    if applies.documents and kind not in (*applies.documents, *applies.elsewhere):
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
    """One document under one engine; remembers where the patterns of each guard stand."""

    subject: Subject
    engine: Engine
    pipeline: Parse | None = None
    _parsed: dict[int, tuple[Token, ...]] = field(default_factory=dict)
    _standing: dict[int, frozenset[int]] = field(default_factory=dict)

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
            if body.bound and not self._is_bound(body, hit):
                continue
            known = best.get(hit.sentence)
            if known is None or (hit.start, -hit.end) < (known.start, -known.end):
                best[hit.sentence] = hit
        fixes = self._fixes(rule, best)
        for hit in best.values():
            yield self._finding(rule, hit, fix=fixes.get(hit.sentence))

    def _fixes(self, rule: Rule, hits: Mapping[int, _Hit]) -> dict[int, Replacement]:
        """The fix for the words found in each sentence: the leftmost, and of those the longest."""
        best: dict[int, tuple[int, int, Replacement]] = {}
        for fix in rule.fixes if hits else ():
            for match in self.engine.find(fix.pattern):
                hit = hits.get(match.sentence)
                if hit is None or not self._admits(rule, match.sentence, fix.guards):
                    continue
                sentence = self.subject.sentences[match.sentence]
                text = self.subject.passages[sentence.passage].text
                words = sentence.words
                spans = [(words.starts[at], words.ends[at]) for at in range(match.start, match.end)]
                made = replacement(text, spans, fix.wording)
                key = match.start, -match.end
                if made is None or spans[0][0] >= hit.end or spans[-1][1] <= hit.start:
                    continue
                if match.sentence not in best or key < best[match.sentence][:2]:
                    best[match.sentence] = (*key, made)
        return {sentence: made for sentence, (_, _, made) in best.items()}

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

    def _is_bound(self, body: Find, hit: _Hit) -> bool:
        """Whether all who do what the words say are of the roles that the rule asks for."""
        sentence = self.subject.sentences[hit.sentence]
        offset = sentence.start
        doing = actors(self._tokens(hit.sentence), hit.start - offset, hit.end - offset)
        spans = [
            (sentence.words.starts[match.start], sentence.words.ends[match.end - 1])
            for pattern in body.bound
            for match in self.engine.find(pattern)
            if match.sentence == hit.sentence
        ]
        return bool(doing) and all(
            any(start <= at + offset < end for start, end in spans) for at in doing
        )

    def _tokens(self, ordinal: int) -> tuple[Token, ...]:
        """A sentence as the pipeline reads it."""
        if ordinal not in self._parsed and self.pipeline is not None:
            sentence = self.subject.sentences[ordinal]
            text = self.subject.passages[sentence.passage].text[sentence.start : sentence.end]
            self._parsed[ordinal] = tuple(self.pipeline(text.replace("\n", " ")))
        return self._parsed.get(ordinal, ())

    def _texts(self, regex: Regex) -> Iterator[tuple[int, str, int, int]]:
        """The sentences that may hold a regular expression: the ordinal of each, the text of its
        passage, and where in it the sentence stands."""
        every = self.subject.sentences
        for ordinal in self.engine.holding(regex.heads) if regex.heads else range(len(every)):
            sentence = every[ordinal]
            text = self.subject.passages[sentence.passage].text
            yield ordinal, text, sentence.start, min(sentence.end, sentence.start + LONGEST)

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
        where = self._standing.get(id(patterns))
        if where is None:
            found = (self.engine.candidates(pattern) for pattern in patterns)
            where = self._standing[id(patterns)] = frozenset().union(*found)
        return not where.isdisjoint(sentences)

    def _require(self, rule: Rule, body: Require) -> Iterator[Finding]:
        if any(self._somewhere(pattern) for pattern in body.patterns):
            return
        if any(self._somewhere(pattern, headings_only=True) for pattern in body.headings):
            return
        if not body.trigger or any(self._somewhere(pattern) for pattern in body.trigger):
            yield self._about_document(rule)

    def _somewhere(self, pattern: Pattern, *, headings_only: bool = False) -> bool:
        """Whether a pattern stands somewhere but in contents lists and page headers."""
        passages = map(self._passage, self.engine.candidates(pattern))
        return any(
            (passage.is_heading or not headings_only)
            and not (passage.is_contents or passage.is_furniture)
            for passage in passages
        )

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
            instead=f"{rule.instead} {_remedy(rule.body)}".strip(),
        )

    def _finding(
        self,
        rule: Rule,
        hit: _Hit,
        words: dict[str, str] | None = None,
        fix: Replacement | None = None,
    ) -> Finding:
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
            fix=fix.text if fix else None,
            ordinal=passage.ordinal,
            start=hit.start,
            end=hit.end,
            fix_start=fix.start if fix else 0,
            fix_end=fix.end if fix else 0,
        )

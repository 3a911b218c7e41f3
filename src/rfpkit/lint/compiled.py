"""Rules as plain values and back, so that a cache can keep them: nodes and patterns once each.

What only ``rfpkit explain`` tells of a rule is left out: why, sources and examples.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from rfpkit.filecache import FileCache, digest, digest_of
from rfpkit.lint.patterns import (
    Either,
    Exact,
    Gap,
    Name,
    Node,
    Pattern,
    Prefix,
    Quantity,
    Word,
)
from rfpkit.lint.rules import (
    Applies,
    Check,
    Find,
    Fix,
    Guards,
    Regex,
    Require,
    Rule,
    Sought,
    load_rules,
)

_COMPILED = "compiled"
_READING = Path(__file__).resolve().parent
"""The code that says what a rule file means."""

_TEXTS = ("id", "title", "level", "confidence", "message", "instead", "path")


def cached_rules(folder: Path, cache: FileCache | None) -> tuple[Rule, ...]:
    """The rules of a folder as compiled when rfpkit was installed, or from the cache; without
    either, from their files. What only ``rfpkit explain`` tells is left out."""
    key = _key(folder)
    caches = [FileCache(folder / _COMPILED), *([cache] if cache else [])]
    for one in caches:
        kept = one.get(key)
        if kept is not None:
            try:
                return unpacked(kept)
            except (LookupError, TypeError, ValueError, AttributeError):
                pass  # somebody has changed the file: it is written anew
    kept = packed(load_rules(folder))
    if cache is not None:
        cache.put(key, kept)
    return unpacked(kept)


def compile_rules(folder: Path) -> None:
    """Write the rules of a folder, compiled, below it. Raises InputError where one is wrong."""
    import shutil  # only who installs rfpkit needs it

    shutil.rmtree(folder / _COMPILED, ignore_errors=True)
    FileCache(folder / _COMPILED).put(_key(folder), packed(load_rules(folder)))


def _key(folder: Path) -> str:
    return "rules-" + digest([digest_of(folder, "*.yml"), digest_of(_READING, "*.py")])


def packed(rules: Sequence[Rule]) -> Any:
    """The rules as lists, dictionaries, texts and numbers."""
    return _Packer().packed(rules)


def unpacked(kept: Any) -> tuple[Rule, ...]:
    """The rules that ``packed`` made the value from; patterns share their nodes again."""
    return _Unpacker(kept).rules()


class _Packer:
    def __init__(self) -> None:
        self.sets: dict[frozenset[str], int] = {}
        self.nodes: list[Any] = []
        self.patterns: list[Any] = []
        self.known: dict[Node, int] = {}
        self.numbers: dict[str, int] = {}

    def packed(self, rules: Sequence[Rule]) -> Any:
        made = [self._rule(rule) for rule in rules]
        sets = [sorted(words) for words in self.sets]
        return {"sets": sets, "nodes": self.nodes, "patterns": self.patterns, "rules": made}

    def _rule(self, rule: Rule) -> Any:
        applies = rule.applies
        return {
            **{name: getattr(rule, name) for name in _TEXTS},
            "documents": applies.documents,
            "elsewhere": applies.elsewhere,
            "jurisdictions": applies.jurisdictions,
            "since": applies.since and applies.since.isoformat(),
            "until": applies.until and applies.until.isoformat(),
            "sections": self._all(applies.sections),
            "not_sections": self._all(applies.not_sections),
            "fixes": [
                [self._pattern(fix.pattern), fix.wording, *self._guards(fix.guards)]
                for fix in rule.fixes
            ],
            **self._body(rule.body),
        }

    def _body(self, body: Find | Require | Check) -> dict[str, Any]:
        match body:
            case Find(sought, regexes, guards, skip, bound):
                found = [[self._pattern(one.pattern), *self._guards(one.guards)] for one in sought]
                heads = [[regex.source, sorted(regex.heads)] for regex in regexes]
                return {"find": [found, heads, self._guards(guards), skip, self._all(bound)]}
            case Require(patterns, headings, trigger, place, clauses):
                lists = [self._all(group) for group in (patterns, headings, trigger)]
                return {"require": [*lists, place, clauses]}
            case Check(name, options):
                return {"check": [name, dict(options)]}

    def _guards(self, guards: Guards) -> list[list[int]]:
        return [self._all(group) for group in (guards.near, guards.unless, guards.unless_paragraph)]

    def _all(self, patterns: Sequence[Pattern]) -> list[int]:
        return [self._pattern(pattern) for pattern in patterns]

    def _pattern(self, pattern: Pattern) -> int:
        if pattern.source not in self.numbers:
            self.numbers[pattern.source] = len(self.patterns)
            nodes = [self._node(node) for node in pattern.nodes]
            keys = [self._set(key) for key in pattern.keys]
            self.patterns.append([pattern.source, keys, sorted(pattern.names), nodes])
        return self.numbers[pattern.source]

    def _set(self, words: frozenset[str]) -> int:
        return self.sets.setdefault(words, len(self.sets))

    def _node(self, node: Node) -> int:
        if node not in self.known:
            made = self._made(node)
            self.known[node] = len(self.nodes)
            self.nodes.append(made)
        return self.known[node]

    def _made(self, node: Node) -> list[Any]:
        match node:
            case Word(forms):
                return ["word", self._set(forms)]
            case Prefix(prefix):
                return ["prefix", prefix]
            case Exact(word):
                return ["exact", word]
            case Quantity(kind, comparison, bound):
                return ["quantity", kind, comparison, str(bound)]
            case Name(of):
                return ["name", of]
            case Gap(most):
                return ["gap", most]
            case Either(options, optional, role):
                ways = [[self._node(inner) for inner in option] for option in options]
                return ["either", ways, optional, role]


class _Unpacker:
    def __init__(self, kept: Any) -> None:
        self.kept = kept
        self.sets = sets = [frozenset(words) for words in kept["sets"]]
        self.nodes: dict[int, Node] = {}
        self.patterns = [
            Pattern(
                source,
                tuple([sets[at] for at in keys]),
                frozenset(names),
                partial(self._row, row),
            )
            for source, keys, names, row in kept["patterns"]
        ]

    def rules(self) -> tuple[Rule, ...]:
        return tuple(self._rule(rule) for rule in self.kept["rules"])

    def _row(self, row: list[int]) -> tuple[Node, ...]:
        return tuple([self._node(at) for at in row])

    def _node(self, at: int) -> Node:
        """The node of a number; the same object each time."""
        if at not in self.nodes:
            name, *parts = self.kept["nodes"][at]
            self.nodes[at] = self._made(name, parts)
        return self.nodes[at]

    def _made(self, name: str, parts: list[Any]) -> Node:
        match name:
            case "word":
                return Word(self.sets[parts[0]])
            case "either":
                ways, optional, role = parts
                options = tuple([self._row(way) for way in ways])
                return Either(options, optional, role)
            case "gap":
                return Gap(parts[0])
            case "prefix":
                return Prefix(parts[0])
            case "exact":
                return Exact(parts[0])
            case "quantity":
                return Quantity(parts[0], parts[1], Fraction(parts[2]))
            case "name":
                return Name(parts[0])
            case _:
                raise ValueError(f"there is no node {name!r}")

    def _rule(self, kept: Any) -> Rule:
        applies = Applies(
            tuple(kept["documents"]),
            tuple(kept["jurisdictions"]),
            dt.date.fromisoformat(kept["since"]) if kept["since"] else None,
            dt.date.fromisoformat(kept["until"]) if kept["until"] else None,
            self._all(kept["sections"]),
            self._all(kept["not_sections"]),
            tuple(kept["elsewhere"]),
        )
        return Rule(
            **{name: kept[name] for name in _TEXTS},
            sources=(),
            applies=applies,
            body=self._body(kept),
            fixes=tuple(
                Fix(self.patterns[at], wording, self._guards(own))
                for at, wording, *own in kept["fixes"]
            ),
            why="",
            bad=(),
            good=(),
        )

    def _body(self, kept: Any) -> Find | Require | Check:
        if "find" in kept:
            found, heads, guards, skip, bound = kept["find"]
            sought = tuple(Sought(self.patterns[at], self._guards(own)) for at, *own in found)
            regexes = tuple(Regex(source, frozenset(words)) for source, words in heads)
            return Find(sought, regexes, self._guards(guards), skip, self._all(bound))
        if "require" in kept:
            patterns, headings, trigger, place, clauses = kept["require"]
            return Require(
                self._all(patterns), self._all(headings), self._all(trigger), place, tuple(clauses)
            )
        name, options = kept["check"]
        return Check(name, options)

    def _guards(self, groups: Sequence[Sequence[int]]) -> Guards:
        return Guards(*(self._all(group) for group in groups)) if any(groups) else _NO_GUARDS

    def _all(self, numbers: Sequence[int]) -> tuple[Pattern, ...]:
        return tuple([self.patterns[at] for at in numbers])


_NO_GUARDS = Guards()

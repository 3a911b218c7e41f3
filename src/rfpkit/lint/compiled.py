"""Rules as plain values and back, so that a cache can keep them: nodes and patterns once each.

The sources of a rule, which only ``rfpkit explain`` tells, are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from rfpkit.filecache import FileCache, digest, digest_of, program
from rfpkit.lint.patterns import (
    Either,
    Exact,
    Gap,
    Node,
    Pattern,
    Prefix,
    Product,
    Quantity,
    Word,
)
from rfpkit.lint.rules import (
    Applies,
    Check,
    Find,
    Guards,
    Regex,
    Require,
    Rule,
    Sought,
    load_rules,
)

_TEXTS = ("id", "title", "level", "confidence", "message", "why", "instead", "fix", "path")


def cached_rules(folder: Path, cache: FileCache) -> tuple[Rule, ...]:
    """The rules of a folder, without their sources, from the cache where it has them."""
    key = "rules-" + digest([str(folder), digest_of(folder, "*.yml"), program()])
    kept = cache.get(key)
    if kept is not None:
        try:
            return unpacked(kept)
        except (LookupError, TypeError, ValueError, AttributeError):
            pass  # somebody has changed the file: it is written anew
    rules = load_rules(folder)
    kept = packed(rules)
    cache.put(key, kept)
    return unpacked(kept)


def packed(rules: Sequence[Rule]) -> Any:
    """The rules as lists, dictionaries, texts and numbers."""
    return _Packer().packed(rules)


def unpacked(kept: Any) -> tuple[Rule, ...]:
    """The rules that ``packed`` made the value from; patterns share their nodes again."""
    return _Unpacker(kept).rules()


class _Packer:
    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.patterns: list[Any] = []
        self.known: dict[Node, int] = {}
        self.numbers: dict[str, int] = {}

    def packed(self, rules: Sequence[Rule]) -> Any:
        made = [self._rule(rule) for rule in rules]
        return {"nodes": self.nodes, "patterns": self.patterns, "rules": made}

    def _rule(self, rule: Rule) -> Any:
        applies = rule.applies
        return {
            **{name: getattr(rule, name) for name in _TEXTS},
            "bad": rule.bad,
            "good": rule.good,
            "documents": applies.documents,
            "jurisdictions": applies.jurisdictions,
            "since": applies.since and applies.since.isoformat(),
            "until": applies.until and applies.until.isoformat(),
            "sections": self._all(applies.sections),
            "not_sections": self._all(applies.not_sections),
            **self._body(rule.body),
        }

    def _body(self, body: Find | Require | Check) -> dict[str, Any]:
        match body:
            case Find(sought, regexes, guards, skip):
                found = [[self._pattern(one.pattern), *self._guards(one.guards)] for one in sought]
                heads = [[regex.source, sorted(regex.heads)] for regex in regexes]
                return {"find": [found, heads, self._guards(guards), skip]}
            case Require(patterns, headings, trigger, place, clause):
                lists = [self._all(group) for group in (patterns, headings, trigger)]
                return {"require": [*lists, place, clause]}
            case Check(name, options):
                return {"check": [name, dict(options)]}

    def _guards(self, guards: Guards) -> list[list[int]]:
        return [self._all(group) for group in (guards.near, guards.unless, guards.unless_paragraph)]

    def _all(self, patterns: Sequence[Pattern]) -> list[int]:
        return [self._pattern(pattern) for pattern in patterns]

    def _pattern(self, pattern: Pattern) -> int:
        if pattern.source not in self.numbers:
            self.numbers[pattern.source] = len(self.patterns)
            self.patterns.append([pattern.source, [self._node(node) for node in pattern.nodes]])
        return self.numbers[pattern.source]

    def _node(self, node: Node) -> int:
        if node not in self.known:
            made = self._made(node)
            self.known[node] = len(self.nodes)
            self.nodes.append(made)
        return self.known[node]

    def _made(self, node: Node) -> list[Any]:
        match node:
            case Word(forms):
                return ["word", sorted(forms)]
            case Prefix(prefix):
                return ["prefix", prefix]
            case Exact(word):
                return ["exact", word]
            case Quantity(kind, comparison, bound):
                return ["quantity", kind, comparison, str(bound)]
            case Product():
                return ["product"]
            case Gap(most):
                return ["gap", most]
            case Either(options, optional, role):
                ways = [[self._node(inner) for inner in option] for option in options]
                return ["either", ways, optional, role]


class _Unpacker:
    def __init__(self, kept: Any) -> None:
        self.kept = kept
        self.nodes: list[Node] = []
        for name, *parts in kept["nodes"]:
            self.nodes.append(self._node(name, parts))
        nodes = self.nodes
        self.patterns = [
            Pattern(source, tuple([nodes[at] for at in row])) for source, row in kept["patterns"]
        ]

    def rules(self) -> tuple[Rule, ...]:
        return tuple(self._rule(rule) for rule in self.kept["rules"])

    def _node(self, name: str, parts: list[Any]) -> Node:
        match name:
            case "word":
                return Word(frozenset(parts[0]))
            case "either":
                ways, optional, role = parts
                options = tuple([tuple([self.nodes[at] for at in way]) for way in ways])
                return Either(options, optional, role)
            case "gap":
                return Gap(parts[0])
            case "prefix":
                return Prefix(parts[0])
            case "exact":
                return Exact(parts[0])
            case "quantity":
                return Quantity(parts[0], parts[1], Fraction(parts[2]))
            case "product":
                return Product()
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
        )
        return Rule(
            **{name: kept[name] for name in _TEXTS},
            sources=(),
            applies=applies,
            body=self._body(kept),
            bad=tuple(kept["bad"]),
            good=tuple(kept["good"]),
        )

    def _body(self, kept: Any) -> Find | Require | Check:
        if "find" in kept:
            found, heads, guards, skip = kept["find"]
            sought = tuple(Sought(self.patterns[at], self._guards(own)) for at, *own in found)
            regexes = tuple(Regex(source, frozenset(words)) for source, words in heads)
            return Find(sought, regexes, self._guards(guards), skip)
        if "require" in kept:
            patterns, headings, trigger, place, clause = kept["require"]
            return Require(
                self._all(patterns), self._all(headings), self._all(trigger), place, clause
            )
        name, options = kept["check"]
        return Check(name, options)

    def _guards(self, groups: Sequence[Sequence[int]]) -> Guards:
        return Guards(*(self._all(group) for group in groups)) if any(groups) else _NO_GUARDS

    def _all(self, numbers: Sequence[int]) -> tuple[Pattern, ...]:
        return tuple([self.patterns[at] for at in numbers])


_NO_GUARDS = Guards()

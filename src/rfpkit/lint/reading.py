"""Rules read from their files, with every fault told at its place."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from rfpkit.errors import Fault, InputError, RfpkitError
from rfpkit.lint import fixes, tries
from rfpkit.lint.checks import CHECKS
from rfpkit.lint.heads import heads_of
from rfpkit.lint.patterns import Pattern, PatternError, Vocabulary, parse
from rfpkit.lint.rulefile import FindFile, RequireFile, RuleFile
from rfpkit.lint.rules import (
    MARKED,
    Applies,
    Check,
    Find,
    Fix,
    Guards,
    Regex,
    Require,
    Rule,
    Sought,
)
from rfpkit.yamlfile import Loaded, load

VOCABULARY = "vocabulary.yml"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Place = tuple[str | int, ...]


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Every rule under a folder of packs, sorted by id.

    The folder may hold ``vocabulary.yml``. Raises InputError with the faults of all files.
    """
    faults: list[Fault] = []
    vocabulary: Vocabulary | None = Vocabulary({})
    if (folder / VOCABULARY).is_file():
        try:
            vocabulary = load_vocabulary(folder / VOCABULARY)
        except RfpkitError as error:
            faults += error.faults
            vocabulary = None
    rules: list[Rule] = []
    for path in sorted(folder.rglob("*.yml")):
        if path == folder / VOCABULARY:
            continue
        try:
            rules.append(load_rule(path, folder, vocabulary))
        except RfpkitError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    return tuple(sorted(rules, key=lambda rule: rule.id))


def load_vocabulary(path: Path) -> Vocabulary:
    """The shared word lists. Raises InputError where an entry is not a pattern."""
    loaded = load(path, dict[str, tuple[str, ...]])
    vocabulary = Vocabulary(loaded.value)
    faults = []
    for name, entries in loaded.value.items():
        for ordinal in range(len(entries)):
            # The entry alone, under its own list's name, so that a fault has the entry's line.
            single = Vocabulary({**loaded.value, name: entries[ordinal : ordinal + 1]})
            try:
                parse(f"@{name}", single)
            except PatternError as error:
                faults.append(Fault(str(path), *loaded.place(name, ordinal), str(error)))
    if faults:
        raise InputError(*faults)
    return vocabulary


def load_rule(path: Path, folder: Path, vocabulary: Vocabulary | None) -> Rule:
    """The rule of one file; its id is the path below ``folder``. Raises InputError.

    Without a vocabulary, what names its lists is not looked at: that fault is the vocabulary's.
    """
    reader = _Reader(path, load(path, RuleFile), vocabulary)
    rule = reader.rule(path.relative_to(folder).with_suffix(""))
    if reader.faults:
        raise InputError(*reader.faults)
    return rule


class _Reader:
    """Turns one rule file into a rule, and notes every fault with its place on the way."""

    def __init__(self, path: Path, loaded: Loaded[RuleFile], vocabulary: Vocabulary | None) -> None:
        self.path = path
        self.loaded = loaded
        self.file = loaded.value
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []

    def rule(self, relative: Path) -> Rule:
        """The rule, worth using only where no fault was noted."""
        parts = relative.parts
        if len(parts) != 2 or not all(_ID.fullmatch(part) for part in parts):
            self._fault((), "a rule lies in linters/<pack>/<rule>.yml, in small letters, with -")
        file = self.file
        body = self._body()
        self._message(body)
        self._examples(body)
        return Rule(
            id="/".join(parts),
            title=file.title,
            level=file.level,
            confidence=file.confidence,
            message=file.message,
            why=file.why,
            instead=file.instead,
            sources=file.sources,
            applies=self._applies(),
            body=body,
            fixes=self._fixes(body),
            bad=file.examples.bad,
            good=file.examples.good,
            path=str(self.path),
        )

    def _fault(self, place: Place, message: str) -> None:
        line, column = self.loaded.place(*place) if place else (1, 1)
        self.faults.append(Fault(str(self.path), line, column, message))

    def _patterns(self, *place: str | int) -> tuple[Pattern, ...]:
        """The patterns of a field, given by the names on the way to it."""
        sources: Any = self.file
        for name in place:
            sources = sources[name] if isinstance(name, int) else getattr(sources, name)
        found = (self._pattern(source, *place, at) for at, source in enumerate(sources))
        return tuple(pattern for pattern in found if pattern is not None)

    def _pattern(self, source: str, *place: str | int) -> Pattern | None:
        if self.vocabulary is None and "@" in source:
            return None
        try:
            return parse(source, self.vocabulary or Vocabulary({}))
        except PatternError as error:
            self._fault(place, str(error))
            return None

    def _applies(self) -> Applies:
        applies = self.file.applies
        return Applies(
            applies.documents,
            applies.jurisdictions,
            applies.since,
            applies.until,
            self._patterns("applies", "sections"),
            self._patterns("applies", "not_sections"),
            applies.elsewhere,
        )

    def _body(self) -> Find | Require | Check:
        file = self.file
        kinds = [
            name
            for name, given in (
                ("find", file.find or file.regex),
                ("require", file.require),
                ("check", file.check),
            )
            if given
        ]
        if len(kinds) != 1:
            have = " and ".join(kinds) or "none"
            self._fault((), f"a rule has exactly one of find, require and check; this has {have}")
        if file.require is not None:
            return self._require(file.require)
        return self._check() if file.check else self._find()

    def _find(self) -> Find:
        found = (self._sought(ordinal, entry) for ordinal, entry in enumerate(self.file.find))
        return Find(
            tuple(sought for sought in found if sought is not None),
            self._regexes(),
            self._guards(),
            self.file.negated == "skip",
            self._bound(),
        )

    def _bound(self) -> tuple[Pattern, ...]:
        """The roles of which one must do what the words say."""
        needs, bound = self.file.needs == "parse", self.file.bound
        if needs and not (bound and self.file.find):
            self._fault(("needs",), "needs: parse asks who does what: add find, and bound")
        if bound and not needs:
            self._fault(("bound",), "who does what is known of a parsed sentence: add needs: parse")
        if needs and self.file.regex:
            self._fault(("regex",), "a rule that needs a parse finds words by find alone")
        found = (self._pattern(f"@{name}", "bound", at) for at, name in enumerate(bound))
        return tuple(pattern for pattern in found if pattern is not None)

    def _sought(self, ordinal: int, entry: str | FindFile) -> Sought | None:
        place = ("find", ordinal)
        if isinstance(entry, str):
            pattern, guards = self._pattern(entry, *place), Guards()
        else:
            pattern = self._pattern(entry.pattern, *place, "pattern")
            guards = self._guards(*place)
        return None if pattern is None else Sought(pattern, guards)

    def _fixes(self, body: Find | Require | Check) -> tuple[Fix, ...]:
        if self.file.fix and not isinstance(body, Find):
            self._fault(("fix",), "a fix replaces words that a rule with find has found")
        found = []
        for at, entry in enumerate(self.file.fix):
            pattern = self._pattern(entry.pattern, "fix", at, "pattern")
            if pattern is not None:
                self._wording(entry.replace, pattern, at)
                found.append(Fix(pattern, entry.replace, self._guards("fix", at)))
        return tuple(found)

    def _wording(self, wording: str, pattern: Pattern, at: int) -> None:
        """Notes a wording that takes words which its pattern may not have."""
        place = ("fix", at, "replace")
        try:
            highest, unknown = fixes.places(wording)
        except ValueError as error:
            self._fault(place, f"write {{{{ and }}}} for plain braces ({error})")
            return
        for name in unknown:
            self._fault(place, f"{{{name}}} is not known here; there is {{quote}}, {{1}}, {{2}}, …")
        if highest > pattern.fewest:
            self._fault(place, f"the pattern may find fewer than {highest} words")

    def _guards(self, *place: str | int) -> Guards:
        """The guards of the rule, or of one entry of ``find`` or ``fix``."""
        return Guards(
            self._patterns(*place, "near"),
            self._patterns(*place, "unless"),
            self._patterns(*place, "unless_paragraph"),
        )

    def _regexes(self) -> tuple[Regex, ...]:
        found = []
        for ordinal, source in enumerate(self.file.regex):
            try:
                re.compile(source, re.IGNORECASE)
            except (re.error, OverflowError, RecursionError) as error:
                self._fault(("regex", ordinal), f"not a regular expression: {error}")
                continue
            slow = tries.fault(source)
            if slow:
                self._fault(("regex", ordinal), slow)
            found.append(Regex(source, heads_of(source)))
        return tuple(found)

    def _require(self, require: RequireFile) -> Require:
        if not require.any and not require.headings:
            self._fault(("require",), "require needs patterns under any or headings")
        return Require(
            self._patterns("require", "any"),
            self._patterns("require", "headings"),
            self._patterns("require", "trigger"),
            require.place,
            require.clauses,
        )

    def _check(self) -> Check:
        name, options = self.file.check, self.file.options
        check = CHECKS.get(name)
        if check is None:
            self._fault(("check",), f"unknown check {name!r}" + _did_you_mean(name, CHECKS))
        else:
            for option, value in options.items():
                if option not in check.options:
                    hint = _did_you_mean(option, check.options)
                    self._fault(("options", option), f"{name} has no option {option!r}" + hint)
                elif type(value) is not type(check.options[option]):
                    wanted = type(check.options[option]).__name__
                    self._fault(("options", option), f"{option} takes {wanted}, not {value!r}")
            options = {**check.options, **options}
        return Check(name, options)

    def _message(self, body: Find | Require | Check) -> None:
        """Notes a message that names words which a finding of this rule does not have."""
        match body:
            case Find():
                known: tuple[str, ...] = ("quote",)
            case Require():
                known = ()
            case Check(name):
                known = ("quote", *(CHECKS[name].words if name in CHECKS else ()))
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(self.file.message) if name]
        except ValueError as error:
            self._fault(("message",), f"write {{{{ and }}}} for plain braces ({error})")
            return
        for name in names:
            if known and name not in known:
                wanted = ", ".join(f"{{{word}}}" for word in known)
                self._fault(("message",), f"{{{name}}} is not known here; there is {wanted}")
            elif not known:
                self._fault(("message",), f"a require rule quotes nothing: leave out {{{name}}}")

    def _examples(self, body: Find | Require | Check) -> None:
        if not isinstance(body, Find):
            return
        for ordinal, text in enumerate(self.file.examples.bad):
            if not MARKED.search(text):
                self._fault(("examples", "bad", ordinal), "mark the words at fault with **…**")
        for ordinal, text in enumerate(self.file.examples.good):
            if MARKED.search(text):
                self._fault(("examples", "good", ordinal), "a good example marks no words")


def _did_you_mean(name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, known, 1)
    return f", did you mean {close[0]!r}?" if close else f"; there is {', '.join(sorted(known))}"

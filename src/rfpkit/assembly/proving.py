"""The library proves itself: its clauses hold together in every document that a spec can call for.

Whether one clause goes wrong with what it refers to depends on a few questions of the spec. The
walk answers all questions that bear on one such thing in every way together, so what is found
nowhere on the walk is nowhere; and the smallest set of answers that shows a fault is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Any

from rfpkit.assembly.anatomy import Anatomies
from rfpkit.assembly.answers import Answers
from rfpkit.assembly.captions import misplaced_captions
from rfpkit.assembly.combinations import Covering, Part, Row, covering
from rfpkit.assembly.planning import plan
from rfpkit.assembly.structure import Structure, unknown_inserts
from rfpkit.assembly.values import misfit
from rfpkit.errors import Fault
from rfpkit.library.load import Library, check_library
from rfpkit.spec.conditions import Condition, Facts, holds, parse
from rfpkit.spec.conditions.facts import DOCUMENTS
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded
from rfpkit.yamlfile.guess import either

CHECKS = {
    "references": "Whatever a clause refers to, needs or takes from the spec is there.",
    "terms": "Every term that a document uses is defined in it; no definition is never used.",
    "conflicts": "No two clauses that exclude each other stand in one document.",
    "unreachable": "Every clause stands in some document.",
    "conditions": "Every condition can be true and can be false, and so can each of its parts.",
    "blanks": "Every blank has an answer in every document, and its default is one it takes.",
    "build": "Every document can be planned and assembled.",
    "linters": "Every document passes the linters at level error.",
}
"""What is proven, by the name of the check."""


@dataclass(frozen=True, slots=True, order=True)
class Disproof:
    """A fault of the library, the fewest answers that show it, and one whole set with them.

    Without an ``example`` it shows whatever the answers.
    """

    fault: Fault
    check: str
    answers: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Walk:
    """The combinations of answers that the proofs go through, with the library they are put to."""

    anatomies: Anatomies
    answers: Answers
    covering: Covering

    @property
    def rows(self) -> tuple[Row, ...]:
        """One row for each combination."""
        return self.covering.rows


def walk(library: Library, starter: Path, most: int) -> Walk:
    """The combinations for a library, at most ``most``, of answers written into the starter spec.

    Raises ``InputError`` where a condition or the starter is wrong.
    """
    anatomies = Anatomies(library)
    answers = Answers(starter, anatomies.asked(), anatomies.needed())
    interplays = {answers.involved(names) for names in anatomies.interplays()}
    ordered = sorted(interplays, key=sorted)
    return Walk(anatomies, answers, covering(answers.levels, ordered, answers.refusals, most))


@dataclass(slots=True)
class Sightings:
    """Where on a walk each fault was seen: the rows as bits, and the fields it hangs on."""

    made: Walk
    seen: dict[tuple[str, Fault], tuple[int, frozenset[int]]] = field(default_factory=dict)

    def add(self, check: str, fault: Fault, rows: int, fields: Iterable[str] = ()) -> None:
        """Note that a fault shows in some rows; ``fields`` decide about it."""
        before, involved = self.seen.get((check, fault), (0, frozenset()))
        involved = involved or self.made.answers.involved(fields)
        self.seen[check, fault] = before | rows, involved

    def disproofs(self) -> list[Disproof]:
        """Each fault with the fewest answers that show it, by file and line."""
        return sorted(
            self._disproof(check, fault, rows, involved)
            for (check, fault), (rows, involved) in self.seen.items()
        )

    def _disproof(self, check: str, fault: Fault, rows: int, involved: frozenset[int]) -> Disproof:
        if not rows:
            return Disproof(fault, check)
        made = self.made
        every = frozenset(range(len(made.answers.levels)))
        fewest = _fewest(made.rows, rows, involved)
        if fewest is None:
            fewest = _fewest(made.rows, rows, every)
        if fewest is None:
            first = next(row for at, row in enumerate(made.rows) if rows >> at & 1)
            fewest = tuple(enumerate(first))
        example = next(
            row
            for at, row in enumerate(made.rows)
            if rows >> at & 1 and all(row[q] == a for q, a in fewest)
        )
        return Disproof(fault, check, self._words(fewest, rows), made.answers.words(example))

    def _words(self, fewest: Part, shown: int) -> tuple[str, ...]:
        """The answers in words, each with those that show the fault in its place."""
        told = []
        masks = _masks(self.made.rows)
        whole = (1 << len(self.made.rows)) - 1
        for question, _ in fewest:
            rest = whole
            for one in fewest:
                rest &= masks[one] if one[0] != question else whole
            asked = self.made.answers.questions[question]
            alike = [
                answer.words.removeprefix(f"{asked.field} ")
                for at, answer in enumerate(asked.answers)
                if (mask := masks.get((question, at), 0) & rest) and not mask & ~shown
            ]
            told.append(f"{asked.field} {either(alike)}")
        return tuple(told)


def _masks(rows: tuple[Row, ...]) -> dict[tuple[int, int], int]:
    """For each answer the rows that give it, as bits."""
    masks: dict[tuple[int, int], int] = {}
    for at, row in enumerate(rows):
        for one in enumerate(row):
            masks[one] = masks.get(one, 0) | 1 << at
    return masks


def _fewest(rows: tuple[Row, ...], shown: int, involved: frozenset[int]) -> Part | None:
    """The fewest answers with which every row shows a fault; None where these questions do not
    decide, or only with more answers than are tried."""
    masks = _masks(rows)
    whole = (1 << len(rows)) - 1
    for size in range(min(len(involved), _MOST_ANSWERS) + 1):
        for questions in combinations(sorted(involved), size):
            ways = [sorted(one for one in masks if one[0] == question) for question in questions]
            for chosen in product(*ways):
                mask = whole
                for one in chosen:
                    mask &= masks[one]
                if mask and not mask & ~shown:
                    return chosen
    return None


_MOST_ANSWERS = 4
"""So many are tried together: nothing yet hangs on more, and the ways multiply."""


def prove(made: Walk, sightings: Sightings) -> int:
    """Go through the walk and note every fault but those of assembled texts; the number of
    documents planned."""
    structure = Structure(made.anatomies)
    outcomes = _Outcomes(made.anatomies)
    _note_standing(made, sightings)
    documents = 0
    for at, row in enumerate(made.rows):
        spec = made.answers.spec(row)
        planned = plan(spec, made.anatomies.bare)
        documents += sum(document.included for document in planned.documents)
        found = list(structure.faults(planned))
        for check, fault, fields in found:
            sightings.add(check, fault, 1 << at, fields)
        if not found:
            for problem in planned.errors:
                sightings.add("build", problem.fault, 1 << at)
        outcomes.take(spec.value)
    if not made.covering.left:
        for check, fault in (*structure.never(), *outcomes.stuck()):
            sightings.add(check, fault, 0)
    return documents


def _note_standing(made: Walk, sightings: Sightings) -> None:
    """Note the faults that stand in the files whatever the answers."""
    whole = (1 << len(made.rows)) - 1
    for fault in check_library(made.anatomies.library):
        sightings.add("references", fault, whole)
    for one in made.anatomies.clauses.values():
        for fault in unknown_inserts(one):
            sightings.add("references", fault, whole)
        for fault in misplaced_captions(one.clause):
            sightings.add("build", fault, whole)
        for name, blank in one.clause.front.blanks.items():
            wrong = misfit(blank.default, blank) if blank.default is not None else ""
            if wrong:
                message = f"the default of blank '{name}' {wrong}"
                sightings.add("blanks", one.clause.fault(message, "blanks", name), whole)


@dataclass(slots=True)
class _Outcomes:
    """What the conditions and their parts have come to so far."""

    anatomies: Anatomies
    open: dict[tuple[Condition, bool], list[Fault]] = field(init=False)
    """Conditions that have not come to an outcome yet, and what is wrong if they never do."""

    def __post_init__(self) -> None:
        self.open = {}
        for loaded, loc, _ in self.anatomies.conditions:
            data = loaded.value.when if loc == ("when",) else _term_when(loaded, loc)
            parts = list(_parts(data, loc))
            if len(parts) > 1:
                parts.insert(0, (loc, data))
            for at, part in parts:
                condition = parse(part, loaded, *loc)
                for outcome, word in ((False, "true"), (True, "false")):
                    what = "the condition" if at == loc else f"the condition “{at[-1]}”"
                    fault = Fault(loaded.path, *loaded.key_place(*at), f"{what} is always {word}")
                    self.open.setdefault((condition, outcome), []).append(fault)

    def take(self, spec: Spec) -> None:
        """Put every condition that is still open to a spec."""
        for document in DOCUMENTS:
            facts = Facts(spec, document)
            for condition, outcome in list(self.open):
                if holds(condition, facts) is outcome:
                    del self.open[condition, outcome]

    def stuck(self) -> Iterator[tuple[str, Fault]]:
        """The conditions that have never come to one of their outcomes."""
        for faults in self.open.values():
            for fault in faults:
                yield "conditions", fault


def _term_when(loaded: Loaded[Any], loc: tuple[str | int, ...]) -> dict[str, Any]:
    _, name, at, _ = loc
    when: dict[str, Any] = loaded.value.terms[name][at].when
    return when


def _parts(
    data: Mapping[str, Any], loc: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """The single questions of a condition, with their places."""
    for key, value in data.items():
        if key == "not":
            yield from _parts(value, (*loc, key))
        elif key in ("any", "all"):
            for at, item in enumerate(value):
                yield from _parts(item, (*loc, key, at))
        else:
            yield (*loc, key), {key: value}

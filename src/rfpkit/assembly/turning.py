"""Why one clause is in or out of each document, and the smallest change that would flip it."""

from __future__ import annotations

from dataclasses import dataclass

from rfpkit.assembly.planning import Plan
from rfpkit.errors import Fault, InputError
from rfpkit.spec.conditions import Facts, flips


@dataclass(frozen=True, slots=True)
class Why:
    """One clause in one document: in or out, the reasons, and what would turn it."""

    document: str
    clause: str
    title: str
    summary: str
    included: bool
    reasons: tuple[str, ...]
    change: tuple[str, ...]


def why(made: Plan, name: str) -> tuple[Why, ...]:
    """Why the clause (or each variant of a variant name) is in or out, document by document.

    Raises ``InputError`` for a name that no clause has.
    """
    if not made.library.named(name):
        message = f"'{name}' is no clause{made.library.closest(name)}"
        raise InputError(Fault("--why", 0, 0, message))
    found = []
    for document in made.documents:
        facts = Facts(made.spec.value, document.template.kind)
        for decision in document.decisions:
            if name not in decision.clause.names:
                continue
            if decision.forced:
                key = "include" if decision.included else "exclude"
                change: tuple[str, ...] = (f"take it out of clauses: {key}",)
            else:
                flip = flips(decision.condition, facts)
                change = tuple(str(step) for step in flip or ())
            front = decision.clause.front
            found.append(
                Why(
                    document.name, decision.clause.id, front.title, front.summary,
                    decision.included, decision.reasons, change,
                )
            )  # fmt: skip
    return tuple(found)

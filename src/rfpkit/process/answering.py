"""A gate put to a project: the strategies first, then its conditions, then its check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rfpkit.errors import Fault, InputError
from rfpkit.process.gates import CHECKS, Answer, Case
from rfpkit.process.gates.case import idle, judged
from rfpkit.process.steps import Gate, Step, StepsFile
from rfpkit.spec.conditions import Condition, Facts, holds, parse, reasons
from rfpkit.yamlfile import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.yamlfile import Loaded


def answer(gate: Gate, case: Case) -> Answer:
    """Whether the gate is met, open or not applicable, with the reason and the remedies."""
    facts = Facts(case.dossier, "")
    asked = parse(gate.when)
    if not holds(asked, facts):
        return idle("; ".join(reasons(asked, facts)))
    if not holds(parse(gate.after), facts):
        return Answer("open", gate.waits)
    if gate.check:
        return CHECKS[gate.check](case)
    needed = parse(gate.needs)
    if holds(needed, facts):
        return Answer("met", "; ".join(reasons(needed, facts)))
    return judged([case.at(gate.place, gate.remedy)], "")


def check_steps(loaded: Loaded[StepsFile]) -> None:
    """Raise ``InputError`` with all that is wrong between steps, gates and checks."""
    steps = enumerate(loaded.value.steps)
    faults = [fault for at, step in steps for fault in _step(loaded, at, step)]
    first: dict[str, int] = {}
    for at, step in enumerate(loaded.value.steps):
        for number, gate in enumerate(step.gates):
            place = loaded.place("steps", at, "gates", number, "id")
            if gate.id in first:
                message = f"“{gate.id}” is also the id on line {first[gate.id]}; give it its own"
                faults.append(Fault(loaded.path, *place, message))
            first.setdefault(gate.id, place[0])
    if faults:
        raise InputError(*faults)


def _step(loaded: Loaded[StepsFile], at: int, step: Step) -> Iterator[Fault]:
    for number, gate in enumerate(step.gates):
        loc = "steps", at, "gates", number
        place = loaded.place(*loc)
        if bool(gate.check) is bool(gate.needs):
            yield Fault(loaded.path, *place, "a gate has either “needs” or “check”")
        elif gate.needs and not (gate.remedy and gate.place):
            yield Fault(loaded.path, *place, "a gate with “needs” has a “remedy” and a “place”")
        if gate.after and not gate.waits:
            yield Fault(loaded.path, *place, "a gate with “after” says what it awaits: “waits”")
        if gate.check and gate.check not in CHECKS:
            message = f"there is no check “{gate.check}”{did_you_mean(gate.check, tuple(CHECKS))}"
            yield Fault(loaded.path, *loaded.place(*loc, "check"), message)
        for key in ("when", "after", "needs"):
            yield from _condition(loaded, getattr(gate, key), *loc, key)
        stray = sorted(set(gate.strategies) - set(step.all_strategies))
        if stray:
            message = f"the step is not for strategy {' or '.join(stray)}"
            yield Fault(loaded.path, *loaded.place(*loc, "strategies"), message)


def _condition(loaded: Loaded[StepsFile], data: Any, *loc: str | int) -> Iterator[Fault]:
    try:
        _: Condition = parse(data, loaded, *loc)
    except InputError as error:
        yield from error.faults

"""Where a project stands, for people at a terminal of 80 columns and for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from rfpkit.process.gates import Lack
from rfpkit.process.papers import PaperStatus
from rfpkit.process.status import GateStatus, Status, StepStatus, next_actions
from rfpkit.reporters.counting import counted
from rfpkit.spec.mix import strategies

_MARKS = {"met": "[x]", "open": "[ ]", "not-applicable": "[-]"}
_MOST = 12
"""How many things to do are told of one step."""


def render(status: Status, *, step: str = "", width: int = 80) -> str:
    """The status as lines: progress, what is next and who acts, then every step with its gates.

    With ``step`` only that one is told, with what is done in it and all that its gates lack.
    """
    lines = list(_head(status, width))
    if step:
        chosen = status.find(step)
        lines += ["", *_whole(chosen, width)] if chosen is not None else []
        return "\n".join(lines) + "\n"
    lines += ["", *_next(status, width)]
    for one in status.steps:
        lines += ["", *_step(one, status, width)]
    if status.skipped:
        lines.append("")
        for skipped in status.skipped:
            text = f"{skipped.step.title} ({skipped.step.id}) does not apply: {skipped.reason}."
            lines += _wrapped(text, width)
    lines += ["", "[x] met   [ ] open   [-] not asked in this project"]
    lines += ["Steps are numbered as in the edition of ten steps, then in that of eleven."]
    return "\n".join(lines) + "\n"


def progress(status: Status) -> str:
    """One line: how many gates are met, and where the project is."""
    done = f"{status.met} of {counted(len(status.gates), 'gate')} met"
    now = status.now
    if now is None:
        return f"{done}; every step is done"
    number = status.steps.index(now) + 1
    return f"{done}; now in step {number} of {len(status.steps)}: {now.step.title}"


def _head(status: Status, width: int) -> Iterator[str]:
    spec = status.project.dossier
    yield from _wrapped(f"{spec.project.title} ({spec.project.reference})", width)
    followed = strategies(spec)
    words = "Strategies" if followed[1:] else "Strategy"
    told = f"{words} {', '.join(followed)}; procedure {spec.procedure}; law {spec.jurisdiction}"
    yield f"{told}; on {status.as_of}" if status.as_of else told
    yield progress(status)


def _next(status: Status, width: int) -> Iterator[str]:
    now = status.now
    if now is None:
        yield "Nothing is left to do."
        return
    yield f"Next, in “{now.step.title}”:"
    actions = next_actions(status)
    for gate, lack in actions[:_MOST]:
        yield from _action(gate, lack, width)
    if actions[_MOST:]:
        yield f"  and {counted(len(actions) - _MOST, 'thing')} more: --step {now.step.id}"


def _action(gate: GateStatus, lack: Lack | None, width: int) -> Iterator[str]:
    text = str(lack.fault) if lack is not None else f"{gate.gate.id}: {gate.answer.reason}"
    yield from _wrapped(text, width, "  - ", "    ")
    who = f"{gate.actor}; with {lack.who}" if lack is not None and lack.who else gate.actor
    yield from _wrapped(f"({who})", width, "    ", "    ")


def _title(step: StepStatus) -> str:
    published = [number for number in (step.step.numbers.ten, step.step.numbers.eleven) if number]
    numbers = "/".join(dict.fromkeys(published))
    asked = step.asked
    met = len(asked) - len(step.open)
    scope = f", for {', '.join(step.modules)}" if step.modules else ""
    title = f"{step.step.title} ({step.step.id}, step {numbers}{scope})"
    return f"{title}: {met} of {counted(len(asked), 'gate')} met"


def _step(step: StepStatus, status: Status, width: int) -> Iterator[str]:
    mark = "> " if step is status.now else ""
    yield from _wrapped(mark + _title(step), width)
    if step.part:
        yield from _wrapped(f"In part: {step.part}", width, "  ", "  ")
    for gate in step.gates:
        text = f"{_MARKS[gate.answer.state]} {gate.gate.title}: {gate.answer.reason}"
        yield from _wrapped(text, width, "  ", "      ")
    yield from _papers(step, width)


def _whole(step: StepStatus, width: int) -> Iterator[str]:
    """One step in full."""
    yield from _wrapped(_title(step), width)
    if step.part:
        yield from _wrapped(f"In part: {step.part}", width, "  ", "  ")
    for heading, entries in (("Goals", step.step.goals), ("What is done", step.step.actions)):
        yield f"  {heading}:"
        for entry in entries:
            yield from _wrapped(entry, width, "    - ", "      ")
    yield "  Gates:"
    for gate in step.gates:
        text = f"{_MARKS[gate.answer.state]} {gate.gate.title}: {gate.answer.reason}"
        yield from _wrapped(text, width, "    ", "        ")
        if gate.is_open:
            yield from _wrapped(f"Why: {gate.gate.why}", width, "        ", "        ")
            for lack in gate.answer.lacks:
                yield from _wrapped(str(lack.fault), width, "      - ", "        ")
            yield from _wrapped(f"({gate.actor})", width, "        ", "        ")
    yield from _papers(step, width)
    yield "  What often goes wrong:"
    for one in step.step.challenges:
        yield from _wrapped(f"{one.text} {one.helps}", width, "    - ", "      ")


def _papers(step: StepStatus, width: int) -> Iterator[str]:
    told = [_paper(one) for one in step.papers if one.is_needed]
    if told:
        yield from _wrapped(f"Documents: {', '.join(told)}.", width, "  ", "    ")


def _paper(paper: PaperStatus) -> str:
    if paper.state == "blanks":
        return f"{paper.name} ({counted(paper.blanks, 'open blank')})"
    return f"{paper.name} (faulty: {paper.note})" if paper.state == "faulty" else paper.name


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def render_json(status: Status, *, step: str = "") -> str:
    """The status as JSON, the same for the same input."""
    return json.dumps(as_data(status, step), indent=2, ensure_ascii=False) + "\n"


def as_data(status: Status, step: str = "") -> dict[str, Any]:
    """The status as plain data."""
    spec = status.project.dossier
    now = status.now
    return {
        "version": 1,
        "project": {"title": spec.project.title, "reference": spec.project.reference},
        "strategies": list(strategies(spec)),
        "procedure": spec.procedure,
        "as_of": status.as_of.isoformat() if status.as_of else None,
        "progress": {"met": status.met, "gates": len(status.gates), "line": progress(status)},
        "next": {
            "step": now.step.id if now else None,
            "actions": [_action_data(gate, lack) for gate, lack in next_actions(status)],
        },
        "steps": [_step_data(one) for one in status.steps if step in ("", one.step.id)],
        "skipped": [{"id": one.step.id, "reason": one.reason} for one in status.skipped],
    }


def _step_data(one: StepStatus) -> dict[str, Any]:
    step = one.step
    numbers = step.numbers
    return {
        "id": step.id,
        "title": step.title,
        "phase": step.phase,
        "numbers": {"ten": numbers.ten, "eleven": numbers.eleven, "site": numbers.site},
        "in_part": one.part or None,
        "modules": list(one.modules),
        "gates": [
            {
                "id": gate.gate.id,
                "title": gate.gate.title,
                "state": gate.answer.state,
                "reason": gate.answer.reason,
                "acts": gate.gate.acts,
                "people": list(gate.people),
                "lacks": [_lack_data(lack) for lack in gate.answer.lacks],
            }
            for gate in one.gates
        ],
        "documents": [
            {"name": paper.name, "state": paper.state, "blanks": paper.blanks, "note": paper.note}
            for paper in one.papers
        ],
    }


def _action_data(gate: GateStatus, lack: Lack | None) -> dict[str, Any]:
    data = _lack_data(lack) if lack is not None else {"message": gate.answer.reason}
    return {"gate": gate.gate.id, "acts": gate.gate.acts, "people": list(gate.people), **data}


def _lack_data(lack: Lack) -> dict[str, Any]:
    fault = lack.fault
    return {
        "message": fault.message,
        "path": fault.path,
        "line": fault.line or None,
        "column": fault.column or None,
        "who": lack.who or None,
    }

"""The trace from problem to proof: a tree in text for 80 columns, and JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rfpkit.process.tracing import ClauseLink, CriterionLink, ModuleLink, RiskLink, Strand, Trace
from rfpkit.reporters.counting import counted

_KINDS = {"kpi": "KPI", "goal": "goal", "user": "users", "journey": "journey"}


@dataclass(frozen=True, slots=True)
class _Branch:
    """A line of the tree, and the branches under it."""

    text: str
    under: tuple[_Branch, ...] = ()


def render(trace: Trace, *, width: int = 80) -> str:
    """The tree, then what hangs loose."""
    lines = textwrap.wrap(trace.title, width)
    first = " ".join(trace.problem.split("\n\n", 1)[0].split())
    lines += textwrap.wrap(
        textwrap.shorten(f"Problem: {first}", 3 * width, placeholder=" …"), width
    )
    branches = [_strand(one) for one in trace.strands]
    if trace.risks:
        branches.append(_Branch("risks", tuple(_risk(one) for one in trace.risks)))
    lines += _tree(branches, "", width)
    lines.append("")
    if not trace.loose:
        lines.append("Nothing hangs loose.")
    else:
        lines.append(f"{counted(len(trace.loose), 'thing')} hanging loose:")
        for one in trace.loose:
            text = str(one.fault)
            lines += textwrap.wrap(
                text, width, initial_indent="  - ", subsequent_indent="    ",
                break_on_hyphens=False,
            )  # fmt: skip
    return "\n".join(lines) + "\n"


def _strand(one: Strand) -> _Branch:
    text = f"{_KINDS[one.kind]} {one.id}: {one.text}"
    text += f" ({one.target})" if one.target else ""
    under = [*map(_criterion, one.criteria), *map(_module, one.modules)]
    if not one.criteria:
        under.append(_Branch("no criterion"))
    if not one.modules and one.kind in ("kpi", "goal"):
        under.append(_Branch("no module"))
    if one.measured:
        under.append(_Branch(f"measured: {one.measured}"))
    return _Branch(text, tuple(under))


def _criterion(one: CriterionLink) -> _Branch:
    weight = f", {one.weight:f} %" if one.weight is not None else ""
    text = textwrap.shorten(one.text, 100, placeholder=" …")
    return _Branch(f"criterion {one.id} ({one.kind}{weight}): {text}", _clauses(one.clauses))


def _module(one: ModuleLink) -> _Branch:
    accepted = tuple(
        _Branch(f"acceptance: {textwrap.shorten(text, 120, placeholder=' …')}")
        for text in one.acceptance
    )
    decision = (_Branch(f"decision: {one.decision}"),) if one.decision else ()
    return _Branch(f"module {one.id}: {one.name}", (*accepted, *_clauses(one.clauses), *decision))


def _clauses(links: Sequence[ClauseLink]) -> tuple[_Branch, ...]:
    """One line for the clauses of each document."""
    found: dict[str, list[str]] = {}
    for one in links:
        found.setdefault(one.document, []).append(one.id)
    return tuple(_Branch(f"{name}: {', '.join(ids)}") for name, ids in found.items())


def _risk(one: RiskLink) -> _Branch:
    missing = (_Branch(f"in no document: {', '.join(one.missing)}"),) if one.missing else ()
    return _Branch(f"risk {one.id}: {one.text}", (*_clauses(one.clauses), *missing))


def _tree(branches: Sequence[_Branch], indent: str, width: int) -> Iterator[str]:
    for at, branch in enumerate(branches):
        last = at == len(branches) - 1
        below = indent + ("   " if last else "|  ")
        yield from textwrap.wrap(
            branch.text, width, initial_indent=indent + ("`- " if last else "|- "),
            subsequent_indent=below + ("|  " if branch.under else "   "),
            break_on_hyphens=False, drop_whitespace=True,
        )  # fmt: skip
        yield from _tree(branch.under, below, width)


def render_json(trace: Trace) -> str:
    """The trace as JSON, the same for the same input."""
    data: dict[str, Any] = {"version": 1, **asdict(trace)}
    data["loose"] = [
        {
            "kind": one.kind,
            "id": one.id,
            "message": one.fault.message,
            "path": one.fault.path,
            "line": one.fault.line or None,
            "column": one.fault.column or None,
        }
        for one in trace.loose
    ]
    return json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n"

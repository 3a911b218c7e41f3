"""From the problem to its proof: KPIs and goals, the criteria and modules for them, the clauses.

And what hangs loose: what serves nothing, and what nothing serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rfpkit.errors import Fault
from rfpkit.spec.derivation import Origin, OriginKind, origins
from rfpkit.spec.rules.places import fault

if TYPE_CHECKING:
    from decimal import Decimal

    from rfpkit.spec.competition import Criterion
    from rfpkit.spec.dossier import Dossier
    from rfpkit.spec.model import Module
    from rfpkit.spec.orientation import Risk
    from rfpkit.spec.records.folder import Project

_SCORED, _OTHERS, _ACCEPTED = "criteria-weights", "award-criteria", "iterative-acceptance"
"""The topics of clauses that carry scored criteria, other criteria, and acceptance."""


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause that is in one of the documents: its document, id, title and topics."""

    document: str
    id: str
    title: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionLink:
    """A criterion that serves something, and the clauses that carry it to the bidders."""

    id: str
    kind: str
    weight: Decimal | None
    text: str
    clauses: tuple[ClauseLink, ...]


@dataclass(frozen=True, slots=True)
class ModuleLink:
    """A module that serves something: its acceptance criteria, the clauses that make them bind,
    and what was decided; the decision is empty until there is one."""

    id: str
    name: str
    acceptance: tuple[str, ...]
    clauses: tuple[ClauseLink, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Strand:
    """A KPI, a goal, a group of users or a journey, with what is there for it.

    ``measured`` is the last measurement of a KPI, where there is one.
    """

    kind: OriginKind
    id: str
    text: str
    target: str
    criteria: tuple[CriterionLink, ...]
    modules: tuple[ModuleLink, ...]
    measured: str


@dataclass(frozen=True, slots=True)
class RiskLink:
    """A risk and the clauses that answer it; ``missing`` are clauses that are in no document."""

    id: str
    text: str
    clauses: tuple[ClauseLink, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loose:
    """Something that hangs loose: what kind of gap, what it is, and where to mend it."""

    kind: Literal["kpi", "goal", "criterion", "module", "risk", "acceptance"]
    id: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Trace:
    """The way from a problem to its proof, and what hangs loose."""

    title: str
    problem: str
    strands: tuple[Strand, ...]
    risks: tuple[RiskLink, ...]
    loose: tuple[Loose, ...]


def trace(project: Project, clauses: tuple[ClauseLink, ...] = ()) -> Trace:
    """The trace of a project; ``clauses`` are those that its documents hold."""
    dossier = project.dossier
    known = origins(dossier)
    strands = tuple(
        _strand(origin, dossier, known, clauses)
        for origin in dict.fromkeys(known.values())
        if origin.kind in ("kpi", "goal") or _serving(origin, dossier.criteria, known)
    )
    order = {"kpi": 0, "goal": 1, "user": 2, "journey": 3}
    risks = tuple(_risk(one, clauses) for one in dossier.risks)
    return Trace(
        title=dossier.project.title,
        problem=dossier.problem,
        strands=tuple(sorted(strands, key=lambda strand: order[strand.kind])),
        risks=risks,
        loose=tuple(_loose(project, clauses)),
    )


def _serving(
    origin: Origin, criteria: tuple[Criterion, ...], known: dict[str, Origin]
) -> list[Criterion]:
    return [one for one in criteria if any(known.get(name) == origin for name in one.source)]


def _strand(
    origin: Origin, dossier: Dossier, known: dict[str, Origin], clauses: tuple[ClauseLink, ...]
) -> Strand:
    found = tuple(
        CriterionLink(one.id, one.kind, one.weight, one.text, _carrying(one, clauses))
        for one in _serving(origin, dossier.criteria, known)
    )
    served = [one for one in dossier.modules if origin.id in one.serves]
    modules = served if origin.kind in ("kpi", "goal") else []
    kpi = next((one for one in dossier.kpis if origin.kind == "kpi" and one.id == origin.id), None)
    target = ""
    if kpi is not None:
        begin = f"{kpi.baseline:f}" if kpi.baseline is not None else "not measured"
        target = f"{begin} → {kpi.target:f} {kpi.unit} by {kpi.by}"
    last = [one for one in dossier.records.kpis if kpi is not None and one.kpi == kpi.id]
    measured = f"{last[-1].value:f} on {last[-1].date}" if last else ""
    links = tuple(_module(one, dossier, clauses) for one in modules)
    return Strand(origin.kind, origin.id, origin.text, target, found, links, measured)


def _module(module: Module, dossier: Dossier, clauses: tuple[ClauseLink, ...]) -> ModuleLink:
    binding = _about(clauses, _ACCEPTED, "contract")
    decided = [one for one in dossier.records.acceptances if one.module == module.id]
    decision = f"{decided[-1].decision} on {decided[-1].date}" if decided else ""
    return ModuleLink(module.id, module.name, module.acceptance, binding, decision)


def _carrying(one: Criterion, clauses: tuple[ClauseLink, ...]) -> tuple[ClauseLink, ...]:
    return _about(clauses, _SCORED if one.kind == "scored" else _OTHERS, "rfp")


def _about(clauses: tuple[ClauseLink, ...], topic: str, document: str) -> tuple[ClauseLink, ...]:
    return tuple(one for one in clauses if one.document == document and topic in one.covers)


def _risk(risk: Risk, clauses: tuple[ClauseLink, ...]) -> RiskLink:
    there = tuple(one for one in clauses if one.id in risk.clauses)
    missing = [name for name in risk.clauses if name not in {one.id for one in there}]
    return RiskLink(risk.id, risk.text, there, tuple(missing))


def _loose(project: Project, clauses: tuple[ClauseLink, ...]) -> Iterator[Loose]:
    yield from _loose_aims(project)
    yield from _loose_means(project)
    yield from _loose_risks(project, clauses)
    contract = any(one.document == "contract" for one in clauses)
    bound = _about(clauses, _ACCEPTED, "contract")
    if project.dossier.modules and contract and not bound:
        message = "no clause of the contract makes the acceptance criteria of modules bind"
        yield Loose("acceptance", "", fault(project.spec, message, "modules"))


def _loose_aims(project: Project) -> Iterator[Loose]:
    """KPIs and goals that no criterion or no module serves."""
    spec, dossier = project.spec, project.dossier
    known = origins(dossier)
    sources = {known[name] for one in dossier.criteria for name in one.source if name in known}
    served = {name for one in dossier.modules for name in one.serves}
    for index, kpi in enumerate(dossier.kpis):
        if dossier.criteria and known[kpi.id] not in sources:
            message = f"no criterion serves the KPI “{kpi.id}”; name it under “source” of one"
            yield Loose("kpi", kpi.id, fault(spec, message, "kpis", index, "id"))
        if dossier.modules and kpi.id not in served:
            message = f"no module serves the KPI “{kpi.id}”; name it under “serves” of one"
            yield Loose("kpi", kpi.id, fault(spec, message, "kpis", index, "id"))
    for index, goal in enumerate(dossier.goals):
        if known[goal.id] not in sources and goal.id not in served:
            message = f"neither a criterion nor a module serves the goal “{goal.id}”"
            yield Loose("goal", goal.id, fault(spec, message, "goals", index, "id"))


def _loose_means(project: Project) -> Iterator[Loose]:
    """Scored criteria that come from nothing, and modules that serve nothing."""
    spec, dossier = project.spec, project.dossier
    for index, one in enumerate(dossier.criteria):
        if one.kind == "scored" and one.subject != "price" and not one.source:
            message = f"the scored criterion “{one.id}” comes from no KPI, goal or journey; add "
            message += "“source”, or ask whether it is needed"
            yield Loose("criterion", one.id, fault(spec, message, "criteria", index, "id"))
    for index, module in enumerate(dossier.modules):
        if not module.serves:
            message = f"the module “{module.id}” serves no KPI and no goal; add “serves”"
            yield Loose("module", module.id, fault(spec, message, "modules", index, "id"))


def _loose_risks(project: Project, clauses: tuple[ClauseLink, ...]) -> Iterator[Loose]:
    """Risks that no clause answers, and clauses for risks that stand in no document."""
    there = {one.id for one in clauses}
    for index, risk in enumerate(project.dossier.risks):
        place = "risks", index
        if not risk.clauses:
            message = f"no clause answers the risk “{risk.id}”; name one under “clauses” where the "
            message += "contract can"
            yield Loose("risk", risk.id, fault(project.spec, message, *place))
        for number, name in enumerate(risk.clauses):
            if clauses and name not in there:
                message = f"“{name}”, which is to answer the risk “{risk.id}”, is in no document"
                found = fault(project.spec, message, *place, "clauses", number)
                yield Loose("risk", risk.id, found)

"""Gates of the last phase: Sprints, modules, results, papers, training, exit."""

from __future__ import annotations

from rfpkit.process.gates.case import Answer, Case, judged
from rfpkit.process.signoffs import folded
from rfpkit.spec.known import OPEN_SOURCE_LICENCES
from rfpkit.spec.records.after import Sprint

_PROPERTIES = {
    "deployed": "does not run in the buyer’s environment; deploy it",
    "tested_by": "was tested by no user; have users test it",
    "accessible": "is not shown to be accessible; test it",
    "documented": "is not documented; bring the documentation up to date",
    "secure": "has not passed the security checks; run them",
    "decision": "has no decision; accept it, repeat it or stop",
}


def sprints(case: Case) -> Answer:
    """One property holds for every Sprint that is over and was not decided to be repeated."""
    name = case.settings.property
    over = [(at, one) for at, one in enumerate(case.records.sprints) if _over(case, one)]
    lacks = [
        case.in_records(f"Sprint {one.number} {_PROPERTIES[name]} and set “{name}”", "sprints", at)
        for at, one in over
        if not getattr(one, name) and (name == "decision" or one.decision in (None, "accept"))
    ]
    return judged(lacks, f"true of each Sprint that is over: {len(over)}")


def _over(case: Case, sprint: Sprint) -> bool:
    """Whether a Sprint is over: reviewed, decided, followed by another, or past its last day."""
    followed = any(one.number > sprint.number for one in case.records.sprints)
    past = case.as_of is not None and sprint.end < case.as_of
    return followed or past or sprint.reviewed is not None or sprint.decision is not None


def modules(case: Case) -> Answer:
    """Every module is accepted."""
    last = {one.module: (at, one) for at, one in enumerate(case.records.acceptances)}
    lacks = []
    for module in case.modules:
        if module.id not in last:
            message = f"“{module.id}” is not accepted yet; add the decision once it is made"
            lacks.append(case.in_records(message, "acceptances"))
            continue
        at, one = last[module.id]
        if one.decision == "refused":
            message = f"“{module.id}” was refused on {one.date}; have it mended and decide again"
            lacks.append(case.in_records(message, "acceptances", at, "decision"))
    if not case.modules:
        lacks.append(case.in_spec("there is no module to accept; add them", "modules"))
    total = len(case.modules)
    return judged(lacks, f"{total} of {total} accepted", f"still open: {len(lacks)} of {total}")


def measured(case: Case) -> Answer:
    """Every KPI was measured."""
    done = {one.kpi for one in case.records.kpis}
    kpis = case.dossier.kpis
    lacks = [
        case.in_records(f"“{kpi.id}” was not measured; measure it and add the number", "kpis")
        for kpi in kpis
        if kpi.id not in done
    ]
    told = f"{len(kpis)} of {len(kpis)} measured"
    return judged(lacks, told, f"not measured: {len(lacks)} of {len(kpis)}")


def documentation(case: Case) -> Answer:
    """Somebody followed each part of the documentation and found it complete."""
    last = {one.part: (at, one) for at, one in enumerate(case.records.documentation)}
    lacks = []
    for part in case.settings.parts:
        found = last.get(part)  # type: ignore[call-overload]
        if found is None:
            message = f"nobody has checked the part “{part}”; have somebody follow it"
            lacks.append(case.in_records(message, "documentation"))
        elif not found[1].complete:
            message = f"{found[1].by} could not work with the part “{part}”; complete it"
            lacks.append(case.in_records(message, "documentation", found[0], "complete"))
    return judged(lacks, ", ".join(case.settings.parts))


def trained(case: Case) -> Answer:
    """Every group that is to be trained was."""
    groups = case.dossier.training
    if not groups:
        message = "nobody is to be trained; name the groups, above all the people at the counter"
        return judged([case.in_spec(message, "training")], "")
    done = {folded(one.group) for one in case.records.trainings}
    lacks = [
        case.in_records(f"“{one.group}” were not trained: {one.topic}", "trainings")
        for one in groups
        if folded(one.group) not in done
    ]
    people = sum(one.people for one in case.records.trainings)
    return judged(lacks, f"people trained: {people}; groups: {len(groups)} of {len(groups)}")


def exit_rehearsed(case: Case) -> Answer:
    """The last rehearsal of leaving went well enough."""
    if not case.records.exits:
        message = "nobody has rehearsed leaving; take the data out, build the code elsewhere"
        return judged([case.in_records(message, "exits")], "")
    at, last = len(case.records.exits) - 1, case.records.exits[-1]
    lacks = []
    if last.result == "failed":
        message = f"the rehearsal of {last.date} failed; close the gaps and rehearse again"
        lacks.append(case.in_records(message, "exits", at, "result"))
    return judged(lacks, f"the rehearsal of {last.date}: {last.result.replace('-', ' ')}")


def released(case: Case) -> Answer:
    """The code is published under the licence that was announced."""
    if not case.records.releases:
        message = "no release of the code is on record; publish it and add the release"
        return judged([case.in_records(message, "releases")], "")
    at, last = len(case.records.releases) - 1, case.records.releases[-1]
    lacks = []
    announced = case.dossier.release
    if last.licence not in OPEN_SOURCE_LICENCES:
        message = f"{last.licence} is no open source licence by its SPDX name; choose another"
        lacks.append(case.in_records(message, "releases", at, "licence"))
    elif announced is not None and last.licence != announced.licence:
        message = f"version {last.version} is under {last.licence}, and the spec announced "
        message += f"{announced.licence}; change one of the two"
        lacks.append(case.in_records(message, "releases", at, "licence"))
    return judged(lacks, f"version {last.version} is published under {last.licence}")


def maintained(case: Case) -> Answer:
    """Somebody of the buyer answers for maintenance, and has time."""
    maintenance = case.dossier.maintenance
    if maintenance is None:
        message = "nobody answers for the software in use; add “maintenance” with its owner"
        return judged([case.in_spec(message, "maintenance")], "")
    lacks = []
    if not case.holders(maintenance.owner):
        message = f"nobody has the role {maintenance.owner}; add it under “roles”"
        lacks.append(case.in_spec(message, "maintenance", "owner"))
    if not maintenance.fte:
        message = "no time of the buyer’s own people is set aside; add it"
        lacks.append(case.in_spec(message, "maintenance", "fte"))
    return judged(lacks, f"{maintenance.owner} answers for it, {maintenance.fte} full-time")

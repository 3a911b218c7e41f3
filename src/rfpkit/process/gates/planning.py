"""Gates of the second phase: the pre-plan, the criteria, the time to bid."""

from __future__ import annotations

from rfpkit.process.gates.case import Answer, Case, Lack, idle, judged


def pre_plan(case: Case) -> Answer:
    """The agile pre-plan holds features in order of priority, modules and Sprints."""
    dossier = case.dossier
    lacks = []
    if not dossier.features:
        message = "no feature is planned; add some under “features”, with their priority"
        lacks.append(case.in_spec(message, "features"))
    elif all(one.priority == "must" for one in dossier.features):
        message = "every feature is a must; give those that can wait another priority"
        lacks.append(case.in_spec(message, "features"))
    if not dossier.modules:
        lacks.append(case.in_spec("there is no module; add the first one or two", "modules"))
    for index, one in enumerate(dossier.modules):
        if one in case.modules and one.weeks is None:
            message = f"the work on “{one.id}” is not estimated; add “weeks” of one engineer"
            lacks.append(case.in_spec(message, "modules", index))
    if dossier.contract.sprint_weeks is None:
        message = "the length of a Sprint is open; add “sprint_weeks”, 2 to 4"
        lacks.append(case.in_spec(message, "contract"))
    planned = f"features: {len(dossier.features)}; modules: {len(dossier.modules)}"
    return judged(lacks, planned)


def team(case: Case) -> Answer:
    """The buyer's own people have time for the project: a Product Owner and a technical lead."""
    there = {member.role for member in case.dossier.team}
    wanted = ("product-owner", "technical-lead")
    lacks = [
        case.in_spec(f"the team has no {role}; add the role with its time", "team")
        for role in wanted
        if role not in there
    ]
    full = sum(member.fte for member in case.dossier.team)
    return judged(lacks, f"full-time equivalents set aside: {full}")


def criteria(case: Case) -> Answer:
    """Every scored criterion has a weight, a measure and a source."""
    lacks: list[Lack] = []
    scored = 0
    for index, one in enumerate(case.dossier.criteria):
        if one.kind != "scored":
            continue
        scored += 1
        if not one.measure:
            message = f"nobody can tell how points are given for “{one.id}”; add “measure”"
            lacks.append(case.in_spec(message, "criteria", index))
        if not one.source and one.subject != "price":
            message = f"“{one.id}” comes from no KPI, goal or group of users; add “source”"
            lacks.append(case.in_spec(message, "criteria", index))
    if not scored:
        lacks.append(case.in_spec("no criterion is scored; add some", "criteria"))
    return judged(lacks, f"{scored} of {scored} scored criteria have all three")


def bid_window(case: Case) -> Answer:
    """Bidders have more time than the least that the law allows."""
    timetable = case.dossier.timetable
    if timetable is None:
        return judged([case.in_spec("there is no timetable; add it", "timetable")], "")
    least = case.bid_days(case.dossier) if case.bid_days is not None else None
    if least is None:
        return idle("no lawful minimum is known for this procedure on this day")
    days = (timetable.submit - timetable.issue).days
    reason = f"{days} days from notice to deadline, and the law asks for {least}"
    if days > least:
        return Answer("met", reason)
    message = f"{reason}; give more than the minimum, so that it favours nobody"
    return judged([case.in_spec(message, "timetable", "submit")], reason)

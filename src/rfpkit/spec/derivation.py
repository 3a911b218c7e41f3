"""What criteria and modules may come from: KPIs, goals, groups of users and their journeys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from rfpkit.spec.model import Spec

OriginKind: TypeAlias = Literal["kpi", "goal", "user", "journey"]

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Something that a criterion or a module is for.

    ``id`` is the id of a KPI or goal, the name of a group of users, or that name with ``/2`` for
    its second journey.
    """

    kind: OriginKind
    id: str
    text: str


def origins(spec: Spec) -> dict[str, Origin]:
    """Every name that a criterion may give as a source, and what it means.

    A group of users goes by its name or by its name in small letters with hyphens; a KPI or a goal
    comes before a group that is called the same.
    """
    found: dict[str, Origin] = {}
    for user in spec.users:
        for name in (user.name, slug(user.name)):
            found[name] = Origin("user", user.name, user.needs)
            for number, journey in enumerate(user.journeys, start=1):
                origin = Origin("journey", f"{user.name}/{number}", journey)
                found[f"{name}/{number}"] = origin
    found |= {goal.id: Origin("goal", goal.id, goal.text) for goal in spec.goals}
    found |= {kpi.id: Origin("kpi", kpi.id, kpi.name) for kpi in spec.kpis}
    return found


def slug(name: str) -> str:
    """A name in small letters, with hyphens for everything else."""
    return _NOT_IN_NAMES.sub("-", name.lower()).strip("-")

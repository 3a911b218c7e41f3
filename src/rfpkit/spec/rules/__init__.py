"""Rules of the spec that span fields; each yields the faults that it finds.

They run once every field is right for itself. A rule takes the loaded spec, which knows the line
of every field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rfpkit.spec.rules import criteria, dates, form, law, money, openness, people, scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

    Rule: TypeAlias = Callable[[Loaded[Spec]], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    form.codes,
    form.contact,
    form.time_of_day,
    form.ids,
    form.reasons,
    form.choices,
    law.country,
    law.procedure,
    law.flexible,
    law.licences,
    law.personal_data,
    scope.needed_for_suppliers,
    scope.needed_for_building,
    money.thousands,
    money.modules,
    people.product_owner,
    people.matrix,
    people.key_people,
    dates.order,
    dates.questions,
    dates.standstill,
    dates.kpis,
    criteria.weights,
    criteria.total,
    criteria.price,
    criteria.sources,
    criteria.serves,
    criteria.targets,
    openness.publication,
)
"""Every rule, in the order of the spec."""


def check(spec: Loaded[Spec]) -> list[Fault]:
    """All faults that the rules find, in file order."""
    return sorted({fault for rule in RULES for fault in rule(spec)})

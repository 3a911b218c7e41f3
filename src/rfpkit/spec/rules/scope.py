"""Rules on what each strategy needs the spec to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfpkit.spec.mix import strategies
from rfpkit.spec.rules.places import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.spec.vocabulary import Strategy
    from rfpkit.yamlfile import Loaded

_BUYING: tuple[Strategy, ...] = ("A", "B", "C")
_BUILDING: tuple[Strategy, ...] = ("B", "C")
_LONGEST_SPRINT = 4


def needed_for_suppliers(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Where a supplier is sought, there are criteria, a timetable and a way to submit."""
    if not _followed(spec, _BUYING):
        return
    value = spec.value
    if not value.criteria:
        yield _missing(spec, _BUYING, "criteria", "what proposals are judged by")
    if value.timetable is None:
        yield _missing(spec, _BUYING, "timetable", "when what happens")
    if value.submission is None:
        yield _missing(spec, _BUYING, "submission", "how proposals are handed in")


def needed_for_building(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Where a supplier develops, there are modules, a release and Sprints of 1 to 4 weeks."""
    if not _followed(spec, _BUILDING):
        return
    value = spec.value
    if not value.modules:
        yield _missing(spec, _BUILDING, "modules", "the parts that are ordered one by one")
    if value.release is None:
        yield _missing(spec, _BUILDING, "release", "how the code is released")
    weeks = value.contract.sprint_weeks
    if weeks is None:
        purpose = f"the length of a Sprint, 1 to {_LONGEST_SPRINT} weeks"
        yield _missing(spec, _BUILDING, "contract.sprint_weeks", purpose)
    elif weeks > _LONGEST_SPRINT:
        message = f"a Sprint lasts 1 to {_LONGEST_SPRINT} weeks, not {weeks}"
        yield fault(spec, message, "contract", "sprint_weeks")


def _followed(spec: Loaded[Spec], wanted: tuple[Strategy, ...]) -> list[Strategy]:
    """Those of the strategies that the project or a module follows."""
    return [one for one in strategies(spec.value) if one in wanted]


def _missing(spec: Loaded[Spec], wanted: tuple[Strategy, ...], key: str, purpose: str) -> Fault:
    """A fault where the spec chooses the first of the strategies that need the key."""
    followed = _followed(spec, wanted)
    need = f"strategy {followed[0]} needs"
    if len(followed) > 1:
        need = f"strategies {' and '.join(followed)} need"
    return fault(spec, f"{need} “{key}”: {purpose}", *_place(spec, wanted))


def _place(spec: Loaded[Spec], wanted: tuple[Strategy, ...]) -> tuple[str | int, ...]:
    for index, module in enumerate(spec.value.modules):
        if module.strategy in wanted and spec.value.strategy not in wanted:
            return "modules", index, "strategy"
    return ("strategy",)

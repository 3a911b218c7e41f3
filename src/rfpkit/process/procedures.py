"""The procedures of each regime as their files hold them: ``process/procedures/<regime>/*.yml``.

The docstrings under the fields are the descriptions in ``schemas/procedure.schema.json``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from annotated_types import Ge, MinLen

from rfpkit.errors import Fault, InputError
from rfpkit.library.model import Source
from rfpkit.process.regimes import Regime
from rfpkit.spec.vocabulary import FlexibleLike, Jurisdiction, Procedure, RoleName, Slug, Text
from rfpkit.yamlfile import Loaded, load, record

StageId = Literal[
    "issue", "requests", "invited", "initial_tenders", "dialogue_closes", "submit",
    "demonstrations", "jury", "award", "standstill_end", "start",
]  # fmt: skip
"""The stages, in order; each is a date of the spec's timetable."""

Unit = Literal["calendar", "working"]
Days = Annotated[int, Ge(0)]


@record
class Situation:
    """Answers that open or favour a procedure; see ``answers`` in the spec."""

    on_market: bool | None = None
    """Something on the market meets the need, at most after adaptation."""
    negotiate: bool | None = None
    """Requirements must be discussed with bidders."""
    pilot: bool | None = None
    """Several solutions are to be pitched or piloted, and a contract may follow later."""
    light_touch: bool | None = None
    """The main subject is a social, health, education or like service."""
    below_threshold: bool | None = None
    """The value lies below the threshold of full regulation."""
    one_supplier: bool | None = None
    """Only one supplier can do it."""
    specifiable: bool | None = None
    """The need can be specified now so that tenders compare on it alone."""
    many_bidders: bool | None = None
    """So many bids are likely that a pre-selection is needed."""
    framework: bool | None = None
    """A framework or a dynamic system covers the need."""
    urgent: bool | None = None
    """An urgency that the buyer did not cause makes the ordinary periods impracticable."""
    exempt_development: bool | None = None
    """What is bought is research, or a first prototype."""


@record
class Circumstances:
    """What must be so for a period to hold."""

    electronic: bool | None = None
    """Tenders come by electronic means."""
    documents_online: bool | None = None
    """All documents are free, whole and online from the day of the notice."""
    prior_notice: bool | None = None
    """A notice was published before that shortens periods."""
    urgent: bool | None = None
    """An urgency that the buyer did not cause makes the ordinary periods impracticable."""
    agreed: bool | None = None
    """All candidates agreed to a shorter period."""
    electronic_letters: bool | None = None
    """Bidders are told the result by electronic means."""
    sub_central: bool | None = None
    """The buyer is not a central government authority, and no utility."""
    central: bool | None = None
    """The buyer is a central government authority."""
    utility: bool | None = None
    """The buyer is a utility."""
    commercial: bool | None = None
    """United States: what is bought is a commercial product or service."""
    pre_selected: bool | None = None
    """Only bidders that were selected before may tender."""


@record
class Minimum:
    """A period that the law asks for at least."""

    days: Days
    """How many days."""
    unit: Unit
    """Calendar days or working days."""
    when: Circumstances = Circumstances()
    """When this one holds; of those that hold, the shortest counts."""
    note: str = ""
    """What to know about it."""
    source: Source
    """Where it stands."""


@record
class Stage:
    """A stage of a procedure; its date stands in the spec's timetable under the same name."""

    id: StageId
    """Which date of the timetable."""
    title: Text
    """What happens."""
    actor: RoleName
    """Who sees to it."""
    what: Text
    """What is done in this stage."""
    documents: tuple[Text, ...] = ()
    """The documents that it needs or makes."""
    after: StageId | None = None
    """The stage that the period runs from; the one before where it is left out."""
    minimum: tuple[Minimum, ...] = ()
    """The lawful minimum; none where the law gives no number."""
    adequate: bool = False
    """The law also asks for time that is adequate."""
    recommended: Days | None = None
    """The calendar days that good practice gives."""


@record
class Limit:
    """A last day, counted back from a stage."""

    id: Slug
    """A short name."""
    title: Text
    """What must be done by then."""
    before: StageId
    """The stage that it is counted back from."""
    days: Days
    """How many days before."""
    unit: Unit
    """Calendar days or working days."""
    when: Circumstances = Circumstances()
    """When it holds."""
    field: Literal["", "answers_by", "questions_until", "briefing"] = ""
    """The date of the timetable that must keep it."""
    note: str = ""
    """What to know about it."""
    source: Source
    """Where it stands."""


@record
class Duty:
    """What must be done within a time after a stage."""

    id: Slug
    """A short name."""
    title: Text
    """What must be done."""
    after: StageId
    """The stage that it is counted from."""
    within: Days | None = None
    """Within how many days; without a number, without delay."""
    unit: Unit = "calendar"
    """Calendar days or working days."""
    when: Circumstances = Circumstances()
    """When it holds."""
    document: str = ""
    """The document by which it is done."""
    note: str = ""
    """What to know about it."""
    source: Source
    """Where it stands."""


@record
class LegalTest:
    """One legal test of a procedure."""

    id: Slug
    """A short name."""
    text: Text
    """What must be true."""
    source: Source
    """Where it stands."""


@record
class Grounds:
    """The legal tests of a procedure."""

    need: Literal["any", "all"]
    """Whether one of them is enough."""
    tests: Annotated[tuple[LegalTest, ...], MinLen(1)]
    """The tests."""


@record
class Candidates:
    """How few candidates may be invited."""

    minimum: Annotated[int, Ge(1)]
    """At least so many, where that many qualify."""
    source: Source
    """Where it stands."""


@record
class AwardBasis:
    """What the award may rest on."""

    text: Text
    """The rule."""
    price_only: bool
    """Whether price alone may decide."""
    source: Source
    """Where it stands."""


@record
class Roles:
    """Who answers for the procedure, who carries it out, who is asked."""

    accountable: RoleName
    """Answers for it."""
    responsible: Annotated[tuple[RoleName, ...], MinLen(1)]
    """Carries it out."""
    consulted: tuple[RoleName, ...] = ()
    """Is asked before."""


@record
class Within:
    """How to run a procedure that no longer exists inside the one that took its place."""

    like: FlexibleLike
    """Which one; ``flexible_like`` in the spec."""
    how: Text
    """Which stages to design, and what the notice must say."""
    stages: Annotated[tuple[Stage, ...], MinLen(2)]
    """Its stages."""
    documents: tuple[Text, ...] = ()
    """Its documents."""
    source: Source
    """Where it stands."""


@record
class Replaced:
    """What took a procedure's place."""

    procedure: Procedure
    """Which one."""
    from_: dt.date
    """For procurements begun on or after this day."""
    source: Source
    """Where it stands."""


@record
class ProcedureFile:
    """A procedure under one regime: when it is open, its stages, periods, documents, pitfalls."""

    title: Text
    """Its name in the law."""
    jurisdiction: Jurisdiction
    """Whose law."""
    law: Text
    """The instrument and its section."""
    from_: dt.date
    """For procurements begun on or after this day."""
    until: dt.date | None = None
    """And before this one; left out where it still exists."""
    summary: Text
    """What it is, in plain words."""
    use_when: Text
    """When a buyer of software chooses it."""
    opens: Situation = Situation()
    """What must be so, else it is closed."""
    favours: Situation = Situation()
    """What speaks for it."""
    hinders: Situation = Situation()
    """What speaks against it; each counts twice as much as one that speaks for it."""
    rank: int
    """With as much in favour, the lower comes first."""
    grounds: Grounds | None = None
    """The legal tests; none where the law asks for none."""
    stages: Annotated[tuple[Stage, ...], MinLen(2)]
    """Its stages, in order."""
    limits: tuple[Limit, ...] = ()
    """Last days, counted back from a stage."""
    duties: tuple[Duty, ...] = ()
    """What must be done within a time after a stage."""
    candidates: Candidates | None = None
    """How few candidates may be invited."""
    award_basis: AwardBasis | None = None
    """What the award may rest on; left out where the law says nothing."""
    roles: Roles
    """Who does what."""
    documents: tuple[Text, ...]
    """All its documents."""
    clauses: tuple[Text, ...] = ()
    """Clauses that it brings."""
    pitfalls: tuple[Text, ...] = ()
    """What goes wrong in practice."""
    how: str = ""
    """How procedures that it replaced are run inside it."""
    within: tuple[Within, ...] = ()
    """Each of them."""
    replaced_by: Replaced | None = None
    """What took its place."""


Procedures = Mapping[Procedure, Loaded[ProcedureFile]]


@lru_cache(maxsize=8)
def load_procedures(folder: Path, regime: Regime) -> Procedures:
    """The procedures of a regime in the data folder ``process``, by the spec's word for each.

    Raises ``InputError`` with every fault of every file.
    """
    faults: list[Fault] = []
    found: dict[Procedure, Loaded[ProcedureFile]] = {}
    words: dict[str, Procedure] = {word: word for word in get_args(Procedure)}
    for path in sorted((folder / "procedures" / regime).glob("*.yml")):
        if path.stem not in words:
            message = f"“{path.stem}” is no procedure of the spec; rename the file"
            faults.append(Fault(str(path), 0, 0, message))
            continue
        try:
            loaded = load(path, ProcedureFile)
        except InputError as error:
            faults += error.faults
            continue
        faults += _order(loaded)
        found[words[path.stem]] = loaded
    if faults:
        raise InputError(*faults)
    return found


def _order(loaded: Loaded[ProcedureFile]) -> list[Fault]:
    """Faults where a stage stands twice, or something is counted from one that is not there."""
    faults: list[Fault] = []
    value = loaded.value
    ways: list[tuple[tuple[str | int, ...], tuple[Stage, ...]]] = [((), value.stages)]
    ways += [(("within", at), one.stages) for at, one in enumerate(value.within)]
    for loc, stages in ways:
        ids = [stage.id for stage in stages]
        if len(set(ids)) < len(ids) or ids[0] != "issue":
            message = "the first stage is “issue”, and each stands here once"
            faults.append(Fault(loaded.path, *loaded.place(*loc, "stages"), message))
        for at, stage in enumerate(stages):
            if stage.after is not None and stage.after not in ids[:at]:
                message = f"“{stage.after}” is no stage before this one"
                place = loaded.place(*loc, "stages", at, "after")
                faults.append(Fault(loaded.path, *place, message))
    known = {stage.id for _, stages in ways for stage in stages}
    for at, limit in enumerate(value.limits):
        if limit.before not in known:
            message = f"“{limit.before}” is no stage of this procedure"
            faults.append(Fault(loaded.path, *loaded.place("limits", at, "before"), message))
    for at, duty in enumerate(value.duties):
        if duty.after not in known:
            message = f"“{duty.after}” is no stage of this procedure"
            faults.append(Fault(loaded.path, *loaded.place("duties", at, "after"), message))
    return faults

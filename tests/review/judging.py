"""Verdicts held against the truth, and the figures that come of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .cases import Case
from .drafts import Draft
from .wording import folded


@dataclass(slots=True)
class Wrong:
    """A clause that was judged otherwise than a lawyer would."""

    case: int
    carrier: str
    clause: str
    kinds: list[str]
    wanted: str
    judged: str
    grave: bool


@dataclass(slots=True)
class Outcome:
    """What the verdicts on one document, or on many, come to."""

    cases: int = 0
    clauses: int = 0
    touched: int = 0
    deviating: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    wrong_touched: int = 0
    wrong_deviating: int = 0
    foreign: int = 0
    foreign_missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)
    passages: int = 0
    blanks: int = 0
    blanks_missed: list[str] = field(default_factory=list)
    kinds: dict[str, list[int]] = field(default_factory=dict)
    carriers: dict[str, list[int]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def grave(self) -> list[Wrong]:
        """Edited or removed clauses that were called verbatim."""
        return [wrong for wrong in self.wrong if wrong.grave]


def judge(case: Case, review: Any, seconds: float) -> Outcome:
    """The verdicts on one document held against the truth."""
    outcome = Outcome(cases=1, seconds=seconds)
    draft, found = case.draft, {clause.id: clause for clause in review.clauses}
    assert [clause.id for clause in review.clauses] == list(draft.base.ids), "not our order"
    moved = {key for key in draft.base.ids if found[key].moved}
    misplaced = _misplaced(draft, moved)
    passages = [folded(passage.text) for passage in review.foreign]
    unhosted = {
        copy.host
        for copy in draft.duplicates
        if found[copy.host].verdict != "edited" and not _found(copy.lines, passages)
    }
    for key in draft.base.ids:
        _clause(case, outcome, found[key], misplaced, unhosted)
    for lines in draft.foreign:
        outcome.foreign += 1
        if not _found(lines, passages):
            outcome.foreign_missed.append(f"{case.number} ({case.carrier.name}): {lines[0][:60]}")
    _foreign(case, outcome, review)
    return outcome


def _clause(
    case: Case, outcome: Outcome, clause: Any, misplaced: set[str], unhosted: set[str]
) -> None:
    truth = case.draft.truth[clause.id]
    deviates = "verbatim" not in truth.verdict or "verbatim" not in truth.original
    deviates |= truth.ordered and clause.id in displaced(case.draft)[0]
    outcome.clauses += 1
    outcome.touched += bool(truth.kinds)
    outcome.deviating += deviates
    grave = clause.verdict == "verbatim" and "verbatim" not in truth.verdict
    right = clause.verdict in truth.verdict and clause.id not in misplaced | unhosted
    if case.draft.tracked:
        grave |= clause.original == "verbatim" and "verbatim" not in truth.original
        right &= clause.original in truth.original
    for name, now in truth.blanks:
        outcome.blanks += 1
        if not any(b.name == name and folded(b.now) == folded(now) for b in clause.blanks):
            told = [(b.name, b.was, b.now) for b in clause.blanks]
            outcome.blanks_missed.append(
                f"{case.number}: {clause.id} {name} -> {now!r}, told {told}"
            )
    for name, table in [(k, outcome.kinds) for k in truth.kinds or ["untouched"]] + [
        (case.carrier.name, outcome.carriers)
    ]:
        tally = table.setdefault(name, [0, 0])
        tally[0] += 1
        tally[1] += right
    if not right:
        outcome.wrong_touched += bool(truth.kinds)
        outcome.wrong_deviating += deviates
        wanted = "/".join(sorted(truth.verdict)) + (
            " moved" if clause.id in displaced(case.draft)[0] else ""
        )
        judged = clause.verdict + (" moved" if clause.moved else "")
        if case.draft.tracked:
            wanted += f", original {'/'.join(sorted(truth.original))}"
            judged += f", original {clause.original}"
        if clause.id in unhosted:
            judged += ", the copy in it untold"
        outcome.wrong.append(
            Wrong(case.number, case.carrier.name, clause.id, truth.kinds, wanted, judged, grave)
        )


def _order(draft: Draft) -> list[str]:
    """The clauses whose place tells something, as they stand now."""
    return [
        key
        for section in draft.sections
        if section.kind != "ghost"
        for key in section.ids
        if draft.truth[key].ordered
    ]


def displaced(draft: Draft) -> tuple[set[str], set[str], int]:
    """The clauses that were moved for certain, those that may have been, and how many were."""
    order = _order(draft)
    places = [draft.base.ids.index(key) for key in order]
    upto = [1] * len(places)
    for at in range(len(places)):
        upto[at] += max((upto[b] for b in range(at) if places[b] < places[at]), default=0)
    onwards = [1] * len(places)
    for at in reversed(range(len(places))):
        later = range(at + 1, len(places))
        onwards[at] += max((onwards[b] for b in later if places[b] > places[at]), default=0)
    longest = max(upto, default=0)
    fits = [at for at in range(len(places)) if upto[at] + onwards[at] - 1 == longest]
    alone = Counter(upto[at] for at in fits)
    certain = {order[at] for at in range(len(order)) if at not in fits}
    maybe = {order[at] for at in fits if alone[upto[at]] > 1}
    return certain, maybe, len(places) - longest


def _misplaced(draft: Draft, moved: set[str]) -> set[str]:
    """The clauses whose "moved" is wrong. Where several sets of moves would do, any is right."""
    certain, maybe, count = displaced(draft)
    order = _order(draft)
    wrong = {key for key in order if (key in moved) != (key in certain) and key not in maybe}
    stay = [draft.base.ids.index(key) for key in order if key not in moved]
    if not wrong and (stay != sorted(stay) or len(order) - len(stay) != count):
        wrong = maybe
    return wrong


def _found(lines: Iterable[str], passages: Sequence[str]) -> bool:
    """Whether one foreign passage holds all the words of the lines."""
    wanted = [folded(line) for line in lines]
    return any(all(_held(line, passage) for line in wanted) for passage in passages)


def _held(line: str, passage: str) -> bool:
    """Whether a passage has the words of a line, whatever their spacing and whatever figures."""
    return re.sub(r"[\W\d]", "", line) in re.sub(r"[\W\d]", "", passage)


def _foreign(case: Case, outcome: Outcome, review: Any) -> None:
    """Count the foreign passages that hold nothing but words of ours that nobody touched."""
    draft = case.draft
    ours = {
        re.sub(r"\W", "", re.sub(r"<\w+>", "", line))
        for key, lines in draft.base.lines.items()
        if not draft.truth[key].kinds
        for line in lines
        if len(line) > 30
    }
    ours -= {re.sub(r"\W", "", folded(line)) for copy in draft.duplicates for line in copy.lines}
    for passage in review.foreign:
        outcome.passages += 1
        lines = [re.sub(r"\W", "", folded(line)) for line in passage.text.split("\n")]
        if any(line in ours for line in lines):
            outcome.spurious.append(f"{case.number} ({case.carrier.name}): {passage.text[:80]!r}")


def add(total: Outcome, one: Outcome) -> None:
    """Add an outcome to a total."""
    for name in ("kinds", "carriers"):
        for key, (seen, right) in getattr(one, name).items():
            tally = getattr(total, name).setdefault(key, [0, 0])
            tally[0] += seen
            tally[1] += right
    for name in total.__dataclass_fields__:
        if name not in ("kinds", "carriers"):
            setattr(total, name, getattr(total, name) + getattr(one, name))


def outcome_of(said: dict[str, Any]) -> Outcome:
    """The outcome that another process printed as JSON."""
    wrong = [Wrong(**one) for one in said.pop("wrong")]
    return Outcome(**said, wrong=wrong)


def table(total: Outcome) -> str:
    """The figures by kind and by carrier, and every wrong judgement."""
    lines = [f"{'clauses':>8} {'right':>8}      kind"]
    for tallies in (total.kinds, total.carriers):
        for name, (seen, right) in sorted(tallies.items()):
            lines.append(f"{seen:8} {right:8} {right / seen:7.1%}  {name}")
        lines.append("")
    for name, seen, missed in (
        ("all clauses", total.clauses, len(total.wrong)),
        ("touched clauses", total.touched, total.wrong_touched),
        ("deviating clauses", total.deviating, total.wrong_deviating),
        ("foreign passages found", total.foreign, len(total.foreign_missed)),
        ("passages not falsely foreign", total.passages, len(total.spurious)),
        ("changed blanks told", total.blanks, len(total.blanks_missed)),
    ):
        lines.append(f"{seen:8} {seen - missed:8} {1 - missed / max(seen, 1):7.2%}  {name}")
    lines += [f"{len(total.grave):8} edited or removed clauses called verbatim", ""]
    for wrong in sorted(total.wrong, key=lambda one: (not one.grave, one.case)):
        grave = "GRAVE " if wrong.grave else ""
        kinds = ", ".join(wrong.kinds) or "untouched"
        lines.append(
            f"{grave}case {wrong.case} ({wrong.carrier}) {wrong.clause}: {wrong.judged}, "
            f"is {wrong.wanted} [{kinds}]"
        )
    for name, told in (
        ("foreign not found", total.foreign_missed),
        ("falsely foreign", total.spurious),
        ("blank not told", total.blanks_missed),
    ):
        lines += [f"{name}: {one}" for one in told]
    return "\n".join(lines)

"""Every gate can be met and can be open, and says why, where and who acts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rfpkit.content import data_folder
from rfpkit.library.step_documents import read_step_document
from rfpkit.process.papers import PaperStatus
from rfpkit.process.status import GateStatus, Status
from rfpkit.process.steps import Step
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.orientation import CoProcurer
from rfpkit.spec.records.before import Engagement, SignOff

Change = Callable[[Dossier], Dossier]
After = Callable[..., Status]


def gate(status: Status, name: str) -> GateStatus:
    return next(one for step in status.steps for one in step.gates if one.gate.id == name)


def spec(**parts: Any) -> Change:
    """A change of parts of the spec; a function changes what is there."""

    def change(dossier: Dossier) -> Dossier:
        made = {k: v(getattr(dossier, k)) if callable(v) else v for k, v in parts.items()}
        return replace(dossier, **made)

    return change


def records(**files: Any) -> Change:
    """A change of records; a function changes what is there."""

    def change(dossier: Dossier) -> Dossier:
        held = dossier.records
        made = {k: v(getattr(held, k)) if callable(v) else v for k, v in files.items()}
        return replace(dossier, records=replace(held, **made))

    return change


def first(**values: Any) -> Callable[[Any], Any]:
    """The list with its first item changed."""
    return lambda items: (replace(items[0], **values), *items[1:])


def each(**values: Any) -> Callable[[Any], Any]:
    """The list with every item changed."""
    return lambda items: tuple(replace(item, **values) for item in items)


def without(document: str, role: str = "") -> Change:
    """The records without the signatures under a document, or one of them."""
    return records(
        signoffs=lambda all_: tuple(
            one for one in all_ if one.document != document or (role and one.role != role)
        )
    )


def sprint(**values: Any) -> Change:
    return records(sprints=first(**values))


OPENED: dict[str, tuple[Change, str]] = {
    "product-owner": (spec(roles=first(trained=None)), "Ida Brook is not trained"),
    "innovation-lead": (
        spec(roles=lambda all_: tuple(r for r in all_ if r.role != "innovation-lead")),
        "nobody has the role innovation-lead",
    ),
    "past-procurements": (records(lessons=()), "no lesson is on record"),
    "departments": (spec(departments=lambda all_: all_[1:]), "no department of the kind service"),
    "journeys": (spec(users=first(journeys=())), "“Residents” has no journey"),
    "kpis": (spec(kpis=first(baseline=None)), "nobody has measured “dark-days” yet"),
    "without-software": (spec(alternatives=()), "no way without software"),
    "underwriting": (without("underwriting", "Law"), "is not signed by Lee Holm"),
    "solutions": (
        spec(market=lambda m: replace(m, solutions=m.solutions[:2])),
        "2 of at least 3 solutions",
    ),
    "open-source": (
        spec(market=lambda m: replace(m, solutions=m.solutions[:1])),
        "no open source solution",
    ),
    "peers": (spec(market=lambda m: replace(m, peers=())), "no other public body"),
    "engagements": (records(engagements=each(published=False)), "Lamp Ltd on 2026-10-20 is not"),
    "options": (
        spec(appraisal=lambda a: replace(a, options=a.options[:3])),
        "strategy D is not appraised",
    ),
    "decision-reasoned": (
        spec(appraisal=lambda a: replace(a, decision="")),
        "does not say why the strategy was chosen",
    ),
    "decision-signed": (without("strategy-decision"), "not signed by the budget holder"),
    "pre-plan": (spec(features=()), "no feature is planned"),
    "team": (spec(team=lambda all_: all_[:1]), "the team has no technical-lead"),
    "responsibilities": (spec(responsibilities=()), "no matrix of responsibilities"),
    "criteria": (
        spec(criteria=lambda all_: (all_[0], replace(all_[1], source=()), all_[2])),
        "“plan” comes from no KPI",
    ),
    "rfp-reviewed": (without("rfp", "legal-counsel"), "rfp is not signed by the legal counsel"),
    "rfp-read": (without("rfp", "read as a bidder"), "nobody has signed rfp"),
    "notice": (records(notices=lambda all_: all_[1:]), "no notice of the procurement"),
    "questions": (records(questions=first(published=None)), "publish it to everybody"),
    "bids": (records(bidders=()), "no bid is on record"),
    "panel": (
        spec(evaluation=lambda e: replace(e, panel=each(speaks_for="other")(e.panel))),
        "no seat speaks for the unit that leads",
    ),
    "declarations": (records(conflicts=lambda all_: all_[1:]), "“ola” (Ola Berg)"),
    "individual-scores": (records(scores=lambda all_: all_[1:]), "“ola” has not scored “north”"),
    "ranking": (records(bidders=each(price=None)), "has no price"),
    "award": (records(award=lambda one: replace(one, told=None)), "not told the award"),
    "debriefs": (records(bidders=each(debriefed=None)), "South Soft Ltd was not debriefed"),
    "terms": (records(terms=each(settled=None)), "Standard terms 12 still says"),
    "contract-reviewed": (without("contract"), "contract is not signed by the legal counsel"),
    "contract-signed": (
        records(award=lambda one: replace(one, signed=dt.date(2027, 4, 5))),
        "the standstill lasts until",
    ),
    "contract-published": (records(notices=lambda all_: all_[:1]), "no notice of the award"),
    "sprints-deployed": (sprint(deployed=False), "Sprint 1 does not run"),
    "sprints-tested": (sprint(tested_by=()), "Sprint 1 was tested by no user"),
    "sprints-accessible": (sprint(accessible=False), "Sprint 1 is not shown to be accessible"),
    "sprints-documented": (sprint(documented=False), "Sprint 1 is not documented"),
    "sprints-secure": (sprint(secure=False), "Sprint 1 has not passed"),
    "sprints-decided": (sprint(decision=None), "Sprint 1 has no decision"),
    "modules-accepted": (records(acceptances=first(decision="refused")), "“reports” was refused"),
    "kpis-measured": (records(kpis=lambda all_: all_[1:]), "“dark-days” was not measured"),
    "documentation-technical": (
        records(documentation=first(complete=False)),
        "could not work with the part “architecture”",
    ),
    "documentation-operational": (
        records(documentation=lambda all_: all_[:4]),
        "nobody has checked the part “operation”",
    ),
    "trained": (records(trainings=()), "“Crews” were not trained"),
    "exit-rehearsed": (records(exits=each(result="failed")), "the rehearsal of 2027-06-15 failed"),
    "released": (records(releases=each(licence="MIT")), "the spec announced EUPL-1.2"),
    "maintenance-owner": (spec(maintenance=None), "nobody answers for the software in use"),
    "closure": (records(closure=None), "the project is not closed"),
}
"""How each gate of an ordinary project is opened, and what it says then."""

PAPERS = {
    "role-signed": "product-owner-role",
    "co-procurement-signed": "co-procurement-agreement",
    "module-budget-signed": "module-budget",
    "procedure-signed": "procedure-justification",
    "negotiators-signed": "negotiation-protocol",
    "award-signed": "award-report",
    "closure-signed": "closure-report",
}
"""Gates that wait for signatures under documents, and one of these."""

ELSEWHERE = {"bid-window", "only-supplier", "direct-award-justification", "migration"}
"""Gates that have tests of their own below."""


def test_every_gate_of_a_finished_project_is_met(status: After) -> None:
    found = status()
    assert [(one.gate.id, one.answer.reason) for one in found.gates if one.is_open] == []
    assert found.now is None


def test_there_is_a_way_to_open_every_gate(steps: tuple[Step, ...]) -> None:
    assert {
        one.id for step in steps for one in step.gates
    } == OPENED.keys() | ELSEWHERE | PAPERS.keys()


@pytest.mark.parametrize("name", OPENED)
def test_a_gate_opens_with_reason_place_and_actor(name: str, status: After) -> None:
    change, words = OPENED[name]
    found = gate(status(change), name)
    assert found.answer.state == "open"
    told = [str(lack.fault) for lack in found.answer.lacks]
    assert any(words in text for text in told), told
    assert all("spec.yml" in text or "records" in text for text in told)
    assert found.gate.acts.replace("-", " ") in found.actor


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_that_people_sign_waits_for_a_signature(name: str, status: After) -> None:
    paper = PAPERS[name]
    partner = CoProcurer(name="The next town", person="Al", share=Decimal(10))

    def papers(wanted: str) -> PaperStatus:
        return PaperStatus(wanted, "ready" if wanted == paper else "missing", copies=(wanted,))

    def signed(dossier: Dossier) -> Dossier:
        one = SignOff(document=paper, name="Ola Berg", role="x", date=dt.date(2027, 1, 5))
        return spec(co_procurers=(partner,))(records(signoffs=(one,))(dossier))

    def unsigned(dossier: Dossier) -> Dossier:
        return spec(co_procurers=(partner,))(records(signoffs=())(dossier))

    assert gate(status(signed, papers=papers), name).answer.state == "met"
    shut = gate(status(unsigned, papers=papers), name).answer
    assert shut.state == "open"
    assert f"{paper} is not signed; when it is, write it down" in shut.reason
    assert gate(status(), name).answer.state == "not-applicable"


def test_every_document_that_people_sign_has_a_gate(steps: tuple[Step, ...]) -> None:
    waited = {gate.settings.document for step in steps for gate in step.gates}
    waited |= {part for step in steps for gate in step.gates for part in gate.settings.parts}
    # What is decided about modules and phases is on record in acceptances and phases.
    waited |= {"module-acceptance", "phase-gate-report"}
    paths = (data_folder("templates") / "steps").glob("*/*.md")
    signed = {one.name for one in map(read_step_document, paths) if one.front.signed}
    assert signed <= waited


def test_more_time_than_the_lawful_minimum_is_needed_not_just_the_minimum(status: After) -> None:
    assert gate(status(bid_days=lambda _: 38), "bid-window").answer.state == "met"
    shut = gate(status(bid_days=lambda _: 39), "bid-window").answer
    assert shut.state == "open"
    assert "39 days from notice to deadline, and the law asks for 39" in shut.reason
    assert gate(status(), "bid-window").answer.state == "not-applicable"


def test_a_direct_award_needs_a_ground_and_the_signature_of_legal_counsel(status: After) -> None:
    assert gate(status(), "only-supplier").answer.state == "not-applicable"
    found = status(spec(procedure="direct-award"))
    assert gate(found, "only-supplier").answer.state == "open"
    assert gate(found, "direct-award-justification").answer.state == "open"
    assert gate(found, "panel").answer.state == "not-applicable"

    def granted(dossier: Dossier) -> Dossier:
        day = dt.date(2027, 1, 5)
        paper = "direct-award-justification"
        signed = SignOff(document=paper, name="Lee Holm", role="legal-counsel", date=day)
        made = spec(procedure="direct-award", market=lambda m: replace(m, only_supplier="Patent"))
        return records(signoffs=lambda all_: (*all_, signed))(made(dossier))

    assert gate(status(granted), "only-supplier").answer.state == "met"
    assert gate(status(granted), "direct-award-justification").answer.state == "met"


def test_building_in_house_asks_how_data_and_users_move(status: After) -> None:
    assert gate(status(spec(strategy="D")), "migration").answer.state == "open"


def test_a_gate_waits_for_what_comes_before_it(status: After) -> None:
    found = status(records(award=None))
    assert gate(found, "debriefs").answer.reason == "waits for the award"
    assert gate(found, "terms").answer.state == "open"


def test_a_person_of_another_role_cannot_sign_for_legal_counsel(status: After) -> None:
    change = records(signoffs=lambda all_: tuple(
        replace(one, name="Kim Vale", role="buyer") if one.document == "contract" else one
        for one in all_
    ))  # fmt: skip
    assert gate(status(change), "contract-reviewed").is_open


def test_a_refusal_keeps_a_gate_open_until_the_same_person_signs(status: After) -> None:
    no = SignOff(
        document="rfp", name="Mia Ford", role="Finance", date=dt.date(2027, 1, 14),
        decision="refused", note="too dear",
    )  # fmt: skip
    refused = records(signoffs=lambda all_: (*all_, no))
    found = gate(status(refused), "rfp-reviewed").answer
    assert "Mia Ford refused on 2027-01-14 (too dear)" in found.reason
    yes = replace(no, date=dt.date(2027, 1, 15), decision="signed", note="")
    assert not gate(status(records(signoffs=lambda all_: (*all_, no, yes))), "rfp-reviewed").is_open


def test_a_signature_lapses_once_the_text_is_another(status: After) -> None:
    bound = records(signoffs=each(text="a" * 64))
    same = status(bound, fingerprint=lambda _: "a" * 64)
    assert not gate(same, "contract-reviewed").is_open
    other = gate(status(bound, fingerprint=lambda _: "b" * 64), "contract-reviewed")
    assert other.is_open
    assert "the text has changed since then" in other.answer.reason
    gone = status(bound, fingerprint=lambda _: None)
    assert gate(gone, "underwriting").is_open


def test_a_sprint_that_still_runs_is_not_judged(status: After) -> None:
    running = records(sprints=lambda all_: (
        all_[0], replace(all_[1], reviewed=None, decision=None, deployed=False)
    ))  # fmt: skip
    assert not gate(status(running), "sprints-deployed").is_open
    over = status(running, as_of=dt.date(2027, 5, 15))
    assert gate(over, "sprints-deployed").is_open


def test_a_sprint_that_is_repeated_need_not_be_deployed(status: After) -> None:
    assert not gate(status(sprint(deployed=False, decision="repeat")), "sprints-deployed").is_open


def test_no_question_is_met_only_when_none_can_come_any_more(status: After) -> None:
    none = records(questions=(), bidders=each(received=None))
    assert gate(status(none), "questions").is_open
    assert not gate(status(none, as_of=dt.date(2027, 2, 6)), "questions").is_open


def test_engaging_the_market_in_the_uk_needs_a_notice(status: After) -> None:
    uk = spec(jurisdiction="uk")
    found = gate(status(uk), "engagements").answer
    assert "no preliminary market engagement notice" in found.lacks[0].fault.message


def test_no_contact_with_the_market_asks_for_no_publication(status: After) -> None:
    none: tuple[Engagement, ...] = ()
    assert gate(status(records(engagements=none)), "engagements").answer.state == "not-applicable"

"""The gates: each a question in ``process/steps.yml``, answered by a condition or a check here.

``case`` is what a check sees and answers; the other modules hold the checks of one phase each, and
``signing`` those that wait for signatures.
"""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.process.gates import assessment, implementation, orientation, planning, signing
from rfpkit.process.gates.case import Answer, BidDays, Case, Fingerprint, Lack, State

__all__ = ["CHECKS", "Answer", "BidDays", "Case", "Fingerprint", "Lack", "State"]

CHECKS: dict[str, Callable[[Case], Answer]] = {
    "award": assessment.award,
    "baselines": orientation.baselines,
    "bid-window": planning.bid_window,
    "bids": assessment.bids,
    "contract-signed": assessment.contract_signed,
    "criteria": planning.criteria,
    "debriefs": assessment.debriefs,
    "declarations": assessment.declarations,
    "departments": orientation.departments,
    "documentation": implementation.documentation,
    "engagements": orientation.engagements,
    "exit-rehearsed": implementation.exit_rehearsed,
    "individual-scores": assessment.individual_scores,
    "journeys": orientation.journeys,
    "maintained": implementation.maintained,
    "measured": implementation.measured,
    "modules": implementation.modules,
    "options": orientation.options,
    "panel": assessment.panel,
    "papers-signed": signing.papers_signed,
    "pre-plan": planning.pre_plan,
    "product-owner": orientation.product_owner,
    "questions": assessment.questions,
    "ranking": assessment.ranking,
    "released": implementation.released,
    "signed": signing.signed,
    "solutions": orientation.solutions,
    "sprints": implementation.sprints,
    "team": planning.team,
    "terms": assessment.terms,
    "trained": implementation.trained,
    "underwriting": signing.underwriting,
}
"""Every check that a gate may name."""

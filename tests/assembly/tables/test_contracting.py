"""The tables about the contract: issues and their gaps, shares of joint buyers, terms, dates."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.assembly.inserts import insert
from rfpkit.assembly.tables.contracting import months_after
from rfpkit.spec import load
from rfpkit.spec.dossier import dossier_of
from rfpkit.spec.orientation import CoProcurer
from rfpkit.spec.records.folder import load_project
from rfpkit.spec.records.model import Records

from .small_project import MINIMAL, project, rows, words

RISKS = """
risks:
  - id: alone
    kind: lock-in
    text: Only one firm can change it.
    likelihood: medium
    impact: high
    answer: The exit is rehearsed.
    owner: product-owner
    clauses: [exit/exit-plan, data/protection-eu]
  - id: seats
    kind: actual-use
    text: We pay for people who never log in.
    likelihood: high
    impact: low
    answer: Users are counted each year.
    owner: product-owner
  - {id: leave, kind: people, text: The owner leaves., likelihood: low, impact: low,
     answer: A deputy., owner: product-owner}
"""
PARTNERS = """
co_procurers:
  - {name: Hill Town, person: Its clerk, share: 33.33, needs: Reports in Irish}
  - {name: Water Board, person: Its manager, share: 8.4}
"""
TERMS = """
terms:
  - clause: Article 9
    says: Each part is due on its date.
    conflict: Work in Sprints
    change: No dates for features
    owner: Counsel
    negotiable: true
  - clause: Archives Act
    says: Records are kept.
    conflict: Deletion on request
    change: Deletion after transfer
    owner: Archivist
    negotiable: false
    settled: 2027-03-02
"""


def test_issues_stand_in_order_with_their_clauses_and_risks_of_planning_stay_out(tmp_path):
    issues = rows(project(tmp_path, RISKS), "contract-issues")
    assert [row[0].split("\n")[0] for row in issues] == [
        "Dependence on one supplier", "Actual use",
    ]  # fmt: skip
    assert [row[3] for row in issues] == ["Exit plan (exit)\nProtection (data)", "none yet"]


def test_what_nobody_thought_of_is_told(tmp_path):
    gaps = words(insert("contract-issue-gaps", project(tmp_path, RISKS)))
    assert gaps[0].startswith("Nothing is entered about: ownership.")
    assert gaps[-1] == "No clause is named for “seats”."
    assert len(gaps) == 5


def test_without_issues_the_register_is_a_form_with_every_kind_to_ask_for(tmp_path):
    assert [row[0] for row in rows(project(tmp_path), "contract-issues")] == [
        "Ownership", "Security", "Interoperability", "Actual use", "Maintenance",
        "Dependence on one supplier",
    ]  # fmt: skip


def test_joint_buyers_share_the_whole_budget_to_the_cent(tmp_path):
    assert rows(project(tmp_path, PARTNERS), "co-procurement-costs") == [
        ["Town Council", "58.27%", "EUR 87,405"],
        ["Hill Town", "33.33%", "EUR 49,995"],
        ["Water Board", "8.4%", "EUR 12,600"],
        ["Together", "100%", "EUR 150,000"],
    ]


SHARES = st.lists(st.decimals("0.01", "20", places=2), min_size=1, max_size=4)


@given(shares=SHARES, total=st.decimals(1, 10**7, places=2))
def test_no_share_and_no_total_loses_a_cent(shares, total):
    spec = load(MINIMAL).value
    partners = tuple(CoProcurer(name="A", person="B", share=share) for share in shares)
    spec = replace(spec, budget=replace(spec.budget, total=total), co_procurers=partners)
    amounts = [row[2] for row in rows(dossier_of(spec, Records()), "co-procurement-costs")]
    numbers = [Decimal(amount.removeprefix("EUR ").replace(",", "")) for amount in amounts]
    assert sum(numbers[:-1]) == numbers[-1] == total


def test_terms_are_parted_by_whether_they_can_be_changed(tmp_path):
    dossier = project(tmp_path, terms=TERMS)
    assert [row[4] for row in rows(dossier, "terms-negotiable")] == ["Open"]
    assert [row[4] for row in rows(dossier, "terms-fixed")] == ["Settled 2 March 2027"]
    assert words(insert("term-state", dossier)) == [
        "1 of 2 conflicts are settled. These are open:",
        "Article 9: a change is to be agreed; Counsel sees to it.",
    ]


def test_the_dates_of_the_contract_follow_from_its_start_its_term_and_its_extensions(tmp_path):
    text = "  sprint_weeks: 2\n  extensions:\n    - {months: 6, notice_days: 30}\n"
    dossier = project(tmp_path)
    assert rows(dossier, "contract-dates") == [
        ["Work starts", "19 April 2027"],
        ["The first period ends", "18 April 2028"],
    ]
    spec = MINIMAL.read_text(encoding="utf-8").replace("  sprint_weeks: 2\n", text)
    (tmp_path / "spec.yml").write_text(spec, encoding="utf-8")
    longer = load_project(tmp_path).dossier
    assert rows(longer, "contract-dates")[2:] == [
        ["Last day to ask for extension 1", "19 March 2028"],
        ["Extension 1 would end", "18 October 2028"],
    ]


def test_a_month_that_is_shorter_ends_on_its_own_last_day():
    assert months_after(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_after(dt.date(2027, 12, 15), 1) == dt.date(2028, 1, 15)

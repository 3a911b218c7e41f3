"""The tables of the work: the calendar, one Sprint, one module, as the records have them."""

from dataclasses import replace

from rfpkit.assembly.inserts import insert
from rfpkit.spec.dossier import EACH, Dossier

from .small_project import project, rows, words

SPRINTS = """
sprints:
  - number: 1
    start: 2027-04-19
    end: 2027-04-30
    module: reports
    goal: A resident reports a light.
    items: [A form, A list for the desk]
    reviewed: 2027-04-30
    tested_by: [Three residents]
    deployed: true
    accessible: false
    documented: true
    secure: true
    decision: repeat
    decided_by: Deputy head of works
    notes: Nobody found the button.
  - number: 2
    start: 2027-05-10
    end: 2027-05-21
    module: reports
    goal: A resident finds the button.
"""
ACCEPTANCES = """
acceptances:
  - {module: reports, date: 2027-06-01, decision: refused, by: The owner, evidence: Two minutes.}
  - module: reports
    date: 2027-06-15
    decision: accepted-with-defects
    by: The owner
    evidence: Nine of ten residents needed less than a minute.
    defects: [The map is slow.]
"""
KPIS = """
kpis:
  - {kpi: dark-days, date: 2027-06-10, value: 19, by: Works}
  - {kpi: dark-days, date: 2027-09-10, value: 8, by: Works}
"""


def about(dossier: Dossier, kind: str, key: str) -> Dossier:
    return dict(EACH[kind](dossier))[key]


def test_the_calendar_counts_from_the_day_on_which_work_begins(tmp_path):
    planned = rows(project(tmp_path), "sprint-calendar")
    assert len(planned) == 8
    assert planned[0][:3] == ["1", "19 April 2027", "30 April 2027"]
    assert planned[1][:3] == ["2", "3 May 2027", "14 May 2027"]


def test_the_calendar_goes_on_from_the_last_sprint_on_record(tmp_path):
    planned = rows(project(tmp_path, sprints=SPRINTS), "sprint-calendar")
    assert planned[0][3:] == ["Reports", "A resident reports a light."]
    assert planned[2] == ["3", "24 May 2027", "4 June 2027", "", ""]


def test_no_sprint_is_planned_once_every_module_is_accepted(tmp_path):
    both = ACCEPTANCES + (
        "  - {module: repairs, date: 2027-07-01, decision: accepted, by: Works, evidence: Ok}\n"
    )
    planned = rows(project(tmp_path, sprints=SPRINTS, acceptances=both), "sprint-calendar")
    assert [row[0] for row in planned] == ["1", "2"]


def test_without_a_length_the_calendar_is_an_empty_form(tmp_path):
    dossier = project(tmp_path)
    dossier = replace(dossier, contract=replace(dossier.contract, sprint_weeks=None))
    assert rows(dossier, "sprint-calendar") == [[""] * 5] * 6


def test_a_review_ticks_what_the_record_says_and_nothing_before_it(tmp_path):
    dossier = project(tmp_path, sprints=SPRINTS)
    first, second = about(dossier, "sprint", "1"), about(dossier, "sprint", "2")
    assert [row[1:3] for row in rows(first, "sprint-checks")] == [
        ["☒", "☐"], ["☒", "☐"], ["☐", "☒"], ["☒", "☐"], ["☒", "☐"],
    ]  # fmt: skip
    assert {cell for row in rows(second, "sprint-checks") for cell in row[1:3]} == {"☐"}
    assert [row[0] for row in rows(first, "sprint-decision")] == ["☐", "☒", "☐"]
    assert [row[0] for row in rows(second, "sprint-decision")] == ["☐", "☐", "☐"]


def test_a_sheet_tells_what_became_of_the_sprint_before(tmp_path):
    dossier = project(tmp_path, sprints=SPRINTS)
    assert words(insert("sprint-before", about(dossier, "sprint", "1"))) == [
        "This is the first Sprint."
    ]
    assert words(insert("sprint-before", about(dossier, "sprint", "2"))) == [
        "Sprint 1 was to bring: A resident reports a light. The decision was: repeat.",
        "Nobody found the button.",
    ]


def test_the_last_decision_about_a_module_counts(tmp_path):
    dossier = about(project(tmp_path, acceptances=ACCEPTANCES), "module", "reports")
    assert [row[0] for row in rows(dossier, "module-decision")] == ["☐", "☒", "☐"]
    assert rows(dossier, "module-defects") == [["1", "The map is slow.", "", ""]]


def test_a_certificate_does_not_change_with_numbers_that_come_after_it(tmp_path):
    serves = {"    budget: 90000\n": "    budget: 90000\n    serves: [dark-days]\n"}
    signed = project(tmp_path, changes=serves, acceptances=ACCEPTANCES, kpis=KPIS)
    assert rows(about(signed, "module", "reports"), "module-kpis") == [
        ["Days until repair", "23 days", "7 days", "19 days, 10 June 2027"]
    ]


def test_without_risks_the_log_is_an_empty_form(tmp_path):
    assert rows(project(tmp_path), "risk-log") == [[""] * 5] * 6


def test_who_signs_for_a_module_depends_on_who_made_it(tmp_path):
    dossier = about(project(tmp_path), "module", "reports")
    assert words(insert("module-signatures", dossier))[1] == "For the Supplier"
    assert dossier.module is not None
    own = replace(dossier, module=replace(dossier.module, strategy="D"))
    assert words(insert("module-signatures", own))[1] == "For the team"

"""The tables of the software in use: what was measured, trained, checked; publiccode.yml."""

from pathlib import Path

import pytest
import yaml

from rfpkit.assembly.inserts import insert
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.folder import load_project

from .small_project import MINIMAL, project, rows, words

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "eu-open-permits"
TRAINING = """
training:
  - {group: The desk, topic: Take a report, hours: 1.5, when: a week before first use}
  - {group: The crew, topic: Work from the list, hours: 3, when: on the day}
"""
HELD = """
trainings:
  - {date: 2027-08-02, group: the desk, people: 4, topic: Take a report}
"""
CHECKS = """
documentation:
  - {part: user-guide, date: 2027-08-01, by: A resident, where: The site, complete: false}
  - {part: user-guide, date: 2027-08-20, by: Two residents, where: The site, complete: true}
"""


def publiccode(dossier: Dossier) -> str:
    """The file as the document shows it."""
    return "\n".join(text for (text,) in rows(dossier, "publiccode"))


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("7", "reached"),
        ("5", "reached"),
        ("11", "75% of the way, short by 4 days"),
        ("23", "no gain, short by 16 days"),
        ("30", "no gain, short by 23 days"),
    ],
)
def test_a_result_says_how_far_it_is_from_the_target(tmp_path, value, verdict):
    kpis = f"kpis:\n  - {{kpi: dark-days, date: 2028-06-30, value: {value}, by: Works}}\n"
    assert rows(project(tmp_path, kpis=kpis), "kpi-results")[0][4] == verdict


def test_a_target_that_was_reached_late_shows_both_results(tmp_path):
    kpis = (
        "kpis:\n  - {kpi: dark-days, date: 2027-12-31, value: 11, by: Works}\n"
        "  - {kpi: dark-days, date: 2039-06-30, value: 6, by: Works}\n"
    )
    assert rows(project(tmp_path, kpis=kpis), "kpi-results")[0][4] == (
        "by its day: 75% of the way, short by 4 days\nnow: reached"
    )


def test_a_target_whose_day_has_not_come_is_not_missed(tmp_path):
    kpis = "kpis:\n  - {kpi: dark-days, date: 2027-12-31, value: 11, by: Works}\n"
    assert rows(project(tmp_path, kpis=kpis), "kpi-results")[0][4].endswith(
        "\nits day is still to come"
    )


def test_a_product_needs_three_parts_of_its_own_and_no_release():
    uk = load_project(EXAMPLE.parent / "uk-library-system").dossier
    state = dict(map(tuple, rows(uk, "closing-state")))
    assert state["Parts of the documentation complete"] == "3 of 3"
    assert "Releases of the code" not in state
    assert rows(uk, "documentation-state")[0][3] == "kept by the Supplier"


def test_what_was_not_measured_is_open(tmp_path):
    assert rows(project(tmp_path), "kpi-results")[0][3:] == ["not measured", "open"]


def test_the_last_check_of_a_part_counts_and_all_seven_parts_stand_there(tmp_path):
    state = rows(project(tmp_path, documentation=CHECKS), "documentation-state")
    assert len(state) == 7
    assert state[5] == ["User guide", "The site", "Two residents\n20 August 2027", "complete"]
    assert state[0][3] == "not checked yet"


def test_groups_that_nobody_trained_are_named(tmp_path):
    dossier = project(tmp_path, TRAINING, trainings=HELD)
    assert words(insert("training-gaps", dossier)) == [
        "These groups have not been trained yet:", "The crew",
    ]  # fmt: skip


def test_without_a_supplier_the_team_trains(tmp_path):
    dossier = project(tmp_path, TRAINING)
    assert rows(dossier, "training-plan")[0][4].startswith("the Supplier, together with")
    spec = (tmp_path / "spec.yml").read_text(encoding="utf-8").replace("strategy: C", "strategy: D")
    (tmp_path / "spec.yml").write_text(spec, encoding="utf-8")
    own = load_project(tmp_path).dossier
    assert rows(own, "training-plan")[0][4].startswith("the team, together with")


def test_the_next_audit_is_due_so_many_months_after_the_last(tmp_path):
    plan = "maintenance: {owner: product-owner, fte: 1, audit_months: 6}\n"
    audits = "audits:\n  - {date: 2028-08-31, by: A neighbour}\n"
    dossier = project(tmp_path, plan, audits=audits)
    assert words(insert("audit-due", dossier)) == ["The next audit is due by 28 February 2029."]


def test_the_state_at_closure_is_counted(tmp_path):
    state = dict(map(tuple, rows(project(tmp_path, TRAINING, trainings=HELD), "closing-state")))
    assert state["Groups trained"] == "1 of 2"
    assert state["Modules accepted"] == "0 of 2"
    assert state["Rehearsals of leaving"] == "0"


def test_a_closure_report_does_not_change_with_what_comes_after_it(tmp_path):
    kpis = (
        "kpis:\n  - {kpi: dark-days, date: 2028-06-30, value: 9, by: Works}\n"
        "  - {kpi: dark-days, date: 2029-06-30, value: 6, by: Works}\n"
    )
    closure = "closure: {date: 2028-07-15, by: The council}\n"
    dossier = project(tmp_path, kpis=kpis, closure=closure)
    assert rows(dossier, "closing-kpis")[0][3] == "9 days\n30 June 2028"
    assert rows(dossier, "kpi-results")[0][3] == "6 days\n30 June 2029"
    assert len(rows(dossier, "closing-measurements")) == 1


def test_publiccode_is_yaml_with_the_keys_that_the_schema_demands():
    known = yaml.safe_load(publiccode(load_project(EXAMPLE).dossier))
    assert set(known) >= {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert known["legal"]["license"] == "EUPL-1.2"
    assert known["isBasedOn"] == ["https://code.example/open-permit-desk/open-permit-desk"]
    assert len(known["description"]["en"]["longDescription"]) >= 150
    assert max(map(len, known["description"]["en"]["features"])) <= 100


def test_words_of_the_spec_cannot_break_out_of_publiccode(tmp_path):
    dossier = project(tmp_path)
    name = 'Lights: "new" \\ # old\n- item'
    made = publiccode(load_project(tmp_path).dossier)
    assert yaml.safe_load(made)["name"] == dossier.project.title
    spec = MINIMAL.read_text(encoding="utf-8").replace("title: Lights", f"title: {yaml.dump(name)}")
    (tmp_path / "spec.yml").write_text(spec, encoding="utf-8")
    assert yaml.safe_load(publiccode(load_project(tmp_path).dossier))["name"] == name

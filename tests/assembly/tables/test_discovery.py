"""The tables of discovery show the people, what hurts them, and where the research has gaps."""

from rfpkit.assembly.inserts import insert

from .small_project import project, rows

RESEARCH = """
research:
  summary: Nobody sees which lamp was reported.
  methods:
    - {method: Interviews, group: Residents, people: 5, when: 2026-05-01}
  findings:
    - {text: The telephone rings out., evidence: Five interviews, group: Residents}
    - {text: Lists differ., evidence: Count of 40 reports}
personas:
  - {name: Nuala, group: Residents, about: "70, lives alone.", pains: [Walks home in the dark]}
departments:
  - {name: Works, kind: service, person: Head of works}
  - {name: Law, kind: legal, person: Counsel}
"""
KPIS = """
kpis:
  - {kpi: dark-days, date: 2027-06-30, value: 9, by: Works}
  - {kpi: dark-days, date: 2027-03-31, value: 14.5, by: Works}
"""


def test_each_group_shows_who_was_asked_and_which_persona_stands_for_it(tmp_path):
    (residents,) = rows(project(tmp_path, RESEARCH), "research-coverage")
    assert residents[:3] == ["Residents", "Interviews: 5", "Nuala"]


def test_a_group_that_nobody_asked_is_a_gap_in_plain_sight(tmp_path):
    (residents,) = rows(project(tmp_path), "research-coverage")
    assert residents == ["Residents", "nobody yet", "none yet", "none yet"]


def test_what_hurts_comes_from_the_findings_and_the_personas_of_the_group(tmp_path):
    (residents,) = rows(project(tmp_path, RESEARCH), "journeys-and-pains")
    assert residents[1] == "The telephone rings out.\nWalks home in the dark"


def test_a_finding_without_a_group_concerns_all(tmp_path):
    found = rows(project(tmp_path, RESEARCH), "findings")
    assert found[1] == ["Lists differ.", "All", "Count of 40 reports"]


def test_the_register_shows_the_last_measurement_whatever_the_order_of_the_records(tmp_path):
    (register,) = rows(project(tmp_path, kpis=KPIS), "kpi-register")
    assert register[-1] == "9\n30 June 2027"


def test_a_kpi_that_was_never_measured_says_so(tmp_path):
    dossier = project(tmp_path, changes={"    baseline: 23\n": ""})
    (register,) = rows(dossier, "kpi-register")
    assert register[1] == "not yet measured"
    assert register[-1] == "–"


def test_every_department_and_the_product_owner_have_a_place_to_sign(tmp_path):
    blocks = insert("department-signatures", project(tmp_path, RESEARCH))
    signing = [cell.text for block in blocks for cell in block.rows[0]]
    assert signing == ["Works", "Law", "Product Owner"]
    assert {block.kind for block in blocks} == {"signatures"}


def test_signatures_on_record_do_not_change_the_text_that_was_signed(tmp_path):
    before = insert("department-signatures", project(tmp_path, RESEARCH))
    signed = (
        "signoffs:\n"
        "  - {document: underwriting, name: Head of works, role: Works, date: 2026-07-01}\n"
    )
    later = tmp_path / "later"
    later.mkdir()
    assert insert("department-signatures", project(later, RESEARCH, signoffs=signed)) == before


def test_without_research_the_report_leaves_room_to_write_it(tmp_path):
    dossier = project(tmp_path)
    for name in ("findings", "research-methods", "goals", "alternatives"):
        assert {cell for row in rows(dossier, name) for cell in row} == {""}

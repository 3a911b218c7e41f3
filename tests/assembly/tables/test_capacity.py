"""The tables of capacity-building say who is there and what was learned, and what is missing."""

from rfpkit.assembly.inserts import insert

from .small_project import project, rows

DEPARTMENTS = """
departments:
  - {name: Works, kind: service, person: Head of works, interest: Fears two ways of working.}
  - {name: Computers, kind: it, person: Head of computers}
  - {name: Law, kind: legal, person: Counsel}
"""
WORKSHOPS = """
workshops:
  - {date: 2026-01-15, title: What procurement can do, departments: [Works, Law], people: 9}
"""


def test_a_role_that_nobody_holds_is_told(tmp_path):
    assert rows(project(tmp_path), "role-holders") == [
        ["Product Owner", "Deputy head of works", "50%"],
        ["Innovation lead", "not yet named", "not yet agreed"],
    ]


def test_each_workshop_names_the_departments_that_it_needs(tmp_path):
    series = rows(project(tmp_path, DEPARTMENTS), "workshop-series")
    assert series[0][:2] == ["1. What procurement can do", "Works, Computers and Law"]
    assert series[2][:2] == ["3. From complaint to problem", "Works and Computers"]


def test_without_departments_the_series_names_the_fields_that_must_come(tmp_path):
    series = rows(project(tmp_path), "workshop-series")
    assert series[0][1] == (
        "Service delivery, Information technology, Procurement, Legal and Budget and accounting"
    )


def test_workshops_come_from_the_records_and_none_is_made_up(tmp_path):
    held = rows(project(tmp_path, workshops=WORKSHOPS), "workshops")
    assert held == [["15 January 2026", "What procurement can do", "Works and Law", "9", ""]]


def test_no_workshop_on_record_leaves_no_table(tmp_path):
    dossier = project(tmp_path)
    assert insert("workshops", dossier) == ()
    assert insert("lessons", dossier) == ()


def test_forms_leave_room_for_answers(tmp_path):
    dossier = project(tmp_path)
    assert rows(dossier, "answer-space") == [["", ""]] * 4
    assert rows(dossier, "office-hours") == [["", "", ""]] * 4


def test_four_people_sign_the_roles(tmp_path):
    blocks = insert("role-signatures", project(tmp_path))
    titles = [cell.text for block in blocks for cell in block.rows[0]]
    assert titles == [
        "Budget holder",
        "Line manager of the Product Owner",
        "Product Owner",
        "Innovation lead",
    ]
    assert "Name: Deputy head of works" in {c.text for b in blocks for row in b.rows for c in row}

"""Questions and answers: what is open, until when, and what the records get wrong."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.content import data_root
from rfpkit.process.questions import Point, Standing, default_day, standing
from rfpkit.spec.records.folder import Project, load_project

SPEC = data_root() / "examples" / "eu-open-permits" / "spec.yml"
# its timetable: questions until 22 February 2027, answers by 2 March, proposals by 15 March

ANSWERED = """
  - id: q1
    asked: 2027-02-03
    question: May two firms bid together?
    answer: Yes.
    answered: 2027-02-05
    published: 2027-02-05
"""


def project(folder: Path, questions: str, addenda: str = "") -> Project:
    (folder / "spec.yml").write_text(SPEC.read_text(encoding="utf-8"), encoding="utf-8")
    records = folder / "records"
    records.mkdir(exist_ok=True)
    (records / "questions.yml").write_text(f"questions:{questions}", encoding="utf-8")
    if addenda:
        (records / "addenda.yml").write_text(f"addenda:{addenda}", encoding="utf-8")
    return load_project(folder)


def only(found: Standing) -> Point:
    assert len(found.points) == 1, found.points
    return found.points[0]


def test_a_question_that_is_answered_and_published_leaves_nothing_open(tmp_path):
    found = standing(project(tmp_path, ANSWERED))
    assert (found.asked, found.answered, found.published) == (1, 1, 1)
    assert found.points == ()
    assert found.next_addendum == 1


def test_a_project_without_questions_has_nothing_open(tmp_path):
    (tmp_path / "spec.yml").write_text(SPEC.read_text(encoding="utf-8"), encoding="utf-8")
    assert standing(load_project(tmp_path)).points == ()


def test_an_open_question_is_late_only_after_the_day_of_the_answers(tmp_path):
    found = standing(project(tmp_path, "\n  - {id: q1, asked: 2027-02-03, question: May we?}\n"))
    assert only(found).kind == "answer"
    assert found.late(dt.date(2027, 3, 2)) == ()
    assert found.late(dt.date(2027, 3, 3)) == found.points


def test_an_answer_without_the_day_on_which_it_was_settled_is_a_draft(tmp_path):
    text = "\n  - {id: q1, asked: 2027-02-03, question: May we?, answer: Perhaps.}\n"
    point = only(standing(project(tmp_path, text)))
    assert point.kind == "answer"
    assert "draft" in point.fault.message


def test_an_answer_that_nobody_else_has_seen_is_to_be_published(tmp_path):
    text = ANSWERED.replace("    published: 2027-02-05\n", "")
    point = only(standing(project(tmp_path, text)))
    assert (point.kind, point.about, point.due) == ("publish", "q1", dt.date(2027, 3, 2))
    assert point.fault.path.endswith("records/questions.yml")
    assert point.fault.line == 6


def test_a_late_answer_moves_the_deadline_by_as_much(tmp_path):
    text = ANSWERED.replace("answered: 2027-02-05", "answered: 2027-03-10")
    text = text.replace("published: 2027-02-05", "published: 2027-03-10")
    found = standing(project(tmp_path, text))
    assert only(found).kind == "extend"
    assert found.extend_to == dt.date(2027, 3, 23)  # 13 days later, as the timetable promised
    assert "5 days before the deadline" in only(found).fault.message
    assert "Article 47(3)" in only(found).fault.message


def test_a_late_answer_needs_no_more_time_once_the_deadline_has_moved(tmp_path):
    text = ANSWERED.replace("2027-02-05", "2027-03-10")
    addenda = "\n  - {number: 1, date: 2027-03-10, changes: [More time.], submit: 2027-03-23}\n"
    found = standing(project(tmp_path, text, addenda))
    assert found.points == ()
    assert found.submit == dt.date(2027, 3, 23)
    assert found.answers_by == dt.date(2027, 3, 10)
    assert found.next_addendum == 2


def test_a_late_answer_that_changes_nothing_may_say_why(tmp_path):
    text = ANSWERED.replace("2027-02-05", "2027-03-10")
    text += "    no_extension: It repeats what the documents say.\n"
    assert standing(project(tmp_path, text)).points == ()


def test_a_late_change_of_the_documents_needs_more_time_too(tmp_path):
    addenda = "\n  - {number: 1, date: 2027-03-12, changes: [S3 asks for less.]}\n"
    point = only(standing(project(tmp_path, ANSWERED, addenda)))
    assert (point.kind, point.about) == ("extend", "addendum 1")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("published: 2027-02-05", "published: 2027-02-04", "published before the answer"),
        ("answered: 2027-02-05", "answered: 2027-02-01", "answered before it was asked"),
        ("answer: Yes.", "addendum: 1", "there is a day for the answer, and no answer"),
        ("answer: Yes.", "answer: Yes.\n    addendum: 4", "there is no addendum 4"),
    ],
)
def test_records_that_contradict_themselves_are_told_with_their_place(tmp_path, old, new, words):
    found = standing(project(tmp_path, ANSWERED.replace(old, new)))
    point = next(point for point in found.points if words in point.fault.message)
    assert point.kind == "mend"
    assert point.fault.line > 1
    assert point.is_late(dt.date(2000, 1, 1))


def test_two_questions_of_one_name_are_told(tmp_path):
    assert "a second question" in only(standing(project(tmp_path, ANSWERED * 2))).fault.message


@pytest.mark.parametrize(
    ("addendum", "words"),
    [
        ("{number: 2, date: 2027-02-17, changes: [Less.]}", "this is addendum 1 in the list"),
        ("{number: 1, date: 2027-01-17, changes: [Less.]}", "before 2027-02-01"),
        ("{number: 1, date: 2027-02-17, changes: []}", "says no change"),
        (
            "{number: 1, date: 2027-02-17, changes: [Less.], submit: 2027-03-01}",
            "time may only be added",
        ),
        (
            "{number: 1, date: 2027-03-17, changes: [Less.], no_extension: A slip of the pen.}",
            "after the deadline",
        ),
    ],
)
def test_addenda_that_cannot_be_are_told(tmp_path, addendum, words):
    found = standing(project(tmp_path, ANSWERED, f"\n  - {addendum}\n"))
    assert any(words in point.fault.message for point in found.points), found.points


@pytest.mark.parametrize("day", ["22 March 2027", "March 22, 2027", "2027-03-22"])
def test_an_answer_that_names_another_deadline_contradicts_the_documents(tmp_path, day):
    text = ANSWERED.replace("Yes.", f"Yes. You may hand in until {day}.")
    point = only(standing(project(tmp_path, text)))
    assert "the answer says 2027-03-22" in point.fault.message
    assert "is 2027-03-15 in the documents" in point.fault.message


@pytest.mark.parametrize(
    "answer",
    [
        "The deadline is 15 March 2027.",
        "The deadline is that of the documents. Version 3 came out on 4 May 2026.",
        "The law of 31 February 2027 does not exist.",
        "Due to the law of 4 May 2027 drawings are signed.",
        "The form that was submitted on 4 May 2026 is the model.",
    ],
)
def test_other_days_in_an_answer_are_nobodys_business(tmp_path, answer):
    assert standing(project(tmp_path, ANSWERED.replace("Yes.", answer))).points == ()


def test_the_day_to_judge_by_is_the_last_that_the_records_know(tmp_path):
    assert default_day(project(tmp_path, ANSWERED).dossier) == dt.date(2027, 2, 5)


@given(days=st.integers(0, 400))
def test_whoever_extends_as_told_is_told_no_more(tmp_path_factory, days):
    folder = tmp_path_factory.mktemp("late")
    late = dt.date(2027, 2, 5) + dt.timedelta(days=days)
    text = ANSWERED.replace("2027-02-05", str(late))
    told = standing(project(folder, text)).extend_to
    if told is None:
        assert late <= dt.date(2027, 3, 2)
        return
    addenda = f"\n  - {{number: 1, date: 2027-02-20, changes: [Time.], submit: {told}}}\n"
    assert standing(project(folder, text, addenda)).points == ()

"""``rfpkit questions``: what it says, and how it exits."""

import json
from functools import partial

import pytest

from rfpkit.content import data_root

from . import in_process

SPEC = data_root() / "examples" / "eu-open-permits" / "spec.yml"

QUESTIONS = """\
questions:
  - id: q1
    asked: 2027-02-03
    question: May two firms bid together?
    answer: Yes.
    answered: 2027-02-05
    published: 2027-02-05
  - id: q2
    asked: 2027-02-20
    question: Who owns the icons?
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "spec.yml").write_text(SPEC.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "questions.yml").write_text(QUESTIONS, encoding="utf-8")
    return tmp_path


rfpkit = partial(in_process.rfpkit, "questions")


def test_it_says_what_is_open_and_until_when(folder):
    done = rfpkit(folder)
    assert done.returncode == 0, done.stderr
    assert "2 questions: 1 answered, 1 published." in done.stdout
    assert "q2: to answer by 2027-03-02\n" in done.stdout
    assert "The next addendum is number 1." in done.stdout
    assert f"{folder / 'records' / 'questions.yml'}:8:9:" in done.stdout


def test_it_exits_with_1_while_something_is_open_past_its_day(folder):
    done = rfpkit(folder / "spec.yml", "--as-of", "2027-03-03")
    assert done.returncode == 1
    assert "q2: to answer by 2027-03-02 (late)" in done.stdout


def test_programs_get_the_same_as_json(folder):
    told = json.loads(rfpkit(folder, "--format", "json", "--as-of", "2027-03-03").stdout)
    assert told["questions"] == {"asked": 2, "answered": 1, "published": 1}
    assert told["as_of"] == "2027-03-03"
    (point,) = told["open"]
    assert (point["about"], point["kind"], point["late"], point["line"]) == (
        "q2",
        "answer",
        True,
        8,
    )


def test_a_half_written_record_is_a_wrong_request(folder):
    (folder / "records" / "questions.yml").write_text("questions:\n  - id: q1\n    asked: soon\n")
    done = rfpkit(folder)
    assert done.returncode == 2
    assert "questions.yml:3:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_day_that_is_none_is_a_wrong_request(folder):
    assert rfpkit(folder, "--as-of", "tomorrow").returncode == 2

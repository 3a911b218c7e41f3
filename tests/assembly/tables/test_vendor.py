"""Tables of the dealings with vendors, made from a real spec and records."""

import datetime as dt
from dataclasses import replace

import pytest

from rfpkit.assembly.inserts import insert
from rfpkit.content import data_root
from rfpkit.document.model import Item, Paragraph, Table
from rfpkit.spec import load
from rfpkit.spec.dossier import Dossier, dossier_of
from rfpkit.spec.records.before import Addendum, Bidder, Question
from rfpkit.spec.records.model import Records


def day(month: int, date: int) -> dt.date:
    return dt.date(2027, month, date)


QUESTIONS = (
    Question(
        id="q1", asked=day(2, 3), question="May two firms bid together?", answer="Yes.",
        answered=day(2, 5), published=day(2, 5),
    ),
    Question(
        id="q2", asked=day(2, 22), question="How much old data is there?", answer="1.9 terabytes.",
        answered=day(3, 3), published=day(3, 4), addendum=1,
    ),
    Question(id="q3", asked=day(2, 22), question="Who owns the icons?", answer="A draft."),
)  # fmt: skip
ADDENDUM = Addendum(number=1, date=day(3, 4), changes=("Old data: a table.",), submit=day(3, 22))


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    spec = load(data_root() / "examples" / "eu-open-permits" / "spec.yml").value
    records = Records(questions=QUESTIONS, addenda=(ADDENDUM,))
    return dossier_of(replace(spec, promotion=(), events=()), records)


def rows(name: str, dossier: Dossier) -> list[tuple[str, ...]]:
    (block,) = (b for b in insert(name, dossier) if isinstance(b, Table))
    return [tuple("\n".join(p.text for p in cell.blocks) for cell in row) for row in block.rows]


def lines(name: str, dossier: Dossier) -> list[str]:
    return [b.text for b in insert(name, dossier) if isinstance(b, Item | Paragraph)]


def test_the_log_shows_every_question_in_order_and_no_draft_of_an_answer(dossier):
    shown = rows("questions", dossier)[1:]
    assert [row[0] for row in shown] == ["1", "2", "3"]
    assert shown[1][2] == "1.9 terabytes.\nThe documents change: see addendum 1."
    assert shown[2][2] == "Open. The answer follows by 9 March 2027."
    assert shown[2][3] == ""


def test_the_log_counts(dossier):
    assert lines("questions-count", dossier) == [
        "State of 4 March 2027.",
        "Questions that came in: 3.",
        "Answered: 2. Published with their answers: 2.",
        "Still without an answer: 1.",
        "Addenda published: 1.",
    ]


def test_an_addendum_tells_its_changes_its_questions_and_the_new_deadline(dossier):
    about = replace(dossier, addendum=ADDENDUM)
    assert rows("addendum-changes", about)[1] == ("1.1", "Old data: a table.")
    assert rows("addendum-questions", about)[1][0] == "2"
    (said,) = lines("addendum-deadline", about)
    assert said.startswith(
        "The deadline for Proposals is now 22 March 2027, 14:00 Central European Time."
    )


def test_an_addendum_that_extends_nothing_says_so_with_its_reason(dossier):
    still = replace(ADDENDUM, submit=None, no_extension="A slip of the pen.")
    records = replace(dossier.records, addenda=(still,))
    (said,) = lines("addendum-deadline", replace(dossier, records=records, addendum=still))
    assert said == (
        "The deadline for Proposals does not change: 15 March 2027, 14:00 Central European Time. "
        "Reason: A slip of the pen."
    )


def test_the_dates_for_the_public_are_those_that_hold_now(dossier):
    shown = dict(rows("timetable-now", dossier))
    assert shown["Deadline for Proposals"] == "22 March 2027, 14:00 Central European Time"


def test_the_register_tells_late_bids_by_the_deadline_that_holds(dossier):
    bidders = tuple(
        Bidder(id=f"b{date}", name=f"Firm {date}", received=day(3, date)) for date in (23, 16, 22)
    )
    records = replace(dossier.records, bidders=(*bidders, Bidder(id="no", name="No bid")))
    shown = rows("bid-register", replace(dossier, records=records))[1:]
    assert [(row[1], row[3]) for row in shown] == [
        ("Firm 16", "yes"), ("Firm 22", "if before the hour"), ("Firm 23", "no: late"),
    ]  # fmt: skip


def test_a_notice_that_is_not_out_yet_is_announced(dossier):
    said = lines("notices", dossier)
    assert said == ["The number of the notice stands here once it is published."]


def test_a_briefing_in_the_timetable_is_an_event(dossier):
    assert rows("events", dossier)[1][:2] == ("9 February 2027", "Briefing")


def test_demonstrations_ask_users_first_and_engineers_after(dossier):
    tasks = rows("demo-journeys", dossier)
    assert len(tasks) == 1 + sum(len(user.journeys) for user in dossier.users)
    technical = [row[1] for row in rows("demo-technical", dossier)]
    assert "Hand out all data in an open format, with its description" in technical
    assert "Show how this is met: OpenAPI 3.1 for interfaces" in technical


@pytest.mark.parametrize("name", ["promotion", "bid-register"])
def test_a_form_that_nothing_fills_yet_has_empty_rows(dossier, name):
    assert not any(cell for row in rows(name, dossier)[1:] for cell in row)

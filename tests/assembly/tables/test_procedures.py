"""Tables of single procedures are filled from the spec, the records and the facts of the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rfpkit.assembly.inserts import insert
from rfpkit.document.model import AnyBlock, Table
from rfpkit.spec import load
from rfpkit.spec.dossier import Dossier, dossier_of
from rfpkit.spec.records.after import PhaseGate
from rfpkit.spec.records.before import Bidder, Meeting
from rfpkit.spec.records.model import Records
from rfpkit.spec.vocabulary import Procedure

ROOT = Path(__file__).resolve().parents[3]
DAY = dt.date(2027, 5, 4)
BIDDERS = (
    Bidder(id="e1", name="Harbour Software Ltd", received=DAY),
    Bidder(id="e2", name="Quay Labs", received=DAY),
    Bidder(id="e3", name="Never Sent GmbH"),
)
MEETINGS = (
    Meeting(date=DAY, bidder="e1", kind="dialogue", topics=("Import",), told_all=("Ten files.",)),
    Meeting(date=DAY, bidder="e2", kind="dialogue", topics=("An idea",), told_all=("Ten files.",)),
)  # fmt: skip


def dossier(procedure: Procedure, records: Records | None = None) -> Dossier:
    spec = load(ROOT / "examples" / "eu-open-permits" / "spec.yml").value
    return dossier_of(replace(spec, procedure=procedure), records or Records())


def rows(blocks: tuple[AnyBlock, ...]) -> list[list[str]]:
    (made,) = blocks
    assert isinstance(made, Table)
    return [[cell.text for cell in row] for row in made.rows]


def words(blocks: tuple[AnyBlock, ...]) -> str:
    return "\n".join(" | ".join(row) for row in rows(blocks))


def test_stages_stand_with_the_dates_of_the_timetable_and_who_sees_to_them():
    made = rows(insert("procedure-stages", dossier("open")))
    assert [made[1][0], made[1][3]] == ["1 February 2027", "Procurement lead"]


def test_a_stage_without_a_date_says_so():
    made = rows(insert("procedure-stages", dossier("competitive-dialogue")))
    assert "not set" in [row[0] for row in made]


def test_each_legal_test_stands_with_its_source_and_room_for_the_proof():
    made = rows(insert("procedure-grounds", dossier("competitive-dialogue")))
    assert len(made) == 6
    assert all("Directive 2014/24/EU, Article 26(4)" in row[1] and not row[2] for row in made[1:])


def test_a_procedure_without_legal_tests_says_so():
    (said,) = insert("procedure-grounds", dossier("restricted"))
    assert not isinstance(said, Table)
    assert "no test" in said.text


def test_a_procedure_is_named_as_its_law_names_it():
    (said,) = insert("procedure-named", dossier("competitive-dialogue"))
    assert not isinstance(said, Table)
    assert said.text.startswith("Competitive dialogue (Directive 2014/24/EU, Article 30).")


def test_what_is_run_like_an_older_procedure_says_like_which():
    spec = load(ROOT / "examples" / "uk-library-system" / "spec.yml").value
    spec = replace(spec, procedure="competitive-flexible", flexible_like="design-contest")
    (said,) = insert("procedure-named", dossier_of(spec, Records()))
    assert not isinstance(said, Table)
    assert said.text.endswith("Here it is run like a design contest.")


def test_a_record_of_talks_shows_the_meetings_of_its_own_bidder_alone():
    records = Records(bidders=BIDDERS, meetings=MEETINGS)
    about = replace(dossier("competitive-dialogue", records), bidder=BIDDERS[0])
    shown = words(insert("meetings-of-bidder", about))
    assert "Import" in shown
    assert "An idea" not in shown


def test_a_record_without_meetings_has_rows_to_fill():
    about = replace(dossier("competitive-dialogue"), bidder=BIDDERS[0])
    assert len(rows(insert("meetings-of-bidder", about))) == 4


def test_what_all_were_told_stands_once():
    told = insert("meetings-told-all", dossier("competitive-dialogue", Records(meetings=MEETINGS)))
    assert [getattr(block, "text", "") for block in told] == ["Ten files."]


def test_the_jury_sees_received_entries_by_number_and_no_name():
    made = dossier("design-contest", Records(bidders=BIDDERS))
    shown = rows(insert("jury-entries", made))
    assert [row[0] for row in shown[1:]] == ["Entry 1", "Entry 2"]
    assert not any(bidder.name in words(insert("jury-entries", made)) for bidder in BIDDERS)


@pytest.mark.parametrize(("paid", "said"), [(Decimal(20000), "EUR 20,000"), (None, "nothing yet")])
def test_a_gate_says_who_goes_on_and_what_was_paid(paid: Decimal | None, said: str):
    gate = PhaseGate(
        phase=1, partner="e2", date=DAY, targets_met=False, evidence="Four of ten users.",
        decision="end", paid=paid,
    )  # fmt: skip
    records = Records(bidders=BIDDERS, phases=(gate,))
    made = rows(insert("phase-gates", dossier("innovation-partnership", records)))[1]
    assert made == ["1\nQuay Labs", "4 May 2027", "no", "Four of ten users.", "ends", said]


def test_the_levels_of_a_purchase_are_the_targets_of_the_kpis():
    shown = words(insert("phase-levels", dossier("innovation-partnership")))
    assert "Days from a complete application to the decision | 45 days" in shown

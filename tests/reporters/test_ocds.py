"""Open data of every project is valid by the official schema, and says what the records say."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from rfpkit.reporters.ocds import Paper, package
from rfpkit.reporters.ocds.tenders import METHODS
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.market import Market
from rfpkit.spec.orientation import CoProcurer
from rfpkit.spec.publication import Publication
from rfpkit.spec.records.after import Acceptance, Closure
from rfpkit.spec.records.before import Addendum, Award, Bidder, Price, Question
from rfpkit.spec.records.folder import load_project
from rfpkit.spec.records.model import Records
from rfpkit.spec.vocabulary import Procedure

from .ocds_schema import complaints

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "examples").glob("*/spec.yml"))
PUBLICATION = Publication(
    ocid_prefix="ocds-213czf", uri="https://town.example/ocds.json", cpv=("72230000-6", "48000000"),
    buyer_scheme="NL-KVK", buyer_id="12345678", documents="https://town.example/docs/",
    licence="https://creativecommons.org/publicdomain/zero/1.0/", time_zone="Europe/Amsterdam",
)  # fmt: skip
DAY = dt.date(2027, 4, 1)
SEVEN = Price(module="x", amount=Decimal(7))
RECORDS = Records(
    questions=(Question(id="q1", asked=DAY, question="Which format?", addendum=1),),
    addenda=(Addendum(number=1, date=DAY, changes=("The format is named.",)),),
    bidders=(
        Bidder(id="acme", name="Acme", number="77", received=DAY, price=Decimal("9.5")),
        Bidder(id="bolt", name="Bolt", received=DAY, prices=(SEVEN,)),
        Bidder(id="late", name="Late"),
    ),
    award=Award(bidder="acme", decided=DAY, decided_by="Council", told=DAY, signed=DAY),
    acceptances=(
        Acceptance(module="x", date=DAY, decision="accepted", by="PO", evidence="Tested."),
        Acceptance(module="y", date=DAY, decision="refused", by="PO", evidence="Not tested."),
    ),
    closure=Closure(date=DAY, by="PO"),
)  # fmt: skip
PAPER = Paper(
    "rfp", "tender", "biddingDocuments", "RFP", "application/pdf", "https://x.example", DAY
)


def dossier(path: Path = CASES[0], records: Records = RECORDS) -> Dossier:
    return replace(load_project(path).dossier, records=records)


@pytest.mark.shared
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("records", [Records(), RECORDS], ids=["no records", "all records"])
def test_a_package_is_valid_with_no_unknown_field_or_code(shared, path: Path, records: Records):
    made = package(dossier(path, records), PUBLICATION, [PAPER])
    assert complaints(made, shared / "schemas" / "ocds-1.1.5") == []


@pytest.mark.shared
def test_the_examples_publish_what_they_say_themselves(shared):
    for path in CASES:
        project = load_project(path)
        publication = project.dossier.publication or PUBLICATION
        made = package(project.dossier, publication)
        assert complaints(made, shared / "schemas" / "ocds-1.1.5") == []


@pytest.mark.shared
@pytest.mark.parametrize("procedure", get_args(Procedure))
def test_every_procedure_has_a_method_of_the_standard(shared, procedure: Procedure):
    market = Market(summary="x", only_supplier="Nobody else holds the rights.")
    partner = CoProcurer(name="Other town", person="A. B.", share=Decimal(20))
    asked = replace(dossier(), procedure=procedure, market=market, co_procurers=(partner,))
    made = package(asked, PUBLICATION)
    assert complaints(made, shared / "schemas" / "ocds-1.1.5") == []
    assert made["releases"][1]["tender"]["procurementMethod"] == METHODS[procedure]


@pytest.mark.shared
def test_the_judge_sees_an_unknown_field_and_an_unknown_code(shared):
    made = package(dossier(), PUBLICATION)
    made["releases"][0]["planning"]["mood"] = "good"
    made["releases"][1]["tender"]["submissionMethod"] = ["pigeon"]
    found = complaints(made, shared / "schemas" / "ocds-1.1.5")
    assert any("unknown field mood" in line for line in found)
    assert any("pigeon is not in submissionMethod.csv" in line for line in found)


def test_releases_go_as_far_as_the_records():
    def tags(records: Records) -> list[str]:
        return [r["tag"][0] for r in package(dossier(records=records), PUBLICATION)["releases"]]

    assert tags(Records()) == ["planning", "tender"]
    assert tags(RECORDS) == ["planning", "tender", "tenderUpdate", "award", "contract"]
    open_award = replace(RECORDS, award=Award(bidder="acme", decided=DAY, decided_by="Council"))
    assert tags(open_award) == ["planning", "tender", "tenderUpdate"]


def test_nobody_is_named_before_the_award_and_all_who_bid_with_it():
    releases = package(dossier(), PUBLICATION)["releases"]
    names = [{p["name"]: p["roles"] for p in release["parties"]} for release in releases]
    assert all(set(found) & {"Acme", "Bolt", "Late"} == set() for found in names[:3])
    assert names[3]["Acme"] == ["tenderer", "supplier"]
    assert names[3]["Bolt"] == ["tenderer"]
    assert "Late" not in names[3]
    assert names[4]["Acme"] == ["supplier"]


def test_sums_and_dates_are_those_of_the_records():
    releases = package(dossier(), PUBLICATION)["releases"]
    assert releases[3]["awards"][0]["value"]["amount"] == 9.5
    assert releases[4]["contracts"][0]["dateSigned"] == "2027-04-01T00:00:00Z"
    milestones = releases[4]["contracts"][0]["implementation"]["milestones"]
    assert [one["status"] for one in milestones] == ["met", "notMet"]
    veldhaven = package(dossier(CASES[0]), PUBLICATION)["releases"][1]["tender"]
    assert veldhaven["tenderPeriod"]["endDate"] == "2027-03-15T14:00:00+01:00"


def test_a_spec_without_publication_is_told_what_to_add(tmp_path: Path):
    text = CASES[-1].read_text(encoding="utf-8")
    (tmp_path / "spec.yml").write_text(text.partition("\npublication:")[0] + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "rfpkit", "export", "ocds", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "ocid_prefix" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["spec.yml"]


@pytest.mark.shared
def test_the_command_writes_the_package_and_the_documents_that_it_names(shared, tmp_path: Path):
    addition = (
        "publication:\n  ocid_prefix: ocds-213czf\n  uri: https://x.example/p.json\n"
        "  documents: https://x.example/docs\n"
    )
    text = CASES[0].read_text(encoding="utf-8")
    if "\npublication:" not in text:
        text += addition
    (tmp_path / "spec.yml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "rfpkit", "export", "ocds", str(tmp_path), "-o"]
    for name in ("one", "two"):
        done = subprocess.run([*command, str(tmp_path / name)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "one" / "release-package.json").read_text(encoding="utf-8"))
    assert complaints(made, shared / "schemas" / "ocds-1.1.5") == []
    named = {one["url"].rpartition("/")[2] for one in made["releases"][1]["tender"]["documents"]}
    assert named == {path.name for path in (tmp_path / "one").iterdir()} - {"release-package.json"}
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()

"""The tables of market research count what was found and show what was not looked at."""

import pytest

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.step_planning import step_documents, step_plans
from rfpkit.document.model import Document, Heading, text_blocks
from rfpkit.library.load import Library
from rfpkit.spec.records.folder import Project

from .small_project import project, rows, whole_project

MARKET = """
market:
  summary: Two ways are open.
  solutions:
    - {name: Lamp, maker: A users’ group, open_source: true, licence: MIT, revenue: services,
       fit: Most of it., activity: 9 changes a month}
    - {name: Glow, maker: Glow Ltd, open_source: false, licence: proprietary,
       revenue: subscription, fit: All but maps.}
  vendors:
    - {size: small, count: 4}
    - {size: enterprise, count: 0}
  benchmarks:
    - {what: Dark days, kind: external, value: 6.50, unit: days, source: Three towns}
    - {what: Unused functions, kind: internal, value: 40, unit: "%", source: Audit}
"""
ENGAGEMENTS = """
engagements:
  - {date: 2026-10-02, party: Glow Ltd, size: mid-market, topics: Fees}
  - {date: 2026-09-01, party: Open day, topics: Problem, published: true, where: https://t.example}
"""


def document(made: Project, library: Library, name: str) -> Document:
    (found,) = step_documents(library, [name])
    (one,) = step_plans(made.spec, library, found)
    assert one.planned.included
    return assemble(one.plan, one.planned)


def test_the_numbers_are_counted_from_spec_and_records(tmp_path):
    dossier = project(tmp_path, MARKET, engagements=ENGAGEMENTS)
    assert [count for _, count in rows(dossier, "market-in-numbers")] == [
        "2", "1", "4", "1 of 7", "0", "2", "1",
    ]  # fmt: skip


def test_a_size_of_supplier_that_nobody_looked_at_is_told_from_one_that_has_none(tmp_path):
    found = {
        row[0]: row[1]
        for row in rows(project(tmp_path, MARKET, engagements=ENGAGEMENTS), "vendor-classes")
    }
    assert found["Small firm"] == "4"
    assert found["Enterprise"] == "0"
    assert found["Off-shore"] == "not looked at"


def test_contacts_are_in_order_of_time_and_say_whether_they_are_public(tmp_path):
    assert rows(project(tmp_path, engagements=ENGAGEMENTS), "engagements") == [
        ["1 September 2026", "Open day", "Problem\nhttps://t.example", "yes"],
        ["2 October 2026", "Glow Ltd\nMid-market", "Fees", "not yet"],
    ]


def test_every_revenue_model_is_explained_and_names_who_has_it(tmp_path):
    models = {
        row[0]: row[2]
        for row in rows(project(tmp_path, MARKET, engagements=ENGAGEMENTS), "revenue-models")
    }
    assert models["Services"] == "Lamp"
    assert models["Subscription"] == "Glow"
    assert models["Freemium"] == "–"


def test_benchmarks_of_others_stand_apart_from_our_own(tmp_path):
    dossier = project(tmp_path, MARKET, engagements=ENGAGEMENTS)
    assert rows(dossier, "benchmarks-external") == [["Dark days", "6.5 days", "Three towns"]]
    assert rows(dossier, "benchmarks-internal") == [["Unused functions", "40%", "Audit"]]


@pytest.mark.parametrize(
    ("law", "country", "named", "not_named"),
    [
        ("eu", "IE", "Directive 2014/24/EU", "Procurement Act 2023"),
        ("uk", "GB", "Procurement Act 2023", "Directive 2014/24/EU"),
        ("us", "US", "Federal Acquisition Regulation", "Procurement Act 2023"),
    ],
)
def test_a_direct_award_is_justified_by_the_law_of_the_place(
    tmp_path, library, law, country, named, not_named
):
    changes = {
        "procedure: open": "procedure: direct-award",
        "jurisdiction: eu": f"jurisdiction: {law}",
        "country: IE": f"country: {country}",
    }
    made = document(whole_project(tmp_path, changes=changes), library, "direct-award-justification")
    text = "\n".join(block.text for block in text_blocks(made.blocks))
    assert named in text
    assert not_named not in text


def test_an_open_procedure_needs_no_such_justification(tmp_path, library):
    (found,) = step_documents(library, ["direct-award-justification"])
    (one,) = step_plans(whole_project(tmp_path).spec, library, found)
    assert not one.planned.included


def test_the_request_for_information_names_no_criterion_and_no_budget(tmp_path, library):
    made = document(
        whole_project(tmp_path, MARKET, engagements=ENGAGEMENTS), library, "request-for-information"
    )
    text = "\n".join(block.text for block in text_blocks(made.blocks))
    assert "It asks for no offer and for no price commitment." in text
    for told_too_early in ("The price of a Sprint.", "EUR", "Glow", "Two ways are open."):
        assert told_too_early not in text


def test_the_section_about_a_single_supplier_stands_only_where_there_is_one(tmp_path, library):
    only = "  only_supplier: It alone holds the patent.\n"
    for folder, extra in (("one", MARKET + only), ("many", MARKET)):
        (tmp_path / folder).mkdir()
        made = document(
            whole_project(tmp_path / folder, extra, engagements=ENGAGEMENTS),
            library,
            "market-analysis",
        )
        titles = {block.text for block in made.blocks if isinstance(block, Heading)}
        assert ("If only one supplier seems able" in titles) == (folder == "one")

import datetime as dt

import pytest

from rfpkit.lint import lint_document
from rfpkit.lint.waivers import apply_waivers, unknown_rules
from rfpkit.spec.model import Waiver


@pytest.fixture
def report(make_rule, document):
    rule = make_rule("find: [renew~ automatically]")
    text = "It renews automatically for a year.\n\nThe hosting renews automatically."
    return lint_document(document(text), [rule], kind="contract")


def waiver(**fields):
    return Waiver(**{"rule": "pack/thing", "reason": "Agreed.", **fields})


def outcome(report, *waivers, as_of=None):
    changed, remarks = apply_waivers(report, waivers, as_of=as_of)
    return len(changed.findings), len(changed.waived), [remark.problem for remark in remarks]


def test_a_waiver_sets_its_findings_apart(report):
    changed, remarks = apply_waivers(report, [waiver(by="Counsel")])
    assert changed.findings == ()
    assert [(waived.reason, waived.by) for waived in changed.waived] == [("Agreed.", "Counsel")] * 2
    assert remarks == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"quote": "The Hosting  renews"}, (1, 1, [])),
        ({"quote": "elsewhere"}, (2, 0, ["stale"])),
        ({"document": "rfp"}, (2, 0, [])),
        ({"document": "contract"}, (0, 2, [])),
        ({"rule": "pack/other"}, (2, 0, ["stale"])),
        ({"until": dt.date(2026, 1, 1)}, (0, 2, [])),
        ({"until": dt.date(2025, 1, 1)}, (2, 0, ["expired"])),
    ],
)
def test_a_waiver_holds_as_far_as_it_says(report, fields, expected):
    assert outcome(report, waiver(**fields), as_of=dt.date(2026, 1, 1)) == expected


def test_the_first_waiver_that_fits_counts_and_none_is_stale(report):
    changed, remarks = apply_waivers(report, [waiver(reason="First."), waiver(reason="Second.")])
    assert {waived.reason for waived in changed.waived} == {"First."}
    assert remarks == ()


def test_unknown_rules_are_named_with_the_nearest():
    (remark,) = unknown_rules([waiver(rule="pack/thin"), waiver()], ["pack/thing"])
    assert remark.ordinal == 0
    assert remark.message == "there is no rule 'pack/thin', did you mean 'pack/thing'?"

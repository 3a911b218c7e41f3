"""Reports as people and tools read them; the snapshots lie beside this file."""

import json
from dataclasses import replace

import pytest

from rfpkit.lint.report import Finding, NotRun, Report, Waived
from rfpkit.reporters import json as json_reporter
from rfpkit.reporters import text as text_reporter

IN_TEXT = Finding(
    rule="lock-in/auto-renewal",
    level="error",
    confidence="high",
    message="“renews automatically” renews the contract without a decision by the buyer.",
    path="draft/contract.md",
    line=12,
    column=5,
    end_line=12,
    end_column=25,
    section="4 Term > Renewal",
    paragraph=2,
    quote="renews automatically",
    context="The licence – and with it the support that the Supplier gives, which the Buyer pays "
    "in advance – renews automatically each year unless the Buyer ends it ninety days before.",
    instead="Write “The Buyer may extend the contract by twelve months by notice”.",
    fingerprint="0123456789abcdef",
)
IN_WORD = replace(
    IN_TEXT,
    level="warning",
    path="rfp.docx",
    line=None,
    column=None,
    end_line=None,
    end_column=None,
    page=4,
    section="4.2(b) Payment",
    fingerprint="fedcba9876543210",
)
MISSING = Finding(
    rule="missing/exit-and-transition",
    level="advice",
    confidence="medium",
    message="Nothing says how the contract ends in good order.",
    path="rfp.docx",
    instead="Add an exit plan.",
    fingerprint="00112233445566aa",
)
FIXABLE = replace(
    IN_TEXT,
    rule="drafting/legalese",
    level="advice",
    message="“null and void” is lawyers’ language that plain words can replace.",
    line=14,
    column=24,
    end_line=14,
    end_column=37,
    quote="null and void",
    context="Without consent it is “null and void”.",
    passage="Without consent it is “null and void”.",
    instead="Use everyday words.",
    fix="void",
    fix_start=23,
    fix_end=36,
    fingerprint="aabbccddeeff0011",
)
WAIVED = Waived(replace(IN_WORD, rule="fairness/bid-fee"), "Set by the Bid Fee Act.", "Counsel")
REPORTS = [
    Report("draft/contract.md", "contract", 1200, (IN_TEXT, FIXABLE)),
    Report("rfp.docx", "rfp", 34567, (IN_WORD, MISSING), (WAIVED,)),
    Report("clean.txt", "other", 10, ()),
]


def test_rules_that_have_not_run_are_named_once():
    reason = "needs a trained spaCy pipeline"
    left = (NotRun("terms/self-judged-work", reason), NotRun("agile/another", reason))
    reports = [replace(REPORTS[2], not_run=left), replace(REPORTS[2], not_run=left[:1])]
    last = text_reporter.render(reports).splitlines()[-1]
    assert last == (
        "2 rules not run, each needs a trained spaCy pipeline: agile/another, "
        "terms/self-judged-work"
    )
    assert json.loads(json_reporter.render(reports))["not_run"] == [
        {"rule": "agile/another", "reason": reason},
        {"rule": "terms/self-judged-work", "reason": reason},
    ]


def test_the_text_report(file_regression):
    file_regression.check(text_reporter.render(REPORTS))


def test_the_text_report_in_colour(file_regression):
    shown = text_reporter.render(REPORTS, colour=True).replace("\033", "<ESC>")
    file_regression.check(shown)


def test_the_json_report(file_regression):
    file_regression.check(json_reporter.render(REPORTS), extension=".json")


def test_the_text_report_is_plain_and_narrow():
    shown = text_reporter.render(REPORTS, width=80)
    assert shown.isascii()
    assert all(len(line) <= 80 for line in shown.splitlines() if "waived" not in line)


def test_what_to_write_instead_is_said_once_for_each_rule():
    assert text_reporter.render(REPORTS).count("The Buyer may extend") == 1


@pytest.mark.parametrize(
    ("reports", "line"),
    [
        ([], "No findings in 0 documents, 0 words."),
        ([REPORTS[2]], "No findings in 1 document, 10 words."),
        (
            REPORTS,
            "4 findings (1 error, 1 warning, 2 advice) in 3 documents, 35,777 words; 1 waived.",
        ),
    ],
)
def test_the_summary_counts(reports, line):
    assert text_reporter.summary(reports) == line


def test_json_holds_what_the_design_says():
    report = json.loads(json_reporter.render(REPORTS))
    assert report["version"] == 1
    assert set(report["findings"][0]) == set(json_reporter.FIELDS)
    assert report["findings"][2]["line"] is None
    assert report["documents"][1]["findings"] == {"error": 0, "warning": 1, "advice": 1}
    assert report["documents"][1]["waived"][0]["reason"] == "Set by the Bid Fee Act."

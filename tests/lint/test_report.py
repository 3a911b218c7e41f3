from rfpkit.document.model import Paragraph, Run, Stretch
from rfpkit.lint import lint_document
from rfpkit.lint.report import Place, place


def test_places_are_read_off_the_stretches():
    block = Paragraph(
        runs=(Run("one two three"),), stretches=(Stretch(0, 3, 5, 1), Stretch(4, 4, 1, 2))
    )
    assert place(block, 2) == Place(3, 7, 1)
    assert place(block, 4) == Place(4, 1, 2)
    assert place(block, 12) == Place(4, 9, 2)
    assert place(Paragraph(runs=(Run("one"),)), 1) == Place()


def test_fingerprints_survive_what_moves_and_change_with_the_sentence(make_rule, document):
    rule = make_rule("find: [renew~ automatically]")

    def prints(text):
        return [finding.fingerprint for finding in lint_document(document(text), [rule]).findings]

    (first,) = prints("It renews automatically.")
    assert prints("Before.\n\nIt renews\nautomatically.") == [first]
    assert prints("It always renews automatically.") != [first]
    twice = prints("It renews automatically. It renews automatically.")
    assert twice[0] == first
    assert twice[1] != first


def test_findings_are_in_document_order_what_is_missing_last(make_rule, document):
    found = make_rule("find: [fixed]")
    missing = make_rule('require: {any: [exit]}\nexamples: {bad: ["x"], good: ["y"]}')
    report = lint_document(document("It is fixed.\n\nIt is fixed too."), [missing, found])
    assert [finding.line for finding in report.findings] == [1, 3, None]
    assert report.count("warning") == 3
    assert report.words == 7

"""The checks that rules can name: what patterns of words cannot say, as functions.

A function takes the document made ready (``Subject``) and its options, and yields flaws. To add
one, write it in a module of this folder and enter it here.
"""

from __future__ import annotations

from rfpkit.lint.checks.contradiction import contradictions
from rfpkit.lint.checks.dates import short_deadline
from rfpkit.lint.checks.flaw import Definition
from rfpkit.lint.checks.gaps import placeholders
from rfpkit.lint.checks.price_weight import heavy_price
from rfpkit.lint.checks.references import dangling_references
from rfpkit.lint.checks.sentence_length import long_sentences
from rfpkit.lint.checks.terms import undefined_terms, unused_terms
from rfpkit.lint.checks.weights import weights_total

CHECKS: dict[str, Definition] = {
    "contradictions": Definition(contradictions, words=("other",)),
    "dangling-references": Definition(dangling_references, words=("number",)),
    "heavy-price": Definition(heavy_price, {"percent": 70}, ("weight",)),
    "long-sentences": Definition(long_sentences, {"words": 40}, ("count",)),
    "placeholders": Definition(placeholders, {"lines": False}),
    "short-deadline": Definition(short_deadline, {"days": 15}, ("days", "who", "least")),
    "undefined-terms": Definition(undefined_terms, {"uses": 3}, ("term",)),
    "unused-terms": Definition(unused_terms, words=("term",)),
    "weights-total": Definition(weights_total, {"total": 100}, ("total",)),
}

"""The examples of the rules that need a parse, parsed by hand: no trained pipeline may be at hand.

Each word is followed by the number of its head (1-based, 0 at the root) and its label after
Universal Dependencies. ``cleared`` gives the same sentence the labels of ClearNLP, which
en_core_web_sm and its kin were trained on.
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

Row = tuple[str, int, str]

PARSED = """
The/2/det Supplier/3/nsubj determines/0/root whether/7/mark the/6/det deliverables/7/nsubj
meet/3/ccomp the/9/det criteria/7/obj ./3/punct

Acceptance/3/nsubj:pass is/3/aux:pass determined/0/root by/6/case the/6/det Supplier/3/obl:agent
./3/punct

The/2/det Vendor/11/nsubj ,/7/punct after/7/mark it/7/nsubj has/7/aux heard/11/advcl the/9/det
Buyer/7/obj ,/7/punct decides/0/root whether/15/mark the/14/det software/15/nsubj
conforms/11/ccomp to/18/case the/18/det specification/15/obl ./11/punct

Whether/4/mark a/3/det release/4/nsubj meets/8/csubj:pass the/6/det criteria/4/obj is/8/aux:pass
decided/0/root by/11/case the/11/det Contractor/8/obl:agent ./8/punct

The/2/det Supplier/4/nsubj:pass is/4/aux:pass entitled/0/root to/6/mark decide/4/xcomp
whether/11/mark a/9/det defect/11/nsubj:pass is/11/aux:pass corrected/6/ccomp ./4/punct

The/2/det Supplier/3/nsubj tests/0/root each/5/det release/3/obj and/7/cc decides/3/conj
whether/11/mark it/11/nsubj is/11/cop complete/7/ccomp ./3/punct

The/2/det Buyer/11/nsubj ,/7/punct after/7/mark it/7/nsubj has/7/aux heard/11/advcl the/9/det
Supplier/7/obj ,/7/punct determines/0/root whether/15/mark the/14/det deliverables/15/nsubj
meet/11/ccomp the/17/det criteria/15/obj ./11/punct

Acceptance/3/nsubj:pass is/3/aux:pass determined/0/root by/6/case the/6/det Buyer/3/obl:agent
./3/punct

The/2/det Supplier/3/nsubj tests/0/root each/5/det release/3/obj and/9/cc the/8/det Buyer/9/nsubj
decides/3/conj whether/13/mark it/13/nsubj is/13/cop complete/9/ccomp ./3/punct

The/2/det Supplier/3/nsubj asks/0/root the/5/det Buyer/3/obj to/7/mark decide/3/xcomp
whether/11/mark the/10/det software/11/nsubj conforms/7/ccomp to/14/case the/14/det
specification/11/obl ./3/punct

The/2/det Supplier/13/nsubj does/13/aux not/13/advmod ,/8/punct without/8/case the/8/det
consent/13/obl of/11/case the/11/det Buyer/8/nmod ,/8/punct decide/0/root whether/18/mark a/16/det
defect/18/nsubj:pass is/18/aux:pass corrected/13/ccomp ./13/punct

Acceptance/3/nsubj:pass is/3/aux:pass determined/0/root by/6/case the/6/det Buyer/3/obl:agent
and/9/cc the/9/det Supplier/6/conj ./3/punct

Acceptance/3/nsubj:pass is/3/aux:pass determined/0/root by/6/case 1/6/nummod May/3/obl ./3/punct

The/2/det Supplier/3/nsubj reserves/0/root the/5/det right/3/obj to/7/mark decide/5/acl
whether/10/mark it/10/nsubj is/10/cop complete/7/ccomp ./3/punct

A/2/det Supplier/8/nsubj who/4/nsubj decides/2/acl:relcl whether/7/mark it/7/nsubj complies/4/ccomp
errs/0/root ./8/punct

To/2/mark decide/9/advcl whether/5/mark it/5/nsubj complies/2/ccomp ,/2/punct the/8/det
Supplier/9/nsubj measures/0/root ./9/punct
"""

_LABELS = {
    "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass", "obj": "dobj",
    "acl:relcl": "relcl", "nmod": "prep", "obl": "prep", "obl:agent": "agent", "root": "ROOT",
}  # fmt: skip


def sentences() -> list[list[Row]]:
    """The sentences, each a list of words with their heads (0-based, itself at the root)."""
    found = []
    for block in PARSED.strip().split("\n\n"):
        rows = [part.rsplit("/", 2) for part in block.split()]
        found.append(
            [(word, int(head) - 1 if int(head) else at, label)
             for at, (word, head, label) in enumerate(rows)]
        )  # fmt: skip
    return found


def cleared(rows: list[Row]) -> list[Row]:
    """A sentence with ClearNLP's labels: prepositions between a verb and what they lead to."""
    made = [(word, head, _LABELS.get(label, label)) for word, head, label in rows]
    for at, (word, noun, label) in enumerate(rows):
        if label == "case":
            made[at] = (word, rows[noun][1], _LABELS[rows[noun][2]])
            made[noun] = (rows[noun][0], at, "pobj")
        elif word == "not":
            made[at] = (word, noun, "neg")
    return made


def text_of(rows: list[Row]) -> str:
    """The sentence as it is written."""
    return " ".join(word for word, _, _ in rows).replace(" ,", ",").replace(" .", ".")


def pipeline(*, clear: bool = False):
    """A pipeline that knows these sentences, and no others."""
    vocab = spacy.blank("en").vocab
    known = {text_of(rows): cleared(rows) if clear else rows for rows in sentences()}

    def parse(text: str) -> Doc:
        words, heads, labels = zip(*known[text], strict=True)
        spaces = [
            at + 1 < len(words) and words[at + 1] not in (",", ".") for at in range(len(words))
        ]
        return Doc(vocab, words=list(words), spaces=spaces, heads=list(heads), deps=list(labels))

    return parse

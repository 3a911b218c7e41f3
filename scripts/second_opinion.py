"""Measure whether a small learned second opinion would improve the findings of the rules.

scripts/second_opinion.py                     with the rfpkit of this environment
scripts/second_opinion.py --rfpkit COMMAND    with another one, say of an older commit

The model is one logistic regression a rule over the words of a sentence and the rules that fired
there. It suppresses findings, suggests what the rules missed, and ranks. Each document is left out
once; words and thresholds are chosen within the others. The figures mean something only if the
rules have not seen the documents either: those that ``--unseen`` names. The rules of commit f494bbb
had not seen t01 to t21; all later rules have.

It needs scikit-learn, which nothing else here needs: python -m pip install scikit-learn
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from accuracy import RFPKIT, SHARED, _module

SEED = 7
SAME_TEXT = {"t19": {"c018"}, "t20": {"c036", "c040", "c051"}}
WORDS = 10_000  # of one and two words; 46 rules, one byte a weight: half a megabyte
NEGATIVES = 3  # of the sentences without a label, one in so many is learned from
FEWEST = 4  # labelled sentences; with fewer, nothing is learned for a rule
FOLDS = 3  # of the training documents, to choose the thresholds with
SUPPRESS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
SUGGEST = (2.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2)
WAYS = {"suppress": (SUPPRESS, (2.0,)), "suggest": ((0.0,), SUGGEST), "both": (SUPPRESS, SUGGEST)}
CONFIDENCE = {"low": 0.0, "medium": 1.0, "high": 2.0}
Span = tuple[int, int]
Rows = NDArray[np.bool_]
Results = dict[str, list["Item"]]


@dataclass
class Item:
    """One finding of a rule, or one suggestion of the model, and the labels that it meets."""

    rule: int
    rows: list[int]
    labels: list[tuple[str, int, bool]]  # the last part: clear
    confidence: float = 0.0
    probability: float = 0.0
    added: bool = False  # by the model


@dataclass(eq=False)
class Document:
    """One labelled document: its sentences, its labels and what the rules find."""

    name: str
    text: str
    starts: list[int]  # of its lines
    judged: set[int]
    spans: list[Span]
    labels: list[tuple[int, Span, Span, bool]]  # rule, its sentences, its quote, clear
    findings: list[Item] = field(default_factory=list)
    first: int = 0  # its first sentence among those of all documents

    def item(self, rule: int, span: Span) -> Item:
        """A finding or a suggestion at the span."""
        rows = [i for i, other in enumerate(self.spans) if overlap(span, other)]
        met = [i for i, x in enumerate(self.labels) if x[0] == rule and overlap(x[1], span)]
        return Item(rule, rows, [(self.name, i, self.labels[i][3]) for i in met])


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def read(folder: Path, score: ModuleType, rfpkit: str, rules: list[str]) -> list[Document]:
    """The labelled documents of a folder, with what the linter finds in them."""
    files = sorted((folder / "text").glob("*.txt"))
    judged = {rules.index(rule) for rule in (folder / "rules.txt").read_text().split()}
    documents = {file.stem: _document(file, score, rules, judged) for file in files}
    for found in score.run(rfpkit, files):
        document = documents[Path(found["path"]).stem]
        if found["rule"] in rules and rules.index(found["rule"]) in judged:
            start = score.offset(document.starts, found["line"], found["column"])
            end = score.offset(document.starts, found["end_line"], found["end_column"])
            item = document.item(rules.index(found["rule"]), (start, max(end, start + 1)))
            document.findings.append(replace(item, confidence=CONFIDENCE[found["confidence"]]))
    return list(documents.values())


def _document(file: Path, score: ModuleType, rules: list[str], judged: set[int]) -> Document:
    text = file.read_text(encoding="utf-8")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    cuts = sorted({0, len(text), *(match.end() for match in score.EDGE.finditer(text))})
    labels = []
    for line in (file.parents[1] / "labels" / f"{file.stem}.passages.jsonl").open():
        label = json.loads(line)
        there = score.offset(starts, label.get("line") or 1, 1)
        near = min(score.places(text, label["quote"]), key=lambda spot: abs(spot[0] - there))
        wide = score.widen(text, near, cuts)
        labels.append((rules.index(label["rule"]), wide, near, label["strength"] == "clear"))
    return Document(file.stem, text, starts, judged, list(pairwise(cuts)), labels)


class Table:
    """All sentences of all documents: their words, the rules that fired, and their labels."""

    def __init__(self, documents: list[Document], rules: int) -> None:
        self.documents = documents
        self.owner = np.array([i for i, d in enumerate(documents) for _ in d.spans])
        self.fired = np.zeros((len(self.owner), rules))
        self.labelled = np.zeros((len(self.owner), rules), bool)
        make = learner("feature_extraction.text").CountVectorizer
        counter = make(ngram_range=(1, 2), min_df=2, token_pattern=r"\b[a-z][\w'-]*\b")
        self.counts = counter.fit_transform(d.text[a:b] for d in documents for a, b in d.spans)
        for i, document in enumerate(documents):
            document.first = int(np.searchsorted(self.owner, i))
            for finding in document.findings:
                finding.rows = [document.first + row for row in finding.rows]
                self.fired[finding.rows, finding.rule] = 1
            for rule, _, quote, _ in document.labels:
                for row, span in enumerate(document.spans, document.first):
                    if overlap(quote, span) >= min(15, (quote[1] - quote[0]) / 2):
                        self.labelled[row, rule] = True

    def rows(self, documents: list[Document]) -> Rows:
        """Which sentences stand in these documents."""
        return np.isin(self.owner, [i for i, d in enumerate(self.documents) if d in documents])

    def features(self, train: list[Document], unseen: Rows) -> Any:
        """Weights of the words, and the rules that fired: where tuned, and where unseen."""
        known = self.counts[self.rows(train)]
        frequent = np.argsort(-known.getnnz(axis=0), kind="stable")[:WORDS]
        weigh = learner("feature_extraction.text").TfidfTransformer(sublinear_tf=True)
        words = weigh.fit(known[:, frequent]).transform(self.counts[:, frequent])
        fired = np.hstack([self.fired * unseen[:, None], self.fired * ~unseen[:, None]])
        return learner("sparse", "scipy").hstack([words, fired]).tocsr()

    def opinions(self, features: Any, train: list[Document], test: list[Document]) -> list[Item]:
        """The findings in ``test``, each with its probability, and what the model would add."""
        chance = np.random.default_rng(SEED).random(len(self.owner)) * NEGATIVES < 1
        found, there = np.zeros(self.fired.shape), self.rows(test)
        make = learner("linear_model").LogisticRegression
        for rule, label in enumerate(self.labelled.T):
            rows = self.rows([d for d in train if rule in d.judged]) & (label | chance)
            if label[rows].sum() >= FEWEST:
                model = make(C=10, solver="liblinear", tol=0.01, random_state=SEED)
                model.fit(features[rows], label[rows], np.where(label[rows], 1, NEGATIVES))
                found[there, rule] = model.predict_proba(features[there])[:, 1]
        findings = (item for document in test for item in document.findings)
        items = [replace(item, probability=found[item.rows, item.rule].max()) for item in findings]
        for item in items:
            found[item.rows, item.rule] = 0
        for document in test:
            here = found[document.first : document.first + len(document.spans)]
            for row, rule in np.argwhere(here >= min(SUGGEST)):
                item = document.item(int(rule), document.spans[row])
                items.append(replace(item, probability=here[row, rule], added=True))
        return items


def figures(items: Sequence[Item], documents: list[Document]) -> tuple[float, float, float]:
    """Precision, recall of clear labels and F1, as score.py counts them."""
    clear = sum(label[3] for document in documents for label in document.labels)
    precision = sum(bool(item.labels) for item in items) / max(len(items), 1)
    recall = len({label for item in items for label in item.labels if label[2]}) / max(clear, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def kept(items: list[Item], low: float, high: float) -> list[Item]:
    """The findings that are not suppressed, and the suggestions that are made."""
    return [item for item in items if item.probability >= (high if item.added else low)]


def without(documents: list[Document], left: list[Document]) -> list[Document]:
    """The documents that share no text with those left out."""
    names = {name for d in left for name in {d.name} | SAME_TEXT.get(d.name, set())}
    return [document for document in documents if document.name not in names]


def leave_one_out(documents: list[Document], fresh: list[Document], rules: int) -> Results:
    """What is reported in each way on the fresh documents, by models that never saw them."""
    table = Table(documents, rules)
    results: Results = {"rules alone": []}
    for document in fresh:
        train, others = without(documents, [document]), without(fresh, [document])
        features = table.features(train, table.rows(fresh))
        tried: list[Item] = []
        for held in (others[fold::FOLDS] for fold in range(FOLDS)):
            tried += table.opinions(features, without(train, held), held)
        now = table.opinions(features, train, [document])
        results["rules alone"] += [item for item in now if not item.added]
        for way, (lows, highs) in WAYS.items():
            pairs = [(low, high) for low in lows for high in highs]
            best = max(pairs, key=lambda pair: figures(kept(tried, *pair), others)[2])
            results.setdefault(way, []).extend(kept(now, *best))
    return results


def report(results: Results, fresh: list[Document]) -> None:
    """Print one line a way, and how well confidence and the model rank the findings."""
    print(f"{'':14s}items  precision  recall    F1")
    for name, items in results.items():
        precision, recall, f1 = figures(items, fresh)
        print(f"{name:14s}{len(items):5d}{precision:11.3f}{recall:8.3f}{f1:6.3f}")
    alone = results["rules alone"]
    for key in ("confidence", "probability"):
        given = [getattr(item, key) for item in alone]
        value = learner("metrics").average_precision_score([bool(i.labels) for i in alone], given)
        print(f"average precision of the findings, ranked by {key}: {value:.3f}")


def learner(name: str, package: str = "sklearn") -> ModuleType:
    """A module of scikit-learn, or of scipy that comes with it."""
    try:
        return importlib.import_module(f"{package}.{name}")
    except ImportError:
        sys.exit("scikit-learn is not installed: python -m pip install scikit-learn")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the labelled documents, run the linter on them, and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rfpkit", default=RFPKIT, help="the command of the linter")
    parser.add_argument("--labels", type=Path, default=SHARED, help="holds gold/ and cuad/")
    parser.add_argument("--unseen", default="t", help="how the names of unseen documents start")
    given = parser.parse_args(arguments)
    learner("linear_model")  # before the linter's long run
    score = _module(given.labels / "gold" / "score.py")
    rules = (given.labels / "gold" / "rules.txt").read_text(encoding="utf-8").split()
    gold, cuad = (read(given.labels / f, score, given.rfpkit, rules) for f in ("gold", "cuad"))
    fresh = [document for document in gold if document.name.startswith(given.unseen)]
    report(leave_one_out(gold + cuad, fresh, len(rules)), fresh)
    return 0


if __name__ == "__main__":
    sys.exit(main())

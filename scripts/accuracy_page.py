"""The page docs/accuracy.md: figures in tables, and in words what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

BEGIN = "<!-- first score: kept by hand from here -->"
END = "<!-- first score: to here -->"
_KEPT = re.compile(re.escape(BEGIN) + r"(.*?)" + re.escape(END), re.DOTALL)
_NOTHING = "\nNot yet measured.\n"
_ABOUT = {
    "gold": "procurement documents labelled for every rule and topic",
    "cuad": "commercial contracts labelled from CUAD, for the rules and topics that CUAD knows",
}

INTRODUCTION = """\
# How often the linter is right

`make accuracy` writes this page and `accuracy.json`. `make check` measures again and fails when a
figure falls by more than 0.02.

A person who knows public procurement has read the documents and marked every passage that a
reviewer should see, with the rule that it falls under, and has noted which topics each document
covers. The linter reads the same documents. Then the two are compared:

- **Precision**: of a hundred findings, how many point at a passage that was marked for the same
  rule. It tells how much noise a reviewer must bear.
- **Recall**: of a hundred passages that nearly every expert would mark (“clear”), how many the
  linter finds. The column “all” counts the arguable ones as well.
- **F1**: one figure for both, high only where both are high.
- **By pack** asks less: some finding of the same pack stands at the passage.
- **Topics**: a document that does not cover a topic (“no”) should be reported as `missing/…`, one
  that does (“yes”) should not. What is covered in part counts neither way.

A finding and a label meet where their sentences overlap. A dash stands where there was nothing to
count. The labels are one annotator's; a second one agrees with the first no more than in part, so
no linter can reach 1.00. Few labels make a figure that says little: look at the counts.
"""


def page(figures: dict[str, Any], before: str) -> str:
    """The whole page; what stands between the two markers in ``before`` is kept as it is."""
    kept = _KEPT.search(before)
    first = kept[1] if kept else _NOTHING
    parts = [
        INTRODUCTION,
        "## First score on documents nobody had looked at\n",
        f"{BEGIN}{first}{END}\n",
        "## Now\n",
        _table(
            ("Documents", "Measure", "Precision", "Recall", "F1"),
            (row for name, folder in figures.items() for row in _overall(name, folder)),
        ),
    ]
    for name, folder in figures.items():
        parts += _folder(name, folder)
    return "\n".join(parts)


def _overall(name: str, folder: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for part, title in (("rule", "by rule"), ("pack", "by pack"), ("topics", "topics")):
        yield (name, title, *_prf(folder[part]))


def _folder(name: str, folder: dict[str, Any]) -> Iterator[str]:
    count = len(folder["documents"])
    what = _ABOUT.get(name, "labelled documents")
    yield f"## {name}: {count} documents\n"
    yield f"{what[0].upper()}{what[1:]}.\n"
    heads = ("Findings", "Precision", "Clear labels", "Recall", "All", "F1")
    for part, title in (("rules", "Rule"), ("packs", "Pack")):
        yield f"### By {title.lower()}\n"
        rows = ((f"`{key}`", *_row(row)) for key, row in folder[part].items())
        yield _table((title, *heads), rows)
    yield "### By document\n"
    yield _table(
        ("Document", "Precision", "Recall", "F1", "By pack, F1", "Topics, F1"),
        (_document(key, row) for key, row in folder["documents"].items()),
    )


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    precision, recall, f1 = _prf(row)
    found, clear = str(row["found"]), str(row["clear"])
    return found, precision, clear, recall, f"{row['all_got']} of {row['labels']}", f1


def _document(name: str, row: dict[str, Any]) -> tuple[str, ...]:
    return (name, *_prf(row["rule"]), _figure(row["pack"]["f1"]), _figure(row["topics"]["f1"]))


def _prf(row: dict[str, Any]) -> tuple[str, str, str]:
    return _figure(row["precision"]), _figure(row["recall"]), _figure(row["f1"])


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" if at == 0 else "---:" for at in range(len(heads))), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

"""The figures of docs/accuracy.md are score.py's own, and none may fall unseen."""

import importlib.util
import json
import shlex
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# score.py in small: the same calls, the same tables, and labels that match by their line.
SCORE = (
    """
import argparse, json, pathlib, shlex, subprocess, sys

def run(cmd, files):
    command = [*shlex.split(cmd), "lint", *map(str, files)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["findings"]

def main():
    ap = argparse.ArgumentParser()
    for name in ("--rfpkit", "--folder", "--json"):
        ap.add_argument(name)
    a = ap.parse_args()
    folder = pathlib.Path(a.folder)
    files = sorted((folder / "text").glob("*.txt"))
    found = {(pathlib.Path(f["path"]).stem, f["rule"], f["line"]) for f in run(a.rfpkit, files)}
    wanted = set()
    for file in files:
        for line in (folder / "labels" / f"{file.stem}.passages.jsonl").read_text().splitlines():
            label = json.loads(line)
            wanted.add((file.stem, label["rule"], label["line"]))
    def figures(rule=""):
        got = {f for f in found if rule in f[1]}
        asked = {w for w in wanted if rule in w[1]}
        p = len(got & asked) / len(got) if got else float("nan")
        r = len(got & asked) / len(asked) if asked else float("nan")
        return len(got), p, len(asked), r, len(got & asked), 2 * p * r / (p + r) if p + r else 0.0
    for title, names in (("rule", sorted({w[1] for w in wanted | found})), ("pack", ["agile"])):
        print(f"\\\\n{title:44s} found  prec  clear recall  (all recall)    F1")
        for name in [*names, "ALL"]:
            n, p, c, r, g, f = figures("" if name == "ALL" else name)
            print(f"{name:44s} {n:5d} {p:5.2f} {c:6d} {r:6.2f}  ({g}/{c})  {f:8.2f}")
    n, p, c, r, g, f = figures()
    all_ = dict(precision=p, recall=r, f1=f, found=n, clear=c)
    nan = dict.fromkeys(("precision", "recall", "f1"), float("nan"))
    pathlib.Path(a.json).write_text(json.dumps({"rule": all_, "pack": all_, "topics": nan}))
""".replace("\\\\n", "\\n")
    + '\nif __name__ == "__main__":\n    main()\n'
)

# A linter that flags each line with "waterfall", and with LOUD each line with "phase" too.
LINTER = """
import json, pathlib, sys
words = sys.argv[1].split(",")
print(json.dumps({"findings": [
    {"rule": "agile/waterfall-method", "path": path, "line": at, "column": 1,
     "end_line": at, "end_column": 1 + len(line), "quote": line}
    for path in sys.argv[2:] if path.endswith(".txt")
    for at, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1)
    if any(word in line for word in words)
]}))
"""


@pytest.fixture(scope="module")
def accuracy():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "scripts" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Two documents with twelve labels of one rule."""
    folder = tmp_path / "made-up"
    (folder / "text").mkdir(parents=True)
    (folder / "labels").mkdir()
    (folder / "rules.txt").write_text("agile/waterfall-method\n")
    for name, labels in (("a", 10), ("b", 2)):
        lines = [f"The waterfall number {at} is prescribed." for at in range(labels)]
        lines += ["Each phase is described."]
        (folder / "text" / f"{name}.txt").write_text("\n\n".join(lines) + "\n")
        passages = [
            {"rule": "agile/waterfall-method", "quote": line, "line": 2 * at + 1,
             "strength": "clear"}
            for at, line in enumerate(lines[:-1])
        ]  # fmt: skip
        text = "".join(json.dumps(passage) + "\n" for passage in passages)
        (folder / "labels" / f"{name}.passages.jsonl").write_text(text)
        topic = {"topic": "term-length", "present": "yes", "quote": ""}
        (folder / "labels" / f"{name}.topics.jsonl").write_text(json.dumps(topic) + "\n")
    return folder


@pytest.fixture
def measure(accuracy, labelled: Path, tmp_path: Path):
    """A function that runs the script with a linter that flags lines with these words."""
    score, linter = tmp_path / "score.py", tmp_path / "linter.py"
    score.write_text(SCORE)
    linter.write_text(LINTER)

    def call(words: str, *options: str, score: Path = score) -> int:
        command = shlex.join([sys.executable, str(linter), words])
        return accuracy.main(
            ["--folder", str(labelled), "--score", str(score), "--rfpkit", command,
             "--page", str(tmp_path / "accuracy.md"), *options]
        )  # fmt: skip

    return call


def test_the_page_and_the_record_hold_the_figures(measure, tmp_path: Path):
    assert measure("waterfall,phase") == 0
    figures = json.loads((tmp_path / "accuracy.json").read_text())["made-up"]
    rule = figures["rules"]["agile/waterfall-method"]
    assert (rule["found"], rule["labels"], rule["all_got"]) == (14, 12, 12)
    assert figures["rule"]["recall"] == 1.0
    assert figures["topics"]["f1"] is None
    assert figures["documents"]["a"]["rule"]["precision"] == pytest.approx(10 / 11, abs=1e-4)
    assert figures["documents"]["b"]["rule"]["precision"] == pytest.approx(2 / 3, abs=1e-4)
    text = (tmp_path / "accuracy.md").read_text()
    assert "| `agile/waterfall-method` | 14 | 0.86 | 12 | 1.00 | 12 of 12 | 0.92 |" in text
    assert "| made-up | topics | – | – | – |" in text


def test_the_same_linter_gives_the_same_bytes(measure, tmp_path: Path):
    measure("waterfall")
    first = [(tmp_path / f"accuracy.{ending}").read_bytes() for ending in ("md", "json")]
    measure("waterfall")
    assert [(tmp_path / f"accuracy.{ending}").read_bytes() for ending in ("md", "json")] == first


def test_the_first_score_is_kept_as_it_stands(measure, tmp_path: Path):
    measure("waterfall")
    page = tmp_path / "accuracy.md"
    page.write_text(page.read_text().replace("Not yet measured.", "F1 was 0.57 | once."))
    measure("waterfall,phase")
    assert "F1 was 0.57 | once." in page.read_text()
    assert page.read_text().count("first score") == 2


def test_the_counts_that_explain_tells_are_whole_numbers(accuracy):
    row = {"found": 44, "precision": 0.89, "labels": 46, "f1": 0.94}
    rules = {"b/two": row, "a/one": {**row, "found": 0, "precision": None}}
    counts = accuracy.counts({"documents": {"d01": {}, "d02": {}}, "rules": rules})
    assert counts == {
        "documents": 2,
        "rules": {
            "a/one": {"found": 0, "right": 0, "labels": 46},
            "b/two": {"found": 44, "right": 39, "labels": 46},
        },
    }
    assert list(counts["rules"]) == ["a/one", "b/two"]


def test_only_the_gold_documents_give_counts(measure, tmp_path: Path):
    measure("waterfall", "--measured", str(tmp_path / "measured.json"))
    assert not (tmp_path / "measured.json").exists()


def test_a_figure_that_falls_is_named(measure, capsys):
    measure("waterfall")
    assert measure("waterfall", "--check") == 0
    assert measure("waterfall,phase", "--check") == 1
    said = capsys.readouterr().err
    assert "made-up, by rule, precision: was 1.00, is 0.86" in said
    assert "made-up, agile/waterfall-method, f1: was 1.00, is 0.92" in said
    assert "recall" not in said


def test_a_figure_that_cannot_be_worked_out_any_more_has_fallen(measure, capsys):
    measure("waterfall")
    assert measure("nothing at all", "--check") == 1
    assert "can no longer be worked out" in capsys.readouterr().err


def test_a_rise_or_a_small_fall_passes(accuracy):
    def figures(f1: float) -> dict[str, object]:
        three = {"precision": f1, "recall": 0.5, "f1": f1}
        rules = {"a/few": {"labels": 9, "f1": f1 - 0.5}}
        return {"gold": {"rule": three, "pack": three, "topics": three, "rules": rules}}

    assert accuracy.fallen(figures(0.80), figures(0.78)) == []
    assert accuracy.fallen(figures(0.80), figures(0.90)) == []
    assert len(accuracy.fallen(figures(0.80), figures(0.77))) == 6
    assert accuracy.fallen(figures(0.80), {}) == []


def test_a_check_without_committed_figures_says_what_to_do(measure, capsys):
    assert measure("waterfall", "--check") == 2
    assert "run scripts/accuracy.py first" in capsys.readouterr().err


@pytest.mark.shared
def test_the_real_score_prints_tables_that_are_understood(measure, shared: Path, tmp_path: Path):
    assert measure("waterfall,phase", score=shared / "gold" / "score.py") == 0
    figures = json.loads((tmp_path / "accuracy.json").read_text())["made-up"]
    assert figures["rules"]["agile/waterfall-method"]["found"] == 14
    assert figures["packs"]["agile"]["labels"] == 12
    assert figures["documents"]["b"]["rule"]["found"] == 3

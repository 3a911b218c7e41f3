"""A trained pipeline is found without spaCy, and does its work in a run of the linter."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.lint.pipelines import Pipeline, trained_pipeline

META = {"lang": "en", "version": "1.2.3", "components": ["tok2vec", "parser"]}
BAD = "The Supplier determines whether the deliverables meet the criteria."
GOOD = "The Supplier asks the Buyer to decide whether the software conforms to the specification."
RULE = "terms/self-judged-work"


def package(folder: Path, name: str, meta: object = META, group: str = "spacy_models") -> Path:
    """A package as a pipeline is installed, without its model."""
    info = folder / f"{name}-1.2.3.dist-info"
    info.mkdir(parents=True)
    points = f"[console_scripts]\nx = y:z\n\n[{group}]\n{name} = {name}\n\n[other]\na = b\n"
    (info / "entry_points.txt").write_text(points)
    (folder / name).mkdir()
    code = "from spacy.util import load_model_from_path\nfrom pathlib import Path\n"
    code += "def load(**how):\n"
    code += "    return load_model_from_path(Path(__file__).parent / 'model', **how)\n"
    (folder / name / "__init__.py").write_text(code)
    (folder / name / "meta.json").write_text(meta if isinstance(meta, str) else json.dumps(meta))
    return folder / name


def found(folder: Path, monkeypatch) -> Pipeline | None:
    monkeypatch.syspath_prepend(str(folder))
    return trained_pipeline([str(folder), str(folder / "absent"), ""])


def test_no_pipeline_is_found_where_none_is(tmp_path: Path, monkeypatch):
    package(tmp_path, "en_not_spacy", group="pytest11")
    package(tmp_path, "en_without_parser", {**META, "components": ["ner"]})
    package(tmp_path, "de_core", {**META, "lang": "de"})
    package(tmp_path, "en_broken", "{")
    assert found(tmp_path, monkeypatch) is None


def test_the_first_by_name_is_taken(tmp_path: Path, monkeypatch):
    for name in ("en_zeta", "en_alpha", "en_middle"):
        package(tmp_path, name)
    assert found(tmp_path, monkeypatch) == Pipeline("en_alpha", "1.2.3")


def test_a_pipeline_that_cannot_be_loaded_is_named():
    with pytest.raises(InputError, match="en_nowhere: this spaCy pipeline cannot be loaded"):
        Pipeline("en_nowhere", "1")("The Supplier pays.")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, treebank) -> Path:
    """A folder with an installed pipeline whose parser has learned the treebank by heart."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(7)
    nlp = spacy.blank("en")
    nlp.add_pipe("parser", config={"min_action_freq": 1, "learn_tokens": False})
    examples = []
    for rows in treebank.sentences():
        words, heads, labels = zip(*rows, strict=True)
        gold = Doc(nlp.vocab, words=list(words), heads=list(heads), deps=list(labels))
        examples.append(Example(nlp.make_doc(treebank.text_of(rows)), gold))
    optimizer = nlp.initialize(lambda: examples)
    shuffle = random.Random(7).shuffle
    for _ in range(60):
        shuffle(examples)
        losses = nlp.update(examples, sgd=optimizer, drop=0.0)
        if losses["parser"] < 0.01:
            break
    folder = tmp_path_factory.mktemp("site")
    nlp.to_disk(package(folder, "en_tiny_treebank") / "model")
    return folder


def lint(path: Path, *args: str, site: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A run of the linter, with a folder of installed packages more."""
    folders = [str(site or ""), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, folders))}
    return subprocess.run(
        [sys.executable, "-m", "rfpkit", "lint", str(path), "--kind", "contract", *args],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.md"
    path.write_text(f"# Acceptance\n\n{BAD}\n\n{GOOD}\n", encoding="utf-8")
    return path


def test_a_run_with_a_trained_pipeline_tells_who_does_what(contract: Path, trained: Path):
    done = lint(contract, "--select", RULE, "--format", "json", site=trained)
    told = json.loads(done.stdout)
    assert [finding["line"] for finding in told["findings"]] == [3], done.stderr
    assert told["not_run"] == []


def test_a_run_without_one_says_which_rules_it_left_out(contract: Path, trained: Path):
    done = lint(contract, "--select", RULE)
    assert done.returncode == 0
    last = done.stdout.splitlines()[-1]
    assert last == f"1 rule not run, it needs a trained spaCy pipeline: {RULE}"
    for _ in range(2):  # the second time from the cache
        told = json.loads(lint(contract, "--select", RULE, "--format", "json").stdout)
        reason = "needs a trained spaCy pipeline"
        assert (told["findings"], told["not_run"]) == ([], [{"rule": RULE, "reason": reason}])
    with_one = lint(contract, "--select", RULE, "--format", "json", site=trained)
    assert len(json.loads(with_one.stdout)["findings"]) == 1


def test_looking_for_a_pipeline_imports_no_spacy():
    code = (
        "import sys; from rfpkit.lint.pipelines import trained_pipeline; "
        "trained_pipeline(sys.path); "
        "print('spacy' in sys.modules, 'importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

"""House style and numbering are the buyer's choice: in the spec, or on the command line."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import rfpkit
from rfpkit.content import data_folder

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "eu-open-permits" / "spec.yml"
HOUSE = data_folder("templates") / "house"


def build(spec: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "rfpkit",
        "build",
        spec,
        "--only",
        "contract",
        "--no-page-numbers",
    ]
    command += args
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def spec_with(folder: Path, style: str) -> Path:
    path = folder / "spec.yml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8") + f"\nstyle:\n{style}", encoding="utf-8")
    return path


def styles(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/styles.xml").decode()


INK = {"plain": "22384C", "colour": "0B4A5E"}  # of the headings, in each house style


def test_the_spec_chooses_house_style_and_numbering(tmp_path: Path):
    spec = spec_with(tmp_path, "  house: colour\n  numbering: outline\n")
    done = build(spec, "--format", "docx,md")
    assert done.returncode == 0, done.stderr
    assert INK["colour"] in styles(tmp_path / "build" / "contract.docx")
    text = (tmp_path / "build" / "contract.md").read_text(encoding="utf-8")
    assert "\n### I. " in text
    assert "\nA. " in text
    assert "\n- 1\\. " in text  # which Markdown does not take for a list of its own


def test_options_go_before_the_spec(tmp_path: Path):
    spec = spec_with(tmp_path, "  house: colour\n  numbering: outline\n")
    done = build(spec, "--format", "docx,md", "--house", "plain", "--numbering", "decimal")
    assert done.returncode == 0, done.stderr
    assert INK["plain"] in styles(tmp_path / "build" / "contract.docx")
    text = (tmp_path / "build" / "contract.md").read_text(encoding="utf-8")
    assert "\n- 3.2.1 " in text


def test_a_house_style_of_ones_own_lies_where_the_spec_says(tmp_path: Path):
    spec = spec_with(tmp_path, "  house: styles/ours.docx\n")
    done = build(spec, "--format", "docx")
    assert done.returncode == 2
    line = spec.read_text(encoding="utf-8").count("\n")
    assert f"spec.yml:{line}:10: there is no file " in done.stderr
    assert not (tmp_path / "build").exists()
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "ours.docx").write_bytes((HOUSE / "colour.docx").read_bytes())
    assert build(spec, "--format", "docx").returncode == 0
    assert INK["colour"] in styles(tmp_path / "build" / "contract.docx")


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("house: color", "“color” is no house style; did you mean “colour”?"),
        ("numbering: outlin", "“outlin” is no numbering scheme; did you mean “outline”?"),
        ("nubering: legal", "there is no key “nubering” here; did you mean “numbering”?"),
    ],
)
def test_a_wrong_choice_is_told_at_its_place(tmp_path: Path, style: str, message: str):
    spec = spec_with(tmp_path, f"  {style}\n")
    done = build(spec)
    assert done.returncode == 2
    line = spec.read_text(encoding="utf-8").count("\n")
    assert f"spec.yml:{line}:" in done.stderr
    assert message in done.stderr
    assert not (tmp_path / "build").exists()


def test_a_wrong_option_is_told_and_nothing_is_written(tmp_path: Path):
    for option, word in (("--house", "plian"), ("--numbering", "legl")):
        done = build(EXAMPLE, "-o", tmp_path / "out", option, word)
        assert done.returncode == 2
        assert f"“{word}”" in done.stderr
        assert "did you mean “" in done.stderr
        assert not (tmp_path / "out").exists()


def test_a_program_chooses_too(tmp_path: Path):
    spec = spec_with(tmp_path, "  house: colour\n")
    plan = rfpkit.plan(spec)
    contract = rfpkit.assemble(plan, "contract", numbering="decimal")
    assert "1.1" in {block.number for block in contract.blocks if hasattr(block, "number")}
    for house, ink in (("", "colour"), ("plain", "plain"), (HOUSE / "plain.docx", "plain")):
        rfpkit.write(contract, tmp_path / "made.docx", house=house)
        assert INK[ink] in styles(tmp_path / "made.docx")
    rfpkit.write(rfpkit.read(tmp_path / "made.docx"), tmp_path / "again.docx")
    assert INK["plain"] in styles(tmp_path / "again.docx")
    with pytest.raises(rfpkit.InputError, match="did you mean “plain”"):
        rfpkit.write(contract, tmp_path / "made.docx", house="plaine")
    with pytest.raises(rfpkit.InputError, match="there is legal, decimal, outline"):
        rfpkit.assemble(plan, "contract", numbering="roman")


def test_other_numbers_change_no_clause_and_no_finding():
    plan = rfpkit.plan(EXAMPLE)
    fingerprints, findings = set(), set()
    for numbering in ("legal", "decimal", "outline"):
        contract = rfpkit.assemble(plan, "contract", numbering=numbering)
        manifest = rfpkit.document.provenance.manifest_of(contract)
        fingerprints.add(tuple(clause.fingerprint for clause in manifest.clauses))
        report = rfpkit.lint_document(contract, jurisdiction="eu")
        findings.add(tuple((f.rule, f.quote) for f in report.findings))
    assert len(fingerprints) == 1
    assert len(findings) == 1

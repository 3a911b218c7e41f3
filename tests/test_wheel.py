"""An installed wheel does the same work as the checkout, outside of it."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "eu-open-permits" / "spec.yml"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``rfpkit`` command of an empty environment that holds the wheel.

    The libraries that rfpkit needs are lent from the environment of the tests by a path file,
    which does not lend the editable rfpkit itself.
    """
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    place = folder / "venv"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True
    )
    (site,) = place.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return place / "bin" / "rfpkit"


def test_the_wheel_builds_and_lints_outside_the_checkout(installed: Path, tmp_path: Path):
    where = subprocess.run(
        [str(installed.parent / "python"), "-c", "import rfpkit; print(rfpkit.__file__)"],
        check=True, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert str(ROOT) not in where.stdout
    spec = tmp_path / "spec.yml"
    spec.write_bytes(EXAMPLE.read_bytes())
    built = subprocess.run(
        [str(installed), "build", "spec.yml", "--no-page-numbers"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    linted = subprocess.run(
        [str(installed), "lint", "build/contract.docx", "spec.yml"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_wheel_starts_a_new_project(installed: Path, tmp_path: Path):
    subprocess.run([str(installed), "init", "town"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(
        [str(installed), "build", "town/spec.yml", "--no-page-numbers"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert (tmp_path / "town" / "build" / "rfp.docx").is_file()

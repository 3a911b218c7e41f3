"""Every spec in ``malformed/`` is refused with exactly the messages in the .txt file beside it.

After a change of words: ``pytest tests/spec/test_malformed.py --force-regen``, then read the diff.
"""

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from rfpkit import spec
from rfpkit.errors import InputError

HERE = Path(__file__).parent
MALFORMED = sorted((HERE / "malformed").glob("*.yml"))


def test_the_spec_that_the_malformed_ones_were_made_from_is_valid() -> None:
    assert spec.load(HERE / "minimal.yml").value.project.title == "Lights"


def test_there_are_malformed_specs_for_the_loader_the_fields_and_the_rules() -> None:
    assert len(MALFORMED) >= 44


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_a_malformed_spec_is_answered_with_places_and_remedies(
    path: Path, file_regression: FileRegressionFixture
) -> None:
    with pytest.raises(InputError) as caught:
        spec.load(path)
    faults = caught.value.faults
    assert {fault.path for fault in faults} == {str(path)}
    lines = [f"{fault.line}:{fault.column}: {fault.message}\n" for fault in faults]
    file_regression.check("".join(lines), fullpath=path.with_suffix(".txt"), newline="\n")


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_the_messages_of_a_malformed_spec_are_snapshotted(path: Path) -> None:
    assert path.with_suffix(".txt").is_file()

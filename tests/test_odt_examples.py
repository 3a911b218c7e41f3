"""An example's document that LibreOffice saves as .odt reads to what its .docx reads to."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder
from rfpkit.document.model import AnyBlock, Table
from rfpkit.formats import read, rendered
from rfpkit.library.load import Library

ROOT = Path(__file__).resolve().parents[1]
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")


def shown(blocks: tuple[AnyBlock, ...]) -> list[str]:
    """What each block is, its number and its words; page numbers are each program's own."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines.append(f"table, {block.header_rows} header rows, {block.widths}")
            lines += ["|".join(shown(cell.blocks)[0:]) for row in block.rows for cell in row]
        else:
            text = re.sub(r"Page \d+ of \d+$", "Page", block.text)
            lines.append(
                f"{type(block).__name__} {getattr(block, 'level', '')} {block.number} {text}"
            )
    return lines


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", CASES)
def test_the_same_document_in_two_formats_reads_the_same(library: Library, tmp_path: Path, case):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is absent")
    made = plan(specs.load(ROOT / "examples" / case / "spec.yml"), library)
    house = data_folder("templates") / "house" / "plain.docx"
    paths = []
    for planned in made.documents:
        paths.append(tmp_path / f"{planned.name}.docx")
        paths[-1].write_bytes(rendered(assemble(made, planned), "docx", house))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "odt", "--outdir", str(tmp_path), *map(str, paths)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for path in paths:
        ours, theirs = read(path), read(path.with_suffix(".odt"))
        assert shown(theirs.blocks) == shown(ours.blocks)
        assert (theirs.title, theirs.kind) == (ours.title, ours.kind)
        assert theirs.properties == ours.properties

"""What tests of tables share: a small project in a folder, and what its tables say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rfpkit.assembly.inserts import Blocks, insert
from rfpkit.document.model import Table, text_blocks
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.folder import Project, load_project

MINIMAL = Path(__file__).resolve().parents[2] / "spec" / "minimal.yml"


def whole_project(
    folder: Path, extra: str = "", changes: Mapping[str, str] | None = None, **records: str
) -> Project:
    """A project of the smallest spec, with words replaced and parts added, and its records."""
    spec = MINIMAL.read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        assert old in spec, old
        spec = spec.replace(old, new, 1)
    (folder / "spec.yml").write_text(spec + extra, encoding="utf-8")
    (folder / "records").mkdir()
    for name, text in records.items():
        (folder / "records" / f"{name}.yml").write_text(text, encoding="utf-8")
    return load_project(folder)


def project(
    folder: Path, extra: str = "", changes: Mapping[str, str] | None = None, **records: str
) -> Dossier:
    """What such a project says."""
    return whole_project(folder, extra, changes, **records).dossier


def rows(dossier: Dossier, name: str) -> list[list[str]]:
    """The rows of the one table that an insert makes, without its header."""
    (made,) = (block for block in insert(name, dossier) if isinstance(block, Table))
    return [[cell.text for cell in row] for row in made.rows[made.header_rows :]]


def words(blocks: Blocks) -> list[str]:
    """The text of each block."""
    return [block.text for block in text_blocks(blocks)]

"""A project's folder read: the spec, and every record beside it, with the place of each value."""

from __future__ import annotations

from collections.abc import Mapping as Files
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rfpkit.errors import Fault, InputError
from rfpkit.spec import Spec, load, publiccode
from rfpkit.spec.dossier import Dossier, dossier_of
from rfpkit.spec.records.model import Records
from rfpkit.spec.records.rows import read_rows
from rfpkit.yamlfile import Loaded, did_you_mean
from rfpkit.yamlfile.nodes import Mapping, Scalar
from rfpkit.yamlfile.reader import read
from rfpkit.yamlfile.typed import build

FOLDER = "records"
SPEC = "spec.yml"
_NAMES = tuple(one.name for one in fields(Records))


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its dossier with the places in the spec, and each file of records by its name."""

    spec: Loaded[Dossier]
    files: Files[str, Loaded[Any]] = field(default_factory=dict)

    @property
    def dossier(self) -> Dossier:
        """The spec with the records."""
        return self.spec.value

    @property
    def records(self) -> Records:
        """The records."""
        return self.spec.value.records

    def fault(self, message: str, name: str, *loc: str | int) -> Fault:
        """A fault at a place of a file of records, such as ``"scores", 3, "score"``.

        Where there is no such file, it is a fault of the folder, which names the file to write.
        """
        if name in self.files:
            loaded = self.files[name]
            return Fault(loaded.path, *loaded.place(name, *loc), message)
        folder = Path(self.spec.path).parent / FOLDER
        return Fault(str(folder / f"{name}.yml"), 0, 0, message)


def load_project(path: Path) -> Project:
    """The project in a folder, or around a spec; ``InputError`` with all that is wrong in it."""
    spec_file = path / SPEC if path.is_dir() else path
    faults: list[Fault] = []
    spec: Loaded[Spec] | None = None
    try:
        spec = load(spec_file)
    except InputError as error:
        faults += error.faults
    files: dict[str, Loaded[Any]] = {}
    for name, file in _record_files(spec_file.parent / FOLDER, faults).items():
        try:
            files[name] = _read(name, file)
        except InputError as error:
            faults += error.faults
    if spec is not None:
        faults += _publiccode_faults(spec)
    if faults or spec is None:
        raise InputError(*sorted(set(faults)))
    records = Records(**{name: getattr(one.value, name) for name, one in files.items()})
    return Project(Loaded(dossier_of(spec.value, records), spec.path, spec.root), files)


def _publiccode_faults(spec: Loaded[Spec]) -> list[Fault]:
    publication = spec.value.publication
    if publication is None or not publication.publiccode:
        return []
    return publiccode.check(Path(spec.path).parent / publication.publiccode)


def _record_files(folder: Path, faults: list[Fault]) -> dict[str, Path]:
    """The files of records by the name of what they hold; what else lies there is a fault."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "~")) or path.is_dir():
            continue
        if path.suffix not in (".yml", ".yaml", ".csv") or path.stem not in _NAMES:
            guess = did_you_mean(path.stem, _NAMES)
            message = f"is no file of records{guess}; there are {', '.join(_NAMES)} (.yml or .csv)"
            faults.append(Fault(str(path), 0, 0, f"{message}. Keep other files in a folder below"))
        elif path.stem in found:
            message = f"says the same as {found[path.stem].name} beside it; keep one of the two"
            faults.append(Fault(str(path), 0, 0, message))
        else:
            found[path.stem] = path
    return found


def _read(name: str, path: Path) -> Loaded[Records]:
    if path.suffix == ".csv":
        key = Scalar(name, quoted=True, line=1, column=1)
        root = Mapping(1, 1, {name: (key, read_rows(path))})
    else:
        root = read(path, None, 1)
        for key_name, (key, _) in root.pairs.items():
            if key_name != name:
                message = f"this file begins with “{name}:”, and “{key_name}” is a second key"
                raise InputError(Fault(str(path), key.line, key.column, message))
    value, faults = build(root, Records, str(path))
    if faults:
        raise InputError(*faults)
    return Loaded(value, str(path), root)

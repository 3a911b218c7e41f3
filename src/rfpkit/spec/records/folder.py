"""A project's folder read: the spec, and every record beside it, with the place of each value."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Files
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rfpkit.errors import Fault, InputError
from rfpkit.spec import Spec, load, publiccode
from rfpkit.spec.dossier import Dossier, dossier_of
from rfpkit.spec.records.model import Records
from rfpkit.spec.records.rows import read_rows
from rfpkit.spec.vocabulary import is_slug, no_slug
from rfpkit.yamlfile import Loaded, did_you_mean, hints
from rfpkit.yamlfile.nodes import Mapping, Scalar, Sequence
from rfpkit.yamlfile.reader import read
from rfpkit.yamlfile.typed import build

FOLDER = "records"
SPEC = "spec.yml"
README = "README.md"
"""Says what goes into the folder; the one file in it that is no record."""
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
    is_folder = folder.is_dir()
    if not is_folder and (folder.exists() or folder.is_symlink()):
        message = "is to be a folder with a file for each kind of record; make it one"
        faults.append(Fault(str(folder), 0, 0, message))
    for path in sorted(folder.iterdir()) if is_folder else ():
        if path.name.startswith((".", "~")) or path.name == README or path.is_dir():
            continue
        if path.suffix not in (".yml", ".yaml", ".csv") or path.stem not in _NAMES:
            guess = did_you_mean(path.stem, _NAMES) or f"; there are {', '.join(_NAMES)}"
            message = f"is no file of records{guess} (.yml or .csv)"
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
        root = Mapping(1, 1, {name: (key, _table(name, path))})
    else:
        root = read(path, None, 1)
        for key_name, (key, _) in root.pairs.items():
            if key_name != name:
                message = f"this file holds “{name}:”, and “{key_name}” is a second key"
                if name not in root.pairs:
                    message = f"this file begins with “{name}:”, not with “{key_name}:”"
                raise InputError(Fault(str(path), key.line, key.column, message))
    value, faults = build(root, Records, str(path))
    if faults:
        raise InputError(*faults)
    loaded = Loaded(value, str(path), root)
    faults = list(_id_faults(name, loaded))
    if faults:
        raise InputError(*faults)
    return loaded


def _table(name: str, path: Path) -> Sequence:
    """The rows of a table; what no table can hold is a fault, with the file to write instead."""
    hint = hints.field_hints(Records)[name]
    instead = f"write it as {name}.yml"
    if not hints.allows_list(hint):
        message = f"“{name}” is a single record and no table; {instead}"
        raise InputError(Fault(str(path), 0, 0, message))
    rows = read_rows(path)
    columns = hints.field_hints(hints.record_in(hints.item_hint(hint)))
    for row in rows.items:
        for column, (key, _) in row.pairs.items() if isinstance(row, Mapping) else ():
            wanted = columns.get(column)
            if hints.allows_list(wanted) or hints.record_in(wanted):
                message = f"“{column}” holds more than a cell can; {instead}, or leave it out"
                raise InputError(Fault(str(path), key.line, key.column, message))
    return rows


def _id_faults(name: str, loaded: Loaded[Records]) -> Iterator[Fault]:
    """Ids stand in the names of documents and sheets, so they are short names."""
    items = getattr(loaded.value, name)
    for index, item in enumerate(items if isinstance(items, tuple) else ()):
        text = getattr(item, "id", None)
        if text is not None and not is_slug(text):
            place = loaded.place(name, index, "id")
            yield Fault(loaded.path, *place, no_slug(text))

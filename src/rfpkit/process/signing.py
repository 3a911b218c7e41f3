"""A signature added to the file of sign-offs, with every comment and line in it left as it is."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from rfpkit.errors import Fault, InputError
from rfpkit.spec.records.before import SignOff
from rfpkit.spec.records.model import Records
from rfpkit.yamlfile import load
from rfpkit.yamlfile.nodes import Mapping, Sequence

if TYPE_CHECKING:
    from pathlib import Path

_KEY = "signoffs"
_PLAIN = re.compile(r"[A-Za-z][\w./@-]*( [\w./@-]+)*\Z")
"""A text that YAML takes as it is, whatever it says elsewhere."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_ITEM = re.compile(r"(\s*)- +\Z")
_INDENT = "  "


def with_signoff(text: str, path: Path, signoff: SignOff) -> str:
    """The text of a file of sign-offs with one more at its end; ``text`` is empty for a new file.

    Raises ``InputError`` where the file is written so that nothing can be added safely.
    """
    if path.suffix == ".csv":
        return _with_row(text, path, signoff)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return _ended(text) + f"{_KEY}:\n" + _item(signoff, _INDENT)
    loaded = load(path, Records, text=text)
    found = loaded.root.pairs.get(_KEY) if isinstance(loaded.root, Mapping) else None
    items = found[1] if found is not None else None
    if not isinstance(items, Sequence):
        raise InputError(Fault(str(path), 1, 1, f"this file begins with “{_KEY}:” and a list"))
    lines = text.splitlines(keepends=True)
    indent = _INDENT
    if items.items:
        line, column = items.items[0].line, items.items[0].column
        before = _ITEM.match(lines[line - 1][: column - 1])
        if before is None:
            message = "the list is written in brackets; write each item on lines of its own, after "
            raise InputError(Fault(str(path), line, column, message + "“- ”"))
        indent = before.group(1)
    else:
        row = lines[items.line - 1]
        lines[items.line - 1] = row[: items.column - 1].rstrip() + row[items.column + 1 :]
    made = _ended("".join(lines)) + _item(signoff, indent)
    if "\r\n" in text:
        made = made.replace("\r\n", "\n").replace("\n", "\r\n")
    _prove(made, path, (*loaded.value.signoffs, signoff))
    return made


def _prove(made: str, path: Path, wanted: tuple[SignOff, ...]) -> None:
    """Refuse a text that does not say what it should; nothing is written then."""
    try:
        if load(path, Records, text=made).value.signoffs == wanted:
            return
    except InputError:
        pass
    message = "nothing can be added at the end of this file; let the list of signoffs end it"
    raise InputError(Fault(str(path), 0, 0, message))


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _said(signoff: SignOff) -> dict[str, str]:
    """The fields that say something, in order; what is the default is left out."""
    found = {one.name: getattr(signoff, one.name) for one in fields(signoff)}
    if found["decision"] == "signed":
        del found["decision"]
    return {name: str(value) for name, value in found.items() if value}


def _item(signoff: SignOff, indent: str) -> str:
    said = [f"{name}: {_scalar(name, value)}\n" for name, value in _said(signoff).items()]
    first, *rest = said
    return f"{indent}- {first}" + "".join(f"{indent}  {line}" for line in rest)


def _scalar(name: str, value: str) -> str:
    if name == "date" or (_PLAIN.match(value) and value.lower() not in _WORDS):
        return value
    return json.dumps(value, ensure_ascii=False)


def _with_row(text: str, path: Path, signoff: SignOff) -> str:
    """A table of sign-offs with one more row; the columns for all that is said must be there."""
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    header = [name.strip() for name in next(csv.reader([first], delimiter=mark), [])]
    said = _said(signoff)
    missing = [name for name in said if name not in header]
    if missing:
        message = f"the table has no column for {', '.join(missing)}; add it to the first row"
        raise InputError(Fault(str(path), 1, 1, message))
    row = io.StringIO()
    end = "\r\n" if "\r\n" in text else "\n"
    csv.writer(row, delimiter=mark, lineterminator=end).writerow(
        [said.get(name, "") for name in header]
    )
    return _ended(text) + row.getvalue()

"""The clause library, read from its folders: every file checked, every fault reported at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from rfpkit.content import data_folder
from rfpkit.document import schemes as numbering
from rfpkit.document.markdown import parse
from rfpkit.document.model import AnyBlock, text_blocks
from rfpkit.document.schemes import Scheme
from rfpkit.errors import Fault, InputError
from rfpkit.library.model import ClauseFile, Glossary, Template
from rfpkit.library.placeholders import BlankName, Malformed, Reference, pieces
from rfpkit.yamlfile import Loaded, did_you_mean, load

Front = TypeVar("Front")

_FENCE = "---\n"
_MOST_KEPT = 2_048
"""So many texts stay parsed: more than a library has, with the documents of the steps."""
_LABELLED_NOTE = re.compile(r"\[\^[^\]\s]+\]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its id, its front matter with places, and its text as it stands in the file."""

    id: str
    path: str
    loaded: Loaded[ClauseFile]
    text: str
    text_line: int
    document: str = field(default="", kw_only=True)
    """The document of a step whose section it is; empty for a clause of the library."""

    @property
    def front(self) -> ClauseFile:
        """The front matter."""
        return self.loaded.value

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which others refer to it: its id, its variant name, its document."""
        return (self.id, *filter(None, (self.front.variant_of, self.document)))

    def blocks(self) -> tuple[AnyBlock, ...]:
        """The text as blocks, placeholders still in it, with the lines of the clause's file."""
        return parsed(self.text, self.text_line)

    def fault(self, message: str, *loc: str | int) -> Fault:
        """A fault at a place of the front matter."""
        line, column = self.loaded.place(*loc)
        return Fault(self.path, line, column, message)


@lru_cache(maxsize=_MOST_KEPT)
def parsed(text: str, first_line: int = 1) -> tuple[AnyBlock, ...]:
    """The blocks of a text of the library, which every document of a process takes anew."""
    return parse(text, first_line=first_line)


@dataclass(frozen=True, slots=True)
class Library:
    """All clauses by id, all templates by name, the defined terms, and one hash for all of them.

    ``schemes`` are the numbering schemes and ``houses`` the files of the house styles, by name;
    ``steps`` are the files of the documents of the steps, by name, not read yet.
    """

    clauses: dict[str, Clause]
    templates: dict[str, Loaded[Template]]
    glossary: Loaded[Glossary]
    digest: str = field(default="", kw_only=True)
    schemes: dict[str, Scheme] = field(default_factory=dict, kw_only=True)
    houses: dict[str, Path] = field(default_factory=dict, kw_only=True)
    steps: dict[str, Path] = field(default_factory=dict, kw_only=True)

    def named(self, name: str) -> tuple[Clause, ...]:
        """The clauses that go by this name: one by its id, or all variants of a variant name."""
        return tuple(clause for clause in self.clauses.values() if name in clause.names)

    def closest(self, name: str) -> str:
        """A hint at the clause that was meant by a name; empty when none looks like it."""
        return did_you_mean(name, sorted({n for c in self.clauses.values() for n in c.names}))


def load_library(root: Path) -> Library:
    """The library whose folders ``clauses/`` and ``templates/`` lie in ``root``.

    Numbering schemes and house styles are rfpkit's own where its templates have none. Raises
    ``InputError`` with every fault of every file.
    """
    faults: list[Fault] = []
    clauses: dict[str, Clause] = {}
    for path in sorted((root / "clauses").glob("*/*.md")):
        try:
            clause = read_clause(path, root / "clauses")
        except InputError as error:
            faults.extend(error.faults)
        else:
            clauses[clause.id] = clause
    templates: dict[str, Loaded[Template]] = {}
    for path in sorted((root / "templates").glob("*.yml")):
        if path.name == numbering.FILE:
            continue
        try:
            templates[path.stem] = load(path, Template)
        except InputError as error:
            faults.extend(error.faults)
    schemes: dict[str, Scheme] = {}
    try:
        schemes = numbering.read_schemes(_template_file(root, numbering.FILE))
    except InputError as error:
        faults.extend(error.faults)
    try:
        glossary = load(root / "clauses" / "terms.yml", Glossary)
    except InputError as error:
        raise InputError(*faults, *error.faults) from None
    if faults:
        raise InputError(*faults)
    houses = {path.stem: path for path in sorted(_template_file(root, "house").glob("*.docx"))}
    return Library(
        clauses, templates, glossary, digest=_digest(root), schemes=schemes, houses=houses,
        steps={path.stem: path for path in sorted((root / "templates").glob("steps/*/*.md"))},
    )  # fmt: skip


def _template_file(root: Path, name: str) -> Path:
    """A file or folder of the library's templates, rfpkit's own where it has none."""
    own = root / "templates" / name
    return own if own.exists() else data_folder("templates") / name


def _digest(root: Path) -> str:
    """One hash for the names and contents of all files, whatever their line ends."""
    made = hashlib.sha256()
    patterns = ("clauses/*/*.md", "clauses/terms.yml", "templates/*.yml", "templates/steps/*/*.md")
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            data = path.read_bytes().replace(b"\r\n", b"\n")
            made.update(f"{path.relative_to(root).as_posix()}\n{len(data)}\n".encode() + data)
    return made.hexdigest()


def read_clause(path: Path, folder: Path) -> Clause:
    """The clause in one file; its id is the path below ``folder`` without the ending."""
    loaded, body, line = read_front(path, ClauseFile)
    name = path.relative_to(folder).with_suffix("").as_posix()
    return Clause(name, str(path), loaded, body, line)


def read_front(path: Path, model: type[Front]) -> tuple[Loaded[Front], str, int]:
    """The front matter of a Markdown file, the text after it, and the line where that begins."""
    text = path.read_text(encoding="utf-8")
    end = text.find("\n" + _FENCE, len(_FENCE) - 1)
    if not text.startswith(_FENCE) or end < 0:
        raise InputError(
            Fault(str(path), 1, 1, "the file begins with front matter between two lines of '---'")
        )
    loaded = load(path, model, text=text[len(_FENCE) : end + 1], first_line=2)
    begin = end + 1 + len(_FENCE)
    return loaded, text[begin:], text.count("\n", 0, begin) + 1


def check_library(library: Library, clauses: Iterable[Clause] = ()) -> tuple[Fault, ...]:
    """What is wrong inside or between the clauses, whatever the spec: blanks, names, references.

    ``clauses`` are those of the library to look at; all of them where left out.
    """
    faults: list[Fault] = []
    for clause in clauses or library.clauses.values():
        faults.extend(_check_names(clause, library))
        faults.extend(_check_text(clause, library))
        faults.extend(_check_notes(clause))
    return tuple(sorted(faults))


def _check_names(clause: Clause, library: Library) -> Iterator[Fault]:
    for key in ("requires", "conflicts"):
        for index, name in enumerate(getattr(clause.front, key)):
            if not library.named(name):
                yield clause.fault(
                    f"{key} names '{name}', which is no clause{library.closest(name)}", key, index
                )


def _check_text(clause: Clause, library: Library) -> Iterator[Fault]:
    used: set[str] = set()
    blanks = set(clause.front.blanks)
    texts = [(block.text, _line(block.stretches, clause)) for block in text_blocks(clause.blocks())]
    for index, fallback in enumerate(clause.front.fallbacks):
        line, _ = clause.loaded.place("fallbacks", index, "text")
        texts.extend((block.text, line) for block in text_blocks(parse(fallback.text)))
    for text, line in texts:
        for piece in pieces(text, blanks):
            if isinstance(piece, BlankName):
                used.add(piece.name)
            elif isinstance(piece, Malformed):
                yield Fault(
                    clause.path,
                    line,
                    1,
                    f'\'{{{{ {piece.text} }}}}\' is no blank, field, ref("…") or insert("…")',
                )
            elif isinstance(piece, Reference) and not library.named(piece.target):
                yield Fault(
                    clause.path,
                    line,
                    1,
                    f"refers to '{piece.target}', which is no clause"
                    f"{library.closest(piece.target)}",
                )
    for name in sorted(blanks - used):
        yield clause.fault(
            f"blank '{name}' is declared but the text does not use it", "blanks", name
        )


def _check_notes(clause: Clause) -> Iterator[Fault]:
    for at, line in enumerate(clause.text.split("\n"), clause.text_line):
        if _LABELLED_NOTE.search(line):
            message = "a clause has its footnotes where they are cited: write ^[…] in place of [^…]"
            yield Fault(clause.path, at, 1, message)
    for block in text_blocks(clause.blocks()):
        line_of_block = _line(block.stretches, clause)
        if "^[" in block.text:
            message = "a footnote ^[…] has words, ends in ] and stands in no other footnote"
            yield Fault(clause.path, line_of_block, 1, message)
        if any(a.note and b.note for a, b in pairwise(block.runs)):
            message = "two footnotes at one place read as one number; make them one"
            yield Fault(clause.path, line_of_block, 1, message)


def _line(stretches: Iterable[object], clause: Clause) -> int:
    first = next(iter(stretches), None)
    return getattr(first, "line", None) or clause.text_line

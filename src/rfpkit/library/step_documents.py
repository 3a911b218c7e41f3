"""The documents of the steps: each one Markdown file whose sections are planned like clauses.

``templates/steps/<step>/<name>.md`` begins with front matter (``StepDocumentFile``). In the text
``# …`` opens a part and ``## …`` a section; a line ``<!-- when: {…} -->`` right under a heading of
a section says when it is in. What stands before the first heading is a section without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import MinLen

from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Clause, Library, read_front
from rfpkit.library.model import Blank, ClauseFile, Section, Source, StepId, Template, Text
from rfpkit.library.placeholders import BlankName, pieces
from rfpkit.yamlfile import Loaded, load, record

_HEADING = re.compile(r"(#{1,2}) +(.*\S)\s*\Z")
_WHEN = re.compile(r"<!-- *(when: *\{.*\}) *-->\s*\Z")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
OPENING = "opening"
"""The name of the section before the first heading."""


@record
class StepDocumentFile:
    """The front matter of a document of a step."""

    title: Text
    """The document's name on its cover."""
    step: StepId
    """The step that it belongs to."""
    version: Annotated[str, MinLen(5)]
    """Semantic version of the text."""
    status: Literal["draft", "approved", "deprecated"] = "approved"
    """Whether it may be used."""
    summary: Text
    """What it is for, in one or two sentences."""
    readers: Literal["internal", "public", "bidders", "supplier"] = "internal"
    """Who reads it once it is issued."""
    kind: Literal["rfp", "contract", "statement-of-work", "other"] = "other"
    """What kind of document it is for the linters."""
    when: dict[str, Any] = field(default_factory=dict)
    """When a project needs it: conditions on the spec and its records, as data."""
    each: Literal[
        "", "bidder", "unsuccessful", "winner", "member", "addendum", "sprint", "module"
    ] = ""  # fmt: skip
    """It exists once for each of these; once where left out."""
    numbered: bool = True
    """Whether its headings and paragraphs have numbers; letters and forms have none."""
    dated: str = ""
    """The field of the spec or the records that holds its date, such as ``records.award.told``; the
    project's date where that is empty."""
    signed: bool = False
    """Whether people sign it, so that a gate waits for their signatures."""
    house: Text = "plain"
    """The house style in templates/house."""
    blanks: dict[str, Blank] = field(default_factory=dict)
    """The blanks of its text; the spec answers them under ``values`` and the document's name."""
    sources: Annotated[tuple[Source, ...], MinLen(1)]
    """Where it comes from."""


@dataclass(frozen=True, slots=True)
class StepDocument:
    """A document of a step: its front matter, and its sections as clauses in their parts."""

    name: str
    loaded: Loaded[StepDocumentFile]
    template: Loaded[Template]
    sections: tuple[Clause, ...]

    @property
    def front(self) -> StepDocumentFile:
        """The front matter."""
        return self.loaded.value

    def within(self, library: Library) -> Library:
        """The library with this document as its only template."""
        clauses = library.clauses | {clause.id: clause for clause in self.sections}
        return replace(library, clauses=clauses, templates={self.name: self.template})


@dataclass(frozen=True, slots=True)
class _Cut:
    """A section as it stands in the file: its part, its title, its condition, its text."""

    part: str
    title: str
    line: int
    lines: tuple[str, ...]


def read_step_document(path: Path) -> StepDocument:
    """The document in one file; ``InputError`` with all that is wrong in it."""
    loaded, body, first_line = read_front(path, StepDocumentFile)
    front, name = loaded.value, path.stem
    faults: list[Fault] = []
    if path.parent.name != front.step:
        place = loaded.place("step")
        message = f"the file lies in the folder '{path.parent.name}'; move it to '{front.step}'"
        faults.append(Fault(str(path), *place, message))
    clauses: dict[str, Clause] = {}
    parts: dict[str, list[str]] = {}
    for cut in _cuts(body, first_line):
        clause = _clause(cut, name, path, loaded)
        if clause.id in clauses:
            message = f"a second section is called “{cut.title}”; give each a title of its own"
            faults.append(Fault(str(path), cut.line, 1, message))
        if front.numbered and not cut.title:
            message = "text stands under no heading of a section; begin it with “## …”"
            faults.append(Fault(str(path), cut.line, 1, message))
        clauses[clause.id] = clause
        parts.setdefault(cut.part, []).append(clause.id)
    if not clauses:
        faults.append(Fault(str(path), first_line, 1, "there is no text under the front matter"))
    if faults:
        raise InputError(*faults)
    sections = tuple(Section(title=part, clauses=tuple(ids)) for part, ids in parts.items())
    template = Template(
        title=front.title, kind=front.kind, summary=front.summary, when=front.when,
        house=front.house, numbered=front.numbered, dated=front.dated, sections=sections,
    )  # fmt: skip
    made = Loaded(template, loaded.path, loaded.root)
    return StepDocument(name, loaded, made, tuple(clauses.values()))


def _cuts(body: str, first_line: int) -> Iterator[_Cut]:
    part, title, begin = "", "", first_line
    lines: list[str] = []
    for number, line in enumerate(body.split("\n"), start=first_line):
        heading = _HEADING.match(line)
        if not heading:
            lines.append(line)
            continue
        if title or any(map(str.strip, lines)):
            yield _Cut(part, title, begin, tuple(lines))
        lines, begin, title = [], number, ""
        if heading.group(1) == "#":
            part = heading.group(2)
        else:
            title = heading.group(2)
    if title or any(map(str.strip, lines)):
        yield _Cut(part, title, begin, tuple(lines))


def _clause(cut: _Cut, document: str, path: Path, loaded: Loaded[StepDocumentFile]) -> Clause:
    front = loaded.value
    first = cut.line + 1 if cut.title else cut.line
    lines, when, root = list(cut.lines), {}, loaded.root
    at = next((at for at, line in enumerate(lines) if line.strip()), 0)
    condition = _WHEN.match(lines[at]) if lines else None
    if condition:
        held = load(path, _Condition, text=condition.group(1), first_line=first + at)
        when, root = held.value.when, held.root
        lines[at] = ""
    text = "\n".join(lines)
    used = {p.name for p in pieces(text, set(front.blanks)) if isinstance(p, BlankName)}
    made = ClauseFile(
        title=cut.title,
        version=front.version,
        status=front.status,
        summary=f"{front.title}: {cut.title or 'the opening'}.",
        when=when,
        blanks={name: blank for name, blank in front.blanks.items() if name in used},
        guidance=front.summary,
        sources=front.sources,
    )
    slug = _NOT_IN_IDS.sub("-", cut.title.lower()).strip("-") or OPENING
    if not cut.title and cut.part:
        slug = _NOT_IN_IDS.sub("-", f"{OPENING}-{cut.part.lower()}").strip("-")
    name = f"{document}/{slug}"
    return Clause(name, str(path), Loaded(made, loaded.path, root), text, first, document=document)


@record
class _Condition:
    """The comment under a heading."""

    when: dict[str, Any]

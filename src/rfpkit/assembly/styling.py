"""How the documents of a plan look: the numbering scheme and the house style that are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rfpkit.document.schemes import Scheme
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Library
from rfpkit.library.model import Template
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded, did_you_mean

_LETTER = "-letter"


def scheme_of(spec: Spec, library: Library, name: str = "") -> Scheme:
    """The numbering scheme of that name, without one the spec's.

    Raises ``InputError`` where the library has no such scheme.
    """
    wanted = name or spec.style.numbering
    if wanted not in library.schemes:
        raise InputError(Fault("numbering", 0, 0, _no_scheme(wanted, library)))
    return library.schemes[wanted]


def house_of(spec: Loaded[Spec], template: Template, library: Library) -> str:
    """The file of the house style that the spec chooses, without a choice the template's.

    Letters and forms take the one beside it that has no cover (``formats/houses.py``).
    """
    chosen = spec.value.style.house
    if _is_file(chosen):
        return str(Path(spec.path).parent / chosen)
    name = chosen or template.house
    if not template.numbered and f"{name}{_LETTER}" in library.houses:
        name = f"{name}{_LETTER}"
    return str(library.houses.get(name, Path(f"{name}.docx")))


def faults(spec: Loaded[Spec], library: Library) -> Iterator[Fault]:
    """What is wrong with the choices of the spec, each at its place."""
    style = spec.value.style
    if style.numbering not in library.schemes:
        place = spec.place("style", "numbering")
        yield Fault(spec.path, *place, _no_scheme(style.numbering, library))
    place = spec.place("style", "house")
    if _is_file(style.house):
        file = Path(spec.path).parent / style.house
        if not file.is_file():
            message = f"there is no file {file}; the path begins where the spec is"
            yield Fault(spec.path, *place, message)
    elif style.house and style.house not in library.houses:
        guess = did_you_mean(style.house, library.houses)
        known = ", ".join(name for name in library.houses if not name.endswith(_LETTER))
        message = f"“{style.house}” is no house style{guess}; there is {known}, or name a .docx"
        yield Fault(spec.path, *place, f"{message} of your own")


def _is_file(house: str) -> bool:
    return house.lower().endswith(".docx")


def _no_scheme(name: str, library: Library) -> str:
    known = ", ".join(library.schemes)
    guess = did_you_mean(name, library.schemes)
    return f"“{name}” is no numbering scheme{guess}; there is {known}"

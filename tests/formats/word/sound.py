"""What every test that writes a .docx can ask of it."""

from __future__ import annotations

from collections import Counter

from rfpkit.formats.word.soundness import faults_of_package


def faults(data: bytes) -> list[str]:
    """What is wrong with a Word file, as lines; an empty list where it is sound."""
    return [str(flaw) for flaw in faults_of_package(data)]


def new_faults(made: bytes, *given: bytes) -> list[str]:
    """What is wrong with a file that was made from others, and with none of them.

    The paths of elements shift, so that part and fault count alone.
    """
    known: Counter[tuple[str, str]] = Counter()
    for data in given:
        known += Counter((flaw.part, flaw.message) for flaw in faults_of_package(data))
    found = []
    for flaw in faults_of_package(made):
        known[flaw.part, flaw.message] -= 1
        if known[flaw.part, flaw.message] < 0:
            found.append(str(flaw))
    return found

"""What every test that writes a .docx can ask of it."""

from __future__ import annotations

from rfpkit.formats.word.soundness import faults_of_package, new_flaws


def faults(data: bytes) -> list[str]:
    """What is wrong with a Word file, as lines; an empty list where it is sound."""
    return [str(flaw) for flaw in faults_of_package(data)]


def new_faults(made: bytes, *given: bytes) -> list[str]:
    """What is wrong with a file that was made from others, and with none of them, as lines."""
    return [str(flaw) for flaw in new_flaws(made, *given)]

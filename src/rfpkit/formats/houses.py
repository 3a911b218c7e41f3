"""The house styles: the Word files whose look the documents take on."""

from __future__ import annotations

from pathlib import Path

from rfpkit.content import data_folder
from rfpkit.errors import Fault, InputError
from rfpkit.yamlfile import did_you_mean

LETTER = "-letter"
"""What the name of a house style ends in that has neither a cover nor a contents list."""


def names() -> list[str]:
    """The house styles that come with rfpkit, without those for letters that belong to them."""
    found = (data_folder("templates") / "house").glob("*.docx")
    return sorted(path.stem for path in found if not path.stem.endswith(LETTER))


def for_letters(house: Path) -> Path:
    """The house style beside this one for letters and forms, where there is one, else this one."""
    beside = house.with_name(f"{house.stem}{LETTER}{house.suffix}")
    return beside if beside.is_file() else house


def house(given: str) -> Path:
    """The file of a house style: one that comes with rfpkit by its name, or a .docx of one's own.

    Raises ``InputError`` where there is neither.
    """
    if given.lower().endswith(".docx"):
        if not Path(given).is_file():
            raise InputError(Fault(given, 0, 0, "there is no such file"))
        return Path(given)
    if given not in names():
        known = ", ".join(names())
        guess = did_you_mean(given, names())
        message = f"there is no “{given}”{guess}; there is {known}, or name a .docx of your own"
        raise InputError(Fault("house style", 0, 0, message))
    return data_folder("templates") / "house" / f"{given}.docx"

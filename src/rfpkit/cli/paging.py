"""The files of a build in one format; in Word with page numbers, where LibreOffice finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from rfpkit.content import data_folder
from rfpkit.document.model import Document
from rfpkit.errors import UnreadableError
from rfpkit.formats import rendered

page_numbers_option = click.option(
    "--page-numbers/--no-page-numbers", default=True,
    help="Whether the contents lists of Word files have page numbers. LibreOffice works them out "
    "where it is installed; without them it is quicker, and the same bytes everywhere.",
)  # fmt: skip

Paper = tuple[Document, Path]
"""A document and its house style."""


def all_rendered(papers: Sequence[Paper], ending: str, *, page_numbers: bool) -> list[bytes]:
    """The bytes of each document in one format.

    Contents lists of Word files have ``page_numbers`` where LibreOffice is installed. When it fails
    they have none, and a warning says so. Raises ``InputError`` where a house style of the user's
    own would make a damaged file.
    """
    if ending == "docx" and page_numbers:
        numbered = with_numbers(lambda: [_written(paper, paged=True) for paper in papers])
        if numbered:
            return numbered
    if ending == "docx":
        return [_written(paper) for paper in papers]
    return [rendered(document, ending, house) for document, house in papers]


def _written(paper: Paper, *, paged: bool = False) -> bytes:
    document, house = paper
    data = rendered(document, "docx", house, paged=paged)
    if not house.is_relative_to(data_folder("templates")):
        from rfpkit.formats.word.fitting import refuse_damaged

        refuse_damaged(house, data)
    return data


def with_numbers(make: Callable[[], Sequence[bytes]]) -> list[bytes]:
    """The Word files that ``make`` writes with room for page numbers, with the numbers in it.

    None where LibreOffice is not installed or fails; a failure is told.
    """
    from rfpkit.cli.kept import cache_folder
    from rfpkit.filecache import FileCache
    from rfpkit.formats.word.pages import find_office, with_page_numbers

    office = find_office()
    if office is None:
        return []
    files = make()
    try:
        return list(with_page_numbers(files, office, FileCache(cache_folder() / "pages")))
    except UnreadableError as error:
        reason = "; ".join(fault.message for fault in error.faults)
        click.echo(f"no page numbers in the contents lists: LibreOffice {reason}", err=True)
        return []

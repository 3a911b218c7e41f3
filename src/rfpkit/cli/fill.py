"""``rfpkit fill``: a Word template of one's own, filled with what a spec says."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.paging import page_numbers_option, with_numbers
from rfpkit.cli.projects import plan_of
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole


@click.command(
    epilog="Example: rfpkit fill letter.docx spec.yml -o letter-filled.docx --document rfp",
)
@click.argument("template", type=click.Path(path_type=Path), metavar="TEMPLATE.docx")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
    metavar="FILE", help="The .docx to write.",
)  # fmt: skip
@click.option(
    "--document", default="", metavar="NAME",
    help="The document whose text goes where {{p clauses }} stands: rfp, contract.",
)  # fmt: skip
@page_numbers_option
@click.option("--final", is_flag=True, help="No draft mark; refuse while a blank is open.")
def command(
    template: Path, spec: Path, output: Path, document: str, page_numbers: bool, final: bool
) -> None:
    """Fill TEMPLATE.docx, a letter, form or cover of your own, with what SPEC says.

    Its tags are those of docxtpl:

    \b
      {{ project.title }}           a field, by its path in SPEC
      {%p if supplier %}            in a paragraph of its own, up to {%p endif %}:
                                    only where SPEC says so
      {%tr for m in modules %}      in a table row of its own, up to {%tr endfor %}:
                                    the rows between, once for each
      {{p clauses }}                alone in its paragraph: the text of a document,
                                    in the styles of TEMPLATE, with live numbers
    """  # noqa: D301 - click reads the sign
    if output.suffix.lower() != ".docx":
        raise InputError(Fault(str(output), 0, 0, "is to be a Word file; name it ….docx"))
    if output.resolve() == template.resolve():
        message = "would overwrite the template; give the output another name"
        raise InputError(Fault(str(output), 0, 0, message))
    from rfpkit.formats.word.filling import fill
    from rfpkit.formats.word.template import has_place

    made = plan_of(spec)
    files: list[bytes] = []
    if page_numbers and has_place(template):
        files = with_numbers(lambda: [fill(template, made, document, final=final, paged=True)])
    write_whole(output, files[0] if files else fill(template, made, document, final=final))
    click.echo(f"wrote {output}")

"""How the documents of a spec look."""

from __future__ import annotations

from rfpkit.spec.vocabulary import Text
from rfpkit.yamlfile import record


@record
class Style:
    """How the documents look: their house style, and how they are numbered."""

    house: str = ""
    """The house style of the Word files: the name of one that comes with rfpkit, or a .docx of
    your own, its path beginning where this file is. Left out, the template's."""
    numbering: Text = "legal"
    """How clauses are numbered: legal (1.1(a)), decimal (1.1.1), outline (I.A.1), or another
    scheme of ``templates/numbering.yml``."""

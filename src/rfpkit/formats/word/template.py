"""The one door to docxtpl: fills the tags of a Word file with values, and nothing more.

A house style is a file that somebody else may have made, and the values come from a spec: so the
tags run in a sandbox, values are escaped, and every tag must be known before anything is filled.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rfpkit.errors import Fault, InputError
from rfpkit.formats.word.package import open_package

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_TAG = re.compile(r"\{[{%].*?[%}]\}")
# Characters that XML forbids, and those that docxtpl takes for paragraph and page breaks.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_render(path: Path, values: Mapping[str, str]) -> bytes:
    """The bytes of the Word file at ``path`` with its tags filled; values come out literally.

    Raises ``InputError`` for tags that no value answers, tags that are not well formed or do what
    they must not, and results that are no sound XML.
    """
    import jinja2
    from jinja2.exceptions import SecurityError

    if not path.is_file():
        raise _fault(path, "there is no such house style; look in templates/house")
    open_package(path)
    environment = _environment()
    clean = {name: _CONTROL.sub("", text) for name, text in values.items()}
    try:
        data = _rendered(path, clean, environment)
    except SecurityError as error:
        raise _fault(path, f"a tag tries to do what no tag may: {error}") from None
    except jinja2.TemplateSyntaxError as error:
        raise _fault(path, f"a tag is not well formed: {error.message}{_near(error)}") from None
    except jinja2.UndefinedError as error:
        raise _fault(path, f"a tag asks for what is not there: {error.message}") from None
    except jinja2.TemplateError as error:
        raise _fault(path, f"a tag cannot be filled: {error}{_near(error)}") from None
    except (TypeError, ValueError, OverflowError, ArithmeticError, LookupError) as error:
        raise _fault(path, f"a tag cannot be worked out: {error}") from None
    _check_xml(path, data)
    return data


def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _rendered(
    path: Path, values: dict[str, str], environment: ImmutableSandboxedEnvironment
) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import TemplateSyntaxError

    template: Any = DocxTemplate(str(path))
    try:
        asked = template.get_undeclared_template_variables(jinja_env=environment)
    except TemplateSyntaxError:
        # Rendering fails likewise, but says near which text.
        asked = set()
    unknown = sorted(asked - values.keys())
    if unknown:
        known = ", ".join(sorted(values))
        raise InputError(
            *(
                Fault(str(path), 0, 0, f"the tag {{{{ {name} }}}} is not known; known are: {known}")
                for name in unknown
            )
        )
    template.render(values, environment)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _near(error: Exception) -> str:
    """The tags that stand near the fault, as docxtpl tells."""
    lines = " ".join(getattr(error, "docx_context", ()))
    tags = _TAG.findall(lines)
    text = " ".join(tags) if tags else re.sub(r"\s+", " ", lines).strip()
    return f", near “{text[:120]}”" if text else ""


def _check_xml(path: Path, data: bytes) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                etree.fromstring(archive.read(name), parser)
            except etree.XMLSyntaxError as error:
                raise _fault(path, f"its tags leave {name} no sound XML: {error}") from None


def _fault(path: Path, message: str) -> InputError:
    return InputError(Fault(str(path), 0, 0, message))

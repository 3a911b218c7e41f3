"""Unsafe and broken .odt files are refused in plain words, before anything is parsed."""

from __future__ import annotations

import contextlib
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rfpkit.errors import UnreadableError
from rfpkit.formats import read
from rfpkit.formats.odt.names import SPACES

ENCRYPTED = (
    f'<manifest:manifest xmlns:manifest="{SPACES["manifest"]}"><manifest:file-entry>'
    "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)
TEXT = "<text:p>Words.</text:p>"


def refused(path: Path, match: str) -> None:
    with pytest.raises(UnreadableError, match=match) as caught:
        read(path)
    (fault,) = caught.value.faults
    assert fault.path == str(path)


def attempt(path: Path) -> None:
    """Read a damaged file: a document or a plain refusal, never another error."""
    with contextlib.suppress(UnreadableError):
        read(path)


def test_what_is_no_zip(tmp_path):
    path = tmp_path / "a.odt"
    path.write_bytes(b"Dear Sir or Madam")
    refused(path, "not an OpenDocument file, or a damaged one")


def test_old_files_under_another_name(tmp_path):
    path = tmp_path / "a.odt"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    refused(path, r"save it as \.odt")


def test_zips_that_hold_no_text(tmp_path, odt):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", b"x")
    refused(path, "no OpenDocument text")
    sheet = f'<office:document-content xmlns:office="{SPACES["office"]}"/>'
    refused(odt(more={"content.xml": sheet}), "no text; save it as .odt")


def test_passwords(odt):
    refused(odt(TEXT, more={"META-INF/manifest.xml": ENCRYPTED}), "password-protected")


def test_doctypes(odt):
    bomb = '<!DOCTYPE x [<!ENTITY e "boo">]><x>&e;</x>'
    refused(odt(more={"content.xml": bomb}), "DOCTYPE, which an OpenDocument file never has")


def test_bombs_and_unsafe_names(odt):
    refused(odt(TEXT, more={"Pictures/a.xml": "0" * 2_000_000}), "200 times its size")
    refused(odt(TEXT, more={"../a.xml": "x"}), "unsafe name")


def test_broken_xml(odt):
    refused(odt("<text:p>"), r"content\.xml is not sound XML .*LibreOffice")


@pytest.mark.parametrize(
    "wrap", ["text:section", "text:list><text:list-item", "text:span", "draw:g", "draw:text-box"]
)
@pytest.mark.parametrize("depth", [60, 110, 240, 5000])
def test_deep_nesting(odt, wrap, depth):
    shut = "".join(f"</{tag}>" for tag in reversed(wrap.split("><")))
    inner = f"<{wrap}>" * depth + TEXT + shut * depth
    attempt(odt(f"<text:p>{inner}</text:p>"))
    attempt(odt(inner))


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    swaps=st.lists(
        st.tuples(
            st.integers(0, 200),
            st.sampled_from(
                ["", "<text:p/>", "-1", "99999999999", "x", "<!--", '"', "text:h", "²"]
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_strange_parts_give_no_traceback(odt, swaps):
    body = (
        '<text:list text:style-name="L" xml:id="a"><text:list-item text:start-value="3">'
        '<text:h text:outline-level="2">Head</text:h></text:list-item></text:list>'
        '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>x<text:s text:c="2"/></text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    automatic = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" text:display-levels="1" text:start-value="2"/></text:list-style>'
    )
    pieces = re.split(r'(<[^>]*>|"[^"]*")', automatic + "|" + body)
    for at, text in swaps:
        pieces[at % len(pieces)] = text
    automatic, _, body = "".join(pieces).partition("|")
    attempt(odt(body, automatic))

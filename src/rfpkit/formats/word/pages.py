"""The pages that the entries of contents lists stand on, found by one run of LibreOffice.

A page number is known once pages are laid out, which Word does when it opens a file and rfpkit
never. LibreOffice works out page references that stand outside a contents list whenever it loads a
file and saves it as Word, so copies of the files get such a reference for each entry, on a page
after the last one, and are thrown away when the answers are read.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lxml import etree

from rfpkit.errors import Fault, UnreadableError
from rfpkit.filecache import FileCache, digest
from rfpkit.formats.word.markup import END_FIELD, begin_field, run
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.zipped import pack, unpack

PageNumbers = dict[str, str]
"""The page of each entry, as the page itself shows it, by the entry's bookmark."""

_SECONDS = 120
_MOST_RUNS = 3
_LONG = 50  # letters; a shorter line has room for any number
_DOCUMENT = "word/document.xml"
_NUMBER = re.compile(rb'(PAGEREF (_Toc\d+) (?:(?!</w:t>).){0,300}?<w:t xml:space="preserve">)(\w+)')
_ENTRY = re.compile(rb'<w:hyperlink w:anchor="(_Toc\d+)"[^>]*>(.*?)<w:fldChar')
_TAG = re.compile(rb"<[^>]*>")
_ANSWERED = re.compile(r'\s*PAGEREF\s+"?(_Toc\d+)')
_UNKNOWN = "?"
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


def find_office() -> Path | None:
    """The program that LibreOffice runs as, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return next((Path(one) for one in (found, *_PLACES) if one and Path(one).is_file()), None)


def with_page_numbers(
    files: Sequence[bytes], office: Path, cache: FileCache | None = None
) -> tuple[bytes, ...]:
    """The files, written ``paged``, with the page of each entry in their contents lists.

    All go through one run of ``office``, those whose page numbers the ``cache`` holds through none.
    Raises ``UnreadableError`` when LibreOffice fails or takes more than two minutes.
    """
    keys = [f"pages-{digest([data, _version(office)])}" for data in files]
    known: dict[str, PageNumbers] = {}
    for key, data in zip(keys, files, strict=True):
        if not _NUMBER.search(unpack(data)[_DOCUMENT]):
            known[key] = {}
        elif cache is not None and (kept := _kept(cache.get(key))):
            known[key] = kept
    fresh = {key: data for key, data in zip(keys, files, strict=True) if key not in known}
    for key, numbers in zip(fresh, _settled(list(fresh.values()), office), strict=True):
        known[key] = numbers
        if cache is not None:
            cache.put(key, numbers)
    return tuple(_filled(data, known[key]) for key, data in zip(keys, files, strict=True))


def _version(office: Path) -> str:
    """What tells one installation of LibreOffice from the next."""
    program = office.resolve()
    return f"{program} {program.stat().st_mtime_ns}"


def _kept(value: object) -> PageNumbers | None:
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return value
    return None  # nothing, or somebody has changed the file


def _settled(files: Sequence[bytes], office: Path) -> list[PageNumbers]:
    """The page numbers, found anew where they may make a contents list longer or shorter."""
    found = _laid_out(files, office)
    for _ in range(_MOST_RUNS - 1):
        filled = [_filled(data, numbers) for data, numbers in zip(files, found, strict=True)]
        again = [at for at, data in enumerate(files) if _wraps(data, found[at])]
        if not again:
            break
        files = filled
        for at, numbers in zip(again, _laid_out([files[at] for at in again], office), strict=True):
            found[at] = numbers
    return found


def _wraps(data: bytes, numbers: PageNumbers) -> bool:
    """Whether a line of the lists may need more or less room once its number has more digits."""
    body = unpack(data)[_DOCUMENT]
    shown = {match[2].decode(): match[3].decode() for match in _NUMBER.finditer(body)}
    for match in _ENTRY.finditer(body):
        name, words = match[1].decode(), _TAG.sub(b"", match[2]).decode()
        if len(words) > _LONG and len(shown[name]) != len(numbers[name]):
            return True
    return False


def _filled(data: bytes, numbers: PageNumbers) -> bytes:
    """The file with the page numbers in its lists."""
    parts = unpack(data)
    parts[_DOCUMENT] = _NUMBER.sub(
        lambda match: match[1] + numbers[match[2].decode()].encode(), parts[_DOCUMENT]
    )
    return pack(parts)


def _laid_out(files: Sequence[bytes], office: Path) -> list[PageNumbers]:
    if not files:
        return []
    # A profile of its own: the user's is locked while LibreOffice is open.
    with tempfile.TemporaryDirectory(prefix="rfpkit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        asked = [folder / f"{at}.docx" for at in range(len(files))]
        for path, data in zip(asked, files, strict=True):
            path.write_bytes(_with_questions(data))
        _convert(asked, folder / "out", folder / "profile", office)
        return [_answers(folder / "out" / path.name) for path in asked]


def _with_questions(data: bytes) -> bytes:
    """The file with a last page that asks for the page of every entry."""
    parts = unpack(data)
    body = parts[_DOCUMENT]
    names = dict.fromkeys(match[2].decode() for match in _NUMBER.finditer(body))
    questions = (begin_field(rf"PAGEREF {name} \h") + run(_UNKNOWN) for name in names)
    asked = "".join(f"{question}{END_FIELD}{run(' ')}" for question in questions)
    page = f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{asked}</w:p>"
    end = body.rindex(b"<w:sectPr")
    parts[_DOCUMENT] = body[:end] + page.encode() + body[end:]
    return pack(parts)


def _convert(paths: Sequence[Path], out: Path, profile: Path, office: Path) -> None:
    """Have LibreOffice load the files and save them anew."""
    command = [
        str(office), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *map(str, paths),
    ]  # fmt: skip
    try:
        child = subprocess.Popen(  # noqa: S603 - the program that the caller found, our own files
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _fault(f"cannot be started: {error.strerror}") from None
    try:
        child.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise _fault(f"took more than {_SECONDS} seconds") from None
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave nothing running: LibreOffice starts as a script that starts the program."""
    if child.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
        child.wait()


def _answers(path: Path) -> PageNumbers:
    """The results of the page references of a file, the last of each counting."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read(_DOCUMENT))
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise _fault("could not lay out the pages") from None
    numbers: dict[str, str] = {}
    name = ""
    for node in root.iter(w("fldChar"), w("instrText"), w("t")):
        kind = node.get(w("fldCharType"))
        if node.tag == w("instrText"):
            found = _ANSWERED.match(node.text or "")
            name = found[1] if found else name
            if found:
                numbers[name] = ""
        elif kind == "end":
            name = ""
        elif node.tag == w("t") and name:
            numbers[name] += node.text or ""
    if not numbers or not all(text.isalnum() for text in numbers.values()):
        raise _fault("did not work out the page numbers")
    return numbers


def _fault(message: str) -> UnreadableError:
    return UnreadableError(Fault("LibreOffice", 0, 0, message))

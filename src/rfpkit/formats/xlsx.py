"""Score sheets as .xlsx: the one door to openpyxl, which is imported when a sheet is met.

A file has a first sheet with the rules and the criteria, one sheet for each bid, and a hidden one
that says whose it is and which criteria it was made from. All but the cells to fill is protected
against slips; there is no password, because a member may look at everything.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rfpkit.errors import Fault, InputError, UnreadableError
from rfpkit.formats.files import read_bytes
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.process.evaluation.sheets import FilledCell, FilledSheet, ScoreSheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_KEY = "rfpkit"
"""The hidden sheet."""
_KIND = "rfpkit score sheet 1"
_DATE_CELL = "B6"
_FIRST_ROW = 6
"""The first criterion of a bid's sheet."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MOST_BYTES = 60 * 1024 * 1024
_DARK, _PALE, _FILL = "1F3864", "EEF2F8", "FFF7DB"


def write_sheet(sheet: ScoreSheet) -> bytes:
    """The score sheet of a member; the same bytes for the same sheet."""
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    book.remove(book.worksheets[0])
    _rules(book.create_sheet("Rules"), sheet)
    names = _sheet_names(sheet)
    for (_, name), title in zip(sheet.bidders, names, strict=True):
        _bid(book.create_sheet(title), sheet, name)
    _key(book, sheet, names)
    book.security = WorkbookProtection(lockStructure=True)
    made = dt.datetime.combine(sheet.date, dt.time())
    book.properties.creator = "rfpkit"
    book.properties.title = f"Score sheet of {sheet.name}"
    book.properties.created = made
    out = io.BytesIO()
    book.save(out)
    parts = unpack(out.getvalue())
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>" + f"{made.isoformat()}Z".encode(), parts[core])
    return pack(parts)


def _sheet_names(sheet: ScoreSheet) -> list[str]:
    """A name for the sheet of each bid: its number and what Excel allows of its name."""
    return [
        f"{n} {_NOT_IN_NAMES.sub(' ', name)}"[:31].strip()
        for n, (_, name) in enumerate(sheet.bidders, start=1)
    ]


def _put(page: Worksheet, place: str, text: str, *, look: str = "") -> None:
    """Words in a cell, never a formula, in one of the looks of a sheet."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = page[place]
    cell.value = _printable(text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if look == "title":
        cell.font = Font(bold=True, size=14, color=_DARK)
        cell.alignment = Alignment(vertical="top")
    elif look == "head":
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_DARK)
    elif look == "label":
        cell.font = Font(bold=True)


def _printable(text: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return "".join(one for one in text if one >= " " or one in "\n\t")


def _open(page: Worksheet, place: str) -> None:
    """A cell to fill: not protected, and seen to be so."""
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    side = Side(style="thin", color="808080")
    cell = page[place]
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor=_FILL)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _protect(page: Worksheet, widths: dict[str, float]) -> None:
    page.protection.sheet = True
    page.protection.formatRows = False
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for column, width in widths.items():
        page.column_dimensions[column].width = width


def _rules(page: Worksheet, sheet: ScoreSheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    _put(page, "A1", f"Score sheet: {sheet.title}", look="title")
    for row, (label, text) in enumerate(
        (("Buyer", sheet.buyer), ("Member", sheet.name), ("Seat", sheet.seat)), start=2
    ):
        _put(page, f"A{row}", label, look="label")
        _put(page, f"B{row}", text)
    _put(page, "A6", "Day of scoring", look="label")
    _open(page, _DATE_CELL)
    page[_DATE_CELL].number_format = "yyyy-mm-dd"
    valid = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    valid.error, valid.errorTitle, valid.showErrorMessage = "Fill in a date.", "Date", True
    page.add_data_validation(valid)
    valid.add(_DATE_CELL)
    top = sheet.scale_max
    rules = (
        "Score alone. Do not talk about a bid with anybody until all members have scored.",
        f"Give each bid a whole number from 0 to {top} for each criterion, by the measure.",
        "A result between two scores counts as the lower one.",
        "Write for each score what in the bid it rests on. Bidders get these reasons.",
        "Score only what the bid shows as evidence, and nothing that you know from elsewhere.",
    )
    for row, rule in enumerate(rules, start=8):
        _put(page, f"A{row}", f"{row - 7}.", look="label")
        _put(page, f"B{row}", rule)
    start = 8 + len(rules) + 1
    for column, head in zip(
        "ABCD", ("No.", "Criterion", "How points are given", "Weight"), strict=True
    ):
        _put(page, f"{column}{start}", head, look="head")
    for row, (number, criterion) in enumerate(sheet.criteria, start=start + 1):
        _put(page, f"A{row}", number, look="label")
        _put(page, f"B{row}", criterion.text)
        _put(page, f"C{row}", criterion.measure)
        _put(page, f"D{row}", f"{criterion.weight:f}%")
    _protect(page, {"A": 16, "B": 62, "C": 52, "D": 10})


def _bid(page: Worksheet, sheet: ScoreSheet, name: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    top = sheet.scale_max
    _put(page, "A1", name, look="title")
    _put(page, "A2", f"Scores of {sheet.name}. Fill the pale cells only.")
    heads = ("No.", "Criterion, and how points are given", "Weight", f"Score 0–{top}", "Reason")
    for column, head in zip("ABCDE", heads, strict=True):
        _put(page, f"{column}{_FIRST_ROW - 1}", head, look="head")
    score = DataValidation(
        type="whole", operator="between", formula1="0", formula2=str(top), allow_blank=True
    )
    score.error = f"Give a whole number from 0 to {top}."
    score.errorTitle, score.showErrorMessage = "Score", True
    page.add_data_validation(score)
    for row, (number, criterion) in enumerate(sheet.criteria, start=_FIRST_ROW):
        _put(page, f"A{row}", number, look="label")
        _put(page, f"B{row}", f"{criterion.text}\n{criterion.measure}".strip())
        _put(page, f"C{row}", f"{criterion.weight:f}%")
        _open(page, f"D{row}")
        _open(page, f"E{row}")
        page[f"E{row}"].number_format = "@"
        score.add(f"D{row}")
    page.freeze_panes = f"A{_FIRST_ROW}"
    _protect(page, {"A": 6, "B": 64, "C": 9, "D": 11, "E": 62})


def _key(book: Workbook, sheet: ScoreSheet, names: list[str]) -> None:
    page = book.create_sheet(_KEY)
    page.sheet_state = "veryHidden"
    for row, text in enumerate((_KIND, sheet.member, sheet.fingerprint), start=1):
        _put(page, f"A{row}", text)
    for row, ((bidder, _), title) in enumerate(zip(sheet.bidders, names, strict=True), start=4):
        _put(page, f"A{row}", title)
        _put(page, f"B{row}", bidder)
    for row, (_, criterion) in enumerate(sheet.criteria, start=4):
        _put(page, f"C{row}", criterion.id)
    page.protection.sheet = True


def read_sheet(path: Path) -> FilledSheet:
    """A filled score sheet. Raises ``UnreadableError`` where the file is no workbook, and
    ``InputError`` where it is none of ours or holds formulas."""
    book = _opened(path)
    if _KEY not in book.sheetnames or book[_KEY]["A1"].value != _KIND:
        message = "is no score sheet that “rfpkit evaluate --sheets” wrote"
        raise InputError(Fault(str(path), 0, 0, message))
    key = book[_KEY]
    rows = list(key.iter_rows(min_row=4, max_col=3, values_only=True))
    criteria = [str(criterion) for _, _, criterion in rows if criterion]
    bids = [(str(title), str(bidder)) for title, bidder, _ in rows if title and bidder]
    gone = [title for title, _ in bids if title not in book.sheetnames]
    faults = [Fault(str(path), 0, 0, f"the sheet “{one}” is gone; fill a new file") for one in gone]
    if "Rules" not in book.sheetnames:
        faults.append(Fault(str(path), 0, 0, "the sheet “Rules” is gone; fill a new file"))
    if faults:
        raise InputError(*faults)
    cells = tuple(
        FilledCell(
            bidder=bidder,
            criterion=criterion,
            place=f"{title}, D{row}",
            score=_value(book[title], f"D{row}", path, faults),
            reason=_value(book[title], f"E{row}", path, faults),
            reason_place=f"{title}, E{row}",
        )
        for title, bidder in bids
        for row, criterion in enumerate(criteria, start=_FIRST_ROW)
    )
    date = _value(book["Rules"], _DATE_CELL, path, faults)
    if faults:
        raise InputError(*faults)
    member, line = str(key["A2"].value), str(key["A3"].value)
    return FilledSheet(str(path), member, line, date, f"Rules, {_DATE_CELL}", cells)


def _value(page: Worksheet, place: str, path: Path, faults: list[Fault]) -> object:
    cell: Any = page[place]
    if cell.data_type == "f":
        message = f"{page.title}, {place}: there is a formula; type the value itself"
        faults.append(Fault(str(path), 0, 0, message))
    return cell.value


def _opened(path: Path) -> Workbook:
    from openpyxl import load_workbook

    data = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise UnreadableError(Fault(str(path), 0, 0, "unpacks to more than 60 MB"))
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name):
                    raise UnreadableError(Fault(str(path), 0, 0, "has a document type inside"))
        return load_workbook(io.BytesIO(data))
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        message = (
            f"is no Excel workbook that can be read ({type(error).__name__}); save it as .xlsx"
        )
        raise UnreadableError(Fault(str(path), 0, 0, message)) from None

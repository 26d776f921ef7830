"""XLSX workbooks: their sheets as text, so that both kinds of file go one way from here on."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from mizalla.read.broken_cells import broken_cells, last_row_of_far
from mizalla.read.faults import Faults
from mizalla.read.grid import Grid
from mizalla.read.unseen import unseen
from mizalla.read.xlsx_parts import hidden_sheets, sheet_parts, unpacked

MOST_BYTES = 256 << 20
"""Most that a workbook may unpack to: a table of 100,000 rows takes a fifth of it."""
_OLD = b"\xd0\xcf\x11\xe0"
"""How files begin that are of the old form, or encrypted."""


def _text(cell: object) -> str:
    """Write the text that the same cell would have in a CSV file with ISO dates."""
    if isinstance(cell, str):
        return cell if cell.isascii() else unicodedata.normalize("NFC", cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        hours, seconds = divmod(int(cell.total_seconds()), 3600)
        return f"{hours:02d}:{seconds // 60:02d}"
    return str(cell)


def _grid(file: str, name: str, cells: Iterable[list[Any]]) -> Grid:
    grid = Grid(file, name)
    for number, row in enumerate(cells, 1):
        if row.count("") == len(row):
            continue
        texts = [_text(cell) for cell in row]
        if any(texts) and not "".join(texts).isspace():
            grid.numbers.append(number)
            grid.rows.append(texts)
    return grid


def _read_sheet(book: CalamineWorkbook, name: str, shown: str, faults: Faults) -> Grid:
    try:
        return _grid(shown, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (ValueError, OverflowError) as error:
        problem = f"A cell holds a date or time that no calendar has ({error})."
        faults.add(shown, problem, "Look for cells shown as ####.", sheet=name)
        return Grid(shown, name, whole=False)


def read_workbook(
    data: bytes, shown: str, faults: Faults, aside: Collection[str] = ()
) -> list[Grid]:
    """Sheets of a workbook, in its order.

    Parameters
    ----------
    data
        The whole file.
    shown
        Its name for messages.
    faults
        Where a workbook that can't be opened is written down.
    aside
        Sheets that say nothing and are not read, by name in small letters.
    """

    def is_aside(name: str) -> bool:
        return name.strip().casefold() in aside

    if unpacked(data) > MOST_BYTES:
        problem = f"The workbook unpacks to more than {MOST_BYTES >> 20} MB."
        faults.add(shown, problem, "Copy its tables into a new workbook.")
        return []
    parts = sheet_parts(data, is_aside)
    far = {name: row for name, xml in parts.items() if (row := last_row_of_far(xml)) is not None}
    for name, row in far.items():
        problem = f"The sheet reaches to row {row:,} and far to the right: more than can be read."
        faults.add(shown, problem, "Delete the cells far below or beside the table.", sheet=name)
    if far:
        return []
    try:
        with CalamineWorkbook.from_object(BytesIO(data)) as book:
            there = book.sheet_names
            grids = [_read_sheet(book, n, shown, faults) for n in there if not is_aside(n)]
    except PasswordError:
        faults.add(shown, "The workbook is locked by a password.", "Save it without a password.")
        return []
    except (CalamineError, OSError) as error:
        faults.add(shown, *_not_a_workbook(data, str(error)))
        return []
    if not there:
        faults.add(shown, *_not_a_workbook(data, "it holds no sheet"))
    hidden = hidden_sheets(data)
    for grid in grids:
        xml = parts.get(str(grid.sheet), "")
        grid.broken = {(cell.row, cell.column): cell.what for cell in broken_cells(xml)}
        grid.unseen = unseen(xml, hidden=str(grid.sheet) in hidden)
    return grids


def _not_a_workbook(data: bytes, error: str) -> tuple[str, str]:
    mend = "Open it in a spreadsheet and save it as “Excel workbook (.xlsx)”"
    start = data[:200].lstrip().lower()
    if not data:
        return "The workbook is empty: it has no bytes.", f"{mend}."
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "It is a web page or XML named .xlsx, not a workbook.", f"{mend}."
    if data.startswith(_OLD):
        what = "The workbook is of the old form (.xls), or locked by a password."
        return what, f"{mend}, without a password."
    if not data.startswith(b"PK") and b"\x00" not in data[:1000]:
        return "It is text named .xlsx, not a workbook.", f"{mend}, or name it .csv."
    return f"The workbook is damaged and can't be opened ({error}).", f"{mend} again."

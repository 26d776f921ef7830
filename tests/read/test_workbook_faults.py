"""Broken workbooks: cells without a value, tables that are there twice, sheets of no table."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mizalla.read import inspect
from mizalla_models.fault import Fault
from tiny import write_folder

HEADING = ["warehouse", "parcel", "quantity", "best_before"]


def look(path: Path, rows: list[list[Any]], sheet: str = "stock", **more: Any) -> tuple[Fault, ...]:
    """Faults of the tiny folder with its stock in a workbook."""
    folder = write_folder(path / "campaign", **({"stock": None} | more))
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = sheet
    for row in rows:
        first.append(row)
    book.save(folder / "tables.xlsx")
    return inspect(folder)[1]


def test_error_cell(tmp_path: Path) -> None:
    """A lot whose expiry is ``#REF!`` would be taken to keep for ever."""
    (fault,) = look(tmp_path, [HEADING, ["W1", "dry", 240, "#REF!"]])
    assert (fault.file, fault.sheet, fault.row, fault.column) == (
        "tables.xlsx",
        "stock",
        2,
        "best_before",
    )
    assert "#REF!" in fault.problem


def test_formula_without_value(tmp_path: Path) -> None:
    """A formula that no spreadsheet has worked out would be taken for an empty cell."""
    (fault,) = look(tmp_path, [HEADING, ["W1", "dry", "=200+40"]])
    assert (fault.row, fault.column) == (2, "quantity")
    assert "formula" in fault.problem


def test_rows_above_the_heading(tmp_path: Path) -> None:
    """Rows would be counted from the heading, not as the spreadsheet shows them."""
    (fault,) = look(tmp_path, [[], [], HEADING, [], ["W1", "dry", -1]])
    assert (fault.row, fault.column) == (5, "quantity")


def test_file_and_sheet(tmp_path: Path) -> None:
    """One of two tables of stock would be taken, by chance."""
    stock = [{"warehouse": "W1", "parcel": "dry", "quantity": 240}]
    (fault,) = look(tmp_path, [HEADING, ["W1", "dry", 240]], stock=stock)
    assert "more than once" in fault.problem
    assert "tables.xlsx" in fault.problem


def test_misnamed_sheet(tmp_path: Path) -> None:
    """A sheet of needs with a letter missing would be left out, and needs be derived."""
    faults = look(tmp_path, [["village", "parcel", "quantity"]], "neds", needs=None)
    assert ("tables.xlsx", "neds") in [(fault.file, fault.sheet) for fault in faults]


def test_other_sheet(tmp_path: Path) -> None:
    """A sheet of notes would stop the run."""
    stock = [{"warehouse": "W1", "parcel": "dry", "quantity": 240}]
    (fault,) = look(tmp_path, [["Ask Mona about the trucks"]], "Remarks", stock=stock)
    assert fault.severity == "warning"


def test_number_for_an_id(tmp_path: Path) -> None:
    """An id that the spreadsheet keeps as the number 12 would be unknown as 12.0."""
    (fault,) = look(tmp_path, [HEADING, [12, "dry", 240]])
    assert "'12'" in fault.problem


def test_time_for_a_day(tmp_path: Path) -> None:
    """A cell with a time of day would be cut to its day without a word."""
    moment = "2027-02-09 10:30"
    (fault,) = look(tmp_path, [HEADING, ["W1", "dry", 240, moment]])
    assert (fault.row, fault.column) == (2, "best_before")
    assert "2027-02-09." in fault.mend


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_part_missing(tmp_path: Path, part: str) -> None:
    """A workbook cut short would end in a traceback."""
    folder = write_folder(tmp_path / "campaign", stock=None)
    book = openpyxl.Workbook()
    book.worksheets[0].title = "stock"
    book.save(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(folder / "stock.xlsx", "w") as cut,
    ):
        for name in whole.namelist():
            if name != part:
                cut.writestr(name, whole.read(name))
    scenario, faults = inspect(folder)
    assert scenario is None
    assert {fault.file for fault in faults} == {"stock.xlsx"}

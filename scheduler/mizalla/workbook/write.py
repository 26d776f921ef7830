"""Writing tables into a workbook that spreadsheets open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mizalla.language import Language
from mizalla.workbook.table import Column, Kind, Table, Value

EASTERN = "[$-2000401]"  # Excel's and LibreOffice's mark for Arabic digits
FORMATS: dict[Kind, str] = {
    "text": "@",
    "code": "@",
    "whole": "#,##0",
    "number": "#,##0.00",
    "money": "#,##0.00",
    "share": "0.0%",
    "gap": "0.000%",
    "day": "yyyy-mm-dd",
}
RIGHT: tuple[Kind, ...] = ("whole", "number", "money", "share", "gap")
READING = {"ltr": 1, "rtl": 2}
WIDEST, NARROWEST = 46, 7
LOOKED_AT = 400  # rows that decide how wide a column is
STYLE = "Table Style Medium 4"
# Colour-blind-safe: from dark violet over teal to yellow, as on the report's map.
COVERAGE = {"min_color": "#8E6BA8", "mid_color": "#7CC5B8", "max_color": "#FDE725"}
LOAD = {"min_color": "#FFFFFF", "mid_color": "#CFE3DF", "max_color": "#3E8E82"}
TITLE_ROWS = 2


@dataclass(frozen=True)
class Book:
    """What a workbook says of itself."""

    title: str
    """Its title."""
    subject: str
    """What it is about."""
    created: datetime
    """When its run was made."""


def write(book: Book, tables: Sequence[Table], language: Language) -> bytes:
    """Write a workbook: a sheet for each table, with filters, frozen heads and formats.

    Texts stay texts, also where a spreadsheet would take them for a formula or an address.

    Parameters
    ----------
    book
        What it says of itself.
    tables
        Its sheets.
    language
        Its reader's: sheets run from right to left where the language does.

    Returns
    -------
    bytes
        An .xlsx file. Equal tables give equal bytes.
    """
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "default_date_format": "yyyy-mm-dd",
    }
    made = xlsxwriter.Workbook(buffer, options)
    made.set_properties(
        {
            "title": book.title,
            "subject": book.subject,
            "author": "Mizalla",
            "created": book.created.replace(tzinfo=None),
        }
    )
    shapes = _Formats(made, language)
    for number, table in enumerate(tables, start=1):
        sheet = made.add_worksheet(_sheet_name(table.title))
        if language.direction == "rtl":
            sheet.right_to_left()
        _fill(sheet, table, shapes, number)
    made.close()
    return buffer.getvalue()


class _Formats:
    """Formats of a workbook, each made once."""

    def __init__(self, made: xlsxwriter.Workbook, language: Language) -> None:
        eastern = language.digits == "eastern"
        self._made = made
        self.title = made.add_format({"bold": True, "font_size": 15, "font_color": "#0B6B60"})
        self.note = made.add_format({"font_color": "#51605C"})
        self.head = made.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B6B60", "valign": "top"}
        )
        self.cells: dict[Kind, Format] = {}
        self.sums: dict[Kind, Format] = {}
        for kind, code in FORMATS.items():
            shape: dict[str, Any] = {"num_format": code, "valign": "top"}
            if eastern and kind not in ("text", "code"):
                shape["num_format"] = EASTERN + code
            if kind in RIGHT:
                shape["align"] = "right"
            if kind == "text":
                shape |= {"text_wrap": True, "reading_order": READING[language.direction]}
            self.cells[kind] = made.add_format(shape)
            self.sums[kind] = made.add_format(shape | {"bold": True, "top": 1})


def _fill(sheet: Worksheet, table: Table, shapes: _Formats, number: int) -> None:
    sheet.write_string(0, 0, table.title, shapes.title)
    if table.note:
        sheet.write_string(1, 0, table.note, shapes.note)
    rows = [tuple(row) for row in table.rows]
    columns = list(table.columns)
    top, last = TITLE_ROWS, TITLE_ROWS + max(len(rows), 1)
    summed = bool(rows) and any(column.summed for column in columns)
    headings = [
        {
            "header": column.title,
            "header_format": shapes.head,
            "format": shapes.cells[column.kind],
            **_total(column, [row[place] for row in rows], summed=summed, first=place == 0),
        }
        for place, column in enumerate(columns)
    ]
    sheet.add_table(
        top,
        0,
        last + summed,
        len(columns) - 1,
        {
            "name": f"T{number}_{table.key}",
            "columns": headings,
            "style": STYLE,
            "total_row": summed,
            "data": [[_plain(value) for value in row] for row in rows],
        },
    )
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column, [row[place] for row in rows[:LOOKED_AT]]))
        if column.kind == "number":
            for line, row in enumerate(rows, start=top + 1):
                value = row[place]
                if isinstance(value, int):  # 150 villages, not 150.00
                    sheet.write_number(line, place, value, shapes.cells["whole"])
        if column.colours and rows:
            _colour(sheet, column, top + 1, place, last)
        if summed and column.summed:
            total = _sum([row[place] for row in rows])
            formula = f"=SUBTOTAL(109,[{_escaped(column.title)}])"
            sheet.write_formula(last + 1, place, formula, shapes.sums[column.kind], total)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&L&A&R&P / &N")


def _total(column: Column, values: Sequence[Value], *, summed: bool, first: bool) -> dict[str, Any]:
    if not summed:
        return {}
    if first:
        return {"total_string": "Σ"}
    if not column.summed:
        return {}
    return {"total_function": "sum", "total_value": _sum(values)}


def _sum(values: Sequence[Value]) -> float:
    return sum(value for value in values if isinstance(value, (int, float)))


def _colour(sheet: Worksheet, column: Column, first: int, place: int, last: int) -> None:
    if column.colours == "coverage":
        scale = {"type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num"}
        sheet.conditional_format(
            first,
            place,
            last,
            place,
            scale | {"min_value": 0, "mid_value": 0.5, "max_value": 1} | COVERAGE,
        )
        return
    scale = {"type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num"}
    values = {"min_value": 0, "mid_value": 0.6, "max_value": 1}
    sheet.conditional_format(first, place, last, place, scale | values | LOAD)


def _plain(value: Value) -> Any:
    return "" if value is None else value


def _width(column: Column, values: Sequence[Value]) -> int:
    if column.width:
        return column.width
    longest = max((len(_shown(value, column.kind)) for value in values), default=0)
    return min(max(longest + 2, len(column.title) + 4, NARROWEST), WIDEST)


def _shown(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return f"{value:,.2f}" if kind in ("number", "money") else f"{value:,.0f}"


def _sheet_name(title: str) -> str:
    """Spreadsheets allow 31 letters, and not all of them."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31]


def _escaped(title: str) -> str:
    return "".join(f"'{letter}" if letter in "[]#'@" else letter for letter in title)

"""What the cells of a workbook hide: errors, formulas never worked out, and cells far away.

Readers of values alone give an error as an empty cell, and an empty cell may mean a default: a lot
whose ``best_before`` is ``#REF!`` would be taken to keep for ever. And they fill the whole
rectangle up to the farthest cell, which may be more than memory holds. So both are looked for in
the sheets' own XML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from mizalla.read.xlsx_parts import attributes, position

MOST_CELLS = 20_000_000
"""Cells of the rectangle that a sheet's cells span."""

_DIMENSION = re.compile(r"<(?:\w+:)?dimension\b([^>]*)>")
_CORNER = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROWS = re.compile(r"""\br\s*=\s*["'][A-Z]*([0-9]{1,18})["']""")
_COLUMN = re.compile(r"""\br\s*=\s*["']([A-Z]{2,3})""")
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*?)(/?)>")
_END = re.compile(r"</(?:\w+:)?c>")
_FORMULA = re.compile(r"<(?:\w+:)?f\b")
_VALUE = re.compile(r"<(?:\w+:)?v\b[^>/]*>[^<]|<(?:\w+:)?is\b")
_ERROR_TEXT = re.compile(r"<(?:\w+:)?v>([^<]*)<")
_SIGNS = ('t="e"', "t='e'", "<f>", "<f ", "<f/", ":f>", ":f ", ":f/")
"""One of these is in every sheet with an error or a formula; looking for them is quick."""


@dataclass(frozen=True)
class BrokenCell:
    """A cell without a value of its own."""

    row: int
    """Row, from 1; 0 where the sheet does not say."""
    column: int
    """Column, from 0; -1 where the sheet does not say."""
    what: str
    """What it holds, for a message."""


def last_row_of_far(xml: str) -> int | None:
    """Last row of a sheet that spans more cells than can be read; None of any other."""
    if "sheetData" not in xml:
        return None  # a chart
    # Its own word is taken where it is small and no cell has a longer name than its last.
    dimension = _DIMENSION.search(xml, 0, 10_000)
    if dimension is not None:
        last = _CORNER.fullmatch(attributes(dimension[1]).get("ref", "").rpartition(":")[2])
        if last is not None:
            letters, digits = len(last[1]), len(last[2])
            longer = rf"""\br=["'](?:[A-Z]{{{letters + 1}}}|[A-Z]+[0-9]{{{digits + 1}}})"""
            if 26**letters * 10**digits <= 2 * MOST_CELLS and not re.search(longer, xml):
                return None
    row = max(map(int, set(_ROWS.findall(xml))), default=1)
    columns = {position(f"{letters}1")[1] for letters in set(_COLUMN.findall(xml))}
    return row if row * (max(columns, default=25) + 1) > MOST_CELLS else None


def broken_cells(xml: str) -> Iterator[BrokenCell]:
    """Cells of a sheet that hold an error or a formula without a value."""
    if not any(sign in xml for sign in _SIGNS):
        return
    for match in _CELL.finditer(xml):
        if match[2]:
            continue
        cell = attributes(match[1])
        end = _END.search(xml, match.end())
        inside = xml[match.end() : end.start() if end else match.end()]
        if cell.get("t") == "e":
            error = _ERROR_TEXT.search(inside)
            what = f"the error {unescape(error[1])}" if error else "an error"
            yield BrokenCell(*position(cell.get("r", "")), what)
        elif cell.get("t") != "str" and _FORMULA.search(inside) and not _VALUE.search(inside):
            what = "a formula that was never worked out"
            yield BrokenCell(*position(cell.get("r", "")), what)

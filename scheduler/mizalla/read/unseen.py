"""What of a workbook its reader does not see: hidden rows, columns and sheets, merged cells.

Readers of values give what is hidden like all else, and of merged cells the first alone. Whoever
filled it in meant neither: a filter left on hides rows, and a merged cell is meant for each row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mizalla.read.xlsx_parts import attributes, position

_ROW = re.compile(r"<(?:\w+:)?row\s([^>]*?)/?>")
_COLUMNS = re.compile(r"<(?:\w+:)?col\s([^>]*?)/?>")
_MERGED = re.compile(r"<(?:\w+:)?mergeCell\s([^>]*?)/?>")
_ON = ("1", "true")
MOST_MERGED = 10_000
"""Cells of one merged range that are told apart."""


@dataclass(frozen=True)
class Unseen:
    """What of one sheet is not seen."""

    rows: frozenset[int] = frozenset()
    """Numbers of hidden rows."""
    columns: frozenset[int] = frozenset()
    """Hidden columns, from 0."""
    merged: dict[tuple[int, int], str] = field(default_factory=dict)
    """By row number and column: the first cell of the merged ones that this cell is one of."""
    whole: bool = False
    """Whether the sheet itself is hidden."""


def unseen(xml: str, *, hidden: bool) -> Unseen:
    """Find what is not seen of a sheet.

    Parameters
    ----------
    xml
        The sheet's own XML.
    hidden
        Whether the workbook says that it is hidden.
    """
    return Unseen(
        rows=frozenset(_hidden_rows(xml)),
        columns=frozenset(_hidden_columns(xml)),
        merged=dict(_merged(xml)),
        whole=hidden,
    )


def _hidden_rows(xml: str) -> Iterator[int]:
    if "hidden" not in xml:
        return
    for found in _ROW.findall(xml):
        row = attributes(found)
        if row.get("hidden") in _ON and row.get("r", "").isdecimal():
            yield int(row["r"])


def _hidden_columns(xml: str) -> Iterator[int]:
    for found in _COLUMNS.findall(xml):
        column = attributes(found)
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _ON and first.isdecimal() and last.isdecimal():
            yield from range(int(first) - 1, min(int(last), 1 << 14))


def _merged(xml: str) -> Iterator[tuple[tuple[int, int], str]]:
    for found in _MERGED.findall(xml):
        first, _, last = attributes(found).get("ref", "").partition(":")
        (top, left), (bottom, right) = position(first), position(last)
        if left < 0 or right < 0 or (bottom - top + 1) * (right - left + 1) > MOST_MERGED:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield (row, column), first

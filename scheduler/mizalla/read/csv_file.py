"""CSV files, with whichever separator a spreadsheet put between the cells."""

import csv
import io
import re
from collections.abc import Callable
from itertools import islice

from mizalla.read.faults import Faults
from mizalla.read.grid import Grid

_SEPARATORS = (",", ";", "\t", "|")
_DECLARED = re.compile(r"sep=(.)\r?\n?")


def _separator(text: str, headings: Callable[[list[str]], int]) -> str:
    """Return the separator that makes the most known headings of the first rows."""
    sample = "".join(islice((line for line in io.StringIO(text, newline="") if line.strip()), 2))
    best, most = ",", 0
    for separator in _SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))
        except csv.Error:
            continue
        known = max((headings(row) for row in rows), default=0)
        if known > most:
            best, most = separator, known
    return best


def read_csv(text: str, shown: str, headings: Callable[[list[str]], int], faults: Faults) -> Grid:
    """Cells of a CSV text.

    Parameters
    ----------
    text
        The whole file.
    shown
        Its name for messages.
    headings
        Counts the known headings of a row, by which the separator is found.
    faults
        Where a file that breaks off (a quote that is not closed) is written down.
    """
    if declared := _DECLARED.match(text):
        text, separator = text[declared.end() :], declared[1]
    else:
        separator = _separator(text, headings)
    grid = Grid(shown, None)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if any(row) and not "".join(row).isspace():
                grid.numbers.append(number)
                grid.rows.append(row)
    except csv.Error as error:
        grid.whole = False
        problem = (
            "A quotation mark opens here and is never closed."
            if "unexpected end" in str(error)
            else f"The row can't be read ({error})."
        )
        mend = "Double each quotation mark inside a cell, and close those around it."
        faults.add(shown, problem, mend, row=number + 1)
    return grid

"""Cells: how a value is written into a CSV file."""

import re
from datetime import date

# What a spreadsheet takes for a formula; apostrophes before it belong to the escape itself.
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")


def cell(value: str | float | date) -> str:
    """Write a value.

    Parameters
    ----------
    value
        Text, a number or a day.

    Returns
    -------
    str
        Numbers as short as they can be read back exactly, with 0 for minus zero; days in ISO form.
        Text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-`` or
        ``@``, or blanks and then one of them) gets an apostrophe in front: take one off to read
        it. Lines of a text end in a line feed.
    """
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{text}" if FORMULA.match(text) else text
    if isinstance(value, float):
        return repr(float(value) + 0.0)
    return str(value)

"""Ids of rows of stock, which their files don't give."""

from collections.abc import Mapping, Sequence
from typing import Any


def stock_ids(values: Mapping[str, Sequence[Any]]) -> list[str]:
    """Make an id for each row: ``WAREHOUSE/LOT``, with ``#2`` and so on where rows share it.

    Parameters
    ----------
    values
        Columns of ``stock.csv``: ``warehouse``, ``parcel``, ``lot`` and the others.

    Returns
    -------
    list of str
        Unique ids, by row; rows that share one are numbered in the order of their content, not of
        the file.
    """
    names = sorted(values)
    rows = list(zip(*(values[name] for name in names), strict=True))
    contents = [tuple((cell is not None, cell) for cell in row) for row in rows]
    keys = [
        f"{warehouse}/{lot or parcel}"
        for warehouse, lot, parcel in zip(
            values["warehouse"], values["lot"], values["parcel"], strict=True
        )
    ]
    ids = [""] * len(keys)
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for index in sorted(range(len(keys)), key=lambda index: (keys[index], contents[index])):
        key = keys[index]
        number = numbers.get(key, 0) + 1
        while (name := key if number == 1 else f"{key}#{number}") in taken:
            number += 1
        numbers[key] = number
        taken.add(name)
        ids[index] = name
    return ids

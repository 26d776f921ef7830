"""HXL hashtags: the standard row below the heading that says what a column means to humanitarians.

https://hxlstandard.org/standard/1-1final/tagging/ : a hashtag and attributes, as in
``#adm3+code``; the order of attributes says nothing.
"""

from collections.abc import Sequence

from mizalla.read.column import Table
from mizalla.read.kinds import trim


def is_hashtags(row: Sequence[str]) -> bool:
    """Whether a row holds hashtags alone."""
    cells = [cell for cell in map(trim, row) if cell]
    return bool(cells) and all(cell.startswith("#") and len(cell) > 1 for cell in cells)


def _parts(hashtag: str) -> tuple[str, frozenset[str]]:
    tag, *attributes = "".join(hashtag.lower().split()).split("+")
    return tag, frozenset(attributes)


def column_of(hashtag: str, table: Table) -> str | None:
    """Name of the column of a table that a hashtag means; the most exact of its patterns wins."""
    tag, attributes = _parts(hashtag)
    best: tuple[int, str] | None = None
    for column in table.columns:
        for pattern in column.hxl:
            wanted_tag, wanted = _parts(pattern)
            if (
                tag == wanted_tag
                and wanted <= attributes
                and (best is None or len(wanted) > best[0])
            ):
                best = (len(wanted), column.name)
    return None if best is None else best[1]

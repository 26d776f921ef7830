"""The one look of all tables, on wide terminals and narrow ones."""

from collections.abc import Callable, Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

Cell = str | Text
READABLE = 24  # cells that a column of words needs before it may wrap
GAP = 2  # between columns: one of padding, one that the box puts there


class Sheet:
    """A table that leaves its spare columns out where there is no room for them.

    Parameters
    ----------
    title
        What stands over it; nothing where empty.
    columns
        Headings, left to right.
    numbers
        The headings among them whose cells are numbers.
    whole
        The headings among them whose cells never wrap.
    spare
        The headings among them that a narrow terminal can do without, the first to go first.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[str],
        *,
        numbers: Sequence[str] = (),
        whole: Sequence[str] = (),
        spare: Sequence[str] = (),
    ) -> None:
        self._title = title
        self._columns = tuple(columns)
        self._numbers = frozenset(numbers)
        self._whole = frozenset((*numbers, *whole))
        self._spare = tuple(spare)
        self._rows: list[tuple[Text, ...]] = []

    def add(self, *cells: Cell) -> None:
        """Add a row."""
        self._rows.append(tuple(Text(cell) if isinstance(cell, str) else cell for cell in cells))

    def told(self, cell: Callable[[Text], Text], translate: Callable[[str], str]) -> "Sheet":
        """Return the same table in other words.

        Parameters
        ----------
        cell
            Gives a cell in the reader's language.
        translate
            Gives the title or a heading in it.
        """
        named: dict[str, str] = {}
        for column in self._columns:
            named[column] = _apart(translate(column), named.values())
        made = Sheet(
            translate(self._title),
            [named[column] for column in self._columns],
            numbers=[named[column] for column in self._numbers],
            whole=[named[column] for column in self._whole],
            spare=[named[column] for column in self._spare],
        )
        for row in self._rows:
            made.add(*(cell(part) for part in row))
        return made

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        kept = [column for column in self._columns if self._filled(column)]
        for column in self._spare:
            if self._width(kept) <= options.max_width:
                break
            kept = [name for name in kept if name != column]
        if self._title:  # not the table's own title, which would wrap at the table's width
            yield Text(self._title, "head")
        yield self._table(kept)

    def _filled(self, column: str) -> bool:
        place = self._columns.index(column)
        return not self._rows or any(row[place].plain for row in self._rows)

    def _width(self, columns: Sequence[str]) -> int:
        width = 0
        for column in columns:
            place = self._columns.index(column)
            lines = [line for row in self._rows for line in row[place].plain.split("\n")]
            widest = max((cell_len(line) for line in (column, *lines)), default=0)
            width += (widest if column in self._whole else min(widest, READABLE)) + GAP
        return width - GAP

    def _table(self, columns: Sequence[str]) -> Table:
        made = Table(
            box=box.SIMPLE_HEAD,
            show_edge=False,
            header_style="quiet",
            pad_edge=False,
            padding=(0, GAP - 1, 0, 0),
        )
        for column in columns:
            made.add_column(
                column,
                justify="right" if column in self._numbers else "left",
                no_wrap=column in self._whole,
                overflow="fold",
            )
        places = [self._columns.index(column) for column in columns]
        for row in self._rows:
            made.add_row(*(row[place] for place in places))
        return made


def _apart(heading: str, taken: Iterable[str]) -> str:
    """Keep headings apart that are one word in another language, by letters that nobody sees."""
    while heading and heading in taken:
        heading += "\u200b"
    return heading

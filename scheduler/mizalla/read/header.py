"""The heading of a table: which column of the file is which of ours."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mizalla.read.closest import Closest
from mizalla.read.column import Column, Table
from mizalla.read.faults import Faults
from mizalla.read.grid import Grid
from mizalla.read.hxl import column_of, is_hashtags
from mizalla.read.kinds import show, trim

MEASURES = ("parcels", "kg", "m3", "households", "truck_hours", "km", "cost")
"""Measures that every rule knows, and that a column of parcels.csv may not rename."""
_LOOKS_LIKE = 85.0


@dataclass
class Header:
    """Where the columns of a table stand in its file."""

    index: dict[str, int] = field(default_factory=dict)
    """Position of each of our columns that is there."""
    measures: dict[str, int] = field(default_factory=dict)
    """Position of each further column, by its heading."""
    headings: list[str] = field(default_factory=list)
    """Headings as written."""
    body: int = 1
    """Which of the grid's rows is the first below the heading (and its hashtags)."""
    row: int = 1
    """Number of the heading's row."""
    complete: bool = False
    """Whether every required column is there."""

    def heading(self, column: str) -> str:
        """Heading of one of our columns as the file writes it, or ours where it is not there."""
        return self.headings[self.index[column]] if column in self.index else column


def normal(heading: str) -> str:
    """Heading without regard to case, blanks and hyphens."""
    return "_".join(trim(heading).casefold().replace("-", " ").replace("_", " ").split())


def _names(table: Table) -> dict[str, str]:
    return {
        normal(name): column.name
        for column in table.columns
        for name in (column.name, *column.aliases)
    }


def known_headings(table: Table) -> Callable[[Sequence[str]], int]:
    """Return a function that counts the cells of a row that are headings or hashtags of a table."""
    names = _names(table)

    def count(row: Sequence[str]) -> int:
        found = {names.get(normal(cell)) for cell in row} - {None}
        if not found and is_hashtags(row):
            found = {column_of(trim(cell), table) for cell in row if trim(cell)} - {None}
        return len(found)

    return count


def letter(position: int) -> str:
    """Letter of a column as a spreadsheet shows it, from position 0."""
    name, left = "", position + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def read_header(table: Table, grid: Grid, faults: Faults) -> Header:
    """Match the headings of a grid, and its hashtags where it has some, with a table's columns.

    Parameters
    ----------
    table
        The table that the grid should hold.
    grid
        Cells, with at least one row.
    faults
        Where unknown, repeated and missing columns are written down.
    """
    first = [trim(cell) for cell in grid.rows[0]]
    tags: list[str] = []
    header = Header(headings=first, row=grid.numbers[0])
    if is_hashtags(first):
        tags = first
    elif len(grid.rows) > 1 and is_hashtags(grid.rows[1]):
        tags = [trim(cell) for cell in grid.rows[1]]
        header.body = 2
    tags += [""] * (len(first) - len(tags))
    if not known_headings(table)(first) and not known_headings(table)(tags):
        name = grid.sheet or table.file
        problem = f"The first row holds no heading of {name}: it begins {show(first[0])}."
        mend = f"Put the headings there: {', '.join(table.by_name)}."
        faults.add(grid.file, problem, mend, row=header.row, sheet=grid.sheet)
        return Header(row=header.row, body=len(grid.rows))
    _match(table, grid, header, tags, faults)
    required = [column for column in table.columns if column.required]
    missing = [column for column in required if column.name not in header.index]
    header.complete = not missing
    _tell_missing(grid, header, missing, faults)
    return header


def _match(table: Table, grid: Grid, header: Header, tags: Sequence[str], faults: Faults) -> None:
    names = _names(table)
    wanted = [names.get(normal(heading)) for heading in header.headings]
    said = set(wanted)
    for position, tag in enumerate(tags[: len(wanted)]):
        meant = column_of(tag, table) if tag and wanted[position] is None else None
        if meant is not None and meant not in said:
            wanted[position] = meant
    closest = Closest([column.name for column in table.columns])
    twice = Counter(heading for heading in header.headings if heading)
    seen: dict[str, int] = {}
    for position, (heading, name) in enumerate(zip(header.headings, wanted, strict=True)):
        if name is None and not heading:
            _blank_heading(grid, header, position, faults)
        elif (key := name or heading) in seen:
            other = header.headings[seen[key]]
            also = f" (as {show(other)})" if other != heading else ""
            problem = f"The column {show(heading)} is there twice{also}."
            mend = f"Keep one: column {letter(seen[key])} or column {letter(position)}."
            _tell(grid, header, heading, problem, mend, faults)
        else:
            seen[key] = position
            if name is not None:
                header.index[name] = position
            elif table.measures and heading != tags[position]:
                _measure(grid, header, heading, position, closest, faults)
            elif twice[heading] and tags[position]:
                tag = show(tags[position])
                problem = f"The column {show(heading)} is not read: {tag} is none of ours."
                mend = "Nothing needs to be done if that is meant."
                _tell(grid, header, heading, problem, mend, faults, warning=True)
            else:
                mend = closest.mend(heading, f"Columns are {', '.join(table.by_name)}.")
                _tell(grid, header, heading, f"There is no column {show(heading)}.", mend, faults)


def _tell(
    grid: Grid,
    header: Header,
    column: str,
    problem: str,
    mend: str,
    faults: Faults,
    *,
    warning: bool = False,
) -> None:
    faults.add(
        grid.file,
        problem,
        mend,
        row=header.row,
        column=column,
        sheet=grid.sheet,
        severity="warning" if warning else "fault",
    )


def _blank_heading(grid: Grid, header: Header, position: int, faults: Faults) -> None:
    for row in grid.rows[header.body :]:
        if position < len(row) and trim(row[position]):
            problem = f"Column {letter(position)} holds {show(row[position])} but has no heading."
            mend = "Give it a heading, or empty it."
            _tell(grid, header, letter(position), problem, mend, faults)
            return


def _measure(
    grid: Grid, header: Header, heading: str, position: int, closest: Closest, faults: Faults
) -> None:
    if heading in MEASURES:
        problem = f"{show(heading)} is a measure of Mizalla's own."
        _tell(grid, header, heading, problem, "Give the column another heading.", faults)
        return
    header.measures[heading] = position
    near = closest(heading)
    if (
        near is not None
        and near not in header.index
        and closest.likeness(heading, near) >= _LOOKS_LIKE
    ):
        problem = f"The column {show(heading)} is read as a measure of your own."
        _tell(
            grid,
            header,
            heading,
            problem,
            f"Write {show(near)} if that is meant.",
            faults,
            warning=True,
        )


def _tell_missing(grid: Grid, header: Header, missing: list[Column], faults: Faults) -> None:
    strangers = [
        heading
        for position, heading in enumerate(header.headings)
        if heading and position not in header.index.values()
    ]
    closest = Closest(strangers)
    for column in missing:
        near = closest(column.name)
        mend = f"Rename {show(near)}, or add it." if near else "Add it to the heading and fill it."
        problem = f"The column {show(column.name)} is missing."
        _tell(grid, header, column.name, problem, mend, faults)

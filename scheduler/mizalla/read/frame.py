"""A table as columns of values: what checks look at and records are made of."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from mizalla.read.closest import Closest
from mizalla.read.column import Column, Table
from mizalla.read.faults import Faults, Severity
from mizalla.read.grid import Grid
from mizalla.read.header import Header, read_header
from mizalla.read.kinds import ANY_NUMBER, Kind, Wrong, show, trim
from mizalla.read.unseen import Unseen

_TOO_FEW = "Fill the row up; leave a cell empty where there is nothing to say."
_TOO_MANY = "Put quotation marks around a cell that holds a comma, or empty the cells beyond."


class _Cells(dict[str, Any]):
    """Values by text: each different text is read once, however often it stands in a column."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._parse = kind.parse

    def __missing__(self, text: str) -> Any:
        try:
            plain = trim(text)
            value = self._parse(plain) if plain else None
        except Wrong as wrong:
            value = wrong
        self[text] = value
        return value


class Frame:
    """The rows of one table, column by column, and where each stands in its file.

    Parameters
    ----------
    table
        What it is a table of.
    faults
        Where checks of its rows write what they find.
    there
        Whether its file is there at all.
    sound
        Whether all its rows could be found, so that an id it does not hold is unknown indeed.
    """

    def __init__(self, table: Table, faults: Faults, *, there: bool, sound: bool) -> None:
        self.table = table
        self.there = there
        self.sound = sound
        self.file = table.file
        self.sheet: str | None = None
        self.header = Header()
        self.rows: list[int] = []
        self.unseen = Unseen()
        self.measures: dict[str, list[Any]] = {}
        self._values: dict[str, list[Any]] = {}
        self._texts: dict[str, Sequence[str]] = {}
        self._wrong: set[int] = set()
        self._files: dict[int, str] = {}
        self._broken: set[tuple[int, int]] = set()
        self._faults = faults

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> list[Any]:
        """Values of a column; None where a cell is empty or wrong, or where the column is not."""
        return self._values.get(column) or [None] * len(self.rows)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.header.index

    def fault(
        self,
        index: int,
        column: str | None,
        problem: str,
        mend: str,
        severity: Severity = "fault",
    ) -> None:
        """Write down what is wrong in the row of that index."""
        if severity == "fault":
            self._wrong.add(index)
        brought = index in self._files
        self._faults.add(
            self._files.get(index, self.file),
            problem,
            mend,
            row=self.rows[index],
            column=column if column is None or brought else self.header.heading(column),
            sheet=None if brought else self.sheet,
            severity=severity,
        )

    def heading_fault(self, column: str, problem: str, mend: str) -> None:
        """Write down what is wrong with a column as a whole."""
        row = self.header.row
        column = self.header.heading(column)
        self._faults.add(self.file, problem, mend, row=row, column=column, sheet=self.sheet)

    def is_wrong(self, index: int) -> bool:
        """Whether the row of that index has a fault already."""
        return index in self._wrong

    def is_blank(self, index: int, column: str) -> bool:
        """Whether a cell is empty, and not for want of a formula's value."""
        position = self.header.index[column]
        return not trim(self._texts[column][index]) and (index, position) not in self._broken

    def texts(self, column: str) -> frozenset[str]:
        """What the cells of a column hold, as written."""
        return frozenset(map(trim, self._texts.get(column, ()))) - {""}

    def known(self, column: str) -> frozenset[str]:
        """Every value of a column."""
        return frozenset(self[column]) - {None}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of its rows, those with other faults too: no reference to them is wrong."""
        if not self.table.key or not self.has(self.table.key[0]):
            return frozenset()
        name = self.table.key[0]
        raw = self._texts[name]
        return frozenset(
            trim(raw[index]) if value is None else value for index, value in enumerate(self[name])
        ) - {""}

    @cached_property
    def closest(self) -> Closest:
        """Finds the closest of its ids."""
        return Closest(self.ids)

    @property
    def judges(self) -> bool:
        """Whether an id that it does not hold is unknown for certain."""
        return self.sound and (not self.table.key or not self.there or self.has(self.table.key[0]))

    def load(self, grid: Grid) -> None:
        """Take the rows of a grid, and write down every cell that is wrong."""
        self.file, self.sheet, self.unseen = grid.file, grid.sheet, grid.unseen
        self.sound = grid.whole
        if not grid.rows:
            if grid.whole:
                headings = ", ".join(self.table.by_name)
                self._faults.add(
                    self.file, "It is empty.", f"Give it a heading: {headings}.", sheet=self.sheet
                )
            self.sound = False
            return
        self.header = read_header(self.table, grid, self._faults)
        self.rows = grid.numbers[self.header.body :]
        skewed, columns = self._columns(grid)
        ours = dict(self.header.index)
        self.header.index |= self.header.measures
        self._find_broken(grid)
        for name, position in ours.items():
            column = self.table.by_name[name]
            texts = columns[position] if columns else ()
            self._texts[name] = texts
            known = {row for row, place in self._broken if place == position} | skewed
            self._values[name] = self._read(column, column.kind, texts, known)
        for heading, position in self.header.measures.items():
            known = {row for row, place in self._broken if place == position} | skewed
            own = Column(heading, ANY_NUMBER, required=False, default=0.0)
            self._texts[heading] = texts = columns[position] if columns else ()
            self.measures[heading] = self._read(own, own.kind, texts, known)

    def extend(self, columns: Sequence[str], rows: Sequence[Sequence[str]], source: str) -> None:
        """Add rows that stand elsewhere, and write down every cell that is wrong.

        Parameters
        ----------
        columns
            Their headings, all of them ours or measures.
        rows
            Texts of cells, row by row.
        source
            Where they stand, for messages; rows are numbered from 1.
        """
        if not self.header.index:
            self.there, self.sound, self.file = True, True, source
            self.header.complete = True
        for name in columns:
            if not self.has(name):
                self.header.index[name] = len(self.header.headings)
                self.header.headings.append(name)
        before = len(self.rows)
        self.rows = [*self.rows, *range(1, len(rows) + 1)]
        self._files |= {before + place: source for place in range(len(rows))}
        cells = dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}
        self.__dict__.pop("ids", None)
        self.__dict__.pop("closest", None)
        for name in dict.fromkeys((*self._texts, *columns)):
            column = self.table.by_name.get(name) or Column(
                name, ANY_NUMBER, required=False, default=0.0
            )
            texts = cells.get(name, ("",) * len(rows))
            kept = self.measures if name not in self.table.by_name else self._values
            old = kept.get(name) or [None] * before
            self._texts[name] = (*(self._texts.get(name) or ("",) * before), *texts)
            # Read with their places counted from where they now stand.
            kept[name] = [*old, *self._read(column, column.kind, texts, set(), first=before)]
        for column in self.table.columns:
            if column.required and column.name not in self.header.index:
                problem = f"The column {column.name} is missing."
                self._faults.add(source, problem, f"Give it: {column.meaning}", column=column.name)

    def keep(self, kept: Sequence[bool]) -> None:
        """Keep some of the rows only, before any are added."""
        places = [index for index, stays in enumerate(kept) if stays]
        for columns in (self._values, self.measures):
            for name, values in columns.items():
                columns[name] = [values[place] for place in places] if values else values
        self._texts = {
            name: tuple(texts[place] for place in places) if texts else texts
            for name, texts in self._texts.items()
        }
        number = {place: new for new, place in enumerate(places)}
        self.rows = [self.rows[place] for place in places]
        self._files = {number[i]: file for i, file in self._files.items() if i in number}
        self._wrong = {number[index] for index in self._wrong if index in number}
        self._broken = {(number[i], at) for i, at in self._broken if i in number}
        self.__dict__.pop("ids", None)
        self.__dict__.pop("closest", None)

    def _columns(self, grid: Grid) -> tuple[set[int], list[Sequence[str]]]:
        """Cells column by column, and the rows with too few or too many of them."""
        width = len(self.header.headings)
        body = grid.rows[self.header.body :]
        skewed = set()
        if set(map(len, body)) - {width}:
            for index, row in enumerate(body):
                if len(row) == width:
                    continue
                body[index] = (row + [""] * width)[:width]
                beyond = [cell for cell in row[width:] if trim(cell)]
                if len(row) < width or beyond:
                    skewed.add(index)
                    mend = _TOO_FEW if len(row) < width else _TOO_MANY
                    problem = f"The row has {len(row)} cells where the heading has {width}."
                    self.fault(index, None, problem, mend)
        return skewed, list(zip(*body, strict=True))

    def _find_broken(self, grid: Grid) -> None:
        """Write down the cells that hold an error, by index and position."""
        places = {number: index for index, number in enumerate(self.rows)}
        names = {position: name for name, position in self.header.index.items()}
        for (number, position), what in sorted(grid.broken.items()):
            problem = f"The cell holds {what}."
            mend = "Mend its formula, or write the value itself."
            if number in places and position in names:
                self._broken.add((places[number], position))
                self.fault(places[number], names[position], problem, mend)
            elif number > self.header.row and position in names:  # its row is empty otherwise
                heading = self.header.heading(names[position])
                self._faults.add(
                    self.file, problem, mend, row=number, column=heading, sheet=self.sheet
                )

    def _read(
        self,
        column: Column,
        kind: Kind,
        texts: Iterable[str],
        known: set[int],
        *,
        first: int = 0,
    ) -> list[Any]:
        cells = _Cells(kind)
        values = [cells[text] for text in texts]
        empty_is_wrong = column.required and None in cells.values()
        if not empty_is_wrong and not any(isinstance(v, Wrong) for v in cells.values()):
            return values
        for place, value in enumerate(values):
            index = first + place
            if isinstance(value, Wrong):
                values[place] = None
                if index not in known:
                    self.fault(index, column.name, value.problem, value.mend)
            elif value is None and column.required and index not in known:
                problem = f"The cell is empty, and {show(column.name)} must be given."
                self.fault(index, column.name, problem, f"Fill it: {column.meaning}")
        return values

    def unknown(self, column: str, known: "Frame") -> None:
        """Write down every cell of a column that names no id of another table."""
        values = self[column]
        strangers = set(values) - known.ids - {None}
        if not strangers or not known.judges:
            return
        otherwise = f"Write an id of {known.file}, or add it there."
        for index, value in enumerate(values):
            if value in strangers:
                problem = f"There is no {known.table.noun} {show(value)}."
                self.fault(index, column, problem, known.closest.mend(value, otherwise))

    def repeated(self, columns: Sequence[str]) -> None:
        """Write down every row whose values of some columns stand in an earlier row too."""
        required = [self.table.by_name[name].required for name in columns]
        first: dict[tuple[Any, ...], int] = {}
        keys = zip(*(self[name] for name in columns), strict=True)
        for index, key in enumerate(keys):
            if None in key and (
                index in self._wrong
                or any(value is None and must for value, must in zip(key, required, strict=True))
            ):
                continue
            before = first.setdefault(key, index)
            if before != index:
                said = ", ".join(
                    f"{name} {show(value)}"
                    for name, value in zip(columns, key, strict=True)
                    if value is not None
                )
                problem = f"{said} stands in row {self.rows[before]} already."
                self.fault(index, columns[0], problem[0].upper() + problem[1:], _KEEP_ONE)


_KEEP_ONE = "Keep one of the two rows, or tell them apart."

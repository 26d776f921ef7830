"""The nouns of a table: what columns a file has and what they mean."""

from dataclasses import dataclass, field
from typing import Any

from mizalla.read.kinds import TEXT, Kind


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    """Heading."""
    kind: Kind = TEXT
    """What its cells hold."""
    meaning: str = ""
    """What it says, with its unit."""
    required: bool = True
    """Whether it must be there, with no cell empty."""
    default: Any = None
    """What an empty cell means."""
    refers: str | None = None
    """Table whose ids it names."""
    aliases: tuple[str, ...] = ()
    """Other headings that mean it."""
    hxl: tuple[str, ...] = ()
    """HXL hashtags that mean it: a cell that has this tag and at least these attributes."""
    attribute: str | None = None
    """Attribute of the record, where it is not the heading."""

    @property
    def target(self) -> str:
        """Attribute of the record that it fills."""
        return self.attribute or self.name


@dataclass(frozen=True)
class Table:
    """A table of the scenario folder: a CSV file, or a sheet of a workbook."""

    name: str
    """File name without ``.csv``, and name of the sheet."""
    meaning: str
    """What a row is."""
    columns: tuple[Column, ...]
    """Its columns."""
    required: bool = True
    """Whether it must be there."""
    without: str = ""
    """What holds where it is not there."""
    may_be_empty: bool = False
    """Whether a heading without rows is fine."""
    measures: bool = False
    """Whether further number columns are taken as measures."""
    picks: bool = False
    """Whether its columns are those of a rule that picks movements by dimensions."""
    key: tuple[str, ...] = ()
    """Columns that no two rows share."""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)
    """Columns by heading."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def file(self) -> str:
        """Name of its CSV file."""
        return f"{self.name}.csv"

    @property
    def noun(self) -> str:
        """What one of its rows is called."""
        return self.name.removesuffix("s").replace("_", " ")

"""A sheet of a workbook: one question, answered by one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["text", "code", "whole", "number", "money", "share", "gap", "day"]
Value = str | float | date | None


@dataclass(frozen=True)
class Column:
    """A column."""

    title: str
    """Heading."""
    kind: Kind = "text"
    """What its cells hold, and how they are shown."""
    summed: bool = False
    """Whether the last row holds its sum."""
    colours: Literal["", "coverage", "load"] = ""
    """Scale that colours its cells; empty for none."""
    width: int = 0
    """Width in characters. 0: as wide as its longest cell."""


@dataclass(frozen=True)
class Table:
    """A sheet."""

    title: str
    """Name of the sheet: the question that it answers."""
    columns: Sequence[Column]
    """Its columns."""
    rows: Iterable[Sequence[Value]]
    """Its rows."""
    note: str = ""
    """A line above the table."""
    key: str = field(default="")
    """Name of the table within the workbook, in Latin letters."""

"""A row of an officer's sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Tell = Callable[[str | None, str, str], None]


@dataclass(frozen=True)
class Row:
    """A row that says something."""

    values: Mapping[str, Any]
    """Its values by column; None where a cell is empty."""
    tell: Tell
    """Takes a column, what is wrong and how to mend it."""

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

"""A fault: one thing that is wrong in what a person wrote, where it stands, and its mend."""

from typing import Literal

from mizalla_models.base import Word


class Fault(Word):
    """One thing wrong in a scenario folder."""

    file: str
    """File name relative to the scenario folder, such as ``stock.csv``."""
    row: int | None = None
    """Row as a spreadsheet numbers it: the header is row 1. None when the whole file is meant."""
    column: str | None = None
    """Column heading (or dotted key of a YAML file). None when the whole row is meant."""
    problem: str
    """What is wrong, naming the value found."""
    mend: str
    """What to do about it."""
    sheet: str | None = None
    """Sheet of the workbook, when the file is one."""
    severity: Literal["fault", "warning"] = "fault"
    """A fault stops the run; a warning is only shown."""

    def place(self) -> str:
        """Where it stands, in one string: ``stock.csv, row 4, column quantity``."""
        parts = [self.file if self.sheet is None else f"{self.file}, sheet {self.sheet}"]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

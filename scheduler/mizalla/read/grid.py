"""A grid of cells as a file or sheet holds it: text, with the rows as a spreadsheet counts them."""

from dataclasses import dataclass, field

from mizalla.read.unseen import Unseen


@dataclass
class Grid:
    """The cells of a CSV file or of a sheet.

    Rows that are blank throughout are left out; those that stay keep their numbers.
    """

    file: str
    """File name, relative to the scenario folder."""
    sheet: str | None
    """Sheet, when the file is a workbook."""
    numbers: list[int] = field(default_factory=list)
    """Number of each row."""
    rows: list[list[str]] = field(default_factory=list)
    """Cells of each row, the heading included."""
    whole: bool = True
    """False where the file breaks off before its end."""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """What cells hold that have no value of their own, by row number and column (from 0)."""
    unseen: Unseen = field(default_factory=Unseen)
    """What of it its reader does not see."""

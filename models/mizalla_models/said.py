"""What plugins say besides rules: tables from elsewhere, reports, objections."""

from datetime import date, time
from typing import Literal

from pydantic import Field, model_validator

from mizalla_models.base import Word

Cell = str | int | float | bool | date | time | None
"""What a cell may hold: what CSV could say. None: empty."""


class SourceTable(Word):
    """Rows of a table of the scenario folder that stand elsewhere."""

    table: str
    """Which table: ``stock``, ``fleets``, …, as its file is called."""
    columns: tuple[str, ...] = Field(min_length=1)
    """Headings as in the file; those that may be missing there may be missing here."""
    rows: tuple[tuple[Cell, ...], ...]
    """A tuple of cells for each row, in the order of ``columns``."""
    source: str = Field(min_length=1)
    """Where the rows come from, for messages: ``PostgreSQL table public.stock``."""
    replaces: bool = False
    """Stand in for the member's own rows of the file, rather than add to them."""

    @model_validator(mode="after")
    def _square(self) -> "SourceTable":
        if len(set(self.columns)) != len(self.columns):
            raise ValueError("columns names a column twice")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} has {len(row)} cells, and columns names {len(self.columns)}"
                )
        return self


class Sourced(Word):
    """A table from elsewhere, with who brought it."""

    plugin: str
    """Name of the plugin."""
    organisation: str = ""
    """Id of the member that it speaks for; empty for the alliance."""
    table: SourceTable
    """Its rows."""


class Report(Word):
    """A page that a plugin makes of a finished plan: text, a table, or both."""

    name: str = Field(min_length=1, max_length=100, pattern=r"^[\w][\w .-]*$")
    """Short name within its plugin; the name of its file."""
    title: str = Field(min_length=1, max_length=500)
    """Heading."""
    title_ar: str = Field(default="", max_length=500)
    """The same in Arabic."""
    text: str = Field(default="", max_length=100_000)
    """Text in Markdown."""
    columns: tuple[str, ...] = ()
    """Headings of the table; empty where there is none."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Rows of the table."""

    @model_validator(mode="after")
    def _square(self) -> "Report":
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} has {len(row)} cells, and columns names {len(self.columns)}"
                )
        return self


class Objection(Word):
    """What a member has against a finished plan."""

    text: str = Field(min_length=1, max_length=5000)
    """What is wrong, in a sentence that a planner can read aloud."""
    text_ar: str = Field(default="", max_length=5000)
    """The same in Arabic."""
    about: str = Field(default="", max_length=500)
    """What it is about: id of a warehouse, village, fleet, supply, or a day."""
    severity: Literal["note", "objection"] = "objection"
    """``objection``: the member asks for another plan; ``note``: worth knowing."""


class Said(Word):
    """A report or an objection, with who gave it."""

    plugin: str
    """Name of the plugin."""
    organisation: str = ""
    """Id of the member it speaks for; empty for the alliance."""
    said: Report | Objection
    """What was said."""

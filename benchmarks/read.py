"""Reading a large scenario folder."""

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from mizalla.generate import generate, load_recipe
from mizalla.read import read

RECIPE = "national"
ROWS_PER_VILLAGE = 4.2
"""A village itself, its need and 2.2 distribution points."""
OTHER_ROWS = 2_700
"""Warehouses, lots, fleets, roads and lanes, however many villages there are."""
FEWEST = 200
"""Villages that the recipe's 27 governorates ask for at least."""


@dataclass(frozen=True)
class ReadRun:
    """Figures of one reading."""

    rows: int
    """Rows of all tables, without their headers."""
    seconds: float
    """Wall time from the folder to a checked scenario, s."""


def measure_read(rows: int) -> ReadRun:
    """Read a made-up national campaign of about so many rows."""
    villages = max(round((rows - OTHER_ROWS) / ROWS_PER_VILLAGE), FEWEST)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "scenario"
        generate(load_recipe(RECIPE, villages=villages), folder)
        start = perf_counter()
        read(folder)
        seconds = perf_counter() - start
        return ReadRun(sum(_rows(table) for table in folder.glob("*.csv")), seconds)


def _rows(table: Path) -> int:
    with table.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1

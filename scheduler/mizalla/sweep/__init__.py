"""Sweep: plan many variations of a scenario, in parallel, and go on where it was stopped."""

from mizalla.sweep.definition import read_sweep, sweep_of
from mizalla.sweep.frontier import Frontier, frontier
from mizalla.sweep.sweep import Swept, sweep
from mizalla.sweep.table import Row, table, write_csv
from mizalla.sweep.view import swept_view

__all__ = [
    "Frontier",
    "Row",
    "Swept",
    "frontier",
    "read_sweep",
    "sweep",
    "sweep_of",
    "swept_view",
    "table",
    "write_csv",
]

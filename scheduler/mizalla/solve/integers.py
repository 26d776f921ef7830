"""Integer programs: what is fixed taken out of them first."""

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import Budget
from mizalla.solve.lp import solve_integers as search
from mizalla.solve.program import Program

Figures = NDArray[np.float64]
GAP = 1e-6
"""Distance from the optimum at which the search for whole parcels ends, as a share of it."""
NODES, NODES_OF_MANY, MANY = 1000, 5, 1000
"""Nodes that it may search, and those that it may where more columns than so many are whole."""


def solve_integers(
    program: Program,
    integral: NDArray[np.bool_],
    *,
    exact_from: int | None = None,
    budget: Budget | None = None,
    plain: bool = False,
    few: int = MANY,
) -> Figures | None:
    """Solve a program whose fixed columns are moved to the bounds of its rows.

    Parameters
    ----------
    integral
        Columns that must be whole.
    exact_from
        First row that gets no room for last digits; None: all get some.
    budget
        Time that it may take; None: all that it needs.
    plain
        As for `search`.
    few
        Columns that must be whole up to which it is searched to its end, or nearly.
    """
    fixed = program.low == program.high
    moved = program.matrix @ np.where(fixed, program.low, 0.0)
    keep = np.flatnonzero(~fixed)
    matrix = program.matrix.tocsc()[:, keep].tocsr()
    used = np.flatnonzero(np.diff(matrix.indptr) > 0)
    # Rows that the fixed columns fill to the last digit must not fail by that digit.
    room = 1e-7 * (1 + np.abs(moved))
    room[exact_from if exact_from is not None else len(room) :] = 0
    row_low, row_high = program.row_low - moved - room, program.row_high - moved + room
    idle = np.diff(matrix.indptr) == 0
    if (idle & ((row_low > 0) | (row_high < 0))).any():
        return None
    x = np.where(fixed, program.low, 0.0)
    if not len(keep):
        return x
    rest = Program(
        matrix[used],
        program.cost[keep],
        row_low[used],
        row_high[used],
        program.low[keep],
        program.high[keep],
    )
    nodes = NODES if integral[keep].sum() <= few else NODES_OF_MANY
    found = search(rest, integral[keep], nodes=nodes, gap=GAP, budget=budget, plain=plain)
    if found is None:
        return None
    x[keep] = found
    return x

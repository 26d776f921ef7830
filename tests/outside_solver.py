"""Another solver, for the optimum of a program to be held against."""

import numpy as np
from scipy.optimize import linprog

from mizalla.solve.program import Program


def outside(given: Program) -> float:
    """The least that the program can come to, by another solver."""
    matrix = given.matrix.toarray()
    above, below = np.isfinite(given.row_high), np.isfinite(given.row_low)
    found = linprog(
        given.cost,
        A_ub=np.concatenate([matrix[above], -matrix[below]]),
        b_ub=np.concatenate([given.row_high[above], -given.row_low[below]]),
        bounds=list(zip(given.low, given.high, strict=True)),
    )
    return float(found.fun)

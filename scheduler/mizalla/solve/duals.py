"""Duals: what the rows of a program are worth to another objective, at the same basis."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import splu

from mizalla.solve.program import BASIC, Basis, Program

Figures = NDArray[np.float64]


def duals_at(program: Program, basis: Basis, cost: Figures) -> Figures | None:
    """Give the duals that an objective has at a basis: y with B' y = its costs of basic columns.

    Rows whose slack is in the basis have none, so that only the square of basic columns and rows
    that hold is factorised.

    Parameters
    ----------
    cost
        The objective; shape (columns,).

    Returns
    -------
    array or None
        Shape (rows,). None where the basis is none to the last digits.
    """
    columns = np.flatnonzero(basis.columns == BASIC)
    rows = np.flatnonzero(basis.rows != BASIC)
    dual = np.zeros(len(program.row_low))
    if len(columns) != len(rows):
        return None
    if not cost[columns].any():
        return dual
    try:
        # Rows of a sparse row matrix are columns of its transpose as they stand.
        factors = splu(program.matrix[rows][:, columns].T.tocsc())
    except RuntimeError:  # scipy's word for a singular matrix
        return None
    own = factors.solve(cost[columns])
    if not np.isfinite(own).all():
        return None
    dual[rows] = own
    return dual

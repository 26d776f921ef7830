"""Linear programs, and the bases that they are solved from and end at."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from ortools.math_opt import solution_pb2

Figures = NDArray[np.float64]
Statuses = NDArray[np.int8]
AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
AT_UPPER = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND
FIXED = solution_pb2.BASIS_STATUS_FIXED_VALUE
BASIC = solution_pb2.BASIS_STATUS_BASIC


@dataclass(frozen=True)
class Program:
    """Minimise ``cost @ x`` with row and column bounds."""

    matrix: sparse.csr_matrix
    cost: Figures
    row_low: Figures
    row_high: Figures
    low: Figures
    high: Figures
    alike: NDArray[np.int64] | None = None
    """Number of each column that those which differ only in the kind they carry have in common, -1
    for none; where it is given, kinds may be pooled (see `mizalla.solve.pooled`)."""


@dataclass(frozen=True)
class Basis:
    """Where a simplex method stood: the status of each column and row."""

    columns: Statuses
    rows: Statuses
    new: int = 0
    """Columns that were not there when it was a basis."""
    lean: "Basis | None" = None
    """The same as the solver had it, with fewer columns and rows."""
    maker: object = None
    """What made it smaller: it alone can take it back as it was."""

    def fits(self, program: Program) -> bool:
        """Whether it has a status for each column and row of a program, and no more."""
        return (len(self.rows), len(self.columns)) == program.matrix.shape


@dataclass(frozen=True)
class Solution:
    """A proven optimum.

    ``dual`` is the change of the objective per unit of a row's bound, ``reduced`` that per unit
    of a column's.
    """

    objective: float
    x: Figures
    dual: Figures
    reduced: Figures
    basis: Basis | None


def bounding(program: Program) -> NDArray[np.intp]:
    """List rows that bound something; others, such as those without a column, only cost time."""
    finite = np.isfinite(program.row_low) | np.isfinite(program.row_high)
    empty = np.diff(program.matrix.indptr) == 0
    return np.flatnonzero(finite & ~(empty & (program.row_low <= 0) & (program.row_high >= 0)))


def consistent(program: Program) -> bool:
    """Whether bounds do not contradict each other, and empty rows may be zero."""
    if (program.row_low > program.row_high).any() or (program.low > program.high).any():
        return False
    empty = np.diff(program.matrix.indptr) == 0
    return not (empty & ((program.row_low > 0) | (program.row_high < 0))).any()

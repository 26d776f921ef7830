"""Linear programs as peers' solvers take them, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass

import scipy.sparse as sparse

from benchmarks.allocate.instance import Figures


@dataclass
class Linear:
    """Minimise ``cost @ x`` with ``low ≤ matrix @ x ≤ high`` and ``0 ≤ x ≤ most``."""

    matrix: sparse.csr_matrix
    cost: Figures
    low: Figures
    high: Figures
    most: Figures


@dataclass(frozen=True)
class Solved:
    """An optimum: values of columns, and duals of rows."""

    x: Figures
    dual: Figures


Solve = Callable[[Linear], Solved]
"""A solver; it may keep what helps with the next, similar program."""


class UnsolvedError(RuntimeError):
    """A solver gave up."""

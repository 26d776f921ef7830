"""Settling: whole numbers for a program around a solution of it, exactly where that is cheap."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import Budget
from mizalla.solve.chains import Chains
from mizalla.solve.dive import dive, sides
from mizalla.solve.integers import solve_integers
from mizalla.solve.program import Program
from mizalla.solve.reduced import DIGITS, reduced

Figures = NDArray[np.float64]
LAST = 5e-7
"""Share of a row that is last digits."""
EXACT, FEW = 600, 250
"""Whole columns up to which an integer program is solved, and up to which to its end."""


@dataclass(frozen=True)
class Settled:
    """Whole numbers."""

    x: Figures
    """Values of all columns."""
    keeps: bool
    """Whether they keep all rows and bounds."""
    passed: NDArray[np.intp]
    """Rows that they don't keep."""


def settle(
    program: Program,
    integral: NDArray[np.bool_],
    x: Figures,
    chains: Chains,
    *,
    exact_from: int,
    about: NDArray[np.bool_] | None = None,
    seed: int,
    budget: Budget | None,
) -> Settled | None:
    """Find whole numbers for some columns.

    Parameters
    ----------
    integral
        Columns that must be whole.
    x
        Values that keep all rows, if not whole everywhere; columns that are not free lie at their
        bounds.
    chains
        What is carried on in the program.
    exact_from
        First row that gets no room for last digits.
    about
        As for `reduced`.

    Returns
    -------
    Settled or None
        None where nothing was found.
    """
    x = x.copy()
    chains.fill(program, x)
    left = reduced(program, integral, x, chains, exact_from=exact_from, about=about)
    found = None
    if left.integral.sum() <= EXACT:
        found = solve_integers(
            left.program, left.integral, exact_from=0, budget=budget, plain=True, few=FEW
        )
    if found is None:
        found = dive(left, seed=seed, budget=budget)
    if found is None:
        return None
    x[left.columns] = found
    x[integral] = np.round(x[integral])
    chains.fill(program, x)
    passed = _passed(program, integral, x)
    inside = (x >= program.low - DIGITS) & (x <= program.high + DIGITS)
    return Settled(x, bool(inside.all()) and not len(passed), passed)


def _passed(program: Program, whole: NDArray[np.bool_], x: Figures) -> NDArray[np.intp]:
    """List the rows that are not kept, but for last digits."""
    at = program.matrix @ x
    digits = LAST * (1 + np.abs(at))
    low, high = sides(program, whole)
    return np.flatnonzero(
        (high & (at > program.row_high + digits)) | (low & (at < program.row_low - digits))
    )

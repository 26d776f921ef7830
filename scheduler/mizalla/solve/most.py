"""The most parcels that cuts leave open: a bound that takes no program of lanes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import Budget
from mizalla.solve.cut import Cut, stacked
from mizalla.solve.lp import minimise
from mizalla.solve.program import Program

Figures = NDArray[np.float64]


def most_under(
    cuts: Sequence[Cut], least: Figures, most: Figures, *, budget: Budget | None = None
) -> float:
    """Bound the parcels that can be served in all, by cuts and by what each demand may get.

    Parameters
    ----------
    least, most
        Parcels that each demand gets at least and at most.

    Returns
    -------
    float
        No plan serves more; infinity where the least of all are more than cuts leave.
    """
    matrix, count = stacked(cuts, len(least)), len(cuts)
    full = np.array([cut.most for cut in cuts])
    program = Program(
        matrix, -np.ones(len(least)), np.full(count, -np.inf), full, np.minimum(least, most), most
    )
    found = minimise(program, budget=budget)
    return np.inf if found is None else -found.objective

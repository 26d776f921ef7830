"""Whole targets: the levels of leximin as whole parcels for each demand."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
SNAP = 1e-6


def whole_targets(model: Model, served: Figures, weight: Figures) -> Figures:
    """Round what demands are served to whole parcels that can all be had at once.

    All are rounded down; then as many as can be are rounded up, first those whom rounding down
    lowers most, so that the lowest level suffers least.

    Parameters
    ----------
    served
        Parcels served to each demand, in parts of parcels, attainable on the model.
    weight
        Parcels that one level is worth, per demand.
    """
    frame, demands = model.frame, len(served)
    down = np.floor(served + SNAP)
    loss = np.maximum(served - down, 0)
    number = np.flatnonzero((loss > SNAP) & (down + 1 <= frame.problem.demands.needed))
    if not len(number):
        return down
    lowered = (loss / weight)[number]
    low, high = frame.bounds()
    low[:demands] = down
    more = Columns(
        sparse.csc_matrix(
            (-np.ones(len(number)), (number, np.arange(len(number)))),
            shape=(frame.rows, len(number)),
        ),
        -(1 + lowered / lowered.max()),
        np.zeros(len(number)),
        np.ones(len(number)),
    )
    answer = model.solve(Stage(low, high, more=more))
    if answer is None:
        return down
    target = down.copy()
    target[number] += np.floor(answer.more + SNAP)
    return target

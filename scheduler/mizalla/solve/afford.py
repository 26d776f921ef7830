"""Whole parcels that can be had at once with what others are owed."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
SNAP = 1e-6


def afford(model: Model, owed: Figures, some: NDArray[np.bool_]) -> Figures:
    """Lower whole targets of some demands as little as it takes for all to get what they are owed.

    Parameters
    ----------
    owed
        Parcels, whole ones for those that may be lowered; shape (demands,).
    some
        Who may be lowered.
    """
    demands = len(owed)
    number = np.flatnonzero(some)
    low, high = model.frame.bounds()
    low[:demands] = owed
    more = Columns(
        sparse.csc_matrix(
            (np.ones(len(number)), (number, np.arange(len(number)))),
            shape=(model.frame.rows, len(number)),
        ),
        1 / np.maximum(owed[number], 1.0),  # who has most loses least by a parcel
        np.zeros(len(number)),
        np.maximum(owed[number], 0.0),
    )
    answer = model.solve(Stage(low, high, more=more))
    if answer is None:
        return np.maximum(np.where(some, owed - 1, owed), 0)
    kept = owed.copy()
    kept[number] -= np.ceil(answer.more - SNAP)
    return np.maximum(kept, 0)

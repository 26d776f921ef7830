"""Whole parcels that can be had at once with what others are owed."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
SNAP = 1e-6
FEW, SHARE = 2.0, 0.01
"""Parcels, and share of what is owed, that a demand may lose before losing more is dearer."""
PRICES = (1e-3, 1.0, 8.0, 64.0)
"""Of a parcel lost of what is owed beyond what is sure, then of few parcels, of a share, of all the
rest: what must be lost is lost by many, a little each."""


def afford(model: Model, owed: Figures, sure: Figures) -> Figures:
    """Lower whole targets as little as it takes for all to get what they are owed.

    Parameters
    ----------
    owed
        Whole parcels; shape (demands,).
    sure
        Parcels that all can have at once; who is owed more than that loses it first.
    """
    demands = len(owed)
    low, high = model.frame.bounds()
    low[:demands] = owed
    over = np.maximum(owed - np.floor(sure + SNAP), 0.0)
    steps = [over, np.full(demands, FEW), SHARE * owed, owed]
    count = len(steps) * demands
    more = Columns(
        sparse.csc_matrix(
            (np.ones(count), (np.tile(np.arange(demands), len(steps)), np.arange(count))),
            shape=(model.frame.rows, count),
        ),
        # Who has most loses least by a parcel.
        np.concatenate([price / np.maximum(owed, 1.0) for price in PRICES]),
        np.zeros(count),
        np.concatenate(steps),
    )
    answer = model.solve(Stage(low, high, more=more))
    if answer is None:
        return np.maximum(owed - 1, 0)
    lost = answer.more.reshape(len(steps), demands).sum(axis=0)
    kept: Figures = np.maximum(owed - np.ceil(lost - SNAP), 0)
    return kept

"""Whole parcels that can be had at once with what others are owed."""

from dataclasses import replace

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


def losses(model: Model, owed: Figures, sure: Figures) -> Columns:
    """Columns by which demands may lose some of what they are owed, those of one step together.

    Parameters
    ----------
    owed
        Whole parcels; shape (demands,).
    sure
        Parcels that all can have at once; who is owed more than that loses it first.
    """
    demands = len(owed)
    over = np.maximum(owed - np.floor(sure + SNAP), 0.0)
    # Who has most loses least by a parcel.
    price = np.concatenate([price / np.maximum(owed, 1.0) for price in PRICES])
    most = np.concatenate([over, np.full(demands, FEW), SHARE * owed, owed])
    return replace(no_losses(model, demands), cost=price, high=most)


def no_losses(model: Model, demands: int) -> Columns:
    """The same columns at nothing, for programs that go on from where `afford` ended."""
    count = len(PRICES) * demands
    return Columns(
        sparse.csc_matrix(
            (np.ones(count), (np.arange(count) % demands, np.arange(count))),
            shape=(model.frame.rows, count),
        ),
        np.zeros(count),
        np.zeros(count),
        np.zeros(count),
    )


def afford(model: Model, owed: Figures, lost: Columns) -> Figures:
    """Lower whole targets as little as it takes for all to get what they are owed.

    Parameters
    ----------
    owed
        Whole parcels; shape (demands,).
    lost
        As `losses` gives them.
    """
    low, high = model.frame.bounds()
    low[: len(owed)] = owed
    # Nothing but losses costs anything, so that bases of levels are good for the dual.
    answer = model.solve(Stage(low, high, more=lost), dual=True)
    if answer is None:
        return np.maximum(owed - 1, 0)
    less = answer.more.reshape(-1, len(owed)).sum(axis=0)
    kept: Figures = np.maximum(owed - np.ceil(less - SNAP), 0)
    return kept

"""Cuts: what no plan can pass, as inequalities over what demands are served."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

Figures = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Cut:
    """No plan serves more than ``most``: price @ served[demand] <= most.

    It holds over all lanes, by the duals of the rows it was made of.
    """

    demand: Rows
    """Demands that it counts, ascending."""
    price: Figures
    """What a parcel of each of them counts; above zero."""
    most: float
    row: Rows
    """Rows of the frame that it was made of, those of demands aside."""
    dual: Figures
    """What one more unit of each of those rows' bounds adds to ``most``."""


def stacked(cuts: Sequence[Cut], demands: int) -> sparse.csr_matrix:
    """Stack cuts into a matrix of a row each; shape (cuts, demands)."""
    starts = np.cumsum([0, *(len(cut.demand) for cut in cuts)])
    if not cuts:
        return sparse.csr_matrix((0, demands))
    price = np.concatenate([cut.price for cut in cuts])
    demand = np.concatenate([cut.demand for cut in cuts])
    return sparse.csr_matrix((price, demand, starts), shape=(len(cuts), demands))

"""Supplies: the cuts that total stock makes, known before any program is solved."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.cut import Cut
from mizalla.solve.model import Stage
from mizalla.solve.parts import Parts

Figures = NDArray[np.float64]


def supplies(parts: Parts, weight: Figures) -> list[Cut]:
    """Give a cut for each kind of parcel: no more can be served than there is and can be bought.

    They are made of the rows of stock, so that what is worth more stock is known where total
    stock alone decides.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand.
    """
    frame = parts.frame
    problem, nodes = frame.problem, frame.nodes
    demands = len(weight)
    low, high = frame.bounds()
    low[:demands] = weight
    found: list[Cut] = []
    for parcel in range(len(problem.index.parcels)):
        dual = np.zeros(len(low))
        dual[:demands][problem.demands.parcel == parcel] = 1.0
        kinds = problem.kinds.parcel == parcel
        for rows in (nodes.node[:, kinds], nodes.into[:, kinds]):
            dual[rows[rows >= 0]] = -1.0
        own = kinds[problem.stock.kind[nodes.buy_stock]] & (nodes.buy_cap >= 0)
        dual[nodes.buy_cap[own]] = -1.0
        found += parts.cuts(Stage(low, high), dual)
    return found

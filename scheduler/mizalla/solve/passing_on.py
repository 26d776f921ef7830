"""Passing on: duals by which nothing gains, from duals by which lanes gain a little.

Duals read off for another objective than a basis was found for may let a transfer, or keeping
parcels for later, gain a little. All parcels there are could move that way, so that the little
takes away all that the duals prove. Where the store that they leave is worth that much more,
nothing gains by it, and it costs that much for each parcel that lies there. A lane to a demand
gains nothing where a parcel served is worth that much less, which costs it for what is asked.
"""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build.route import TRANSFER
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.nodes import Nodes
from mizalla.solve.program import Program

Figures = NDArray[np.float64]
PASSES = 30
"""Most moves one after the other: stores in a row, and spans of days."""
NOTHING = 1e-12


def without_gains(
    program: Program, dual: Figures, frame: Frame, lanes: Lanes
) -> tuple[Figures, Figures]:
    """Give duals by which no lane gains, as far as stores and demands can see to it.

    Parameters
    ----------
    program
        Columns: lanes, extra ones of the frame, others that are no concern of this.
    dual
        Duals of its rows, for an objective by which lanes and extra columns cost nothing.

    Returns
    -------
    tuple of arrays
        The duals, and what each lane and extra column still gains.
    """
    own, demands = len(lanes), len(frame.problem.demands)
    routes = frame.problem.routes
    moves = np.flatnonzero(routes.movement[lanes.route] == TRANSFER)
    matrix = program.matrix[:, : own + len(frame.extras)].tocsc()
    dual = _passed_on(
        matrix[:, np.append(moves, own + np.arange(frame.nodes.carries))], dual, frame.nodes
    )
    gain = np.maximum(matrix.T @ dual, 0.0)
    demand = routes.demand[lanes.route]
    serves = np.flatnonzero(demand >= 0)
    best = np.zeros(demands)
    np.maximum.at(best, demand[serves], gain[serves])
    best = np.minimum(best, np.maximum(dual[:demands], 0.0))
    dual[:demands] -= best
    gain[serves] = np.maximum(gain[serves] - best[demand[serves]], 0.0)
    return dual, gain


def _passed_on(matrix: sparse.csc_matrix, dual: Figures, nodes: Nodes) -> Figures:
    """Give duals by which columns gain nothing that move parcels from one node to another."""
    rows = slice(nodes.start, nodes.start + len(nodes.arrivals))
    leaves = matrix.tocsr()[rows].maximum(0).tocsr()
    leaves.eliminate_zeros()
    leaves.data[:] = 1.0
    dual = dual.copy()
    for _ in range(PASSES):
        gain = np.maximum(matrix.T @ dual, 0.0)
        if (gain <= NOTHING).all():
            break
        dual[rows] -= leaves.multiply(gain).tocsr().max(axis=1).toarray().ravel()
    return dual

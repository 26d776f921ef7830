"""Finer: the lanes of a plan on summed days, on a grid of shorter cells."""

import numpy as np

from mizalla.build.route import TRANSFER
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.model import Answer, Model

USED = 1e-6
"""Parcels from which on a lane is in use."""
FEW_CELLS = 8
"""Cells up to which a route in use is held on all of them."""


def on_finer(source: Model, answer: Answer, frame: Frame, *, beside: bool = False) -> Lanes:
    """List the lanes used, on each part of their cell; transfers used, on all cells.

    Parameters
    ----------
    beside
        Whether on each part of the cells before and after it too, and everywhere where a route is
        open on few cells only.
    """
    used = answer.lanes > USED
    route, cell = answer.held.route[used], answer.held.cell[used]
    routes = frame.problem.routes
    moves = routes.movement[route] == TRANSFER
    parent = source.frame.grid.cell[frame.grid.first]
    held = np.zeros((len(routes), len(source.frame.grid)), dtype=bool)
    held[route, cell] = True
    held[route[moves]] = True
    if beside:
        held[route, np.maximum(cell - 1, 0)] = True
        held[route, np.minimum(cell + 1, held.shape[1] - 1)] = True
        few = frame.open.sum(axis=1)[routes.pattern[route]] <= FEW_CELLS
        held[route[few]] = True
    row, fine = np.nonzero(held[np.unique(route)][:, parent])
    return Lanes(np.unique(route)[row], fine.astype(np.int64))

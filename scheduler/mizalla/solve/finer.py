"""Finer: the lanes of a plan on summed days, on a grid of shorter cells."""

import numpy as np

from mizalla.build.route import TRANSFER
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.model import Answer, Model

USED = 1e-6
"""Parcels from which on a lane is in use."""


def on_finer(source: Model, answer: Answer, frame: Frame) -> Lanes:
    """List the lanes used, on each part of their cell; transfers used, on all cells."""
    used = answer.lanes > USED
    route, cell = answer.held.route[used], answer.held.cell[used]
    moves = frame.problem.routes.movement[route] == TRANSFER
    parent = source.frame.grid.cell[frame.grid.first]
    held = np.zeros((len(frame.problem.routes), len(source.frame.grid)), dtype=bool)
    held[route, cell] = True
    held[route[moves]] = True
    row, fine = np.nonzero(held[np.unique(route)][:, parent])
    return Lanes(np.unique(route)[row], fine.astype(np.int64))

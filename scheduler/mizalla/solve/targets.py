"""Whole targets: the levels of leximin as whole parcels for each demand."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.integers import solve_integers
from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
SNAP = 1e-6
WORST = 10.0
"""How much more it counts to round up the one whom rounding down lowers most than one whom it
hardly lowers."""
FEW, FEW_LANES = 100, 2000
"""Demands and lanes up to which an integer program chooses whom to round up."""


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
        -(1 + WORST * lowered / lowered.max()),
        np.zeros(len(number)),
        np.ones(len(number)),
    )
    stage = Stage(low, high, more=more)
    few = len(number) <= FEW and len(model.lanes) <= FEW_LANES
    raised = _whole_raises(model, stage) if few else None
    if raised is None:
        answer = model.solve(stage)
        raised = np.zeros(len(number)) if answer is None else np.floor(answer.more + SNAP)
    target = down.copy()
    target[number] += raised
    return target


def _whole_raises(model: Model, stage: Stage) -> Figures | None:
    """Choose whom to round up by an integer program, where they are few enough for that."""
    program = model.program(stage)
    first = len(model.lanes) + len(model.frame.extras)
    integral = np.arange(len(program.cost)) >= first
    x = solve_integers(program, integral, budget=model.search.budget)
    return None if x is None else np.round(x[first:])

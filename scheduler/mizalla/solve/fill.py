"""Filling up: parcels that were lost in making lanes whole go onto other lanes."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import StoppedError
from mizalla.build.route import TRANSFER
from mizalla.solve.integers import solve_integers
from mizalla.solve.misses import misses
from mizalla.solve.model import Model, Stage

Figures = NDArray[np.float64]
MOVES = 50
"""Parcels by which a transfer may change so that deliveries become whole."""


def fill(model: Model, stage: Stage, x: Figures, harm: Figures, spare: Figures) -> Figures:
    """Give demands that fall short more lanes, and solve for those alone.

    Parameters
    ----------
    x
        Whole parcels on the model's lanes, then its other columns.

    Returns
    -------
    array
        Values on the model's lanes as they are then, and its other columns, no worse than before.
    """
    frame, problem = model.frame, model.frame.problem
    demands = len(harm)
    before = model.lanes
    demand = problem.routes.demand[before.route]
    count = len(before)
    parcels = np.round(x[:count])
    served = np.bincount(demand[demand >= 0], parcels[demand >= 0], demands)
    lost = np.maximum(stage.row_low[:demands] - served, 0)
    if not (lost > 0.5).any():
        return x
    wanted = np.flatnonzero(np.append(lost, 0)[problem.routes.demand] > 0.5)
    row, cell = np.nonzero(frame.open[problem.routes.pattern[wanted]])
    model.hold(wanted[row], cell.astype(np.int64))
    width = len(frame.grid)
    place = np.searchsorted(
        model.lanes.route * width + model.lanes.cell, before.route * width + before.cell
    )
    now = len(model.lanes)
    start = np.zeros(now)
    start[place] = parcels
    program = model.program(
        replace(stage, more=misses(model, stage, harm, over=False, spare=spare))
    )
    low, high = program.low.copy(), program.high.copy()
    low[:now] = high[:now] = start
    demand = problem.routes.demand[model.lanes.route]
    more = np.where(demand >= 0, np.append(lost, 0)[demand], 0)
    high[:now] += more
    moves = (problem.routes.movement[model.lanes.route] == TRANSFER) & (start > 0)
    low[:now][moves] = np.maximum(start[moves] - MOVES, 0)
    high[:now][moves] += MOVES
    # Whoever lacks nothing can't fall short either.
    for first in (now + len(frame.extras), len(high) - 2 * demands, len(high) - demands):
        high[first : first + demands][lost <= 0.5] = 0
    integral = np.zeros(len(low), dtype=bool)
    integral[:now] = low[:now] < high[:now]
    try:
        found = solve_integers(
            replace(program, low=low, high=high),
            integral,
            exact_from=frame.goal_start,
            budget=model.search.budget,
        )
    except StoppedError:
        found = None
    return np.concatenate([start, x[count:]]) if found is None else found

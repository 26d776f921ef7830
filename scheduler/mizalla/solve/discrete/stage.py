"""The stage of a dive: targets, earlier goals and guarantees may be missed, each at its price."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.discrete.shortfall import STEEP, shortfalls
from mizalla.solve.ledger import Ledger
from mizalla.solve.misses import misses
from mizalla.solve.model import Columns, Model, Stage
from mizalla.solve.objective import Objective
from mizalla.solve.refine import with_room

Figures = NDArray[np.float64]
FORCED = STEEP**3
"""What a parcel that a member lacks of what it must carry costs, in prices of the first step."""
GUARANTEED = STEEP**8
"""The same of a guarantee that somebody asked for."""


def dive_stage(ledger: Ledger, model: Model, goal: str | None) -> tuple[Stage, slice, float]:
    """Ask for what was decided, with every miss allowed at a price.

    Parameters
    ----------
    goal
        What to minimise after all misses; None: nothing.

    Returns
    -------
    tuple of Stage, slice and float
        The stage, which of its own columns are guarantees missed, and the price of a parcel on the
        first step.
    """
    stage, earlier, base = _asked(ledger, model, goal)
    short = shortfalls(model, stage, ledger.weight, base)
    owed = _owed(model, base)
    before = len(earlier.cost) + len(short.cost)
    stage = replace(stage, more=_beside(earlier, short, owed))
    return stage, slice(before, before + len(owed.cost)), base


def _asked(ledger: Ledger, model: Model, goal: str | None) -> tuple[Stage, Columns, float]:
    """Give what is asked, columns by which earlier goals may be missed, and a parcel's price."""
    stage = ledger.stage(ledger.problem.demands.needed, model)
    # Who is owed little may have to get a whole drop or pallet.
    stage.row_high[: len(ledger.least)] = ledger.problem.demands.needed
    if ledger.large and model.frame.grid.daily:
        stage = replace(stage, row_high=with_room(model, stage.row_high))
    if goal is not None:
        objective = Objective(goal, model.frame)
        stage = replace(stage, lane_cost=objective, extra_cost=objective.extras)
        if model.frame.goals and model.frame.goals[-1].name == goal:
            stage.row_high[-1] = np.inf
    demands = len(ledger.least)
    plain = misses(model, stage, np.ones(demands), over=False)
    own = slice(demands, len(plain.cost) - 2 * demands)
    earlier = Columns(plain.matrix[:, own], plain.cost[own], plain.low[own], plain.high[own])
    return stage, earlier, float(plain.cost[:demands].min(initial=np.inf))


def _beside(*columns: Columns) -> Columns:
    return Columns(
        sparse.hstack([part.matrix for part in columns]).tocsc(),
        np.concatenate([part.cost for part in columns]),
        np.concatenate([part.low for part in columns]),
        np.concatenate([part.high for part in columns]),
    )


def _owed(model: Model, base: float) -> Columns:
    """Columns by which hard lower bounds may be missed."""
    own = [
        block.start + np.flatnonzero(block.low.ravel() > 0)
        for block in model.frame.blocks
        if block.limit.hard
    ]
    row = np.concatenate([np.zeros(0, dtype=np.int64), *own])
    return Columns(
        sparse.csc_matrix(
            (np.ones(len(row)), (row, np.arange(len(row)))), shape=(model.frame.rows, len(row))
        ),
        np.full(len(row), base * GUARANTEED),
        np.zeros(len(row)),
        np.full(len(row), np.inf),
    )

"""Whole parcels: from the vertex of a linear program to whole numbers that keep every rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper as helper

from mizalla.solve.lp import Program
from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
SNAP = 1e-6
LIMITS = "limits/nodes = 1000\nlimits/gap = 1e-4"
"""The integer solver stops by its own count, not by the clock, so that plans repeat."""


@dataclass(frozen=True)
class Whole:
    """Whole parcels on the lanes of a model."""

    lanes: NDArray[np.int64]
    extras: Figures
    served: Figures
    """Parcels served to each demand: the targets, or a little less."""


def whole_parcels(
    model: Model, stage: Stage, lanes: Figures, harm: Figures, tell: Callable[[str], None]
) -> Whole | None:
    """Make the lanes of a stage's optimum whole.

    Lanes that are whole stay as they are. The others are left to an integer program that keeps
    all rows and falls short of targets only where it must, and there where it harms least.

    Parameters
    ----------
    stage
        What was solved; its demand rows may fall short at a price.
    lanes
        Parcels on each lane of the model at the optimum.
    harm
        What one parcel less does to the level of each demand.
    """
    rounded = np.round(lanes)
    broken = np.abs(lanes - rounded) > SNAP
    tell(f"{int(broken.sum())} of {int((lanes > SNAP).sum())} lanes to be made whole")
    demands = len(harm)
    count = len(lanes)
    # A parcel short costs more than any lane saves, and more where it harms more.
    price = _price(model, stage) * (1 + harm / max(float(harm.max(initial=0)), 1e-300))
    short = Columns(
        sparse.csc_matrix(
            (np.ones(demands), (np.arange(demands), np.arange(demands))),
            shape=(model.frame.rows, demands),
        ),
        price,
        np.zeros(demands),
        np.where(stage.row_low[:demands] > 0, np.inf, 0.0),
    )
    program = model.program(replace(stage, more=short))
    low, high = program.low.copy(), program.high.copy()
    low[:count] = np.where(broken, np.floor(lanes), rounded)
    high[:count] = np.where(broken, np.ceil(lanes), rounded)
    integral = np.zeros(len(low), dtype=bool)
    integral[:count] = broken
    x = solve_integers(replace(program, low=low, high=high), integral)
    if x is None:
        return None
    whole = np.round(x[:count]).astype(np.int64)
    demand = model.frame.problem.routes.demand[model.lanes.route]
    delivers = demand >= 0
    return Whole(
        lanes=whole,
        extras=np.maximum(x[count : count + len(model.frame.extras)], 0),
        served=np.bincount(demand[delivers], weights=whole[delivers], minlength=demands),
    )


def _price(model: Model, stage: Stage) -> float:
    """Price of falling short by a parcel: above anything that a lane could save."""
    if stage.lane_cost is None:
        return 1.0
    figures = model.frame.of_lanes(stage.lane_cost, model.lanes)
    return 10.0 * float(np.abs(figures).max(initial=1.0)) + 1.0


def solve_integers(program: Program, integral: NDArray[np.bool_]) -> Figures | None:
    """Solve a program whose fixed columns are moved to the bounds of its rows."""
    fixed = program.low == program.high
    moved = program.matrix @ np.where(fixed, program.low, 0.0)
    keep = np.flatnonzero(~fixed)
    matrix = program.matrix.tocsc()[:, keep].tocsr()
    used = np.flatnonzero(np.diff(matrix.indptr) > 0)
    # Rows that the fixed columns fill to the last digit must not fail by that digit.
    room = 1e-7 * (1 + np.abs(moved))
    row_low, row_high = program.row_low - moved - room, program.row_high - moved + room
    idle = np.diff(matrix.indptr) == 0
    if (idle & ((row_low > 0) | (row_high < 0))).any():
        return None
    x = np.where(fixed, program.low, 0.0)
    if not len(keep):
        return x
    model = helper.ModelBuilderHelper()
    model.fill_model_from_sparse_data(
        program.low[keep],
        program.high[keep],
        program.cost[keep],
        row_low[used],
        row_high[used],
        matrix[used],
    )
    whole = integral[keep]
    for place in np.flatnonzero(whole).tolist():
        model.set_var_integrality(place, True)
    solver = helper.ModelSolverHelper("scip" if whole.any() else "glop")
    if whole.any():
        solver.set_solver_specific_parameters(LIMITS)
    solver.solve(model)
    if solver.status() not in (helper.SolveStatus.OPTIMAL, helper.SolveStatus.FEASIBLE):
        return None
    x[keep] = np.asarray(solver.variable_values(), dtype=float)
    return x

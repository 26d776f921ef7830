"""Whole parcels: from the vertex of a linear program to whole numbers that keep every rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper as helper

from mizalla.solve.frame import Lanes
from mizalla.solve.lp import Program
from mizalla.solve.model import Answer, Columns, Model, Stage

Figures = NDArray[np.float64]
SNAP = 1e-6
CLOSE = 1e-4
"""Share of the optimum that whole parcels may cost before more freedom is tried."""
FEW = 3000
"""Lanes up to which more freedom is tried for a better plan, not only for any."""
WORST = 10.0
"""How much dearer the most harmful parcel is to fall short by than a harmless one."""
LIMITS = "limits/nodes = {nodes}\nlimits/gap = 1e-4"
"""The integer solver stops by its own count, not by the clock, so that plans repeat."""
NODES, NODES_OF_MANY, MANY = 1000, 5, 1000
"""Nodes that it may search, and those that it may where more columns than so many are whole."""


class Freedom(Enum):
    """Which lanes the integer program may change, and how far."""

    BROKEN = "those that are not whole, to the whole number below or above"
    NEAR = "all, by a parcel more than that"
    ALL = "all, to anything"


@dataclass(frozen=True)
class Whole:
    """Whole parcels on the lanes of a model."""

    held: Lanes
    """The lanes."""
    lanes: NDArray[np.int64]
    """Parcels on each."""
    extras: Figures
    served: Figures
    """Parcels served to each demand: the targets, or a little less."""


def whole_parcels(
    model: Model,
    stage: Stage,
    answer: Answer,
    harm: Figures,
    *,
    over: bool,
    tell: Callable[[str], None],
) -> Whole | None:
    """Make the lanes of a stage's optimum whole.

    Lanes that are whole stay as they are where that is possible. The others are left to an integer
    program that keeps all rows and falls short of targets only where it must, and there where it
    harms least.

    Parameters
    ----------
    stage
        What was solved; its demand rows may fall short at a price.
    answer
        Its optimum.
    harm
        What one parcel less does to the level of each demand.
    over
        Whether demands may get more than their targets, at the same price.
    """
    lanes = answer.lanes
    broken = np.abs(lanes - np.round(lanes)) > SNAP
    tell(f"{int(broken.sum())} of {int((lanes > SNAP).sum())} lanes to be made whole")
    program = model.program(replace(stage, more=misses(model, stage, harm, over=over)))
    best: Figures | None = None
    for freedom in Freedom:
        if best is not None and (len(lanes) > FEW or _close(program, best, answer.objective)):
            break
        x = _try(program, lanes, broken, freedom, model.frame.goal_start)
        if x is not None and (best is None or program.cost @ x < program.cost @ best):
            best = x
    if best is None:
        return None
    whole = np.round(best[: len(lanes)]).astype(np.int64)
    demand = model.frame.problem.routes.demand[model.lanes.route]
    delivers = demand >= 0
    return Whole(
        held=model.lanes,
        lanes=whole,
        extras=np.maximum(best[len(lanes) : len(lanes) + len(model.frame.extras)], 0),
        served=np.bincount(demand[delivers], weights=whole[delivers], minlength=len(harm)).astype(
            np.float64
        ),
    )


def _close(program: Program, x: Figures, optimum: float) -> bool:
    """Whether whole parcels cost hardly more than parts of parcels."""
    return float(program.cost @ x) - optimum <= CLOSE * max(abs(optimum), 1e-9)


def _try(
    program: Program, lanes: Figures, broken: NDArray[np.bool_], freedom: Freedom, goals: int
) -> Figures | None:
    """Solve for whole parcels with some freedom; None where that is not enough."""
    count = len(lanes)
    low, high = program.low.copy(), program.high.copy()
    integral = np.zeros(len(low), dtype=bool)
    match freedom:
        case Freedom.BROKEN:
            low[:count] = np.where(broken, np.floor(lanes), np.round(lanes))
            high[:count] = np.where(broken, np.ceil(lanes), np.round(lanes))
            integral[:count] = broken
        case Freedom.NEAR:
            low[:count] = np.maximum(np.floor(lanes + SNAP) - 1, 0)
            high[:count] = np.ceil(lanes - SNAP) + 1
            integral[:count] = True
        case Freedom.ALL:
            integral[:count] = True
    return solve_integers(replace(program, low=low, high=high), integral, exact_from=goals)


def misses(model: Model, stage: Stage, harm: Figures, *, over: bool) -> Columns:
    """Columns by which demands may miss their targets, at a price above what any lane saves.

    Falling short costs more where it harms more. Goals met before may be missed too, at a price
    between that of a parcel and that of the goal at hand.
    """
    demands = len(harm)
    number = np.arange(demands)
    goals = np.arange(model.frame.goal_start, model.frame.rows)
    dear = [_dearest(model, goal.lanes, goal.extras) for goal in model.frame.goals]
    own, _ = _dearest(model, stage.lane_cost, stage.extra_cost)
    # A parcel may count several units of a soft limit.
    own = max(own, 1.0) * model.frame.most_units()
    # The least that an earlier goal can be missed by outweighs all that a later one could gain.
    per_goal = np.array([10 * own / max(least, 1e-9) for _, least in dear] + [0.0])[:-1]
    price = 10.0 * (own + float(sum(per_goal * [most for most, _ in dear]))) + 1.0
    short = price * (1 + WORST * harm / max(float(harm.max(initial=0)), 1e-300))
    more = number if over else number[:0]
    row = np.concatenate([number, more, goals])
    sign = np.concatenate([np.ones(demands), -np.ones(len(more) + len(goals))])
    most = np.where(stage.row_low[:demands] > 0, np.inf, 0.0)
    return Columns(
        sparse.csc_matrix((sign, (row, np.arange(len(row)))), shape=(model.frame.rows, len(row))),
        np.concatenate([short, np.full(len(more), price), per_goal]),
        np.zeros(len(row)),
        np.concatenate([most, np.full(len(more) + len(goals), np.inf)]),
    )


def _dearest(
    model: Model, lanes: Callable[[slice], Figures] | None, extras: Figures | None
) -> tuple[float, float]:
    """Give the most and the least that a parcel on any lane held adds to a goal, zeros aside."""
    figures = np.zeros(0)
    if lanes is not None:
        figures = np.abs(model.frame.of_lanes(lanes, model.lanes))
    if extras is not None:
        figures = np.concatenate([figures, np.abs(extras)])
    figures = figures[figures > 0]
    return float(figures.max(initial=0)), float(figures.min(initial=np.inf))


def solve_integers(
    program: Program, integral: NDArray[np.bool_], *, exact_from: int | None = None
) -> Figures | None:
    """Solve a program whose fixed columns are moved to the bounds of its rows.

    Parameters
    ----------
    integral
        Columns that must be whole.
    exact_from
        First row that gets no room for last digits; None: all get some.
    """
    fixed = program.low == program.high
    moved = program.matrix @ np.where(fixed, program.low, 0.0)
    keep = np.flatnonzero(~fixed)
    matrix = program.matrix.tocsc()[:, keep].tocsr()
    used = np.flatnonzero(np.diff(matrix.indptr) > 0)
    # Rows that the fixed columns fill to the last digit must not fail by that digit.
    room = 1e-7 * (1 + np.abs(moved))
    room[exact_from if exact_from is not None else len(room) :] = 0
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
        nodes = NODES if whole.sum() <= MANY else NODES_OF_MANY
        solver.set_solver_specific_parameters(LIMITS.format(nodes=nodes))
    solver.solve(model)
    if solver.status() not in (helper.SolveStatus.OPTIMAL, helper.SolveStatus.FEASIBLE):
        return None
    x[keep] = np.asarray(solver.variable_values(), dtype=float)
    return x

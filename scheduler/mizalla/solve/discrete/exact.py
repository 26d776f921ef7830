"""Exact choices where a problem is small: integer programs with a door for each member."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.discrete.decision import Decision, undecided
from mizalla.solve.discrete.doors import with_doors
from mizalla.solve.discrete.flows import loads, standing
from mizalla.solve.discrete.shortfall import shortfalls
from mizalla.solve.discrete.tighten import closed
from mizalla.solve.ledger import Ledger
from mizalla.solve.lp import Searched, search
from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
LANES, DOORS = 6_000, 600
"""Lanes and doors up to which choices are made by an integer program."""
NODES = 300
GAP = 1e-6
DIGITS = 1e-6
"""Share by which a search may be off for the solver's last digits."""


def few(problem: Problem, model: Model) -> bool:
    """Whether an integer program with doors is likely to end soon."""
    doors = sum(int((np.bincount(choice.group) > 0).sum()) for choice in problem.choices)
    return model.frame.grid.daily and problem.lanes <= LANES and doors <= DOORS


def searched(problem: Problem, model: Model, stage: Stage) -> Searched:
    """Search a stage with the choices of a problem on the lanes held."""
    doors = with_doors(problem, model, stage)
    return search(
        doors.program,
        doors.integral,
        nodes=NODES,
        gap=GAP,
        seed=model.seed,
        budget=model.search.budget,
    )


def highest(ledger: Ledger, problem: Problem) -> tuple[float, float]:
    """Find how high the lowest level can be with all choices kept.

    Returns
    -------
    tuple of float
        A level that can be had (0 where none was found), and the proven most.
    """
    model, weight = ledger.model, ledger.weight
    frame, demands = model.frame, len(weight)
    low, high = frame.bounds()
    low[:demands] = 0
    high[frame.goal_start :] = np.inf  # whatever comes after coverage gives way
    unit = float(weight.mean())
    column = sparse.csc_matrix(
        (-weight / unit, (np.arange(demands), np.zeros(demands, dtype=np.int64))),
        shape=(frame.rows, 1),
    )
    most = float((problem.demands.needed / weight).min())
    more = Columns(column, np.array([-1.0]), np.zeros(1), np.array([most * unit]))
    found = searched(problem, model, Stage(low, high, more=more))
    bound = min(-found.bound / unit * (1 + DIGITS), most) if np.isfinite(found.bound) else most
    if found.x is None:
        return 0.0, bound
    place = len(model.lanes) + len(frame.extras)
    return float(found.x[place]) / unit, bound


def choose(ledger: Ledger, lowest: float) -> Decision | None:
    """Decide about all choices by integer programs over all lanes: what falls short, then goals.

    Parameters
    ----------
    lowest
        Level that everybody must be left who has a target above it.

    Returns
    -------
    Decision or None
        None where nothing was found.
    """
    problem, model = ledger.problem, ledger.model
    frame = model.frame
    needed = problem.demands.needed
    stage = ledger.stage(needed)
    stage.row_high[: len(needed)] = needed
    stage.row_high[frame.goal_start :] = np.inf
    short = shortfalls(model, stage, ledger.weight, 1.0, lowest * (1 - DIGITS))
    total = sparse.csc_matrix(short.cost[None, :])
    more = replace(short, matrix=sparse.vstack([short.matrix, total]).tocsc())
    stage = Stage(np.append(stage.row_low, -np.inf), np.append(stage.row_high, np.inf), more=more)
    found = searched(problem, model, stage)
    if found.x is None:
        return None
    best = found.x
    stage.row_high[-1] = _room(float(short.cost @ _own(model, best)[: len(short.cost)]))
    stage = replace(stage, more=replace(more, cost=np.zeros(len(short.cost))))
    for place, goal in enumerate(frame.goals):
        asked = replace(stage, lane_cost=goal.lanes, extra_cost=goal.extras)
        found = searched(problem, model, asked)
        if found.x is None:
            break
        best, lanes = found.x, len(model.lanes)
        value = float(frame.of_lanes(goal.lanes, model.lanes) @ best[:lanes])
        value += float(goal.extras @ best[lanes : lanes + len(goal.extras)])
        stage.row_high[frame.goal_start + place] = _room(value)
    return decided(problem, model, best[: len(model.lanes)])


def decided(problem: Problem, model: Model, parcels: Figures) -> Decision:
    """Read off what parcels on the lanes of a model decide about all choices."""
    decision = undecided(problem)
    for place, choice in enumerate(problem.choices):
        load = loads(choice, model.lanes, parcels, model.frame.grid)
        load = np.where(load > 1e-4, np.round(load, 4), 0.0)
        decision = closed(decision, place, choice, standing(choice, load))
    return decision


def _own(model: Model, x: Figures) -> Figures:
    """Values of the columns after lanes and the frame's own."""
    return x[len(model.lanes) + len(model.frame.extras) :]


def _room(value: float) -> float:
    return value + DIGITS * max(1.0, abs(value))


def at_least(problem: Problem, model: Model, stage: Stage) -> float:
    """Give a proven lower bound of a stage's objective with all choices kept."""
    bound = searched(problem, model, replace(stage, more=None)).bound
    return bound - DIGITS * abs(bound) if np.isfinite(bound) else -np.inf

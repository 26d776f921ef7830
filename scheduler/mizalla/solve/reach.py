"""The most households that could be reached, and the least that reaching them costs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.conflict import require_feasible
from mizalla.solve.frame import Frame, GoalRow
from mizalla.solve.grid import daily, summed
from mizalla.solve.model import Model, Stage
from mizalla.solve.objective import Objective
from mizalla.solve.start import nearest
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
SMALL = 60_000
FIRST_REACH = 3
LAST_DIGITS = 1e-9
"""Share of what is reached that a solver's last digits may miss."""


def most_reached(problem: Problem, households: Figures, *, seed: int = 0) -> float:
    """Find the most households that all needs together could be served with.

    A linear program over all lanes; whole parcels aside. Of problems of more than 60,000 lanes
    days are summed, so that it is a bound.

    Parameters
    ----------
    problem
        The problem.
    households
        Households that one parcel serves; shape (parcels,).
    seed
        Seed of the solver.

    Returns
    -------
    float
        Households.

    Raises
    ------
    InfeasibleError
        Hard rules can't hold together.
    """
    if not len(problem.demands):
        return 0.0
    model = _model(problem, seed)
    stage = replace(_free(model), lane_cost=_reward(model, households))
    answer = model.optimum(stage)
    if answer is None:
        raise MizallaError("Nothing can be reached, although the rules hold together.")
    return -answer.objective + float(answer.slack @ problem.demands.needed)


def least_cost(problem: Problem, households: Figures, reached: float, *, seed: int = 0) -> float:
    """Find the least that reaching so many households costs, whoever they are.

    Parameters
    ----------
    problem
        The problem.
    households
        Households that one parcel serves; shape (parcels,).
    reached
        Households to reach at least; no more than :func:`most_reached`.
    seed
        Seed of the solver.

    Returns
    -------
    float
        Cost, campaign currency; proven.

    Raises
    ------
    InfeasibleError
        Hard rules can't hold together.
    """
    if not len(problem.demands):
        return 0.0
    model = _model(problem, seed)
    frame = model.frame
    high = -reached * (1 - LAST_DIGITS)
    frame.keep(GoalRow("reach", _reward(model, households), np.zeros(len(frame.extras)), high))
    objective = Objective("cost", frame)
    stage = replace(_free(model), lane_cost=objective, extra_cost=objective.extras)
    answer = model.optimum(stage)
    if answer is None:
        raise MizallaError("What was reached before can't be reached again.")
    return answer.objective - float(answer.slack @ problem.demands.needed)


def _model(problem: Problem, seed: int) -> Model:
    small = problem.lanes <= SMALL
    frame = Frame(problem, daily(problem) if small else summed(problem), whole=True)
    reach = len(problem.index.warehouses) if small else FIRST_REACH
    model = Model(frame, nearest(problem, frame, reach), seed=seed)
    require_feasible(model)
    return model


def _free(model: Model) -> Stage:
    low, high = model.frame.bounds()
    needed = model.frame.problem.demands.needed
    high[: len(needed)] = needed
    return Stage(low, high)


def _reward(model: Model, households: Figures) -> Callable[[slice], Figures]:
    problem, cells = model.frame.problem, len(model.frame.grid)
    worth = np.append(households[problem.demands.parcel], 0.0)
    demand = problem.routes.demand
    return lambda chunk: np.repeat(-worth[demand[chunk]][:, None], cells, axis=1)

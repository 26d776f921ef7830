"""Misses: columns by which what was decided may be missed, each at its price."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
WORST = 10.0
"""How much dearer the most harmful parcel is to fall short by than a harmless one."""
DEAR = 30.0
"""How much dearer it is to lose what can't be spared, and again to lose more than a few."""
AT_THE_EDGE = 3e-4
"""Share of all parcels that may be let go where they cost more than the dearest lane."""
FEW = 1e-2
"""Share of its parcels that are a few."""


def misses(
    model: Model,
    stage: Stage,
    harm: Figures,
    *,
    over: bool,
    spare: Figures | None = None,
    let_go: bool = False,
) -> Columns:
    """Columns by which demands may miss their targets, at a price above what any lane saves.

    Falling short costs more where it harms more. Goals met before may be missed too, at a price
    between that of a parcel and that of the goal at hand. `missed` reads the columns.

    Parameters
    ----------
    spare
        Parcels that each demand may lose before it counts; more than that is dearer by far, so
        that what must be lost is lost by many, a little each. None: no such difference.
    let_go
        Whether what they can spare is lost already where a parcel costs more than the dearest lane;
        for `at_the_edge` to bound.
    """
    demands = len(harm)
    number = np.arange(demands)
    held = np.isfinite(stage.row_high[model.frame.goal_start :])  # the goal at hand has no row
    goals = model.frame.goal_start + np.flatnonzero(held)
    kept = (model.frame.goals[place] for place in np.flatnonzero(held).tolist())
    dear = [_dearest(model, goal.lanes, goal.extras) for goal in kept]
    own, _ = _dearest(model, stage.lane_cost, stage.extra_cost)
    # A parcel may count several units of a soft limit.
    own = max(own, 1.0) * model.frame.most_units()
    # The least that an earlier goal can be missed by outweighs all that a later one could gain.
    per_goal = np.array([10 * own / max(least, 1e-9) for _, least in dear] + [0.0])[:-1]
    price = 10.0 * (own + float(sum(per_goal * [most for most, _ in dear]))) + 1.0
    short = price * (1 + WORST * harm / max(float(harm.max(initial=0)), 1e-300))
    more = number if over else number[:0]
    row = np.concatenate([number, more, goals, number, number])
    sign = np.ones(len(row))
    sign[demands : demands + len(more) + len(goals)] = -1
    most = np.where(stage.row_low[:demands] > 0, np.inf, 0.0)
    first = np.zeros(demands) if spare is None else spare
    second = np.zeros(demands) if spare is None else np.ceil(FEW * stage.row_low[:demands])
    steep = DEAR if spare is not None else 1.0
    least = short * own / price if let_go else short
    return Columns(
        sparse.csc_matrix((sign, (row, np.arange(len(row)))), shape=(model.frame.rows, len(row))),
        np.concatenate(
            [short * steep**2, np.full(len(more), price), per_goal, short * steep, least]
        ),
        np.zeros(len(row)),
        np.concatenate(
            [
                most,
                np.full(len(more) + len(goals), np.inf),
                np.minimum(most, second),
                np.minimum(most, first),
            ]
        ),
    )


def at_the_edge(stage: Stage, more: Columns, demands: int) -> Stage:
    """Add the columns of `misses` to a stage, with a bound on all that may be spared together.

    The last parcels that can be had cost many times what others do, and making lanes whole loses
    about as many: it is these that are let go.
    """
    last = more.matrix.shape[1]
    total = sparse.csc_matrix(
        (np.ones(demands), (np.zeros(demands, int), np.arange(last - demands, last))),
        shape=(1, last),
    )
    most = AT_THE_EDGE * float(stage.row_low[:demands].sum())
    return replace(
        stage,
        row_low=np.append(stage.row_low, -np.inf),
        row_high=np.append(stage.row_high, most),
        more=replace(more, matrix=sparse.vstack([more.matrix, total]).tocsc()),
    )


def missed(more: Figures, demands: int) -> Figures:
    """Parcels by which each demand falls short, from the values of the columns of `misses`."""
    last = len(more) - demands
    return np.asarray(more[:demands] + more[last - demands : last] + more[last:])


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

"""The lanes that a model starts from: the nearest warehouses of each demand."""

import numpy as np

from mizalla.build import Problem
from mizalla.build.route import DELIVERY
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.grid import summed
from mizalla.solve.model import Model
from mizalla.solve.search import Search
from mizalla.solve.warm import Trail

FIRST_REACH = 3
"""Nearest warehouses per point that a model of summed days holds; more come in by their prices."""
FEW = 600_000
"""Lanes of summed days up to which all are held: taking lanes in later costs more than it saves."""


def on_summed_days(
    problem: Problem,
    *,
    seed: int = 0,
    trail: Trail | None = None,
    search: Search | None = None,
) -> Model:
    """Make the model of a large problem: days summed, the nearest warehouses of each point."""
    frame = Frame(problem, summed(problem))
    few = frame.open[problem.routes.pattern].sum() <= FEW
    reach = len(problem.index.warehouses) if few else FIRST_REACH
    return Model(frame, nearest(problem, frame, reach), seed=seed, trail=trail, search=search)


def nearest(problem: Problem, frame: Frame, reach: int) -> Lanes:
    """Hold the lanes from the warehouses that carry to each point at the least cost.

    Nearness is transport cost, so that contracts and trucks compare; lanes of one warehouse to a
    point come in together. At most ``reach`` warehouses per point and parcel, and all of them
    where the whole problem is small.
    """
    routes = problem.routes
    delivers = np.flatnonzero(routes.movement == DELIVERY)
    cost = problem.transport.min(axis=0)[delivers] + 1e-6 * routes.share[delivers]
    point = routes.destination[delivers].astype(np.int64)
    demand = routes.demand[delivers].astype(np.int64)
    origin = routes.origin[delivers].astype(np.int64)
    place = demand * len(problem.index.points) + point
    pair = place * len(problem.index.warehouses) + origin
    _, pair_number = np.unique(pair, return_inverse=True)
    best = np.full(pair_number.max(initial=-1) + 1, np.inf)
    np.minimum.at(best, pair_number, cost)
    first = np.zeros(len(best), dtype=np.int64)
    first[pair_number[::-1]] = np.arange(len(pair_number))[::-1]
    order = np.lexsort((origin[first], best, place[first]))
    starts = np.append(True, np.diff(place[first][order]) != 0) if len(order) else np.zeros(0, bool)
    since = np.flatnonzero(starts)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(since, np.diff(np.append(since, len(order))))
    kept = delivers[rank[pair_number] < reach]
    opened = frame.open[routes.pattern[kept]]
    row, cell = np.nonzero(opened)
    return Lanes(kept[row].astype(np.int64), cell.astype(np.int64))

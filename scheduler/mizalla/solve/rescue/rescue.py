"""Rescue: a plan from what a stopped search came to."""

from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import StoppedError
from mizalla.build import Problem
from mizalla.solve.allocation import Allocation
from mizalla.solve.rescue.claims import claims
from mizalla.solve.rescue.deal import deal
from mizalla.solve.search import Search

Figures = NDArray[np.float64]
HALVINGS = 60


def rescue(problem: Problem, search: Search) -> Allocation:
    """Deal out whole parcels after what was found, with the bounds that were proven.

    Parameters
    ----------
    search
        The search that was stopped.

    Raises
    ------
    StoppedError
        If no plan can be made of it: rules ask for more than dealing out comes to.
    """
    demands = problem.demands
    target = search.asked if search.asked is not None else _even(problem)
    target = np.clip(np.floor(target + 1e-6), 0, demands.needed)
    alike = any(goal == "district_gap" for goal, _ in problem.goals)
    room = deal(problem, search.flow, target, most=target if alike else demands.needed)
    if room is None:
        raise StoppedError
    route, day = np.nonzero(room.parcels)
    quantity = room.parcels[route, day].astype(np.int64)
    return Allocation(
        route=route.astype(np.int64),
        day=day.astype(np.int64),
        quantity=quantity,
        bought=(),
        level_bound=1 / demands.priority,
        proofs=claims(problem, search, demands.needed - room.missing),
        prices=(),
        lanes_possible=problem.lanes,
        lanes_held=len(route) if search.flow is None else len(search.flow.lanes),
        solver={
            "linear": f"GLOP of OR-Tools {version('ortools')}, stopped",
            "whole": "dealt out without a solver",
        },
        stopped=True,
    )


def _even(problem: Problem) -> Figures:
    """Parcels of each demand at the highest level that the stock of its kind alone allows."""
    demands, stock = problem.demands, problem.stock
    parcels = len(problem.index.parcels)
    there = np.bincount(problem.kinds.parcel[stock.kind], stock.quantity, parcels)
    weight = demands.needed * demands.priority
    low = np.zeros(parcels)
    high = np.full(parcels, float((1 / demands.priority).max(initial=1.0)))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        given = np.minimum(middle[demands.parcel] * weight, demands.needed)
        fits = np.bincount(demands.parcel, given, parcels) <= there
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return np.minimum(low[demands.parcel] * weight, demands.needed)

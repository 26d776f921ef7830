"""The sources that a village could have had besides, and why each lost."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from mizalla.account.full import Full
from mizalla.build import Problem
from mizalla.build.index import CONTRACT
from mizalla.build.route import DELIVERY
from mizalla_models.account import Obstacle, Source
from mizalla_models.plan import Plan, Shipment, Transfer
from mizalla_models.rule import Supply

RANKS = 3
"""Unused sources that are kept of each need."""

Codes = NDArray[np.int64]
Figures = NDArray[np.float64]


def sources(problem: Problem, plan: Plan) -> tuple[Source, ...]:
    """List the cheapest warehouses that the plan does not use, for needs that are not wholly met.

    Each stands with its cheapest fleet or contract, point and road state.
    """
    routes, index = problem.routes, problem.index
    used, paid = _used(problem, plan)
    short = np.zeros(len(problem.demands) + 1, dtype=bool)
    short[:-1] = [row.served < row.needed for row in plan.coverage]
    wanted = np.flatnonzero((routes.movement == DELIVERY) & short[routes.demand])
    pair = routes.demand[wanted].astype(np.int64) * len(index.warehouses) + routes.origin[wanted]
    unused = ~np.isin(pair, used)
    wanted, pair = wanted[unused], pair[unused]
    cost = (problem.transport + problem.charges).min(axis=0)[wanted]
    order = np.lexsort((wanted, cost, pair))
    order = order[_first(pair[order])]
    order = order[np.lexsort((pair[order], cost[order], routes.demand[wanted[order]]))]
    begin = np.flatnonzero(_first(routes.demand[wanted[order]]))
    rank = np.arange(len(order)) - np.repeat(begin, np.diff(np.append(begin, len(order))))
    order, rank = order[rank < RANKS], rank[rank < RANKS]
    chosen, cost = wanted[order], cost[order]
    taken = routes.take(chosen)
    states = len(problem.transport)
    km = np.min([problem.costs.km(taken, state) for state in range(states)], axis=0)
    full = Full(problem, plan).of(chosen)
    spent = _spent(problem, plan)
    found = []
    for place, route in enumerate(chosen.tolist()):
        demand, origin = int(routes.demand[route]), int(routes.origin[route])
        parcel, fleet = int(problem.demands.parcel[demand]), int(routes.fleet[route])
        before = paid.get(demand)
        obstacle: Obstacle = "equal"
        rule = group = ""
        if (origin, parcel) in spent:
            obstacle, rule = "stock", spent[origin, parcel]
        elif full[place] is not None:
            obstacle, (rule, group) = "rule", full[place] or ("", "")
        elif before is not None and cost[place] > before + 1e-6:
            obstacle = "dearer"
        whose = index.warehouse_organisation[origin]
        if fleet >= 0:
            whose = index.fleet_organisation[fleet]
        found.append(
            Source(
                village=index.villages.names[problem.demands.village[demand]],
                parcel=index.parcels.names[parcel],
                rank=int(rank[place]) + 1,
                point=index.points.names[routes.destination[route]],
                origin=index.warehouses.names[origin],
                organisation=index.organisations.names[whose],
                fleet=CONTRACT if fleet < 0 else index.fleets.names[fleet],
                km=float(km[place]),
                cost=float(cost[place]),
                paid=before,
                obstacle=obstacle,
                rule=rule,
                group=group,
            )
        )
    return tuple(found)


def _first(keys: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Mark the first of each run of equal keys."""
    return np.append(True, np.diff(keys) != 0) if len(keys) else np.zeros(0, dtype=bool)


def _used(problem: Problem, plan: Plan) -> tuple[Codes, dict[int, float]]:
    """Pairs of demand and warehouse that the plan uses, and what a parcel costs each demand."""
    index = problem.index
    pairs: set[int] = set()
    spent: dict[int, float] = defaultdict(float)
    got: dict[int, int] = defaultdict(int)
    for row in plan.shipments:
        village, parcel = index.villages.number[row.village], index.parcels.number[row.parcel]
        demand = int(problem.demands.number[village, parcel])
        pairs.add(demand * len(index.warehouses) + index.warehouses.number[row.origin])
        spent[demand] += row.cost
        got[demand] += row.quantity
    used = np.fromiter(sorted(pairs), dtype=np.int64, count=len(pairs))
    return used, {demand: spent[demand] / got[demand] for demand in got}


def _spent(problem: Problem, plan: Plan) -> dict[tuple[int, int], str]:
    """Warehouses and parcels of which nothing is left, each with its largest row of stock."""
    index = problem.index
    left: dict[tuple[int, int], int] = defaultdict(int)
    largest: dict[tuple[int, int], tuple[int, str]] = {}
    for provided in problem.supplies:
        rule = provided.rule
        if not isinstance(rule, Supply):
            continue
        key = index.warehouses.number[rule.warehouse], index.parcels.number[rule.parcel]
        left[key] += rule.quantity
        largest[key] = max(largest.get(key, (0, "")), (rule.quantity, provided.id))
    leaving: tuple[Shipment | Transfer, ...] = (*plan.shipments, *plan.transfers)
    for row in leaving:
        left[index.warehouses.number[row.origin], index.parcels.number[row.parcel]] -= row.quantity
    for moved in plan.transfers:
        key = index.warehouses.number[moved.destination], index.parcels.number[moved.parcel]
        left[key] += moved.quantity
    empty = {
        (house, parcel): ""
        for house in range(len(index.warehouses))
        for parcel in range(len(index.parcels))
        if left.get((house, parcel), 0) <= 0
    }
    return empty | {key: largest[key][1] for key in empty if key in largest}

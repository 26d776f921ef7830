"""Claims: what may be said of each goal of a plan whose proofs were not finished.

Only what is proven without further search: a bound that is not proven is never claimed, so these
are far from the best plan where nothing better was found in time.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.allocation import Proof
from mizalla.solve.search import Search

Figures = NDArray[np.float64]


def claims(problem: Problem, search: Search, served: Figures) -> tuple[Proof, ...]:
    """Give a bound for each goal from what a search had proven when it was stopped.

    Parameters
    ----------
    search
        What was proven of goals is noted there.
    served
        Parcels that each demand gets.
    """
    found: list[Proof] = []
    for goal, tolerance in problem.goals:
        bound = search.reached.get(goal, (None, None))[1]
        match goal:
            case "coverage":
                most = float((1 / problem.demands.priority).min(initial=np.inf))
                most = most if np.isfinite(most) else 1.0
                found.append(Proof(goal, most if bound is None else min(bound, most), tolerance))
                found.append(Proof("served", most_there_is(problem), tolerance))
            case "district_gap":
                found.append(Proof("served", most_there_is(problem), tolerance))
                found.append(Proof(goal, 0.0, tolerance))
            case "lateness":
                found.append(Proof(goal, 0.0, tolerance))
            case _:
                found.append(Proof(goal, least_cost(problem, served), tolerance))
    return tuple(found)


def completed(problem: Problem, proofs: Sequence[Proof], served: Figures) -> list[Proof]:
    """Bound goals that a finished plan's proofs have not come to.

    What was proven of the most parcels and the least gap was so for levels that the plan, with its
    choices or in whole parcels, need not have.
    """
    anew = {"district_gap": 0.0}
    if problem.choices:
        anew["served"] = most_there_is(problem)
    missing = {"lateness": 0.0, "cost": least_cost(problem, served)}
    known = [replace(proof, bound=anew.get(proof.goal, proof.bound)) for proof in proofs]
    return [
        replace(proof, bound=missing[proof.goal]) if np.isnan(proof.bound) else proof
        for proof in known
    ]


def most_there_is(problem: Problem) -> float:
    """Most parcels that could be served: of each kind what is needed, or what there is of it."""
    demands, stock = problem.demands, problem.stock
    parcels = len(problem.index.parcels)
    needed = np.bincount(demands.parcel, demands.needed, parcels)
    there = np.bincount(problem.kinds.parcel[stock.kind], stock.quantity, parcels)
    return float(np.minimum(needed, there).sum())


def least_cost(problem: Problem, served: Figures) -> float:
    """Least that any plan which serves just that costs: each parcel on its cheapest lane and day.

    Penalties and purchases cost at least nothing. Where a transfer pays, it pays for every parcel
    on every day at most.
    """
    best = problem.transport + problem.charges
    for amount, _ in problem.charged_days:
        best = best + np.minimum(amount, 0)
    by_route = best.min(axis=0)
    demand = problem.routes.demand
    delivers = demand >= 0
    least = np.full(len(served), np.inf)
    np.minimum.at(least, demand[delivers], by_route[delivers])
    pays = float(min(by_route[~delivers].min(initial=0.0), 0.0))
    moved = float(problem.stock.quantity.sum()) * len(problem.index.days)
    got = served > 0
    return float(least[got] @ served[got]) + pays * moved

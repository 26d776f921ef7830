"""Mizalla on the campaign: rules, ways, build and solve, from a scenario in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from benchmarks.allocate.instance import Figures
from mizalla.build import build
from mizalla.collect import collect, plugin_manager
from mizalla.solve import solve
from mizalla.travel import travel
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Found:
    """What Mizalla found and proved."""

    seconds: dict[str, float]
    """Wall time of ``collect``, ``build`` (with ways) and ``solve``."""
    lanes: int
    values: dict[str, float]
    bounds: dict[str, float]
    level_bound: Figures
    """Proven most for the level of each demand."""
    served: Figures
    """Whole parcels of each demand."""


def allocate(scenario: Scenario, tell: Callable[[str], None]) -> Found:
    """Allocate, and say what is being done."""
    start = perf_counter()
    rules = collect(scenario, plugin_manager(scenario))
    collected = perf_counter()
    problem = build(scenario, rules, travel(scenario))
    built = perf_counter()
    found = solve(problem, progress=lambda step: tell(f"{step}"))
    solved = perf_counter()
    demands, state = problem.demands, problem.state_of_day[found.day]
    served = np.bincount(
        problem.routes.demand[found.route], weights=found.quantity, minlength=len(demands)
    )
    prices = problem.transport[state, found.route] + problem.charges[state, found.route]
    return Found(
        seconds={
            "collect": collected - start,
            "build": built - collected,
            "solve": solved - built,
        },
        lanes=problem.lanes,
        values={
            "coverage": float((served / demands.needed / demands.priority).min()),
            "served": float(served.sum()),
            "cost": float(prices @ found.quantity),
        },
        bounds={proof.goal: proof.bound for proof in found.proofs},
        level_bound=found.level_bound,
        served=served,
    )

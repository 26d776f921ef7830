"""From the problem to the allocation: one goal after the other, each proven over all lanes."""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.allocation import Allocation, Proof
from mizalla.solve.conflict import lower_bounds, require_feasible
from mizalla.solve.cover import cover
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.ledger import Ledger, Progress
from mizalla.solve.lower import lower
from mizalla.solve.model import Answer, Model, Stage
from mizalla.solve.start import nearest
from mizalla.solve.whole import Whole, whole_parcels
from mizalla_models.errors import InfeasibleError, MizallaError

Figures = NDArray[np.float64]
SMALL = 30_000
"""Lanes up to which every lane is held from the start and days are never summed."""


def solve(
    problem: Problem, *, seed: int = 0, progress: Callable[[Progress], None] | None = None
) -> Allocation:
    """Find the fairest allocation, of those the earliest, and of those the cheapest.

    Goals are met in the campaign's order. Each is a linear program (coverage: several) that is
    solved to its optimum over all lanes; then quantities become whole parcels.

    Parameters
    ----------
    seed
        Seed of the solvers; equal problems and seeds give equal allocations.
    progress
        Called with every step.

    Raises
    ------
    InfeasibleError
        If hard rules can't hold together.
    """
    ledger = _open(problem, seed, progress or (lambda _: None))
    coverage_alone = True
    stage, answer = None, None
    for goal, tolerance in problem.goals:
        if goal == "coverage":
            cover(ledger, tolerance, summed=coverage_alone and problem.lanes > SMALL)
        else:
            if coverage_alone:
                require_feasible(ledger.model)
            stage, answer = lower(ledger, goal, tolerance)
        coverage_alone = False
    if stage is None or answer is None or problem.goals[-1][0] == "coverage":
        stage = ledger.stage()
        answer = ledger.model.optimum(stage)
    if answer is None:
        raise MizallaError("The goals met can't be met together.", mend="Please report this.")
    whole = _whole(ledger, stage, answer)
    return _allocation(ledger, whole)


def _open(problem: Problem, seed: int, progress: Callable[[Progress], None]) -> Ledger:
    frame = Frame(problem, daily(problem), whole=True)
    small = problem.lanes <= SMALL
    reach = len(problem.index.warehouses) if small else 1
    demands = problem.demands
    return Ledger(
        problem=problem,
        model=Model(frame, nearest(problem, frame, reach), seed=seed),
        progress=progress,
        least=np.zeros(len(demands)),
        most=demands.needed.copy(),
        level_bound=1 / demands.priority,
    )


def _whole(ledger: Ledger, stage: Stage, answer: Answer) -> Whole:
    """Make the last optimum whole.

    Hard lower bounds may ask for a parcel more than a target; that is tried last.
    """
    frame = ledger.model.frame
    for over in (False, True) if frame.capped else (False,):
        held = ledger.stage(counted=ledger.problem.demands.needed if over else None)
        last = replace(held, lane_cost=stage.lane_cost, extra_cost=stage.extra_cost)
        if frame.goals and stage.lane_cost is not None:
            last.row_high[-1] = np.inf  # the last goal is the objective, no row
        whole = whole_parcels(
            ledger.model,
            last,
            answer.lanes,
            1 / ledger.weight,
            over=over,
            tell=ledger.tell("whole parcels"),
        )
        if whole is not None:
            return whole
    raise InfeasibleError(lower_bounds(ledger.model))


def _allocation(ledger: Ledger, whole: Whole) -> Allocation:
    lanes = ledger.model.lanes
    used = np.flatnonzero(whole.lanes > 0)
    return Allocation(
        route=lanes.route[used],
        day=lanes.cell[used],
        quantity=whole.lanes[used],
        level_bound=ledger.level_bound,
        # A bound for the targets is turned by its duals into one for what is served.
        proofs=tuple(_for_served(proof, ledger, whole.served) for proof in ledger.proofs),
        prices=tuple(ledger.prices),
        lanes_possible=ledger.problem.lanes,
        lanes_held=len(lanes),
        solver={
            "linear": f"GLOP of OR-Tools {version('ortools')}",
            "whole": f"SCIP of OR-Tools {version('ortools')}",
        },
    )


def _for_served(proof: Proof, ledger: Ledger, served: Figures) -> Proof:
    """Turn a bound for the targets into one for what is served, by the duals that prove it."""
    fewer = np.maximum(ledger.least - served, 0)
    more = np.maximum(served - ledger.most, 0)
    fixed = ledger.least == ledger.most
    of_fewer = np.where(fixed, proof.worth, np.maximum(proof.worth, 0))
    of_more = np.where(fixed, proof.worth, np.minimum(proof.worth, 0))
    if proof.goal == "served":
        of_fewer, of_more = proof.worth, np.zeros_like(served)
    change = float(of_more @ more) - float(of_fewer @ fewer)
    return replace(proof, bound=proof.bound + change)

"""Proofs beside discrete rules: what no plan can do better even without them."""

from dataclasses import replace

import numpy as np

from mizalla.solve.cover import most_served
from mizalla.solve.district import gap_bound
from mizalla.solve.ledger import Ledger
from mizalla.solve.level import raise_level
from mizalla.solve.lower import bound_of
from mizalla.solve.whole import Whole


def prove_without(ledger: Ledger, whole: Whole) -> None:
    """Prove each goal of a plan over all lanes of a problem without its discrete rules.

    The lowest level is bounded by what it could be without them; what is served, by the most that
    can be while each demand gets what it gets here; lateness and cost, as for any plan, for just
    what is served.

    Parameters
    ----------
    ledger
        The goals met without these rules; gets the proofs.
    whole
        The plan.
    """
    model = ledger.model
    frame, demands = model.frame, ledger.problem.demands
    used = whole.lanes > 0
    model.hold(whole.held.route[used], whole.held.cell[used])
    held = {goal.name: goal for goal in frame.goals}
    values = {
        name: float(frame.of_lanes(goal.lanes, whole.held) @ whole.lanes)
        + float(goal.extras @ whole.extras)
        for name, goal in held.items()
    }
    frame.goals[:] = []
    counted = ledger.most
    if (whole.served > counted).any():
        counted = demands.needed
    ledger.least, ledger.most = np.zeros_like(whole.served), demands.needed
    alike = any(proof.goal == "district_gap" for proof in ledger.proofs)
    for place, proof in enumerate(ledger.proofs):
        if proof.goal == "coverage" and frame.goals:
            everybody = np.ones(len(demands), dtype=bool)
            most = float((demands.needed / ledger.weight).min(initial=1e9))
            raised = raise_level(model, ledger.weight, everybody, np.zeros(len(demands)), most=most)
            if raised is not None:
                ledger.proofs[place] = replace(proof, bound=raised.bound)
        if proof.goal == "served" and alike:
            # The most within the cap was proven before, and holds without these rules too.
            ledger.least = ledger.most = whole.served
        elif proof.goal == "served":
            ledger.least = whole.served
            bound, _ = most_served(ledger, ledger.summed or model)
            ledger.proofs[place] = replace(proof, bound=bound)
            more = bound - float(whole.served.sum())
            ledger.level_bound = np.minimum(whole.served + more, demands.needed) / ledger.weight
            ledger.least = ledger.most = whole.served
        if proof.goal == "district_gap":
            bound = gap_bound(ledger, float(whole.served.sum()))
            ledger.proofs[place] = replace(proof, bound=bound)
        if proof.goal not in held:
            continue
        bound = bound_of(ledger, proof.goal, counted, values[proof.goal])
        ledger.proofs[place] = replace(proof, bound=bound)
        goal = held[proof.goal]
        frame.keep(replace(goal, high=max(goal.high, values[proof.goal])))

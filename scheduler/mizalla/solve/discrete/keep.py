"""Keeping discrete rules: plan without them, decide about them, plan again with what is left."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mizalla.build import Problem
from mizalla.solve.cover import whole_levels
from mizalla.solve.discrete.decision import restricted, undecided
from mizalla.solve.discrete.dive import Dived, dive
from mizalla.solve.discrete.exact import LANES, choose, decided, few, highest
from mizalla.solve.discrete.flows import spans
from mizalla.solve.discrete.impossible import (
    SEARCHED,
    any_way,
    guarantees_broken,
    not_found,
)
from mizalla.solve.ledger import Ledger
from mizalla.solve.leximin import leximin
from mizalla.solve.lower import Lowered
from mizalla.solve.model import Answer, Model
from mizalla_models.errors import InfeasibleError

Meet = Callable[[Problem], tuple[Ledger, Lowered]]
SNAP = 1e-6
MORE = 0.5
"""Parcels from which on a route carries more than before."""


def keep_choices(ledger: Ledger, last: Lowered, meet: Meet) -> tuple[Ledger, Lowered]:
    """Find the lanes that discrete rules leave, and meet the goals on them.

    Parameters
    ----------
    ledger, last
        The goals met without these rules: what is out of reach there is out of reach with them.
    meet
        Meets the goals of a problem that has none.

    Raises
    ------
    InfeasibleError
        If hard rules can't hold together with these.
    """
    problem = ledger.problem
    goal = _goal(last)
    if not ledger.large and few(problem, ledger.model):
        decision = choose(ledger, _lowest(ledger))
        if decision is not None:
            return _left(ledger, meet, restricted(problem, decision))
    broken = None if ledger.summed is None else guarantees_broken(ledger, LANES)
    if broken is not None:
        raise broken
    decision, aim = undecided(problem), ledger
    if ledger.summed is not None and any(spans(choice) for choice in problem.choices):
        first = dive(ledger, ledger.summed, None, decision, goal)
        if first is not None and not first.missed:
            decision = first.decision
            _hold_more(ledger.model, last.answer, first.answer)
            aim = _levels_on(ledger, first)
    found = dive(aim, ledger.model, last.answer, decision, goal)
    if aim is not ledger and (found is None or found.missed):
        # What summed days decide may leave guarantees no way that single days have.
        aim = ledger
        found = dive(aim, ledger.model, last.answer, undecided(problem), goal)
    if found is None or found.missed:
        return meet(_by_search(ledger))
    if not ledger.large and found.steps:
        return _left(ledger, meet, restricted(ledger.problem, found.decision))
    return _settled(aim, last, found)


def _levels_on(ledger: Ledger, found: Dived) -> Ledger:
    """Aim at the levels that summed days allow on the lanes that are left.

    Who can't be served as before leaves something to others.
    """
    aim = replace(ledger, problem=restricted(ledger.problem, found.decision))
    if (found.answer.served < ledger.least - SNAP).any():
        profile = leximin(found.model, ledger.weight, ledger.tell("choices"))
        whole_levels(aim, found.model, profile)
    return replace(aim, problem=ledger.problem, most=np.maximum(ledger.most, aim.least))


def _hold_more(model: Model, free: Answer, decided: Answer) -> None:
    """Take routes in that carry more than in the plan without the rules, on all days."""
    before, after = (
        np.bincount(found.held.route, found.lanes, len(model.frame.problem.routes))
        for found in (free, decided)
    )
    model.hold_routes(np.flatnonzero(after > before + MORE))


def _left(ledger: Ledger, meet: Meet, left: Problem) -> tuple[Ledger, Lowered]:
    """Meet the goals on what decisions leave; where that can't be, the rules themselves tell why.

    What is named then must not be what was decided.
    """
    try:
        return meet(left)
    except InfeasibleError:
        return meet(_by_search(ledger))


def _by_search(ledger: Ledger) -> Problem:
    """Find any way to keep all rules where guarantees are hard to keep."""
    problem, model = ledger.problem, ledger.model
    if not ledger.large and problem.lanes <= SEARCHED:
        parcels = any_way(ledger)
        if parcels is not None:
            return restricted(problem, decided(problem, model, parcels))
    raise not_found(ledger)


def _lowest(ledger: Ledger) -> float:
    """Find the level that everybody can have; the ledger gets what was proven about it."""
    for place, proof in enumerate(ledger.proofs):
        if proof.goal == "coverage" and place == 0 and len(ledger.weight):
            lowest, bound = highest(ledger, ledger.problem)
            ledger.proofs[place] = replace(proof, bound=min(proof.bound, bound))
            return lowest
    return 0.0


def _settled(ledger: Ledger, last: Lowered, found: Dived) -> tuple[Ledger, Lowered]:
    """Take over where a dive day by day ended: what it serves is what will be served."""
    problem = restricted(ledger.problem, found.decision)
    served = np.floor(found.answer.served + SNAP)
    settled = replace(
        ledger,
        problem=problem,
        model=found.model,
        least=np.minimum(ledger.least, served),
        most=np.maximum(ledger.most, np.ceil(found.answer.served - SNAP)),
    )
    lowered = Lowered(
        replace(settled.stage(), lane_cost=last.stage.lane_cost, extra_cost=last.stage.extra_cost),
        found.answer,
        0.0,
    )
    return settled, lowered


def _goal(last: Lowered) -> str | None:
    """Name the goal that chooses among lanes last."""
    goal = getattr(last.stage.lane_cost, "goal", None)
    return goal if isinstance(goal, str) else None

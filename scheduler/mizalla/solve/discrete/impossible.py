"""Discrete rules that can't hold together with guarantees, and which of them are to blame."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.discrete.exact import searched
from mizalla.solve.frame import Frame
from mizalla.solve.ledger import Ledger
from mizalla.solve.model import Model, Stage
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Conflict
from mizalla_models.rule import ProvidedRule

Figures = NDArray[np.float64]


def any_way(ledger: Ledger) -> Figures | None:
    """Find parcels on all lanes that keep every rule, whatever they serve; None where none are.

    The lanes are those of the ledger's model, which holds all of them.

    Raises
    ------
    InfeasibleError
        If it is proven that there are none, with rules none of which could be left out.
    """
    problem, model = ledger.problem, ledger.model
    found = _hold(problem, model, _suspects(problem, model.frame))
    if found is None or isinstance(found, bool):
        if found is False:
            raise InfeasibleError(_least(problem, model))
        return None
    return found


def not_found(problem: Problem, frame: Frame) -> InfeasibleError:
    """Make the error of a problem too large for a proof, where no way was found to keep all rules.

    It names the discrete rules and the guarantees: without either there would be a way.
    """
    named = [choice.provided for choice in problem.choices]
    named += [b.limit.provided for b in frame.blocks if b.limit.hard and (b.low > 0).any()]
    once = {provided.id: provided for provided in named}
    return InfeasibleError([_conflict(p, " (no way was found to keep it)") for p in once.values()])


def _suspects(problem: Problem, frame: Frame) -> list[ProvidedRule]:
    """Discrete rules and hard limits, those that ask for something last."""
    hard = [block for block in frame.blocks if block.limit.hard]
    lax = [b.limit.provided for b in hard if not (b.low > 0).any()]
    asking = [b.limit.provided for b in hard if (b.low > 0).any()]
    return [*lax, *(choice.provided for choice in problem.choices), *asking]


def _least(problem: Problem, model: Model) -> list[Conflict]:
    """Leave out one rule after the other for as long as the rest can't hold together."""
    kept = _suspects(problem, model.frame)
    for suspect in list(kept):
        rest = [other for other in kept if other is not suspect]
        if _hold(problem, model, rest) is False:
            kept = rest
    return [_conflict(provided, "") for provided in kept]


def _hold(problem: Problem, model: Model, rules: Sequence[ProvidedRule]) -> Figures | bool | None:
    """Find parcels that keep some rules; False where none can, None where it is not known."""
    held = {provided.id for provided in rules}
    frame = model.frame
    low, high = frame.bounds()
    demands = len(problem.demands)
    high[:demands] = problem.demands.needed
    high[frame.goal_start :] = np.inf
    for block in frame.blocks:
        if block.limit.hard and block.limit.provided.id not in held:
            rows = slice(block.start, block.start + block.count)
            low[rows], high[rows] = -np.inf, np.inf
    choices = tuple(choice for choice in problem.choices if choice.provided.id in held)
    found = searched(replace(problem, choices=choices), model, Stage(low, high))
    if found.x is not None:
        return found.x[: len(model.lanes)]
    return False if found.bound == np.inf else None


def _conflict(provided: ProvidedRule, more: str) -> Conflict:
    return Conflict(
        provider=str(provided.provider),
        organisation=provided.provider.organisation,
        rule=provided.id,
        reason=provided.rule.reason + more,
    )

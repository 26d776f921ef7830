"""Diving: a linear program, a decision about what is clear in it, and again, until all is kept."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.discrete.decision import Decision, restricted
from mizalla.solve.discrete.flows import MOVES, Standing, loads, spans, standing
from mizalla.solve.discrete.stage import dive_stage
from mizalla.solve.discrete.tighten import CLEAR, closed, frozen, tighten
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.ledger import Ledger
from mizalla.solve.model import Answer, Model, Stage

Figures = NDArray[np.float64]
MOST = 40
"""Most rounds."""
FREEZE = len(CLEAR)
"""Rounds after which what keeps the rules is decided too, so that the dive comes to an end."""
SHUT = FREEZE + 3
"""Rounds after which idle members of drops and pallets are shut, so that no new ones open."""
CLOSE = 1e-4
ROUNDS = 3
"""Most rounds of pricing in each of them."""
OWED = 1e-5
"""Parcels of guarantees that may be missing for the solver's last digits."""


@dataclass(frozen=True)
class Dived:
    """Where a dive ended."""

    decision: Decision
    model: Model
    stage: Stage
    answer: Answer
    missed: bool
    """Whether guarantees can't be kept with what was decided."""
    steps: int
    """Rounds that it took; 0: all was kept from the start."""


def dive(
    ledger: Ledger,
    problem: Problem,
    model: Model,
    answer: Answer,
    decision: Decision,
    goal: str | None,
) -> Dived | None:
    """Decide about all choices that a model can tell.

    Parameters
    ----------
    ledger
        What is to be reached.
    problem
        The problem with nothing decided about its choices.
    model, answer
        Where to begin: a plan that need not keep them.
    decision
        What is decided already.
    goal
        What to minimise beside what falls short.

    Returns
    -------
    Dived or None
        None where it came to no end.
    """
    told = [
        place
        for place, choice in enumerate(problem.choices)
        if model.frame.grid.daily or spans(choice)
    ]
    missed = False
    stage = ledger.stage(model=model)
    for step in range(MOST):
        stands = _stands(problem, told, model, answer)
        broken = [place for place in told if stands[place].broken.any()]
        if not broken:
            for place in told:
                decision = closed(decision, place, problem.choices[place], stands[place])
            left = _within(model, restricted(problem, decision))
            return Dived(decision, left, stage, _on(left, answer), missed, step)
        if step >= FREEZE:
            for place in told:
                choice, idle = problem.choices[place], stands[place].load <= MOVES
                decision = frozen(decision, place, choice, stands[place])
                if step >= SHUT and choice.count is None:
                    decision = decision.with_(place, shut=decision.shut[place] | idle)
        for place in broken if step < FREEZE else told:
            decision = tighten(decision, place, problem.choices[place], stands[place], step)
        count = sum(int(stands[place].broken.sum()) for place in broken)
        ledger.tell("choices")(f"round {step + 1}, {count} to be decided")
        model = _within(model, restricted(problem, decision))
        stage, owed = dive_stage(ledger, model, goal, len(problem.limits))
        found = model.optimum(stage, enough=CLOSE, rounds=ROUNDS)
        if found is None:
            return None
        answer = found
        missed = bool((answer.more[owed][_guarantees(model, len(problem.limits))] > OWED).any())
    return None


def _stands(problem: Problem, told: list[int], model: Model, answer: Answer) -> dict[int, Standing]:
    grid = model.frame.grid
    return {
        place: standing(choice, loads(choice, answer.held, answer.lanes, grid))
        for place, choice in enumerate(problem.choices)
        if place in told
    }


def _within(model: Model, problem: Problem) -> Model:
    """Make the model of a restricted problem, on the lanes that are left of those held."""
    old = model.frame
    frame = Frame(problem, old.grid, whole=True)
    for goal in old.goals:
        frame.keep(goal)
    kept = frame.open[problem.routes.pattern[model.lanes.route], model.lanes.cell]
    lanes = Lanes(model.lanes.route[kept], model.lanes.cell[kept])
    return Model(frame, lanes, seed=model.seed, transfers=False, search=model.search)


def _on(model: Model, answer: Answer) -> Answer:
    """Give an answer on the lanes that a model holds, which are some of its own."""
    width = len(model.frame.grid)
    place = np.searchsorted(
        answer.held.route * width + answer.held.cell, model.lanes.route * width + model.lanes.cell
    )
    return replace(answer, held=model.lanes, lanes=answer.lanes[place])


def _guarantees(model: Model, limits: int) -> NDArray[np.bool_]:
    """Say which lower bounds are the problem's own, in the order of their columns."""
    own = [
        np.full(int((block.low > 0).sum()), place < limits)
        for place, block in enumerate(model.frame.blocks)
        if block.limit.hard
    ]
    return np.concatenate([np.zeros(0, dtype=bool), *own])

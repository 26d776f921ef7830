"""Diving: a linear program, a decision about what is clear in it, and again, until all is kept."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.discrete.decision import Decision, restricted
from mizalla.solve.discrete.flows import MOVES, Standing, loads, spans, standing
from mizalla.solve.discrete.mend import mended
from mizalla.solve.discrete.tighten import closed, frozen, tighten
from mizalla.solve.discrete.trial import Trial
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.ledger import Ledger
from mizalla.solve.model import Answer, Model

Figures = NDArray[np.float64]
MOST = 40
"""Most rounds."""
FREEZE = 4
"""Rounds after which what keeps the rules is decided too, so that the dive comes to an end."""
SHUT = FREEZE + 3
"""Rounds after which idle members of drops and pallets are shut, so that no new ones open."""
OWED = 1e-5
"""Parcels of guarantees that may be missing for the solver's last digits."""


@dataclass(frozen=True)
class Dived:
    """Where a dive ended."""

    decision: Decision
    model: Model
    """The lanes that are left of those held."""
    answer: Answer
    missed: bool
    """Whether guarantees can't be kept with what was decided."""
    steps: int
    """Programs that it took; 0: all was kept from the start."""


def dive(
    ledger: Ledger, model: Model, answer: Answer | None, decision: Decision, goal: str | None
) -> Dived | None:
    """Decide about all choices that a model can tell.

    Parameters
    ----------
    ledger
        What is to be reached, and the problem with its choices.
    model, answer
        Where to begin: a plan that need not keep them. None: the best of the model without them.
    decision
        What is decided already.
    goal
        What to minimise beside what falls short.

    Returns
    -------
    Dived or None
        None where it came to no end.
    """
    problem = ledger.problem
    told = [
        place
        for place, choice in enumerate(problem.choices)
        if model.frame.grid.daily or spans(choice)
    ]
    trial = Trial(ledger, problem, model, goal)
    if answer is not None:
        trial.begin_with(answer)
    kept = answer is not None and not trial.moves(decision, answer)
    if not kept:
        answer = trial.solve(decision, answer)
    if answer is None:
        return None
    for step in range(MOST):
        stands = _stands(problem, told, model, answer)
        broken = [place for place in told if stands[place].broken.any()]
        if not broken:
            if step and not model.frame.grid.daily:
                ledger.tell("choices")("moves that lose less")
                decision, answer = mended(trial, told, decision, answer)
            return _ended(trial, told, decision, answer, step if kept else step + 1)
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
        found = trial.solve(decision, answer)
        if found is None:
            return None
        answer = found
    return None


def _ended(trial: Trial, told: list[int], decision: Decision, answer: Answer, step: int) -> Dived:
    """Close what is decided, and give the lanes that are left."""
    stands = _stands(trial.problem, told, trial.model, answer)
    for place in told:
        decision = closed(decision, place, trial.problem.choices[place], stands[place])
    left = _within(trial.model, restricted(trial.problem, decision))
    trial.go_on(left)
    return Dived(decision, left, _on(left, answer), trial.missed(answer) > OWED, step)


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

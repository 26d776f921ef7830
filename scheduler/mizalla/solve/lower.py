"""Lateness and cost: goals that are as low as earlier ones let them be."""

from dataclasses import replace

from mizalla.solve.allocation import Proof
from mizalla.solve.frame import GoalRow
from mizalla.solve.ledger import Ledger
from mizalla.solve.model import Answer, Stage
from mizalla.solve.objective import Objective
from mizalla_models.errors import MizallaError

ROOM = 1e-5
"""Share of a goal's best that whole parcels may cost it, where its own tolerance is less."""


def lower(ledger: Ledger, goal: str, tolerance: float) -> tuple[Stage, Answer]:
    """Minimise a goal with all that is decided held, and hold it too.

    Returns
    -------
    tuple of Stage and Answer
        What was solved and its optimum, over all lanes.
    """
    ledger.tell(goal)("over all lanes")
    frame = ledger.model.frame
    objective = Objective(goal, frame)
    stage = replace(ledger.stage(), lane_cost=objective, extra_cost=objective.extras)
    answer = ledger.model.optimum(stage)
    if answer is None:
        raise MizallaError(
            f"What was decided can't be kept while {goal} is minimised.",
            mend="Please report it with the scenario.",
        )
    bound = answer.objective - float(answer.slack @ ledger.most)
    worth = answer.dual[: len(ledger.least)]
    ledger.proofs.append(Proof(goal, bound, worth, max(tolerance, ROOM)))
    ledger.price_rows(frame, goal, answer.dual)
    room = max(tolerance, ROOM) * abs(answer.objective)
    frame.keep(GoalRow(objective, objective.extras, answer.objective + room + 1e-9))
    return stage, answer

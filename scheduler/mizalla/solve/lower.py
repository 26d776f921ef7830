"""Lateness and cost: goals that are as low as earlier ones let them be."""

from dataclasses import dataclass, replace

from mizalla.solve.allocation import Proof
from mizalla.solve.frame import GoalRow
from mizalla.solve.ledger import Ledger
from mizalla.solve.model import Answer, Stage
from mizalla.solve.objective import Objective, matters
from mizalla.solve.whole import misses
from mizalla_models.errors import MizallaError

ROOM = 1e-7
"""Share of a goal's best that later goals may give away for the solver's last digits."""
CLOSE = 2e-5
"""Distance of optimum and bound, as a share, at which no more lanes are sought."""


@dataclass(frozen=True)
class Lowered:
    """A goal at its lowest."""

    stage: Stage
    """What was solved."""
    answer: Answer
    """Its optimum, over all lanes."""
    short: float
    """Parcels of targets that can't be had day by day."""


def lower(ledger: Ledger, goal: str, tolerance: float) -> Lowered:
    """Minimise a goal with all that is decided held, and hold it too."""
    ledger.tell(goal)("over all lanes")
    frame = ledger.model.frame
    objective = Objective(goal, frame)
    answer = None
    for most in (ledger.most, ledger.problem.demands.needed.copy()):
        # Lower bounds may ask for more than a target that was rounded down.
        ledger.most = most
        plain = replace(ledger.stage(), lane_cost=objective, extra_cost=objective.extras)
        # Targets may be too high by last digits, or by more where days were summed for them.
        more = misses(ledger.model, plain, 1 / ledger.weight, over=False)
        stage = replace(plain, more=more)
        answer = ledger.model.optimum(stage, enough=CLOSE)
        if answer is not None or not frame.capped:
            break
    if answer is None:
        raise MizallaError(
            f"What was decided can't be kept while {goal} is minimised.",
            mend="Please report it with the scenario.",
        )
    short = answer.more[: len(ledger.least)]
    value = answer.objective - float(more.cost @ answer.more)
    bound = answer.objective - float(answer.slack @ ledger.most)
    ledger.proofs.append(Proof(goal, bound, tolerance))
    ledger.price_rows(frame, goal, answer.dual)
    room = max(tolerance, ROOM) * abs(value)
    frame.keep(GoalRow(goal, objective, objective.extras, value + room + 1e-9))
    return Lowered(plain, answer, float(short.sum()))


def bound_of(ledger: Ledger, goal: str) -> float:
    """Prove the least that a goal can come to with all that is decided held."""
    ledger.tell(goal)("proof for whole parcels")
    objective = Objective(goal, ledger.model.frame)
    stage = replace(ledger.stage(), lane_cost=objective, extra_cost=objective.extras)
    answer = ledger.model.optimum(stage, enough=CLOSE)
    if answer is None:
        raise MizallaError("A plan in whole parcels can't be proven.", mend="Please report this.")
    return answer.objective - float(answer.slack @ ledger.most)


def on_time(ledger: Ledger, goal: str) -> bool:
    """Note a lateness of zero where nothing is due before the last day; say whether that is so."""
    if goal != "lateness" or matters(ledger.problem):
        return False
    ledger.proofs.append(Proof(goal, 0.0, 0.0))
    return True

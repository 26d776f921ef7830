"""Lateness and cost: goals that are as low as earlier ones let them be."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.allocation import Proof
from mizalla.solve.close import close
from mizalla.solve.conflict import require_feasible
from mizalla.solve.cover import spread
from mizalla.solve.finer import on_finer
from mizalla.solve.frame import Frame, GoalRow
from mizalla.solve.ledger import Ledger
from mizalla.solve.misses import at_the_edge, missed, misses
from mizalla.solve.model import Answer, Model, Stage
from mizalla.solve.objective import Objective, matters
from mizalla.solve.refine import NEAR, refine, solve_span
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
ROOM = 1e-7
"""Share of a goal's best that later goals may give away for the solver's last digits."""
ROUNDS = 6
"""Most rounds of pricing; where lanes are still to be had after them, the bound says so."""
LAST_DIGITS = 2e-7
"""Share of a bound that sums of floating-point numbers may pass it by."""
FEW_LANES = 200_000
"""Lanes of a plan on summed days, on each of their days, up to which all of them are held."""
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
    if ledger.by_day and goal == "cost":
        known = _begun(ledger, goal) if ledger.given_away else _summed_bound(ledger, goal)
        answer = solve_span(ledger, ledger.model, goal, known=known)
        if answer is not None:
            return _lowered(ledger, goal, tolerance, answer)
        require_feasible(ledger.model)
    elif _by_sums(ledger, goal):
        summed = _summed_lowest(ledger, goal)
        answer = None if summed is None else refine(ledger, *summed, goal)
        if answer is not None:
            return _lowered(ledger, goal, tolerance, answer)
        if summed is not None:
            spread(summed[1], ledger.model)
        require_feasible(ledger.model)
    frame = ledger.model.frame
    objective = Objective(goal, frame)
    answer = None
    for most in (ledger.most, ledger.problem.demands.needed.copy()):
        # Lower bounds may ask for more than a target that was rounded down.
        ledger.most = most
        plain = replace(ledger.stage(), lane_cost=objective, extra_cost=objective.extras)
        # Targets may be too high by last digits, or by more where days were summed for them.
        more = misses(ledger.model, plain, 1 / ledger.weight, over=False, spare=ledger.spare)
        stage = replace(plain, more=more)
        answer = ledger.model.optimum(stage, enough=CLOSE, rounds=ROUNDS)
        if answer is not None or not frame.capped:
            break
    if answer is None:
        raise MizallaError(
            f"What was decided can't be kept while {goal} is minimised.",
            mend="Please report it with the scenario.",
        )
    return _lowered(ledger, goal, tolerance, answer)


def _lowered(ledger: Ledger, goal: str, tolerance: float, answer: Answer) -> Lowered:
    """Note what a goal comes to."""
    frame = ledger.model.frame
    objective = Objective(goal, frame)
    plain = replace(ledger.stage(), lane_cost=objective, extra_cost=objective.extras)
    short = missed(answer.more, len(ledger.least))
    value = float(frame.of_lanes(objective, answer.held) @ answer.lanes)
    value += float(objective.extras @ answer.extras)
    ledger.search.goal(goal, value, None)
    ledger.proofs.append(Proof(goal, np.nan, tolerance))
    ledger.price_rows(frame, goal, answer.dual)
    room = max(tolerance, ROOM) * abs(value)
    frame.keep(GoalRow(goal, objective, objective.extras, value + room + 1e-9))
    return Lowered(plain, answer, float(short.sum()))


def _begun(ledger: Ledger, goal: str) -> float:
    """Hold the lanes of the plan on summed days, and prove the least of a goal.

    Where something of the levels is given away the cheapest plan is far from the one that levels
    ended with: its lanes are others, and costs lead to it sooner from nothing.
    """
    summed = _summed_lowest(ledger, goal) if _by_sums(ledger, goal) else None
    if summed is None:
        return -np.inf
    frame = ledger.model.frame
    lanes = on_finer(*summed, frame)
    if len(lanes) <= FEW_LANES:
        there = frame.open[ledger.problem.routes.pattern[lanes.route], lanes.cell]
        ledger.model.hold(lanes.route[there], lanes.cell[there])
        ledger.model.standing = None
    return summed[1].objective - float(summed[1].slack @ ledger.most)


def _summed_bound(ledger: Ledger, goal: str) -> float:
    """Prove the least of a goal on summed days; minus infinity where these say nothing of it."""
    summed = _summed_lowest(ledger, goal) if _by_sums(ledger, goal) else None
    if summed is None:
        return -np.inf
    return summed[1].objective - float(summed[1].slack @ ledger.most)


def _by_sums(ledger: Ledger, goal: str) -> bool:
    return ledger.summed is not None and goal == "cost" and not ledger.model.frame.goals


def _summed_lowest(ledger: Ledger, goal: str) -> tuple[Model, Answer] | None:
    """Minimise a goal with days summed, everything that is decided held."""
    if ledger.summed is None:
        return None
    if not ledger.summed.frame.whole:
        frame = Frame(ledger.problem, ledger.summed.frame.grid, whole=True)
        whole = Model(
            frame,
            ledger.summed.lanes,
            seed=ledger.model.seed,
            trail=ledger.trail,
            search=ledger.model.search,
        )
        whole.go_on_from(ledger.summed)
        before, ledger.summed = ledger.summed.frame, whole
        if (frame.rows, len(frame.extras)) != (before.rows, len(before.extras)):
            ledger.cheapest = None
    frame = ledger.summed.frame
    demands = len(ledger.least)
    low, high = frame.bounds()
    low[:demands] = ledger.least * (1 - LAST_DIGITS)
    high[:demands] = ledger.most
    objective = Objective(goal, frame)
    stage = Stage(low, high, objective, objective.extras)
    if ledger.cheapest is not None:
        ledger.summed.standing = ledger.cheapest
    # Costs led levels to it, and only bounds have changed since; later it goes on from its own end.
    dual, ledger.cheapest = ledger.cheapest is not None, None
    answer = ledger.summed.optimum(stage, enough=CLOSE, dual=dual)
    if answer is None:
        return None
    ledger.search.goal(goal, None, answer.objective - float(answer.slack @ ledger.most))
    ledger.tell(goal)("with days summed")
    return ledger.summed, answer


def bound_of(ledger: Ledger, goal: str, counted: Figures, value: float) -> float:
    """Prove the least that a goal can come to with all that is decided held.

    Parameters
    ----------
    counted
        Parcels of each demand that may count for its due days.
    value
        What the goal comes to; a bound near that is good enough on large problems.
    """
    ledger.tell(goal)("proof for whole parcels")
    known = _summed_bound(ledger, goal)
    if np.isfinite(known) and (not ledger.by_day or value - known <= NEAR * abs(value)):
        return known
    objective = Objective(goal, ledger.model.frame)
    plain = ledger.stage(counted)
    # Whole parcels may pass a bound by its last digits: then so may what they are held against.
    plain.row_low[:] -= LAST_DIGITS * (1 + np.abs(plain.row_low))
    plain.row_high[:] += LAST_DIGITS * (1 + np.abs(plain.row_high))
    exact = replace(plain, lane_cost=objective, extra_cost=objective.extras)
    if ledger.large:
        # The plan itself keeps all of it; the last parcels may cost more than missing them does.
        for one in (_none_missed(ledger, exact), _may_miss(ledger, exact)):
            answer, bound = close(
                ledger.model,
                one,
                ledger.most,
                enough=NEAR,
                rounds=ROUNDS,
                known=known,
                value=value,
                dual=True,
            )
            if answer is not None and np.isfinite(bound):
                return bound  # transfers that are still to come in leave none
    stage = _may_miss(ledger, exact)
    answer = ledger.model.optimum(stage, enough=CLOSE, rounds=ROUNDS)
    if answer is None:
        raise MizallaError("A plan in whole parcels can't be proven.", mend="Please report this.")
    return answer.objective - float(answer.slack @ ledger.most)


def _may_miss(ledger: Ledger, stage: Stage) -> Stage:
    """Let targets be missed, each parcel at its price."""
    return replace(stage, more=misses(ledger.model, stage, 1 / ledger.weight, over=False))


def _none_missed(ledger: Ledger, stage: Stage) -> Stage:
    """Keep the columns by which a plan missed its targets, at nothing.

    The basis that the plan ended at then stays good for the dual simplex method.
    """
    harm, spare = 1 / ledger.weight, ledger.spare
    let_go = spare is not None
    more = misses(ledger.model, stage, harm, over=False, spare=spare, let_go=let_go).shut()
    return at_the_edge(stage, more, len(harm)) if let_go else replace(stage, more=more)


def on_time(ledger: Ledger, goal: str) -> bool:
    """Note a lateness of zero where nothing is due before the last day; say whether that is so."""
    if goal != "lateness" or matters(ledger.problem):
        return False
    ledger.proofs.append(Proof(goal, 0.0, 0.0))
    return True

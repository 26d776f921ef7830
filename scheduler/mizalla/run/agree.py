"""Agreement between allocation and trips: both are made again until what is planned can ride."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mizalla.budget import Budget, StoppedError
from mizalla.build import Problem
from mizalla.run.learn import Learned
from mizalla.solve import Allocation
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import GoalResult, Plan
from mizalla_models.rule import Vehicles
from mizalla_models.rules import Rules

AGREED = 1e-2
"""Share of the parcels that may be named as short without another round."""
PROVEN = 1e-3
"""Gap up to which a goal counts as proven optimal."""


class Made(NamedTuple):
    """A plan, and what it was made from."""

    plan: Plan
    rules: Rules
    problem: Problem
    allocation: Allocation


def agree(
    first: Made, again: Callable[[Rules], Made], rounds: int, budget: Budget | None = None
) -> Made:
    """Make allocation and trips again where they disagree.

    What trips could not do becomes rules of the provider ``trips``: truck hours and parcels that a
    fleet manages in a day, ways that its trucks can't take. With them the allocation is made again.
    Bounds of coverage stay those of the first allocation: its estimate of truck hours is below
    what any trips take, so that no plan that can be driven does better. Cost and lateness are
    bounded by what each parcel served costs on its cheapest lane, and by none being late.

    Parameters
    ----------
    first
        The first plan.
    again
        Makes a plan under other rules.
    rounds
        Most times that it is made again.
    budget
        Time to do so in; a round that it ends counts for nothing. None: as much as it takes.

    Returns
    -------
    Made
        The plan of which the least is short, with all rounds.
    """
    if not first.plan.rounds:
        return first  # no trips were asked for
    now = best = first
    rules = first.rules
    history = list(first.plan.rounds)
    learned = Learned()
    fleets = {
        provided.rule.fleet: provided.rule
        for provided in rules.provided
        if isinstance(provided.rule, Vehicles)
    }
    for _ in range(rounds):
        if _short(now.plan) <= AGREED:
            break
        learned.learn(now.plan, fleets)
        try:
            if budget is not None:
                budget.check()
            now = again(learned.rules(rules))
        except InfeasibleError:
            break  # hard rules leave no room for what trips can do: the rest is named as short
        except StoppedError:
            if budget is not None:
                budget.cut()
            break
        for row in now.plan.rounds:
            history.append(row.model_copy(update={"number": len(history) + 1}))
        now = now._replace(plan=now.plan.model_copy(update={"rounds": (history[-1],)}))
        if _short(now.plan) < _short(best.plan):
            best = now
    plan = best.plan
    if best is not first:
        plan = _bounded(plan, first.plan, first.problem)
    mine = plan.rounds[-1]
    rest = tuple(row for row in history if row is not mine)
    return best._replace(plan=plan.model_copy(update={"rounds": (*rest, mine)}))


def _short(plan: Plan) -> float:
    (row,) = plan.rounds[-1:]
    return row.short / row.parcels if row.parcels else 0.0


def _bounded(plan: Plan, first: Plan, problem: Problem) -> Plan:
    """Give a plan bounds that hold without what was learned."""
    proven = {goal.goal: goal.bound for goal in first.goals}
    proven |= {"district_gap": 0.0, "lateness": 0.0, "cost": _cheapest(plan, problem)}
    goals = tuple(_goal(goal, proven[goal.goal]) for goal in plan.goals)
    levels = {(row.village, row.parcel): row.bound for row in first.coverage}
    return plan.model_copy(
        update={
            "goals": goals,
            "coverage": tuple(
                row.model_copy(update={"bound": levels[row.village, row.parcel]})
                for row in plan.coverage
            ),
            "status": "optimal" if all(goal.gap <= PROVEN for goal in goals) else "feasible",
        }
    )


def _goal(goal: GoalResult, bound: float) -> GoalResult:
    bound = max(bound, goal.value) if goal.sense == "max" else min(bound, goal.value)
    distance = abs(goal.value - bound)
    gap = distance / abs(bound) if bound else 0.0 if distance <= 1e-9 else distance
    return goal.model_copy(update={"bound": bound, "gap": gap})


def _cheapest(plan: Plan, problem: Problem) -> float:
    """What is served costs at least this: each parcel on its cheapest lane, on its best day."""
    best = problem.transport + problem.charges
    for amount, _ in problem.charged_days:
        best = best + np.minimum(amount, 0)
    by_route = best.min(axis=0)
    demands = problem.demands
    least = np.full(len(demands), np.inf)
    deliveries = problem.routes.demand >= 0
    np.minimum.at(least, problem.routes.demand[deliveries], by_route[deliveries])
    village, parcel = problem.index.villages.number, problem.index.parcels.number
    number = {
        (int(demands.village[place]), int(demands.parcel[place])): place
        for place in range(len(demands))
    }
    total = 0.0
    for row in plan.coverage:
        if row.served:
            total += row.served * float(least[number[village[row.village], parcel[row.parcel]]])
    # A rebate on a transfer, or a purchase at a price, is nobody's delivery.
    transfers = by_route[~deliveries]
    return -np.inf if (transfers < 0).any() else total

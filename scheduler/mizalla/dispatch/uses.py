"""How far each group of each limit is used, and what one more unit of it would be worth."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla.dispatch.lots import Flow
from mizalla.solve import Allocation
from mizalla_models.plan import RuleUse

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Use:
    """What counts in every group of a limit, and where anything counts; shapes as its groups."""

    amount: Figures
    counted: NDArray[np.bool_]


def used_tables(problem: Problem, flow: Flow) -> list[Use]:
    """Add up what counts in every group of every limit."""
    route = np.array([taken.route for taken in flow.taken], dtype=np.int64)
    day = np.array([taken.day for taken in flow.taken], dtype=np.int64)
    quantity = np.array([taken.quantity for taken in flow.taken], dtype=float)
    return [_used(problem, limit, route, day, quantity, flow.stored) for limit in problem.limits]


def _used(
    problem: Problem,
    limit: LimitRows,
    route: NDArray[np.int64],
    day: NDArray[np.int64],
    quantity: Figures,
    stored: NDArray[np.int64],
) -> Use:
    table = np.zeros(limit.groups.shape)
    counted = np.zeros(limit.groups.shape, dtype=bool)
    group, time = limit.groups.of_route[route], limit.groups.of_day[day]
    counts = (group >= 0) & (time >= 0)
    if limit.spared is not None:
        counts &= ~(limit.spared[0][route] & limit.spared[1][day])
    state = problem.state_of_day[day[counts]] if len(limit.coefficient) > 1 else 0
    amount = limit.coefficient[state, route[counts]] * quantity[counts]
    np.add.at(table, (group[counts], time[counts]), amount)
    counted[group[counts], time[counts]] = True
    if limit.holds_storage:
        for number, when in enumerate(limit.groups.of_day):
            if when < 0:
                continue
            lying = stored[number] * limit.stored_coefficient[None, :]
            held = limit.stored >= 0
            np.add.at(table, (limit.stored[held], np.full(held.sum(), when)), lying[held])
            full = held & (stored[number] > 0)
            counted[limit.stored[full], when] = True
    if limit.cumulative:
        return Use(np.cumsum(table, axis=1), np.logical_or.accumulate(counted, axis=1))
    return Use(table, counted)


def penalties(problem: Problem, tables: list[Use]) -> float:
    """Add up what soft limits cost for being passed."""
    total = 0.0
    for limit, table in zip(problem.limits, tables, strict=True):
        if limit.penalty is None:
            continue
        over = np.maximum(table.amount - limit.at_most, 0).sum()
        under = np.maximum(limit.at_least - table.amount, 0).sum()
        total += limit.penalty * float(over + under)
    return total


def uses(problem: Problem, allocation: Allocation, tables: list[Use]) -> tuple[RuleUse, ...]:
    """List the groups of all limits that anything counts in or that ask for something."""
    prices: dict[int, list[tuple[str, Figures]]] = defaultdict(list)
    for price in allocation.prices:
        prices[price.limit].append((price.goal, price.price))
    records = []
    for number, (limit, use) in enumerate(zip(problem.limits, tables, strict=True)):
        table = use.amount
        worth, goal = _first_price(prices[number], table.shape)
        sides = (("at_most", limit.at_most, use.counted), ("at_least", limit.at_least, True))
        for side, bound, relevant in sides:
            for group, time in np.argwhere(np.isfinite(bound) & relevant).tolist():
                # A price belongs to the side that holds.
                holds = abs(bound[group, time] - table[group, time]) <= 1e-3 * (
                    1 + abs(bound[group, time])
                )
                priced = holds and goal[group][time] is not None
                provider = limit.provided.provider
                records.append(
                    RuleUse(
                        provider=str(provider),
                        organisation=provider.organisation,
                        rule=limit.provided.id,
                        group=limit.groups.key(group, time),
                        side=side,
                        bound=float(bound[group, time]),
                        used=float(table[group, time]),
                        shadow_price=float(worth[group, time]) if priced else 0.0,
                        goal=goal[group][time] if priced else None,
                        reason=limit.provided.rule.reason,
                    )
                )
    return tuple(records)


def _first_price(
    prices: list[tuple[str, Figures]], shape: tuple[int, ...]
) -> tuple[Figures, list[list[str | None]]]:
    worth = np.zeros(shape)
    goal: list[list[str | None]] = [[None] * shape[1] for _ in range(shape[0])]
    for name, price in prices:
        for group, time in np.argwhere((worth == 0) & (np.abs(price) > 1e-12)).tolist():
            worth[group, time] = price[group, time]
            goal[group][time] = name
    return worth, goal

"""How far each group of each limit is used, and what one more unit of it would be worth."""

from collections import defaultdict

import numpy as np
from mizalla_models.plan import RuleUse
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla.dispatch.lots import Flow
from mizalla.solve import Allocation

Figures = NDArray[np.float64]


def used_tables(problem: Problem, flow: Flow) -> list[Figures]:
    """Add up what counts in every group of every limit; shapes as the limits' groups."""
    route = np.array([taken.route for taken in flow.taken], dtype=np.int64)
    day = np.array([taken.day for taken in flow.taken], dtype=np.int64)
    quantity = np.array([taken.quantity for taken in flow.taken], dtype=float)
    return [
        _used(problem, limit, route, day, quantity, flow.stored) for limit in problem.limits
    ]


def _used(
    problem: Problem,
    limit: LimitRows,
    route: NDArray[np.int64],
    day: NDArray[np.int64],
    quantity: Figures,
    stored: NDArray[np.int64],
) -> Figures:
    table = np.zeros(limit.groups.shape)
    group, time = limit.groups.of_route[route], limit.groups.of_day[day]
    counts = (group >= 0) & (time >= 0)
    if limit.spared is not None:
        counts &= ~(limit.spared[0][route] & limit.spared[1][day])
    state = problem.state_of_day[day[counts]] if len(limit.coefficient) > 1 else 0
    amount = limit.coefficient[state, route[counts]] * quantity[counts]
    np.add.at(table, (group[counts], time[counts]), amount)
    if limit.holds_storage:
        for number, when in enumerate(limit.groups.of_day):
            if when < 0:
                continue
            lying = stored[number] * limit.stored_coefficient[None, :]
            held = limit.stored >= 0
            np.add.at(table, (limit.stored[held], np.full(held.sum(), when)), lying[held])
    return np.cumsum(table, axis=1) if limit.cumulative else table


def penalties(problem: Problem, tables: list[Figures]) -> float:
    """Add up what soft limits cost for being passed."""
    total = 0.0
    for limit, table in zip(problem.limits, tables, strict=True):
        if limit.penalty is None:
            continue
        over = np.maximum(table - limit.at_most, 0).sum()
        under = np.maximum(limit.at_least - table, 0).sum()
        total += limit.penalty * float(over + under)
    return total


def uses(
    problem: Problem, allocation: Allocation, tables: list[Figures]
) -> tuple[RuleUse, ...]:
    """List the groups of all limits that anything counts in or that ask for something."""
    prices: dict[int, list[tuple[str, Figures]]] = defaultdict(list)
    for price in allocation.prices:
        prices[price.limit].append((price.goal, price.price))
    records = []
    for number, (limit, table) in enumerate(zip(problem.limits, tables, strict=True)):
        worth, goal = _first_price(prices[number], table.shape)
        sides = (("at_most", limit.at_most, table != 0), ("at_least", limit.at_least, True))
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
                        side=side,  # type: ignore[arg-type]
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

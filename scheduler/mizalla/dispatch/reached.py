"""What the plan reaches: coverage, lateness, cost, and each goal beside its bound."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.route import DELIVERY
from mizalla.dispatch.lots import Flow
from mizalla.solve import Allocation
from mizalla_models.plan import Coverage, GoalResult

Figures = NDArray[np.float64]
PROVEN = 1e-3
"""Gap up to which a goal counts as proven optimal."""


def served(problem: Problem, flow: Flow) -> NDArray[np.int64]:
    """Add up what arrives for each demand on each day; shape (demands, days)."""
    table = np.zeros((len(problem.demands), len(problem.index.days)), dtype=np.int64)
    for taken in flow.taken:
        if problem.routes.movement[taken.route] == DELIVERY:
            table[problem.routes.demand[taken.route], taken.day] += taken.quantity
    return table


def coverage(
    problem: Problem, allocation: Allocation, arrived: NDArray[np.int64]
) -> tuple[Coverage, ...]:
    """List what each demand gets."""
    demands, index = problem.demands, problem.index
    rows = []
    for number, parcels in enumerate(arrived.sum(axis=1).tolist()):
        ratio = parcels / float(demands.needed[number])
        priority = float(demands.priority[number])
        rows.append(
            Coverage(
                village=index.villages.names[demands.village[number]],
                parcel=index.parcels.names[demands.parcel[number]],
                needed=int(demands.needed[number]),
                served=parcels,
                ratio=ratio,
                priority=priority,
                level=ratio / priority,
                bound=float(allocation.level_bound[number]),
            )
        )
    return tuple(rows)


def lateness(problem: Problem, arrived: NDArray[np.int64]) -> float:
    """Add up parcel-days after the due day; what comes first counts for what is due first."""
    served_ones = np.flatnonzero(arrived.any(axis=1)).tolist()
    return sum((late(problem, number, arrived[number]) for number in served_ones), 0.0)


def late(problem: Problem, demand: int, arrived: NDArray[np.int64]) -> float:
    """Add up parcel-days of one demand after the due day, by what arrives on each day."""
    demands = problem.demands
    begin, end = np.searchsorted(demands.part_demand, (demand, demand + 1)).tolist()
    total = 0.0
    so_far = arrived.cumsum()
    days = len(arrived)
    got, before = int(so_far[-1]), 0
    for part in range(begin, end):
        asked = int(demands.part_quantity[part])
        counts = min(max(got - before, 0), asked)
        due = int(demands.part_due[part])
        # On each day after the due one, what is still missing of this part is a day later.
        there = np.clip(so_far[max(due, 0) : days - 1] - before, 0, counts)
        total += float((counts - there).sum())
        if due < 0:
            total += float(-due * counts)
        before += asked
    return total


def goals(
    problem: Problem,
    allocation: Allocation,
    rows: tuple[Coverage, ...],
    late: float,
    cost: Mapping[str, float],
    currency: str,
) -> tuple[GoalResult, ...]:
    """Set each goal's value beside its bound."""
    values = {
        "coverage": ("max", "level", min((row.level for row in rows), default=1.0)),
        "served": ("max", "parcels", float(sum(row.served for row in rows))),
        "district_gap": ("min", "share", _district_gap(problem, rows)),
        "lateness": ("min", "parcel-days", late),
        "cost": ("min", currency, cost["total"]),
    }
    tolerances = dict(problem.goals)
    tolerances["served"] = tolerances.get("coverage", 0.0)
    results = []
    for proof in allocation.proofs:
        sense, unit, value = values[proof.goal]
        bound = _rounded_off(proof.bound, value, sense)
        results.append(
            GoalResult(
                goal=proof.goal,
                sense=sense,
                unit=unit,
                value=value,
                bound=bound,
                gap=gap(value, bound),
                tolerance=tolerances[proof.goal],
            )
        )
    return tuple(results)


def _district_gap(problem: Problem, rows: tuple[Coverage, ...]) -> float:
    """Highest less lowest served ÷ needed of districts."""
    number = problem.index.villages.number
    of_village = problem.index.village_district
    total: dict[int, tuple[int, int]] = {}
    for row in rows:
        district = int(of_village[number[row.village]])
        needed, served = total.get(district, (0, 0))
        total[district] = needed + row.needed, served + row.served
    covered = [served / needed for needed, served in total.values() if needed]
    return max(covered, default=0.0) - min(covered, default=0.0)


def _rounded_off(bound: float, value: float, sense: str) -> float:
    """Take a solver's last digits off a bound: what is within them of the value equals it."""
    if abs(bound - value) <= 1e-7 * max(1.0, abs(value)):
        return value
    return max(bound, 0.0) if sense == "min" and value >= 0 else bound


def gap(value: float, bound: float) -> float:
    """Distance of value and bound as a share of the bound; of a bound of 0 the distance itself."""
    distance = abs(value - bound)
    if bound == 0:
        return 0.0 if distance <= 1e-9 else distance
    return distance / abs(bound)

"""From the allocation to the plan."""

from collections.abc import Mapping

import numpy as np

from mizalla.build import Problem
from mizalla.dispatch import reached
from mizalla.dispatch.lots import Flow, lots
from mizalla.dispatch.movements import Tariffs, purchases, shipments, transfers
from mizalla.dispatch.trips import trips
from mizalla.dispatch.uses import penalties, used_tables, uses
from mizalla.solve import Allocation
from mizalla_models.plan import LaneCounts, Plan
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


def dispatch(
    scenario: Scenario,
    rules: Rules,
    problem: Problem,
    allocation: Allocation,
    *,
    settings: Mapping[str, str | int | float | bool | None],
) -> Plan:
    """Give every movement its lots and trucks, and set down what the plan reaches.

    Parameters
    ----------
    settings
        What the run was asked for; kept in the plan.
    """
    flow = lots(problem, allocation)
    tariffs = Tariffs(problem, flow)
    tables = used_tables(problem, flow)
    arrived = reached.served(problem, flow)
    rows = reached.coverage(problem, allocation, arrived)
    delivered = shipments(problem, flow, tariffs)
    bought = purchases(problem, flow)
    cost = _cost(flow, tariffs, sum(row.cost for row in bought), penalties(problem, tables))
    goals = reached.goals(
        problem,
        allocation,
        rows,
        reached.lateness(problem, arrived),
        cost,
        scenario.campaign.currency,
    )
    households = {parcel.id: parcel.households for parcel in scenario.parcels}
    return Plan(
        scenario=scenario.campaign.name,
        inputs_hash=scenario.inputs_hash,
        status="optimal" if all(goal.gap <= reached.PROVEN for goal in goals) else "feasible",
        starts=scenario.campaign.starts,
        ends=scenario.campaign.ends,
        currency=scenario.campaign.currency,
        settings=dict(settings),
        solver=allocation.solver,
        lanes=LaneCounts(
            possible=allocation.lanes_possible,
            used_by_solver=allocation.lanes_held,
            chosen=len(allocation.route),
        ),
        goals=goals,
        shipments=delivered,
        transfers=transfers(problem, flow, tariffs),
        purchases=bought,
        coverage=rows,
        rules=uses(problem, allocation, tables),
        trips=trips(scenario, delivered, {truck.fleet: truck for truck in problem.index.trucks}),
        plugins=rules.plugins,
        cost=cost,
        km=_truck_km(flow, tariffs),
        truck_loads=_truck_loads(flow, tariffs, problem),
        served_households=float(sum(households[s.parcel] * s.quantity for s in delivered)),
    )


def _cost(flow: Flow, tariffs: Tariffs, bought: float, passed: float) -> dict[str, float]:
    transport = charged = 0.0
    for taken in flow.taken:
        at = tariffs.at(taken.route, taken.day)
        transport += float(tariffs.transport[at]) * taken.quantity
        charged += tariffs.charge(taken.route, taken.day) * taken.quantity
    parts = {
        "transport": transport,
        "charges": charged,
        "purchases": bought,
        "penalties": passed,
    }
    return parts | {"total": sum(parts.values())}


def _truck_km(flow: Flow, tariffs: Tariffs) -> float:
    return sum(
        float(tariffs.truck_km[tariffs.at(taken.route, taken.day)]) * taken.quantity
        for taken in flow.taken
    )


def _truck_loads(flow: Flow, tariffs: Tariffs, problem: Problem) -> int:
    """Full trucks that each fleet fills on each day, rounded up."""
    loads = np.zeros((len(problem.index.fleets), len(problem.index.days)))
    for taken in flow.taken:
        fleet = problem.routes.fleet[taken.route]
        if fleet >= 0:
            share = tariffs.share[tariffs.at(taken.route, taken.day)[1]]
            loads[fleet, taken.day] += share * taken.quantity
    return int(np.ceil(loads - 1e-9).sum())

"""From the allocation to the plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from mizalla.budget import Budget
from mizalla.build import Problem
from mizalla.build.index import CONTRACT
from mizalla.dispatch import reached
from mizalla.dispatch.answer import Answer
from mizalla.dispatch.lots import Flow, lots
from mizalla.dispatch.mend import Mended, mend
from mizalla.dispatch.movements import Tariffs, purchases, shipments, transfers
from mizalla.dispatch.room import Room, minutes_left
from mizalla.dispatch.routing import Fleetwork, Routing
from mizalla.dispatch.trips import Driven, driven, search
from mizalla.dispatch.uses import penalties, used_tables, uses
from mizalla.dispatch.ways import Answers
from mizalla.dispatch.workday import workdays
from mizalla.solve import Allocation
from mizalla_models.plan import LaneCounts, Plan, Round, Shipment
from mizalla_models.routing import NO_TRIPS
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


def dispatch(
    scenario: Scenario,
    rules: Rules,
    problem: Problem,
    allocation: Allocation,
    *,
    settings: Mapping[str, str | int | float | bool | None],
    answers: Answers | None = None,
    routing: Routing | None = None,
    progress: Callable[[Fleetwork], None] | None = None,
    budget: Budget | None = None,
) -> Plan:
    """Give every movement its lots and trucks, and set down what the plan reaches.

    Parameters
    ----------
    settings
        What the run was asked for; kept in the plan.
    answers
        What plugins say of km and road minutes, as for ``travel``.
    routing
        How trips are looked for.
    progress
        Called as trips of base-days are found.
    budget
        Time to look for trips in; base-days that are left then get their first tours. None: all
        the time that it needs.
    """
    flow = lots(problem, allocation)
    tariffs = Tariffs(problem, flow)
    delivered = shipments(problem, flow, tariffs)
    rounds: list[Round] = []
    run: Driven | None = None
    if routing is None or routing.engine != NO_TRIPS:
        look = partial(
            search,
            scenario,
            rules,
            answers=answers,
            routing=routing,
            progress=progress,
            budget=budget,
        )
        found = look(delivered)
        run = driven(scenario, found)
        rounds.append(first_round(delivered, run))
        if run.short and scenario.campaign.trips.rounds:
            room = _room(scenario, rules, problem, flow, run)
            mended = mend(scenario, problem, allocation, found, room)
            if mended is not None:
                other = lots(problem, mended.allocation)
                told = Tariffs(problem, other)
                moved = shipments(problem, other, told)
                rows = [row for row in moved if (row.day, row.origin) in mended.more]
                again = driven(scenario, _merged(found, look(rows), mended), run.sheets)
                if _parcels(again) < _parcels(run):
                    allocation, flow, tariffs = mended.allocation, other, told
                    delivered, run = moved, again
                    rounds.append(first_round(delivered, run).model_copy(update={"number": 2}))
    tables = used_tables(problem, flow)
    arrived = reached.served(problem, flow)
    rows_of_demands = reached.coverage(problem, allocation, arrived)
    bought = purchases(problem, flow)
    cost = _cost(flow, tariffs, sum(row.cost for row in bought), penalties(problem, tables))
    goals = reached.goals(
        problem,
        allocation,
        rows_of_demands,
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
        coverage=rows_of_demands,
        rules=uses(problem, allocation, tables),
        trips=run.stops if run else (),
        short=run.short if run else (),
        rounds=tuple(rounds),
        plugins=rules.plugins,
        cost=cost,
        km=_truck_km(flow, tariffs),
        truck_loads=_truck_loads(flow, tariffs, problem),
        served_households=float(sum(households[s.parcel] * s.quantity for s in delivered)),
    )


def _room(scenario: Scenario, rules: Rules, problem: Problem, flow: Flow, run: Driven) -> Room:
    index, reload = problem.index, scenario.campaign.trips.reload_minutes
    days = {
        (index.fleets.number[fleet], index.day_number(day, 0)): found
        for (fleet, day), found in workdays(scenario, rules).items()
        if fleet in index.fleets.number
    }
    # A break may have to be taken, and a shift may end before a day would.
    length = {
        key: min(own.longest, own.home - own.leaves) - sum(rest.duration for rest in own.breaks)
        for key, (own, _) in days.items()
    }
    whole = {key: count * (length[key] + reload) for key, (_, count) in days.items()}
    return Room(
        minutes=minutes_left(run.stops, whole, problem, reload),
        longest=length,
        stored=flow.stored.copy(),
        arrived=reached.served(problem, flow),
        used=used_tables(problem, flow),
    )


def _parcels(run: Driven) -> int:
    return sum(row.quantity for row in run.short)


def _merged(before: Sequence[Answer], now: Sequence[Answer], mended: Mended) -> list[Answer]:
    """Put tours that were found anew in the place of others; what is settled is not left out."""
    found = {(one.day.day, one.day.base): one for one in before}
    for key, tasks in mended.settled.items():
        routes = found[key].routes
        left = tuple(task for task in routes.left_out if task not in tasks)
        found[key] = replace(found[key], routes=replace(routes, left_out=left))
    found |= {(one.day.day, one.day.base): one for one in now}
    return [found[key] for key in sorted(found)]


def first_round(shipments: Sequence[Shipment], run: Driven) -> Round:
    """Hold trips against the deliveries that they are of."""
    by_fleet = [row for row in shipments if row.fleet != CONTRACT]
    return Round(
        number=1,
        parcels=sum(row.quantity for row in by_fleet),
        short=sum(row.quantity for row in run.short),
        bases=tuple(sorted({row.origin for row in run.short})),
        estimated_hours=sum(row.truck_hours for row in by_fleet),
        driven_hours=sum(run.hours.values()),
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

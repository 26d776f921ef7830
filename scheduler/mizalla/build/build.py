"""From scenario and rules to the problem."""

import numpy as np
from numpy.typing import NDArray

from mizalla.build.calendar import open_days
from mizalla.build.choice import choices
from mizalla.build.costs import Costs, tariff
from mizalla.build.demand import demands
from mizalla.build.dimension import Dimensions
from mizalla.build.index import Index
from mizalla.build.index import index as number_entities
from mizalla.build.lanes import routes_of, stocked
from mizalla.build.limit import LimitRows, Measures, limit_rows
from mizalla.build.problem import Problem
from mizalla.build.route import Routes
from mizalla.build.stock import stock
from mizalla.build.supply import kinds as group_supplies
from mizalla.travel import Travel, positions
from mizalla_models.errors import PluginError
from mizalla_models.rule import (
    TIME_DIMENSIONS,
    AtMostActive,
    Charge,
    Forbid,
    Limit,
    Selection,
    SmallestDrop,
    Supply,
    Vehicles,
    WholePallets,
)
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]


def build(scenario: Scenario, rules: Rules, travel: Travel) -> Problem:
    """Compile a scenario and its rules into arrays.

    Raises
    ------
    PluginError
        If a rule can't be taken: it speaks of what lies in store where its kind can't, or needs
        have different priorities.
    """
    _refuse_unfit(rules)
    index = number_entities(scenario, rules)
    kinds = group_supplies(
        index,
        [provided.rule for provided in rules.provided],
        own=scenario.campaign.sharing == "own",
    )
    needed = demands(index, rules)
    costs = Costs(
        tariff(scenario, index),
        travel,
        kinds.parcel,
        len(index.points),
        positions(scenario.warehouses),
        positions((*scenario.points, *scenario.warehouses)),
        scenario.campaign.road,
        _own_ways(scenario, index, travel),
    )
    dimensions = Dimensions(index, kinds)
    routes = routes_of(scenario, index, kinds, costs, needed.number)
    forbids = [p.rule for p in rules.provided if isinstance(p.rule, Forbid)]
    routes, patterns = open_days(index, dimensions, costs, routes, forbids)
    # A forbidden transfer may leave a warehouse without anything to send on.
    routes = routes.take(stocked(index, kinds, routes)[routes.origin, routes.kind])
    states = len(travel.km)
    measures = Measures(scenario, costs, routes, states)
    charges, charged_days = _charges(rules, dimensions, routes, measures, states)
    return Problem(
        index=index,
        kinds=kinds,
        demands=needed,
        stock=stock(index, kinds, routes),
        routes=routes,
        patterns=patterns,
        state_of_day=travel.state_of_day.astype(np.int32),
        transport=np.broadcast_to(measures.of("cost"), (states, len(routes))),
        charges=charges,
        charged_days=charged_days,
        limits=_limits(rules, dimensions, routes, patterns, measures),
        choices=choices(rules, dimensions, routes, scenario),
        supplies=tuple(
            sorted(
                (p for p in rules.provided if isinstance(p.rule, Supply)),
                key=lambda p: p.rule.id if isinstance(p.rule, Supply) else "",
            )
        ),
        goals=tuple((goal.goal, goal.tolerance) for goal in scenario.campaign.goals),
        gap_cap=min(
            (goal.at_most for goal in scenario.campaign.goals if goal.at_most is not None),
            default=1.0,
        ),
        reach=scenario.campaign.reach,
        costs=costs,
    )


def _own_ways(
    scenario: Scenario, index: Index, travel: Travel
) -> tuple[tuple[Travel, NDArray[np.bool_]], ...]:
    """Ways of barred trucks, and which fleets have such trucks; the last entry is of contracts."""
    vehicles = [scenario.vehicles[number].id for number in index.fleet_vehicle]
    return tuple(
        (ways, np.array([*(name == vehicle for name in vehicles), False], dtype=bool))
        for vehicle, ways in travel.own.items()
    )


MOVING = (Forbid, Charge, AtMostActive, SmallestDrop, WholePallets)
"""Kinds of rule that bind what moves, never what lies."""


def _refuse_unfit(rules: Rules) -> None:
    for provided in rules.provided:
        rule = provided.rule
        if isinstance(rule, MOVING) and _names_storage(rule.where):
            problem = f"a {rule.kind} can't bind what lies in store."
            mend = "Say it with a Limit on storage, or take storage out of its where."
        elif isinstance(rule, Limit) and _names_storage(rule.where) and _names_time(rule.unless):
            problem = "an unless that names days can't be planned with on storage."
            mend = "Name the days in where instead."
        else:
            continue
        raise PluginError(str(provided.provider), problem, rule=provided.id, mend=mend)


def _names_storage(selection: Selection) -> bool:
    return "storage" in selection.by.get("movement", ())


def _names_time(selection: Selection) -> bool:
    return any(dimension in TIME_DIMENSIONS for dimension, _ in selection)


def _limits(
    rules: Rules,
    dimensions: Dimensions,
    routes: Routes,
    patterns: NDArray[np.bool_],
    measures: Measures,
) -> tuple[LimitRows, ...]:
    return tuple(
        limit_rows(provided, dimensions, routes, patterns, measures)
        for provided in rules.provided
        if isinstance(provided.rule, (Limit, Vehicles))
    )


def _charges(
    rules: Rules,
    dimensions: Dimensions,
    routes: Routes,
    measures: Measures,
    states: int,
) -> tuple[Figures, tuple[tuple[Figures, NDArray[np.bool_]], ...]]:
    always = np.zeros((states, len(routes)))
    sometimes = []
    for charge in _charge_rules(rules):
        picked = dimensions.picked(charge.where, routes)
        per_parcel = np.broadcast_to(measures.of(charge.measure), always.shape)
        amount = np.where(picked, charge.amount * per_parcel, 0)
        when = dimensions.days(charge.where)
        if charge.unless:
            spared = dimensions.picked(charge.unless, routes)
            spared_days = dimensions.days(charge.unless)
            if spared_days.all():
                amount = np.where(spared, 0, amount)
            else:
                sometimes.append((np.where(spared, -amount, 0), when & spared_days))
        if when.all():
            always += amount
        else:
            sometimes.append((amount, when))
    return always, tuple(sometimes)


def _charge_rules(rules: Rules) -> list[Charge]:
    return [p.rule for p in rules.provided if isinstance(p.rule, Charge)]

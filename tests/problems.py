"""Problems of tiny scenarios, and their arrays in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from collected import collected, speaker
from mizalla.build import Problem, build
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.plan import Plan
from mizalla_models.rule import Limit, Rule
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.solve import Allocation


@dataclass(frozen=True)
class Lane:
    """A route on a day, by names."""

    origin: str
    destination: str
    fleet: str
    parcel: str
    day: int


def said(scenario: Scenario, *rules: Rule) -> Rules:
    """Rules of the built-in plugins, and more of a plugin called ``ours``."""
    return collected(scenario, ours=speaker(rules))


def problem(scenario: Scenario, *rules: Rule) -> Problem:
    """Build a scenario with the built-in rules and these."""
    return build(scenario, said(scenario, *rules), travel(scenario))


def planned(scenario: Scenario, *rules: Rule, **settings: Any) -> Plan:
    """Plan a scenario with the built-in rules and these."""
    # Loaded late: tests of build alone need no solver.
    from mizalla.dispatch import dispatch
    from mizalla.solve import solve

    rules_said = said(scenario, *rules)
    built = build(scenario, rules_said, travel(scenario))
    return dispatch(scenario, rules_said, built, solve(built), settings=settings)


def lanes(built: Problem) -> Iterator[tuple[Lane, int, int]]:
    """Every lane with the numbers of its route and day."""
    index, routes = built.index, built.routes
    for route in range(len(routes)):
        transfer = routes.movement[route] == 1
        names = index.warehouses.names if transfer else index.points.names
        fleet = int(routes.fleet[route])
        for day in built.patterns[routes.pattern[route]].nonzero()[0].tolist():
            lane = Lane(
                origin=index.warehouses.names[routes.origin[route]],
                destination=names[routes.destination[route]],
                fleet=index.fleets.names[fleet] if fleet >= 0 else "contract",
                parcel=index.parcels.names[built.kinds.parcel[routes.kind[route]]],
                day=day,
            )
            yield lane, route, day


def days_of(built: Problem, **names: str) -> set[int]:
    """Days on which lanes of some names leave."""
    return {
        lane.day
        for lane, _, _ in lanes(built)
        if all(getattr(lane, name) == value for name, value in names.items())
    }


def ends(built: Problem) -> set[tuple[str, str, str]]:
    """Origin, destination and fleet of every route."""
    return {(lane.origin, lane.destination, lane.fleet) for lane, _, _ in lanes(built)}


def bounds(built: Problem, side: str = "at_most") -> dict[str, float]:
    """Finite bounds of our limit by group."""
    rows = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    table = getattr(rows, side)
    return {
        rows.groups.key(group, time): float(table[group, time])
        for group in range(table.shape[0])
        for time in range(table.shape[1])
        if abs(table[group, time]) != float("inf")
    }


def limit(**fields: Any) -> Limit:
    """A limit with a reason."""
    return Limit(**({"reason": "Because."} | fields))


def allocation(built: Problem, moves: Mapping[Lane, int], **more: Any) -> "Allocation":
    """An allocation by hand: parcels by lane."""
    from mizalla.solve import Allocation

    numbers = {lane: (route, day) for lane, route, day in lanes(built)}
    chosen = sorted((numbers[lane], quantity) for lane, quantity in moves.items())
    fields: dict[str, Any] = {
        "route": np.array([route for (route, _), _ in chosen], dtype=np.int64),
        "day": np.array([day for (_, day), _ in chosen], dtype=np.int64),
        "quantity": np.array([quantity for _, quantity in chosen], dtype=np.int64),
        "bought": (),
        "level_bound": np.ones(len(built.demands)),
        "proofs": (),
        "prices": (),
        "lanes_possible": built.lanes,
        "lanes_held": built.lanes,
        "solver": {},
    }
    return Allocation(**(fields | more))


def dispatched(
    scenario: Scenario, moves: Mapping[Lane, int], *rules: Rule, **allocated: Any
) -> Plan:
    """A plan of an allocation by hand."""
    from mizalla.dispatch import dispatch

    rules_said = said(scenario, *rules)
    built = build(scenario, rules_said, travel(scenario))
    drafted = allocation(built, moves, **allocated)
    return dispatch(scenario, rules_said, built, drafted, settings={"seed": 3})


def checked(scenario: Scenario, moves: Mapping[Lane, int], *rules: Rule) -> list[str]:
    """What verification says of the movements of an allocation by hand; its goals are not asked."""
    plan = dispatched(scenario, moves, *rules)
    findings = verify(scenario, said(scenario, *rules), plan)
    return [f"{item.check}: {item.problem}" for item in findings if item.check != "goal"]

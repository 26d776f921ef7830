"""The engine by default: each of the others where it measures best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from mizalla.routing.crowded import crowded
from mizalla.routing.insertion import Insertion
from mizalla.routing.ortools import OrTools
from mizalla.routing.partition import MOST as MATES
from mizalla.routing.partition import mates, only, partition, suits
from mizalla.routing.price import priced, tour_cost
from mizalla.routing.pyvrp import PyVRP
from mizalla.routing.share import at_ease, loose, packed
from mizalla.routing.vroom import Vroom
from mizalla_models.routing import Budget, Feature, Instance, Routes, RoutingEngine

PYVRP, VROOM, ORTOOLS, INSERTION = PyVRP(), Vroom(), OrTools(), Insertion()
BRIEF = PyVRP(patience=0.5)
"""For trips alone: a few tasks are soon at their best."""
ENGINES: dict[str, RoutingEngine] = {
    engine.name: engine for engine in (INSERTION, ORTOOLS, PYVRP, VROOM)
}
LARGE = 150
"""Tasks beyond which our own insertion takes too long."""
AGAIN = 3
"""Times as many rounds where a first answer leaves something out."""


CLOSE = 2e-3
"""Share above what any tours cost from which on nothing better is looked for."""
LESS = 4
"""Trips alone take so many times fewer rounds than what trucks do all day."""
FIRST, ANEW = 10, 40
"""Rounds for any instance, and those of making trips anew where trucks have no time for all."""
ENOUGH = 10
"""Rounds of insertion where PyVRP leaves something out, or there are few tasks."""
HANDFUL = 12
"""Tasks up to which insertion looks for an answer of its own as well: with so few, what PyVRP
perturbs is all there is, and it may never come out of where it began."""


@dataclass(frozen=True)
class Auto:
    """PyVRP where it can hold what is asked; else whichever of the others does best."""

    name: str = "auto"
    features: frozenset[Feature] = INSERTION.features

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        asked = instance.features()
        begun, best_there_is = _by_partition(instance, budget)
        if best_there_is:
            return begun
        if asked <= PYVRP.features:
            return _by_pyvrp(instance, replace(budget, start=begun))
        # OR-Tools counts no rounds: it is left to those who give it time.
        others: tuple[RoutingEngine, ...] = (
            (VROOM, ORTOOLS) if budget.iterations is None else (VROOM,)
        )
        able = [engine for engine in others if asked <= engine.features]
        small = len(instance.tasks) <= LARGE
        share = replace(budget, seconds=budget.seconds / (len(able) + 2))
        best = _around_breaks(instance, share) if asked - {"breaks"} <= PYVRP.features else None
        for engine in able:
            best = _better(best, engine.route(instance, share))
        if small or best is None:
            best = _better(best, INSERTION.route(instance, replace(share, start=best)))
        return _better(best, begun)


def _around_breaks(instance: Instance, budget: Budget) -> Routes | None:
    """PyVRP as if there were no breaks, with and without time kept for them; then insertion.

    Tours that leave room for their breaks stay, the tasks of others are put in again.
    """
    best: Routes | None = None
    few = replace(budget, seconds=budget.seconds / 3, start=None)
    for kept in (1, 0):
        trucks = tuple(
            replace(
                truck,
                breaks=(),
                longest=max(
                    0,
                    min(truck.longest, truck.shift[1] - truck.shift[0])
                    - kept * sum(pause.duration for pause in truck.breaks),
                ),
            )
            for truck in instance.trucks
        )
        found = PYVRP.route(replace(instance, trucks=trucks), few)
        if found is None:
            continue
        tours = [tour for tour in found.tours if tour_cost(instance, tour) is not None]
        whole = priced(instance, tours, PYVRP.name)
        if whole is None or whole.left_out:
            begun = replace(found, tours=tuple(tours))
            # A round of insertion puts in what is missing; the rest is for later.
            whole = _better(
                whole, INSERTION.route(instance, replace(few, iterations=1, start=begun))
            )
        best = _better(best, whole)
    return best


def _by_pyvrp(instance: Instance, budget: Budget) -> Routes | None:
    found = PYVRP.route(instance, budget)
    if len(instance.tasks) <= HANDFUL:
        found = _better(found, INSERTION.route(instance, replace(budget, iterations=ENOUGH)))
    if (found is not None and not found.left_out) or len(instance.tasks) > LARGE:
        return found
    # Its moves seldom start another trip of a truck; where something is left out, insertion does.
    begun = INSERTION.route(instance, replace(budget, iterations=ENOUGH, start=found))
    if begun is None or (found is not None and begun.cost >= found.cost):
        return found
    rounds = None if budget.iterations is None else AGAIN * budget.iterations
    return _better(
        begun, PYVRP.route(instance, replace(budget, iterations=rounds or 100, start=begun))
    )


def _by_partition(instance: Instance, budget: Budget) -> tuple[Routes | None, bool]:
    """Trips of equal trucks without a thought of windows; and whether to look no further."""
    if not suits(instance):
        return None, False
    together = mates(instance)
    counted = budget.iterations is not None
    routes: Routes | None = None
    trips: Sequence[tuple[int, ...]] | None
    if len(together) <= MATES:
        found = partition(instance, together)
        routes, trips = found.routes, found.trips
        if routes is not None:
            return routes, routes.cost <= (1 + CLOSE) * found.bound
    elif not counted and len(together) == len(instance.tasks):
        return None, False
    else:
        # Too many for every set of them: PyVRP looks for their trips as if there were no others.
        trips = _some(instance, together, budget)
        if trips is not None:
            own = set(together)
            trips += [(task,) for task in range(len(instance.tasks)) if task not in own]
            routes = packed(instance, trips)
    if routes is not None or not trips:
        return routes, routes is not None and counted and at_ease(instance, routes)
    if any(task.prize is None for task in instance.tasks):
        return None, False
    rounds = FIRST if budget.iterations is None else budget.iterations
    routes = crowded(
        instance,
        trips,
        lambda tasks, number: _some(
            instance, tasks, Budget(budget.seconds, ANEW, budget.seed + number)
        ),
        max(1, rounds // (len(instance.tasks) + FIRST)),
    )
    if routes is not None and routes.left_out:
        # Whole trips went for which no truck had time: parts of them may fit into what is left.
        again = replace(budget, iterations=0, start=routes)
        routes = _better(routes, INSERTION.route(instance, again))
    return routes, routes is not None and counted and loose(instance)


def _some(instance: Instance, tasks: Sequence[int], budget: Budget) -> list[tuple[int, ...]] | None:
    """PyVRP's trips of some tasks."""
    share = len(tasks) / len(instance.tasks) / LESS
    rounds = budget.iterations and ceil(budget.iterations * share)
    less = replace(budget, seconds=budget.seconds / LESS, iterations=rounds, start=None)
    found = BRIEF.route(only(instance, tasks), less)
    if found is None:
        return None
    return [tuple(tasks[task] for task in trip) for tour in found.tours for trip in tour.trips]


def _better(one: Routes | None, other: Routes | None) -> Routes | None:
    if one is None or (other is not None and other.cost < one.cost):
        return other
    return one

"""The engine by default: each of the others where it measures best."""

from dataclasses import dataclass, replace

from mizalla.routing.insertion import Insertion
from mizalla.routing.ortools import OrTools
from mizalla.routing.pyvrp import PyVRP
from mizalla.routing.vroom import Vroom
from mizalla_models.routing import Budget, Feature, Instance, Routes, RoutingEngine

PYVRP, VROOM, ORTOOLS, INSERTION = PyVRP(), Vroom(), OrTools(), Insertion()
ENGINES: dict[str, RoutingEngine] = {
    engine.name: engine for engine in (INSERTION, ORTOOLS, PYVRP, VROOM)
}
LARGE = 150
"""Tasks beyond which our own insertion takes too long."""
AGAIN = 3
"""Times as many rounds where a first answer leaves something out."""


ENOUGH = 10
"""Rounds of insertion where PyVRP leaves something out."""


@dataclass(frozen=True)
class Auto:
    """PyVRP where it can hold what is asked; else whichever of the others does best."""

    name: str = "auto"
    features: frozenset[Feature] = INSERTION.features

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        asked = instance.features()
        if asked <= PYVRP.features:
            return _by_pyvrp(instance, budget)
        others: tuple[RoutingEngine, ...] = (VROOM, ORTOOLS)
        able = [engine for engine in others if asked <= engine.features]
        if len(instance.tasks) <= LARGE or not able:
            able.append(INSERTION)
        share = replace(budget, seconds=budget.seconds / len(able))
        best: Routes | None = None
        for engine in able:
            start = best if engine.name == INSERTION.name else None
            best = _better(best, engine.route(instance, replace(share, start=start)))
        return best


def _by_pyvrp(instance: Instance, budget: Budget) -> Routes | None:
    found = PYVRP.route(instance, budget)
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


def _better(one: Routes | None, other: Routes | None) -> Routes | None:
    if one is None or (other is not None and other.cost < one.cost):
        return other
    return one

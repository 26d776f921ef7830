"""The engine by default: each of the others where it measures best."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mizalla.routing.ortools import OrTools
from mizalla.routing.pyvrp import PyVRP
from mizalla.routing.vroom import Vroom
from mizalla_models.routing import Budget, Feature, Instance, Routes

PYVRP, VROOM, ORTOOLS = PyVRP(), Vroom(), OrTools()
ENGINES = {engine.name: engine for engine in (ORTOOLS, PYVRP, VROOM)}


@dataclass(frozen=True)
class Auto:
    """PyVRP where it can hold what is asked; else VROOM and OR-Tools, whichever does better."""

    name: str = "auto"
    features: frozenset[Feature] = PYVRP.features | VROOM.features | ORTOOLS.features

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        asked = instance.features()
        if asked <= PYVRP.features:
            found = PYVRP.route(instance, budget)
            if found is not None:
                return found
        answers = []
        for engine in (VROOM, ORTOOLS):
            if asked <= engine.features:
                answers.append(engine.route(instance, budget))
        found_ones = [answer for answer in answers if answer is not None]
        return min(found_ones, key=lambda answer: answer.cost, default=None)

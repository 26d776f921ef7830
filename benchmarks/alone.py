"""PyVRP as it comes: its own parameters, on the same data."""

from dataclasses import dataclass

from mizalla.routing.pyvrp import PyVRP
from mizalla.routing.pyvrp_model import Model
from mizalla_models.routing import Budget, Feature, Instance, Routes


@dataclass(frozen=True)
class PyVRPAlone:
    """PyVRP's own ``solve``, which ours is held against."""

    name: str = "pyvrp-alone"
    features: frozenset[Feature] = PyVRP().features

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        from pyvrp import solve
        from pyvrp.stop import MaxRuntime

        model = Model(instance)
        found = solve(model.data, MaxRuntime(budget.seconds), seed=budget.seed, collect_stats=False)
        return model.routes(found.best, self.name) if found.is_feasible() else None

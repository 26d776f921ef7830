"""PyVRP as an engine: iterated local search (N. A. Wouda, L. Lan, W. Kool, 2024)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mizalla.routing.price import priced
from mizalla_models.routing import FOREVER, NO_WAY, Budget, Feature, Instance, Routes, Tour, Truck

if TYPE_CHECKING:
    import pyvrp as library

FAR = 10**9
"""Distance and duration that stand for no way: more than anything, small enough to add up."""


@dataclass(frozen=True)
class PyVRP:
    """The engine."""

    name: str = "pyvrp"
    features: frozenset[Feature] = frozenset(
        {
            "access",
            "depots",
            "furthest",
            "longest",
            "prizes",
            "releases",
            "trips",
            "windows",
        }
    )

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        from pyvrp import SolveParams, solve
        from pyvrp.stop import MaxIterations, MaxRuntime

        model = _Model(instance)
        stop = (
            MaxRuntime(budget.seconds)
            if budget.iterations is None
            else MaxIterations(budget.iterations)
        )
        start = None if budget.start is None else model.solution(budget.start)
        result = solve(
            model.data,
            stop,
            seed=budget.seed,
            collect_stats=False,
            display=False,
            params=SolveParams(),
            initial_solution=start,
        )
        found = model.routes(result.best, self.name) if result.best.is_feasible() else None
        return found


class _Model:
    """An instance in PyVRP's words, with the way back."""

    def __init__(self, instance: Instance) -> None:
        import pyvrp

        self._instance = instance
        depots: list[pyvrp.Depot] = []
        number: dict[tuple[int, int], int] = {}

        def depot(location: int, loading: int = 0) -> int:
            if (location, loading) not in number:
                number[location, loading] = len(depots)
                depots.append(pyvrp.Depot(location=location, service_duration=loading))
            return number[location, loading]

        matrices, types = [], []
        profiles: dict[tuple[int, frozenset[int]], int] = {}
        for place, truck in enumerate(instance.trucks):
            barred = frozenset(
                task.location
                for number_, task in enumerate(instance.tasks)
                if not instance.allows(place, number_)
            )
            key = truck.matrix, barred
            if key not in profiles:
                profiles[key] = len(matrices)
                matrices.append(_matrices(instance, truck, barred))
            start, end = depot(truck.start), depot(truck.end)
            again = [depot(truck.start, truck.reload)] if truck.trips > 1 else []
            types.append(
                pyvrp.VehicleType(
                    num_available=truck.count,
                    capacity=list(truck.capacity),
                    start_depot=start,
                    end_depot=end,
                    fixed_cost=truck.fixed_cost,
                    tw_early=truck.shift[0],
                    tw_late=truck.shift[1],
                    shift_duration=min(truck.longest, FOREVER),
                    max_distance=truck.furthest,
                    unit_distance_cost=truck.distance_cost,
                    unit_duration_cost=truck.duration_cost,
                    profile=profiles[key],
                    reload_depots=again,
                    max_reloads=truck.trips - 1,
                )
            )
        size = instance.distance.shape[1]
        clients = [
            pyvrp.Client(
                location=task.location,
                delivery=list(task.load),
                service_duration=task.service,
                tw_early=task.window[0],
                tw_late=task.window[1],
                release_time=task.released,
                prize=task.prize or 0,
                required=task.prize is None,
            )
            for task in instance.tasks
        ]
        self.data: library.ProblemData = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in range(size)],
            clients=clients,
            depots=depots,
            vehicle_types=types,
            distance_matrices=[pair[0] for pair in matrices],
            duration_matrices=[pair[1] for pair in matrices],
        )
        self._again = {
            place: number.get((truck.start, truck.reload), 0)
            for place, truck in enumerate(instance.trucks)
        }

    def routes(self, solution: "library.Solution", name: str) -> Routes | None:
        """What PyVRP found, in our words."""
        tours = []
        for route in solution.routes():
            trips: list[list[int]] = [[]]
            for step in list(route)[1:]:
                if step.is_client():
                    trips[-1].append(step.idx)
                else:
                    trips.append([])
            whole = tuple(tuple(trip) for trip in trips if trip)
            if whole:
                tours.append(Tour(route.vehicle_type(), whole))
        return priced(self._instance, tours, name)

    def solution(self, routes: Routes) -> "library.Solution":
        """An answer in PyVRP's words, to begin with."""
        import pyvrp

        made = []
        for tour in routes.tours:
            steps: list[pyvrp.Activity] = []
            for number, trip in enumerate(tour.trips):
                if number:
                    again = self._again[tour.truck]
                    steps.append(pyvrp.Activity(pyvrp.ActivityType.DEPOT, again))
                steps += [pyvrp.Activity(pyvrp.ActivityType.CLIENT, task) for task in trip]
            made.append(pyvrp.Route(self.data, steps, tour.truck))
        return pyvrp.Solution(self.data, made)


def _matrices(
    instance: Instance, truck: Truck, barred: frozenset[int]
) -> tuple["np.ndarray[tuple[int, int], np.dtype[np.int64]]", ...]:
    made = []
    for matrix in (instance.distance[truck.matrix], instance.duration[truck.matrix]):
        own = np.where(matrix >= NO_WAY, FAR, matrix).astype(np.int64)
        if barred:
            shut = sorted(barred)
            own[:, shut] = own[shut, :] = FAR
        np.fill_diagonal(own, 0)
        made.append(own)
    return tuple(made)

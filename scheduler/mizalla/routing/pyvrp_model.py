"""An instance in PyVRP's words, with the way back."""

from typing import TYPE_CHECKING, Any

import numpy as np

from mizalla.routing.price import priced
from mizalla_models.routing import FOREVER, NO_WAY, Instance, Routes, Tour, Truck

if TYPE_CHECKING:
    import pyvrp as library

FEW, MANY = 20, 50
"""Neighbours of a task that are tried: many where windows or different trucks, not distance alone,
say who goes well with whom."""
LONG = 16
"""Tasks in a truckload from which on first penalties are best in the middle of their range."""
FAR = 10**9
"""Distance and duration that stand for no way: more than anything, small enough to add up."""


class Model:
    """An instance in PyVRP's words, with the way back."""

    def __init__(self, instance: Instance) -> None:
        import pyvrp

        self._instance = instance
        asked = instance.features()
        plain = not asked & {"trips", "prizes"}
        self.parted = plain and ("windows" in asked or len(instance.trucks) > 1)
        """Whether windows or different trucks, not distance alone, say who goes well with whom."""
        self.long = plain and _truckload(instance) > LONG
        """Whether trucks hold so many tasks that loads seldom bind."""
        self.neighbours = MANY if self.parted or self.long else FEW
        self.raced = self.parted and ("windows" in asked or not self.long)
        """Whether answers fall into different valleys, so that several begin."""
        depots: list[pyvrp.Depot] = []
        number: dict[tuple[int, int], int] = {}

        def depot(location: int, loading: int = 0) -> int:
            if (location, loading) not in number:
                number[location, loading] = len(depots)
                depots.append(pyvrp.Depot(location=location, service_duration=loading))
            return number[location, loading]

        matrices: list[tuple[Any, Any]] = []
        types: list[library.VehicleType] = []
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

    def penalties(self) -> tuple[list[float], float, float]:
        """First price of a unit of load, duration and distance too much.

        What a tour saves by it is of the size of a way or of a prize.
        """
        instance = self._instance
        distance, duration = (
            float(matrix[matrix < NO_WAY].mean()) if (matrix < NO_WAY).any() else 1.0
            for matrix in (instance.distance, instance.duration)
        )
        trucks = instance.trucks
        way = distance * float(np.mean([truck.distance_cost for truck in trucks]))
        way += duration * float(np.mean([truck.duration_cost for truck in trucks]))
        way += float(np.mean([task.prize or 0 for task in instance.tasks]))
        way += float(np.mean([truck.fixed_cost for truck in trucks]))
        loads = np.array([task.load for task in instance.tasks], dtype=float).mean(axis=0)
        by_load = [max(1.0, way / max(load, 1.0)) for load in loads.tolist()]
        return by_load, max(1.0, way / max(duration, 1.0)), max(1.0, way / max(distance, 1.0))

    def cost(self, solution: "library.Solution") -> float:
        """What a solution costs, whatever it does not keep."""
        from pyvrp import CostEvaluator

        return float(
            CostEvaluator([0.0] * self.data.num_load_dimensions, 0, 0).penalised_cost(solution)
        )

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


def _truckload(instance: Instance) -> float:
    """Tasks of mean load that a truck of the largest kind holds."""
    loads = np.array([task.load for task in instance.tasks], dtype=float).mean(axis=0)
    holds = np.array([truck.capacity for truck in instance.trucks], dtype=float).max(axis=0)
    return float((holds / np.maximum(loads, 1e-9)).min(initial=np.inf))


def _matrices(instance: Instance, truck: Truck, barred: frozenset[int]) -> tuple[Any, Any]:
    made: list[Any] = []
    for matrix in (instance.distance[truck.matrix], instance.duration[truck.matrix]):
        own = np.where(matrix >= NO_WAY, FAR, matrix).astype(np.int64)
        if barred:
            shut = sorted(barred)
            own[:, shut] = own[shut, :] = FAR
        np.fill_diagonal(own, 0)
        made.append(own)
    return made[0], made[1]

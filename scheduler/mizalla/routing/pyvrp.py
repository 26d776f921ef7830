"""PyVRP as an engine: iterated local search (N. A. Wouda, L. Lan, W. Kool, 2024)."""

import warnings
from dataclasses import dataclass, replace
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from mizalla.routing.price import priced
from mizalla_models.routing import FOREVER, NO_WAY, Budget, Feature, Instance, Routes, Tour, Truck

if TYPE_CHECKING:
    import pyvrp as library

SOME, MORE = 15, 25
"""Perturbations that measured best at ten seconds; where routes are long, PyVRP's own."""
SHORTEST, HISTORY, TIMES = 10, 300, 80
"""Late acceptance holds a round against one that lies this many before it, at least and at most.
Each of them comes so many times where there is time: a long history that comes round only a few
times is as good as none."""
TRIAL = 0.05
"""Share of the time in which it is found how many rounds there will be."""
FEW, MANY = 20, 50
"""Neighbours of a task that are tried: many where windows or different trucks, not distance alone,
say who goes well with whom."""
LONG = 16
"""Tasks in a truckload from which on first penalties are best in the middle of their range."""
STARTS, SHARE = 4, 0.06
"""Searches that a longer one begins with, each for a share of the time; the best goes on. They end
in different valleys where routes are long."""
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
    patience: float = 1.0
    """Share of the rounds without anything better after which a search that counts them ends."""

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        began = perf_counter()
        model = _Model(instance)
        if model.raced and budget.iterations is None and budget.start is None:
            best = _raced(model, budget, began)
        else:
            best = _search(model, budget, began, patience=self.patience)
        return model.routes(best, self.name) if best.is_feasible() else None


def _raced(model: "_Model", budget: Budget, began: float) -> "library.Solution":
    """Begin some searches, and go on with the best of them."""
    first = []
    for number in range(STARTS):
        seed = (budget.seed * STARTS + number) % 2**32
        share = replace(budget, seconds=(number + 1) * SHARE * budget.seconds, seed=seed)
        first.append(_search(model, share, began, history=SHORTEST))
    best = min(first, key=lambda one: (not one.is_feasible(), model.cost(one)))
    return _search(model, budget, began, best)


def _search(
    model: "_Model",
    budget: Budget,
    began: float,
    begun: "library.Solution | None" = None,
    patience: float = 1.0,
    history: int | None = None,
) -> "library.Solution":
    """Iterated local search, as pyvrp.solve has it but for penalties that fit the instance."""
    from pyvrp import (
        IteratedLocalSearch,
        IteratedLocalSearchParams,
        PenaltyManager,
        PenaltyParams,
        RandomNumberGenerator,
        Solution,
    )
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.search import (
        OPERATORS,
        LocalSearch,
        NeighbourhoodParams,
        PerturbationManager,
        PerturbationParams,
        compute_neighbours,
    )
    from pyvrp.stop import (
        MaxIterations,
        MaxRuntime,
        MultipleCriteria,
        NoImprovement,
        StoppingCriterion,
    )

    data = model.data
    random = RandomNumberGenerator(seed=budget.seed)
    search = LocalSearch(
        data,
        random,
        compute_neighbours(data, NeighbourhoodParams(num_neighbours=model.neighbours)),
        PerturbationManager(PerturbationParams(1, MORE if model.long else SOME)),
    )
    for operator in OPERATORS:
        if operator.supports(data):
            search.add_operator(operator(data))
    range_ = PenaltyParams()
    first = range_.midpoint_penalties(data) if model.long else model.penalties()
    most = max(range_.max_penalty, 100 * max(*first[0], first[1], first[2]))
    penalties = PenaltyManager(first, range_ if model.long else PenaltyParams(max_penalty=most))
    if begun is not None:
        start = begun
    elif budget.start is None:
        start = search(
            Solution.make_random(data, random), penalties.max_cost_evaluator(), exhaustive=True
        )
    else:
        start = model.solution(budget.start)

    def run(start: Solution, stop: StoppingCriterion, length: int) -> "library.Result":
        params = IteratedLocalSearchParams(history_length=length)
        method = IteratedLocalSearch(data, penalties, search, start, params)
        return method.run(stop, collect_stats=False, display=False)

    with warnings.catch_warnings():
        # What can't be kept shows in the answer.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        if budget.iterations is not None:
            still = NoImprovement(ceil(patience * budget.iterations))
            both = MultipleCriteria([MaxIterations(budget.iterations), still])
            return run(start, both, HISTORY).best
        if history is None:
            left = max(0.0, budget.seconds - (perf_counter() - began))
            trial = run(start, MaxRuntime(TRIAL * left), SHORTEST)
            start = trial.best
            rounds = trial.num_iterations / TRIAL
            history = min(HISTORY, max(SHORTEST, round(rounds / TIMES)))
        left = max(0.0, budget.seconds - (perf_counter() - began))
        return run(start, MaxRuntime(left), history).best


class _Model:
    """An instance in PyVRP's words, with the way back."""

    def __init__(self, instance: Instance) -> None:
        import pyvrp

        self._instance = instance
        asked = instance.features()
        plain = not asked & {"trips", "prizes"}
        self.parted = plain and ("windows" in asked or len(instance.trucks) > 1)
        """Whether windows or different trucks, not distance alone, say who goes well with whom."""
        self.long = plain and _truckload(instance) > LONG
        self.neighbours = MANY if self.parted or self.long else FEW
        """Whether trucks hold so many tasks that loads seldom bind."""
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

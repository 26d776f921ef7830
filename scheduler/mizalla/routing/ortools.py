"""OR-Tools' routing library as an engine: cheapest insertion and guided local search."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mizalla.routing.price import priced
from mizalla_models.routing import NO_WAY, Budget, Feature, Instance, Routes, Tour

if TYPE_CHECKING:
    from ortools.constraint_solver import pywrapcp

FAR = 10**9
LATEST = 2**40
CAP = 60.0
"""Seconds after which a search that counts its rounds ends all the same."""


@dataclass(frozen=True)
class OrTools:
    """The engine."""

    name: str = "ortools"
    features: frozenset[Feature] = frozenset(
        {"access", "breaks", "depots", "furthest", "longest", "prizes", "trips", "windows"}
    )

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        from ortools.constraint_solver import pywrapcp, routing_enums_pb2

        model = _Model(instance)
        asked = pywrapcp.DefaultRoutingSearchParameters()
        first = routing_enums_pb2.FirstSolutionStrategy
        plain = not instance.features() and len(instance.trucks) == 1
        asked.first_solution_strategy = (
            first.SAVINGS if plain else first.PARALLEL_CHEAPEST_INSERTION
        )
        # Guided local search ends by the clock alone, descent where nothing is better any more.
        method = routing_enums_pb2.LocalSearchMetaheuristic
        asked.local_search_metaheuristic = (
            method.GUIDED_LOCAL_SEARCH if budget.iterations is None else method.GREEDY_DESCENT
        )
        seconds = budget.seconds if budget.iterations is None else CAP
        asked.time_limit.FromMicroseconds(max(1000, round(seconds * 1e6)))
        if budget.iterations is not None:
            asked.solution_limit = max(1, budget.iterations)
        found = model.solve(asked)
        return None if found is None else priced(instance, found, self.name)


class _Model:
    """An instance in OR-Tools' words. Nodes: tasks, then reloads, then starts and ends."""

    def __init__(self, instance: Instance) -> None:
        from ortools.constraint_solver import pywrapcp

        self._instance = instance
        count = len(instance.tasks)
        self._trucks = [
            place
            for place, truck in enumerate(instance.trucks)
            for _ in range(min(truck.count, count))
        ]
        self._reload_of: list[int] = []
        for vehicle, place in enumerate(self._trucks):
            again = min(instance.trucks[place].trips, count) - 1
            self._reload_of += [vehicle] * max(0, min(again, 1 + count // 2))
        places = [task.location for task in instance.tasks]
        places += [instance.trucks[self._trucks[v]].start for v in self._reload_of]
        ends: dict[int, int] = {}
        for place in self._trucks:
            for location in (instance.trucks[place].start, instance.trucks[place].end):
                if location not in ends:
                    ends[location] = len(places)
                    places.append(location)
        self._places = np.array(places)
        starts = [ends[instance.trucks[place].start] for place in self._trucks]
        finals = [ends[instance.trucks[place].end] for place in self._trucks]
        self._manager = pywrapcp.RoutingIndexManager(len(places), len(self._trucks), starts, finals)
        self._model = pywrapcp.RoutingModel(self._manager)
        self._stays = np.zeros((len(instance.trucks), len(places)), dtype=np.int64)
        for number, task in enumerate(instance.tasks):
            self._stays[:, number] = task.service
        for number, vehicle in enumerate(self._reload_of, start=count):
            self._stays[:, number] = instance.trucks[self._trucks[vehicle]].reload
        self._costs()
        self._loads()
        self._times()
        self._choices()

    def _matrix(self, matrix: NDArray[np.int64], factor: int = 1) -> NDArray[np.int64]:
        own = matrix[np.ix_(self._places, self._places)]
        return np.where(own >= NO_WAY, FAR, own) * factor

    def _costs(self) -> None:
        model, instance = self._model, self._instance
        by_truck, lengths = [], []
        for truck in instance.trucks:
            matrix = instance.distance[truck.matrix]
            by_truck.append(
                model.RegisterTransitMatrix(self._matrix(matrix, truck.distance_cost).tolist())
            )
            if any(other.furthest < LATEST for other in instance.trucks):
                lengths.append(model.RegisterTransitMatrix(self._matrix(matrix).tolist()))
        for vehicle, place in enumerate(self._trucks):
            model.SetArcCostEvaluatorOfVehicle(by_truck[place], vehicle)
            model.SetFixedCostOfVehicle(instance.trucks[place].fixed_cost, vehicle)
        if lengths:
            most = [min(instance.trucks[place].furthest, LATEST) for place in self._trucks]
            model.AddDimensionWithVehicleTransitAndCapacity(
                [lengths[place] for place in self._trucks], 0, most, True, "distance"
            )

    def _loads(self) -> None:
        model, instance = self._model, self._instance
        for kind in range(len(instance.trucks[0].capacity)):
            most = [instance.trucks[place].capacity[kind] for place in self._trucks]
            largest = max(most)
            load = np.zeros(len(self._places), dtype=np.int64)
            load[: len(instance.tasks)] = [task.load[kind] for task in instance.tasks]
            count = len(instance.tasks)
            load[count : count + len(self._reload_of)] = -largest
            number = model.RegisterUnaryTransitVector(load.tolist())
            name = f"load {kind}"
            slack = largest if self._reload_of else 0
            model.AddDimensionWithVehicleCapacity(number, slack, most, True, name)
            dimension = model.GetDimensionOrDie(name)
            for node in range(count):
                dimension.SlackVar(self._manager.NodeToIndex(node)).SetValue(0)
            if self._reload_of:
                for vehicle in range(len(self._trucks)):
                    dimension.SlackVar(model.Start(vehicle)).SetValue(0)

    def _times(self) -> None:
        model, instance = self._model, self._instance
        asked = instance.features()
        costly = any(truck.duration_cost for truck in instance.trucks)
        if not (costly or asked & {"windows", "longest", "breaks"}):
            return
        by_truck = []
        for place, truck in enumerate(instance.trucks):
            matrix = self._matrix(instance.duration[truck.matrix]) + self._stays[place][:, None]
            by_truck.append(model.RegisterTransitMatrix(matrix.tolist()))
        latest = max(
            min(LATEST, truck.shift[1], truck.shift[0] + truck.longest * 2)
            for truck in instance.trucks
        )
        model.AddDimensionWithVehicleTransits(
            [by_truck[place] for place in self._trucks], latest, latest, False, "time"
        )
        time = model.GetDimensionOrDie("time")
        for number, task in enumerate(instance.tasks):
            window = task.window[0], min(task.window[1], latest)
            time.CumulVar(self._manager.NodeToIndex(number)).SetRange(*window)
        visits = [0] * model.Size()
        for number in range(len(instance.tasks) + len(self._reload_of)):
            visits[self._manager.NodeToIndex(number)] = int(self._stays[0][number])
        for vehicle, place in enumerate(self._trucks):
            truck = instance.trucks[place]
            for end in (model.Start(vehicle), model.End(vehicle)):
                time.CumulVar(end).SetRange(truck.shift[0], min(truck.shift[1], latest))
            if truck.duration_cost:
                time.SetSpanCostCoefficientForVehicle(truck.duration_cost, vehicle)
            if truck.longest < LATEST:
                time.SetSpanUpperBoundForVehicle(truck.longest, vehicle)
            model.AddVariableMinimizedByFinalizer(time.CumulVar(model.End(vehicle)))
            model.AddVariableMaximizedByFinalizer(time.CumulVar(model.Start(vehicle)))
            if truck.breaks:
                solver = model.solver()
                pauses = [
                    solver.FixedDurationIntervalVar(
                        pause.window[0], pause.window[1], pause.duration, False, f"break {number}"
                    )
                    for number, pause in enumerate(truck.breaks)
                ]
                time.SetBreakIntervalsOfVehicle(pauses, vehicle, visits)

    def _choices(self) -> None:
        model, instance = self._model, self._instance
        for number, task in enumerate(instance.tasks):
            index = self._manager.NodeToIndex(number)
            if task.prize is not None:
                model.AddDisjunction([index], task.prize)
            if task.trucks is not None:
                able = [v for v, place in enumerate(self._trucks) if place in task.trucks]
                model.VehicleVar(index).SetValues([-1, *able])
        for number, vehicle in enumerate(self._reload_of, start=len(instance.tasks)):
            index = self._manager.NodeToIndex(number)
            model.AddDisjunction([index], 0)
            model.VehicleVar(index).SetValues([-1, vehicle])

    def solve(self, asked: "pywrapcp.RoutingSearchParameters") -> list[Tour] | None:
        """Days of trucks, or None where none were found."""
        found = self._model.SolveWithParameters(asked)
        if found is None:
            return None
        tours = []
        for vehicle, place in enumerate(self._trucks):
            trips: list[list[int]] = [[]]
            index = found.Value(self._model.NextVar(self._model.Start(vehicle)))
            while not self._model.IsEnd(index):
                node = self._manager.IndexToNode(index)
                if node < len(self._instance.tasks):
                    trips[-1].append(node)
                else:
                    trips.append([])
                index = found.Value(self._model.NextVar(index))
            whole = tuple(tuple(trip) for trip in trips if trip)
            if whole:
                tours.append(Tour(place, whole))
        return tours

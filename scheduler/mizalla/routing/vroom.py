"""VROOM as an engine: a constructive start and a local search of its own (J. Coupey et al.)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from mizalla.routing.price import priced
from mizalla_models.routing import FOREVER, NO_WAY, Budget, Feature, Instance, Routes, Tour

if TYPE_CHECKING:
    import vroom as library

MOST = 10**9
"""Largest duration and cost that it is given: it adds up in 32 bits."""
LATEST = 2**31 - 1
EXPLORATION = 5
"""Its own scale of effort, from 0 to 5."""


@dataclass(frozen=True)
class Vroom:
    """The engine. It brings as much as it can: a prize never makes it leave out what fits."""

    name: str = "vroom"
    features: frozenset[Feature] = frozenset(
        {"access", "breaks", "depots", "furthest", "prizes", "releases", "trips", "windows"}
    )

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance; without a limit of time equal instances have equal answers."""
        model = _Model(instance)
        limit = None if budget.iterations is not None else timedelta(seconds=budget.seconds)
        level = EXPLORATION if budget.iterations is None else min(EXPLORATION, budget.iterations)
        result = model.given.solve(exploration_level=level, nb_threads=1, timeout=limit)
        return priced(instance, model.tours(result.to_dict()), self.name)


class _Model:
    """An instance in VROOM's words: trucks that load again pick up each task at their base."""

    def __init__(self, instance: Instance) -> None:
        import vroom

        self._instance = instance
        self.given = vroom.Input()
        self._trucks: list[int] = []
        self._reloads = any(truck.trips > 1 for truck in instance.trucks)
        self._scale(instance)
        for place, truck in enumerate(instance.trucks):
            profile = str(place)
            duration = np.minimum(instance.duration[truck.matrix], MOST)
            distance = np.minimum(instance.distance[truck.matrix], MOST)
            cost = distance * float(truck.distance_cost) + duration * float(truck.duration_cost)
            self.given.set_durations_matrix(profile, duration.astype(np.uint32))
            self.given.set_distances_matrix(profile, distance.astype(np.uint32))
            whole = np.minimum(np.rint(cost / self._unit), MOST).astype(np.uint32)
            self.given.set_costs_matrix(profile, whole)
            for _ in range(min(truck.count, len(instance.tasks))):
                self.given.add_vehicle(
                    vroom.Vehicle(
                        id=len(self._trucks),
                        start=truck.start,
                        end=truck.end,
                        profile=profile,
                        capacity=list(truck.capacity),
                        skills=self._skills_of(place),
                        time_window=_window(truck.shift),
                        breaks=[
                            vroom.Break(
                                id=number,
                                time_windows=[_window(pause.window)],
                                service=pause.duration,
                            )
                            for number, pause in enumerate(truck.breaks)
                        ],
                        costs=vroom.VehicleCosts(fixed=round(truck.fixed_cost / self._unit)),
                        max_distance=min(truck.furthest, LATEST),
                    )
                )
                self._trucks.append(place)
        for number in range(len(instance.tasks)):
            self.given.add_job(self._job(number))

    def _scale(self, instance: Instance) -> None:
        highest = 1.0
        for truck in instance.trucks:
            distance, duration = instance.distance[truck.matrix], instance.duration[truck.matrix]
            there = (distance < NO_WAY) & (duration < NO_WAY)
            cost = distance * float(truck.distance_cost) + duration * float(truck.duration_cost)
            highest = max(highest, float(cost[there].max(initial=1.0)), float(truck.fixed_cost))
        self._unit = max(1.0, highest / (MOST / 1000))
        kinds = sorted({tuple(sorted(t.trucks)) for t in instance.tasks if t.trucks is not None})
        self._kinds = {frozenset(kind): number for number, kind in enumerate(kinds, start=1)}

    def _skills_of(self, truck: int) -> set[int]:
        return {number for kind, number in self._kinds.items() if truck in kind}

    def _job(self, number: int) -> "library.Job | library.Shipment":
        import vroom

        task = self._instance.tasks[number]
        skills = {self._kinds[task.trucks]} if task.trucks is not None else set()
        windows = [_window(task.window)]
        if not self._reloads and not task.released:
            return vroom.Job(
                id=number,
                location=task.location,
                default_service=task.service,
                delivery=list(task.load),
                skills=skills,
                time_windows=windows,
            )
        base = self._instance.trucks[0]
        reload = max(truck.reload for truck in self._instance.trucks)
        return vroom.Shipment(
            vroom.ShipmentStep(
                id=number,
                location=base.start,
                default_setup=reload,
                time_windows=[_window((max(0, task.released - reload), LATEST))],
            ),
            vroom.ShipmentStep(
                id=number,
                location=task.location,
                default_service=task.service,
                time_windows=windows,
            ),
            amount=list(task.load),
            skills=skills,
        )

    def tours(self, result: dict[str, Any]) -> list[Tour]:
        """What VROOM found, in our words."""
        found = []
        for route in result["routes"]:
            trips: list[list[int]] = [[]]
            for step in route["steps"]:
                if step["type"] == "pickup" and trips[-1]:
                    trips.append([])
                elif step["type"] in ("job", "delivery"):
                    trips[-1].append(int(step["id"]))
            whole = tuple(tuple(trip) for trip in trips if trip)
            if whole:
                found.append(Tour(self._trucks[int(route["vehicle"])], whole))
        return found


def _window(window: tuple[int, int]) -> list[int]:
    first, last = window
    return [min(first, LATEST), LATEST if last >= FOREVER else min(last, LATEST)]

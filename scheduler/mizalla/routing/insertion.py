"""Insertion: a plain engine of our own, which keeps every feature there is.

Tasks are put, one after the other, where they cost least: into a trip, into a new trip of a truck
that is out, or onto a truck that still stands. Then some are taken out and put in again, as in ruin
and recreate (G. Schrimpf et al., Journal of Computational Physics 159, 2000). It is meant for what
others can't hold, and for a first answer where they find none; not for hundreds of tasks.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import get_args

from mizalla.routing.price import priced, tour_cost
from mizalla_models.routing import Budget, Feature, Instance, Routes, Tour

RUINED = 0.5
"""Share of tasks that are taken out at once, at most."""
ENOUGH = 30
"""Rounds of ruin and recreate, at most, where rounds are counted."""


@dataclass(frozen=True)
class Insertion:
    """The engine."""

    name: str = "insertion"
    features: frozenset[Feature] = frozenset(get_args(Feature))

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        ends = perf_counter() + budget.seconds
        lot = random.Random(budget.seed)  # noqa: S311 - not for secrets
        first = _Tours(instance, budget.start.tours if budget.start else ())
        first.insert(sorted(first.missing(), key=_hardest_first(instance)))
        best = priced(instance, first.tours, self.name)
        rounds = ENOUGH if budget.iterations is None else min(ENOUGH, budget.iterations)
        count = len(instance.tasks)
        number = 0
        while count > 1 and (number < rounds or budget.iterations is None):
            number += 1
            if budget.iterations is None and perf_counter() > ends:
                break
            tried = _Tours(instance, best.tours if best else first.tours)
            tried.remove(_neighbours(instance, lot, max(1, int(RUINED * count))))
            missing = tried.missing()
            lot.shuffle(missing)
            tried.insert(missing)
            other = priced(instance, tried.tours, self.name)
            if other is not None and (best is None or other.cost < best.cost):
                best = other
        return best


class _Tours:
    """Tours in the making, each with its cost."""

    def __init__(self, instance: Instance, tours: Iterable[Tour]) -> None:
        self._instance = instance
        self._tours = [(tour, tour_cost(instance, tour) or 0) for tour in tours]

    @property
    def tours(self) -> list[Tour]:
        """Tours so far."""
        return [tour for tour, _ in self._tours]

    def missing(self) -> list[int]:
        """Tasks of no tour."""
        done = {task for tour, _ in self._tours for task in tour.tasks}
        return [task for task in range(len(self._instance.tasks)) if task not in done]

    def remove(self, tasks: set[int]) -> None:
        """Take tasks out."""
        kept = []
        for tour, cost in self._tours:
            if not tasks.isdisjoint(tour.tasks):
                trips = tuple(tuple(t for t in trip if t not in tasks) for trip in tour.trips)
                tour = Tour(tour.truck, tuple(trip for trip in trips if trip))
                left = tour_cost(self._instance, tour) if tour.trips else None
                if left is None:
                    continue
                cost = left
            kept.append((tour, cost))
        self._tours = kept

    def insert(self, tasks: Iterable[int]) -> None:
        """Put each task where it costs least; what fits nowhere stays out."""
        for task in tasks:
            best: tuple[int, int, Tour, int] | None = None
            for place, tour, before in self._places(task):
                cost = tour_cost(self._instance, tour)
                if cost is not None and (best is None or cost - before < best[0]):
                    best = cost - before, place, tour, cost
            prize = self._instance.tasks[task].prize
            if best is None or (prize is not None and best[0] > prize):
                continue
            if best[1] < len(self._tours):
                self._tours[best[1]] = best[2], best[3]
            else:
                self._tours.append((best[2], best[3]))

    def _places(self, task: int) -> Iterator[tuple[int, Tour, int]]:
        instance = self._instance
        used = [tour.truck for tour, _ in self._tours]
        for place, (tour, cost) in enumerate(self._tours):
            if not instance.allows(tour.truck, task):
                continue
            trips = tour.trips
            for number, trip in enumerate(trips):
                if not self._fits(tour.truck, (*trip, task)):
                    continue
                for at in range(len(trip) + 1):
                    new = (*trip[:at], task, *trip[at:])
                    yield (
                        place,
                        Tour(tour.truck, (*trips[:number], new, *trips[number + 1 :])),
                        cost,
                    )
            if len(trips) < instance.trucks[tour.truck].trips:
                for number in range(len(trips) + 1):
                    new_trips = (*trips[:number], (task,), *trips[number:])
                    yield place, Tour(tour.truck, new_trips), cost
        for number, truck in enumerate(instance.trucks):
            if used.count(number) < truck.count and instance.allows(number, task):
                yield len(self._tours), Tour(number, ((task,),)), 0

    def _fits(self, truck: int, trip: tuple[int, ...]) -> bool:
        loads = zip(*(self._instance.tasks[task].load for task in trip), strict=True)
        most = self._instance.trucks[truck].capacity
        return all(sum(load) <= room for load, room in zip(loads, most, strict=True))


def _hardest_first(instance: Instance) -> Callable[[int], tuple[int, int, int]]:
    way = instance.distance[0]

    def key(task: int) -> tuple[int, int, int]:
        asked = instance.tasks[task]
        return asked.window[1] - asked.window[0], -int(way[0, asked.location]), task

    return key


def _neighbours(instance: Instance, lot: random.Random, most: int) -> set[int]:
    """A task and those nearest to it."""
    count = len(instance.tasks)
    here = instance.tasks[lot.randrange(count)].location
    way = instance.distance[0]
    by_way = sorted(range(count), key=lambda task: (way[here, instance.tasks[task].location], task))
    return set(by_way[: lot.randint(1, most)])

"""Partition: the best trips of equal trucks, where most tasks fill one and few ride together.

What a point gets is mostly full trucks and a rest. A task that shares a truck with no other is a
trip of its own; of the others every set that a truck holds is looked at, and the cheapest sets that
have each task once are chosen. Trips then go to trucks, longest first to the one with the most time
left. Waiting and breaks aside, what a trip costs does not depend on what its truck does besides, so
the sum bounds what any tours cost; most often the trucks have time for it, and that is the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mizalla.routing.share import Trip, packed
from mizalla.routing.subsets import NEVER, Chosen, Subsets
from mizalla_models.routing import NO_WAY, Instance, Routes, Task, Truck, Whole

MOST = 13
"""Tasks that may ride together; twice the work for each more."""


@dataclass(frozen=True)
class Partition:
    """The cheapest trips, and what they make of the trucks' days."""

    trips: tuple[Trip, ...]
    """The trips; none where a task can't be done at all."""
    routes: Routes | None
    """The tours; None where the trucks have no time for these trips."""
    bound: int
    """What any tours cost at least."""


def mates(instance: Instance) -> list[int]:
    """Tasks that share a truck with at least one other."""
    loads = np.array([task.load for task in instance.tasks], dtype=np.int64)
    most = np.array(instance.trucks[0].capacity, dtype=np.int64)
    fits = np.all((loads[:, None] + loads[None]) <= most, axis=2)
    np.fill_diagonal(fits, val=False)
    return [int(task) for task in np.flatnonzero(fits.any(axis=1))]


def suits(instance: Instance) -> bool:
    """Whether all trucks are alike, cost nothing by themselves, and end where they start."""
    truck = instance.trucks[0]
    return len(instance.trucks) == 1 and not truck.fixed_cost and truck.start == truck.end


def partition(instance: Instance, together: Sequence[int]) -> Partition:
    """Choose trips, and share them out among the trucks.

    Parameters
    ----------
    instance
        One that it suits.
    together
        Its mates, at most ``MOST``.
    """
    truck = instance.trucks[0]
    again = truck.duration_cost * truck.reload
    single = len(instance.tasks) - len(together)
    ways = _costs(instance, truck)
    if not all(_possible(task, truck, ways) for task in instance.tasks):
        return Partition((), None, 0)
    alone = _alone(instance, ways, set(together))
    subsets = Subsets(instance, ways, together) if together else None
    best: Chosen | None = None
    bound = 0
    # Beyond as many trips as trucks each further one costs loading: with it, and without.
    for each in sorted({0, again if single + len(together) > truck.count else 0}):
        chosen = subsets.chosen(each) if subsets else Chosen((), 0)
        more = single + len(chosen.trips) - truck.count if each else 0
        least = alone.cost + chosen.cost + each * more
        bound = max(bound, least)
        if best is None or _total(chosen, single, truck) < _total(best, single, truck):
            best = chosen
    trips = (*alone.trips, *(best.trips if best else ()))
    routes = packed(instance, trips)
    return Partition(trips, routes, _with_prizes(instance, bound, ways, again))


def only(instance: Instance, together: Sequence[int]) -> Instance:
    """Ask for the trips of some tasks alone, by as many trucks as it takes."""
    truck = instance.trucks[0]
    single = len(instance.tasks) - len(together)
    # Beyond as many trips as trucks each further one costs loading.
    again = truck.duration_cost * truck.reload if single >= truck.count else 0
    tasks = tuple(replace(instance.tasks[task], prize=None) for task in together)
    trucks = (replace(truck, count=len(tasks), trips=1, fixed_cost=again, breaks=()),)
    return replace(instance, tasks=tasks, trucks=trucks)


def _possible(task: Task, truck: Truck, ways: Whole) -> bool:
    """Whether a truck can do a task at all, windows aside."""
    there_and_back = ways[truck.start, task.location] + ways[task.location, truck.start]
    holds = all(load <= most for load, most in zip(task.load, truck.capacity, strict=True))
    return holds and int(there_and_back) < NEVER


def _total(chosen: Chosen, single: int, truck: Truck) -> int:
    more = max(0, single + len(chosen.trips) - truck.count)
    return chosen.cost + more * truck.duration_cost * truck.reload


def _with_prizes(instance: Instance, bound: int, ways: Whole, again: int) -> int:
    """Take the bound back where leaving a task out is worth more than doing it."""
    base = instance.trucks[0].start
    for task in instance.tasks:
        if task.prize is None:
            continue
        own = int(ways[base, task.location] + ways[task.location, base])
        if task.prize < own + again + instance.trucks[0].duration_cost * task.service:
            return 0
    return bound


def _costs(instance: Instance, truck: Truck) -> Whole:
    distance, duration = instance.distance[truck.matrix], instance.duration[truck.matrix]
    there = (distance < NO_WAY) & (duration < NO_WAY)
    cost = distance * truck.distance_cost + duration * truck.duration_cost
    return np.where(there, cost, NEVER)


def _alone(instance: Instance, ways: Whole, together: set[int]) -> Chosen:
    truck = instance.trucks[0]
    trips, cost = [], 0
    for number, task in enumerate(instance.tasks):
        if number in together:
            continue
        trips.append((number,))
        cost += int(ways[truck.start, task.location] + ways[task.location, truck.start])
        cost += truck.duration_cost * task.service
    return Chosen(tuple(trips), cost)

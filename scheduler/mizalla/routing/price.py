"""What an answer costs, and whether it keeps every bound: the same for all engines."""

from collections import Counter
from collections.abc import Iterable

from mizalla.routing.timetable import timetable
from mizalla_models.routing import NO_WAY, Instance, Routes, Tour


def tour_distance(instance: Instance, tour: Tour) -> int:
    """Distance that a truck drives in its day."""
    truck = instance.trucks[tour.truck]
    matrix = instance.distance[truck.matrix]
    total = 0
    last = len(tour.trips) - 1
    for number, trip in enumerate(tour.trips):
        here = truck.start
        for task in trip:
            there = instance.tasks[task].location
            total += matrix.item(here, there)
            here = there
        total += matrix.item(here, truck.end if number == last else truck.start)
    return total


def tour_cost(instance: Instance, tour: Tour) -> int | None:
    """Cost of a truck's day, or None where it does not keep every bound of its own."""
    truck = instance.trucks[tour.truck]
    if len(tour.trips) > truck.trips or not all(tour.trips):
        return None
    for trip in tour.trips:
        if not all(instance.allows(tour.truck, task) for task in trip):
            return None
        loads = zip(*(instance.tasks[task].load for task in trip), strict=True)
        if any(sum(load) > most for load, most in zip(loads, truck.capacity, strict=True)):
            return None
    distance = tour_distance(instance, tour)
    if distance > truck.furthest or distance >= NO_WAY:
        return None
    times = timetable(instance, tour)
    if times is None:
        return None
    spent = truck.duration_cost * times.duration
    return truck.fixed_cost + truck.distance_cost * distance + spent


def priced(instance: Instance, tours: Iterable[Tour], engine: str) -> Routes | None:
    """Make an answer of tours, with its cost.

    Parameters
    ----------
    instance
        What was asked.
    tours
        Days of trucks.
    engine
        Who found them.

    Returns
    -------
    Routes or None
        None where a bound is not kept: a tour's own, the number of trucks, a task done twice, or
        one left out that must be done.
    """
    tours = tuple(sorted(tours, key=lambda tour: (tour.truck, tour.trips)))
    used = Counter(tour.truck for tour in tours)
    if any(count > instance.trucks[truck].count for truck, count in used.items()):
        return None
    done = Counter(task for tour in tours for task in tour.tasks)
    if any(times > 1 for times in done.values()):
        return None
    total = 0
    left_out = tuple(task for task in range(len(instance.tasks)) if task not in done)
    for task in left_out:
        prize = instance.tasks[task].prize
        if prize is None:
            return None
        total += prize
    for tour in tours:
        cost = tour_cost(instance, tour)
        if cost is None:
            return None
        total += cost
    return Routes(tours, left_out, total, engine)

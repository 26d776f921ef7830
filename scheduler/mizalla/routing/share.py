"""Sharing out: trips that are made already go to trucks of one type, so that all have time."""

from collections.abc import Iterator, Sequence

from mizalla.routing.price import priced, tour_distance
from mizalla_models.routing import Instance, Routes, Tour, Truck

NAME = "partition"
Trip = tuple[int, ...]
"""Tasks in order."""


def packed(instance: Instance, trips: Sequence[Trip]) -> Routes | None:
    """Share trips out among the trucks of the only type; None where they have no time for it."""
    for days in shared_out(instance, trips):
        found = priced(instance, [Tour(0, day) for day in days if day], NAME)
        if found is not None and not found.left_out:
            return found
    return None


def shared_out(instance: Instance, trips: Sequence[Trip]) -> Iterator[list[tuple[Trip, ...]]]:
    """Try to share trips out among trucks: what each would do in its day."""
    truck = instance.trucks[0]
    spans = [span(instance, trip) for trip in trips]
    order = sorted(range(len(trips)), key=lambda place: (-spans[place], place))
    for share in (_level, _full):
        days = share(order, spans, truck)
        if days is not None and all(len(day) <= truck.trips for day in days):
            yield [tuple(trips[place] for place in _in_time(instance, trips, day)) for day in days]


def at_ease(instance: Instance, routes: Routes) -> bool:
    """Whether no truck of the only type waits or rests."""
    truck = instance.trucks[0]
    least = 0
    for tour in routes.tours:
        time = sum(span(instance, trip) for trip in tour.trips)
        time += truck.reload * (len(tour.trips) - 1)
        least += truck.distance_cost * tour_distance(instance, tour) + truck.duration_cost * time
    return not routes.left_out and routes.cost == least


def loose(instance: Instance) -> bool:
    """Whether no window makes a truck wait or hurry, and none has breaks: only time is short."""
    for number, truck in enumerate(instance.trucks):
        duration = instance.duration[truck.matrix]
        first, last = truck.shift
        if truck.breaks:
            return False
        for place, task in enumerate(instance.tasks):
            if not instance.allows(number, place):
                continue
            out = duration.item(truck.start, task.location)
            home = duration.item(task.location, truck.end) + task.service
            if task.released or task.window[0] > first + out or task.window[1] < last - home:
                return False
    return True


def span(instance: Instance, trip: Sequence[int]) -> int:
    """How long a trip takes without waiting."""
    truck = instance.trucks[0]
    duration = instance.duration[truck.matrix]
    here, spent = truck.start, 0
    for task in trip:
        there = instance.tasks[task].location
        spent += duration.item(here, there) + instance.tasks[task].service
        here = there
    return spent + int(duration.item(here, truck.start))


def _level(order: Sequence[int], spans: Sequence[int], truck: Truck) -> list[list[int]] | None:
    """Longest first to the truck with the most time left."""
    days: list[list[int]] = [[] for _ in range(min(truck.count, len(order)))]
    busy = [0] * len(days)
    for place in order:
        least = min(range(len(days)), key=lambda day: (busy[day], day))
        busy[least] += spans[place] + (truck.reload if days[least] else 0)
        days[least].append(place)
    return None if max(busy, default=0) > truck.longest else days


def _full(order: Sequence[int], spans: Sequence[int], truck: Truck) -> list[list[int]] | None:
    """Longest first to the truck with the least time left that is enough."""
    days: list[list[int]] = [[] for _ in range(min(truck.count, len(order)))]
    busy = [0] * len(days)
    for place in order:
        able = [
            day
            for day, time in enumerate(busy)
            if time + spans[place] + (truck.reload if days[day] else 0) <= truck.longest
        ]
        if not able:
            return None
        fullest = max(able, key=lambda day: (busy[day], -day))
        busy[fullest] += spans[place] + (truck.reload if days[fullest] else 0)
        days[fullest].append(place)
    for empty in (day for day in days if not day):
        busiest = max(days, key=len)
        if len(busiest) > 1:
            empty.append(busiest.pop())
    return days


def _in_time(instance: Instance, trips: Sequence[Trip], day: Sequence[int]) -> list[int]:
    """Trips of a truck by when their windows close, and open."""

    def key(place: int) -> tuple[int, int, int]:
        windows = [instance.tasks[task].window for task in trips[place]]
        return min(last for _, last in windows), min(first for first, _ in windows), place

    return sorted(day, key=key)

"""Partition: the best trips of equal trucks, where most tasks fill one and few ride together.

What a point gets is mostly full trucks and a rest. A task that shares a truck with no other is a
trip of its own; of the others every set that a truck holds is looked at, with the shortest way
through it (M. Held and R. M. Karp, Journal of the SIAM 10, 1962), and the cheapest sets that have
each task once are chosen. Trips then go to trucks, longest first to the one with the most time
left. Waiting and breaks aside, what a trip costs does not depend on what its truck does besides, so
the sum bounds what any tours cost; most often the trucks have time for it, and that is the answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from mizalla.routing.price import priced, tour_distance
from mizalla_models.routing import NO_WAY, Instance, Routes, Task, Tour, Truck, Whole

MOST = 12
"""Tasks that may ride together; twice the work for each more."""
NEVER = 2**50
"""More than any tours cost."""
NAME = "partition"
Trip = tuple[int, ...]
"""Tasks in order."""


@dataclass(frozen=True)
class Partition:
    """The cheapest trips, and what they make of the trucks' days."""

    trips: tuple[Trip, ...]
    """The trips; none where a task can't be done at all."""
    routes: Routes | None
    """The tours; None where the trucks have no time for these trips."""
    bound: int
    """What any tours cost at least."""


@dataclass(frozen=True)
class Chosen:
    """Trips of an instance."""

    trips: tuple[tuple[int, ...], ...]
    """Tasks of each, in order."""
    cost: int
    """Sum of what they cost, without loading between them."""


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
    best: Chosen | None = None
    bound = 0
    # Beyond as many trips as trucks each further one costs loading: with it, and without.
    for each in sorted({0, again if single + len(together) > truck.count else 0}):
        chosen = _chosen(instance, ways, together, each)
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


def _chosen(instance: Instance, ways: Whole, together: Sequence[int], each: int) -> Chosen:
    """The cheapest sets that have each task once; every one costs so much more."""
    count = len(together)
    if not count:
        return Chosen((), 0)
    cost, last = _sets(instance, ways, together)
    able = cost < NEVER
    own = np.where(able, cost + each, NEVER)
    best = np.full(1 << count, NEVER, dtype=np.int64)
    taken = np.zeros(1 << count, dtype=np.int64)
    best[0] = 0
    numbers = np.arange(1 << count)
    for low in reversed(range(count)):
        lowest = (numbers & ((2 << low) - 1)) == 1 << low
        sets = numbers[lowest & able]
        # With the first task nothing is left to ask but the whole.
        whole = numbers[lowest] if low else numbers[-1:]
        rest = whole[:, None] ^ sets[None]
        inside = (whole[:, None] & sets[None]) == sets[None]
        sums = np.where(inside, own[sets][None] + best[np.where(inside, rest, 0)], NEVER)
        pick = sums.argmin(axis=1)
        best[whole] = sums[np.arange(len(whole)), pick]
        taken[whole] = sets[pick]
    trips, left = [], (1 << count) - 1
    while left:
        mask = int(taken[left])
        order = _order(last, mask, ways, instance, together)
        trips.append(tuple(together[place] for place in order))
        left ^= mask
    return Chosen(tuple(trips), int(best[-1]) - each * len(trips))


@cache
def _layers(count: int) -> list[list[tuple[int, Whole]]]:
    """Sets of so many tasks, by size and by the task that is done last."""
    numbers = np.arange(1 << count, dtype=np.int64)
    size = sum((numbers >> place) & 1 for place in range(count))
    return [
        [(last, numbers[(size == many) & ((numbers >> last) & 1 == 1)]) for last in range(count)]
        for many in range(2, count + 1)
    ]


def _sets(instance: Instance, ways: Whole, together: Sequence[int]) -> tuple[Whole, Whole]:
    """What each set costs by itself, and the shortest way through it to each of its tasks."""
    truck, count = instance.trucks[0], len(together)
    at = [instance.tasks[task].location for task in together]
    numbers = np.arange(1 << count, dtype=np.int64)
    bits = (numbers[:, None] >> np.arange(count)) & 1
    loads = bits @ np.array([instance.tasks[task].load for task in together], dtype=np.int64)
    held = np.all(loads <= np.array(truck.capacity), axis=1)
    stay = bits @ np.array([instance.tasks[task].service for task in together], dtype=np.int64)
    between = ways[np.ix_(at, at)]
    last = np.full((1 << count, count), NEVER, dtype=np.int64)
    for place in range(count):
        last[1 << place, place] = ways[truck.start, at[place]]
    for layer in _layers(count):
        for place, sets in layer:
            own = sets[held[sets]]
            if len(own):
                before = last[own ^ (1 << place)] + between[:, place]
                last[own, place] = np.minimum(before.min(axis=1), NEVER)
    cost = (last + ways[at, truck.start]).min(axis=1) + truck.duration_cost * stay
    cost = np.where(held & (cost < NEVER), cost, NEVER)
    cost[0] = NEVER
    return cost, last


def _order(
    last: Whole, mask: int, ways: Whole, instance: Instance, together: Sequence[int]
) -> list[int]:
    """Tasks of a set in the order of the shortest way."""
    at = [instance.tasks[task].location for task in together]
    home = np.array([int(ways[place, instance.trucks[0].start]) for place in at])
    found: list[int] = []
    onward = home
    while mask:
        place = int((last[mask] + onward).argmin())
        found.append(place)
        mask ^= 1 << place
        onward = ways[at, at[place]]
    return found[::-1]

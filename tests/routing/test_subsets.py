"""Sets of tasks against every way to part them."""

from collections.abc import Iterator
from itertools import pairwise, permutations

import numpy as np
import pytest

from mizalla.routing.subsets import NEVER, Subsets
from mizalla_models.routing import Instance, Task, Truck

Trips = tuple[tuple[int, ...], ...]


def _drawn(seed: int, count: int) -> Instance:
    lot = np.random.default_rng(seed)
    ways = lot.integers(1, 40, size=(1, count + 1, count + 1))
    tasks = tuple(Task(place, (int(lot.integers(1, 7)),)) for place in range(1, count + 1))
    return Instance(tasks, (Truck(count, (10,)),), ways, ways)


def _partings(tasks: tuple[int, ...]) -> Iterator[Trips]:
    """Every way to part tasks into sets."""
    if not tasks:
        yield ()
        return
    first, rest = tasks[0], tasks[1:]
    for chosen in range(1 << len(rest)):
        own = tuple(task for place, task in enumerate(rest) if chosen >> place & 1)
        for others in _partings(tuple(task for task in rest if task not in own)):
            yield ((first, *own), *others)


def _cost(instance: Instance, order: tuple[int, ...]) -> int:
    places = [0, *(instance.tasks[task].location for task in order), 0]
    return sum(instance.distance.item(0, *way) for way in pairwise(places))


def _shortest(instance: Instance, trip: tuple[int, ...]) -> int:
    held = sum(instance.tasks[task].load[0] for task in trip) <= 10
    return min(_cost(instance, order) for order in permutations(trip)) if held else NEVER


@pytest.mark.parametrize("each", [0, 25])
@pytest.mark.parametrize(("seed", "count"), [(0, 1), (1, 2), (2, 5), (3, 6), (4, 6)])
def test_the_cheapest_sets_are_chosen(seed: int, count: int, each: int) -> None:
    """Small base-days would be dearer than need be, and their bound no bound."""
    instance = _drawn(seed, count)
    chosen = Subsets(instance, instance.distance[0], range(count)).chosen(each)
    assert sorted(task for trip in chosen.trips for task in trip) == list(range(count))
    assert chosen.cost == sum(_cost(instance, trip) for trip in chosen.trips)
    least = min(
        sum(_shortest(instance, trip) + each for trip in trips)
        for trips in _partings(tuple(range(count)))
    )
    assert chosen.cost + each * len(chosen.trips) == least
